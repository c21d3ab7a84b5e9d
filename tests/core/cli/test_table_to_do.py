"""`incentives table --to-do`: what each practitioner has to do, and which deed brings the most to the most."""

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from click.testing import Result

Run = Callable[..., Result]
GROUP = Path(__file__).parents[3] / "examples" / "practice_group.csv"
FAMI = ("--scheme", "fr-fami", "--year", "2025")
ASKED = (*FAMI, "--to-do", "--as-of", "2025-10-01")


def test_each_row_of_the_file_says_what_to_do_by_when_for_how_much(run: Run, tmp_path: Path) -> None:
    for name in ("out.csv", "out.parquet"):
        result = run("table", GROUP, *ASKED, "-o", tmp_path / name)
        assert (result.exit_code, result.stdout) == (0, "")
    typed = pl.read_parquet(tmp_path / "out.parquet")
    plain = pl.read_csv(tmp_path / "out.csv", infer_schema=False)
    assert typed.schema["fr-fami.to_do_by"] == pl.Date
    assert typed["fr-fami.to_do_by"].cast(pl.String).to_list() == plain["fr-fami.to_do_by"].to_list()
    assert typed["fr-fami.to_do"].to_list() == plain["fr-fami.to_do"].to_list()
    assert typed["fr-fami.to_do"].null_count() < len(typed)


def test_the_summary_says_which_deed_by_which_day(run: Run) -> None:
    report = run("table", GROUP, *ASKED, "--summary", "--format", "json")
    (one,) = json.loads(report.stdout)["results"]
    assert one["to_do"]["as_of"] == "2025-10-01"
    assert {deed["by"] for deed in one["to_do"]["deeds"]} == {"2025-12-31", "2026-03-02"}
    assert all(deed["practitioners"] == deed["alone"] + deed["together"] for deed in one["to_do"]["deeds"])
    text = run("table", GROUP, *ASKED, "--summary", "--lang", "fr").stdout
    assert "Que faire, vu le 1" in text
    assert "31 décembre 2025" in text
    markdown = run("table", GROUP, *ASKED, "--summary", "--lang", "nl", "--format", "markdown").stdout
    assert "### Wat te doen, gezien op 1 oktober 2025" in markdown


def test_a_summary_without_the_option_says_nothing_of_it(run: Run) -> None:
    assert "What to do" not in run("table", GROUP, *FAMI, "--summary", "--as-of", "2025-10-01", "--lang", "en").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((GROUP, *FAMI, "--to-do", "-o", "out.csv"), "--as-of"),
        ((GROUP, *FAMI, "--to-do", "--summary"), "--as-of"),
        ((GROUP, *ASKED, "--against", "2024", "-o", "out.csv"), "--against"),
        ((GROUP, *ASKED, "--chart", "out.svg"), "--summary"),
        ((*ASKED, "--template"), "--template"),
        ((GROUP, *ASKED), "--summary"),
    ],
)
def test_the_option_is_refused_where_it_would_add_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[object, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for language in ("en", "fr", "nl"):
        result = run("table", *arguments, "--lang", language)
        assert result.exit_code == 2
        assert said in result.stderr
    assert not list(tmp_path.iterdir())
