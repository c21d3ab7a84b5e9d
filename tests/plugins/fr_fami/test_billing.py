"""Billed acts counted under each year's rules; what is expected stands in §1.4.1 of the guides of 2018 and 2025."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from incentives import (
    Activity,
    ActivityCount,
    ActivityExport,
    ActivityReader,
    Catalogue,
    InvalidSituation,
    Outcome,
    Period,
    Situation,
)

BILLING = "fr.billing."
COUNTS = ("secured", "total", "excluded_secured", "excluded_total")
LATER = date(2030, 1, 20)
Counted = Callable[..., ActivityCount]


def facts(count: ActivityCount) -> dict[str, object]:
    return {id.removeprefix(BILLING): value for id, value in count.facts.items()}


def why(count: ActivityCount) -> list[str]:
    return [remark.id for remark in count.unknown]


@pytest.fixture
def counted(catalogue: Catalogue, tmp_path: Path) -> Counted:
    """`counted(*lines, year=2025)`: what follows from lines `date;mode;reason;count`."""

    def made(
        *lines: str,
        year: int = 2025,
        unit: str = "acts",
        as_of: date = LATER,
        told: Mapping[Any, Any] | None = None,
        covers: Period | None = None,
    ) -> ActivityCount:
        path = tmp_path / "acts.csv"
        path.write_text("\n".join((f"date;mode;reason;{unit}", *lines)) + "\n", "utf-8")
        situation = None if told is None else Situation.of(told)
        export = catalogue.read_activity(path, "fr-fami", as_of=as_of, covers=covers)
        return catalogue.count_activity(export, "fr-fami", year, situation=situation).count

    return made


def all_year(*lines: str, year: int = 2025) -> tuple[str, ...]:
    """Lines between a secured claim of the year before and one of the last day."""
    return (f"{year - 1}-12-01;vitale;;1", *lines, f"{year}-12-31;vitale;;0", f"{year + 1}-01-05;vitale;;1")


@pytest.mark.parametrize(
    ("mode", "reason", "secured", "left_out"),
    [
        ("vitale", "", True, False),
        ("sesam_sans_vitale", "", True, False),
        ("degraded", "", False, False),
        ("paper", "", False, False),
        ("s3404", "", False, True),
        ("vitale", "ame", True, True),
        ("paper", "ame", False, True),
        ("vitale", "provisional_nir", True, True),
        ("vitale", "infant_under_3_months", True, True),
        ("vitale", "ehpad_resident", True, False),
        ("degraded", "ehpad_resident", False, True),
        ("paper", "ehpad_resident", False, True),
        ("sesam_sans_vitale", "telecare", True, False),
        ("paper", "telecare", False, True),
        ("vitale", "patient_absent", True, False),  # of 2018 only
        ("vitale", "ehpad_resident+ame", True, True),
    ],
)
def test_acts_of_2025_are_left_out_of_the_rate_as_the_guide_lists_them(
    counted: Counted, mode: str, reason: str, *, secured: bool, left_out: bool
) -> None:
    found = facts(counted(*all_year(f"2025-03-03;{mode};{reason};7")))
    assert [found[name] for name in COUNTS] == [7 * secured, 7, 7 * (secured and left_out), 7 * left_out]


@pytest.mark.parametrize(
    ("mode", "reason", "left_out"),
    [
        ("vitale", "ame", True),
        ("vitale", "infant_under_3_months", True),
        ("paper", "patient_absent", True),
        ("s3404", "", True),
        ("vitale", "provisional_nir", False),
        ("paper", "ehpad_resident", False),
        ("paper", "telecare", False),
    ],
)
def test_invoices_of_2018_are_left_out_of_the_rate_as_the_guide_lists_them(
    counted: Counted, mode: str, reason: str, *, left_out: bool
) -> None:
    found = facts(counted(*all_year(f"2018-03-03;{mode};{reason};7", year=2018), year=2018, unit="invoices"))
    assert (found["total"], found["excluded_total"]) == (7, 7 * left_out)


@pytest.mark.parametrize(("year", "unit", "other"), [(2018, "invoices", "acts"), (2025, "acts", "invoices")])
def test_what_is_counted_in_another_unit_is_not_counted_at_all(
    counted: Counted, year: int, unit: str, other: str
) -> None:
    count = counted(*all_year(f"{year}-03-03;vitale;;7", year=year), year=year, unit=other)
    assert why(count) == [f"no_{unit}"]
    assert not {*COUNTS} & facts(count).keys()


def test_a_first_claim_in_may_makes_the_period_begin_on_the_first_of_june(counted: Counted) -> None:
    lines = ("2025-04-02;paper;;40", "2025-05-14;vitale;;30", "2025-05-31;vitale;;5", "2025-06-01;vitale;;20")
    found = facts(counted(*lines, covers=Period(date(2024, 1, 1), date(2025, 12, 31))))
    assert found["transmitted_previous_year"] is False
    assert found["first_secured_on"] == date(2025, 5, 14)
    assert (found["secured"], found["total"]) == (20, 20)


def test_a_first_claim_in_december_2018_leaves_nothing_to_count(counted: Counted) -> None:
    covers = Period(date(2017, 1, 1), date(2018, 12, 31))
    count = counted("2018-12-03;vitale;;30", year=2018, unit="invoices", covers=covers)
    assert why(count) == ["december_fails"]
    assert not {*COUNTS} & facts(count).keys()


def test_december_counts_for_a_practice_begun_in_december_2025(counted: Counted) -> None:
    told = {"fr.practice_started_on": date(2025, 12, 3)}
    count = counted("2025-12-03;vitale;;30", "2025-12-31;paper;;2", "2026-01-02;vitale;;9", told=told)
    found = facts(count)
    assert (found["secured"], found["total"]) == (30, 32)
    assert "transmitted_previous_year" not in found  # that follows from the day on which the practice began


@pytest.mark.parametrize("year", range(2019, 2025))
def test_where_no_text_gives_unit_and_exclusions_nothing_is_counted_and_the_claims_are_still_told(
    counted: Counted, year: int
) -> None:
    count = counted(*all_year(f"{year}-03-03;vitale;;7", year=year), year=year)
    assert why(count) == ["unknown_unit", "unknown_exclusions"]
    assert facts(count) == {"transmitted_previous_year": True, "first_secured_on": date(year, 3, 3)}


def test_the_rules_are_those_of_the_edition_file_and_not_of_the_program(
    catalogue: Catalogue, tmp_path: Path, counted: Counted
) -> None:
    counted(*all_year("2024-03-03;vitale;telecare;7", year=2024), year=2024)  # writes the file
    text = catalogue["fr-fami"].edition_text(2024)
    assert text is not None
    told = 'document = "guide_2025"\nplace = "made up"\nconfidence = "inferred"\n'
    more = f'[figures.rate_unit]\nvalue = "acts"\n{told}\n[figures.rate_left_out]\nvalue = ["telecare"]\n{told}\n'
    (tmp_path / "mine.toml").write_text(text.replace("[figures.rate_period]", f"{more}[figures.rate_period]"), "utf-8")
    own = catalogue.with_edition(tmp_path / "mine.toml")
    found = facts(
        own.count_activity(own.read_activity(tmp_path / "acts.csv", "fr-fami", as_of=LATER), "fr-fami", 2024).count
    )
    assert [found[name] for name in COUNTS] == [7, 7, 7, 7]


def test_that_a_file_has_no_line_of_the_year_before_does_not_say_that_nothing_was_sent_then(counted: Counted) -> None:
    lines = ("2025-01-01;vitale;;30", "2026-01-02;vitale;;1")
    count = counted(*lines)
    assert why(count) == ["unknown_transmitted"]
    assert facts(count) == {"first_secured_on": date(2025, 1, 1)}
    sure = counted(*lines, covers=Period(date(2024, 1, 1), date(2024, 12, 31)))
    assert facts(sure)["transmitted_previous_year"] is False
    told = counted(*lines, told={2025: {"fr.billing.transmitted_previous_year": True}})
    assert facts(told)["secured"] == 30


def test_a_file_that_begins_or_ends_within_the_year_is_not_taken_for_the_whole_of_it(counted: Counted) -> None:
    told = {2025: {"fr.billing.transmitted_previous_year": True}}
    assert why(counted("2025-02-01;vitale;;3", "2026-01-01;vitale;;3", told=told)) == ["begins_late"]
    assert why(counted("2025-01-01;vitale;;3", "2025-12-20;vitale;;3", told=told)) == ["ends_early"]
    whole = counted("2025-02-01;vitale;;3", told=told, covers=Period.calendar_year(2025))
    assert (why(whole), facts(whole)["secured"]) == ([], 3)


def test_before_the_year_is_over_counts_are_so_far(counted: Counted) -> None:
    count = counted("2024-12-01;vitale;;1", "2025-06-03;vitale;;8", as_of=date(2025, 7, 1))
    assert facts(count)["secured"] == 8
    assert "so_far" in [remark.id for remark in count.counted]
    stated = counted("2024-12-01;vitale;;1", as_of=date(2025, 7, 1), covers=Period.calendar_year(2025))
    assert "first_secured_on" not in facts(stated)  # nobody knows yet that none will come


def test_without_a_column_of_reasons_the_exclusions_are_not_known(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "acts.csv"
    path.write_text("date,mode,acts\n2024-12-01,vitale,1\n2025-12-31,paper,5\n", "utf-8")
    count = catalogue.count_activity(catalogue.read_activity(path, "fr-fami", as_of=LATER), "fr-fami", 2025).count
    assert why(count) == ["no_reasons"]
    assert {name for name in COUNTS if name in facts(count)} == {"secured", "total"}


def test_no_claim_in_the_whole_year_is_told_as_none(counted: Counted) -> None:
    count = counted("2025-03-03;paper;;12", covers=Period(date(2024, 1, 1), date(2025, 12, 31)))
    wanted = {"transmitted_previous_year": False, "first_secured_on": "none", "secured": 0, "excluded_secured": 0}
    assert facts(count) == wanted


def test_a_first_claim_in_november_and_none_after_it_is_no_contradiction(counted: Counted) -> None:
    count = counted("2025-11-20;vitale;;3", "2025-12-10;paper;;5", covers=Period(date(2024, 1, 1), date(2025, 12, 31)))
    assert (facts(count)["secured"], facts(count)["total"]) == (0, 5)


def test_where_claims_were_sent_the_year_before_a_first_claim_and_none_in_the_year_contradict(
    catalogue: Catalogue,
) -> None:
    told = {"transmitted_previous_year": True, "first_secured_on": date(2025, 5, 2), "secured": 0}
    with pytest.raises(InvalidSituation):
        catalogue.check(Situation.of({2025: {"fr.billing": told}}))


@pytest.mark.parametrize(("paper", "outcome"), [(30, Outcome.MET), (31, Outcome.NOT_MET)])
def test_what_was_counted_decides_the_rate_as_if_it_had_been_typed(
    catalogue: Catalogue, tmp_path: Path, counted: Counted, paper: int, outcome: Outcome
) -> None:
    counted(*all_year("2025-02-03;vitale;;70", f"2025-02-03;paper;;{paper}", "2025-02-03;paper;ame;9"))
    export = catalogue.read_activity(tmp_path / "acts.csv", "fr-fami", as_of=LATER)
    read = catalogue.count_activity(export, "fr-fami", 2025)
    criterion = catalogue.assess("fr-fami", 2025, read.situation).criteria["transmission_rate"]
    assert criterion.outcome is outcome


def reader_of(catalogue: Catalogue) -> ActivityReader:
    (reader,) = catalogue.provider("fr-fami").activity_readers
    return reader


@given(data=st.data())
@settings(max_examples=30)
def test_counts_are_sums_whatever_the_order_of_lines_and_however_they_are_split(
    catalogue: Catalogue, data: st.DataObject
) -> None:
    reader = reader_of(catalogue)
    modes, reasons = (list(column.words) for column in reader.columns[1:3])
    line = st.tuples(
        st.dates(date(2024, 11, 1), date(2026, 1, 31)),
        st.sampled_from(modes),
        st.sampled_from([(), *((reason,) for reason in reasons)]),
        st.integers(0, 9),
    )
    lines = data.draw(st.lists(line, min_size=1, max_size=8))
    shuffled = data.draw(st.permutations([*lines, *lines]))

    def count(some: list[Any]) -> Mapping[str, object]:
        activities = tuple(
            Activity(day, {"mode": (mode,), "reason": reason}, {"acts": times}, 1)
            for day, mode, reason, times in sorted(some)
        )
        covers = Period(date(2024, 1, 1), date(2026, 1, 31))
        export = ActivityExport(activities, frozenset({"date", "mode", "reason", "acts"}), covers, LATER, covers)
        known = catalogue.check(Situation.of({}))
        return reader.count(export, catalogue.edition("fr-fami", 2025), known).facts

    once, twice = count(lines), count(shuffled)
    assert once.keys() == twice.keys()
    numbers = {id: value for id, value in once.items() if type(value) is int}
    assert {id: twice[id] for id in numbers} == {id: 2 * value for id, value in numbers.items()}
    if f"{BILLING}total" in numbers:
        secured, total, out_secured, out = (numbers[f"{BILLING}{name}"] for name in COUNTS)
        assert out_secured <= min(secured, out) <= max(secured, out) <= total
        assert secured - out_secured <= total - out
