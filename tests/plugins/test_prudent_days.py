"""Where the closing day isn't known, or the texts give two, the dated list says by when it is prudent to act."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from incentives.cli import main

Answer = Callable[..., str]

TO_REQUEST = """
practitioner.profession = "physiotherapist"
be.inami_number = true
be.first_registered_on = 2010-05-01
[2024]
be.convention.all_year = true
be.acts = 800
be.software.ehealth_registered = true
be.software.commission_approved = true
be.inami_software.requested = false
"""
TO_COMPLETE = """
practitioner.profession = "physiotherapist"
be.inami_number = true
be.licensed = true
be.proqkine.has_portfolio = true
be.proqkine.portfolio_created_on = 2022-02-10
[2023]
be.proqkine.general_met = true
be.proqkine.annual_met = false
be.proqkine.data_correct = true
"""
OCTOBER = {
    "en": ("By 31 October 2025 to be safe (nurses' and dentists' periods", "that of physiotherapists is not known"),
    "fr": ("Par prudence, au plus tard le 31 octobre 2025 (les périodes des infirmiers et des dentistes", "n'est pas"),
    "nl": ("Voor de zekerheid uiterlijk op 31 oktober 2025 (de periodes van verpleegkundigen en tandartsen", "niet"),
}
FEBRUARY = {
    "en": ("By 28 February 2024 to be safe (the last day is 29 February 2024)", "by 28 February 2024, before"),
    "fr": (
        "Par prudence, au plus tard le 28 février 2024 (le dernier jour est le 29 février 2024)",
        "au plus tard le 28 février 2024, avant",
    ),
    "nl": (
        "Voor de zekerheid uiterlijk op 28 februari 2024 (de laatste dag is 29 februari 2024)",
        "uiterlijk op 28 februari 2024 aan, vóór",
    ),
}


pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture
def answer(tmp_path: Path) -> Answer:
    """`answer(text, scheme, year, as_of, language, format)`: what `check` prints, on one line."""

    def printed(text: str, scheme: str, year: int, as_of: str, language: str = "en", format: str = "text") -> str:
        file = tmp_path / "situation.toml"
        file.write_text(text, "utf-8")
        options = ("--scheme", scheme, "--year", str(year), "--as-of", as_of, "--lang", language, "--format", format)
        result = CliRunner().invoke(main, ["check", str(file), "--all", *options])
        assert result.exit_code == 0, result.output
        return " ".join(result.stdout.split())

    return printed


def deeds(text: str) -> list[dict[str, Any]]:
    (row,) = json.loads(text)["rows"] if "rows" in json.loads(text) else (json.loads(text)["assessment"],)
    found: list[dict[str, Any]] = row["to_do"]
    return found


@pytest.mark.parametrize("language", OCTOBER)
def test_a_request_whose_closing_day_is_not_known_is_advised_for_the_end_of_october(
    answer: Answer, language: str
) -> None:
    said = answer(TO_REQUEST, "be-inami-software", 2024, "2025-07-10", language)
    assert all(part in said for part in OCTOBER[language])


def test_the_request_keeps_its_status_before_on_and_after_the_prudent_day(answer: Answer) -> None:
    for as_of, advised in (("2025-10-31", "2025-10-31"), ("2025-11-01", None)):
        text = answer(TO_REQUEST, "be-inami-software", 2024, as_of, format="json")
        assert '"request": "to_do"' in text
        (deed,) = [deed for deed in deeds(text) if deed["at_latest"] == "2025-12-31"]
        assert deed["by"] is None, "it is no closing day"
        assert deed["advise_by"] == advised


def test_once_the_prudent_day_has_passed_the_list_says_that_the_closing_day_is_not_known(answer: Answer) -> None:
    said = answer(TO_REQUEST, "be-inami-software", 2024, "2025-11-01")
    assert "By 31 October 2025 to be safe" not in said
    assert "Closing day not known here; it may be well before 31 December 2025" in said


@pytest.mark.parametrize("language", FEBRUARY)
def test_in_a_leap_year_the_28th_is_advised_and_the_last_day_is_the_29th(answer: Answer, language: str) -> None:
    said = answer(TO_COMPLETE, "be-proqkine", 2023, "2024-02-20", language)
    assert all(part in said for part in FEBRUARY[language])


def test_on_the_29th_itself_what_is_left_is_said_for_that_day(answer: Answer) -> None:
    said = answer(TO_COMPLETE, "be-proqkine", 2023, "2024-02-29")
    assert "28 February 2024 to be safe" not in said
    assert "By 29 February 2024" in said
    assert "complete your portfolio by 29 February 2024, before verification closes" in said


def test_where_the_last_day_is_the_28th_there_is_nothing_to_be_safer_than(answer: Answer) -> None:
    said = answer(TO_COMPLETE.replace("2023", "2022"), "be-proqkine", 2022, "2023-02-20")
    assert "By 28 February 2023:" in said
    assert "to be safe (" not in said


def test_the_rules_without_a_practitioner_name_the_prudent_day_and_its_sources() -> None:
    shown = CliRunner().invoke(main, ["show", "be-inami-software", "--year", "2025", "--lang", "en"])
    said = " ".join(shown.stdout.split())
    assert "To be safe, act by 31 October 2026 (nurses' and dentists' periods closed on that day" in said
    assert "connectgroep.be" in said
    assert "aiil.be" in said
    assert "lacmd.be" in said
