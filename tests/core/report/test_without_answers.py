"""A result without answers says no more than its amounts: whoever has the same amounts has the same file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from incentives import Catalogue, Report, RowAnswer, Situation, compare, read_report, timeline_of
from incentives.hookspecs import Screen
from incentives.report.compared import compared_body, editions_of
from incentives.report.frame import document
from incentives.report.withheld import withheld

DAY = date(2026, 11, 22)
BORDER = (Path(__file__).parents[3] / "examples" / "border.toml").read_text("utf-8")
Told = tuple[Report, Any]
# Each leaves every amount as it is: FAMI 2025 is due and nothing of it is still to come, INAMI's aid is in reach.
OTHER_ANSWERS = {
    "another name": ("Camille", "Dominique"),
    "more acts than enough": ("be.acts = 640", "be.acts = 705"),
    "more billing": ("fr.billing.secured = 1950", "fr.billing.secured = 2000"),
    "another day of the declaration": ("fr.fami.declared_on = 2026-02-10", "fr.fami.declared_on = 2026-02-14"),
    "refused, and not received": ('fr.fami.received = ["base"', 'fr.fami.refused = ["base"'),
    "a criterion that no due benefit needs": ("be.convention.joined_in_year = false\nbe.acts = 640", "be.acts = 640"),
    "an id that nobody knows": ('label = "', 'xx.something = true\nlabel = "'),
}


@pytest.fixture(scope="module")
def told(catalogue: Catalogue) -> Callable[[str], Told]:
    """`told(text)`: the report for 2025 on a situation file, whole, and its amounts."""

    def made(text: str) -> Told:
        checked = catalogue.check(Situation.from_toml(text.encode()))
        comparison = compare(catalogue.assess_all(checked, [2025], DAY))
        body = compared_body(comparison, checked, DAY, "en", catalogue, line=timeline_of(comparison.rows), keep=True)
        used = editions_of(comparison)
        report = document("check", body, language="en", today=DAY, catalogue=catalogue, editions=used)
        amounts = [
            (
                row.key,
                row.eligibility,
                row.entitled,
                row.payable,
                [(b.entitled, b.payable) for b in row.benefits.values()],
            )
            for row in map(RowAnswer.of, comparison.rows)
        ]
        return report, amounts

    return made


@pytest.fixture(scope="module")
def camille(told: Callable[[str], Told]) -> Told:
    return told(BORDER)


@pytest.mark.parametrize("what", OTHER_ANSWERS)
def test_whoever_has_the_same_amounts_has_the_same_file(told: Callable[[str], Told], camille: Told, what: str) -> None:
    old, new = OTHER_ANSWERS[what]
    assert old in BORDER
    other = told(BORDER.replace(old, new))
    assert other[1] == camille[1]
    assert other[0].body != camille[0].body
    assert withheld(other[0]) == withheld(camille[0])


def test_what_is_left_is_read_back_and_laid_out(camille: Told, catalogue: Catalogue) -> None:
    left = withheld(camille[0])
    assert read_report(left.plain()) == left
    for form in ("text", "markdown", "html"):
        said = catalogue.render(form, left, Screen())
        assert "Saved without answers" in said
        assert "Annual lump sum" in said
