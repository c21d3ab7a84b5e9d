"""Which missing terms can still change the answer: never too few (sound), never too many (tight)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from math import prod

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from incentives import Expression, InconsistentFacts, Known, relevant_missing
from incentives.rules.evaluation import compile_program
from incentives.rules.expressions import Literal
from incentives.rules.facts import OpenQuestion, Term, terms_of
from incentives.rules.representatives import atoms_of, is_entangled
from incentives.rules.trace import Trace
from incentives.rules.types import Kind, Value

Givens = Mapping[str, Value]
Expressions = st.SearchStrategy[Expression]
Draw = Callable[[Expression], st.SearchStrategy[dict[str, Value]]]
ValueWith = Callable[[Expression, Givens], Value | None]
Knowing = Callable[[Givens], Known]
ValuesOf = Callable[[Term], Sequence[Value]]


@given(data=st.data())
def test_a_term_that_is_not_listed_changes_nothing_alone_or_together(
    data: st.DataObject,
    conditions: Expressions,
    partly_given: Draw,
    value_with: ValueWith,
    knowing: Knowing,
) -> None:
    expression = data.draw(conditions)
    values = data.draw(partly_given(expression))
    value_with(expression, values)
    listed = {term.digest for term in relevant_missing(expression, knowing(values))}
    more = data.draw(partly_given(expression)) | values
    without_unlisted = {at: value for at, value in more.items() if at in listed or at in values}
    assert value_with(expression, more) == value_with(expression, without_unlisted)


def all_givens(values: Givens, terms: Sequence[Term], values_of: ValuesOf) -> Iterator[dict[str, Value]]:
    """What is given, and besides any values of any of these terms."""
    for combination in product(*[(None, *values_of(term)) for term in terms]):
        more = zip(terms, combination, strict=True)
        yield dict(values) | {term.digest: value for term, value in more if value is not None}


def values_with(expression: Expression, givens: Iterator[Givens], knowing: Knowing) -> dict[frozenset[object], object]:
    """The value of the expression for each; those that contradict themselves are left out."""
    program = compile_program([expression])
    found: dict[frozenset[object], object] = {}
    for values in givens:
        try:
            found[frozenset(values.items())] = program.run(knowing(values))[-1]
        except InconsistentFacts:
            continue
    return found


def tried(term: Term, values: Givens, values_of: ValuesOf, written: Sequence[object]) -> Sequence[Value]:
    """The values of a term that are tried; of a number also sums and differences of what is given, or written."""
    usual = tuple(values_of(term))
    if isinstance(term, OpenQuestion) or term.type.kind not in {Kind.COUNT, Kind.DECIMAL}:
        return usual
    if term.type.kind is Kind.DECIMAL:
        numbers = [value for value in (*values.values(), *written) if isinstance(value, Decimal)]
        return tuple(dict.fromkeys((*usual, *(a + sign * b for a in numbers for b in numbers for sign in (1, -1)))))
    given = [value for value in values.values() if type(value) is int]
    steps = (0, 1, *given)
    related = (value + sign * step for value in given for step in steps for sign in (1, -1))
    return tuple(dict.fromkeys((*usual, *(value for value in related if value >= 0))))


def that_change(expression: Expression, values: Givens, values_of: ValuesOf, knowing: Knowing) -> set[str]:
    """By trying everything: the terms of which some value changes the answer in some situation."""
    unknown = [term for term in terms_of(expression) if term.digest not in values]
    written = [node.value for node in expression.walk() if isinstance(node, Literal)]
    domains = {term.digest: tried(term, values, values_of, written) for term in unknown}
    assume(prod(len(domain) + 1 for domain in domains.values()) <= 4_000)
    givens = all_givens(values, unknown, lambda term: domains[term.digest])
    found = values_with(expression, givens, knowing)
    changing = set[str]()
    for situation, value in found.items():
        for item in situation:
            assert isinstance(item, tuple)
            if item[0] not in values and item[0] not in changing and found[situation - {item}] != value:
                changing.add(item[0])
    return changing


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data())
def test_exactly_the_terms_that_can_change_the_answer_are_listed(
    data: st.DataObject, conditions: Expressions, partly_given: Draw, knowing: Knowing, values_of: ValuesOf
) -> None:
    expression = data.draw(conditions)
    values = data.draw(partly_given(expression))
    try:
        trace = Trace.of([expression], knowing(values))
    except InconsistentFacts:
        assume(False)
    # An atom that relates several unknown quantities lists all of them, which is sound but may be too many.
    assume(not any(is_entangled(atom, trace) for atom in atoms_of(expression)))
    changing = that_change(expression, values, values_of, knowing)
    assert {term.digest for term in relevant_missing(expression, knowing(values))} == changing


@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(data=st.data())
def test_every_term_that_can_change_the_answer_is_listed(
    data: st.DataObject, conditions: Expressions, partly_given: Draw, knowing: Knowing, values_of: ValuesOf
) -> None:
    expression = data.draw(conditions)
    values = data.draw(partly_given(expression))
    try:
        Trace.of([expression], knowing(values))
    except InconsistentFacts:
        assume(False)
    changing = that_change(expression, values, values_of, knowing)
    assert {term.digest for term in relevant_missing(expression, knowing(values))} >= changing


@given(data=st.data())
def test_listed_terms_come_in_the_order_of_the_rule_and_are_unknown(
    data: st.DataObject, conditions: Expressions, partly_given: Draw, value_with: ValueWith, knowing: Knowing
) -> None:
    expression = data.draw(conditions)
    values = data.draw(partly_given(expression))
    value_with(expression, values)
    listed = [term.digest for term in relevant_missing(expression, knowing(values))]
    in_order = [term.digest for term in terms_of(expression) if term.digest not in values]
    assert listed == [digest for digest in in_order if digest in listed]
