"""The sentences of each scheme: complete in the three languages, with placeholders that can be filled in."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from incentives import (
    PROFESSION,
    Assessment,
    Catalogue,
    Criterion,
    Edition,
    Fact,
    Known,
    Scheme,
    Standing,
    Variant,
    evaluate,
)

LANGUAGES = ("en", "fr", "nl")
SOURCE = {"fr-fami": "fr", "be-inami-software": "fr", "be-proqkine": "fr"}
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
FACT = re.compile(r"([a-z0-9_.]+?)(@-?\d+)?")
OUTCOMES = ("met", "not_met", "unknown")
SCHEME_SENTENCES = ("name", "short", "summary", "authority", "decides", "not_covered")
Key = tuple[str, int]
Path = tuple[str, ...]


def _leaves(table: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def _criterion_sentences(criterion: Criterion) -> Iterator[Path]:
    place = ("criteria", criterion.id)
    yield (*place, "name")
    if criterion.standing is not Standing.ASKED:
        yield (*place, criterion.standing.value)
        return
    yield from ((*place, part) for part in (*OUTCOMES, "remedy"))
    if criterion.condition is not None and any(
        isinstance(term, Fact) and term.handed_in for term in criterion.condition.walk()
    ):
        yield (*place, "remedy_late")


def _notes(edition: Edition) -> set[str]:
    application = edition.application
    window = application.window.notes if application.window else ()
    ids = {*edition.notes, *application.notes, *application.payment.notes, *window}
    ids.update(*(criterion.notes for criterion in edition.criteria))
    ids.update(*(benefit.notes for benefit in edition.benefits))
    return ids


def _request_sentences(edition: Edition) -> Iterator[Path]:
    requests = [benefit.request for benefit in edition.benefits if benefit.request is not None]
    yield from (("requests", part.id) for request in requests for part in request.requirements)
    if any(request.covers is not None for request in requests):
        yield ("requests", "not_declared_item")
    days = edition.application.window.days if edition.application.window else None
    if requests and days and not days.planned:
        yield from [("requests", "early")] if days.opens or days.within else []
        yield from [("requests", "late")] if days.last_day else []


def _needed(scheme: Scheme, edition: Edition) -> Iterator[Path]:
    """The places of every sentence that an assessment under the edition can say."""
    for criterion in edition.criteria:
        yield from _criterion_sentences(criterion)
    for fact in scheme.facts:
        if fact.id != PROFESSION.id:  # the library words it
            yield from (("facts", fact.id, part) for part in ("name", "question", "help"))
            yield from (("facts", fact.id, "values", value) for value in fact.values)
    application = edition.application
    yield from (("benefits", benefit.id, "name") for benefit in edition.benefits)
    yield ("channels", application.channel, "name")
    yield from (("steps", step) for step in application.steps)
    for evidence in edition.evidence:
        yield ("evidence", evidence.id, "name")
        yield from (("evidence_details", detail) for detail in evidence.details)
    yield from (("contacts", contact.id, "name") for contact in edition.contacts)
    for question in edition.questions:
        yield from (("questions", question.id, part) for part in ("statement", "why"))
    yield from (("faults", contradiction.id) for contradiction in scheme.contradictions)
    yield from _request_sentences(edition)
    yield from (("notes", id) for id in _notes(edition))
    if application.payment.account_given is not None:
        yield from (("notes", id) for id in ("payment_blocked", "payment_account_unknown"))


def _possible_variants(edition: Edition, criterion: Criterion) -> list[Variant]:
    """Those that some situation can be in: with nothing known, their condition is not false already."""
    nothing = Known(edition.year, {}, {}, {})
    return [variant for variant in criterion.variants if evaluate(variant.condition, nothing) is not False]


def _sayable(scheme: Scheme, edition: Edition, language: str) -> dict[Path, str]:
    """Those sentences, with the more exact ones of criteria, as the edition says them."""
    found = {path: scheme.wording.find(path, language, edition.year) for path in _needed(scheme, edition)}
    for criterion in edition.criteria:
        for variant in _possible_variants(edition, criterion):
            for outcome in OUTCOMES:
                path = ("criteria", criterion.id, f"{outcome}_{variant.id}")
                found[path] = scheme.wording.find(path, language, edition.year)
    return {path: text for path, text in found.items() if text is not None}


def test_the_three_languages_have_the_same_sentences(scheme_id: str, catalogue: Catalogue) -> None:
    wording = catalogue[scheme_id].wording
    assert set(wording.languages) == set(LANGUAGES)
    keys = {language: {path for path, _ in _leaves(wording.table(language))} for language in LANGUAGES}
    assert keys["en"] ^ keys["fr"] == set()
    assert keys["en"] ^ keys["nl"] == set()


def test_no_sentence_is_empty_or_left_to_be_written(scheme_id: str, catalogue: Catalogue) -> None:
    for language in LANGUAGES:
        sentences = dict(_leaves(catalogue[scheme_id].wording.table(language)))
        wrong = [p for p, s in sentences.items() if not s.strip() or re.search(r"TODO|XXX|…\s*$", s)]
        assert wrong == [], language


def test_only_the_authoritys_own_language_is_not_our_translation(scheme_id: str, catalogue: Catalogue) -> None:
    wording = catalogue[scheme_id].wording
    assert [language for language in LANGUAGES if not wording.is_ours(language)] == [SOURCE[scheme_id]]


def test_the_scheme_is_named_in_each_language(scheme_id: str, catalogue: Catalogue) -> None:
    wording = catalogue[scheme_id].wording
    for language in LANGUAGES:
        sentences = {name: wording.find(("scheme", name), language) for name in SCHEME_SENTENCES}
        assert [name for name, text in sentences.items() if not text or PLACEHOLDER.search(text)] == []
        assert len(sentences["short"] or "") <= 24


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_an_edition_can_say_is_worded(edition_key: Key, catalogue: Catalogue, language: str) -> None:
    scheme, edition = catalogue[edition_key[0]], catalogue.edition(*edition_key)
    missing = [path for path in _needed(scheme, edition) if not scheme.wording.find(path, language, edition.year)]
    assert missing == []


def test_nothing_is_worded_that_no_edition_can_say(scheme_id: str, catalogue: Catalogue) -> None:
    scheme = catalogue[scheme_id]
    sayable: set[Path] = set()
    for year in scheme.editions:
        sayable |= set(_sayable(scheme, scheme.edition(year), "en"))
    apart = {"contacts", "editions", "scheme", "translation"}  # hours and what to quote are optional
    written = {path for path, _ in _leaves(scheme.wording.table("en")) if path[0] not in apart}
    assert written - sayable == set()


def test_every_variant_of_a_criterion_has_a_sentence(edition_key: Key, catalogue: Catalogue) -> None:
    scheme, edition = catalogue[edition_key[0]], catalogue.edition(*edition_key)
    said = _sayable(scheme, edition, "en")
    silent = [
        (criterion.id, variant.id)
        for criterion in edition.criteria
        for variant in _possible_variants(edition, criterion)
        if not any(("criteria", criterion.id, f"{outcome}_{variant.id}") in said for outcome in OUTCOMES)
    ]
    assert silent == []


def test_what_an_edition_words_in_its_own_way_is_something_it_can_say(scheme_id: str, catalogue: Catalogue) -> None:
    scheme = catalogue[scheme_id]
    for year, table in scheme.wording.table("en").get("editions", {}).items():
        assert int(year) in scheme.editions
        own = {path for path, _ in _leaves(table)}
        assert own - set(_sayable(scheme, scheme.edition(int(year)), "en")) == set(), year


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_can_be_filled_in_wherever_its_sentence_is_said(
    edition_key: Key, catalogue: Catalogue, language: str
) -> None:
    scheme, edition = catalogue[edition_key[0]], catalogue.edition(*edition_key)
    figures = {figure.name for figure in edition.figures}
    facts = {fact.id for fact in scheme.facts}
    deadlines = {criterion.id: criterion.deadline for criterion in edition.criteria}
    wrong = []
    for path, text in _sayable(scheme, edition, language).items():
        for name in PLACEHOLDER.findall(text):
            match = FACT.fullmatch(name)
            dated = deadlines[path[1]] is not None if path[0] == "criteria" else any(deadlines.values())
            known = {
                "deadline": dated,
                "closing": dated and edition.scheme == "be-proqkine",
                "year": True,
                "next_year": True,
            }.get(name, name in figures or (match is not None and match[1] in facts))
            if not known or (path[0] == "faults" and name in figures | {"deadline", "closing"}):
                wrong.append((path, name))
        if "{" in PLACEHOLDER.sub("", text) or "}" in PLACEHOLDER.sub("", text):
            wrong.append((path, "a brace that stands alone"))
    assert wrong == []


def test_a_contradiction_names_only_facts_that_it_read(scheme_id: str, catalogue: Catalogue) -> None:
    from incentives.rules.facts import At, terms_of  # what a condition reads is no public question

    scheme = catalogue[scheme_id]
    for contradiction in scheme.contradictions:
        read = {term.fact.id if isinstance(term, At) else term.id for term in terms_of(contradiction.condition)}
        for language in LANGUAGES:
            text = scheme.wording.find(("faults", contradiction.id), language) or ""
            assert set(PLACEHOLDER.findall(text)) <= read | {"year", "next_year"}, (contradiction.id, language)


def test_the_three_languages_name_the_same_values(scheme_id: str, catalogue: Catalogue) -> None:
    wording = catalogue[scheme_id].wording
    tables = {language: dict(_leaves(wording.table(language))) for language in LANGUAGES}
    different = {
        path: {language: sorted(set(PLACEHOLDER.findall(tables[language][path]))) for language in LANGUAGES}
        for path in tables["en"]
        if len({frozenset(PLACEHOLDER.findall(tables[language][path])) - {"year"} for language in LANGUAGES}) > 1
    }
    assert different == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reason_names_a_value_that_was_not_given(
    edition_cases: list[Mapping[str, Any]],
    assess: Callable[..., Assessment],
    language: str,
) -> None:
    wrong = []
    for case in edition_cases:
        assessment = assess(case)
        not_given = assessment.speech(language).say("values", "not_given")
        for id, result in assessment.criteria.items():
            said = [result.reason(language), result.remedy(language) or "remedy"]
            bad = [s for s in said if "{" in s or s.startswith("[") or re.search(rf"\b{re.escape(not_given)}\b", s)]
            wrong += [f"{case['title']}: {id}: {text}" for text in bad]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_and_request_is_said_without_a_gap(
    edition_cases: list[Mapping[str, Any]], assess: Callable[..., Assessment], language: str
) -> None:
    wrong = []
    for case in edition_cases:
        assessment = assess(case)
        said = [result.request_reason(language) for result in assessment.benefits.values()]
        for question in assessment.open_questions:
            said += [question.statement(language), question.why(language)]
        for fact in assessment.missing_facts:
            said += [fact.question(language), fact.help(language)]
        wrong += [f"{case['title']}: {text}" for text in said if text and ("{" in text or text.startswith("["))]
    assert wrong == []
