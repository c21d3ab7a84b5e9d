"""A day that is told to be absent is known: no comparison with it holds but ``!=``, and no reader mistakes it."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from incentives import (
    NO_DAY,
    Expression,
    ExpressionError,
    Fact,
    Known,
    Trace,
    bounds,
    evaluate,
    explain,
    from_plain,
    literal,
    maximum,
    minimum,
    money,
    percent,
    reference_year,
    relevant_missing,
    share,
    tiers,
    to_plain,
    when,
)
from incentives.rules.evaluation import compile_alarm, indispensable
from incentives.rules.operators import or_nothing
from incentives.rules.representatives import representatives
from incentives.wording import Speech
from incentives.wording.words import words

YEAR, DAY = 2024, date(2024, 3, 1)
started, ended = Fact.day("xx.started", annual=False), Fact.day("xx.ended", annual=False)
acts = Fact.count("xx.acts", unit="acts")
member = Fact.yes_no("xx.member")
level = Fact.ordered_choice("xx.level", ["none", "low"])

Compare = Callable[[Any, Any], Any]
OPERATORS: dict[str, Compare] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
SIDES: dict[str, tuple[Expression, object]] = {
    "a day": (started, DAY),
    "its year": (started.year, 2024),
    "its month": (started.month, 3),
    "its year moved": (started.year + 1 - 2 * started.month, 2024),
    "the reference year": (started.year, reference_year()),
    "a day not told": (started, ended),
    "a count not told": (started.year, acts),
}


def known(started_on: Any = NO_DAY, **facts: Any) -> Known:
    permanent = {} if started_on is None else {"xx.started": started_on}
    return Known(YEAR, permanent, {YEAR: {f"xx.{id}": value for id, value in facts.items()}})


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("operator", OPERATORS)
def test_a_comparison_with_an_absent_day_is_false_and_only_unequal_is_true(operator: str, side: str) -> None:
    left, right = SIDES[side]
    for condition in (OPERATORS[operator](left, right), OPERATORS[operator](right, left)):
        assert evaluate(condition, known()) is (operator == "!=")
        assert evaluate(~condition, known()) is (operator != "!=")
        assert evaluate(condition, known(None)) is None


@pytest.mark.parametrize(("day", "expected"), [(NO_DAY, True), (DAY, False), (None, None)])
def test_whether_a_day_is_absent_is_known_as_soon_as_something_is_told_of_it(
    day: object, expected: bool | None
) -> None:
    assert evaluate(started.is_none, known(day)) is expected


def test_it_lies_between_no_two_days_and_is_in_no_share() -> None:
    assert evaluate(started.is_between(date(1, 1, 1), date.max), known()) is False
    assert evaluate(share(started.month, of=literal(12), if_none=True) >= percent("0"), known()) is False


def test_a_value_of_a_choice_that_is_called_none_is_a_value_like_others() -> None:
    assert evaluate(level >= "none", known(level="none")) is True
    assert evaluate(level == "none", known(level="none")) is True
    (read,) = explain(level < "low", Trace.of([level < "low"], known(level="none")))
    assert read.decided


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("extreme", [minimum, maximum])
def test_what_is_compared_with_an_extreme_is_compared_with_each_of_its_days(
    extreme: Callable[..., Expression], operator: str
) -> None:
    """One absent day makes a comparison of all the parts false, and leaves to the others what one is enough for."""
    condition = OPERATORS[operator](extreme(started, ended), DAY)
    for other in (date(2024, 2, 1), DAY, date(2024, 4, 1)):
        facts = Known(YEAR, {"xx.started": NO_DAY, "xx.ended": other})
        one_is_enough = (extreme is minimum) == (operator in {"<", "<="}) and operator not in {"==", "!="}
        alone = evaluate(OPERATORS[operator](ended, DAY), facts)
        assert evaluate(condition, facts) is (alone if one_is_enough else operator == "!=")
    assert evaluate(extreme(started, ended), Known(YEAR, {"xx.started": NO_DAY, "xx.ended": DAY})) == NO_DAY
    assert evaluate(extreme(started, ended).is_none, Known(YEAR, {"xx.started": NO_DAY, "xx.ended": DAY})) is True


def test_steps_and_branches_go_by_it_like_by_any_known_value() -> None:
    steps = tiers(started, (DAY, money(300, "EUR")), below=money(100, "EUR"))
    assert evaluate(steps, known()) == Decimal(100)
    first = when(member).then(started).otherwise(ended)
    assert evaluate(first, known(member=True)) == NO_DAY
    assert evaluate(first.is_none, known(member=True)) is True
    assert evaluate(first, Known(YEAR, {"xx.started": NO_DAY, "xx.ended": NO_DAY})) == NO_DAY


@pytest.mark.parametrize("quantity", [acts, member, started.year, level], ids=["count", "yes/no", "year", "choice"])
def test_only_a_day_is_asked_whether_it_is_absent(quantity: Expression) -> None:
    with pytest.raises(ExpressionError, match="only a date is told to be absent"):
        _ = quantity.is_none


def test_a_literal_day_is_never_absent() -> None:
    assert evaluate(literal(DAY).is_none, Known(YEAR)) is False


def test_what_is_reckoned_from_it_is_nothing_and_unknown_reaches_down_to_that() -> None:
    pay = or_nothing(money(20, "EUR") * (13 - started.month))

    def ends(day: object) -> tuple[Any, Any]:
        found = bounds(pay, Trace.of([pay], known(day)))
        return found.low, found.high

    assert ends(NO_DAY) == (0, 0)
    assert ends(DAY) == (200, 200)
    assert ends(None) == (0, 240)
    assert evaluate(pay, known()) == Decimal(0)
    assert or_nothing(pay).digest == pay.digest
    assert bounds(started.month, Trace.of([started.month], known())).high == 0


def test_nothing_more_is_asked_once_it_is_told() -> None:
    rule = (started.year == acts) | (started >= DAY) | (started.is_none & member)
    assert {term.digest for term in relevant_missing(rule, known())} == {member.digest}
    only_if_none = started.is_none
    assert relevant_missing(only_if_none, known(None)) == (started,)


def test_absence_stands_beside_the_days_that_stand_for_all() -> None:
    values = representatives(started, started < DAY, Trace.of([started < DAY, started], known(None)))
    assert values[-1] == NO_DAY
    assert all(isinstance(value, date) for value in values[:-1])


def test_it_decides_alone_and_is_shown_as_it_was_told() -> None:
    rule = started.year + acts > acts.at(-1)
    read = {one.term.digest: one for one in explain(rule, Trace.of([rule], known(acts=3)))}
    assert (read[started.digest].value, read[started.digest].decided) == (NO_DAY, True)
    assert not read[acts.digest].decided


@pytest.mark.parametrize("condition", [started.is_none, ~started.is_none & (started.year != reference_year())])
def test_it_can_be_written_as_plain_data_and_read_back(condition: Expression) -> None:
    again = from_plain(to_plain(condition), {"xx.started": started}, {})
    assert again.digest == condition.digest


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "start: there is none"), ("fr", "start\N{NO-BREAK SPACE}: il n'y en a pas"), ("nl", "start: is er niet")],
)
def test_it_is_said_in_words(language: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Speech, "name", lambda *_: "start")
    assert words(started.is_none, Speech(language)) == expected


@pytest.mark.parametrize(("language", "expected"), [("en", "none"), ("fr", "aucune"), ("nl", "geen")])
def test_its_value_is_said_in_words(language: str, expected: str) -> None:
    assert Speech(language).value(NO_DAY, started.type) == expected


CONTRADICTIONS: Sequence[Expression] = (
    started.year != acts,
    ~(started < ended),
    started.is_none & member,
    (started.year + acts > 2030) & member,
    started != ended,
)


@pytest.mark.parametrize("place", range(len(CONTRADICTIONS)))
def test_the_alarm_rings_wherever_a_condition_holds(place: int) -> None:
    condition = CONTRADICTIONS[place]
    rings = compile_alarm([condition])
    for day in (NO_DAY, DAY, None):
        for other in (NO_DAY, DAY, None):
            for facts in ({}, {"xx.acts": 3}, {"xx.member": True}, {"xx.acts": 2024, "xx.member": True}):
                days = {"xx.started": day, "xx.ended": other}
                permanent = {id: value for id, value in days.items() if value is not None}
                holds = evaluate(condition, Known(YEAR, permanent, {YEAR: facts})) is True
                assert rings(permanent, {YEAR: facts}, {}, YEAR) is holds


def test_of_two_days_neither_is_needed_since_either_may_be_absent() -> None:
    assert indispensable(started != ended) == {}
    assert set(indispensable(started.year != acts)) == {started.digest}
