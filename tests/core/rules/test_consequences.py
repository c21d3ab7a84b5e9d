"""What follows from what cannot be, on examples worked by hand."""

# ruff: noqa: SIM300 - a fact written in capitals is no constant to be put on the right

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from incentives import Expression, Fact, Known, Trace, evaluate, explain, when
from incentives.rules.consequences import Consequences

NEW_YEAR = date(2024, 1, 1)
DAY = timedelta(days=1)
A, B = Fact.yes_no("xx.a"), Fact.yes_no("xx.b")
KIND = Fact.choice("xx.kind", ("x", "y", "z"))
LEVEL = Fact.ordered_choice("xx.level", ("low", "middle", "high"))
FORMS = Fact.set_of("xx.forms", ("p", "q"))
MANY, MORE = Fact.count("xx.many", unit="things"), Fact.count("xx.more", unit="things")


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


def test_a_count_that_nothing_limits_is_not_negative_whatever_was_asked_before() -> None:
    for before in (None, MANY > 1, MORE > 1):
        consequences = Consequences((A & (MANY < MORE),))
        if before is not None:
            consequences.following(before)
        condition = consequences.following(MANY + Fact.count("xx.other", unit="things") <= 3)
        for more, value in ((4, False), (3, None)):
            assert evaluate(condition, Known(2024, annual={2024: {"xx.a": True, "xx.more": more}})) is value


@pytest.mark.parametrize(("one", "two", "three"), list(three("abc")))
def test_what_the_language_has_no_words_for_settles_nothing(one: str, two: str, three: str) -> None:
    a, b, c = (Fact.day(f"xx.{name}") for name in (one, two, three))
    # That c is after b, and a after c, is two days at least between b and a: no comparison says so.
    assert settled(c < a, c <= b, **{two: NEW_YEAR}) is None
    assert settled(c < a, c <= b) is None
    assert settled(c <= b, c <= b, **{two: NEW_YEAR}) is False


def test_a_month_is_no_year() -> None:
    begun = Fact.day("xx.begun")
    for impossible, told, value in (
        (A & (begun.month >= 7), date(2024, 3, 1), None),
        (A & (begun.month >= 7), date(2024, 8, 1), False),
        (A & (begun.year >= 2024), date(2023, 12, 31), None),
        (A & (begun.year >= 2024), date(2024, 1, 1), False),
        (A & (begun.year <= 2024), date(2024, 12, 31), False),
        (A & (begun.year <= 2024), date(2025, 1, 1), None),
        (A & (begun.year == 2024), date(2024, 12, 31), False),
        (A & (begun.year == 2024), date(2023, 12, 31), None),
    ):
        assert settled(A, impossible, begun=told) is value, (impossible, told)


@pytest.mark.parametrize(
    ("condition", "impossible", "told", "value"),
    [
        (A, A & ~B, {"b": False}, False),
        (A, A & ~B, {"b": True}, None),
        (B, A & ~B, {"a": True}, True),
        (B, A & ~B, {"a": False}, None),
        (A, A & B, {"b": True}, False),
        (A, ~A & ~B, {"b": False}, True),
        (A, A & ~FORMS.contains_any(["p"]), {"forms": frozenset({"q"})}, False),
        (A, A & ~FORMS.contains_any(["p"]), {"forms": frozenset({"p"})}, None),
        (A, A & FORMS.contains_any(["p", "q"]), {"forms": frozenset({"q"})}, False),
        (A, A & FORMS.contains_any(["p", "q"]), {"forms": frozenset()}, None),
        (A, A & FORMS.contains_all(["p", "q"]), {"forms": frozenset({"q"})}, None),
        (A, A & FORMS.contains_all(["p", "q"]), {"forms": frozenset({"p", "q"})}, False),
        (A, A & KIND.is_in(["x", "y"]), {"kind": "y"}, False),
        (A, A & KIND.is_in(["x", "y"]), {"kind": "z"}, None),
        (A, A & (KIND != "x"), {"kind": "x"}, None),
        (A, A & (KIND != "x"), {"kind": "z"}, False),
        (A, A & ~(KIND == "x"), {"kind": "z"}, False),
        (KIND == "z", A & KIND.is_in(["x", "y"]), {"a": True}, True),
        (A, A & (LEVEL > "low"), {"level": "middle"}, False),
        (A, A & (LEVEL > "low"), {"level": "low"}, None),
        (LEVEL <= "middle", A & (LEVEL > "low"), {"a": True}, True),
        (A, A & (MANY == 3), {"many": 3}, False),
        (A, A & (MANY == 3), {"many": 4}, None),
        (A, A & (MANY != 3), {"many": 3}, None),
        (A, A & (MANY != 3), {"many": 4}, False),
        (A, A & (MANY < 3), {"many": 2}, False),
        (A, A & (MANY < 3), {"many": 3}, None),
        (A, A & (MANY + MORE > 3), {"many": 3}, None),
        (A, A & (MANY + MORE > 3), {"many": 3, "more": 1}, False),
        (MORE >= 2, A & (MANY * 2 > MORE * 3), {"a": True, "many": 2}, True),
        (MORE >= 3, A & (MANY * 2 > MORE * 3), {"a": True, "many": 3}, None),
        (MORE >= 4, A & (2 * MANY > MORE), {"a": True, "many": 2}, True),
        (MORE >= 5, A & (2 * MANY > MORE), {"a": True, "many": 2}, None),
        (A, A & (MANY * MORE < 4), {}, None),
        (A, A & (MANY * MORE < 4), {"many": 2, "more": 2}, None),
        (A, A & (MANY * MORE < 4), {"many": 1, "more": 3}, False),
        (MORE <= 4, A & (MORE - MANY >= 2), {"a": True, "many": 3}, True),
        (MORE <= 3, A & (MORE - MANY >= 2), {"a": True, "many": 3}, None),
        (B, when(A).then(~B).otherwise(B), {"a": True}, True),
        (B, when(A).then(~B).otherwise(B), {"a": False}, False),
        (B, when(A).then(~B).otherwise(B), {}, None),
    ],
)
def test_what_is_told_settles_what_it_leaves_one_way_for(
    condition: Expression, impossible: Expression, told: dict[str, Any], value: object
) -> None:
    assert settled(condition, impossible, **told) is value


@pytest.mark.parametrize(
    ("told", "decided"),
    [
        ({"a": True}, {"xx.a"}),
        ({"a": True, "b": True}, {"xx.b"}),  # its own answer goes before what follows
        ({"a": False}, {"xx.b"}),
        ({}, {"xx.b"}),
    ],
)
def test_an_outcome_rests_on_what_it_follows_from_where_its_own_fact_is_not_told(
    told: dict[str, Any], decided: set[str]
) -> None:
    following = Consequences((A & ~B,)).following(B)
    trace = Trace.of([following], Known(2024, annual={2024: {f"xx.{id}": value for id, value in told.items()}}))
    assert {read.term.id for read in explain(following, trace) if read.decided} == decided


def test_a_limit_that_cannot_hold_anyway_takes_nothing_away_from_another() -> None:
    never, also_never = MANY < MANY - 1, MANY * 0 > MORE * 0
    for limits in ((MORE > MANY,), (never, MORE > MANY), (MORE > MANY, MANY > 1 * MANY), (also_never, MORE > MANY)):
        assert settled(MORE <= 2, *limits, many=2) is True
        assert settled(MORE <= 1, *limits, many=2) is None
