"""Why: the sentence for each outcome, what was read, what decided, and the documents to keep."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from incentives import Assessment, Catalogue, InvalidSituation, Situation

Assess = Callable[..., Assessment]
SituationOf = Callable[..., Situation]
Everything = Mapping[str, Mapping[str, object]]

EDITIONS = [
    *(("fr-fami", year) for year in range(2018, 2027)),
    *(("be-inami-software", year) for year in range(2022, 2027)),
    *(("be-proqkine", year) for year in range(2022, 2025)),
]
LANGUAGES = ["en", "fr", "nl"]
FALSE = {
    "yes_no": False,
    "count": 0,
    "choice": "none",
    "ordered_choice": "none",
    "set": [],
}


def nothing_met(everything: Everything, scheme: str, catalogue: Catalogue) -> dict[Any, object]:
    """Facts that fail every criterion which facts can fail."""
    facts: dict[Any, object] = {}
    for id in everything[scheme]:
        fact = catalogue.vocabulary.facts[id]
        if fact.kind in FALSE and (not fact.values or fact.kind == "set" or "none" in fact.values):
            facts[id] = FALSE[fact.kind]
    facts.update({"fr.billing.total": 10} if scheme == "fr-fami" else {"be.first_registered_on": date(2010, 5, 1)})
    facts.pop("be.proqkine.portfolio_created_on", None)
    return facts


def whole_years(facts: Mapping[Any, object], year: int) -> dict[Any, object]:
    """With the acts of two years before, which older editions read."""
    return {**facts, year - 2: {"be.acts": facts["be.acts"]}} if "be.acts" in facts else dict(facts)


def is_whole(sentence: str) -> bool:
    return bool(sentence) and "{" not in sentence and "}" not in sentence and not sentence.startswith("[")


@pytest.mark.parametrize(("scheme", "year"), EDITIONS)
def test_every_outcome_of_every_criterion_has_a_whole_sentence_in_every_language(
    catalogue: Catalogue, everything: Everything, situation_of: SituationOf, scheme: str, year: int
) -> None:
    yes = {question.id: True for question in catalogue[scheme].questions}
    situations = [
        situation_of(year, whole_years(everything[scheme], year), yes),
        situation_of(year, whole_years(nothing_met(everything, scheme, catalogue), year), dict.fromkeys(yes, False)),
        situation_of(year, {}),
    ]
    outcomes: dict[str, set[str]] = {}
    for situation in situations:
        for as_of in (None, date(year, 6, 1)):
            for id, result in catalogue.assess(scheme, year, situation, as_of=as_of).criteria.items():
                outcomes.setdefault(id, set()).add(str(result.outcome))
                texts = [(result.reason(lang), result.remedy(lang)) for lang in LANGUAGES]
                assert [text for text, _ in texts if not is_whole(text)] == []
                assert [remedy for _, remedy in texts if remedy is not None and not is_whole(remedy)] == []
    for id, seen in outcomes.items():
        assert seen in ({"met", "not_met", "unknown"}, {"waived"}, {"not_applicable"}), id


def values_of(kind: str, values: tuple[str, ...], year: int) -> st.SearchStrategy[Any]:
    return {
        "yes_no": st.booleans(),
        "count": st.integers(0, 4) | st.sampled_from([500, 1000]),
        "date": st.dates(date(year - 3, 1, 1), date(year + 1, 12, 31)),
        "set": st.lists(st.sampled_from(values or ("",)), max_size=2),
    }.get(kind, st.sampled_from(values or ("",)))


@cache  # made anew for each example, the strategies would take longer than the assessments
def cases(catalogue: Catalogue) -> st.SearchStrategy[tuple[str, int, dict[str, Any], dict[str, bool]]]:
    return st.one_of([_cases_of(catalogue, scheme, year) for scheme, year in EDITIONS])


def _cases_of(
    catalogue: Catalogue, scheme: str, year: int
) -> st.SearchStrategy[tuple[str, int, dict[str, Any], dict[str, bool]]]:
    facts = {fact.id: values_of(fact.kind, fact.values, year) for fact in catalogue[scheme].facts}
    questions = {question.id: st.booleans() for question in catalogue[scheme].questions}
    some_facts, some_readings = (st.fixed_dictionaries({}, optional=one) for one in (facts, questions))
    return st.tuples(st.just(scheme), st.just(year), some_facts, some_readings)


@given(data=st.data(), language=st.sampled_from(LANGUAGES))
def test_no_sentence_is_left_unfilled_whatever_the_situation(
    catalogue: Catalogue, situation_of: SituationOf, data: st.DataObject, language: str
) -> None:
    scheme, year, facts, readings = data.draw(cases(catalogue))
    try:
        checked = catalogue.check(situation_of(year, facts, readings))
    except InvalidSituation:
        reject()
    result = catalogue.assess(scheme, year, checked, as_of=date(year, 6, 1))
    for criterion in result.criteria.values():
        assert is_whole(criterion.reason(language))
        assert is_whole(criterion.remedy(language) or "none")
    for missing in result.missing_facts:
        assert is_whole(missing.question(language))
        assert is_whole(missing.help(language) or "none")
    for question in result.open_questions:
        assert is_whole(question.statement(language))
        assert is_whole(question.why(language) or "none")
    for benefit in result.benefits.values():
        assert is_whole(benefit.request_reason(language) or "none")


def decided(result: Assessment, criterion: str) -> dict[str, object]:
    reads = result.criteria[criterion].facts_read
    return {getattr(read.term, "id", str(read.term)): read.value for read in reads if read.decided}


def test_too_few_acts_and_no_excuse_decide_together(assess: Assess) -> None:
    result = assess("be-inami-software", 2024, {"be.acts": 499})
    assert decided(result, "activity") == {"be.first_registered_on": date(2010, 5, 1), "be.acts": 499}
    assert "499" in result.criteria["activity"].reason("en")
    assert "500" in result.criteria["activity"].reason("en")


def test_enough_acts_decide_alone(assess: Assess) -> None:
    result = assess("be-inami-software", 2024, {"be.acts": 500})
    assert decided(result, "activity") == {"be.acts": 500}
    read = {getattr(read.term, "id", ""): read.value for read in result.criteria["activity"].facts_read}
    assert read == {"be.first_registered_on": date(2010, 5, 1), "be.acts": 500}


def test_an_excuse_decides_alone_and_the_reason_says_so(assess: Assess) -> None:
    excused = assess("be-inami-software", 2024, {"be.acts": 12, "be.first_registered_on": date(2023, 6, 1)})
    assert decided(excused, "activity") == {"be.first_registered_on": date(2023, 6, 1)}
    plain = assess("be-inami-software", 2024)
    assert excused.criteria["activity"].reason("en") != plain.criteria["activity"].reason("en")


def test_of_an_unknown_outcome_what_is_missing_decides(assess: Assess) -> None:
    result = assess("be-inami-software", 2024, {"be.acts": "unknown"})
    assert decided(result, "activity") == {"be.acts": None}
    software = assess("be-inami-software", 2024, {"be.software.ehealth_registered": "unknown"})
    assert decided(software, "software") == {"be.software.ehealth_registered": None}


def test_one_failing_part_decides_whatever_else_is_missing(assess: Assess) -> None:
    changes = {"be.software.ehealth_registered": False, "be.software.commission_approved": "unknown"}
    result = assess("be-inami-software", 2024, changes)
    assert decided(result, "software") == {"be.software.ehealth_registered": False}
    assert result.criteria["software"].outcome == "not_met"


def proofs(result: Assessment) -> list[str]:
    return [evidence.id for evidence in result.criteria["dmp"].evidence]


@pytest.mark.parametrize(
    ("changes", "needed"),
    [
        ({"fr.dmp.transactions": 1}, False),
        ({"fr.dmp.transactions": 0, "fr.dmp.proof": "none"}, True),
        ({"fr.dmp.transactions": 0, "fr.dmp.proof": "sent"}, True),
        ({"fr.dmp.transactions": "unknown"}, True),
        ({"fr.dmp.transactions": 0, "fr.dmp.proof": "validated", "fr.dmp.vendor_changed": False}, False),
        ({"fr.dmp.transactions": 0, "fr.dmp.proof": "validated", "fr.dmp.vendor_changed": True}, True),
        ({"fr.dmp.transactions": 0, "fr.dmp.proof": "validated", "fr.dmp.vendor_changed": "unknown"}, True),
    ],
)
def test_the_proof_of_the_software_is_left_out_only_where_it_is_surely_not_needed(
    assess: Assess, changes: dict[str, object], needed: bool
) -> None:
    assert ("dmp_software_proof" in proofs(assess("fr-fami", 2025, changes))) is needed


def test_documents_without_a_condition_are_always_shown(assess: Assess) -> None:
    messaging = assess("fr-fami", 2025).criteria["secure_messaging"].evidence
    assert [(evidence.id, str(evidence.handling)) for evidence in messaging] == [("messaging_proof", "kept")]


def test_a_criterion_carries_where_it_is_written(assess: Assess) -> None:
    (reference,) = assess("fr-fami", 2025).criteria["scor"].references
    assert (reference.document.id, reference.place, str(reference.confidence)) == ("guide_2025", "§1.3", "official")


def test_what_another_body_attests_is_said_not_to_be_checked_here(assess: Assess) -> None:
    result = assess("be-proqkine", 2024)
    assert {"general", "annual", "cycle"} <= {criterion.id for criterion in result.not_checked}
    assert assess("be-inami-software", 2024).not_checked == ()
