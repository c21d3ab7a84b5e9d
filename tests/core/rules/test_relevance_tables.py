"""What can change a condition made of conditions: every small one, against every way of answering it."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from incentives import Expression, Fact, Known, at_least, relevant_missing, when
from incentives.rules.evaluation import compile_program
from incentives.rules.facts import terms_of

TRUTH = (True, False, None)
BESIDE = Fact.yes_no("xx.d")


def part(letter: str, kind: str) -> Expression:
    """A condition on one fact, that can come out both ways, or only true, or only false, or is unknown till told."""
    fact = Fact.yes_no(f"xx.{letter}")
    return {"both": fact, "true at most": fact | ~fact, "false at most": fact & ~fact, "other way": ~fact}[kind]


KINDS = ("both", "true at most", "false at most", "other way")
SHAPES: dict[str, Callable[[Expression, Expression, Expression], Expression]] = {
    "a and b": lambda a, b, _: a & b,
    "a or b": lambda a, b, _: a | b,
    "a and b or c": lambda a, b, c: (a & b) | c,
    "(a or b) and c": lambda a, b, c: (a | b) & c,
    "not (a and b) and c": lambda a, b, c: ~(a & b) & c,
    "not (a or b) or c": lambda a, b, c: ~(a | b) | c,
    "two of a, b, c": lambda a, b, c: at_least(2, a, b, c),
    "two of a, b, c, and d": lambda a, b, c: at_least(2, a, b, c) & BESIDE,
    "two of a, b, c, and not all is well": lambda a, b, c: at_least(2, a, b, c) & (BESIDE & ~BESIDE),
    "two of a, b, c, or d": lambda a, b, c: at_least(2, a, b, c) | BESIDE,
    "b if a, otherwise c": lambda a, b, c: when(a).then(b).otherwise(c),
}


def that_change(condition: Expression) -> set[str]:
    """By trying everything: the facts of which an answer changes what is known of the condition."""
    program, facts = compile_program([condition]), [term.id for term in terms_of(condition)]
    found = {
        answers: program.run(Known(2025, annual={2025: dict(zip(facts, answers, strict=True))}))[-1]  # type: ignore[arg-type]  # none is unknown
        for answers in product(TRUTH, repeat=len(facts))
    }

    def changing() -> Iterator[str]:
        for answers, value in found.items():
            for at, fact in enumerate(facts):
                if answers[at] is not None and found[(*answers[:at], None, *answers[at + 1 :])] is not value:
                    yield fact

    return set(changing())


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_listed_is_what_changes_the_answer_in_some_situation(shape: str) -> None:
    for kinds in product(KINDS, repeat=3):
        condition = SHAPES[shape](*(part(letter, kind) for letter, kind in zip("abc", kinds, strict=True)))
        listed = {term.id for term in relevant_missing(condition, Known(2025))}
        assert listed == that_change(condition), kinds
