"""The program's answers to the worked cases, which follow from the texts."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from incentives import Assessment, Catalogue

Case = Mapping[str, Any]


def _found(assessment: Assessment) -> dict[str, Any]:
    """What the assessment says of everything that a case can expect."""
    amount = assessment.amount
    return {
        "certain": amount.certain,
        "possible": amount.possible,
        "reachable": amount.reachable,
        "eligibility": str(assessment.eligibility),
        "criteria": list(assessment.criteria),
        "missing": sorted(fact.id for fact in assessment.missing_facts),
        "questions": sorted(question.id for question in assessment.open_questions),
        "payment": str(assessment.application.payment_status),
        "outcomes": {id: str(result.outcome) for id, result in assessment.criteria.items()},
        "benefits": {id: str(result.outcome) for id, result in assessment.benefits.items()},
        "requests": {id: str(result.request) for id, result in assessment.benefits.items()},
    }


def _expected(expect: Mapping[str, Any]) -> dict[str, Any]:
    return {key: sorted(value) if key in {"missing", "questions"} else value for key, value in expect.items()}


def test_the_answer_is_the_one_that_follows_from_the_texts(case: Case, assess: Callable[[Case], Assessment]) -> None:
    expected, found = _expected(case["expect"]), _found(assess(case))
    answer = {
        key: {part: found[key].get(part) for part in value} if isinstance(value, Mapping) else found[key]
        for key, value in expected.items()
    }
    assert answer == expected


def test_no_case_is_there_twice(worked_cases: list[Case]) -> None:
    counted = Counter(case["title"].split(":")[0] for case in worked_cases)
    assert [title for title, times in counted.items() if times > 1] == []


def test_there_are_cases_for_every_edition(worked_cases: list[Case], catalogue: Catalogue) -> None:
    with_cases = {(case["scheme"], case["year"]) for case in worked_cases}
    editions = {(scheme.id, year) for scheme in catalogue.schemes for year in scheme.editions}
    assert editions - with_cases == set()


def test_what_a_case_removes_is_a_fact(worked_cases: list[Case], catalogue: Catalogue) -> None:
    removed = {
        path.partition(".")[2] if path[:4].isdigit() else path for case in worked_cases for path in case["unset"]
    }
    assert removed - set(catalogue.vocabulary.facts) == set()


def test_every_open_question_is_left_open_and_answered_both_ways(
    worked_cases: list[Case], catalogue: Catalogue
) -> None:
    answered = {item for case in worked_cases for item in case["facts"].get("readings", {}).items()}
    left_open = {id for case in worked_cases for id in case["expect"].get("questions", ())}
    questions = {question.id for scheme in catalogue.schemes for question in scheme.questions}
    assert answered >= {(id, answer) for id in questions for answer in (True, False)}
    assert left_open >= questions


def test_every_value_of_every_choice_is_in_some_case(worked_cases: list[Case], catalogue: Catalogue) -> None:
    used: dict[str, set[str]] = {}
    for case in worked_cases:
        for table in case["facts"].values():
            for id, value in table.items():
                used.setdefault(id, set()).update(value if isinstance(value, list) else [value])
    never = {
        f"{id} = {value}"
        for id, fact in catalogue.vocabulary.facts.items()
        for value in set(fact.values) - used.get(id, set())
    }
    assert never == set()
