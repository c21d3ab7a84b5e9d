import pytest
from incentives import Expression, Fact, Known, OpenQuestion, Trace, explain, percent, share, when
from incentives.rules.facts import At
from incentives.rules.types import Value

A, B, C = (Fact.yes_no(f"be.{letter}") for letter in "abc")
ACTS = Fact.count("be.acts", unit="acts")
CLAIMS = Fact.count("be.claims", unit="claims")
QUESTION = OpenQuestion("be-aid.none_passes", ask="office")
RATE = share(ACTS, of=CLAIMS, if_none=QUESTION) >= percent("70")


def decided(expression: Expression, **values: Value) -> list[str]:
    known = Known(2024, annual={2024: {f"be.{name}": value for name, value in values.items()}})
    read = explain(expression, Trace.of([expression], known))
    terms = [item.term for item in read if item.decided]
    return [(term.fact if isinstance(term, At) else term).id.removeprefix("be.") for term in terms]


@pytest.mark.parametrize(
    ("expression", "values", "expected"),
    [
        (A & B, {"a": True, "b": True}, ["a", "b"]),
        (A & B, {"a": True, "b": False}, ["b"]),
        (A & B, {"a": False, "b": False}, ["a", "b"]),
        (A & B, {"b": False}, ["b"]),
        (A & B, {"b": True}, ["a"]),
        (A | B, {"a": True}, ["a"]),
        (A | B, {"a": False, "b": False}, ["a", "b"]),
        (A | B, {"a": False}, ["b"]),
        (A | (B & C), {"a": False, "b": True, "c": False}, ["a", "c"]),
        (A | ~B, {"a": False, "b": False}, ["b"]),
        ((ACTS >= 500) | A, {"acts": 512}, ["acts"]),
        (ACTS >= CLAIMS, {"acts": 5, "claims": 3}, ["acts", "claims"]),
        (ACTS >= CLAIMS, {"acts": 5}, ["claims"]),
        (when(A).then(B).otherwise(C), {"a": True, "b": True, "c": True}, ["a", "b"]),
        (when(A).then(B).otherwise(C), {"a": False, "b": True, "c": True}, ["a", "c"]),
        (when(A).then(B).otherwise(C), {"b": True, "c": True}, ["b", "c"]),
        (when(A).then(B).otherwise(C), {"b": True, "c": False}, ["a"]),
        (when(A).then(B).otherwise(C), {"b": True}, ["a", "c"]),
        (RATE, {"acts": 7, "claims": 10}, ["acts", "claims"]),
        (RATE, {"acts": 7}, ["claims"]),
        (RATE, {"acts": 0, "claims": 0}, ["acts", "claims", "be-aid.none_passes"]),
        (ACTS.at(-1) >= 500, {}, ["acts"]),
    ],
)
def test_what_decided_is_told_apart_from_what_was_only_read(
    expression: Expression, values: dict[str, Value], expected: list[str]
) -> None:
    assert decided(expression, **values) == expected


def test_every_term_is_shown_with_its_value_in_the_order_of_the_rule() -> None:
    rule = (ACTS >= 500) | (A & QUESTION)
    known = Known(2024, annual={2024: {"be.acts": 10, "be.a": True}})
    read = explain(rule, Trace.of([rule], known))
    assert [(item.term.digest, item.value) for item in read] == [
        (ACTS.digest, 10),
        (A.digest, True),
        (QUESTION.digest, None),
    ]


def test_a_term_read_in_two_places_is_shown_once_and_decides_if_it_does_in_one() -> None:
    rule = (A & B) | (A & C)
    known = Known(2024, annual={2024: {"be.a": True, "be.b": False, "be.c": True}})
    read = explain(rule, Trace.of([rule], known))
    assert [item.decided for item in read] == [True, False, True]


def test_a_trace_has_no_value_for_an_expression_outside_its_program() -> None:
    trace = Trace.of([A & B], Known(2024))
    assert trace.value(A) is None
    with pytest.raises(KeyError):
        trace.value(C)
