"""On which side of a threshold a practitioner is: exactly at it, just on the other side, or neither."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from incentives import Expression, Fact, Known, literal, money, percent, share, when
from incentives.testing.thresholds import thresholds

km = Fact.count("xx.km", unit="km")
part = Fact.count("xx.part", unit="km")
weight = Fact.decimal("xx.weight", unit="kg")
income = Fact.money("xx.income", currency="EUR")
born_on = Fact.day("xx.born_on")
colour = Fact.choice("xx.colour", ("red", "green"))
bell = Fact.ordered_choice("xx.bell", ("none", "small", "large"))
cycles = Fact.yes_no("xx.cycles")


def _sides(condition: Expression, **facts: Any) -> tuple[bool, bool]:
    (threshold,) = thresholds([("here", condition)]).values()
    threshold.see(Known(2024, annual={2024: {f"xx.{id}": value for id, value in facts.items()}}))
    return threshold.at, threshold.other


@pytest.mark.parametrize(
    ("condition", "name", "at", "other", "neither"),
    [
        (km >= 500, "km", 500, 499, 501),
        (km > 500, "km", 500, 501, 499),
        (km < 500, "km", 500, 499, 501),
        (km <= 500, "km", 500, 501, 499),
        (literal(500) <= km, "km", 500, 499, 501),
        (weight >= literal(Decimal("2.5")), "weight", Decimal("2.50"), Decimal("2.4"), Decimal("2.6")),
        (income <= money("1200", "EUR"), "income", Decimal(1200), Decimal(1201), Decimal("1201.01")),
        (income <= money("1200", "EUR"), "income", Decimal(1200), Decimal("1200.01"), Decimal("1201.01")),
        (income < money("1200.00", "EUR"), "income", Decimal(1200), Decimal("1199.99"), Decimal(1199)),
        (born_on >= date(2024, 3, 1), "born_on", date(2024, 3, 1), date(2024, 2, 29), date(2024, 3, 2)),
        (bell >= "small", "bell", "small", "none", "large"),
    ],
)
def test_a_case_is_at_a_threshold_just_beside_it_or_elsewhere(
    condition: Expression, name: str, at: Any, other: Any, neither: Any
) -> None:
    assert _sides(condition, **{name: at}) == (True, False)
    assert _sides(condition, **{name: other}) == (False, True)
    assert _sides(condition, **{name: neither}) == (False, False)
    assert _sides(condition) == (False, False)


def test_of_an_equality_every_other_value_is_the_other_side() -> None:
    assert _sides(born_on.month == 12, born_on=date(2024, 12, 5)) == (True, False)
    assert _sides(born_on.month == 12, born_on=date(2024, 3, 5)) == (False, True)


@pytest.mark.parametrize(
    "condition",
    [
        born_on >= date(2024, 3, 1),
        born_on.month == 12,
        born_on.month != 12,
        share(born_on.month, of=literal(12), if_none=False) >= percent("50"),
    ],
    ids=["day", "month", "other month", "share"],
)
def test_a_day_that_is_told_to_be_absent_is_on_neither_side(condition: Expression) -> None:
    assert _sides(condition, born_on="none") == (False, False)


@pytest.mark.parametrize(("of", "at", "other"), [(100, 70, 69), (10, 7, 6), (101, 71, 70), (3, 3, 2)], ids=str)
def test_a_share_is_tried_with_the_smallest_part_that_is_enough_and_one_less(of: int, at: int, other: int) -> None:
    condition = share(part, of=km, if_none=False) >= percent("70")
    assert _sides(condition, km=of, part=at) == (True, False)
    assert _sides(condition, km=of, part=other) == (False, True)
    assert _sides(condition, km=of, part=0) == (False, False)
    assert _sides(condition, km=0, part=0) == (False, False)


MONTHS = Fact.count("xx.months", unit="months", most=12)
JOINED = Fact.day("xx.joined_on", least=date(2024, 1, 1))


@pytest.mark.parametrize(
    ("condition", "sides"),
    [
        (km >= 500, (True, True)),
        (km >= 0, (True, False)),
        (km < 0, (True, False)),
        (MONTHS >= 12, (True, True)),
        (MONTHS <= 12, (True, False)),
        (MONTHS > 12, (True, False)),
        (MONTHS >= 13, (False, True)),
        (MONTHS == 12, (True, True)),
        (MONTHS + MONTHS.at(-1) <= 24, (True, False)),
        (income <= money("0", "EUR"), (True, True)),
        (income < money("0", "EUR"), (True, False)),
        (date(2024, 1, 1) <= JOINED, (True, False)),
        (date(2024, 1, 1) < JOINED, (True, True)),
        (born_on.month >= 1, (True, False)),
        (bell >= "none", (True, False)),
    ],
    ids=range(15),
)
def test_no_case_is_asked_for_on_a_side_on_which_none_can_be(condition: Expression, sides: tuple[bool, bool]) -> None:
    (threshold,) = thresholds([("here", condition)]).values()
    assert threshold.can_be == sides
    assert len(threshold.lacking) == sides.count(True)


def test_beyond_the_last_step_of_an_order_there_is_no_other_side() -> None:
    assert _sides(bell > "large", bell="large") == (True, False)
    assert _sides(bell >= "none", bell="none") == (True, False)


def test_only_what_is_held_against_a_figure_is_a_threshold() -> None:
    for condition in (cycles, colour == "red", km >= part, born_on.year == born_on.month):
        assert thresholds([("here", condition)]) == {}


def test_a_threshold_in_doubt_is_two_and_a_shared_one_is_one() -> None:
    doubtful = km >= when(cycles).then(7).otherwise(6)
    assert len(thresholds([("here", doubtful)])) == 2
    (shared,) = thresholds([("here", km >= 7), ("there", (km >= 7) & cycles)]).values()
    assert shared.places == ["here", "there"]
