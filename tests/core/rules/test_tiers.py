"""Stepwise amounts: each threshold from both sides, and what is certain and possible while little is known."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from incentives import (
    Expression,
    ExpressionError,
    Fact,
    Known,
    OpenQuestion,
    Trace,
    bounds,
    evaluate,
    money,
    relevant_missing,
    tiers,
    when,
)
from incentives.rules.types import Value

ACTS, CLAIMS = Fact.count("xx.acts", unit="acts"), Fact.count("xx.claims", unit="claims")
FEES = Fact.money("xx.fees", currency="EUR")
STARTED = Fact.day("xx.started")
LEVEL = Fact.ordered_choice("xx.level", ["low", "high"])
MEMBER = Fact.yes_no("xx.member")
QUESTION = OpenQuestion("xx-aid.gap", ask="office")
NOTHING, SOME, MORE = (money(amount, "EUR") for amount in (0, 300, 600))
PAID = tiers(ACTS, (500, SOME), (1000, MORE), below=NOTHING)


def known(**values: Value) -> Known:
    return Known(2024, annual={2024: {f"xx.{name}": value for name, value in values.items()}})


def ends(expression: Expression, **values: Value) -> tuple[object, object]:
    found = bounds(expression, Trace.of([expression], known(**values)))
    return found.low, found.high


@pytest.mark.parametrize(
    ("acts", "paid"), [(0, 0), (499, 0), (500, 300), (501, 300), (999, 300), (1000, 600), (10**6, 600)]
)
def test_a_threshold_belongs_to_the_step_that_it_begins(acts: int, paid: int) -> None:
    assert evaluate(PAID, known(acts=acts)) == paid


def test_while_nothing_is_known_every_step_is_possible() -> None:
    assert evaluate(PAID, known()) is None
    assert ends(PAID) == (0, 600)


def test_steps_that_agree_need_no_quantity() -> None:
    assert evaluate(tiers(ACTS, (500, SOME), (1000, SOME), below=SOME), known()) == 300
    assert relevant_missing(tiers(ACTS, (500, SOME), below=SOME), known()) == ()


def test_the_quantity_is_asked_while_steps_differ() -> None:
    assert [term.digest for term in relevant_missing(PAID, known())] == [ACTS.digest]


def test_a_step_may_itself_depend_on_something() -> None:
    paid = tiers(ACTS, (500, when(MEMBER).then(SOME).otherwise(NOTHING)), (1000, MORE), below=NOTHING)
    assert ends(paid, acts=600) == (0, 300)
    assert ends(paid, acts=1000) == (600, 600)
    assert evaluate(paid, known(acts=10)) == 0


def test_a_quantity_in_doubt_is_judged_by_each_reading() -> None:
    paid = tiers(when(QUESTION).then(ACTS).otherwise(CLAIMS), (500, SOME), (1000, MORE), below=NOTHING)
    assert evaluate(paid, known(acts=510, claims=990)) == 300
    assert ends(paid, acts=510, claims=10) == (0, 300)


@pytest.mark.parametrize(
    ("expression", "values", "expected"),
    [
        (tiers(FEES, (money("0.01", "EUR"), 1), below=0), {"fees": Decimal("0.01")}, 1),
        (tiers(FEES, (money("0.01", "EUR"), 1), below=0), {"fees": Decimal("0.009")}, 0),
        (tiers(STARTED, (date(2024, 3, 1), 1), (date(2024, 7, 1), 2), below=0), {"started": date(2024, 6, 30)}, 1),
        (tiers(STARTED, (date(2024, 3, 1), 1), (date(2024, 7, 1), 2), below=0), {"started": date(2024, 7, 1)}, 2),
        (tiers(ACTS, (1, MEMBER), below=True), {"acts": 1, "member": False}, False),
    ],
)
def test_steps_go_by_amounts_and_dates_too(expression: Expression, values: dict[str, Value], expected: Value) -> None:
    assert evaluate(expression, known(**values)) == expected


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: tiers(ACTS, below=0), "at least one step"),
        (lambda: tiers(ACTS, (500, SOME), (500, MORE), below=NOTHING), "rise from step to step; 500 comes after 500"),
        (lambda: tiers(ACTS, (1000, SOME), (500, MORE), below=NOTHING), "500 comes after 1000"),
        (lambda: tiers(ACTS, (CLAIMS, SOME), below=NOTHING), r"literal, such as 500; got xx\.claims"),
        (lambda: tiers(ACTS, (money(5, "EUR"), SOME), below=NOTHING), r"xx\.acts >= .* no meaning"),
        (lambda: tiers(LEVEL, ("high", SOME), below=NOTHING), r"number, an amount or a date; xx\.level"),
        (lambda: tiers(ACTS, (500, SOME), below=0), "same kind"),
        (lambda: tiers(ACTS, (500, SOME), (1000, 5), below=NOTHING), "same kind"),
    ],
)
def test_steps_that_make_no_sense_are_refused(build: Callable[[], object], message: str) -> None:
    with pytest.raises(ExpressionError, match=message):
        build()
