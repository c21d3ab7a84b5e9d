"""What the shared options do: language, day, years, schemes, plugins left out, and files written."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli as tomllib  # the same parser, compiled: these are long texts
from click.testing import Result

Run = Callable[..., Result]
Told = Callable[..., Any]
SHIPPED = ["be-inami-software", "be-proqkine", "fr-fami"]
IN_NOVEMBER = ("--as-of", "2026-11-22")

LOCALES = [
    ({}, "en"),
    ({"LANG": "fr_FR.UTF-8"}, "fr"),
    ({"LANG": "fr_BE"}, "fr"),
    ({"LANG": "nl_BE.UTF-8"}, "nl"),
    ({"LANG": "en_GB.UTF-8"}, "en"),
    ({"LANG": "de_DE.UTF-8"}, "en"),
    ({"LANG": "C"}, "en"),
    ({"LANG": "nl_BE.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, "fr"),
    ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "nl_BE.UTF-8"}, "nl"),
    ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "en"),
    ({"LANG": "fr_FR.UTF-8", "LC_ALL": ""}, "fr"),
]


@pytest.mark.parametrize(("variables", "language"), LOCALES, ids=[str(variables) for variables, _ in LOCALES])
def test_the_language_is_that_of_the_locale_where_it_is_one_of_ours(
    told: Told, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert told("schemes")["language"] == language


def test_the_language_asked_for_comes_before_the_locale(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert told("schemes", "--lang", "nl")["language"] == "nl"


def test_faults_are_said_in_the_language_of_the_locale(
    run: Run, situation: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert "nombre entier" in run("check", situation("[2024]\nbe.acts = true\n"), "--year", "2024").stderr


def test_without_a_day_it_is_asked_today(told: Told, border: Path) -> None:
    before = date.today()  # noqa: DTZ011  # the day of the practitioner's own clock, as in the command line
    content = told("check", border, "--year", "2025")
    assert content["as_of"] == content["date"]
    assert date.fromisoformat(content["as_of"]) - before <= date(2026, 1, 2) - date(2026, 1, 1)


def test_the_day_given_decides_what_is_still_open(told: Told, border: Path) -> None:
    def open_criteria(day: str) -> set[str]:
        (row,) = told("check", border, "--year", "2026", "--scheme", "fr-fami", "--as-of", day)["rows"]
        assert row["as_of"] == day
        return {criterion["id"] for criterion in row["criteria"] if criterion["still_open"]}

    assert open_criteria("2026-12-31") == {"sesam_vitale", "scor", "video", "devices"}
    assert open_criteria("2027-01-01") == set()


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("2025", [2025]),
        ("2024-2026", [2024, 2025, 2026]),
        ("2024..2026", [2024, 2025, 2026]),
        ("2022,2024", [2022, 2024]),
        ("2024, 2022", [2022, 2024]),
        ("2025,2024-2025", [2024, 2025]),
    ],
)
def test_years_are_one_or_a_range_or_a_list(told: Told, border: Path, written: str, years: list[int]) -> None:
    rows = told("compare", border, "--years", written, *IN_NOVEMBER)["rows"]
    assert [(row["year"], row["scheme"]) for row in rows] == [(year, scheme) for year in years for scheme in SHIPPED]


def test_only_the_schemes_named_are_looked_at(told: Told, border: Path) -> None:
    one = told("compare", border, "--years", "2024-2025", "--scheme", "be-proqkine", *IN_NOVEMBER)
    assert [(row["scheme"], row["year"]) for row in one["rows"]] == [("be-proqkine", 2024), ("be-proqkine", 2025)]
    assert [total["possible"] for total in one["received"]] == ["2000.00"]
    named = ("--scheme", "fr-fami", "--scheme", "be-inami-software")
    two = told("check", border, "--year", "2025", *named, *IN_NOVEMBER)
    assert [row["scheme"] for row in two["rows"]] == ["be-inami-software", "fr-fami"]


def test_schemes_named_are_compared_in_the_order_given(told: Told) -> None:
    columns = told("compare-schemes", "fr-fami", "be-inami-software", "--year", "2024")["columns"]
    assert [column["scheme"] for column in columns] == ["fr-fami", "be-inami-software"]


def test_show_takes_the_newest_year_known_unless_one_is_given(told: Told) -> None:
    assert told("show", "be-proqkine")["edition"]["year"] == 2024
    assert told("show", "be-proqkine", "--year", "2022")["edition"]["year"] == 2022


@pytest.mark.parametrize("name", ["fr_fami", "incentives-fr-fami", "incentives_fr_fami", "Incentives.FR-fami"])
def test_a_disabled_plugin_hides_its_schemes(told: Told, name: str) -> None:
    listed = told("schemes", "--disable", name)["schemes"]
    assert [scheme["id"] for scheme in listed] == ["be-inami-software", "be-proqkine"]
    states = {plugin["name"]: plugin["state"] for plugin in told("plugins", "--disable", name)["plugins"]}
    assert states["fr_fami"] == "disabled"
    assert states["be_proqkine"] == "active"


def test_facts_of_a_disabled_plugin_are_a_notice_and_no_fault(told: Told, border: Path) -> None:
    content = told("check", border, "--year", "2025", "--disable", "fr_fami", *IN_NOVEMBER)
    assert [row["scheme"] for row in content["rows"]] == ["be-inami-software", "be-proqkine"]
    assert any("fr.practice_started_on" in notice for notice in content["notices"])


def test_several_plugins_can_be_disabled_at_once(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCENTIVES_DISABLE", "be_proqkine")
    listed = told("schemes", "--disable", "fr_fami")["schemes"]
    assert [scheme["id"] for scheme in listed] == ["be-inami-software"]


@pytest.mark.parametrize("mark", ["-o", "--output"])
def test_an_answer_is_written_to_a_file_and_not_to_the_screen(run: Run, tmp_path: Path, mark: str) -> None:
    path = tmp_path / "schemes.json"
    result = run("schemes", "--format", "json", mark, path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert str(path) in result.stderr
    assert [scheme["id"] for scheme in json.loads(path.read_text("utf-8"))["schemes"]] == SHIPPED
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("arguments", [("schemes",), ("show", "fr-fami"), ("questions", "--years", "2025")])
def test_a_file_that_exists_is_not_replaced(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("mine", "utf-8")
    result = run(*arguments, "-o", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "mine.toml exists and was left as it is" in result.stderr
    assert path.read_text("utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_exists_is_replaced_when_forced(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "schemes.md"
    path.write_text("old", "utf-8")
    assert run("schemes", "--format", "markdown", "-o", path, "--force").exit_code == 0
    assert path.read_text("utf-8").startswith("# ")


def test_questions_never_overwrite_answers(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "someone.toml"
    assert run("questions", "--years", "2025", "-o", path).exit_code == 0
    path.write_text("[2025]\nbe.acts = 700\n", "utf-8")
    assert run("questions", "--years", "2025", "-o", path).exit_code == 2
    assert run("questions", "--years", "2025", "-o", path, "--force").exit_code == 2
    assert path.read_text("utf-8") == "[2025]\nbe.acts = 700\n"


def test_a_refusal_to_overwrite_questions_names_only_what_can_be_done(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "someone.toml"
    path.write_text("", "utf-8")
    said = run("questions", "--years", "2025", "-o", path).stderr
    assert "choose another name" in said
    assert "--force" not in said  # this command has no such option


@pytest.mark.parametrize("place", ["nowhere/answer.txt", "file/answer.txt", "folder", "x" * 300])
def test_a_place_that_cannot_be_written_to_is_faulty_input(run: Run, tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("", "utf-8")
    result = run("schemes", "-o", tmp_path / place)
    assert (result.exit_code, result.stdout) == (2, "")
    assert Path(place).name[:30] in result.stderr.replace("\n", "")  # a long one is shortened
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_screen_that_lacks_a_sign_still_gets_the_answer(border: Path, encoding: str) -> None:
    arguments = ["compare", str(border), "--years", "2025", *IN_NOVEMBER, "--lang", "fr"]
    script = f"import sys; from incentives.cli import main; main({arguments!r})"
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "fr_FR"}
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment, check=False)
    assert b"Traceback" not in run.stderr
    assert run.returncode == 0
    assert b"590,00" in run.stdout
    assert b"Camille" in run.stdout


@pytest.mark.parametrize(("format_name", "parse"), [("json", json.loads), ("toml", tomllib.loads)])
def test_data_on_such_a_screen_are_still_data(
    border: Path, format_name: str, parse: Callable[[str], dict[str, Any]]
) -> None:
    arguments = ["compare", str(border), "--years", "2025-2026", *IN_NOVEMBER, "--lang", "fr", "--format", format_name]
    script = f"import sys; from incentives.cli import main; main({arguments!r})"
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "LC_ALL": "fr_FR"}
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment, check=True)
    (total,) = parse(run.stdout.decode("cp1252"))["totals"]
    assert (total["certain"], total["possible"], total["reachable"]) == ("0.00", "0.00", "2715.00")
    assert total["certain_text"].replace("\N{NO-BREAK SPACE}", " ") == "0,00 €"


def test_questions_without_years_ask_about_the_latest_ones(run: Run) -> None:
    result = run("questions", "--lang", "en")
    assert result.exit_code == 0
    years = [int(line.strip("[]")) for line in result.stdout.splitlines() if line.startswith("[20")]
    assert 2026 in years or max(years) >= date.today().year - 1  # noqa: DTZ011  # the command reads the clock too
