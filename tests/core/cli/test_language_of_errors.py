"""What is wrong is said in the language that is asked for; the exception itself speaks English."""

import os
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from incentives import Catalogue, Situation
from incentives.cli import main
from incentives.errors import UnknownEdition, UnknownScheme, UnreadableFile
from incentives.hints import MOST_LISTED
from incentives.wording.said import REASONS, Said, meant

Run = Callable[..., Any]
NURSE = str(Path(__file__).parents[3] / "examples" / "nurse.toml")
ERRORS = {
    "no edition": (
        ("check", NURSE, "--scheme", "be-proqkine", "--year", "2025"),
        (
            "be-proqkine has no edition for 2025",
            "be-proqkine n'a pas d'édition pour 2025",
            "heeft geen editie voor 2025",
        ),
    ),
    "no scheme": (
        ("check", NURSE, "--scheme", "fr-famy", "--year", "2025"),
        ("did you mean 'fr-fami'?", "vouliez-vous dire 'fr-fami'", "bedoelde u 'fr-fami'?"),
    ),
    "no format": (
        ("schemes", "--format", "pdf"),
        ("no format is called 'pdf'; known: ", "aucun format ne s'appelle 'pdf'", "geen formaat heet 'pdf'; bekend: "),
    ),
    "no file": (
        ("check", "nowhere.toml", "--year", "2025"),
        ("nowhere.toml: No such file", "ce fichier ou ce dossier n'existe pas", "dat bestand of die map bestaat niet"),
    ),
    "no plugin": (
        ("schemes", "--disable", "fr_famy"),
        ("no plugin to disable", "aucun module à désactiver", "geen uit te schakelen plug-in"),
    ),
    "no year": (
        ("check", NURSE, "--year", "next"),
        ("'next' is no year", "'next' n'est ni une année", "'next' is geen jaar"),
    ),
    "no plugin to verify": (
        ("verify", "fr_famy"),
        (
            "no installed plugin is called 'fr_famy'",
            "aucun module installé ne s'appelle",
            "geen geïnstalleerde plug-in",
        ),
    ),
    "a device in place of a file": (
        ("schemes", "--output", os.devnull, "--force"),
        ("is a folder or a device", "est un dossier ou un périphérique", "is een map of een apparaat"),
    ),
    "a missing option": (
        ("check", NURSE),
        ("Missing option '--year'", "Il manque l'option '--year'", "De optie '--year' ontbreekt"),
    ),
    "no option": (
        ("check", NURSE, "--yeer", "2025"),
        ("No such option: --yeer", "Cette option n'existe pas", "Die optie bestaat niet: --yeer"),
    ),
    "options that do not go together": (
        ("compare", NURSE, "--years", "2025", "--rate", "CHF=1.05"),
        ("--rate needs --total-in", "--rate demande --total-in", "--rate vraagt --total-in"),
    ),
    "the same year twice": (
        ("diff", "fr-fami", "2024", "2024"),
        ("is the same year twice", "deux fois la même année", "tweemaal hetzelfde jaar"),
    ),
}


@pytest.mark.parametrize("case", ERRORS.values(), ids=ERRORS.keys())
def test_what_is_wrong_is_said_in_the_language_that_is_asked_for(run: Run, case: Any) -> None:
    words, sentences = case
    for language, sentence in zip(("en", "fr", "nl"), sentences, strict=True):
        result = run(*words, "--lang", language)
        assert (result.exit_code, result.stdout) == (2, "")
        assert sentence in result.stderr
    assert run(*words, f"--lang={language}").stderr == result.stderr


def test_an_exception_is_english_and_can_be_said_in_each_language(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownScheme, match="no installed plugin gives a scheme 'nothing'; known: ") as caught:
        catalogue["nothing"]
    assert caught.value.said is not None
    assert str(caught.value) == caught.value.said.text("en")
    assert "aucun module" in caught.value.said.text("fr")
    with pytest.raises(UnknownEdition, match=r"known: 2022, 2023, 2024\. Nothing is concluded"):
        catalogue.edition("be-proqkine", 2025)


def test_a_part_of_a_sentence_is_in_its_language_and_what_a_user_wrote_is_never_filled_in() -> None:
    said = Said.of("unknown_scheme", scheme="'{meant}'", meant=meant("a", known=[]))
    assert (
        said.text("fr")
        == "aucun module installé ne fournit de dispositif '{meant}'\N{NO-BREAK SPACE}; aucun n'est connu."
    )
    assert Said.lines([said, said]).text("nl").count("geen geïnstalleerde plug-in") == 2


@pytest.mark.parametrize(
    ("language", "source", "fault"),
    [
        ("en", "standard input is not TOML", "UTF-8"),
        ("fr", "l'entrée standard n'est pas du TOML", "UTF-8"),
        ("nl", "de standaardinvoer is geen TOML", "UTF-8"),
    ],
)
@pytest.mark.usefixtures("loaded_once")
def test_standard_input_has_its_name_in_each_language(language: str, source: str, fault: str) -> None:
    result = CliRunner().invoke(main, ["check", "-", "--year", "2025", "--lang", language], input=b"\xff")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(source)
    assert fault in result.stderr


@pytest.mark.parametrize("words", [("--ye\x1b[31mer", "2025"), ("--year", "\x1b[31m")])
def test_what_is_wrong_with_a_command_line_is_shown_and_not_obeyed(run: Run, words: tuple[str, str]) -> None:
    result = run("check", NURSE, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "x1b[31m" in result.stderr
    assert "\x1b" not in result.stderr


def test_of_very_many_parts_the_first_ones_are_said_and_how_many_there_are() -> None:
    years = [Said.of("user_year", year=year) for year in range(2000, 2500)]
    assert Said.all_of(years, "incentives schemes", 2).text("nl") == (
        "2000 (door de gebruiker gegeven), 2001 (door de gebruiker gegeven), … (500: `incentives schemes`)"
    )
    assert Said.lines(years[:3], most=3).text("en").splitlines()[2] == "2002 (supplied by the user)"
    assert len(Said.lines(years).text("en").splitlines()) == MOST_LISTED + 1


def test_a_name_that_no_file_can_have_is_said_to_be_one() -> None:
    with pytest.raises(UnreadableFile, match="no file can have such a name") as caught:
        Situation.read("a\0b.toml")
    assert caught.value.said is not None
    assert "aucun fichier ne peut porter un tel nom" in caught.value.said.text("fr")
    assert "geen bestand kan zo heten" in caught.value.said.text("nl")


def test_every_reason_of_the_system_has_its_sentence() -> None:
    for language in ("en", "fr", "nl"):
        path = files("incentives.wording") / "core" / f"{language}.toml"
        assert {*REASONS.values()} <= tomllib.loads(path.read_text("utf-8"))["errors"].keys()
