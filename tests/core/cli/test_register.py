"""The command that makes a table of practitioners from public registers."""

import csv
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from click.testing import Result

HERE = Path(__file__).parents[2] / "plugins" / "fr_fami" / "registers"
FILES = (HERE / "ps-libreacces-personne-activite.txt", HERE / "extraction-correspondance-mssante.txt")
DAY = ("--day", "2026-08-26")
Run = Callable[..., Result]


def test_the_table_is_written_with_what_became_of_every_row(run: Run, tmp_path: Path) -> None:
    told = run("register", *FILES, *DAY, "-o", tmp_path / "people.csv", "--delimiter", "semicolon", "--lang", "en")
    assert told.exit_code == 0
    with (tmp_path / "people.csv").open(encoding="utf-8", newline="") as file:
        people = {row["id"]: row for row in csv.DictReader(file, delimiter=";")}
    assert people["810100000001"] == {
        "id": "810100000001",
        "practitioner.profession": "physiotherapist",
        "fr.secure_messaging@2026": "mssante_personal",
        "modes": "L",
    }
    assert people["0599100007"]["id"] == "0599100007"
    for said in (
        "rows: 10",
        "1 (students)",
        "of 26 August 2026",
        "2 (mailboxes of organisations",
        "practitioner.profession: told of 6",
        "rows of one practitioner differ: 1",
    ):
        assert said in told.stdout
    assert f"rows: {len(people)}" in told.stderr


def test_what_is_written_is_a_table_that_can_be_checked(run: Run, tmp_path: Path) -> None:
    people, answers = tmp_path / "people.parquet", tmp_path / "answers.parquet"
    keep = ("--keep", "practitioner.profession=physiotherapist", "--keep", "modes=L")
    assert run("register", *FILES, *DAY, *keep, "-o", people).exit_code == 0
    told = run("table", people, "--scheme", "fr-fami", "--year", 2026, "-o", answers, "--lang", "en")
    assert told.exit_code == 0
    found = pl.read_parquet(answers)
    assert found["id"].to_list() == ["810100000001", "810100000002"]
    assert found["fr-fami.secure_messaging"].to_list() == [True, None]


@pytest.mark.parametrize(
    "words",
    [
        ("register",),
        ("register", "people.txt"),
        ("register", "none.txt", "-o", "new.csv"),
        ("register", "people.txt", "-o", "new.csv"),
        ("register", str(FILES[1]), "-o", "new.csv"),
        ("register", str(FILES[1]), "--day", "2999-01-01", "-o", "new.csv"),
        ("register", str(FILES[0]), "--keep", "modes", "-o", "new.csv"),
        ("register", str(FILES[0]), "--keep", "bell=loud", "-o", "new.csv"),
        ("register", str(FILES[0]), "-o", "people.txt"),
    ],
)
def test_what_cannot_be_done_is_said_in_each_language_and_nothing_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("people.txt").write_text("Number|Bell\n7|loud\n", "utf-8")
    said = {lang: run(*words, "--lang", lang) for lang in ("en", "fr", "nl")}
    assert {told.exit_code for told in said.values()} == {2}
    assert all(told.stdout == "" and "Traceback" not in told.stderr for told in said.values())
    if "people.txt" not in words[-1:] or words[-2] != "-o":  # the suffix of a table is said in English still
        assert len({told.stderr for told in said.values()}) == 3
    assert not Path("new.csv").exists()


def test_a_table_that_is_there_is_never_replaced_unasked(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "people.csv"
    target.write_text("mine", "utf-8")
    assert run("register", FILES[0], "-o", target).exit_code == 2
    assert target.read_text("utf-8") == "mine"
    assert run("register", FILES[0], "-o", target, "--force").exit_code == 0
