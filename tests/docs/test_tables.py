"""The page on tables, followed line by line."""

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result
from incentives import Catalogue
from incentives.cli import main
from incentives.population.wanted import Wanted

PAGE = "docs/tables.md"
FAMI = ("--scheme", "fr-fami", "--year", "2025", "--lang", "en")
ReadPage = Callable[[str], Any]


def words(text: str) -> str:
    return " ".join(text.split())


def followed(command: str, root: Path) -> Result:
    """A command of the page, run where the page is read."""
    arguments = command.replace("examples/", f"{root}/examples/").split()
    return CliRunner().invoke(main, [*arguments, "--lang", "en"])


def commands(page: Any) -> list[str]:
    return re.findall(r"^\$ incentives (.+)$", page.text, re.MULTILINE)


def test_the_example_gives_what_the_page_shows(
    page: ReadPage, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = followed(commands(page(PAGE))[0], root)
    assert result.exit_code == 0
    shown = next(block.text for block in page(PAGE).blocks if block.language == "text")
    assert words(result.stderr) == words(shown)
    with Path("answers.csv").open(encoding="utf-8", newline="") as file:
        answers = {line["member"]: line for line in csv.DictReader(file)}
    rows = page(PAGE).rows("## In a minute")
    (head,) = re.findall(r"^\| (member .+) \|$", page(PAGE).text, re.MULTILINE)
    names = [name.strip() for name in head.split("|")]
    assert len(rows) == 4
    assert all([answers[row[0]][name] for name in names] == row for row in rows)


def test_the_empty_table_of_the_page_has_the_columns_of_the_example(
    page: ReadPage, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert followed(commands(page(PAGE))[1], root).exit_code == 0
    head = (root / "examples" / "practice_group.csv").read_text("utf-8").splitlines()[0]
    assert Path("people.csv").read_text("utf-8").strip() == head.removeprefix("member,name,")


def test_the_faults_are_reported_as_the_page_shows(
    page: ReadPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    columns = {"fr.convention": [True], "fr.scor.transmissions": ["three"]}
    pl.DataFrame(columns).write_parquet("people.parquet")
    result = CliRunner().invoke(main, ["table", "people.parquet", *FAMI, "-o", "answers.csv"])
    assert result.exit_code == 2
    shown = [block.text for block in page(PAGE).blocks if block.language == "text"][1]
    assert words(result.stderr) == words(shown)


def test_every_column_that_is_added_is_explained(page: ReadPage, catalogue: Catalogue) -> None:
    edition = catalogue.edition("fr-fami", 2025)
    wanted = Wanted(catalogue["fr-fami"], edition, "fr-fami", date(2026, 1, 20), to_do=True)
    ends = {name.partition(".")[2] for name in wanted.outputs}
    rows = [*page(PAGE).rows("## Columns out"), *page(PAGE).rows("## What to do")]
    explained = set(re.findall(r"`SCHEME\.([a-z_]+)`", " ".join(row[0] for row in rows)))
    assert ends - {criterion.id for criterion in edition.criteria} == explained - {*wanted.texts}


def test_every_kind_of_fact_has_its_columns_explained(page: ReadPage, catalogue: Catalogue) -> None:
    explained = {kind for row in page(PAGE).rows("## Columns in") for kind in row[0].split(", ")}
    kinds = {fact.kind.value for fact in catalogue.vocabulary.facts.values()} | {"decimal", "money"}
    assert {kind.replace("yes_no", "yes/no").replace("_", " ") for kind in kinds} == explained
