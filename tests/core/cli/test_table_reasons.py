"""`incentives table --reasons`: one column of text more for each scheme."""

import csv
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from click.testing import Result

Run = Callable[..., Result]
GROUP = Path(__file__).parents[3] / "examples" / "practice_group.csv"
FAMI = ("--scheme", "fr-fami", "--year", "2025")


@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_each_row_of_the_file_says_why_in_the_language_asked(run: Run, tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    result = run("table", GROUP, *FAMI, "--reasons", "fr", "-o", target)
    assert (result.exit_code, result.stdout) == (0, "")
    if name == "out.csv":
        with target.open(encoding="utf-8", newline="") as file:
            reasons = [line["fr-fami.reasons"] for line in csv.DictReader(file)]
    else:
        reasons = pl.read_parquet(target)["fr-fami.reasons"].to_list()
    assert len(reasons) == 12
    assert all(reasons)
    assert "D'après ces données, tous les critères demandés sont remplis." in reasons
    assert any("1\u202f399 actes en mode sécurisé sur 2\u202f000, avant exclusions." in text for text in reasons)
    assert (
        sum(
            "Valeurs impossibles, comptées comme non renseignées\N{NO-BREAK SPACE}: fr.secure_" in text
            for text in reasons
        )
        == 1
    )


def test_without_the_option_there_is_no_such_column(run: Run, tmp_path: Path) -> None:
    assert run("table", GROUP, *FAMI, "-o", tmp_path / "out.csv").exit_code == 0
    assert "fr-fami.reasons" not in (tmp_path / "out.csv").read_text("utf-8").splitlines()[0].split(",")


@pytest.mark.parametrize(
    "arguments",
    [
        (GROUP, *FAMI, "--reasons", "fr", "--summary"),
        (GROUP, *FAMI, "--reasons", "fr", "--against", "2024", "-o", "out.csv"),
        (*FAMI, "--reasons", "fr", "--template"),
        (GROUP, *FAMI, "--reasons", "de", "-o", "out.csv"),
    ],
)
def test_the_option_is_refused_where_it_would_add_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[object, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("table", *arguments)
    assert result.exit_code == 2
    assert "--reasons" in result.stderr
    assert not list(tmp_path.iterdir())
