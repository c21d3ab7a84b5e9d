"""Made-up schemes with a ceiling, a choice, a jury, another currency, and schemes that stand apart.

Twelve times 150 is 1,800 of rent, certain once there is a practice. When the jury agrees, 1,000 to start with come, and
both are cut at 2,500: 700 more for the town. The region pays nothing where the town does; between the region and the
fund, which pays 80 francs when the jury agrees, one chooses.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from incentives import (
    AmountPlace,
    Catalogue,
    CauseKind,
    Measure,
    SavedResult,
    explain_change,
    load_catalogue,
    replay,
)

Result = Callable[..., SavedResult]
DAY, SCHEMES = date(2026, 6, 1), ("xx-town", "xx-region", "xx-fund")


@cache
def town_catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def town(town_installed: None) -> Catalogue:
    del town_installed
    return town_catalogue()


def facts(**told: bool) -> dict[Any, object]:
    return {2025: {"xx.practice": True, **{f"xx.{name}": value for name, value in told.items()}}}


def test_what_schemes_say_of_one_another_is_saved_with_them(town: Catalogue, result: Result) -> None:
    saved = result(facts(jury_agreed=True), (2025,), DAY, SCHEMES, town)
    assert replay(saved, town).is_same
    assert {one.currency for one in saved.totals} == {"EUR", "CHF"}
    assert [one.scheme for one in saved.catalogue["xx-region"].excluded_by] == ["xx-town"]


def test_a_ceiling_cuts_what_a_decision_brings_and_currencies_stay_apart(town: Catalogue, result: Result) -> None:
    before, after = (result(one, (2025,), DAY, SCHEMES, town) for one in (facts(), facts(jury_agreed=True)))
    found = explain_change(before, after)
    (cause,) = found.causes
    assert (cause.kind, cause.id) == (CauseKind.FACT, "xx.jury_agreed")
    shifts = {
        (place.scheme, place.benefit): one.certain for place, one in (cause.shifts or {}).items() if _is_paid(place)
    }
    assert (shifts["xx-town", "start"], shifts["xx-town", None]) == (Decimal(1000), Decimal(700))
    assert dict(cause.shifts or {}) == dict(found.shifts)
    sums = {place.currency: one.certain for place, one in found.shifts.items() if place.scheme is None}
    assert sums == {"EUR": Decimal(700), "CHF": Decimal(80)}


def _is_paid(place: AmountPlace) -> bool:
    return place.measure is Measure.PAYABLE


def test_two_answers_that_bring_alternatives_make_less_together_than_alone(town: Catalogue, result: Result) -> None:
    """Of 300 for the bicycle and 200 for the car one is received: 300, not 500."""
    before = result(facts(bicycle=False, car=False), (2025,), DAY, SCHEMES, town)
    after = result(facts(bicycle=True, car=True), (2025,), DAY, SCHEMES, town)
    whole = AmountPlace("xx-town", 2025, None, Measure.PAYABLE, "EUR")
    found = explain_change(before, after)
    assert [(cause.kind, (cause.shifts or {})[whole].certain) for cause in found.causes] == [
        (CauseKind.FACT, Decimal(300)),
        (CauseKind.FACT, Decimal(200)),
        (CauseKind.TOGETHER, Decimal(-200)),
    ]
