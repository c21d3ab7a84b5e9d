"""The sentences of the schemes that ship: in English, French and Dutch, and whose words they are."""

import json

import pytest
from incentives import Catalogue, Handling

LANGUAGES = ("en", "fr", "nl")
SOURCE = {"fr-fami": "fr", "be-inami-software": "fr", "be-proqkine": "fr"}


def test_a_scheme_is_worded_in_three_languages(scheme_id: str, catalogue: Catalogue) -> None:
    assert catalogue[scheme_id].wording.languages == LANGUAGES


def test_only_the_authoritys_own_language_is_not_our_translation(scheme_id: str, catalogue: Catalogue) -> None:
    wording = catalogue[scheme_id].wording
    assert [language for language in LANGUAGES if not wording.is_ours(language)] == [SOURCE[scheme_id]]


# What the profession and its own pages say otherwise: pqk.be, and the names of the premium.
NOT_THE_PROFESSIONS = {
    "en": ["homologat", "software aid"],
    "fr": ["Logiciel INAMI", "le compte indiqué", "compte que vous avez indiqué"],
    "nl": [
        "betaalbaar",
        "kwaliteitspromotie",
        "bijscholing",
        "bijwerking",
        " criteria van de cyclus",
        "softwarepremie",
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["be-inami-software", "be-proqkine"])
def test_the_belgian_schemes_speak_as_the_profession_does(scheme: str, language: str, catalogue: Catalogue) -> None:
    said = json.dumps(dict(catalogue[scheme].wording.table(language)), ensure_ascii=False)
    said = said.replace("numéro de compte", "")
    assert [word for word in NOT_THE_PROFESSIONS[language] if word in said] == []


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Telematics premium"), ("fr", "Prime télématique"), ("nl", "Telematicapremie")]
)
def test_the_software_premium_has_the_professions_name(language: str, name: str, catalogue: Catalogue) -> None:
    assert catalogue["be-inami-software"].wording.find(("scheme", "short"), language, 2024) == name


def test_a_document_that_is_not_asked_is_not_called_so_twice(
    edition_key: tuple[str, int], catalogue: Catalogue
) -> None:
    edition, wording = catalogue.edition(*edition_key), catalogue[edition_key[0]].wording
    names = [
        wording.find(("evidence", one.id, "name"), language, edition.year) or ""
        for one in edition.evidence
        if one.handling is Handling.NOT_ASKED
        for language in LANGUAGES
    ]
    refused = ("asked", "demandé", "gevraagd")
    assert [name for name in names if any(word in name for word in refused)] == []


def test_every_source_has_a_whole_title(edition_key: tuple[str, int], catalogue: Catalogue) -> None:
    edition = catalogue.edition(*edition_key)
    lists = [
        *(one.references for one in edition.criteria),
        *(one.references for one in edition.benefits),
        *(one.references for one in edition.figures),
    ]
    titles = {reference.document.title for references in lists for reference in references}
    assert [title for title in titles if "[" in title or "xxx" in title] == []
