"""Products are exact, and only what a text says to round is rounded."""

# ruff: noqa: SIM300 - a fact written in capitals is no constant to be put on the right

from collections.abc import Callable
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
    literal,
    minimum,
    money,
    percent,
    relevant_missing,
    rounded,
    share,
    when,
)
from incentives.rules.types import Kind, Value

MEMBER = Fact.yes_no("xx.member")
ACTS, CHILDREN = Fact.count("xx.acts", unit="acts"), Fact.count("xx.children", unit="children")
HOURS = Fact.decimal("xx.hours", unit="hours")
INCOME, RENT = Fact.money("xx.income", currency="EUR"), Fact.money("xx.rent", currency="EUR")
STARTED = Fact.day("xx.started")
QUESTION = OpenQuestion("xx-aid.gap", ask="office")
TWELVE_AND_A_HALF = INCOME * percent("12.5")


def known(**values: Value) -> Known:
    return Known(2024, annual={2024: {f"xx.{name}": value for name, value in values.items()}})


@pytest.mark.parametrize(
    ("expression", "values", "expected"),
    [
        (money("12.50", "EUR") * CHILDREN, {"children": 3}, "37.50"),
        (CHILDREN * money("12.50", "EUR"), {"children": 0}, "0"),
        (TWELVE_AND_A_HALF, {"income": Decimal("1234.56")}, "154.320"),
        (percent("12.5") * INCOME, {"income": Decimal("0.01")}, "0.00125"),
        (INCOME * HOURS, {"income": Decimal("0.1"), "hours": Decimal("0.2")}, "0.02"),
        (HOURS * Decimal("0.1"), {"hours": Decimal("0.1")}, "0.01"),
        (ACTS * CHILDREN, {"acts": 7, "children": 6}, "42"),
        (ACTS * -2, {"acts": 7}, "-14"),
        (
            HOURS * INCOME,
            {"hours": Decimal("123456789012.123456"), "income": Decimal("987654321098.654321")},
            "121932631136788598396684.676319853376",
        ),
        (
            HOURS * INCOME + money("0.000000000001", "EUR"),
            {"hours": Decimal("123456789012.123456"), "income": Decimal("987654321098.654321")},
            "121932631136788598396684.676319853377",
        ),
    ],
)
def test_a_product_is_exact(expression: Expression, values: dict[str, Value], expected: str) -> None:
    assert evaluate(expression, known(**values)) == Decimal(expected)


@pytest.mark.parametrize("expression", [ACTS * CHILDREN, CHILDREN * ACTS, HOURS * ACTS, money(0, "EUR") * ACTS])
def test_a_product_is_unknown_while_a_factor_is_even_times_zero(expression: Expression) -> None:
    assert evaluate(expression, known(children=0, hours=Decimal(0))) is None


@pytest.mark.parametrize(
    ("mode", "cents"),
    [
        ("half_up", {"2.344": "2.34", "2.345": "2.35", "2.3451": "2.35", "2.34": "2.34", "-2.345": "-2.34"}),
        ("down", {"2.349": "2.34", "2.35": "2.35", "-2.341": "-2.35"}),
        ("up", {"2.341": "2.35", "2.34": "2.34", "-2.349": "-2.34"}),
    ],
)
def test_rounding_to_the_cent_on_both_sides_of_each_step(mode: str, cents: dict[str, str]) -> None:
    rule = rounded(INCOME, "0.01", mode)
    for amount, expected in cents.items():
        assert evaluate(rule, known(income=Decimal(amount))) == Decimal(expected)


@pytest.mark.parametrize(
    ("to", "expected"),
    [("0.1", "1234.6"), ("1", "1235"), ("10", "1230"), ("1000", "1000"), ("0.001", "1234.567"), ("1.0", "1235")],
)
def test_a_number_is_rounded_to_any_power_of_ten(to: str, expected: str) -> None:
    assert evaluate(rounded(HOURS, to, "half_up"), known(hours=Decimal("1234.567"))) == Decimal(expected)


def test_a_percentage_of_an_income_to_the_cent() -> None:
    paid = rounded(minimum(TWELVE_AND_A_HALF, money(500, "EUR")), "0.01", "half_up")
    assert evaluate(paid, known(income=Decimal("1234.60"))) == Decimal("154.33")  # 154.325
    assert evaluate(paid, known(income=Decimal("1234.59"))) == Decimal("154.32")  # 154.32375
    assert evaluate(paid, known(income=Decimal(4000))) == 500
    assert evaluate(paid, known(income=Decimal("4000.08"))) == 500


def ends(expression: Expression, **values: Value) -> tuple[Decimal | None, Decimal | None]:
    found = bounds(expression, Trace.of([expression], known(**values)))
    return found.low, found.high


@pytest.mark.parametrize(
    ("expression", "values", "low", "high"),
    [
        (money(10, "EUR") * CHILDREN, {}, 0, None),
        (CHILDREN * -10, {}, None, 0),
        ((5 - CHILDREN) * 2, {}, None, 10),
        ((5 - CHILDREN) * -2, {}, -10, None),
        (minimum(CHILDREN, 4) * money(10, "EUR"), {}, 0, 40),
        (when(MEMBER).then(2).otherwise(3) * money(10, "EUR"), {}, 20, 30),
        (ACTS * CHILDREN, {}, 0, None),
        (ACTS * CHILDREN, {"acts": 3}, 0, None),
        (HOURS * CHILDREN, {}, 0, None),
        (STARTED.month * STARTED.month, {}, 1, 144),
        ((STARTED.month - 13) * STARTED.month, {}, -144, -1),
        ((STARTED.month - 3) * (STARTED.month - 4), {}, -27, 72),
        (rounded(minimum(ACTS, 7) * Decimal("0.5"), "1", "down"), {}, 0, 3),
        (rounded(minimum(ACTS, 7) * Decimal("0.5"), "1", "half_up"), {}, 0, 4),
        (rounded(INCOME, "1", "up"), {}, 0, None),
        (rounded(INCOME, "1", "up"), {"income": Decimal("0.01")}, 1, 1),
    ],
)
def test_the_range_of_a_product_over_what_is_unknown(
    expression: Expression, values: dict[str, Value], low: int | None, high: int | None
) -> None:
    assert ends(expression, **values) == (low, high)


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        (ACTS * CHILDREN, Kind.COUNT),
        (ACTS * HOURS, Kind.DECIMAL),
        (HOURS * ACTS, Kind.DECIMAL),
        (ACTS * percent("50"), Kind.DECIMAL),
        (INCOME * ACTS, Kind.MONEY),
        (HOURS * INCOME, Kind.MONEY),
        (rounded(INCOME, "1", "up"), Kind.MONEY),
        (rounded(HOURS, "1", "up"), Kind.DECIMAL),
        (rounded(ACTS, "10", "up"), Kind.DECIMAL),
    ],
)
def test_a_product_is_an_amount_where_one_factor_is(expression: Expression, kind: Kind) -> None:
    assert expression.type.kind is kind


def test_figures_are_multiplied_and_rounded_beforehand() -> None:
    assert (money("1.25", "EUR") * 3).digest == money("3.75", "EUR").digest
    assert (literal(6) * 7).digest == literal(42).digest
    assert rounded(money("1.25", "EUR"), "0.1", "half_up").digest == money("1.3", "EUR").digest
    assert rounded(literal(25), "10", "up").digest == literal(Decimal(30)).digest


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: INCOME * RENT, r"xx\.income \* xx\.rent.*percent\('12\.5'\), never by an amount"),
        (lambda: money(1, "EUR") * money(1, "EUR"), "never by an amount"),
        (lambda: MEMBER * 2, r"xx\.member.*multiplied by a number"),
        (lambda: 2 * STARTED, r"xx\.started.*multiplied by a number"),
        (lambda: INCOME * 0.125, "Decimal"),
        (lambda: INCOME + percent("5"), "a percentage multiplies"),
        (lambda: INCOME <= percent("5"), "a percentage multiplies"),
        (lambda: INCOME / 12, r"seldom exact.*12 \* limit"),
        (lambda: 12 / ACTS, r"seldom exact.*percent\('12\.5'\)"),
        (lambda: rounded(MEMBER, "1", "up"), r"only a number or an amount is rounded; xx\.member"),
        (lambda: rounded(INCOME, "0.01", "nearest"), "down, up, half_up.*'nearest'"),
        (lambda: rounded(INCOME, "0.05", "up"), "power of ten.*'0.05'"),
        (lambda: rounded(INCOME, "-1", "up"), "power of ten"),
        (lambda: rounded(INCOME, "cents", "up"), "power of ten"),
        (lambda: rounded(INCOME, "NaN", "up"), "power of ten"),
        (lambda: rounded(INCOME, Decimal("0.01"), "up"), "written as text"),  # type: ignore[arg-type]  # the mistake
    ],
)
def test_what_cannot_be_multiplied_or_rounded_is_refused(build: Callable[[], object], message: str) -> None:
    with pytest.raises(ExpressionError, match=message):
        build()


def test_a_product_that_is_compared_still_says_what_is_missing() -> None:
    rule = (TWELVE_AND_A_HALF >= money(100, "EUR")) & MEMBER
    assert [term.digest for term in relevant_missing(rule, known())] == [INCOME.digest, MEMBER.digest]
    assert relevant_missing(rule, known(income=Decimal("799.99"))) == ()
    assert [term.digest for term in relevant_missing(rule, known(income=Decimal(800)))] == [MEMBER.digest]


def test_a_rounded_amount_that_is_compared_still_says_what_is_missing() -> None:
    rule = rounded(TWELVE_AND_A_HALF, "1", "half_up") >= money(100, "EUR")
    assert [term.digest for term in relevant_missing(rule, known())] == [INCOME.digest]
    assert evaluate(rule, known(income=Decimal(796))) is True  # 99.5
    assert evaluate(rule, known(income=Decimal("795.99"))) is False


def test_a_share_of_a_product_is_compared_by_multiplication_too() -> None:
    rule = share(ACTS, of=CHILDREN * 2, if_none=QUESTION) >= percent("50")
    assert evaluate(rule, known(acts=3, children=3)) is True
    assert evaluate(rule, known(acts=2, children=3)) is False
