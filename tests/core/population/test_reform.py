"""Two editions over one table: figures counted by hand, and held against single assessments of both."""

import random
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from everything_met import EVERYTHING, FAMI, in_cells
from incentives import Assessment, Catalogue, Outcome, Situation
from incentives.errors import InvalidArgument, InvalidEdition, InvalidTable, UnknownEdition
from incentives.population.figures.figure_records import Cause, Cost, Reform
from other_frames import OF_POLARS
from software_aid import ANSWERED, MEETING, SCHEME, TYPES, table

# The texts for 2018 ask nothing of the shared medical record; later ones do.
MET_2018 = {id: value for id, value in in_cells(EVERYTHING[FAMI]).items() if not id.startswith("fr.dmp.")}


@pytest.fixture
def file_of(catalogue: Catalogue, tmp_path: Path) -> Callable[..., Path]:
    """The 2025 edition as a file of the user's own, with some texts replaced."""

    def written(*changes: tuple[str, str]) -> Path:
        text = catalogue[SCHEME].edition_text(2025) or ""
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path = tmp_path / "my-2025.toml"
        path.write_text(text, "utf-8")
        return path

    return written


LUMP_SUM, ACTS = '[figures.lump_sum]\nvalue = "800.00"', "[figures.minimum_acts]\nvalue = 500"


def test_who_needs_more_acts_afterwards_loses_by_that_criterion_alone(
    catalogue: Catalogue, file_of: Callable[..., Path]
) -> None:
    stricter = file_of((ACTS, ACTS.replace("500", "650")))
    people = table({}, {"be.acts": 700}, {"be.acts": 10}, {"be.acts": None})
    reform = catalogue.with_edition(stricter).compare_table(people, SCHEME, 2025, 2025, readings=ANSWERED)
    assert (reform.rows, reform.same, reform.undetermined) == (4, 2, 1)
    assert (reform.gains.rows, reform.gains.causes, reform.gains.without) == (0, (), 0)
    assert (reform.loses.rows, reform.loses.causes, reform.loses.without) == (1, (Cause("activity", 1, 1),), 0)
    assert (reform.before.cost.certain, reform.before.cost.possible) == (Decimal(1600), Decimal(2400))
    assert (reform.after.cost.certain, reform.after.cost.possible) == (Decimal(800), Decimal(1600))
    assert (reform.difference.certain, reform.difference.possible) == (Decimal(-800), Decimal(-800))


def test_the_same_people_gain_when_the_file_is_what_it_was_before(
    catalogue: Catalogue, file_of: Callable[..., Path]
) -> None:
    stricter = file_of((ACTS, ACTS.replace("500", "650")))
    reform = catalogue.compare_table(table({}, {"be.acts": 10}), SCHEME, 2025, stricter, readings=ANSWERED)
    assert (reform.gains.rows, reform.gains.causes) == (1, (Cause("activity", 1, 1),))
    assert (reform.loses.rows, reform.same, reform.undetermined) == (0, 1, 0)
    assert (reform.before.user_supplied, reform.before.source) == (True, str(stricter))
    assert (reform.after.user_supplied, reform.after.source) == (False, None)


def test_a_lower_amount_is_a_loss_by_no_criterion(catalogue: Catalogue, file_of: Callable[..., Path]) -> None:
    cheaper = file_of((LUMP_SUM, LUMP_SUM.replace("800.00", "799.99")))
    reform = catalogue.with_edition(cheaper).compare_table(
        table({}, {"be.inami_number": False}), SCHEME, 2025, 2025, readings=ANSWERED
    )
    assert (reform.loses.rows, reform.loses.causes, reform.loses.without) == (1, (), 1)
    assert reform.same == 1
    assert reform.difference.certain == Decimal("-0.01")


def test_a_criterion_that_is_no_longer_required_makes_gainers(catalogue: Catalogue) -> None:
    people = table({}, {}, {"be.software.commission_approved": False}).with_columns(
        pl.Series("be.main_occupation", [False, True, False])
    )
    reform = catalogue.compare_table(people, SCHEME, 2025, 2022, readings=ANSWERED)
    causes = {cause.id: (cause.rows, cause.alone) for cause in reform.gains.causes}
    assert causes["main_occupation"] == (1, 1)
    assert reform.loses.causes == ()


def test_causes_are_counted_alone_and_together(catalogue: Catalogue, file_of: Callable[..., Path]) -> None:
    milder = file_of((ACTS, ACTS.replace("500", "100")))
    people = table({"be.acts": 300}, {"be.acts": 300}, {}, {}, {"be.acts": 10}).with_columns(
        pl.col("be.acts").alias("be.acts@2020"),  # 2022 asks the acts of two years before
        pl.Series("be.main_occupation", [False, True, False, True, False]),
        pl.lit(value=True).alias("be.software.sharing_confirmed"),
    )
    reform = catalogue.with_edition(milder).compare_table(people, SCHEME, 2025, 2022, readings=ANSWERED)
    assert (reform.gains.rows, reform.same) == (3, 2)
    assert set(reform.gains.causes) == {Cause("activity", 2, 1), Cause("main_occupation", 2, 1)}
    assert [cause.together for cause in reform.gains.causes] == [1, 1]
    assert reform.gains.without == 0


def test_whom_one_of_two_texts_does_not_cover_neither_gains_nor_loses(catalogue: Catalogue) -> None:
    """The guide for 2018 speaks to speech therapists too, that for 2025 to physiotherapists only; 590 EUR were due."""
    professions = ["speech_therapist", "nurse", "physiotherapist"]
    people = pl.DataFrame([{**MET_2018, "practitioner.profession": one} for one in professions])
    changes = catalogue.assess_table_against(people, "fr-fami", 2025, 2018)["fr-fami.change"].to_list()
    assert changes == ["not_covered", "not_covered", "undetermined"]
    reform = catalogue.compare_table(people, "fr-fami", 2025, 2018)
    assert (reform.gains.rows, reform.loses.rows, reform.not_covered) == (0, 0, 2)
    assert (reform.before.not_covered, reform.after.not_covered) == (1, 2)
    assert (reform.before.eligible, reform.before.cost.certain) == (2, Decimal(1180))


def test_the_difference_counts_only_whom_both_texts_cover(catalogue: Catalogue) -> None:
    people = pl.DataFrame([{**MET_2018, "practitioner.profession": one} for one in ("speech_therapist", "nurse")])
    reform = catalogue.compare_table(people, "fr-fami", 2025, 2018)
    assert (reform.before.cost.certain, reform.after.cost.certain) == (Decimal(590), Decimal(0))
    assert reform.before.compared == reform.after.compared == reform.difference == Cost("EUR", Decimal(0), Decimal(0))


def said_of(before: Assessment, after: Assessment) -> str:
    """The change of one practitioner, from two single assessments."""
    if before.is_covered is False or after.is_covered is False:
        return "not_covered"
    old, new = before.amount, after.amount
    assert old.possible is not None
    assert new.possible is not None
    if new.certain > old.possible:
        return "gains"
    if new.possible < old.certain:
        return "loses"
    is_settled = new.certain == new.possible and old.certain == old.possible
    return "same" if is_settled and new.certain == old.certain else "undetermined"


def people_of(count: int) -> pl.DataFrame:
    """Most meet most, a few cells are empty."""
    chance = random.Random(3)  # noqa: S311  # test data, no secret

    def cell(name: str, value: Any) -> Any:
        if chance.random() < 0.04:
            return None
        if name == "be.acts":
            return chance.choice([0, 499, 600, 640, 700])
        if name == "practitioner.profession":
            return value if chance.random() < 0.9 else "nurse"
        return value if chance.random() < 0.9 else not value

    asked = {name: value for name, value in MEETING.items() if not name.endswith("_on")}
    rows = [{name: cell(name, value) for name, value in asked.items()} for _ in range(count)]
    frame = pl.DataFrame(rows, schema={name: TYPES[name] for name in asked})
    occupied = [chance.choice([True, False, None]) for _ in range(count)]
    return frame.with_columns(
        pl.lit(MEETING["be.first_registered_on"]).alias("be.first_registered_on"),
        pl.Series("be.main_occupation", occupied, dtype=pl.Boolean),
        pl.Series("be.acts@2020", [chance.choice([None, 440, 500]) for _ in range(count)], dtype=pl.Int64),
    )


def situation_of(row: Mapping[str, Any], year: int, catalogue: Catalogue) -> Situation:
    data: dict[Any, Any] = {year: {}, "readings": ANSWERED}
    for name, value in row.items():
        id, _, other = name.partition("@")
        if value is not None and id in catalogue.vocabulary.facts:
            is_annual = catalogue.vocabulary.facts[id].annual
            (data.setdefault(int(other or year), {}) if is_annual else data)[id] = value
    return Situation.of(data)


@pytest.mark.parametrize(("year", "against"), [(2025, 2022), (2022, 2025), (2026, 2024)])
def test_every_row_changes_as_two_single_assessments_say(catalogue: Catalogue, year: int, against: int) -> None:
    people = people_of(150)
    given = catalogue.assess_table_against(people, SCHEME, year, against, readings=ANSWERED)
    reform = catalogue.compare_table(people, SCHEME, year, against, readings=ANSWERED)
    changes, causes = [], {"gains": dict[str, int](), "loses": dict[str, int]()}
    for row in given.rows(named=True):
        before, after = (catalogue.assess(SCHEME, one, situation_of(row, one, catalogue)) for one in (against, year))
        change = said_of(before, after)
        changes.append(change)
        assert row[f"{SCHEME}.change"] == change
        for name, one in ((SCHEME, after), (f"{SCHEME}.against", before)):
            assert row[f"{name}.certain"] == one.amount.certain
            assert row[f"{name}.possible"] == one.amount.possible
            assert row[f"{name}.eligibility"] == one.eligibility.value
        if change in causes:
            has, had = (before, after) if change == "gains" else (after, before)
            for id, criterion in has.criteria.items():
                other = had.criteria[id].outcome if id in had.criteria else Outcome.NOT_APPLICABLE
                if criterion.outcome is Outcome.NOT_MET and other in {
                    Outcome.MET,
                    Outcome.WAIVED,
                    Outcome.NOT_APPLICABLE,
                }:
                    causes[change][id] = causes[change].get(id, 0) + 1
    counted = (reform.gains.rows, reform.loses.rows, reform.same, reform.undetermined)
    assert counted == tuple(changes.count(word) for word in ("gains", "loses", "same", "undetermined"))
    assert {cause.id: cause.rows for cause in reform.gains.causes} == causes["gains"]
    assert {cause.id: cause.rows for cause in reform.loses.causes} == causes["loses"]


@pytest.mark.parametrize("kind", OF_POLARS)
def test_every_kind_of_frame_gives_the_same_reform(catalogue: Catalogue, kind: str) -> None:
    people = people_of(60)
    wanted: Reform = catalogue.compare_table(people, SCHEME, 2025, 2022, readings=ANSWERED)
    assert wanted.gains.rows
    assert catalogue.compare_table(OF_POLARS[kind](people), SCHEME, 2025, 2022, readings=ANSWERED) == wanted


def test_an_empty_table_has_a_reform_of_nothing(catalogue: Catalogue) -> None:
    reform = catalogue.compare_table(table(), SCHEME, 2025, 2022)
    assert (reform.rows, reform.gains.rows, reform.loses.rows, reform.same, reform.undetermined) == (0, 0, 0, 0, 0)
    assert reform.before.cost.certain == reform.difference.possible == Decimal(0)


def test_the_frame_keeps_its_kind_and_its_own_columns(catalogue: Catalogue) -> None:
    people = table({}, {}).lazy().with_columns(member=pl.lit("x"))
    given = catalogue.assess_table_against(people, SCHEME, 2025, 2022)
    assert isinstance(given, pl.LazyFrame)
    names = given.collect_schema().names()
    assert names[: len(MEETING) + 1] == [*MEETING, "member"]
    assert names[-1] == f"{SCHEME}.change"
    assert f"{SCHEME}.against.main_occupation" in names
    assert f"{SCHEME}.main_occupation" not in names  # not asked in 2025


def test_an_edition_is_not_compared_with_itself(catalogue: Catalogue) -> None:
    with pytest.raises(InvalidArgument, match="compared with itself"):
        catalogue.compare_table(table({}), SCHEME, 2025, 2025)


def test_a_file_of_another_scheme_is_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "fami.toml"
    path.write_text(catalogue["fr-fami"].edition_text(2025) or "", "utf-8")
    with pytest.raises(InvalidArgument, match="an edition of fr-fami, not of be-inami-software"):
        catalogue.compare_table(table({}), SCHEME, 2025, path)


@pytest.mark.parametrize("against", [True, None, 2025.5, ["2024"]])
def test_only_a_year_or_a_path_can_be_compared_against(catalogue: Catalogue, against: Any) -> None:
    with pytest.raises(InvalidArgument, match="a year or the path of an edition file"):
        catalogue.compare_table(table({}), SCHEME, 2025, against)


def test_a_year_without_rules_and_a_file_that_is_none_are_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(UnknownEdition):
        catalogue.compare_table(table({}), SCHEME, 2025, 1999)
    with pytest.raises(InvalidEdition):
        catalogue.compare_table(table({}), SCHEME, 2025, tmp_path / "none.toml")


def test_columns_that_would_be_added_are_refused_before_anything_runs(catalogue: Catalogue) -> None:
    people = table({}).with_columns(pl.lit(1).alias(f"{SCHEME}.change"), pl.lit(1).alias(f"{SCHEME}.against.certain"))
    with pytest.raises(InvalidTable) as caught:
        catalogue.compare_table(people, SCHEME, 2025, 2022)
    assert len(caught.value.faults) == 2
