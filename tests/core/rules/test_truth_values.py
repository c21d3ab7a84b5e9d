"""No truth value is ever taken from an expression, and expressions are hashed by identity."""

from collections.abc import Callable

import pytest
from incentives import Expression, ExpressionError, Fact, OpenQuestion, all_of, any_of, when
from incentives.rules.expressions import AllOf, AnyOf, Comparison, Literal, Not

ACTS = Fact.count("be.acts", unit="acts")
MEMBER = Fact.yes_no("be.member")
LICENSED = Fact.yes_no("be.licensed")


@pytest.mark.parametrize(
    ("use", "way_out"),
    [
        (lambda: MEMBER and LICENSED, "&"),
        (lambda: MEMBER or LICENSED, "|"),
        (lambda: not MEMBER, "~"),
        (lambda: 1 if MEMBER else 0, "when(...).then(...).otherwise(...)"),
        (lambda: [1 for condition in [MEMBER] if condition], "when("),
        (lambda: 500 <= ACTS <= 600, "is_between(a, b)"),
        (lambda: bool(OpenQuestion("be-aid.gap", ask="office")), "&"),
        (lambda: ACTS in (ACTS + 1, ACTS + 2), "&"),
        (lambda: any([MEMBER, LICENSED]), "|"),
    ],
)
def test_taking_a_truth_value_names_the_operator_to_use(use: Callable[[], object], way_out: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        use()
    assert way_out in str(caught.value)


@pytest.mark.parametrize(
    ("expression", "operator"),
    [
        (ACTS == 5, "=="),
        (ACTS != 5, "!="),
        (ACTS < 5, "<"),
        (ACTS <= 5, "<="),
        (ACTS > 5, ">"),
        (ACTS >= 5, ">="),
        (5 < ACTS, ">"),  # noqa: SIM300  # Python hands a comparison of a plain value to the expression
        (5 >= ACTS, "<="),  # noqa: SIM300  # same
    ],
)
def test_a_comparison_builds_an_expression(expression: Expression, operator: str) -> None:
    assert isinstance(expression, Comparison)
    assert expression.operator == operator
    assert expression.left is ACTS


def test_hashing_is_by_identity_so_that_expressions_can_be_keys() -> None:
    same = Fact.count("be.acts", unit="acts")
    found = {ACTS: "one", same: "two"}
    assert (found[ACTS], found[same]) == ("one", "two")
    assert hash(ACTS) == object.__hash__(ACTS)


def test_every_node_is_hashed_by_identity() -> None:
    for node in (MEMBER & LICENSED, MEMBER | LICENSED, ~MEMBER, ACTS >= 1, ACTS + 1, when(MEMBER).then(1).otherwise(2)):
        assert hash(node) == object.__hash__(node)


def test_an_expression_is_frozen() -> None:
    with pytest.raises(AttributeError):
        ACTS.unit = "claims"  # type: ignore[misc]  # the mistake under test


@pytest.mark.parametrize(
    ("folded", "digest"),
    [
        (MEMBER & True, MEMBER.digest),
        (True & MEMBER, MEMBER.digest),
        (MEMBER & False, Literal(False).digest),
        (MEMBER | False, MEMBER.digest),
        (False | MEMBER, MEMBER.digest),
        (MEMBER | True, Literal(True).digest),
        (~~MEMBER, MEMBER.digest),
        (MEMBER & MEMBER, MEMBER.digest),
        (all_of(), Literal(True).digest),
        (any_of(), Literal(False).digest),
        (~all_of(), Literal(False).digest),
        (all_of(MEMBER), MEMBER.digest),
        ((MEMBER & LICENSED) & (ACTS >= 1), all_of(MEMBER, LICENSED, ACTS >= 1).digest),
        (MEMBER | (LICENSED | (ACTS >= 1)), any_of(MEMBER, LICENSED, ACTS >= 1).digest),
        (ACTS.is_between(1, 5), ((ACTS >= 1) & (ACTS <= 5)).digest),
    ],
)
def test_constants_and_nested_conditions_are_folded_when_built(folded: Expression, digest: str) -> None:
    assert folded.digest == digest


def test_the_operators_build_the_nodes_of_their_name() -> None:
    assert isinstance(MEMBER & LICENSED, AllOf)
    assert isinstance(MEMBER | LICENSED, AnyOf)
    assert isinstance(~MEMBER, Not)
