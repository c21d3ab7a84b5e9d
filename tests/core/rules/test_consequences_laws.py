"""What follows from what cannot be is so in every completion that can be; what is not asked changes nothing."""

from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import Any

from every_completion import can_settle
from hypothesis import given, settings
from hypothesis import strategies as st
from incentives import Expression, Fact, Known, all_of, any_of, evaluate, relevant_missing
from incentives.rules.consequences import Consequences
from incentives.rules.evaluation import compile_program

A, B = Fact.yes_no("xx.a"), Fact.yes_no("xx.b")
KIND = Fact.choice("xx.kind", ("x", "y", "z"))
LEVEL = Fact.ordered_choice("xx.level", ("low", "middle", "high"))
FORMS = Fact.set_of("xx.forms", ("p", "q"))
MANY, MORE = Fact.count("xx.many", unit="things"), Fact.count("xx.more", unit="things")
BEGUN, ENDED = Fact.day("xx.begun"), Fact.day("xx.ended")
YEAR = 2024
DAYS = [date(2022, 12, 31), date(2023, 1, 1), date(2023, 7, 1), date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 2)]
FACTS = {fact.id: fact for fact in (A, B, KIND, LEVEL, FORMS, MANY, MORE, BEGUN, ENDED)}
VALUES: Mapping[str, list[Any]] = {
    A.id: [True, False],
    B.id: [True, False],
    KIND.id: list(KIND.values),
    LEVEL.id: list(LEVEL.values),
    FORMS.id: [frozenset(), frozenset({"p"}), frozenset({"q"}), frozenset({"p", "q"})],
    MANY.id: [*range(8), 100],
    MORE.id: [*range(8), 100],
    BEGUN.id: DAYS,
    ENDED.id: DAYS,
}
ATOMS: list[Expression] = [
    A,
    B,
    KIND == "x",
    KIND != "z",
    KIND.is_in(["x", "y"]),
    LEVEL >= "middle",
    LEVEL == "high",
    FORMS.contains_any(["p"]),
    FORMS.contains_any(["p", "q"]),
    FORMS.contains_all(["p", "q"]),
    MANY > 2,
    MANY + MORE <= 3,
    MANY * 2 > MORE,
    MORE - MANY >= 1,
    MORE == 3,
    MORE < MANY,
    BEGUN > ENDED,
    BEGUN.year >= 2023,
    ENDED.year == 2023,
    date(2023, 12, 31) >= ENDED,
]
CONDITIONS = st.recursive(
    st.sampled_from(ATOMS),
    lambda parts: st.one_of(
        parts.map(lambda part: ~part),
        st.lists(parts, min_size=2, max_size=3).map(lambda some: all_of(*some)),
        st.lists(parts, min_size=2, max_size=3).map(lambda some: any_of(*some)),
    ),
    max_leaves=4,
)
LIMITS = st.lists(st.one_of(st.sampled_from(ATOMS), CONDITIONS), min_size=1, max_size=3)


def facts_in(expressions: list[Expression]) -> list[str]:
    read = {node.digest for one in expressions for node in one.walk()}
    return [id for id, fact in FACTS.items() if fact.digest in read]


def known(told: Mapping[str, Any]) -> Known:
    return Known(YEAR, annual={YEAR: dict(told)})


def ways(condition: Expression, told: Mapping[str, Any], gone: list[str], limits: list[Expression]) -> dict[Any, Any]:
    """The value of a condition in every completion that nothing refuses, by the values of what is not told."""
    program = compile_program([any_of(*limits), condition])
    refused, found = program.position[any_of(*limits).digest], program.position[condition.digest]
    wholes = list(product(*(VALUES[id] for id in gone)))
    traces = [program.run(known({**told, **dict(zip(gone, whole, strict=True))})) for whole in wholes]
    return {whole: trace[found] for whole, trace in zip(wholes, traces, strict=True) if trace[refused] is not True}


@settings(max_examples=100)
@given(CONDITIONS, LIMITS, st.data())
def test_what_follows_is_so_in_every_completion_that_can_be(
    condition: Expression, limits: list[Expression], data: st.DataObject
) -> None:
    facts = facts_in([condition, *limits])
    gone = data.draw(st.lists(st.sampled_from(facts), max_size=3, unique=True))
    told = {id: data.draw(st.sampled_from(VALUES[id])) for id in facts if id not in gone}
    consequences = Consequences(tuple(limits))
    possible = ways(condition, told, gone, limits)
    settled = evaluate(consequences.following(condition), known(told))
    assert settled is None or set(possible.values()) <= {settled}
    asked = {term.id for term in relevant_missing(condition, known(told), consequences)}
    read = facts_in([condition])
    assert asked <= set(read)
    if possible:
        settling = {id for at, id in enumerate(gone) if id in read and can_settle(at, possible)}
        assert settling <= asked
    answers: dict[Any, set[Any]] = {}
    for way, value in possible.items():
        answers.setdefault(tuple(one for id, one in zip(gone, way, strict=True) if id in asked), set()).add(value)
    assert all(len(values) == 1 for values in answers.values())
