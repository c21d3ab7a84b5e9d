"""Whatever rests on an edition of the user's own says so: in every report, format and language."""

import json
import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from asked import whole
from click.testing import CliRunner
from incentives import Catalogue
from incentives.cli import main
from incentives.wording import LANGUAGES

NAME = "my-2027.toml"
IN_NOVEMBER = ("--as-of", "2026-11-22")
SENTENCE = {
    "en": f"Supplied by the user, from {NAME}:",
    "fr": f"Fourni par l'utilisateur, à partir de {NAME} :",
    "nl": f"Aangeleverd door de gebruiker, uit {NAME}:",
}
YEAR = {
    "en": "2027 (user's file)",
    "fr": "2027 (fichier de l'utilisateur)",
    "nl": "2027 (bestand van de gebruiker)",
}
LISTED = {
    "en": f"2027: supplied by the user, from {NAME}",
    "fr": f"2027 : fourni par l'utilisateur, à partir de {NAME}",
    "nl": f"2027: aangeleverd door de gebruiker, uit {NAME}",
}
SUMMED = {
    "en": "by rules that the user supplied: fr-fami 2027.",
    "fr": "d'après des règles fournies par l'utilisateur : fr-fami 2027.",
    "nl": "volgens regels die de gebruiker heeft aangeleverd: fr-fami 2027.",
}
REPORTS: dict[str, tuple[str, ...]] = {
    "check": ("check", "camille.toml", "--year", "2027", "--scheme", "fr-fami", *IN_NOVEMBER),
    "compare": ("compare", "camille.toml", "--years", "2025-2027", *IN_NOVEMBER),
    "show": ("show", "fr-fami"),
    "compare-schemes": ("compare-schemes", "fr-fami", "--year", "2027"),
}
ON_PAPER = ("text", "markdown")
Ask = Callable[..., str]


def flat(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture(scope="module")
def folder(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a user has an edition of FAMI 2027, and the situation of that year."""
    folder = tmp_path_factory.mktemp("camille")
    text = catalogue["fr-fami"].edition_text(2026) or ""
    (folder / NAME).write_text(text.replace("year = 2026", "year = 2027"), "utf-8")
    border = (Path(__file__).parents[3] / "examples" / "border.toml").read_text("utf-8")
    camille = border.replace("[2026]", "[2027]")
    assert camille != border
    (folder / "camille.toml").write_text(camille, "utf-8")
    return folder


@pytest.fixture(scope="module")
def ask(folder: Path, catalogue: Catalogue) -> Ask:
    """`ask(*arguments)`: what the command line prints, with the edition of the user's own unless `own=False`."""
    with_edition = cache(Catalogue.with_edition)  # the file is read, and what follows from its rules found, once

    @cache
    def run(*arguments: str, own: bool = True) -> str:
        supplied = ("--edition", NAME) if own else ()
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            patch.setattr("incentives.cli.output.load_catalogue", lambda **_: catalogue)
            patch.setattr(Catalogue, "with_edition", with_edition)
            result = CliRunner().invoke(main, whole(*arguments, *supplied))
        assert (result.exit_code, result.stderr) == (0, ""), result.output
        return result.stdout

    return run


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("format_name", ON_PAPER)
@pytest.mark.parametrize("language", LANGUAGES)
def test_people_are_told_beside_the_result_and_in_the_closing(
    ask: Ask, report: str, format_name: str, language: str
) -> None:
    told = ask(*REPORTS[report], "--format", format_name, "--lang", language)
    if format_name == "text" and report == "compare-schemes":
        told = told.replace("│", " ")
    closing = flat(told).rpartition("fr-fami 2027, ")[2]  # the line that names the edition is in the closing
    assert SENTENCE[language] in closing
    assert YEAR[language] in flat(told)
    if report != "compare-schemes" or format_name == "markdown":  # a column of text breaks the sentence
        assert flat(told).count(SENTENCE[language]) == 2


@pytest.mark.parametrize("format_name", ON_PAPER)
def test_the_mark_stands_between_the_answer_and_its_amounts(ask: Ask, format_name: str) -> None:
    told = flat(ask(*REPORTS["check"], "--format", format_name, "--lang", "en"))
    headline, mark, amounts = (
        told.index(text) for text in ("Based on your answers, ", SENTENCE["en"], "Due on the criteria: ")
    )
    assert headline < mark < amounts


@pytest.mark.parametrize("format_name", ON_PAPER)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_marks_the_users_year_and_only_it(ask: Ask, format_name: str, language: str) -> None:
    told = ask(*REPORTS["compare"], "--format", format_name, "--lang", language)
    mark = YEAR[language].removeprefix("2027 ")
    years = set(re.findall(rf"(\d{{4}}) {re.escape(mark)}", flat(told)))
    assert years == {"2027"}
    assert SUMMED[language] in flat(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sums_name_no_rules_of_the_users_where_none_count(ask: Ask, language: str) -> None:
    told = ask("check", "camille.toml", "--year", "2025", *IN_NOVEMBER, "--lang", language)
    assert SUMMED[language].partition(":")[0].strip() not in flat(told)


@pytest.mark.parametrize("format_name", ON_PAPER)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_schemes_sets_the_users_year_apart(ask: Ask, format_name: str, language: str) -> None:
    told = flat(ask("schemes", "--format", format_name, "--lang", language))
    assert told.count(LISTED[language]) == 1
    assert "2018-2026" in told
    assert "2018-2027" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_questions_say_on_which_rules_of_the_users_they_rest(ask: Ask, language: str) -> None:
    told = ask("questions", "fr-fami", "--years", "2026-2027", "--lang", language)
    marks = [flat(line) for line in told.splitlines() if NAME in line]
    assert marks == [f"# fr-fami {LISTED[language]}"]
    assert NAME not in ask("questions", "fr-fami", "--years", "2026", "--lang", language)


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_programs_find_whose_edition_it_is_and_its_file(ask: Ask, report: str, language: str) -> None:
    content = json.loads(ask(*REPORTS[report], "--format", "json", "--lang", language))
    marked = {(e["scheme"], e["year"]): (e["user_supplied"], e["user_file"]) for e in content["editions"]}
    assert marked.pop(("fr-fami", 2027)) == (True, NAME)
    assert set(marked.values()) <= {(False, None)}
    beside = {
        "check": lambda: content["rows"][0]["edition"],
        "compare": lambda: next(row["edition"] for row in content["rows"] if row["assessed"] and row["year"] == 2027),
        "show": lambda: content["edition"],
        "compare-schemes": lambda: content["columns"][0],
    }[report]()
    assert (beside["user_supplied"], beside["user_file"]) == (True, NAME)
    assert flat(beside["user_supplied_text"]).startswith(SENTENCE[language])


def test_toml_says_the_same_as_json(ask: Ask) -> None:
    def leaves(content: Any) -> list[Any]:
        return [(e["user_supplied"], e["user_file"]) for e in content["editions"]]

    from_json = leaves(json.loads(ask(*REPORTS["compare"], "--format", "json")))
    from_toml = leaves(tomllib.loads(ask(*REPORTS["compare"], "--format", "toml")))
    assert [(mine, file or "unknown") for mine, file in from_json] == from_toml
    assert (True, NAME) in from_toml


def test_programs_find_the_users_years_in_the_list_of_schemes(ask: Ask) -> None:
    listed = {
        scheme["id"]: scheme for scheme in json.loads(ask("schemes", "--format", "json", "--lang", "en"))["schemes"]
    }
    assert listed["fr-fami"]["user_editions"] == [{"year": 2027, "file": NAME, "text": LISTED["en"]}]
    assert listed["fr-fami"]["years"] == list(range(2018, 2028))
    assert listed["be-proqkine"]["user_editions"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_years_known_are_marked_where_another_year_is_asked_for(ask: Ask, language: str) -> None:
    asked = ("compare", "camille.toml", "--years", "2026,2028", "--scheme", "fr-fami", *IN_NOVEMBER)
    told = flat(ask(*asked, "--lang", language))
    assert len(re.findall(rf"2026,? \w+ {re.escape(YEAR[language])}", told)) == 1


@pytest.mark.parametrize("name", ["check", "compare", "show", "compare-schemes", "schemes"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_marked_without_an_edition_of_the_users(ask: Ask, name: str, language: str) -> None:
    arguments = {
        "check": ("check", "camille.toml", "--year", "2025", *IN_NOVEMBER),
        "compare": REPORTS["compare"],
        "compare-schemes": ("compare-schemes", "--year", "2024"),
    }.get(name, (name, "fr-fami") if name == "show" else (name,))
    told = flat(ask(*arguments, "--lang", language, own=False))
    for mark in (NAME, YEAR[language].removeprefix("2027 "), SENTENCE[language].partition(",")[0]):
        assert mark not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scheme_none_of_whose_years_is_ours_is_listed(
    folder: Path, catalogue: Catalogue, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from attrs import evolve
    from incentives.scheme.builders import EditionFiles

    monkeypatch.chdir(folder)
    (fami,) = (scheme for scheme in catalogue.with_edition(NAME) if scheme.id == "fr-fami")
    assert isinstance(fami.editions, EditionFiles)
    alone = evolve(fami, editions=evolve(fami.editions, files={}))
    others = evolve(catalogue, schemes=(alone,), failures=[])
    monkeypatch.setattr("incentives.cli.output.load_catalogue", lambda **_: others)
    told = flat(CliRunner().invoke(main, ["schemes", "--lang", language]).stdout)
    assert LISTED[language] in told
    assert "2026" not in told.rpartition(LISTED[language])[0]
