"""Laws that hold for every worked case, whatever its facts."""

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
            rest = {name: value for name, value in content.items() if name != id}
            yield f"{table or 'permanent'} {id}", {**facts, table: rest}


def _some_without(facts: Facts) -> list[Facts]:
    """Every fifth of them: what is asked takes longer to find than an outcome."""
    return [partial for _, partial in list(_without_each(facts))[::5]]


def _outcomes(assessment: Assessment) -> dict[str, Outcome]:
    results = {**assessment.criteria, **{f"benefit {id}": result for id, result in assessment.benefits.items()}}
    return {id: result.outcome for id, result in results.items()}


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


def _number(amount: Decimal | None) -> Decimal:
    assert amount is not None, "every amount of these schemes is bounded"
    return amount


def test_removing_a_fact_flips_no_outcome_and_narrows_no_amount(case: Case, assess: Assess) -> None:
    whole = assess(case)
    before, amount = _outcomes(whole), whole.amount
    wrong = []
    for removed, facts in _without_each(case["facts"]):
        partial = assess(case, facts)
        after = _outcomes(partial)
        flipped = [id for id, outcome in after.items() if outcome not in {before[id], Outcome.UNKNOWN}]
        wrong += [f"{id} without {removed}: {before[id]} became {after[id]}" for id in flipped]
        if (
            partial.amount.certain > amount.certain
            or _number(partial.amount.possible) < _number(amount.possible)
            or _number(partial.amount.reachable) < _number(amount.reachable)
        ):
            wrong.append(f"amount without {removed}: {amount} became {partial.amount}")
    assert wrong == []


def test_certain_possible_and_reachable_never_cross(case: Case, assess: Assess) -> None:
    for facts in (case["facts"], *_some_without(case["facts"])):
        amount = assess(case, facts).amount
        assert amount.certain <= _number(amount.possible) <= _number(amount.reachable)


def test_without_a_day_nothing_more_is_reachable(case: Case, assess: Assess) -> None:
    final = assess(case, final=True)
    assert final.amount.reachable == final.amount.possible
    assert [result.id for result in final.criteria.values() if result.still_open] == []


def test_the_day_changes_neither_what_is_certain_nor_what_is_possible(case: Case, assess: Assess) -> None:
    dated, final = assess(case), assess(case, final=True)
    assert (dated.amount.certain, dated.amount.possible) == (final.amount.certain, final.amount.possible)
    assert _outcomes(dated) == _outcomes(final)


def test_something_is_asked_exactly_where_the_amount_is_open(case: Case, assess: Assess) -> None:
    for facts in (case["facts"], *_some_without(case["facts"])):
        assessment = assess(case, facts)
        asked = [*assessment.missing_facts, *assessment.open_questions]
        assert bool(asked) is (assessment.amount.certain != assessment.amount.possible)


def test_what_is_asked_was_not_given(case: Case, assess: Assess) -> None:
    for facts in (case["facts"], *_some_without(case["facts"])):
        assessment = assess(case, facts)
        given = {(id, table) for table, content in facts.items() for id in content}
        assert {(fact.id, str(fact.year or "")) for fact in assessment.missing_facts} & given == set()
        assert {(question.id, "readings") for question in assessment.open_questions} & given == set()


def test_the_order_of_the_facts_never_matters(case: Case, assess: Assess) -> None:
    backwards = {table: dict(reversed(content.items())) for table, content in reversed(case["facts"].items())}
    assert _answer(assess(case, backwards)) == _answer(assess(case))


def test_a_fact_taken_away_and_given_back_changes_nothing(case: Case, assess: Assess) -> None:
    expected = _answer(assess(case))
    for table, content in case["facts"].items():
        for id, value in list(content.items())[:1]:
            rest = {name: other for name, other in content.items() if name != id}
            assess(case, {**case["facts"], table: rest})
            assert _answer(assess(case, {**case["facts"], table: {**rest, id: value}})) == expected


def test_a_fact_said_to_be_unknown_is_a_fact_not_given(case: Case, assess: Assess) -> None:
    for table, content in case["facts"].items():
        for id in list(content)[:2]:
            said = {**case["facts"], table: {**content, id: "unknown"}}
            removed = {**case["facts"], table: {name: value for name, value in content.items() if name != id}}
            assert _answer(assess(case, said)) == _answer(assess(case, removed))
