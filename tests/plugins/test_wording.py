"""The sentences of the schemes that ship: in English, French and Dutch, and whose words they are."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from incentives import Catalogue, Handling
from incentives.wording import CORE, Speech, Wording

LANGUAGES = ("en", "fr", "nl")
SHIPPED = ("be-inami-software", "be-proqkine", "fr-fami")
SOURCE = {"fr-fami": "fr", "be-inami-software": "fr", "be-proqkine": "fr"}


def test_a_scheme_is_worded_in_three_languages(scheme_id: str, catalogue: Catalogue) -> None:
    assert catalogue[scheme_id].wording.languages == LANGUAGES


def test_only_the_authoritys_own_language_is_not_our_translation(scheme_id: str, catalogue: Catalogue) -> None:
    wording = catalogue[scheme_id].wording
    assert [language for language in LANGUAGES if not wording.is_ours(language)] == [SOURCE[scheme_id]]


# Words that the profession, its own pages or the official texts say otherwise, for what is said here.
SAID_OTHERWISE = {
    "en": ["entry closes", "homologat", "union's page", "software aid", "if all is done", "Pro-Q-Kine", "whom it may"],
    "fr": [
        "Logiciel INAMI",
        "compte indiqué",
        "compte que vous avez indiqué",
        "transmise au 31",
        "jamais aidé",
        "payable au titre",
        "exercice sous convention",
        "demande manquée",
        "prérempli",
        "Pro-Q-Kine ",
    ],
    "nl": [
        "betaalba",
        "bijwerking",
        "vakbond",
        "telezorg",
        "bestek",
        "valideert",
        "verbonden toestel",
        "kwaliteitspromotie",
        "bijscholing",
        " criteria van de cyclus",
        "niet uitgemaakt",
        "softwarepremie",
    ],
}
# Said well only in longer words.
ONLY_IN = {
    "fr": {"assistant": ["assistant libéral", "assistants libéraux"]},
    "nl": {"caisse": ["kas (caisse)", "kas (caisse d'Assurance Maladie)"]},
}


def said(table: Mapping[str, object]) -> Iterator[str]:
    """Every sentence of a wording file."""
    for value in table.values():
        if isinstance(value, Mapping):
            yield from said(value)
        else:
            yield str(value)


def wordings(catalogue: Catalogue) -> Iterator[Wording]:
    yield from (CORE, *(catalogue[id].wording for id in SHIPPED))


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_said_as_the_profession_and_the_texts_say_it(language: str, catalogue: Catalogue) -> None:
    sentences = [text for wording in wordings(catalogue) for text in said(wording.table(language))]
    assert [(word, text) for word in SAID_OTHERWISE[language] for text in sentences if word in text] == []


def test_the_pages_say_it_so_too() -> None:
    root = Path(__file__).parents[2]
    pages = [root / "README.md", *(root / "docs").glob("*.md"), *(root / "docs" / "schemes").glob("*.md")]
    assert [
        (word, page.name) for word in SAID_OTHERWISE["en"] for page in pages if word in page.read_text("utf-8")
    ] == []


def test_some_words_are_said_in_full_alone(catalogue: Catalogue) -> None:
    def short(text: str, word: str, wholes: list[str]) -> bool:
        for whole in wholes:
            text = text.replace(whole, "")
        return word in text

    found = [
        (word, text)
        for language, words in ONLY_IN.items()
        for word, wholes in words.items()
        for wording in wordings(catalogue)
        for text in said(wording.table(language))
        if short(text, word, wholes)
    ]
    assert found == []


def test_the_library_says_conditions_in_dutch_and_leaves_criteria_to_the_scheme_that_has_them() -> None:
    assert [text for text in said(CORE.table("nl")) if "criteri" in re.sub(r"\{criteri\w+\}", "", text.lower())] == []


def test_french_never_breaks_a_line_before_a_colon_or_inside_its_quotation_marks(catalogue: Catalogue) -> None:
    loose = re.compile(r"« | [»€]| [:;?!](?!\S)|\d h\b")
    for wording in wordings(catalogue):
        for path in places(wording.table("fr")):
            text = Speech("fr", (wording, CORE)).say(*path)
            assert not loose.search(text), text


def places(table: Mapping[str, object], *before: str) -> Iterator[tuple[str, ...]]:
    """Where the sentences of a wording file stand."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from places(value, *before, key)
        else:
            yield (*before, key)


def test_whoever_is_to_be_asked_has_a_name_that_stands_inside_a_sentence(catalogue: Catalogue) -> None:
    names = [
        str(contact["name"])
        for id in SHIPPED
        for language in LANGUAGES
        for contact in catalogue[id].wording.table(language)["contacts"].values()
    ]
    first = {re.split(r"[ ,]", name)[0] for name in names}
    assert {word for word in first if not word.isupper() and not word.startswith("Pro-Q-Kin")} == set()


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
