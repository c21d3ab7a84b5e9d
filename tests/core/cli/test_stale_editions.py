"""Editions that should be checked again say so wherever they are used, on the day that is asked about."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Told = Callable[..., Any]
Install = Callable[..., Path]

EXPECTED = ("verified_on = 2024-06-01", "verified_on = 2024-06-01\nexpected_next = 2025-01-15")
SENTENCES = {  # on the day when newer rules were expected
    "en": "These rules were last compared with their sources on 1 June 2024; newer ones were expected from "
    "15 January 2025: check before you rely on them.",
    "fr": "Ces règles ont été comparées à leurs sources pour la dernière fois le 1er juin 2024 ; de nouvelles étaient "
    "attendues à partir du 15 janvier 2025 : vérifiez avant de vous y fier.",
    "nl": "Deze regels zijn het laatst met hun bronnen vergeleken op 1 juni 2024; nieuwere werden verwacht vanaf "
    "15 januari 2025: ga ze na voor u erop vertrouwt.",
}
ON_THE_DAY, THE_DAY_BEFORE = "2025-01-15", "2025-01-14"


@pytest.fixture(autouse=True)
def plugin(install: Install) -> Path:
    """A small plugin whose only edition waits for newer rules from 15 January 2025."""
    package = install("xx_cycling")
    path = package / "editions" / "2024.toml"
    path.write_text(path.read_text("utf-8").replace(*EXPECTED), "utf-8")
    return package


@pytest.fixture
def commands(situation: Callable[..., Path], tmp_path: Path, plugin: Path) -> dict[str, tuple[object, ...]]:
    """Every command that says what follows from an edition."""
    table = tmp_path / "people.csv"
    table.write_text("xx.cycles\ntrue\nfalse\n", "utf-8")
    older = tmp_path / "older.toml"
    text = (plugin / "editions" / "2024.toml").read_text("utf-8")
    older.write_text(text.replace("year = 2024", "year = 2023").replace("120.00", "90.00"), "utf-8")
    mine = situation("[2024]\nxx.cycles = true\n")
    return {
        "check": ("check", mine, "--year", "2024", "--scheme", "xx-cycling"),
        "compare": ("compare", mine, "--years", "2024", "--scheme", "xx-cycling"),
        "schemes": ("schemes",),
        "show": ("show", "xx-cycling"),
        "compare-schemes": ("compare-schemes", "xx-cycling", "--year", "2024"),
        "diff": ("diff", "xx-cycling", "2023", "2024", "--edition", older),
        "table --summary": ("table", table, "--year", "2024", "--scheme", "xx-cycling", "--summary"),
        "table --against": (
            *("table", table, "--year", "2024", "--scheme", "xx-cycling"),
            *("--summary", "--against", older),
        ),
    }


NAMES = ["check", "compare", "schemes", "show", "compare-schemes", "diff", "table --summary", "table --against"]


def flat(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", SENTENCES)
def test_from_the_day_on_which_newer_rules_were_expected_every_report_says_so_once_for_an_edition(
    run: Run, commands: dict[str, tuple[object, ...]], name: str, language: str
) -> None:
    said = flat(run(*commands[name], "--as-of", ON_THE_DAY, "--lang", language))
    assert said.count(SENTENCES[language]) == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_day_before_no_report_says_anything(run: Run, commands: dict[str, tuple[object, ...]], name: str) -> None:
    assert "before you rely" not in flat(run(*commands[name], "--as-of", THE_DAY_BEFORE, "--lang", "en"))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "schemes"])
@pytest.mark.parametrize(("day", "expected"), [(ON_THE_DAY, "newer_expected"), (THE_DAY_BEFORE, "current")])
def test_programs_read_it_beside_each_edition_used(
    told: Told, commands: dict[str, tuple[object, ...]], name: str, day: str, expected: str
) -> None:
    editions = told(*commands[name], "--as-of", day)["editions"]
    (newest,) = (edition for edition in editions if edition["year"] == 2024)
    assert newest["freshness"] == expected
    assert (newest["freshness_text"] is None) is (expected == "current")


def test_the_list_of_schemes_says_it_of_the_newest_edition(told: Told) -> None:
    (scheme,) = (one for one in told("schemes", "--as-of", ON_THE_DAY)["schemes"] if one["id"] == "xx-cycling")
    assert (scheme["newest"]["year"], scheme["newest"]["freshness"]) == (2024, "newer_expected")


def test_a_newer_edition_of_ones_own_ends_the_waiting(run: Run, plugin: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.toml"
    text = (plugin / "editions" / "2024.toml").read_text("utf-8")
    newer.write_text(text.replace("year = 2024", "year = 2025"), "utf-8")
    arguments = ("show", "xx-cycling", "--year", "2024", "--as-of", ON_THE_DAY, "--lang", "en")
    assert "before you rely" in flat(run(*arguments))
    assert "before you rely" not in flat(run(*arguments, "--edition", newer))


def test_more_than_a_year_after_the_last_comparison_with_the_sources_it_is_said_too(run: Run) -> None:
    said = flat(run("show", "be-proqkine", "--as-of", "2027-11-23", "--lang", "en"))
    assert (
        "These rules were last compared with their sources on 22 November 2026, more than a year before "
        "23 November 2027: check before you rely on them."
    ) in said
    assert "before you rely" not in flat(run("show", "be-proqkine", "--as-of", "2027-11-22", "--lang", "en"))
