"""The quick look for a condition that holds says the same as the full evaluation of each."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from incentives import Expression, Fact, InconsistentFacts, Known, all_of, any_of, evaluate, literal, percent, share
from incentives.rules.evaluation import compile_alarm, indispensable
from incentives.rules.types import Value

Givens = Mapping[str, Value]
Expressions = st.SearchStrategy[Expression]
Draw = Callable[[Expression], st.SearchStrategy[dict[str, Value]]]
Knowing = Callable[[Givens], Known]

MEMBER = Fact.yes_no("xx.member")
OTHER = Fact.yes_no("xx.other")
CLAIMS = Fact.count("xx.claims", unit="claims")
TOTAL = Fact.count("xx.total", unit="claims")


def rings(conditions: list[Expression], known: Known) -> bool:
    return compile_alarm(conditions)(known.permanent, known.annual, known.readings, known.year)


def of_2024(**values: Value) -> Known:
    return Known(2024, annual={2024: {f"xx.{name}": value for name, value in values.items()}})


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_it_rings_exactly_when_one_of_the_conditions_holds(
    data: st.DataObject, conditions: Expressions, partly_given: Draw, knowing: Knowing
) -> None:
    of_any_day = conditions.filter(lambda condition: not condition.reads_day)  # what cannot be never hangs on it
    several = data.draw(st.lists(of_any_day, min_size=1, max_size=3))
    known = knowing(data.draw(partly_given(all_of(*several))))
    try:
        holding = [evaluate(condition, known) is True for condition in several]
    except InconsistentFacts:
        return
    assert rings(several, known) is any(holding)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_condition_holds_without_a_term_that_it_cannot_do_without(
    data: st.DataObject, conditions: Expressions, partly_given: Draw, knowing: Knowing
) -> None:
    condition = data.draw(conditions)
    values = data.draw(partly_given(condition))
    for digest in indispensable(condition):
        without = {at: value for at, value in values.items() if at != digest}
        assert evaluate(condition, knowing(without)) is not True


def test_each_side_of_a_choice_must_need_a_term_for_the_whole_to_need_it() -> None:
    either = any_of(all_of(MEMBER, OTHER), all_of(MEMBER, CLAIMS > 3))
    assert set(indispensable(either)) == {MEMBER.digest}
    assert set(indispensable(all_of(either, TOTAL > CLAIMS))) == {MEMBER.digest, TOTAL.digest, CLAIMS.digest}
    assert set(indispensable(~all_of(MEMBER, OTHER))) == set()


def test_a_later_condition_does_not_rest_on_what_an_earlier_one_passed_over() -> None:
    conditions = [all_of(MEMBER, CLAIMS + 1 > 3), all_of(OTHER, CLAIMS + 1 > 3)]
    assert rings(conditions, of_2024(other=True, claims=5)) is True
    assert rings(conditions, of_2024(other=True, claims=1)) is False
    assert rings(conditions, of_2024(claims=5)) is False


def test_counts_that_cannot_be_are_found_even_where_the_rest_is_unknown() -> None:
    condition = all_of(MEMBER, share(CLAIMS, of=TOTAL, if_none=literal(value=False)) >= percent("70"))
    with pytest.raises(InconsistentFacts):
        rings([condition], of_2024(claims=5, total=4))


def test_without_a_condition_nothing_rings() -> None:
    assert rings([], of_2024(member=True)) is False
