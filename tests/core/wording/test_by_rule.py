"""A criterion that nobody worded is said in the words of its rule, and where there is no deed, no remedy is said."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from incentives import Catalogue, Situation, Wording
from incentives.wording import LANGUAGES

UNWRITTEN = ("met", "not_met", "unknown", "remedy", "remedy_late", "waived", "not_applicable")


def without_sentences(table: Mapping[str, Any]) -> dict[str, Any]:
    """The sentences of a scheme, with the names alone of its criteria."""
    found = {key: part for key, part in table.items() if key not in {"criteria", "editions"}}
    return {**found, "criteria": {id: {"name": one["name"]} for id, one in table["criteria"].items()}}


@pytest.fixture(scope="module")
def unworded(catalogue: Catalogue) -> Catalogue:
    schemes = []
    for scheme in catalogue.schemes:
        tables = {one: without_sentences(scheme.wording.table(one)) for one in scheme.wording.languages}
        schemes.append(evolve(scheme, wording=Wording.of(tables)))
    return evolve(catalogue, schemes=tuple(schemes), failures=[])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_of_every_edition_is_said(language: str, unworded: Catalogue) -> None:
    told = Situation.of({"practitioner.profession": "physiotherapist", 2025: {"fr.scor.transmissions": 0}})
    for scheme in unworded:
        for year in scheme.years:
            for criterion in unworded.assess(scheme.id, year, told, date(2025, 6, 1)).criteria.values():
                assert len(criterion.reason(language)) > len(criterion.id)
                assert "{" not in criterion.reason(language)


def test_the_rule_is_what_is_said(unworded: Catalogue) -> None:
    told = Situation.of({2025: {"fr.scor.transmissions": 0}})
    scor = unworded.assess("fr-fami", 2025, told, date(2025, 6, 1)).criteria["scor"]
    assert scor.reason("en").startswith("Based on your answers, this does not hold: ")
    assert "SCOR transmissions (2025) at least 1" in scor.reason("en")
    assert (scor.remedy("en") or "").startswith("See to it by 31 December 2025 that this holds: ")


def test_where_no_deed_is_left_no_remedy_is_said(unworded: Catalogue) -> None:
    told = Situation.of({2025: {"fr.scor.transmissions": 0, "fr.conventioned": True}})
    assessment = unworded.assess("fr-fami", 2025, told, date(2026, 6, 1))
    assert [one.remedy("fr") for one in assessment.criteria.values() if one.outcome.value == "not_met"] == [None]


def test_a_table_says_the_same(unworded: Catalogue) -> None:
    import polars as pl

    row = {"practitioner.profession": "physiotherapist", "fr.scor.transmissions": 0, "fr.conventioned": True}
    frame = unworded.assess_table(pl.DataFrame([row]), "fr-fami", 2025, reasons="nl")
    single = unworded.assess(
        "fr-fami",
        2025,
        Situation.of(
            {"practitioner.profession": "physiotherapist", 2025: {"fr.scor.transmissions": 0, "fr.conventioned": True}}
        ),
    )
    said = frame["fr-fami.reasons"].item().split(" · ")
    wanted = [one.reason("nl") for one in single.criteria.values() if one.outcome.value in {"not_met", "unknown"}]
    assert sorted(said) == sorted(wanted)


def test_what_several_schemes_share_stands_beside_their_own_and_their_own_comes_first() -> None:
    shared = Wording.of({"en": {"contacts": {"office": {"name": "Office"}}, "steps": {"queue": "Queue."}}})
    own = Wording.of({"en": {"steps": {"queue": "Call."}}, "fr": {}}, beside=shared)
    assert own.find(("contacts", "office", "name"), "en") == "Office"
    assert own.find(("steps", "queue"), "en") == "Call."
    assert own.find(("steps", "queue"), "fr") is None
    assert own.languages == ("en", "fr")


def test_wording_that_is_no_file_can_be_sent_to_another_process() -> None:
    import pickle

    own = Wording.of({"en": {"steps": {"queue": "Call."}}}, beside=Wording.of({"en": {"steps": {"pay": "Pay."}}}))
    sent = pickle.loads(pickle.dumps(own))  # noqa: S301  # our own
    assert [sent.find(("steps", one), "en") for one in ("queue", "pay")] == ["Call.", "Pay."]
