"""A law of asking that holds for every worked case of an edition."""

from collections.abc import Sequence
from decimal import Decimal

from incentives import Assessment, Catalogue, Outcome
from incentives.testing import Case


def _outcomes(assessment: Assessment) -> dict[str, Outcome]:
    criteria = {id: result.outcome for id, result in assessment.criteria.items()}
    return criteria | {f"benefit {id}": result.outcome for id, result in assessment.benefits.items()}


def _number(amount: Decimal | None) -> Decimal:
    assert amount is not None, "every amount of these schemes is bounded"
    return amount


def test_answering_what_is_asked_first_can_only_add_knowledge(
    edition_cases: Sequence[Case], catalogue: Catalogue
) -> None:
    for case in edition_cases:
        before = case.assess(catalogue)
        for question in before.open_questions[:1]:
            for answer in (True, False):
                readings = {**case.facts.get("readings", {}), question.id: answer}
                after = case.assess(catalogue, {**case.facts, "readings": readings})
                outcomes = _outcomes(after)
                known = {id: o for id, o in _outcomes(before).items() if o is not Outcome.UNKNOWN}
                assert {id: outcomes[id] for id in known} == known, case.title
                assert after.amount.certain >= before.amount.certain, case.title
                assert _number(after.amount.possible) <= _number(before.amount.possible), case.title
