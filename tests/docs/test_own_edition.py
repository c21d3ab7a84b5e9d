"""The page on editions of one's own, followed step by step."""

import json
import re
import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import pytest
from attrs import frozen
from click.testing import CliRunner, Result
from incentives import Catalogue, Edition, load_catalogue
from incentives.cli import main

PAGE = "docs/own-edition.md"
FILE = "my-fami-2027.toml"


def words(text: str) -> str:
    return " ".join(text.split())


def with_tables(text: str, tables: str) -> str:
    """A TOML file in which the tables of another stand in place of its own, or are added."""
    for table in re.findall(r"^\[[^\]]+\]\n(?:(?!\[).*\n)*", tables, re.MULTILINE):
        name = table.partition("\n")[0]
        old = rf"^{re.escape(name)}\n(?:(?!\[).*\n)*"
        whole = f"{table.rstrip()}\n\n"
        found = re.search(old, text, re.MULTILINE)
        text = text.replace(found[0], whole) if found else text.replace("[figures.", f"{whole}[figures.", 1)
    return text


def a_year_later(line: str) -> str:
    return re.sub(r"\b(\d{4})(?=-\d{2}-\d{2})", lambda year: str(int(year[0]) + 1), line)


@frozen
class Follower:
    """Does what the page says, in a folder of its own."""

    page: Any

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(main, [*arguments, "--lang", "en"])

    @property
    def commands(self) -> list[list[str]]:
        return [command.split() for command in re.findall(r"^\$ incentives (.+)$", self.page.text, re.MULTILINE)]

    def shown(self, heading: str) -> str:
        (block,) = re.findall(r"```text\n(.*?)```", self.page.section(heading), re.DOTALL)
        return words(block)

    def write(self) -> None:
        """Steps 1 and 2."""
        assert self.run(*self.commands[0]).exit_code == 0
        top, tables = re.findall(r"```toml\n(.*?)```", self.page.section(STEP_2), re.DOTALL)
        text = Path(FILE).read_text("utf-8")
        for line in top.splitlines():
            old = rf"^{line.partition(' ')[0]} = (?:\[\n(?:.*\n)*?\]|.*)$"
            text, times = re.subn(old, line, text, count=1, flags=re.MULTILINE)
            assert times == 1, line
        text = with_tables(text, tables).replace("projected = true\n", "")
        dated = re.compile(r"(deadline|within|start|end) = ")
        lines = [a_year_later(line) if dated.match(line) else line for line in text.splitlines()]
        Path(FILE).write_text("\n".join(lines) + "\n", "utf-8")

    def spoil(self, old: str, new: str) -> None:
        text = Path(FILE).read_text("utf-8")
        assert old in text
        Path(FILE).write_text(text.replace(old, new, 1), "utf-8")


STEP_2 = "## 2. Put in your year, figures and sources"


@pytest.fixture
def follow(page: Callable[[str], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Follower:
    monkeypatch.chdir(tmp_path)
    follower = Follower(page(PAGE))
    follower.write()
    return follower


@pytest.fixture
def catalogue(follow: Follower) -> Catalogue:
    assert follow.commands
    return load_catalogue().with_edition(FILE)


@pytest.fixture
def edition(catalogue: Catalogue) -> Edition:
    return catalogue.edition("fr-fami", 2027)


def test_the_file_that_the_page_writes_differs_from_ours_as_it_says(edition: Edition) -> None:
    ours = load_catalogue().edition("fr-fami", 2026)
    values = {figure.name: figure.value for figure in edition.figures}
    changed = {figure.name for figure in ours.figures if values[figure.name] != figure.value}
    assert changed == {"base_amount", "minimum_scor_transmissions"}
    assert (values["base_amount"], values["minimum_scor_transmissions"]) == ("510.00", 12)
    assert (edition.year, edition.projected, edition.notes) == (2027, False, ("no_proration",))
    assert edition.verified_on == date(2027, 2, 1)
    assert {criterion.deadline for criterion in edition.criteria} == {date(2027, 12, 31)}


def test_every_command_of_the_page_works(follow: Follower) -> None:
    for command in follow.commands[1:]:
        result = follow.run(*command)
        assert result.exit_code == 0, result.output
    assert {command[0] for command in follow.commands} == {"show", "questions", "check", "compare", "diff"}


def test_a_check_says_whose_rules_it_rests_on_as_the_page_shows(follow: Follower) -> None:
    for command in follow.commands[1:4]:
        told = follow.run(*command)
    assert "by rules of your own, from my-fami-2027.toml" in words(told.stdout)
    whole = follow.run(*follow.commands[4])
    assert words(whole.stdout).count(follow.shown("## 3. Use it")) == 2  # beside the result, and at the end


def test_the_most_that_the_made_up_edition_pays_follows_from_its_figures(follow: Follower) -> None:
    told = follow.run("show", "fr-fami", "--edition", FILE, "--format", "json")
    report = json.loads(told.stdout)
    assert (report["edition"]["year"], report["edition"]["user_file"]) == (2027, FILE)
    assert Decimal(report["most"]["possible"]) == Decimal("510.00") + 100 + 350 + 175


def test_the_faults_are_reported_as_the_page_shows(follow: Follower) -> None:
    follow.spoil('"no_proration"', '"no_proratoin"')
    follow.spoil("[figures.minimum_scor_transmissions]", "[figures.minimum_scor_transmission]")
    follow.spoil('"510.00"', "510.0")
    told = follow.run("show", "fr-fami", "--year", "2027", "--edition", FILE)
    assert (told.exit_code, told.stdout) == (2, "")
    assert words(told.stderr) == follow.shown("## 4. What is checked")


def test_the_page_names_every_command_that_takes_an_edition(follow: Follower) -> None:
    about = main.to_info_dict(click.Context(main))["commands"]
    taking = {
        name
        for name, command in about.items()
        if any("--edition" in parameter["opts"] for parameter in command["params"])
    }
    (sentence,) = re.findall(r"`--edition FILE` works with (.+?), and can be given", words(follow.page.text))
    assert set(re.findall(r"`([a-z-]+)`", sentence)) == taking


def test_the_blocks_of_the_page_are_toml_that_an_edition_file_can_hold(follow: Follower) -> None:
    data = tomllib.loads(Path(FILE).read_text("utf-8"))
    for block in follow.page.blocks:
        if block.language == "toml":
            for key, value in tomllib.loads(block.text).items():
                whole = data[key]
                assert whole == value or all(whole[name] == part for name, part in value.items())
