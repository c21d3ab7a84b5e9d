"""Which parts of a condition differ, as small as they can be told."""

from collections.abc import Callable
from datetime import date

import pytest
from incentives import Expression, Fact, OpenQuestion
from incentives.changes.conditions import condition_change

Facts = dict[str, Fact]
Rule = Callable[[Facts, OpenQuestion], Expression]
Part = tuple[Rule | None, Rule | None, str]

CASES: dict[str, tuple[Rule, Rule, list[Part]]] = {
    "one threshold among others": (
        lambda f, _: f["cycles"] & (f["kilometres"] >= 500),
        lambda f, _: f["cycles"] & (f["kilometres"] >= 600),
        [(lambda f, _: f["kilometres"] >= 500, lambda f, _: f["kilometres"] >= 600, "all")],
    ),
    "a condition more": (
        lambda f, _: f["cycles"],
        lambda f, _: f["cycles"] & f["member"],
        [(None, lambda f, _: f["member"], "all")],
    ),
    "an alternative fewer": (
        lambda f, _: f["cycles"] | f["member"] | (f["trips"] >= 3),
        lambda f, _: f["cycles"] | (f["trips"] >= 3),
        [(lambda f, _: f["member"], None, "any")],
    ),
    "two thresholds": (
        lambda f, _: (f["kilometres"] >= 500) & (f["trips"] >= 10),
        lambda f, _: (f["kilometres"] >= 600) & (f["trips"] >= 20),
        [
            (lambda f, _: f["kilometres"] >= 500, lambda f, _: f["kilometres"] >= 600, "all"),
            (lambda f, _: f["trips"] >= 10, lambda f, _: f["trips"] >= 20, "all"),
        ],
    ),
    "something put beside several alternatives": (
        lambda f, _: f["cycles"] | f["member"] | (f["trips"] >= 3),
        lambda f, q: f["cycles"] | ((f["member"] | (f["trips"] >= 3)) & q),
        [(None, lambda _, q: q, "all")],
    ),
    "something taken away beside several alternatives": (
        lambda f, q: f["cycles"] | ((f["member"] | (f["trips"] >= 3)) & q),
        lambda f, _: f["cycles"] | f["member"] | (f["trips"] >= 3),
        [(lambda _, q: q, None, "all")],
    ),
    "days that move with the year are no part of it": (
        lambda f, _: (f["joined_on"] <= date(2023, 12, 31)) & (f["trips"] >= 10),
        lambda f, _: (f["joined_on"] <= date(2024, 12, 31)) & (f["trips"] >= 20),
        [(lambda f, _: f["trips"] >= 10, lambda f, _: f["trips"] >= 20, "all")],
    ),
    "another condition altogether": (
        lambda f, _: f["cycles"],
        lambda f, _: f["member"],
        [(lambda f, _: f["cycles"], lambda f, _: f["member"], "alone")],
    ),
}


def digest(part: Expression | None) -> str | None:
    return None if part is None else part.digest


@pytest.mark.parametrize("case", CASES)
def test_the_parts_that_differ_are_the_smallest(facts: Facts, question: OpenQuestion, case: str) -> None:
    before, after, expected = CASES[case]
    found = condition_change(before(facts, question), after(facts, question), 1, 2024)
    assert found
    told = [(digest(part.before), digest(part.after), part.joined.value) for part in found.parts]
    assert told == [
        (old and old(facts, question).digest, new and new(facts, question).digest, joined)
        for old, new, joined in expected
    ]
    assert (found.before.digest, found.after.digest) == (before(facts, question).digest, after(facts, question).digest)
