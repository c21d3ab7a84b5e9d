"""What holds of every expression, whatever is known."""

from collections.abc import Callable, Mapping

from hypothesis import given
from hypothesis import strategies as st
from incentives import Expression, Known, all_of, any_of, evaluate, explain, relevant_missing
from incentives.rules import expressions as ex
from incentives.rules.facts import terms_of
from incentives.rules.trace import Trace
from incentives.rules.types import Value

Givens = Mapping[str, Value]
Expressions = st.SearchStrategy[Expression]
Draw = Callable[[Expression], st.SearchStrategy[dict[str, Value]]]
ValueWith = Callable[[Expression, Givens], Value | None]
Knowing = Callable[[Givens], Known]


@given(data=st.data())
def test_a_known_value_is_the_value_of_every_completion(
    data: st.DataObject, conditions: Expressions, partly_given: Draw, fully_given: Draw, value_with: ValueWith
) -> None:
    expression = data.draw(conditions)
    some = data.draw(partly_given(expression))
    complete = data.draw(fully_given(expression)) | some
    in_the_end = value_with(expression, complete)
    assert value_with(expression, some) in {None, in_the_end}


@given(data=st.data())
def test_adding_one_fact_never_changes_a_known_value(
    data: st.DataObject, conditions: Expressions, partly_given: Draw, fully_given: Draw, value_with: ValueWith
) -> None:
    expression = data.draw(conditions)
    before = data.draw(partly_given(expression))
    added = data.draw(st.sampled_from([term.digest for term in terms_of(expression)]))
    after = {added: data.draw(fully_given(expression))[added]} | before
    assert value_with(expression, before) in {None, value_with(expression, after)}


@given(data=st.data())
def test_taking_one_fact_away_leaves_the_value_or_makes_it_unknown(
    data: st.DataObject, conditions: Expressions, fully_given: Draw, value_with: ValueWith
) -> None:
    expression = data.draw(conditions)
    everything = data.draw(fully_given(expression))
    taken = data.draw(st.sampled_from(sorted(everything)))
    rest = {digest: value for digest, value in everything.items() if digest != taken}
    assert value_with(expression, rest) in {None, value_with(expression, everything)}


@given(data=st.data())
def test_nothing_is_unknown_once_all_facts_and_readings_are_given(
    data: st.DataObject, conditions: Expressions, quantities: Expressions, fully_given: Draw, value_with: ValueWith
) -> None:
    expression = data.draw(st.one_of(conditions, quantities))
    assert value_with(expression, data.draw(fully_given(expression))) is not None


@given(data=st.data())
def test_an_unknown_value_has_a_cause_and_a_known_one_needs_nothing_more(
    data: st.DataObject,
    conditions: Expressions,
    quantities: Expressions,
    partly_given: Draw,
    value_with: ValueWith,
    knowing: Knowing,
) -> None:
    expression = data.draw(st.one_of(conditions, quantities))
    values = data.draw(partly_given(expression))
    unknown = value_with(expression, values) is None
    assert bool(relevant_missing(expression, knowing(values))) is unknown


@given(data=st.data())
def test_the_order_of_operands_never_matters(
    data: st.DataObject, conditions: Expressions, partly_given: Draw, value_with: ValueWith
) -> None:
    parts = data.draw(st.lists(conditions, min_size=2, max_size=3))
    shuffled = data.draw(st.permutations(parts))
    values = data.draw(partly_given(all_of(*parts)) if data.draw(st.booleans()) else partly_given(any_of(*parts)))
    assert value_with(all_of(*parts), values) == value_with(all_of(*shuffled), values)
    assert value_with(any_of(*parts), values) == value_with(any_of(*shuffled), values)


@given(data=st.data())
def test_two_negations_are_none(
    data: st.DataObject, conditions: Expressions, partly_given: Draw, value_with: ValueWith
) -> None:
    expression = data.draw(conditions)
    values = data.draw(partly_given(expression))
    unfolded = ex.Not(ex.Not(expression))
    assert value_with(unfolded, values) == value_with(~~expression, values) == value_with(expression, values)


@given(data=st.data())
def test_de_morgan_holds_in_three_valued_logic(
    data: st.DataObject, conditions: Expressions, partly_given: Draw, value_with: ValueWith
) -> None:
    a, b = data.draw(conditions), data.draw(conditions)
    values = data.draw(partly_given(ex.AllOf((a, b))))
    assert value_with(~(a & b), values) == value_with(~a | ~b, values)
    assert value_with(~(a | b), values) == value_with(~a & ~b, values)


@given(data=st.data())
def test_the_value_rests_on_the_terms_that_decided_alone(
    data: st.DataObject,
    conditions: Expressions,
    quantities: Expressions,
    partly_given: Draw,
    value_with: ValueWith,
    knowing: Knowing,
) -> None:
    expression = data.draw(st.one_of(conditions, quantities))
    values = data.draw(partly_given(expression))
    value = value_with(expression, values)
    read = explain(expression, Trace.of([expression], knowing(values)))
    decided = {item.term.digest for item in read if item.decided}
    assert value_with(expression, {at: given for at, given in values.items() if at in decided}) == value
    assert [item.term.digest for item in read] == [term.digest for term in terms_of(expression)]


@given(data=st.data())
def test_an_explanation_shows_the_values_that_were_given(
    data: st.DataObject, conditions: Expressions, partly_given: Draw, value_with: ValueWith, knowing: Knowing
) -> None:
    expression = data.draw(conditions)
    values = data.draw(partly_given(expression))
    value_with(expression, values)
    shown = {item.term.digest: item.value for item in explain(expression, Trace.of([expression], knowing(values)))}
    assert shown == {term.digest: values.get(term.digest) for term in terms_of(expression)}


@given(data=st.data())
def test_an_unknown_value_is_decided_by_something_unknown(
    data: st.DataObject, conditions: Expressions, partly_given: Draw, value_with: ValueWith, knowing: Knowing
) -> None:
    expression = data.draw(conditions)
    values = data.draw(partly_given(expression))
    read = explain(expression, Trace.of([expression], knowing(values)))
    if value_with(expression, values) is None:
        assert any(item.decided and item.value is None for item in read)


@given(data=st.data())
def test_evaluating_twice_yields_the_same(
    data: st.DataObject, conditions: Expressions, partly_given: Draw, value_with: ValueWith, knowing: Knowing
) -> None:
    expression = data.draw(conditions)
    values = data.draw(partly_given(expression))
    first = value_with(expression, values)
    assert evaluate(expression, knowing(values)) == first
    assert Trace.of([~expression, expression], knowing(values)).value(expression) == first
