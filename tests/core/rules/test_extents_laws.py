"""What follows from the limits of facts is so for every value that they allow, and nothing that is settled is asked."""

from datetime import date
from decimal import Decimal
from itertools import product
from math import prod
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from incentives import NO_DAY, Expression, Fact, Known, Trace, all_of, any_of, bounds, evaluate, money, relevant_missing
from incentives.assessment.consistent import outside
from incentives.rules.consequences import Consequences
from incentives.rules.expressions import Comparison
from incentives.rules.facts import At, terms_of

YEAR = 2024
MOST_WAYS = 400  # completions of one example
MONTHS = Fact.count("xx.months", unit="months", most=6)
ROOMS = Fact.count("xx.rooms", unit="rooms", least=2, most=5)
FEES = Fact.money("xx.fees", currency="EUR", most=150)
BALANCE = Fact.money("xx.balance", currency="EUR", least=-100, most=100)
PART = Fact.decimal("xx.part", unit="share", most=1)
JOINED = Fact.day("xx.joined_on", least=date(2023, 11, 30), most=date(2024, 2, 1))
LEFT = Fact.day("xx.left_on", least=date(2024, 1, 1))
# Every figure below is a multiple of twice the step of these, so that they reach whatever can be told apart.
VALUES: dict[str, list[Any]] = {
    MONTHS.id: list(range(7)),
    ROOMS.id: list(range(2, 6)),
    FEES.id: [Decimal(value) for value in range(0, 151, 25)],
    BALANCE.id: [Decimal(value) for value in range(-100, 101, 25)],
    PART.id: [Decimal(value) / 4 for value in range(5)],
    JOINED.id: [date(2023, 11, 30), date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 1), NO_DAY],
    LEFT.id: [date(2024, 1, 1), date(2024, 1, 2), date(2024, 2, 1), date(2024, 2, 2), NO_DAY],
}
COUNTS = (MONTHS, ROOMS, MONTHS + ROOMS, ROOMS - MONTHS, MONTHS * 2)
AMOUNTS = (FEES, BALANCE, FEES + BALANCE, FEES - BALANCE, BALANCE * 2, MONTHS * money(50, "EUR") - FEES)
OPERATORS = ["__le__", "__lt__", "__ge__", "__gt__", "__eq__", "__ne__"]


def compared(quantities: tuple[Any, ...], figures: list[Any]) -> st.SearchStrategy[Expression]:
    return st.builds(
        lambda quantity, operator, figure: getattr(quantity, operator)(figure),
        st.sampled_from(quantities),
        st.sampled_from(OPERATORS),
        st.sampled_from(figures),
    )


ATOMS = st.one_of(
    compared(COUNTS, list(range(-2, 13))),
    compared(AMOUNTS, [money(value, "EUR") for value in range(-250, 301, 50)]),
    compared((PART, PART + PART), [Decimal(0), Decimal("0.5"), Decimal(1), Decimal(2)]),
    compared((JOINED,), [date(2023, 11, 29), date(2023, 11, 30), date(2024, 1, 1), date(2024, 2, 1), date(2024, 2, 2)]),
    compared((JOINED.year,), [2022, 2023, 2024]),
    compared((JOINED,), [LEFT]),
)
CONDITIONS = st.one_of(ATOMS, st.builds(all_of, ATOMS, ATOMS), st.builds(any_of, ATOMS, ATOMS))


def is_order(condition: Expression) -> bool:
    """Whether it is one comparison that leaves no gaps: nothing is said of which multiples a sum can be."""
    return isinstance(condition, Comparison) and (
        condition.operator not in {"==", "!="} or len(terms_of(condition)) == 1
    )


def known(told: dict[str, Any]) -> Known:
    return Known(YEAR, annual={YEAR: told})


def completed(ids: list[str], told: dict[str, Any]) -> list[dict[str, Any]]:
    gone = [id for id in ids if id not in told]
    return [{**told, **dict(zip(gone, values, strict=True))} for values in product(*(VALUES[id] for id in gone))]


@settings(max_examples=300)
@given(CONDITIONS, st.data())
def test_what_follows_is_so_in_every_completion_and_what_no_value_changes_is_not_asked(
    condition: Expression, data: st.DataObject
) -> None:
    terms = [term for term in terms_of(condition) if isinstance(term, Fact | At)]
    ids = [term.id for term in terms]
    told = {id: data.draw(st.sampled_from(VALUES[id])) for id in ids if data.draw(st.booleans())}
    consequences = Consequences(tuple(limit for term in terms for limit in outside(term)))
    ways = completed(ids, told)
    outcomes = [evaluate(condition, known(way)) for way in ways]
    settled = evaluate(consequences.following(condition), known(told))
    asked = [term.id for term in relevant_missing(condition, known(told), consequences)]
    assert settled is None or set(outcomes) == {settled}
    if len(set(outcomes)) == 1 and is_order(condition):
        assert settled is not None
    assert (settled is None) == bool(asked)
    answers: dict[Any, set[Any]] = {}
    for way, outcome in zip(ways, outcomes, strict=True):
        answers.setdefault(tuple(way[id] for id in asked), set()).add(outcome)
    assert all(len(found) == 1 for found in answers.values())


@settings(max_examples=200)
@given(CONDITIONS, st.lists(ATOMS, min_size=1, max_size=2), st.data())
def test_what_follows_from_limits_and_contradictions_together_is_so_too(
    condition: Expression, contradictions: list[Expression], data: st.DataObject
) -> None:
    whole = any_of(condition, *contradictions)
    terms = [term for term in terms_of(whole) if isinstance(term, Fact | At)]
    ids = [term.id for term in terms]
    assume(prod(len(VALUES[id]) for id in ids) <= MOST_WAYS)
    told = {id: data.draw(st.sampled_from(VALUES[id])) for id in ids if data.draw(st.booleans())}
    consequences = Consequences((*contradictions, *(limit for term in terms for limit in outside(term))))
    ways = [way for way in completed(ids, told) if not any(evaluate(one, known(way)) for one in contradictions)]
    outcomes = [evaluate(condition, known(way)) for way in ways]
    settled = evaluate(consequences.following(condition), known(told))
    assert settled is None or set(outcomes) <= {settled}
    asked = [term.id for term in relevant_missing(condition, known(told), consequences)]
    answers: dict[Any, set[Any]] = {}
    for way, outcome in zip(ways, outcomes, strict=True):
        answers.setdefault(tuple(way[id] for id in asked), set()).add(outcome)
    assert all(len(found) == 1 for found in answers.values())


@given(st.sampled_from((*COUNTS, *AMOUNTS)), st.data())
def test_a_range_is_exactly_what_the_limits_leave(quantity: Expression, data: st.DataObject) -> None:
    ids = [term.id for term in terms_of(quantity)]
    told = {id: data.draw(st.sampled_from(VALUES[id])) for id in ids if data.draw(st.booleans())}
    values = [evaluate(quantity, known(way)) for way in completed(ids, told)]
    found = bounds(quantity, Trace.of([quantity], known(told)))
    assert (found.low, found.high) == (min(values), max(values))  # type: ignore[type-var]  # numbers
