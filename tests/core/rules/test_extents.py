"""What a fact can be in the world: declared once, 0 the floor of numbers and amounts unless it says otherwise."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from incentives import NO_DAY, Fact, FactError, Known, Trace, bounds, money, relevant_missing
from incentives.rules.types import Kind

MONTHS = Fact.count("xx.months", unit="months", most=12)
HOURS = Fact.decimal("xx.hours", unit="hours")
PART = Fact.decimal("xx.part", unit="share", most=Decimal("1.00"))
FEES = Fact.money("xx.fees", currency="EUR")
PROFIT = Fact.money("xx.profit", currency="EUR", least=None)
BALANCE = Fact.money("xx.balance", currency="EUR", least=-100, most=Decimal("500.50"))
JOINED = Fact.day("xx.joined_on", least=date(2020, 1, 1), most=date(2024, 12, 31))


@pytest.mark.parametrize(
    ("fact", "inside", "outside"),
    [
        (Fact.count("xx.acts", unit="acts"), [0, 10**9], [-1]),
        (MONTHS, [0, 12], [-1, 13]),
        (Fact.count("xx.rooms", unit="rooms", least=1), [1], [0]),
        (HOURS, [Decimal(0), Decimal("0.01")], [Decimal("-0.01")]),
        (PART, [Decimal(0), Decimal(1)], [Decimal("1.000001")]),
        (FEES, [Decimal(0)], [Decimal("-0.01")]),
        (PROFIT, [Decimal(-(10**9)), Decimal(10**9)], []),
        (BALANCE, [Decimal(-100), Decimal("500.50")], [Decimal("-100.01"), Decimal("500.51")]),
        (JOINED, [date(2020, 1, 1), date(2024, 12, 31), NO_DAY], [date(2019, 12, 31), date(2025, 1, 1)]),
        (Fact.yes_no("xx.member"), [True, False], []),
        (Fact.set_of("xx.forms", ["a"]), [frozenset(), frozenset({"a"})], []),
    ],
)
def test_a_value_lies_between_the_least_and_the_largest_one(fact: Fact, inside: list[Any], outside: list[Any]) -> None:
    assert all(map(fact.extent.holds, inside))
    assert not any(map(fact.extent.holds, outside))


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"most": -1}, "whole numbers of at least 0, not -1"),
        ({"least": -1}, "whole numbers of at least 0, not -1"),
        ({"most": True}, "not True"),
        ({"most": 1.5}, "not 1.5"),
        ({"least": 5, "most": 3}, "nothing is at least 5 and at most 3"),
    ],
)
def test_limits_of_a_count_that_cannot_be_are_refused(limits: dict[str, Any], said: str) -> None:
    with pytest.raises(FactError, match=said):
        Fact.count("xx.months", unit="months", **limits)


@pytest.mark.parametrize("most", [1.5, "3", Decimal("NaN"), Decimal("Infinity"), Decimal("1e40"), date(2024, 1, 1), -1])
def test_limits_of_an_amount_that_cannot_be_are_refused(most: Any) -> None:
    with pytest.raises(FactError, match=r"xx\.fees"):
        Fact.money("xx.fees", currency="EUR", most=most)


@pytest.mark.parametrize("least", [3, "2024-01-01", datetime(2024, 1, 1)])  # noqa: DTZ001  # a day has no zone
def test_limits_of_a_day_are_days(least: Any) -> None:
    with pytest.raises(FactError, match="the limits of a date are dates"):
        Fact.day("xx.joined_on", least=least)


@pytest.mark.parametrize("kind", [Kind.YES_NO, Kind.CHOICE, Kind.SET])
def test_what_has_no_order_has_no_limits(kind: Kind) -> None:
    with pytest.raises(FactError, match="has no least and no largest value"):
        Fact(id="xx.a", kind=kind, values=() if kind is Kind.YES_NO else ("a",), most=3)


def test_a_limit_is_part_of_what_a_fact_is_and_one_that_is_not_given_is_none() -> None:
    plain = Fact.money("xx.fees", currency="EUR")
    assert Fact.money("xx.fees", currency="EUR", least=Decimal("0.00")).digest == plain.digest
    assert Fact(id="xx.fees", kind=Kind.MONEY, unit="EUR").digest == plain.digest
    others = [{"least": None}, {"least": -1}, {"most": 100}, {"least": 1, "most": 100}]
    digests = {Fact.money("xx.fees", currency="EUR", **limits).digest for limits in others}  # type: ignore[arg-type]  # amounts
    assert len({plain.digest, *digests}) == 5
    assert Fact.money("xx.fees", currency="EUR", most=Decimal("100.00")).digest in digests


@pytest.mark.parametrize(
    ("quantity", "low", "high"),
    [
        (MONTHS, 0, 12),
        (12 - MONTHS, 0, 12),
        (MONTHS.at(-1) + MONTHS, 0, 24),
        (MONTHS * money(10, "EUR"), 0, 120),
        (MONTHS * PART, 0, 12),
        (MONTHS * FEES, 0, None),
        (PROFIT, None, None),
        (BALANCE * 2, -200, 1001),
        (JOINED.month, 1, 12),
    ],
)
def test_a_limit_bounds_what_is_made_of_its_fact(quantity: Any, low: int | None, high: int | None) -> None:
    found = bounds(quantity, Trace.of([quantity], Known(2024)))
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    "rule",
    [
        money(500, "EUR") < BALANCE,  # it can be 500.50
        (JOINED.month == 2) & (date(2024, 1, 31) < JOINED),
        (date(2024, 11, 30) < JOINED) & (JOINED.month != 12),
    ],
)
def test_what_is_asked_is_tried_with_values_that_can_be(rule: Any) -> None:
    assert relevant_missing(rule, Known(2024)) == rule.leaves
