"""`incentives table` with --summary, --chart and --against."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result
from incentives import load_catalogue
from incentives.cli import main

SCHEME = "be-inami-software"
ANSWERED = ("--reading", f"{SCHEME}.gap_in_convention_ignored=yes")
HEAD = (
    "member,practitioner.profession,be.inami_number,be.first_registered_on,be.convention.all_year,be.acts,"
    "be.software.ehealth_registered,be.software.commission_approved"
)
ROWS = (
    "1,physiotherapist,true,2010-05-01,true,600,true,true",
    "2,physiotherapist,true,2010-05-01,true,499,true,true",
    "3,physiotherapist,true,2010-05-01,true,,true,true",
)
Run = Callable[..., Result]


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("\n".join([HEAD, *ROWS]) + "\n", "utf-8")
    return path


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The edition of 2025 with fewer acts asked."""
    text = load_catalogue()[SCHEME].edition_text(2025) or ""
    path = tmp_path / "my-2025.toml"
    path.write_text(text.replace("[figures.minimum_acts]\nvalue = 500", "[figures.minimum_acts]\nvalue = 400"), "utf-8")
    return path


def run(*arguments: object, year: int = 2025, schemes: Sequence[str] = (SCHEME,)) -> Result:
    asked = [part for scheme in schemes for part in ("--scheme", scheme)]
    given = [*map(str, arguments), "--year", str(year), *asked, *ANSWERED, "--lang", "en"]
    return CliRunner().invoke(main, ["table", *given])


def report_of(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    report: dict[str, Any] = json.loads(result.stdout)
    return report


def test_a_summary_is_printed_without_writing_any_table(people: Path, tmp_path: Path) -> None:
    report = report_of(run(people, "--summary", "--format", "json"))
    (one,) = report["results"]
    assert (report["kind"], report["source"], report["practitioners"]) == ("table_summary", "people.csv", 3)
    assert [one[key]["practitioners"] for key in ("eligible", "undetermined", "not_eligible")] == [1, 1, 1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["people.csv"]


def test_a_summary_and_the_table_can_be_had_at_once(people: Path, tmp_path: Path) -> None:
    result = run(people, "--summary", "-o", tmp_path / "out.csv")
    assert result.exit_code == 0
    assert "Due: 1 (33.3%). Not settled: 1 (33.3%). Nothing due: 1 (33.3%)." in result.stdout
    assert "out.csv" in result.stderr
    assert pl.read_csv(tmp_path / "out.csv")[f"{SCHEME}.eligibility"].to_list() == [
        "eligible",
        "not_eligible",
        "undetermined",
    ]


def test_every_form_of_table_gives_the_same_summary(people: Path, tmp_path: Path) -> None:
    typed = pl.read_csv(people, try_parse_dates=True)
    typed.write_parquet(tmp_path / "people.parquet")
    typed.write_ipc(tmp_path / "people.arrow")
    wanted = report_of(run(people, "--summary", "--format", "json"))["results"]
    for name in ("people.parquet", "people.arrow"):
        assert report_of(run(tmp_path / name, "--summary", "--format", "json"))["results"] == wanted


@pytest.mark.parametrize(("name", "start"), [("a.svg", b"<?xml"), ("a.png", b"\x89PNG")])
def test_a_chart_is_written_and_never_over_a_file_unasked(
    people: Path, tmp_path: Path, name: str, start: bytes
) -> None:
    path = tmp_path / name
    assert run(people, "--chart", path).exit_code == 0
    picture = path.read_bytes()
    assert picture.startswith(start)
    path.write_bytes(b"mine")
    again = run(people, "--chart", path, "-o", tmp_path / "out.csv")
    assert (again.exit_code, path.read_bytes()) == (2, b"mine")
    assert "--force" in again.stderr
    assert not (tmp_path / "out.csv").exists()  # found out before any work
    assert run(people, "--chart", path, "--force").exit_code == 0
    assert path.read_bytes() == picture


def test_a_chart_of_another_kind_is_refused_before_any_work(people: Path, tmp_path: Path) -> None:
    result = run(people, "--chart", tmp_path / "a.pdf", "-o", tmp_path / "out.csv")
    assert result.exit_code == 2
    assert ".svg or .png" in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["people.csv"]


def test_against_a_file_of_the_users_own_the_table_has_both_editions(people: Path, mine: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    report = report_of(run(people, "--against", mine, "--summary", "-o", out, "--format", "json"))
    assert report["kind"] == "table_comparison"
    assert (report["before"]["user_file"], report["after"]["user_supplied"]) == (str(mine), False)
    assert (report["loses"]["practitioners"], report["gains"]["practitioners"]) == (1, 0)
    assert [(one["id"], one["alone"]) for one in report["loses"]["criteria"]] == [("activity", 1)]
    table = pl.read_csv(out)
    assert table[f"{SCHEME}.change"].to_list() == ["same", "loses", "undetermined"]
    assert table[f"{SCHEME}.against.activity"].to_list() == [True, True, None]


def test_the_plugins_own_edition_of_the_year_is_what_ones_own_is_compared_with(people: Path, mine: Path) -> None:
    result = run(people, "--edition", mine, "--against", 2025, "--summary", "--format", "json")
    report = report_of(result)
    assert (report["before"]["user_supplied"], report["after"]["user_supplied"]) == (False, True)
    assert (report["gains"]["practitioners"], report["difference"]["certain"]) == (1, "800.00")


def test_a_comparison_can_be_drawn(people: Path, tmp_path: Path) -> None:
    assert run(people, "--against", 2024, "--chart", tmp_path / "a.svg").exit_code == 0
    assert b"<svg" in (tmp_path / "a.svg").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--against", "2025", "--summary"], "compared with itself"),
        (["--against", "1999", "--summary"], "no edition for 1999"),
        (["--against", "nothing.toml", "--summary"], "nothing.toml"),
        (["--summary", "--format", "nothing"], "no format is called"),
        ([], "--summary"),
        (["--against", "2024"], "--summary"),
        (["--template", "--summary"], "--template"),
    ],
)
def test_what_cannot_be_asked_is_explained(people: Path, arguments: list[str], said: str) -> None:
    result = run(people, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_two_editions_are_of_one_scheme(people: Path) -> None:
    result = run(people, "--against", 2024, "--summary", schemes=(SCHEME, "fr-fami"))
    assert result.exit_code == 2
    assert "one scheme" in result.stderr


def test_faulty_columns_are_all_told_without_a_summary(people: Path) -> None:
    people.write_text(f"{HEAD},be.acst,fr.nothing\n{ROWS[0]},1,2\n", "utf-8")
    result = run(people, "--summary")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "be.acst" in result.stderr
    assert "fr.nothing" in result.stderr
