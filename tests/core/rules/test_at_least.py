"""At least so many of some conditions: the whole table of two of three, and its ends."""

from collections.abc import Sequence
from itertools import product

import pytest
from incentives import (
    Expression,
    ExpressionError,
    Fact,
    Known,
    Trace,
    all_of,
    any_of,
    at_least,
    evaluate,
    explain,
    literal,
    relevant_missing,
)
from incentives.rules.evaluation import indispensable

A, B, C, D = (Fact.yes_no(f"xx.{letter}") for letter in "abcd")
TRUTH = (True, False, None)


def known(*values: bool | None) -> Known:
    given = {f"xx.{letter}": value for letter, value in zip("abcd", values, strict=False) if value is not None}
    return Known(2024, annual={2024: given})


def by_completions(count: int, values: Sequence[bool | None]) -> bool | None:
    """What all completions of the values agree on."""
    completions = product(*[(True, False) if value is None else (value,) for value in values])
    answers = {sum(one) >= count for one in completions}
    return answers.pop() if len(answers) == 1 else None


@pytest.mark.parametrize("values", list(product(TRUTH, TRUTH, TRUTH)))
def test_two_of_three_is_known_exactly_when_all_completions_agree(values: tuple[bool | None, ...]) -> None:
    assert evaluate(at_least(2, A, B, C), known(*values)) is by_completions(2, values)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_any_number_of_four_is_known_exactly_when_all_completions_agree(count: int) -> None:
    rule = at_least(count, A, B, C, D)
    for values in product(TRUTH, repeat=4):
        assert evaluate(rule, known(*values)) is by_completions(count, values)


@pytest.mark.parametrize(
    ("rule", "same"),
    [
        (at_least(0, A, B), literal(True)),
        (at_least(-1), literal(True)),
        (at_least(3, A, B), literal(False)),
        (at_least(1), literal(False)),
        (at_least(1, False, False), literal(False)),
        (at_least(1, False, True), literal(True)),
        (at_least(1, A, B, C), any_of(A, B, C)),
        (at_least(3, A, B, C), all_of(A, B, C)),
        (at_least(2, A, True, B, C), any_of(A, B, C)),
        (at_least(2, A, False, B), all_of(A, B)),
        (at_least(2, A, True, True), literal(True)),
        (at_least(1, A), A),
    ],
)
def test_what_is_certain_beforehand_is_folded(rule: Expression, same: Expression) -> None:
    assert rule.digest == same.digest


def test_a_condition_given_twice_counts_twice() -> None:
    rule = at_least(2, A, A, B)
    assert evaluate(rule, known(True)) is True
    assert evaluate(rule, known(False, True)) is False
    assert evaluate(rule, known(None, True)) is None


@pytest.mark.parametrize("count", [True, "2", 2.0, None, A])
def test_the_number_is_a_whole_number_written_first(count: object) -> None:
    with pytest.raises(ExpressionError, match="begins with a whole number, such as 2"):
        at_least(count, A, B)  # type: ignore[arg-type]  # the mistake under test


def test_only_conditions_are_counted() -> None:
    with pytest.raises(ExpressionError, match=r"expected a condition, got xx\.acts"):
        at_least(2, A, B, Fact.count("xx.acts", unit="acts"))


@pytest.mark.parametrize(
    ("values", "decided"),
    [
        ((True, True, False), "ab"),
        ((True, True, True), "abc"),
        ((False, False, True), "ab"),
        ((True, None, False), "b"),
        ((None, None, True), "ab"),
    ],
)
def test_those_decide_that_have_the_value_of_the_whole(values: tuple[bool | None, ...], decided: str) -> None:
    rule = at_least(2, A, B, C)
    read = explain(rule, Trace.of([rule], known(*values)))
    assert [item.term.digest for item in read if item.decided] == [Fact.yes_no(f"xx.{one}").digest for one in decided]


@pytest.mark.parametrize(
    ("values", "missing"),
    [((), "abc"), ((True,), "bc"), ((True, False), "c"), ((True, True), ""), ((False, False), ""), ((False,), "bc")],
)
def test_what_can_still_change_the_answer_is_listed(values: tuple[bool, ...], missing: str) -> None:
    listed = relevant_missing(at_least(2, A, B, C), known(*values))
    assert [term.digest for term in listed] == [Fact.yes_no(f"xx.{one}").digest for one in missing]


def test_conditions_that_share_a_fact_are_judged_together() -> None:
    rule = at_least(2, A & B, ~A & B, C)
    assert [term.digest for term in relevant_missing(rule, known(None, True, False))] == [A.digest]
    assert [term.digest for term in relevant_missing(rule, known(None, None, True))] == [A.digest, B.digest]


def test_a_term_cannot_be_done_without_where_too_few_operands_are_left() -> None:
    assert set(indispensable(at_least(2, A & D, B & D, C))) == {D.digest}
    assert set(indispensable(at_least(2, A & D, B, C))) == set()
