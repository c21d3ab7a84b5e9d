"""The tutorial's files, installed as a distribution of their own and asked what the tutorial promises."""

import importlib
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
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


def words(text: str) -> str:
    return " ".join(text.split())


@frozen
class Project:
    """The tutorial's folder, with its package made importable as pip would install it."""

    folder: Path
    text: str

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        kept = {
            name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "COVERAGE_PROCESS_START") if name in os.environ
        }
        environment = {**kept, "PYTHONPATH": str(self.folder / "src"), "PYTHONUTF8": "1"}
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


@pytest.fixture
def project(page: Callable[[str], Any], tmp_path: Path) -> Project:
    tutorial = page(TUTORIAL)
    for block in tutorial.blocks:
        if block.path:
            (tmp_path / block.path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / block.path).write_text(block.text, "utf-8")
    described = tomllib.loads((tmp_path / "pyproject.toml").read_text("utf-8"))["project"]
    information = tmp_path / "src" / f"{described['name'].replace('-', '_')}-{described['version']}.dist-info"
    information.mkdir()
    metadata = ["Metadata-Version: 2.1", f"Name: {described['name']}", f"Version: {described['version']}"]
    metadata += [f"Requires-Dist: {requirement}" for requirement in described["dependencies"]]
    (information / "METADATA").write_text("\n".join(metadata) + "\n", "utf-8")
    groups = described["entry-points"].items()
    lines = [line for group, entries in groups for line in (f"[{group}]", *(f"{k} = {v}" for k, v in entries.items()))]
    (information / "entry_points.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return Project(tmp_path, tutorial.text)


@pytest.fixture
def installed(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.chdir(project.folder)
    monkeypatch.syspath_prepend(str(project.folder / "src"))
    importlib.invalidate_caches()
    yield project
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def test_the_tutorial_gives_every_file_of_a_plugin(project: Project) -> None:
    files = {str(path.relative_to(project.folder).as_posix()) for path in project.folder.rglob("*.*") if path.is_file()}
    assert {name for name in files if "dist-info" not in name} == {
        "pyproject.toml",
        "robin.toml",
        "cases/2026.toml",
        "tests/test_cases.py",
        *(f"src/{PACKAGE}/{name}" for name in ("__init__.py", "facts.py", "rules.py")),
        *(f"src/{PACKAGE}/{name}" for name in ("editions/2026.toml", "wording/en.toml")),
    }


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


def test_the_commands_of_the_tutorial_say_what_it_shows(installed: Project) -> None:
    shown = next(block for block in re.findall(r"```text\n(.*?)```", installed.text, re.DOTALL) if "│ 2026 │" in block)
    commands = re.findall(r"^\$ incentives (.+)$", installed.text, re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["plugins", "show", "questions", "check"]
    robin = (installed.folder / "robin.toml").read_text("utf-8")
    (installed.folder / "robin.toml").unlink()
    for command in commands[:3]:
        assert installed.incentives(*command.split()).exit_code == 0
    assert "xx.bicycle.kind" in (installed.folder / "robin.toml").read_text("utf-8")
    (installed.folder / "robin.toml").write_text(robin, "utf-8")
    told = installed.incentives(*commands[3].split(), "--lang", "en")
    assert told.exit_code == 0
    for piece in shown.split("[…]"):
        assert words(piece) in words(told.stdout)


def test_the_worked_cases_of_the_tutorial_pass(project: Project) -> None:
    told = project.run("-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider")
    assert told.returncode == 0, told.stdout
    assert "6 passed" in told.stdout


def test_a_wrong_threshold_makes_the_worked_cases_of_the_tutorial_fail(project: Project) -> None:
    project.edit(f"src/{PACKAGE}/editions/2026.toml", "value = 120", "value = 121")
    told = project.run("-m", "pytest", "-q", "-p", "no:cacheprovider")
    assert told.returncode == 1
    assert "120 visits on a bicycle without motor" in told.stdout


def test_a_misspelt_figure_is_reported_as_the_tutorial_says(installed: Project) -> None:
    shown = next(block for block in re.findall(r"```text\n(.*?)```", installed.text, re.DOTALL) if "$.figures" in block)
    installed.edit(f"src/{PACKAGE}/editions/2026.toml", "[figures.minimum_visits]", "[figures.minimum_visit]")
    compared = installed.incentives("check", "robin.toml", "--year", "2026")
    assert compared.exit_code == 3
    assert words(shown) in words(compared.stderr)
    assert "fr-fami" in compared.stdout
    asked = installed.incentives("show", SCHEME, "--year", "2026")
    assert asked.exit_code != 0
    assert words(shown) in words(asked.stderr)
