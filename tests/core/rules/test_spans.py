"""Whole years, months and days between two days, and days moved by them: every end of month by one rule."""

# ruff: noqa: SIM300 - a fact written in capitals is no constant to be put on the right

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incentives import (
    NO_DAY,
    Expression,
    ExpressionError,
    Fact,
    Known,
    Range,
    Trace,
    bounds,
    days_between,
    evaluate,
    explain,
    from_plain,
    literal,
    maximum,
    minimum,
    money,
    months_between,
    relevant_missing,
    to_plain,
    when,
    years_between,
)
from incentives.rules.operators import or_nothing
from incentives.rules.types import COUNT, DATE, Value
from incentives.values import dates

SIGNED, ENDED = Fact.day("xx.signed", annual=False), Fact.day("xx.ended", annual=False)
TERM = Fact.count("xx.term", unit="years", annual=False)
MEMBER = Fact.yes_no("xx.member", annual=False)
FACTS = {fact.id: fact for fact in (SIGNED, ENDED, TERM, MEMBER)}
Between = Callable[[object, object], Expression]
LEAP, SHORT = date(2024, 2, 29), date(2025, 2, 28)


def known(**values: Value) -> Known:
    return Known(2024, {f"xx.{name}": value for name, value in values.items()})


@pytest.mark.parametrize(
    ("start", "end", "years", "months", "days"),
    [
        (date(2006, 9, 14), date(2024, 9, 13), 17, 215, 6574),
        (date(2006, 9, 14), date(2024, 9, 14), 18, 216, 6575),
        (LEAP, date(2025, 2, 27), 0, 11, 364),
        (LEAP, SHORT, 1, 12, 365),  # there is no 29th: the year is completed on the 28th
        (LEAP, date(2028, 2, 28), 3, 47, 1460),
        (LEAP, date(2028, 2, 29), 4, 48, 1461),
        (date(2024, 1, 31), LEAP, 0, 1, 29),  # the last of the month
        (date(2024, 1, 31), date(2024, 4, 29), 0, 2, 89),
        (date(2024, 1, 31), date(2024, 4, 30), 0, 3, 90),
        (LEAP, date(2024, 3, 28), 0, 0, 28),
        (LEAP, LEAP, 0, 0, 0),
        (LEAP, date(2024, 2, 28), -1, -1, -1),  # not one is completed before
        (LEAP, date(2023, 2, 28), -1, -12, -366),
        (LEAP, date(2023, 2, 27), -2, -13, -367),
    ],
)
def test_the_whole_years_months_and_days_from_both_sides_of_each_end(
    start: date, end: date, years: int, months: int, days: int
) -> None:
    facts = known(signed=start, ended=end)
    spans = [evaluate(between(SIGNED, ENDED), facts) for between in (years_between, months_between, days_between)]
    assert spans == [years, months, days]


@pytest.mark.parametrize(
    ("by", "day", "expected"),
    [
        ({"years": 5}, date(2024, 9, 14), date(2029, 9, 14)),
        ({"years": 1}, LEAP, SHORT),
        ({"years": 4}, LEAP, date(2028, 2, 29)),
        ({"years": -1}, LEAP, date(2023, 2, 28)),
        ({"months": 1}, date(2024, 1, 31), LEAP),
        ({"months": 13}, date(2024, 1, 31), SHORT),
        ({"months": -2}, date(2024, 4, 30), LEAP),
        ({"years": 1, "months": 1}, LEAP, date(2025, 3, 29)),  # at once, and not by way of 28 February
        ({"months": 1, "days": 1}, date(2024, 1, 31), date(2024, 3, 1)),
        ({"days": -60}, date(2024, 3, 1), date(2024, 1, 1)),
        ({"years": 9000}, LEAP, date.max),
        ({"days": -(10**9)}, LEAP, date.min),
        ({}, LEAP, LEAP),
    ],
)
def test_a_day_moved_is_the_last_of_a_month_that_is_too_short(by: dict[str, int], day: date, expected: date) -> None:
    moved = SIGNED.plus(**by)
    assert evaluate(moved, known(signed=day)) == expected
    assert literal(day).plus(**by).digest == literal(expected).digest
    assert moved.type == DATE


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_span_is_the_most_by_which_the_first_day_is_moved_without_passing_the_second(one: date, other: date) -> None:
    for unit in dates.UNITS:
        count = dates.elapsed(unit, one, other)
        assert dates.moved(one, unit, count) <= other < dates.moved(one, unit, count + 1)


@given(st.dates(), st.dates(), st.sampled_from(dates.UNITS), st.integers(-5000, 5000))
def test_a_later_day_is_never_moved_before_an_earlier_one(one: date, other: date, unit: str, by: int) -> None:
    first, second = sorted((one, other))
    assert dates.moved(first, unit, by) <= dates.moved(second, unit, by)


def test_a_term_that_is_told_moves_the_end_of_a_contract() -> None:
    end = SIGNED.plus(years=TERM, days=-1)
    assert evaluate(end, known(signed=date(2024, 9, 14), term=5)) == date(2029, 9, 13)
    assert evaluate(end, known(signed=date(2024, 9, 14))) is None
    several = SIGNED.plus(years=TERM, months=6)
    assert evaluate(several, known(signed=LEAP, term=1)) == date(2025, 8, 29)
    assert evaluate(SIGNED.plus(years=when(MEMBER).then(5).otherwise(3)) > LEAP, known(signed=LEAP)) is True


def test_what_is_reckoned_from_an_absent_day_is_nothing() -> None:
    for between in (years_between, months_between, days_between):
        assert evaluate(between(SIGNED, ENDED) >= 0, known(signed=NO_DAY)) is False
        assert evaluate(between(SIGNED, ENDED) != 0, known(ended=NO_DAY)) is True
    assert evaluate(SIGNED.plus(years=1) >= date.min, known(signed=NO_DAY)) is False
    assert evaluate(SIGNED.plus(years=1).is_none, known(signed=NO_DAY)) is True
    assert evaluate(SIGNED.plus(years=1).year, known(signed=NO_DAY)) == NO_DAY
    pay = or_nothing(money(20, "EUR") * months_between(SIGNED, date(2024, 12, 31)))
    assert evaluate(pay, known(signed=NO_DAY)) == 0
    assert evaluate(pay, known(signed=date(2024, 6, 30))) == 120


def test_a_day_that_is_not_told_leaves_it_unknown_and_is_asked_for() -> None:
    rule = (years_between(SIGNED, LEAP) >= 3) & MEMBER
    assert evaluate(rule, known(member=True)) is None
    assert [term.id for term in relevant_missing(rule, known())] == ["xx.signed", "xx.member"]
    assert relevant_missing(rule, known(signed=date(2021, 3, 1))) == ()
    assert [term.id for term in relevant_missing(rule, known(signed=date(2021, 2, 28)))] == ["xx.member"]


@pytest.mark.parametrize(
    "rule",
    [
        (years_between(SIGNED, LEAP) >= 3) & (SIGNED >= date(2021, 3, 1)),
        (SIGNED.plus(months=6) <= date(2024, 8, 31)) & (SIGNED >= date(2024, 3, 1)),
        (days_between(LEAP, SIGNED) > 30) & (SIGNED.plus(days=-30) < SHORT) & (SIGNED < date(2024, 3, 30)),
    ],
)
def test_days_on_which_two_conditions_exclude_each_other_are_found(rule: Expression) -> None:
    """No day fulfils both, so giving one settles nothing that the others leave open."""
    can_hold = rule & MEMBER
    if evaluate(rule, known(signed=date(2024, 2, 29))) is False:
        asked = {term.id for term in relevant_missing(can_hold, known(member=True))}
        assert asked == {"xx.signed"}
        assert relevant_missing(when(MEMBER).then(rule).otherwise(False), known(member=False)) == ()


def test_a_limit_holds_before_its_day_is_known() -> None:
    first_year = minimum(months_between(SIGNED, LEAP), 12)
    assert evaluate(first_year <= 12, known()) is True
    assert evaluate(years_between(maximum(SIGNED, date(2020, 1, 1)), date(2024, 12, 31)) <= 4, known()) is True
    found = bounds(first_year, Trace.of([first_year], known()))
    assert found == Range(None, Decimal(12))


def test_what_decided_it_is_shown() -> None:
    rule = years_between(SIGNED, ENDED) >= 3

    def decided(**values: Value) -> set[str]:
        return {read.term.id for read in explain(rule, Trace.of([rule], known(**values))) if read.decided}

    assert decided(signed=LEAP, ended=SHORT) == {"xx.signed", "xx.ended"}
    assert decided(signed=LEAP) == {"xx.ended"}
    assert decided(signed=LEAP, ended=NO_DAY) == {"xx.ended"}


@pytest.mark.parametrize(
    "rule",
    [
        years_between(SIGNED, ENDED),
        months_between(LEAP, SIGNED.plus(years=1, months=2, days=-3)),
        days_between(SIGNED, ENDED) >= 30,
        SIGNED.plus(years=TERM) < ENDED,
    ],
)
def test_it_is_written_as_plain_data_and_read_back(rule: Expression) -> None:
    assert from_plain(to_plain(rule), FACTS, {}).digest == rule.digest


def test_days_that_are_written_are_reckoned_beforehand() -> None:
    assert years_between(LEAP, SHORT).digest == literal(1).digest
    assert days_between(SIGNED, LEAP).type == COUNT


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: years_between(TERM, LEAP), r"years_between\(start, end\) takes two dates; xx\.term is a count"),
        (lambda: days_between(SIGNED, 2024), "takes two dates"),
        (lambda: TERM.plus(years=1), r"only a date is moved by years, months or days; xx\.term"),
        (lambda: SIGNED.plus(years=LEAP), "moved by a whole number"),
        (lambda: SIGNED.plus(months=MEMBER), r"moved by a whole number; xx\.member is a yes no"),
    ],
)
def test_what_cannot_be_reckoned_is_refused(build: Callable[[], Any], message: str) -> None:
    with pytest.raises(ExpressionError, match=message):
        build()


@pytest.mark.parametrize("unit", ["weeks", "year"])
def test_another_unit_is_refused_when_read_back(unit: str) -> None:
    day = to_plain(SIGNED)
    for data in (
        {"elapsed": {"unit": unit, "start": day, "end": day}},
        {"moved": {"operand": day, "by": {"whole": 1}, "unit": unit}},
    ):
        with pytest.raises(ExpressionError):
            from_plain(data, FACTS, {})
