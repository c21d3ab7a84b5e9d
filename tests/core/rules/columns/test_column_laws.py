"""Random expressions over random rows have in every row the value that they have for that row alone."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from incentives import Expression, OpenQuestion
from incentives.rules.facts import terms_of
from incentives.rules.types import Value

Expressions = st.SearchStrategy[Expression]
Draw = Callable[[Expression], st.SearchStrategy[dict[str, Value]]]


@st.composite
def held_against_rows(
    draw: st.DrawFn, expressions: Expressions, partly_given: Draw
) -> tuple[Expression, list[dict[str, Value]], dict[str, bool]]:
    expression = draw(expressions)
    questions = [term.id for term in terms_of(expression) if isinstance(term, OpenQuestion)]
    readings = draw(st.fixed_dictionaries({}, optional=dict.fromkeys(questions, st.booleans())))
    return expression, draw(st.lists(partly_given(expression), min_size=1, max_size=12)), readings


@settings(max_examples=50)
@given(data=st.data())
def test_a_condition_over_a_table_is_the_condition_row_by_row(
    data: st.DataObject,
    agree: Callable[..., None],
    conditions: Expressions,
    partly_given: Draw,
) -> None:
    agree(*data.draw(held_against_rows(conditions, partly_given)))


@settings(max_examples=50)
@given(data=st.data())
def test_a_quantity_over_a_table_and_its_range_are_those_row_by_row(
    data: st.DataObject,
    agree: Callable[..., None],
    quantities: Expressions,
    partly_given: Draw,
) -> None:
    agree(*data.draw(held_against_rows(quantities, partly_given)))
