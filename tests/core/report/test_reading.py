"""A saved report is read back, whole or with every fault; a record is frozen, and can go to another process."""

import json
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from incentives import (
    Catalogue,
    Eligibility,
    Fault,
    InvalidReport,
    Report,
    ReportFormat,
    Situation,
    compare,
    read_report,
    timeline_of,
)
from incentives.hookspecs import Screen
from incentives.report.compared import compared_body, editions_of
from incentives.report.frame import document
from incentives.report.records.person import Assessment, Comparison
from incentives.report.records.pieces import Bounds
from incentives.report.records.whole import VERSION
from incentives.wording import LANGUAGES

BORDER = Path(__file__).parents[3] / "examples" / "border.toml"
DAY = date(2026, 11, 22)


@pytest.fixture
def report(catalogue: Catalogue) -> Report:
    checked = catalogue.check(Situation.read(BORDER))
    comparison = compare(catalogue.assess_all(checked, [2016, 2024], DAY))
    body, used = compared_body(comparison, checked, DAY, "en", catalogue), editions_of(comparison)
    return document("comparison", body, language="en", today=DAY, catalogue=catalogue, editions=used)


def faults(given: Any, language: str = "en") -> list[str]:
    with pytest.raises(InvalidReport) as caught:
        read_report(given)
    return [fault.text(language) for fault in caught.value.faults if isinstance(fault, Fault)]


def test_a_report_that_is_read_back_has_days_amounts_and_words_as_such(report: Report, catalogue: Catalogue) -> None:
    body = read_report(json.loads(catalogue.render("json", report, Screen()))).body
    assert isinstance(body, Comparison)
    (aid,) = (row for row in body.rows if isinstance(row, Assessment) and row.scheme == "be-inami-software")
    assert (aid.as_of, aid.eligibility, aid.amount.certain) == (DAY, Eligibility.ELIGIBLE, Decimal(800))
    assert aid.edition.verified_on.year == 2026


def test_what_is_read_back_is_written_in_every_format_as_before(report: Report, catalogue: Catalogue) -> None:
    again = read_report(report.plain())
    for form in ("text", "markdown", "json", "toml"):
        assert catalogue.render(form, again, Screen()) == catalogue.render(form, report, Screen())


def test_without_a_day_what_hangs_on_one_is_nothing_and_stays_so(catalogue: Catalogue) -> None:
    checked = catalogue.check(Situation.read(BORDER))
    comparison = compare(catalogue.assess_all(checked, [2024, 2025]))
    body = compared_body(comparison, checked, None, "en", catalogue, line=timeline_of(comparison.rows))
    told = document("check", body, language="en", today=DAY, catalogue=catalogue)
    assert read_report(told.plain()) == told
    assert body.timeline is not None
    assert {year.request.status for course in body.timeline.courses for year in course.years if year.request} == {None}


def test_a_format_gets_a_mapping_unless_it_asks_for_the_record(report: Report, catalogue: Catalogue) -> None:
    got: list[object] = []

    def render(given: object, _: Screen) -> str:
        got.append(given)
        return "written"

    core = next(plugin for plugin in catalogue.plugins if plugin.formats)
    formats = ReportFormat("plain", render), ReportFormat("typed", render, typed=True)
    mine = evolve(catalogue, plugins=(evolve(core, formats=formats),))
    assert [mine.render(form.name, report, Screen()) for form in formats] == ["written", "written"]
    assert got == [report.plain(), report]


def test_a_key_that_a_later_version_adds_is_passed_over(report: Report) -> None:
    later = report.plain()
    later["new"], later["rows"][0]["new"] = 1, {"more": None}
    assert read_report(later) == report


def spoiled(report: Report) -> dict[str, Any]:
    given = report.plain()
    del given["disclaimer"]
    row = next(row for row in given["rows"] if row["assessed"])
    row["year"], row["told"], row["as_of"] = "2024", None, "yesterday"
    row["amount"]["certain"], row["eligibility"] = 800, "surely"
    row["criteria"][0]["notes"], row["application"] = "none", []
    given["totals"] = {}
    return given


def test_every_fault_is_told_at_once_with_its_path(report: Report) -> None:
    given = spoiled(report)
    place = next(index for index, row in enumerate(given["rows"]) if row["assessed"])
    assert sorted(faults(given)) == sorted([
        "disclaimer: is missing.",
        "totals: expected a list, got {}.",
        f"rows[{place}].year: expected a whole number, got '2024'.",
        f"rows[{place}].told: expected yes or no (true, false), got None.",
        f"rows[{place}].as_of: expected a date such as 2026-11-22, got 'yesterday'.",
        f'rows[{place}].amount.certain: expected an amount such as "590.00", got 800.',
        f"rows[{place}].eligibility: expected one of {', '.join(Eligibility)}; got 'surely'.",
        f"rows[{place}].criteria[0].notes: expected a list, got 'none'.",
        f"rows[{place}].application: expected a table, got [].",
    ])  # fmt: skip


def test_the_faults_are_said_in_every_language(report: Report) -> None:
    told = [sorted(faults(spoiled(report), language)) for language in LANGUAGES]
    assert len({len(lines) for lines in told}) == 1
    assert not {line for lines in told for line in lines} & {line for line in told[0] if line in told[1]}


def test_what_is_no_table_at_all_is_refused() -> None:
    assert faults([]) == ["report: expected a table, got []."]


@pytest.mark.parametrize("given", [{}, {"kind": "bicycle", "schema_version": VERSION + 1}])
def test_what_is_no_report_or_of_a_later_version_is_refused(given: dict[str, Any]) -> None:
    kind, version = faults(given)
    assert kind.startswith("kind: expected one of check, comparison")
    assert version.startswith(f"schema_version: expected one of {VERSION}; got")


def test_the_record_of_a_report_can_go_to_another_process_and_back(report: Report) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(same, report).result(60) == report


def same(report: Report) -> Report:
    return report


def test_a_record_is_frozen_and_takes_each_of_its_parts_once() -> None:
    bounds = Bounds(start=DAY, end=DAY)
    with pytest.raises(AttributeError, match="Bounds is frozen"):
        bounds.start = date(2026, 1, 1)  # type: ignore[misc]  # what mypy refuses too
    for given in ({"start": DAY}, {"start": DAY, "end": DAY, "middle": DAY}):
        with pytest.raises(TypeError, match=r"Bounds: (end|middle)"):
            Bounds(**given)
    assert {bounds} == {Bounds(end=DAY, start=DAY)}
    assert bounds != (DAY, DAY)
    assert repr(bounds) == f"Bounds(start={DAY!r}, end={DAY!r})"
