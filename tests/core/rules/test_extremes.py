"""The lowest and the highest of several quantities: what is known of them, and what is known of comparisons."""

# ruff: noqa: SIM300 - a fact written in capitals is no constant to be put on the right

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from incentives import (
    Expression,
    ExpressionError,
    Fact,
    Known,
    OpenQuestion,
    Trace,
    bounds,
    clamp,
    evaluate,
    literal,
    maximum,
    minimum,
    money,
    relevant_missing,
    when,
)
from incentives.rules.types import Kind, Value

ACTS, CLAIMS = Fact.count("xx.acts", unit="acts"), Fact.count("xx.claims", unit="claims")
HOURS = Fact.decimal("xx.hours", unit="hours")
FEES, COSTS = Fact.money("xx.fees", currency="EUR"), Fact.money("xx.costs", currency="EUR")
STARTED, ENDED = Fact.day("xx.started"), Fact.day("xx.ended")
STATUS = Fact.choice("xx.status", ["owner", "assistant"])
QUESTION = OpenQuestion("xx-aid.gap", ask="office")


def known(**values: Value) -> Known:
    return Known(2024, annual={2024: {f"xx.{name}": value for name, value in values.items()}})


@pytest.mark.parametrize(
    ("expression", "values", "expected"),
    [
        (minimum(ACTS, 5), {"acts": 4}, 4),
        (minimum(ACTS, 5), {"acts": 5}, 5),
        (minimum(ACTS, 5), {"acts": 6}, 5),
        (maximum(ACTS, 5), {"acts": 4}, 5),
        (maximum(ACTS, 5), {"acts": 6}, 6),
        (minimum(ACTS, CLAIMS, 7), {"acts": 9, "claims": 8}, 7),
        (maximum(ACTS, CLAIMS, 7), {"acts": 9, "claims": 8}, 9),
        (minimum(HOURS, ACTS), {"hours": Decimal("2.5"), "acts": 3}, Decimal("2.5")),
        (minimum(FEES, money(100, "EUR")), {"fees": Decimal("100.01")}, Decimal(100)),
        (minimum(STARTED, ENDED), {"started": date(2024, 3, 1), "ended": date(2024, 2, 29)}, date(2024, 2, 29)),
        (maximum(STARTED, date(2024, 1, 1)), {"started": date(2023, 1, 1)}, date(2024, 1, 1)),
        (maximum(STARTED, ENDED).month, {"started": date(2024, 3, 1), "ended": date(2024, 2, 29)}, 3),
        (clamp(ACTS, 2, 4), {"acts": 1}, 2),
        (clamp(ACTS, 2, 4), {"acts": 3}, 3),
        (clamp(ACTS, 2, 4), {"acts": 5}, 4),
        (clamp(ACTS, 2, 2), {"acts": 5}, 2),
        (minimum(ACTS), {"acts": 5}, 5),
    ],
)
def test_the_lowest_and_the_highest(expression: Expression, values: dict[str, Value], expected: Value) -> None:
    assert evaluate(expression, known(**values)) == expected


@pytest.mark.parametrize("expression", [minimum(ACTS, 5), maximum(ACTS, 5), minimum(ACTS, CLAIMS), clamp(ACTS, 1, 2)])
def test_the_value_is_unknown_as_soon_as_a_part_is(expression: Expression) -> None:
    assert evaluate(expression, known(claims=0)) is None


COMPARISONS: dict[str, Callable[[Expression, int], Expression]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


@pytest.mark.parametrize("pick", [minimum, maximum])
@pytest.mark.parametrize("operator", COMPARISONS)
def test_a_comparison_is_known_exactly_when_no_value_of_what_is_unknown_can_change_it(
    operator: str, pick: Callable[..., Expression]
) -> None:
    compare, values = COMPARISONS[operator], range(8)
    choose = min if pick is minimum else max
    rule = compare(pick(ACTS, CLAIMS, 3), 4)
    for acts, claims in product([None, *values], repeat=2):
        completions = product(*[values if one is None else (one,) for one in (acts, claims)])
        answers = {bool(compare(choose(*one, 3), 4)) for one in completions}
        given = {name: one for name, one in {"acts": acts, "claims": claims}.items() if one is not None}
        assert evaluate(rule, known(**given)) is (answers.pop() if len(answers) == 1 else None), given


@pytest.mark.parametrize(
    "expression",
    [
        minimum(ACTS, 5) <= 7,
        7 >= minimum(ACTS, 5),
        minimum(ACTS, 5) != 6,
        maximum(ACTS, 5) > 4,
        minimum(ACTS, 5) < maximum(CLAIMS, 6),
        minimum(ACTS, 5) + 1 <= 7,
        10 - minimum(ACTS, 5) >= 5,
        minimum(ACTS, 5) * 2 <= 10,
        minimum(ACTS, 5) * -2 >= -10,
        clamp(ACTS, 2, 5).is_between(2, 5),
        minimum(STARTED, date(2024, 3, 1)).year <= 2024,
        minimum(when(QUESTION).then(6).otherwise(7), 5) == 5,
        minimum(minimum(ACTS, 5), CLAIMS) <= 5,
        maximum(minimum(ACTS, 5), minimum(CLAIMS, 4)) <= 5,
    ],
)
def test_a_limit_is_known_to_hold_whatever_is_unknown(expression: Expression) -> None:
    assert evaluate(expression, known()) is True
    assert relevant_missing(expression, known()) == ()


@pytest.mark.parametrize(
    ("expression", "values", "low", "high"),
    [
        (minimum(ACTS, 5), {}, 0, 5),
        (maximum(ACTS, 5), {}, 5, None),
        (clamp(ACTS, 2, 5), {}, 2, 5),
        (minimum(ACTS, CLAIMS), {"claims": 3}, 0, 3),
        (maximum(ACTS, CLAIMS), {"claims": 3}, 3, None),
        (minimum(FEES, money(100, "EUR")), {}, 0, 100),
        (maximum(FEES, money(0, "EUR")), {}, 0, None),
        (clamp(FEES, money(0, "EUR"), money(100, "EUR")) + money(5, "EUR"), {}, 5, 105),
        (maximum(FEES, COSTS), {"fees": Decimal(7)}, 7, None),
    ],
)
def test_the_range_of_an_extreme_uses_what_is_known_of_each_part(
    expression: Expression, values: dict[str, Value], low: int | None, high: int | None
) -> None:
    found = bounds(expression, Trace.of([expression], known(**values)))
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("expression", "same"),
    [
        (minimum(3, 5), literal(3)),
        (maximum(3, Decimal("3.5")), literal(Decimal("3.5"))),
        (minimum(5, ACTS, 3), minimum(ACTS, 3)),
        (minimum(minimum(ACTS, 5), 3), minimum(ACTS, 3)),
        (minimum(ACTS, ACTS), ACTS),
        (minimum(ACTS, CLAIMS) + 1, minimum(ACTS + 1, CLAIMS + 1)),
        (1 - minimum(ACTS, CLAIMS), maximum(1 - ACTS, 1 - CLAIMS)),
        (minimum(ACTS, 5) <= 7, literal(True)),
        (minimum(ACTS, 5) > 5, literal(False)),
        (minimum(ACTS, 5) >= 4, ACTS >= 4),
    ],
)
def test_an_extreme_has_one_form(expression: Expression, same: Expression) -> None:
    assert expression.digest == same.digest


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        (minimum(ACTS, CLAIMS), Kind.COUNT),
        (minimum(ACTS, HOURS), Kind.DECIMAL),
        (maximum(FEES, COSTS), Kind.MONEY),
        (maximum(STARTED, ENDED), Kind.DATE),
        (maximum(STARTED, ENDED).year, Kind.COUNT),
    ],
)
def test_an_extreme_is_of_the_kind_of_its_parts(expression: Expression, kind: Kind) -> None:
    assert expression.type.kind is kind


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (minimum, r"minimum\(\) has nothing to choose from"),
        (lambda: minimum(ACTS, FEES), r"xx\.acts, xx\.fees.*amounts in one currency"),
        (lambda: maximum(FEES, money(1, "USD")), r"maximum\(xx\.fees.*one currency"),
        (lambda: minimum(STATUS), r"xx\.status.*numbers"),
        (lambda: minimum(QUESTION, QUESTION), "numbers"),
        (lambda: minimum(ACTS, "5"), "numbers"),
        (lambda: clamp(ACTS, 5, 4), "low end that is not above the high one; got 5 and 4"),
        (lambda: clamp(FEES, money(5, "EUR"), money(4, "EUR")), "got 5 and 4"),
        (lambda: clamp(ACTS, 1, money(4, "EUR")), "one currency"),
        (lambda: minimum(FEES, money(5, "EUR")) <= 5, "same currency"),
    ],
)
def test_what_has_no_common_order_is_refused(build: Callable[[], object], message: str) -> None:
    with pytest.raises(ExpressionError, match=message):
        build()


def test_a_limit_in_doubt_need_not_be_settled_where_both_readings_agree() -> None:
    limit = when(QUESTION).then(6).otherwise(7)
    assert evaluate(minimum(ACTS, limit), known(acts=5)) == 5
    assert evaluate(minimum(ACTS, limit), known(acts=9)) is None
    assert evaluate(minimum(ACTS, limit) <= 7, known()) is True
