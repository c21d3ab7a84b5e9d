"""A quotient is exact until it is rounded, once, as the text says; what holds by zero is said beside it."""

# ruff: noqa: SIM300 - a fact written in capitals is no constant to be put on the right

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incentives import (
    Expression,
    ExpressionError,
    Fact,
    InconsistentFacts,
    Known,
    OpenQuestion,
    Trace,
    bounds,
    evaluate,
    explain,
    from_plain,
    literal,
    maximum,
    minimum,
    money,
    pro_rata,
    ratio,
    relevant_missing,
    to_plain,
    when,
)
from incentives.rules.evaluation import compile_alarm
from incentives.rules.types import Kind, Value
from incentives.values.exact import quotient

MEMBER = Fact.yes_no("xx.member")
ACTS, DAYS = Fact.count("xx.acts", unit="acts"), Fact.count("xx.days", unit="days")
HOURS, RATE = Fact.decimal("xx.hours", unit="hours"), Fact.decimal("xx.rate", unit="hours")
INCOME = Fact.money("xx.income", currency="EUR", least=None)
RENT = Fact.money("xx.rent", currency="EUR")
DOLLARS = Fact.money("xx.dollars", currency="USD")
STARTED = Fact.day("xx.started")
COUNTS = OpenQuestion("xx-aid.counts", ask="office")
NOTHING = money(0, "EUR")
FACTS = {fact.id: fact for fact in (MEMBER, ACTS, DAYS, HOURS, RATE, INCOME, RENT)}
# "1,000 euros for 1,200 acts, for fewer in proportion, to the nearest cent; at least 150 euros and at most 1,000."
PART_TIME = pro_rata(money(1000, "EUR"), ACTS, 1200, 2, "half_up", floor=money(150, "EUR"), ceiling=money(1000, "EUR"))
# "The income by the days worked, cut to the cent; who worked on none is counted with 20 euros."
BY_DAY = ratio(INCOME, DAYS, 2, "down", if_none=money(20, "EUR"))


def known(**values: Value) -> Known:
    return Known(2024, annual={2024: {f"xx.{name}": value for name, value in values.items()}})


@pytest.mark.parametrize(
    ("acts", "paid"),
    [(0, "150"), (179, "150"), (180, "150"), (181, "150.83"), (600, "500"), (1199, "999.17"), (1201, "1000")],
)
def test_an_amount_in_proportion_from_both_sides_of_its_limits(acts: int, paid: str) -> None:
    assert evaluate(PART_TIME, known(acts=acts)) == Decimal(paid)


@pytest.mark.parametrize(
    ("income", "days", "expected"),
    [("100", 3, "33.33"), ("99.999999", 1, "99.99"), ("-0.01", 3, "-0.01"), ("0", 3, "0"), ("55", 0, "20")],
)
def test_an_amount_by_a_count_is_an_amount(income: str, days: int, expected: str) -> None:
    assert evaluate(BY_DAY, known(income=Decimal(income), days=days)) == Decimal(expected)
    assert BY_DAY.type.kind is Kind.MONEY


def test_two_amounts_give_a_number_and_two_numbers_do() -> None:
    rate = ratio(RENT, INCOME, 4, "half_up", if_none=Decimal(1))
    assert rate.type.kind is Kind.DECIMAL
    assert evaluate(rate, known(rent=Decimal(2), income=Decimal(3))) == Decimal("0.6667")
    assert evaluate(ratio(ACTS, HOURS, 0, "up", if_none=0), known(acts=7, hours=Decimal("2.5"))) == 3
    assert ratio(ACTS, DAYS, 0, "up", if_none=0).type.kind is Kind.DECIMAL


@given(
    st.integers(-(10**9), 10**9),
    st.integers(1, 10**6),
    st.integers(0, 4),
    st.sampled_from([("down", floor), ("up", ceil), ("half_up", lambda exact: floor(exact + Fraction(1, 2)))]),
)
def test_it_is_the_exact_fraction_rounded_once(
    dividend: int, divisor: int, digits: int, rounding: tuple[str, Callable[[Fraction], int]]
) -> None:
    mode, whole = rounding
    value, by = Decimal(dividend) / 100, Decimal(divisor) / 1000
    exact = Fraction(dividend, 100) / Fraction(divisor, 1000)
    found = quotient(value, by, Decimal(1).scaleb(-digits), mode)
    assert Fraction(found) == Fraction(whole(exact * 10**digits), 10**digits)


def test_it_is_never_rounded_twice() -> None:
    each = ratio(HOURS, 3, 1, "half_up")
    assert evaluate(each, known(hours=Decimal("0.1499999"))) == 0  # 0.04999..., which is 0.05 to the hundredth
    assert evaluate(each, known(hours=Decimal("0.15"))) == Decimal("0.1")


def test_zero_has_the_value_that_is_said_beside_it_whatever_is_divided() -> None:
    assert evaluate(BY_DAY, known(days=0)) == 20
    asked = ratio(ACTS, DAYS, 0, "down", if_none=when(COUNTS).then(1).otherwise(0))
    assert evaluate(asked, known(acts=3, days=0)) is None
    assert [term.digest for term in relevant_missing(asked, known(acts=3, days=0))] == [COUNTS.digest]
    assert evaluate(BY_DAY, known(income=Decimal(3))) is None


@pytest.mark.parametrize("income", [None, Decimal(3)])
def test_a_divisor_below_zero_is_a_fault(income: Decimal | None) -> None:
    told = {} if income is None else {"income": income}
    rule = ratio(INCOME, ACTS - DAYS, 2, "down", if_none=NOTHING)
    with pytest.raises(InconsistentFacts, match="-1 cannot be divided by"):
        evaluate(rule, known(acts=3, days=4, **told))
    with pytest.raises(InconsistentFacts):
        compile_alarm([(rule > NOTHING) & MEMBER])({}, known(acts=3, days=4).annual, {}, 2024)


def test_what_is_reckoned_from_an_absent_day_is_absent() -> None:
    rule = ratio(ACTS, 13 - STARTED.month, 1, "down", if_none=0)
    assert evaluate(rule >= 0, known(started="none", acts=3)) is False
    assert evaluate(rule >= 0, known(started="none")) is False


def ends(expression: Expression, **values: Value) -> tuple[Decimal | None, Decimal | None]:
    found = bounds(expression, Trace.of([expression], known(**values)))
    return found.low, found.high


@pytest.mark.parametrize(
    ("expression", "values", "low", "high"),
    [
        (PART_TIME, {}, 150, 1000),
        (BY_DAY, {}, None, None),
        (BY_DAY, {"income": Decimal(100)}, 0, 100),
        (BY_DAY, {"income": Decimal(-100)}, -100, 20),
        (BY_DAY, {"days": 3}, None, None),
        (BY_DAY, {"days": 0}, 20, 20),
        (ratio(ACTS, DAYS, 0, "down", if_none=5), {}, 0, None),
        (ratio(ACTS, DAYS, 0, "down", if_none=5), {"acts": 3}, 0, 5),
        (ratio(minimum(ACTS, 7), 3 + DAYS, 2, "half_up", if_none=0), {}, 0, Decimal("2.33")),
        (ratio(10, 2 + minimum(DAYS, 3), 0, "up", if_none=0), {}, 0, 5),  # of a sum it isn't known that it isn't zero
        (ratio(10, HOURS, 2, "down", if_none=1), {}, 0, None),
        (ratio(-10, HOURS, 2, "down", if_none=1), {}, None, 1),
        (ratio(0, HOURS, 2, "down", if_none=1), {}, 0, 1),
        (ratio(minimum(ACTS, 12), 12, 2, "up"), {}, 0, 1),
    ],
)
def test_the_range_of_a_quotient_over_what_is_unknown(
    expression: Expression, values: dict[str, Value], low: object, high: object
) -> None:
    assert ends(expression, **values) == (low, high)


def test_a_limit_holds_before_its_quantity_is_known() -> None:
    assert evaluate(PART_TIME <= money(1000, "EUR"), known()) is True
    assert evaluate(ratio(minimum(ACTS, 6), 3, 0, "down") <= 2, known()) is True


def test_a_divisor_that_a_limit_keeps_above_zero_needs_no_other_value() -> None:
    rule = ratio(ACTS, maximum(DAYS, 1), 1, "down")
    assert evaluate(rule, known(acts=5, days=0)) == 5
    assert evaluate(rule, known(acts=5, days=2)) == Decimal("2.5")
    with pytest.raises(ExpressionError, match="can be zero"):
        ratio(ACTS, maximum(DAYS, 0), 1, "down")


def test_each_figure_of_a_choice_is_a_divisor_of_its_own() -> None:
    rule = ratio(ACTS, when(MEMBER).then(4).otherwise(2), 1, "down")
    assert evaluate(rule, known(acts=10, member=True)) == Decimal("2.5")
    assert evaluate(rule, known(acts=0)) == 0


def test_only_what_can_still_change_it_is_missing() -> None:
    rule = BY_DAY >= money(30, "EUR")
    assert {term.digest for term in relevant_missing(rule, known())} == {DAYS.digest, INCOME.digest}
    assert relevant_missing(rule, known(days=0)) == ()
    assert [term.digest for term in relevant_missing(rule, known(days=4))] == [INCOME.digest]


def test_what_decided_it_is_shown() -> None:
    def decided(**values: Value) -> set[str]:
        return {read.term.id for read in explain(BY_DAY, Trace.of([BY_DAY], known(**values))) if read.decided}

    assert decided(days=0, income=Decimal(3)) == {"xx.days"}
    assert decided(days=2, income=Decimal(3)) == {"xx.days", "xx.income"}
    assert decided(days=2) == {"xx.days", "xx.income"}


@pytest.mark.parametrize("rule", [PART_TIME, BY_DAY, BY_DAY >= money(30, "EUR"), ratio(HOURS, 12, 2, "up")])
def test_it_is_written_as_plain_data_and_read_back(rule: Expression) -> None:
    assert from_plain(to_plain(rule), FACTS, {}).digest == rule.digest


def test_figures_are_divided_beforehand() -> None:
    assert ratio(2, 3, 2, "half_up").digest == literal(Decimal("0.67")).digest
    assert pro_rata(money(100, "EUR"), 1, 3, 2, "down").digest == money("33.33", "EUR").digest
    assert ratio(money(1, "EUR"), money(4, "EUR"), 2, "down").digest == literal(Decimal("0.25")).digest


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: ratio(INCOME, DAYS, 2, "down"), r"xx\.days can be zero: say with if_none="),
        (lambda: ratio(ACTS, INCOME, 2, "down", if_none=0), "an amount by a number or by an amount in its currency"),
        (lambda: ratio(INCOME, DOLLARS, 2, "down", if_none=0), "in its currency"),
        (lambda: ratio(MEMBER, 2, 2, "down"), "a number is divided by a number"),
        (lambda: ratio(ACTS, STARTED, 2, "down", if_none=0), "a number is divided by a number"),
        (lambda: ratio(ACTS, 2, 2, "nearest"), "down, up, half_up.*'nearest'"),
        (lambda: ratio(ACTS, 2, 13, "up"), "0 to 12 digits"),
        (lambda: ratio(ACTS, 2, -1, "up"), "0 to 12 digits"),
        (lambda: ratio(ACTS, 2, "0.01", "up"), "0 to 12 digits"),  # type: ignore[arg-type]  # the mistake
        (lambda: ratio(ACTS, 0, 2, "up", if_none=0), "above zero; got 0"),
        (lambda: ratio(ACTS, when(MEMBER).then(12).otherwise(-1), 2, "up"), "above zero; got -1"),
        (lambda: ratio(INCOME, DAYS, 2, "up", if_none=0), "both branches of a when yield the same kind"),
        (lambda: pro_rata(INCOME, RENT, RENT, 2, "up", if_none=NOTHING), "never by an amount"),
        (lambda: pro_rata(INCOME, ACTS, 12, 2, "up", ceiling=money(1, "USD")), "amounts in one currency"),
        (lambda: INCOME / 12, r"ratio\(a, b, 2, 'half_up', if_none=value\)"),
    ],
)
def test_what_cannot_be_divided_is_refused(build: Callable[[], object], message: str) -> None:
    with pytest.raises(ExpressionError, match=message):
        build()
