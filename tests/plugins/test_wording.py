"""The sentences of the schemes that ship: in English, French and Dutch, and whose words they are."""

from incentives import Catalogue

LANGUAGES = ("en", "fr", "nl")
SOURCE = {"fr-fami": "fr", "be-inami-software": "fr", "be-proqkine": "fr"}


def test_a_scheme_is_worded_in_three_languages(scheme_id: str, catalogue: Catalogue) -> None:
    assert catalogue[scheme_id].wording.languages == LANGUAGES


def test_only_the_authoritys_own_language_is_not_our_translation(scheme_id: str, catalogue: Catalogue) -> None:
    wording = catalogue[scheme_id].wording
    assert [language for language in LANGUAGES if not wording.is_ours(language)] == [SOURCE[scheme_id]]
