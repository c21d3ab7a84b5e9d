"""What the pages say of exports of what was billed and of public registers, held against the program."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from incentives import (
    ActivityExport,
    ActivityReader,
    Catalogue,
    Period,
    Register,
    RegisterColumn,
    RegisterFact,
    Situation,
)
from incentives.cli import main

SITUATIONS, TABLES, HOOKS = "docs/situations.md", "docs/tables.md", "docs/reference/hooks.md"
EXPORT, REGISTER = "## From an export of billed acts", "## From a public register"
ReadPage = Callable[[str], Any]


def fenced(section: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


def test_the_export_of_the_page_is_counted_as_it_shows(
    page: ReadPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = page(SITUATIONS).section(EXPORT)
    export, shown = fenced(section, "text")
    monkeypatch.chdir(tmp_path)
    Path("acts.csv").write_text(export, "utf-8")
    (command,) = re.findall(r"^\$ incentives (.+)$", section, re.MULTILINE)
    told = CliRunner().invoke(main, [*command.split(), "--lang", "en"])
    assert (told.exit_code, told.stdout) == (0, shown)
    (facts,) = fenced(section, "toml")
    assert Path("counted.toml").read_text("utf-8").endswith(f"\n\n{facts}")


def test_the_page_lists_the_columns_of_an_export_with_their_words(page: ReadPage, catalogue: Catalogue) -> None:
    (reader,) = catalogue.provider("fr-fami").activity_readers
    rows = page(SITUATIONS).rows(EXPORT)
    assert [(row[0].strip("`"), re.findall(r"`(\w+)`", row[1])) for row in rows] == [
        (column.name, list(column.also)) for column in reader.columns
    ]
    for row, column in zip(rows, reader.columns, strict=True):
        assert {*column.words} <= {*re.findall(r"`(\w+)`", row[2])}


def test_the_page_says_what_each_register_is_read_for_and_where_that_is_written(
    page: ReadPage, catalogue: Catalogue
) -> None:
    rows = page(TABLES).rows(REGISTER)
    told = " ".join("|".join(row) for row in rows)
    for register in catalogue.provider("fr-fami").registers:
        assert f"`{register.name}`" in told
        assert f"`{register.id}`" in told
        assert register.source in told
        parts: list[RegisterFact | RegisterColumn] = [*register.facts, *register.kept]
        assert all(f"`{part.column}`" in told and part.source in told for part in parts)
    columns = {row[2].strip("`").partition("@")[0] for row in rows}
    registers = catalogue.provider("fr-fami").registers
    facts = {part.fact for register in registers for part in register.facts}
    assert columns == {"id"} | facts | {part.name for register in registers for part in register.kept}


def given_by(page: ReadPage, heading: str, hook: str) -> Any:
    """What the hook of the page's example gives."""
    (code,) = fenced(page(HOOKS).section(heading), "python")
    names: dict[str, Any] = {"__name__": "incentives_fr_fami"}  # a package that is there, with wording
    exec(compile(code, HOOKS, "exec"), names)  # noqa: S102  # the example of the page
    (record,) = names[hook]()
    return record


def test_the_reader_of_the_page_counts(page: ReadPage, catalogue: Catalogue) -> None:
    reader = given_by(page, "## Counting what was billed", "activity_readers")
    assert isinstance(reader, ActivityReader)
    period = Period.calendar_year(2025)
    export = ActivityExport((), frozenset(), period, date(2026, 1, 1))
    count = reader.count(export, catalogue.edition("fr-fami", 2025), catalogue.check(Situation.of({})))
    assert [remark.id for remark in count.unknown] == ["unknown_kinds"]
    assert reader.remarks == ("visits", "unknown_kinds")


def test_the_register_of_the_page_is_one(page: ReadPage) -> None:
    register = given_by(page, "## Public registers", "registers")
    assert isinstance(register, Register)
    assert register.columns == ("Number", "Bell", "State")
