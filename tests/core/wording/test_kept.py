"""The names that a saved result keeps stand in for the sentences of a plugin that is gone."""

import pickle
from pathlib import Path

import pytest
from incentives import Catalogue, Wording
from incentives.wording import Speech
from incentives.wording.kept import KeptWording, names_of

NAME = ("benefits", "lump_sum", "name")


@pytest.fixture
def wording(catalogue: Catalogue) -> Wording:
    return catalogue["be-inami-software"].wording


def kept(wording: Wording, installed: Wording | None = None, language: str = "fr") -> KeptWording:
    names = names_of(wording, [NAME, ("facts", "be.acts", "name")], [2024], language)
    return KeptWording(Path("saved.json"), language, names, installed)


def test_a_name_is_said_in_the_language_in_which_it_was_kept_and_marked_in_others(wording: Wording) -> None:
    own = Speech("fr").of(wording).say(*NAME)
    assert Speech("fr").of(kept(wording)).say(*NAME) == own
    assert Speech("nl").of(kept(wording)).say(*NAME) == f"[fr] {own}"


def test_what_the_plugin_says_comes_first(wording: Wording) -> None:
    speech = Speech("nl").of(kept(wording, wording), 2024)
    assert speech.say(*NAME) == Speech("nl").of(wording, 2024).say(*NAME)


def test_what_has_no_name_is_called_by_its_id_and_marked(wording: Wording) -> None:
    speech = Speech("en").of(kept(wording))
    assert speech.say("criteria", "activity", "name") == "[id] activity"
    assert speech.find("criteria", "activity", "remedy") is None


def test_it_goes_to_another_process_as_it_is(wording: Wording) -> None:
    again = pickle.loads(pickle.dumps(kept(wording, wording)))  # noqa: S301  # just written
    assert Speech("nl").of(again).say(*NAME) == Speech("nl").of(wording).say(*NAME)
    assert (again.languages, again.names) == (kept(wording, wording).languages, kept(wording).names)
