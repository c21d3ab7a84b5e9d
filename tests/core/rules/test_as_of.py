"""The day on which it is asked: neither a fact nor a question, unknown without a day, and asked of nobody."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from incentives import (
    NO_DAY,
    Contradiction,
    Expression,
    ExpressionError,
    Fact,
    InconsistentFacts,
    Known,
    Trace,
    age,
    as_of,
    bounds,
    days_between,
    evaluate,
    explain,
    from_plain,
    literal,
    minimum,
    months_between,
    relevant_missing,
    to_plain,
    when,
)
from incentives.changes.implication import implication
from incentives.rules.explanation import needs_day
from incentives.rules.facts import terms_of
from incentives.rules.types import Value

BORN, SIGNED = Fact.day("xx.born", annual=False), Fact.day("xx.signed", annual=False)
MEMBER, LICENSED = Fact.yes_no("xx.member", annual=False), Fact.yes_no("xx.licensed", annual=False)
FACTS = {fact.id: fact for fact in (BORN, SIGNED, MEMBER)}
OLD = age(BORN) >= 62
STARTED = Fact.day("xx.started_on", annual=False)  # as in random conditions
DATED = (age(STARTED) >= 1, months_between(STARTED, as_of()) == 0, minimum(STARTED, as_of()) < date(2024, 3, 1))
BIRTHDAY = date(2026, 2, 28)  # of who was born on 29 February 1964: there is no 29th


def known(on: date | None, **values: Value) -> Known:
    return Known(2026, {f"xx.{name}": value for name, value in values.items()}, as_of=on)


@pytest.mark.parametrize(
    ("on", "born", "expected"),
    [
        (BIRTHDAY, date(1964, 2, 29), True),
        (date(2026, 2, 27), date(1964, 2, 29), False),
        (BIRTHDAY, date(1964, 3, 1), False),
        (date(2026, 3, 1), date(1964, 3, 1), True),
        (BIRTHDAY, None, None),
        (None, date(1900, 1, 1), None),
        (None, None, None),
        (None, NO_DAY, False),
    ],
)
def test_an_age_on_the_day_on_which_it_is_asked(on: date | None, born: Value | None, expected: bool | None) -> None:
    assert evaluate(OLD, known(on) if born is None else known(on, born=born)) is expected


def test_an_age_on_another_day_needs_none() -> None:
    assert evaluate(age(BORN, on=date(2026, 12, 31)), known(None, born=date(1964, 2, 29))) == 62
    assert evaluate(age(BORN, on=SIGNED), known(None, born=date(1964, 2, 29), signed=date(2024, 2, 28))) == 59


def test_it_is_read_by_no_one_and_asked_of_no_one() -> None:
    assert terms_of(OLD) == (BORN,)
    assert terms_of(as_of() > date(2026, 1, 1)) == ()
    assert relevant_missing(as_of() > date(2026, 1, 1), known(None)) == ()
    rule = OLD & MEMBER
    assert [term.id for term in relevant_missing(rule, known(BIRTHDAY))] == ["xx.born", "xx.member"]
    assert [term.id for term in relevant_missing(rule, known(BIRTHDAY, born=date(1964, 1, 1)))] == ["xx.member"]
    assert relevant_missing(OLD, known(None, born=date(1964, 1, 1))) == ()


def test_without_a_day_only_what_can_settle_it_all_the_same_is_asked() -> None:
    rule = OLD & MEMBER & LICENSED
    asked = relevant_missing(rule, known(None, born=date(1964, 1, 1), licensed=True))
    assert [term.id for term in asked] == ["xx.member"]  # who is no member is not due, on whichever day
    read = {one.term.id: one.decided for one in explain(rule, Trace.of([rule], known(None, member=True)))}
    assert read == {"xx.born": True, "xx.member": False, "xx.licensed": True}


def test_what_is_unknown_without_a_day_says_so_as_long_as_the_day_matters() -> None:
    def says(rule: Expression, on: date | None, **values: Value) -> bool:
        return needs_day(rule, Trace.of([rule], known(on, **values)))

    born = date(1964, 1, 1)
    assert says(OLD, None, born=born)
    assert says(OLD & MEMBER, None, born=born)
    assert not says(OLD & MEMBER, BIRTHDAY, born=born)
    assert not says(OLD & MEMBER, None, born=born, member=False)
    assert not says((OLD & MEMBER) | LICENSED, None, born=born, member=False)
    assert says(days_between(SIGNED, as_of()), None, signed=born)


def test_each_day_is_kept_apart_from_the_others() -> None:
    """What can still change a rule is found once for all who know the same: on the same day."""
    rule = ((days_between(SIGNED, as_of()) > 30) & MEMBER) | LICENSED
    for on, asked in (
        (date(2026, 1, 31), ["xx.licensed"]),
        (date(2026, 2, 1), ["xx.member", "xx.licensed"]),
        (date(2026, 1, 31), ["xx.licensed"]),
    ):
        found = relevant_missing(rule, known(on, signed=date(2026, 1, 1)))
        assert [term.id for term in found] == asked
    either = (days_between(SIGNED, as_of()) > 30) & (date(2026, 1, 1) > SIGNED) & MEMBER
    assert [term.id for term in relevant_missing(either, known(date(2025, 1, 1)))] == ["xx.signed", "xx.member"]
    assert [term.id for term in relevant_missing(either, known(date(2026, 1, 1)))] == ["xx.signed", "xx.member"]


def test_how_long_something_has_been_is_of_any_size_without_a_day() -> None:
    span = days_between(SIGNED, as_of())
    for on, signed in ((None, date(2026, 1, 1)), (BIRTHDAY, None)):
        found = bounds(span, Trace.of([span], known(on) if signed is None else known(on, signed=signed)))
        assert (found.low, found.high) == (None, None)
    assert bounds(span, Trace.of([span], known(BIRTHDAY, signed=date(2026, 2, 1)))).high == 27


def test_a_stricter_age_is_not_taken_for_the_same_or_for_none() -> None:
    """The day is any: that a rule is unknown without it says nothing of whether another one implies it."""
    found = implication(MEMBER & (age(BORN) >= 62), MEMBER & (age(BORN) >= 60), 2026)
    assert (found.forwards, found.backwards) == (None, None)


@pytest.mark.parametrize("rule", [OLD, as_of(), as_of().plus(months=-6) > SIGNED, as_of().year == 2026])
def test_it_is_written_as_plain_data_and_read_back(rule: Expression) -> None:
    assert from_plain(to_plain(rule), FACTS, {}).digest == rule.digest


def test_it_is_a_day_that_is_never_absent() -> None:
    assert as_of().is_none.digest == literal(False).digest
    assert evaluate(as_of().year, known(BIRTHDAY)) == 2026


def test_what_cannot_be_cannot_hang_on_it() -> None:
    with pytest.raises(ValueError, match=r"contradiction unborn: .* the day on which it is asked"):
        Contradiction("unborn", as_of() < BORN)
    with pytest.raises(ExpressionError, match="takes two dates"):
        age(MEMBER)


@given(data=st.data())
def test_what_is_known_without_a_day_is_so_on_every_day(
    data: st.DataObject,
    conditions: st.SearchStrategy[Expression],
    partly_given: Callable[[Expression], st.SearchStrategy[dict[str, Value]]],
    knowing: Callable[[Mapping[str, Value]], Known],
) -> None:
    dated_part, other = data.draw(st.sampled_from(DATED)), data.draw(conditions)
    either = when(other).then(dated_part).otherwise(~dated_part)
    expression = data.draw(st.sampled_from([dated_part & other, dated_part | other, either]))
    dated = knowing(data.draw(partly_given(expression)))
    on = data.draw(st.sampled_from([date(2024, 2, 29), date(2024, 3, 1), date(2025, 12, 31)]))
    try:
        without = evaluate(expression, evolve(dated, as_of=None))
        assert without in {None, evaluate(expression, evolve(dated, as_of=on))}
    except InconsistentFacts:
        return
