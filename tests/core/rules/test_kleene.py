"""Strong Kleene logic: the whole truth tables."""

from itertools import product

import pytest
from incentives import Expression, Fact, Known, OpenQuestion, all_of, any_of, evaluate

A, B = Fact.yes_no("be.a"), Fact.yes_no("be.b")
PERMANENT = Fact.yes_no("be.c", annual=False)
QUESTION = OpenQuestion("be-aid.gap", ask="office")
TRUTH = (True, False, None)

AND = {
    (True, True): True, (True, False): False, (True, None): None,
    (False, True): False, (False, False): False, (False, None): False,
    (None, True): None, (None, False): False, (None, None): None,
}  # fmt: skip
OR = {
    (True, True): True, (True, False): True, (True, None): True,
    (False, True): True, (False, False): False, (False, None): None,
    (None, True): True, (None, False): None, (None, None): None,
}  # fmt: skip


def known(**values: bool | None) -> Known:
    return Known(2024, annual={2024: {f"be.{name}": value for name, value in values.items() if value is not None}})


@pytest.mark.parametrize(("a", "b"), list(product(TRUTH, TRUTH)))
def test_and(a: bool | None, b: bool | None) -> None:
    assert evaluate(A & B, known(a=a, b=b)) is AND[a, b]
    assert evaluate(all_of(A, B), known(a=a, b=b)) is AND[a, b]


@pytest.mark.parametrize(("a", "b"), list(product(TRUTH, TRUTH)))
def test_or(a: bool | None, b: bool | None) -> None:
    assert evaluate(A | B, known(a=a, b=b)) is OR[a, b]
    assert evaluate(any_of(A, B), known(a=a, b=b)) is OR[a, b]


@pytest.mark.parametrize(("a", "expected"), [(True, False), (False, True), (None, None)])
def test_not(a: bool | None, expected: bool | None) -> None:
    assert evaluate(~A, known(a=a)) is expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [(all_of(A, B, PERMANENT, QUESTION), False), (any_of(A, B, PERMANENT, QUESTION), None)],
)
def test_one_false_operand_decides_a_conjunction_of_many(expression: Expression, expected: bool | None) -> None:
    assert evaluate(expression, known(b=False)) is expected


def test_no_condition_at_all_holds_and_none_of_none_does_not() -> None:
    assert evaluate(all_of(), Known(2024)) is True
    assert evaluate(any_of(), Known(2024)) is False


def test_a_tautology_of_something_unknown_is_unknown_in_three_valued_logic() -> None:
    assert evaluate(A | ~A, Known(2024)) is None
    assert evaluate(A & ~A, Known(2024)) is None


def test_an_open_question_is_unknown_until_the_reader_answers_it() -> None:
    assert evaluate(QUESTION, Known(2024)) is None
    assert evaluate(QUESTION, Known(2024, readings={QUESTION.id: True})) is True
    assert evaluate(QUESTION, Known(2024, readings={QUESTION.id: False})) is False


def test_a_fact_not_given_is_unknown_and_never_false() -> None:
    assert evaluate(A, Known(2024)) is None
    assert evaluate(PERMANENT, Known(2024)) is None


def test_an_annual_fact_of_another_year_says_nothing_about_this_one() -> None:
    assert evaluate(A, Known(2024, annual={2023: {"be.a": True}})) is None


def test_a_permanent_fact_is_read_apart_from_annual_ones() -> None:
    assert evaluate(PERMANENT, Known(2024, permanent={"be.c": True})) is True
    assert evaluate(PERMANENT, Known(2024, annual={2024: {"be.c": True}})) is None
