"""The reasons of a table are, row by row, the sentences of the single assessment."""

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from incentives import Outcome, Situation
from sample import sample

Keys = list[tuple[str, int]]
LANGUAGES = ("en", "fr", "nl")
ALL_MET = {
    "en": "Based on these data, every criterion that is asked is met.",
    "fr": "D'après ces données, tous les critères demandés sont remplis.",
    "nl": "Volgens deze gegevens is aan alle gevraagde voorwaarden voldaan.",
}
INVALID = {
    "en": "As given, these cannot be, and count as not given: {}.",
    "fr": "Valeurs impossibles, comptées comme non renseignées\N{NO-BREAK SPACE}: {}.",
    "nl": "Onmogelijke waarden, geteld als niet ingevuld: {}.",
}


def known(oracle: Any, table: Any, row: Mapping[str, Any]) -> Situation:
    """What a row says to the editions of a table, without what cannot be."""
    ids = {fact.id for scheme in oracle.catalogue for fact in scheme.facts}  # what others ask can contradict it
    facts, _, _ = table.said(row, ids, {None, *(column.year for column in table.columns)})
    data: dict[Any, Any] = {"readings": dict(table.readings)}
    invalid = oracle.invalid(facts, table.readings)
    for (id, year), value in facts.items():
        if (id, year) not in invalid:
            said = list(value) if isinstance(value, tuple) else value
            (data if year is None else data.setdefault(year, {}))[id] = said
    return Situation.of(data)


def said(assessment: Any, invalid: str | None, language: str) -> str:
    """The sentences of an assessment, joined."""
    sentences = [
        result.reason(language)
        for outcome in (Outcome.NOT_MET, Outcome.UNKNOWN)
        for result in assessment.criteria.values()
        if result.outcome is outcome
    ]
    if assessment.is_covered is False:
        sentences = [assessment.speech(language).say("scheme", "not_covered")]
    named = [] if invalid is None else [INVALID[language].format(invalid.replace(";", ", "))]
    return " · ".join([*(sentences or [ALL_MET[language]]), *named])


def check(oracle: Any, kind: Any, table: Any, languages: Sequence[str]) -> None:
    native = kind.make(table)
    editions = oracle.editions(table)
    found = {
        language: kind.rows(
            oracle.catalogue.assess_table_all(
                native, table.years, table.schemes, readings=table.readings, reasons=language
            )
        )
        for language in languages
    }
    for place, row in enumerate(table.rows):
        checked = oracle.catalogue.check(known(oracle, table, row))
        for name, edition in editions.items():
            assessment = oracle.catalogue.assess(edition.scheme, edition.year, checked)
            for language in languages:
                got = found[language][place]
                assert got[f"{name}.reasons"] == said(assessment, got[f"{name}.invalid"], language)


@settings(max_examples=sample(8), suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_reasons_are_the_sentences_of_the_single_assessment(
    data: st.DataObject, keys: Keys, oracle: Any, tables: Any, frame_kinds: Mapping[str, Any]
) -> None:
    scheme, year = data.draw(st.sampled_from(keys))
    check(oracle, frame_kinds["polars"], data.draw(tables([scheme], [year])), [data.draw(st.sampled_from(LANGUAGES))])


def test_reasons_of_every_edition_agree_in_a_language_in_turn_and_those_of_the_newest_in_every_language(
    keys: Keys, oracle: Any, large_table: Any, frame_kinds: Mapping[str, Any]
) -> None:
    newest = dict(keys)
    assert len(newest) == 3
    for (scheme, year), language in zip(keys, cycle(LANGUAGES), strict=False):
        languages = LANGUAGES if newest[scheme] == year else [language]
        check(oracle, frame_kinds["polars"], large_table([scheme], [year], 20), languages)


def test_reasons_agree_on_every_kind_of_frame(frame_kind: Any, oracle: Any, large_table: Any) -> None:
    check(oracle, frame_kind, large_table(["fr-fami"], [2025], 20), ["fr"])


def test_reasons_of_several_schemes_and_years_agree_in_one_pass(frame_kind: Any, oracle: Any, large_table: Any) -> None:
    check(oracle, frame_kind, large_table(("be-inami-software", "be-proqkine"), [2022, 2023], 40), ["nl"])
