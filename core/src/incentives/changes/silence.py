"""Where the texts of an edition leave a point open, so that no change can be told there."""

from collections.abc import Iterator, Mapping
from itertools import product

from attrs import frozen

from incentives.changes.alignment import rebuilt
from incentives.rules.evaluation import Known, compile_program
from incentives.rules.expressions import Expression, Literal
from incentives.rules.facts import OpenQuestion
from incentives.rules.types import Value
from incentives.scheme.edition import Edition

Answers = Mapping[str, bool]
MOST_TRIED = 4  # questions of which all answers are tried together


@frozen
class LeftOpen:
    """The parts of an edition of which an open question says whether they are there at all.

    Attributes:
        criteria: those that one answer would settle whatever the facts.
        benefits: those that one answer would leave to nobody.
        evidence: the documents that are for such criteria alone.
    """

    criteria: frozenset[str]
    benefits: frozenset[str]
    evidence: frozenset[str]

    @classmethod
    def of(cls, edition: Edition) -> "LeftOpen":
        """Of an edition."""
        asked = {one.id: one.condition for one in edition.criteria if one.condition is not None}
        criteria = frozenset(id for id, condition in asked.items() if _is_settled_by_an_answer(condition, edition.year))
        return cls(
            criteria,
            frozenset(id for id, due in edition.entitlements.items() if _is_settled_by_an_answer(due, edition.year)),
            frozenset(one.id for one in edition.evidence if _is_only_for(one.id, criteria, edition)),
        )


def questions_of(expression: Expression) -> frozenset[str]:
    """The ids of the open questions that an expression reads."""
    return frozenset(node.id for node in expression.walk() if isinstance(node, OpenQuestion))


def answered(node: Expression, answers: Answers) -> Expression:
    """An expression in which some open questions are answered."""
    if isinstance(node, OpenQuestion):
        return Literal(answers[node.id]) if node.id in answers else node
    return rebuilt(node, lambda part: answered(part, answers))


def answers_to(before: Expression, after: Expression, year: int) -> Iterator[Answers]:
    """The answers to the open questions that two conditions read, without those that make both ask nothing.

    Of very many questions, those that only one of the two reads are answered rather than the others.
    """
    old, new = questions_of(before), questions_of(after)
    asked = [*sorted(old ^ new), *sorted(old & new)][:MOST_TRIED]
    for given in product((True, False), repeat=len(asked)):
        answers = dict(zip(asked, given, strict=True))
        settled = [_value(one, answers, year) for one in (before, after)]
        if settled[0] is None or settled[0] != settled[1]:
            yield answers


def _value(condition: Expression, answers: Answers, year: int) -> Value | None:
    """What a condition is where nothing is known but some answers."""
    program = compile_program([condition])
    return program.run(Known(year, readings=answers))[program.position[condition.digest]]


def _is_settled_by_an_answer(condition: Expression, year: int) -> bool:
    single = ({id: given} for id in questions_of(condition) for given in (True, False))
    return any(_value(condition, answers, year) is not None for answers in single)


def _is_only_for(evidence: str, criteria: frozenset[str], edition: Edition) -> bool:
    asking = {one.id for one in edition.criteria if evidence in one.evidence}
    return bool(asking) and asking <= criteria
