"""Laws that hold for every worked case of an edition, whatever its facts."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from incentives import Assessment, Outcome

Case = Mapping[str, Any]
Facts = Mapping[str, Mapping[str, Any]]
Assess = Callable[..., Assessment]


def _without_each(facts: Facts) -> Iterator[tuple[str, Facts]]:
    """The facts without one of them, each in turn; answers to open questions are facts too here."""
    for table, content in facts.items():
        for id in content:
            yield f"{table or 'permanent'} {id}", _without(facts, table, id)


def _without(facts: Facts, table: str, removed: str) -> Facts:
    return {**facts, table: {id: value for id, value in facts[table].items() if id != removed}}


def _some_without(facts: Facts) -> list[Facts]:
    """The facts, and these without the last one: what is asked takes longer to find than an outcome."""
    return [facts, *(partial for _, partial in list(_without_each(facts))[-1:])]


def _outcomes(assessment: Assessment) -> dict[str, Outcome]:
    criteria = {id: result.outcome for id, result in assessment.criteria.items()}
    return criteria | {f"benefit {id}": result.outcome for id, result in assessment.benefits.items()}


def _answer(assessment: Assessment) -> dict[str, Any]:
    """Everything that the assessment says."""
    return {
        "amount": assessment.amount,
        "eligibility": assessment.eligibility,
        "outcomes": _outcomes(assessment),
        "reasons": {id: result.reason("fr") for id, result in assessment.criteria.items()},
        "requests": {id: (result.request, result.request_reason()) for id, result in assessment.benefits.items()},
        "missing": [(fact.id, fact.year, fact.spread) for fact in assessment.missing_facts],
        "questions": [(question.id, question.spread) for question in assessment.open_questions],
        "readings": dict(assessment.readings),
        "payment": assessment.application.payment_status,
    }


def _difference(title: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    return [f"{title}: {key} {one[key]} became {other[key]}" for key in one if one[key] != other[key]]


def _number(amount: Decimal | None) -> Decimal:
    assert amount is not None, "every amount of these schemes is bounded"
    return amount


def test_removing_a_fact_flips_no_outcome(edition_cases: list[Case], assess: Assess) -> None:
    wrong = []
    for case in edition_cases:
        before = _outcomes(assess(case))
        for removed, facts in _without_each(case["facts"]):
            after = _outcomes(assess(case, facts))
            flipped = [id for id, outcome in after.items() if outcome not in {before[id], Outcome.UNKNOWN}]
            wrong += [f"{case['title']}: without {removed} {id} is {after[id]}" for id in flipped]
    assert wrong == []


def test_removing_a_fact_makes_less_certain_and_more_possible(edition_cases: list[Case], assess: Assess) -> None:
    wrong = []
    for case in edition_cases:
        before = assess(case).amount
        for removed, facts in _without_each(case["facts"]):
            after = assess(case, facts).amount
            if (
                after.certain > before.certain
                or _number(after.possible) < _number(before.possible)
                or _number(after.reachable) < _number(before.reachable)
            ):
                wrong.append(f"{case['title']}: without {removed} {before} became {after}")
    assert wrong == []


def test_certain_possible_and_reachable_never_cross(edition_cases: list[Case], assess: Assess) -> None:
    for case in edition_cases:
        for _, facts in _without_each(case["facts"]):
            amount = assess(case, facts).amount
            assert amount.certain <= _number(amount.possible) <= _number(amount.reachable), case["title"]


def test_without_a_day_nothing_more_is_reachable(edition_cases: list[Case], assess: Assess) -> None:
    for case in edition_cases:
        final = assess(case, final=True)
        assert final.amount.reachable == final.amount.possible, case["title"]
        assert [result.id for result in final.criteria.values() if result.still_open] == [], case["title"]


def test_the_day_changes_neither_what_is_certain_nor_what_is_possible(
    edition_cases: list[Case], assess: Assess
) -> None:
    for case in edition_cases:
        dated, final = assess(case), assess(case, final=True)
        assert dated.amount.certain == final.amount.certain, case["title"]
        assert dated.amount.possible == final.amount.possible, case["title"]
        assert _outcomes(dated) == _outcomes(final), case["title"]


def test_something_is_asked_exactly_where_the_amount_is_open(edition_cases: list[Case], assess: Assess) -> None:
    for case in edition_cases:
        for facts in _some_without(case["facts"]):
            assessment = assess(case, facts)
            asked = [*assessment.missing_facts, *assessment.open_questions]
            assert bool(asked) is (assessment.amount.certain != assessment.amount.possible), case["title"]


def test_what_is_asked_was_not_given(edition_cases: list[Case], assess: Assess) -> None:
    for case in edition_cases:
        for facts in _some_without(case["facts"]):
            assessment = assess(case, facts)
            asked = {(str(fact.year or ""), fact.id) for fact in assessment.missing_facts}
            asked |= {("readings", question.id) for question in assessment.open_questions}
            assert asked & {(table, id) for table in facts for id in facts[table]} == set(), case["title"]


def test_giving_what_is_asked_first_can_only_add_knowledge(edition_cases: list[Case], assess: Assess) -> None:
    for case in edition_cases:
        before = assess(case)
        for question in before.open_questions[:1]:
            for answer in (True, False):
                readings = {**case["facts"].get("readings", {}), question.id: answer}
                after = assess(case, {**case["facts"], "readings": readings})
                outcomes = _outcomes(after)
                known = {id: o for id, o in _outcomes(before).items() if o is not Outcome.UNKNOWN}
                assert {id: outcomes[id] for id in known} == known, case["title"]
                assert after.amount.certain >= before.amount.certain, case["title"]
                assert _number(after.amount.possible) <= _number(before.amount.possible), case["title"]


def test_the_order_of_the_facts_never_matters(edition_cases: list[Case], assess: Assess) -> None:
    wrong = []
    for case in edition_cases:
        backwards = {table: dict(reversed(content.items())) for table, content in reversed(case["facts"].items())}
        wrong += _difference(case["title"], _answer(assess(case)), _answer(assess(case, backwards)))
    assert wrong == []


def test_a_fact_taken_away_and_given_back_changes_nothing(edition_cases: list[Case], assess: Assess) -> None:
    wrong = []
    for case in edition_cases:
        expected = _answer(assess(case))
        for table, id in [(table, next(iter(content))) for table, content in case["facts"].items() if content]:
            partial = _without(case["facts"], table, id)
            assess(case, partial)
            given_back = {**partial, table: {**partial[table], id: case["facts"][table][id]}}
            wrong += _difference(case["title"], expected, _answer(assess(case, given_back)))
    assert wrong == []


def test_a_fact_said_to_be_unknown_is_a_fact_not_given(edition_cases: list[Case], assess: Assess) -> None:
    wrong = []
    for case in edition_cases:
        for table, id in [(table, id) for table, content in case["facts"].items() for id in content]:
            said = assess(case, {**case["facts"], table: {**case["facts"][table], id: "unknown"}})
            removed = assess(case, _without(case["facts"], table, id))
            if (said.amount, _outcomes(said)) != (removed.amount, _outcomes(removed)):
                wrong.append(f"{case['title']}: {table} {id}")
    assert wrong == []
