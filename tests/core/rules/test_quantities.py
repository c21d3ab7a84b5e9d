"""Numbers, amounts, dates, choices and sets: their comparisons, known and unknown."""

# ruff: noqa: SIM300 - a fact written in capitals is no constant to be put on the right

from datetime import date
from decimal import Decimal

import pytest
from incentives import Expression, Fact, Known, evaluate, literal, money, reference_year
from incentives.rules.types import Value

ACTS = Fact.count("be.acts", unit="acts")
CLAIMS = Fact.count("be.claims", unit="claims")
HOURS = Fact.decimal("be.hours", unit="hours")
FEES = Fact.money("be.fees", currency="EUR")
STARTED = Fact.day("be.started_on", annual=False)
STATUS = Fact.choice("be.status", ["owner", "assistant", "replacement"])
LEVEL = Fact.ordered_choice("be.level", ["none", "older", "6", "7", "8"])
FORMS = Fact.set_of("be.forms", ["house", "team", "network"])


def known(**values: Value) -> Known:
    return Known(2024, annual={2024: {f"be.{name}": value for name, value in values.items()}})


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (ACTS == 500, (False, True, False)),
        (ACTS != 500, (True, False, True)),
        (ACTS < 500, (True, False, False)),
        (ACTS <= 500, (True, True, False)),
        (ACTS > 500, (False, False, True)),
        (ACTS >= 500, (False, True, True)),
        (500 <= ACTS, (False, True, True)),
        (ACTS.is_between(499, 500), (True, True, False)),
        (ACTS.is_between(500, 501), (False, True, True)),
        (ACTS.is_between(501, 499), (False, False, False)),
    ],
)
def test_a_count_is_compared_on_both_sides_of_its_threshold(expression: Expression, expected: tuple[bool, ...]) -> None:
    assert tuple(evaluate(expression, known(acts=acts)) for acts in (499, 500, 501)) == expected


@pytest.mark.parametrize("expression", [ACTS >= 500, ACTS == 0, ACTS <= 0, ACTS + 1 > 0, ACTS != CLAIMS])
def test_a_missing_count_is_unknown_and_never_zero(expression: Expression) -> None:
    assert evaluate(expression, Known(2024)) is None


def test_a_count_of_zero_is_known() -> None:
    assert evaluate(ACTS >= 1, known(acts=0)) is False


def test_sums_and_differences_are_exact() -> None:
    assert evaluate(HOURS + Decimal("0.2"), known(hours=Decimal("0.1"))) == Decimal("0.3")
    assert evaluate(HOURS - Decimal("0.1"), known(hours=Decimal("0.3"))) == Decimal("0.2")
    assert evaluate(1 - HOURS, known(hours=Decimal("0.9"))) == Decimal("0.1")
    assert evaluate(ACTS - CLAIMS, known(acts=3, claims=5)) == -2
    assert evaluate(2 + ACTS, known(acts=3)) == 5
    assert evaluate(ACTS + HOURS, known(acts=1, hours=Decimal("0.5"))) == Decimal("1.5")


@pytest.mark.parametrize("expression", [ACTS + CLAIMS, ACTS - CLAIMS, CLAIMS - ACTS])
def test_a_sum_of_which_a_part_is_missing_is_unknown(expression: Expression) -> None:
    assert evaluate(expression, known(acts=3)) is None


def test_an_amount_yields_its_exact_decimal() -> None:
    assert evaluate(money("490.00", "EUR") + money("100", "EUR"), Known(2024)) == Decimal("590.00")
    assert evaluate(FEES + money("0.10", "EUR"), known(fees=Decimal("0.20"))) == Decimal("0.30")
    assert evaluate(FEES >= money("0.30", "EUR"), known(fees=Decimal("0.30"))) is True


HOLDS = {
    "==": (False, False, True, False, False),
    "!=": (True, True, False, True, True),
    "<": (True, True, False, False, False),
    "<=": (True, True, True, False, False),
    ">": (False, False, False, True, True),
    ">=": (False, False, True, True, True),
}
COMPARED: dict[str, tuple[Expression, Expression]] = {
    # each operator, and the same said from the other side
    "==": (LEVEL == "6", literal("6") == LEVEL),
    "!=": (LEVEL != "6", literal("6") != LEVEL),
    "<": (LEVEL < "6", literal("6") > LEVEL),
    "<=": (LEVEL <= "6", literal("6") >= LEVEL),
    ">": (LEVEL > "6", literal("6") < LEVEL),
    ">=": (LEVEL >= "6", literal("6") <= LEVEL),
}


@pytest.mark.parametrize("operator", HOLDS)
def test_an_ordered_choice_is_compared_by_its_order_and_not_by_its_letters(operator: str) -> None:
    for expression in COMPARED[operator]:
        assert tuple(evaluate(expression, known(level=level)) for level in LEVEL.values) == HOLDS[operator]
        assert evaluate(expression, Known(2024)) is None


def test_the_ends_of_an_order_decide_only_where_it_is_known() -> None:
    assert evaluate(LEVEL >= "none", Known(2024)) is None
    assert evaluate(LEVEL >= "none", known(level="none")) is True
    assert evaluate(LEVEL < "none", known(level="8")) is False
    assert evaluate(LEVEL.is_between("6", "7"), known(level="7")) is True
    assert evaluate(LEVEL.is_between("6", "7"), known(level="8")) is False


def test_an_ordered_choice_of_last_year_is_compared_by_its_order() -> None:
    before = Known(2024, annual={2023: {"be.level": "8"}, 2024: {"be.level": "none"}})
    assert evaluate(LEVEL.at(-1) >= "7", before) is True


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (STATUS == "owner", True),
        (STATUS != "owner", False),
        (STATUS == "assistant", False),
        (STATUS.is_in(["assistant", "owner"]), True),
        (STATUS.is_in(["assistant", "replacement"]), False),
        (STATUS.is_in("owner"), True),
        (STATUS.is_in([]), False),
    ],
)
def test_a_choice_is_one_of_its_values(expression: Expression, expected: bool) -> None:
    assert evaluate(expression, known(status="owner")) is expected


def test_a_missing_choice_is_unknown() -> None:
    assert evaluate(STATUS == "owner", Known(2024)) is None
    assert evaluate(STATUS.is_in(["owner"]), Known(2024)) is None


NONE, HOUSE, BOTH = frozenset[str](), frozenset({"house"}), frozenset({"house", "team"})


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (FORMS.contains_any(["house", "network"]), (False, True, True)),
        (FORMS.contains_any(["network"]), (False, False, False)),
        (FORMS.contains_any([]), (False, False, False)),
        (FORMS.contains_all(["house"]), (False, True, True)),
        (FORMS.contains_all(["house", "team"]), (False, False, True)),
        (FORMS.contains_all([]), (True, True, True)),
    ],
)
def test_a_set_is_asked_for_any_or_all_of_some_values(expression: Expression, expected: tuple[bool, ...]) -> None:
    assert tuple(evaluate(expression, known(forms=forms)) for forms in (NONE, HOUSE, BOTH)) == expected


def test_an_empty_set_is_known_and_a_missing_one_is_not() -> None:
    assert evaluate(FORMS.contains_any(["house"]), known(forms=frozenset[str]())) is False
    assert evaluate(FORMS.contains_any(["house"]), Known(2024)) is None


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (STARTED < date(2024, 3, 1), (True, False, False)),
        (STARTED <= date(2024, 3, 1), (True, True, False)),
        (STARTED == date(2024, 3, 1), (False, True, False)),
        (STARTED > date(2024, 3, 1), (False, False, True)),
        (date(2024, 3, 1) <= STARTED, (False, True, True)),
        (STARTED.month == 2, (True, False, False)),
        (STARTED.month >= 3, (False, True, True)),
        (STARTED.year == 2024, (True, True, True)),
        (STARTED.is_between(date(2024, 3, 1), date(2024, 3, 2)), (False, True, True)),
    ],
)
def test_a_date_is_compared_to_the_day(expression: Expression, expected: tuple[bool, ...]) -> None:
    days = (date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 2))
    got = tuple(evaluate(expression, Known(2024, permanent={"be.started_on": day})) for day in days)
    assert got == expected


@pytest.mark.parametrize("expression", [STARTED < date(2024, 3, 1), STARTED.year == 2024, STARTED.month == 2])
def test_a_missing_date_is_unknown(expression: Expression) -> None:
    assert evaluate(expression, Known(2024)) is None


def test_two_dates_are_compared_with_each_other() -> None:
    ended = Fact.day("be.ended_on", annual=False)
    days: dict[str, Value] = {"be.started_on": date(2024, 3, 1), "be.ended_on": date(2024, 3, 2)}
    assert evaluate(STARTED < ended, Known(2024, permanent=days)) is True


def test_the_year_before_is_counted_from_the_reference_year() -> None:
    acts: dict[int, dict[str, Value]] = {2022: {"be.acts": 1}, 2023: {"be.acts": 2}, 2024: {"be.acts": 3}}
    assert evaluate(ACTS.at(-1), Known(2024, annual=acts)) == 2
    assert evaluate(ACTS.at(-1), Known(2023, annual=acts)) == 1
    assert evaluate(ACTS.at(1), Known(2023, annual=acts)) == 3
    assert evaluate(ACTS.at(-1), Known(2022, annual=acts)) is None
    assert evaluate(ACTS - ACTS.at(-2), Known(2024, annual=acts)) == 2


def test_the_reference_year_is_always_known() -> None:
    assert evaluate(reference_year(), Known(2024)) == 2024
    excused = STARTED.year.is_between(reference_year() - 2, reference_year())
    years = {year: Known(2024, permanent={"be.started_on": date(year, 12, 31)}) for year in range(2021, 2026)}
    assert [year for year, known in years.items() if evaluate(excused, known)] == [2022, 2023, 2024]
