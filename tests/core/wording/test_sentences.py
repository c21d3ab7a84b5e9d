from pathlib import Path

import pytest
from incentives import UnreadableFile, Wording

MET = ("criteria", "activity", "met")


def test_a_wording_speaks_the_languages_it_has_files_for(wording: Wording) -> None:
    assert wording.languages == ("en", "fr", "nl")


def test_a_sentence_is_found_by_its_place(wording: Wording) -> None:
    assert wording.find(MET, "fr") == "Vous avez atteint {minimum} actes en {year}."
    assert wording.find(MET, "en") == "You had at least {minimum} acts in {year}."


def test_a_language_says_whether_its_translation_is_ours(wording: Wording) -> None:
    assert [language for language in wording.languages if wording.is_ours(language)] == ["en", "nl"]


def test_wordings_of_one_folder_share_its_sentences_until_a_file_changes(tmp_path: Path) -> None:
    file = tmp_path / "en.toml"
    file.write_text('[scheme]\nname = "first"\n', "utf-8")
    one, same = Wording(tmp_path).table("en"), Wording(tmp_path).table("en")
    file.write_text('[scheme]\nname = "second"\n', "utf-8")
    assert one is same
    assert Wording(tmp_path).find(("scheme", "name"), "en") == "second"


def test_an_editions_own_sentence_comes_before_the_general_one(wording: Wording) -> None:
    assert wording.find(MET, "en", 2018) == "You had at least {minimum} invoices in {year}."
    assert wording.find(MET, "en", 2019) == "You had at least {minimum} acts in {year}."


def test_an_edition_without_a_sentence_of_its_own_uses_the_general_one(wording: Wording) -> None:
    assert wording.find(("criteria", "activity", "name"), "en", 2018) == "activity"


@pytest.mark.parametrize(("language", "name"), [("fr", "only_english"), ("nl", "met"), ("de", "met")])
def test_a_language_that_lacks_a_sentence_has_none(wording: Wording, language: str, name: str) -> None:
    assert wording.find(("criteria", "activity", name), language) is None


@pytest.mark.parametrize(
    "path", [("criteria", "activity", "nowhere"), ("criteria", "activity"), ("criteria",), MET[1:]]
)
def test_a_place_without_a_sentence_has_none(wording: Wording, path: tuple[str, ...]) -> None:
    assert wording.find(path, "en") is None


def test_a_language_that_it_is_not_written_in_has_an_empty_table(wording: Wording) -> None:
    assert wording.table("de") == {}


def test_a_file_that_is_no_toml_is_named_when_its_language_is_used(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text("[facts", "utf-8")
    with pytest.raises(UnreadableFile, match=r"en\.toml") as caught:
        Wording(tmp_path).find(MET, "en")
    assert caught.value.data == {"path": str(tmp_path / "en.toml")}
