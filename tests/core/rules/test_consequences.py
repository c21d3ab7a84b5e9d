"""What follows from what cannot be, on examples worked by hand."""

# ruff: noqa: SIM300 - a fact written in capitals is no constant to be put on the right

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from incentives import Expression, Fact, Known, evaluate
from incentives.rules.consequences import Consequences

NEW_YEAR = date(2024, 1, 1)
DAY = timedelta(days=1)
A, MANY = Fact.yes_no("xx.a"), Fact.count("xx.many", unit="things")


def settled(condition: Expression, *impossible: Expression, **told: Any) -> object:
    """The value of a condition where something cannot be."""
    known = Known(2024, annual={2024: {f"xx.{id}": value for id, value in told.items()}})
    return evaluate(Consequences(impossible).following(condition), known)


def three(names: str) -> Iterator[tuple[str, str, str]]:
    """In every order: nothing hangs on how they are called."""
    yield from permutations(names, 3)


@pytest.mark.parametrize(("one", "two", "three"), list(three("abc")))
def test_a_day_not_before_a_second_is_not_before_a_third_that_is_earlier(one: str, two: str, three: str) -> None:
    a, b, c = (Fact.day(f"xx.{name}") for name in (one, two, three))
    assert settled(a < b, a < c, **{two: NEW_YEAR, three: NEW_YEAR}) is False
    assert settled(a < b, a < c, **{two: NEW_YEAR + DAY, three: NEW_YEAR}) is None
    assert settled(a <= b, a < c, **{two: NEW_YEAR, three: NEW_YEAR + DAY}) is False
    assert settled(a <= b, a < c, **{two: NEW_YEAR, three: NEW_YEAR}) is None
    assert settled(a > b, a > c, **{two: NEW_YEAR, three: NEW_YEAR}) is False
    assert settled(a > b, a > c, **{two: NEW_YEAR, three: NEW_YEAR + DAY}) is None
    assert settled(a >= b, a > c, **{two: NEW_YEAR, three: NEW_YEAR - DAY}) is False
    assert settled(a >= b, a > c, **{two: NEW_YEAR, three: NEW_YEAR}) is None


@pytest.mark.parametrize("order", list(permutations([2, 3, 4, 5])))
def test_of_several_limits_of_one_count_the_narrowest_counts_in_whatever_order(order: tuple[int, ...]) -> None:
    limits = [A & (MANY > most) for most in order]
    assert settled(MANY > 2, *limits, a=True) is False
    assert settled(MANY <= 2, *limits, a=True) is True
    assert settled(MANY > 1, *limits, a=True) is None
    assert settled(MANY > 2, *limits, a=False) is None
    assert settled(A, *limits, many=3) is False
    assert settled(A, *limits, many=2) is None
