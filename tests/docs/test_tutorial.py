"""The tutorial from its first command to its last: what it promises is what happens."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from click.testing import CliRunner, Result
from incentives import Eligibility, Situation, load_catalogue
from incentives.cli import main

TUTORIAL = "docs/tutorial.md"
SCHEME = "xx-bike-visits"
PACKAGE = "incentives_xx_bike_visits"
FOLDER = "incentives-xx-bike-visits"


def words(text: str) -> str:
    return " ".join(text.split())


@frozen
class Project:
    """The folder that the tutorial's first command writes, at first without what the tutorial then changes."""

    folder: Path
    page: Any

    @property
    def text(self) -> str:
        return str(self.page.text)

    @property
    def changed(self) -> dict[str, str]:
        """What the tutorial writes, by the place in the folder."""
        return {block.path: block.text for block in self.page.blocks if block.path}

    def change(self) -> None:
        for path, text in self.changed.items():
            (self.folder / path).write_text(text, "utf-8")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        kept = {
            name: os.environ[name]
            for name in ("PATH", "PYTHONPATH", "SYSTEMROOT", "COVERAGE_PROCESS_START")
            if name in os.environ
        }
        above = [str(self.folder / "src"), *filter(None, [kept.get("PYTHONPATH")])]
        environment = {**kept, "PYTHONPATH": os.pathsep.join(above), "PYTHONUTF8": "1"}
        return subprocess.run(
            [sys.executable, *command], cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )

    def incentives(self, *arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.folder / path
        before = file.read_text("utf-8")
        assert old in before
        file.write_text(before.replace(old, new), "utf-8")


def commands(text: str) -> list[list[str]]:
    """The `incentives` commands of a page, in order; a line that ends with a backslash goes on."""
    found = re.findall(r"^\$ incentives (.+)$", text.replace("\\\n", " "), re.MULTILINE)
    return [shlex.split(command) for command in found]


@pytest.fixture
def started(page: Callable[[str], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """As the tutorial's first command leaves it."""
    monkeypatch.chdir(tmp_path)
    tutorial = page(TUTORIAL)
    told = CliRunner().invoke(main, commands(tutorial.text)[0])
    assert (told.exit_code, told.stderr) == (0, "")
    monkeypatch.chdir(tmp_path / FOLDER)
    return Project(tmp_path / FOLDER, tutorial)


@pytest.fixture
def installed(started: Project, install_project: Callable[[Path], Path]) -> Project:
    """As it is at the end."""
    started.change()
    install_project(started.folder)
    return started


def test_the_tutorial_starts_with_the_command_that_writes_the_plugin(started: Project) -> None:
    assert commands(started.text)[0][0] == "new-plugin"
    assert f"$ cd {FOLDER}\n" in started.text


def test_the_tutorial_changes_only_files_that_are_there_and_adds_the_situation(started: Project) -> None:
    there = {path.relative_to(started.folder).as_posix() for path in started.folder.rglob("*") if path.is_file()}
    assert set(started.changed) - there == {"robin.toml"}
    assert set(started.changed) & there == {
        *(f"src/{PACKAGE}/{name}" for name in ("facts.py", "rules.py", "editions/2026.toml", "wording/en.toml")),
        "tests/cases/2026.toml",
    }


def test_the_table_of_files_names_those_that_matter(started: Project) -> None:
    (rows,) = [started.page.rows(heading) for heading in ("## 1. Start from a plugin that works",)]
    named = {row[0].strip("`") for row in rows}
    assert {name for name in named if not (started.folder / name).is_file()} == set()
    assert set(started.changed) - {"robin.toml"} <= named


@pytest.mark.usefixtures("installed")
def test_the_catalogue_loads_the_tutorials_scheme_beside_the_shipped_ones() -> None:
    catalogue = load_catalogue()
    assert [scheme.id for scheme in catalogue] == ["be-inami-software", "be-proqkine", "fr-fami", SCHEME]
    assert catalogue.failures == ()
    provider = catalogue.provider(SCHEME)
    assert (provider.name, provider.distribution) == ("xx_bike_visits", "incentives-xx-bike-visits")


def test_robin_can_still_reach_360_eur(installed: Project) -> None:
    robin = Situation.read(installed.folder / "robin.toml")
    found = load_catalogue().assess(SCHEME, 2026, robin, date(2026, 11, 22))
    amount = found.amount
    assert [str(part) for part in (amount.certain, amount.possible, amount.reachable)] == ["0", "0", "360.00"]
    assert found.eligibility is Eligibility.NOT_YET
    assert found.criteria["visits"].remedy("en") == "Make at least 120 visits by bicycle by 31 December 2026."


def test_at_120_visits_the_open_question_appears_with_the_desk_to_ask(installed: Project) -> None:
    robin = Situation.read(installed.folder / "robin.toml")
    facts: dict[Any, object] = {**robin.permanent, 2026: {**robin.annual[2026], "xx.bicycle.visits": 120}}
    found = load_catalogue().assess(SCHEME, 2026, Situation.of(facts))
    assert found.amount.certain == 0
    assert found.amount.possible == 360
    (question,) = found.open_questions
    assert (question.id, question.ask.email) == ("xx-bike-visits.electric_counts", "bicycles@practice.example")
    assert "does not say" in found.criteria["visits"].reason("en")


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_every_sentence_of_the_tutorials_scheme_is_said_in_any_language(installed: Project, language: str) -> None:
    for arguments in (
        ("show", SCHEME, "--year", "2026"),
        ("check", "robin.toml", "--year", "2026", "--scheme", SCHEME, "--as-of", "2026-11-22"),
        ("questions", SCHEME, "--years", "2026"),
    ):
        told = installed.incentives(*arguments, "--lang", language)
        assert (told.exit_code, told.stderr) == (0, "")
        assert "{" not in told.stdout
        assert ("[en]" in told.stdout) is (language != "en")


def test_the_commands_of_the_tutorial_say_what_it_shows(
    installed: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INCENTIVES_CACHE", str(tmp_path / "cache"))
    shown = next(
        block for block in re.findall(r"```text\n(.*?)```", installed.text, re.DOTALL) if block.startswith("Robin")
    )
    given = commands(installed.text)
    assert [command[0] for command in given] == ["new-plugin", "verify", "plugins", "show", "questions", "check"]
    robin = (installed.folder / "robin.toml").read_text("utf-8")
    (installed.folder / "robin.toml").unlink()
    for command in given[1:5]:
        assert installed.incentives(*command).exit_code == 0
    assert "xx.bicycle.kind" in (installed.folder / "robin.toml").read_text("utf-8")
    (installed.folder / "robin.toml").write_text(robin, "utf-8")
    told = installed.incentives(*given[5], "--lang", "en")
    assert told.exit_code == 0
    for piece in shown.split("[…]"):
        assert words(piece) in words(told.stdout)


def the_tests_of(project: Project) -> subprocess.CompletedProcess[str]:
    return project.run("-m", "pytest", "-v", "-W", "error", "-p", "no:cacheprovider")


def test_the_tests_are_green_at_the_end_with_a_test_for_each_case(installed: Project) -> None:
    told = the_tests_of(installed)
    assert told.returncode == 0, told.stdout
    cases = tomllib.loads(installed.changed["tests/cases/2026.toml"])["case"]
    assert [case["says"] for case in cases if case["says"] not in told.stdout] == []


def test_a_wrong_threshold_fails_by_the_name_of_its_case_and_a_side_left_out_is_missed(installed: Project) -> None:
    installed.edit(f"src/{PACKAGE}/editions/2026.toml", "value = 120", "value = 121")
    told = the_tests_of(installed)
    assert told.returncode == 1
    assert "120 visits on a bicycle without motor" in told.stdout
    assert "no case is exactly at it" in told.stdout


def test_a_misspelt_figure_is_reported_as_the_tutorial_says(installed: Project) -> None:
    shown = next(block for block in re.findall(r"```text\n(.*?)```", installed.text, re.DOTALL) if "$.figures" in block)
    installed.edit(f"src/{PACKAGE}/editions/2026.toml", "[figures.minimum_visits]", "[figures.minimum_visit]")
    compared = installed.incentives("check", "robin.toml", "--year", "2026")
    assert compared.exit_code == 3
    assert words(shown) in words(compared.stderr)
    assert "FAMI" in compared.stdout
    asked = installed.incentives("show", SCHEME, "--year", "2026")
    assert asked.exit_code != 0
    assert words(shown) in words(asked.stderr)
