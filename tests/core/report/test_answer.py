"""The answer comes first: one screen, which agrees with the assessment and with the advice."""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from incentives import Catalogue
from incentives.cli import main
from incentives.report.answering import answer
from incentives.report.answerlayout import groups
from incentives.report.records.person import Place
from incentives.report.text import to_text

EXAMPLES = Path(__file__).parents[3] / "examples"
TEN: Mapping[str, Mapping[str, str]] = tomllib.loads(Path(__file__).with_name("ten_questions.toml").read_text("utf-8"))
LANGUAGES = ("en", "fr", "nl")
BORDER = ("compare", str(EXAMPLES / "border.toml"), "--years", "2024-2026", "--as-of", "2026-11-22")
ONE_YEAR = [
    ("french_physiotherapist", "2025", "2025-06-30"),
    ("french_physiotherapist", "2025", "2026-01-20"),
    ("french_physiotherapist", "2025", "2026-11-22"),
    ("gaps", "2025", "2025-06-30"),
    ("gaps", "2025", "2026-01-20"),
    ("gaps", "2025", "2026-11-22"),
    ("belgian_second_year", "2024", "2025-11-20"),
    ("nurse", "2025", "2026-01-20"),
]
Printed = Callable[..., str]


@pytest.fixture(scope="module")
def printed(catalogue: Catalogue) -> Printed:
    """`printed(*arguments)`: what the command line prints."""

    def run(*arguments: str) -> str:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("incentives.cli.output.load_catalogue", lambda **_: catalogue)
            result = CliRunner().invoke(main, arguments)
        assert (result.exit_code, result.stderr) == (0, ""), result.output
        return str(result.stdout)

    return run


def flat(text: str) -> str:
    """On one line, without tags, in small letters: titles stand in capitals on a screen."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).replace("\N{NO-BREAK SPACE}", " ").split()).casefold()


@pytest.mark.parametrize("language", LANGUAGES)
def test_ten_questions_are_answered_on_the_first_screen_or_the_page(printed: Printed, language: str) -> None:
    shown = {
        "screen": flat(printed(*BORDER, "--lang", language)),
        "page": flat(printed(*BORDER, "--lang", language, "--format", "html")),
    }
    assert len(TEN) == 10
    assert [one["question"] for one in TEN.values() if flat(one[language]) not in shown[one["on"]]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_keeps_to_its_lines(printed: Printed, language: str) -> None:
    assert len(printed(*BORDER, "--lang", language).splitlines()) <= 45
    for name, year, day in ONE_YEAR:
        told = printed("check", str(EXAMPLES / f"{name}.toml"), "--year", year, "--as-of", day, "--lang", language)
        assert len(told.splitlines()) <= 30, (name, day)


def test_what_is_asked_for_besides_comes_below_the_answer(printed: Printed) -> None:
    parts = {"why": "Criteria", "steps": "Where, how and when", "papers": "Papers", "sources": "Where it is written"}
    parts |= {"questions": "The texts are silent: ask", "notes": "Good to know"}
    whole = printed(*BORDER, "--all")
    for part, title in parts.items():
        told = printed(*BORDER, f"--{part}")
        assert f"\n{title}\n" in told
        assert all(f"\n{other}\n" not in told for other in parts.values() if other != title)
        assert f"\n{title}\n" in whole


def test_the_page_has_no_script_and_nothing_from_outside(printed: Printed) -> None:
    page = printed(*BORDER, "--format", "html")
    assert page.startswith("<!doctype html>")
    assert page.count("<h1>") == page.count("<svg") == 1
    assert re.findall(r"<script|<link|<img|<iframe|@import|url\((?!#)|\son\w+=", page) == []
    assert 'lang="en"' in page
    strange = printed(*BORDER[:1], *BORDER[1:], "--format", "html", "--lang", "nl")
    assert 'lang="nl"' in strange


def test_programs_find_the_whole_answer(printed: Printed) -> None:
    report: Any = json.loads(printed(*BORDER, "--format", "json"))
    steps = [one for one in report["answer"] if one["place"] == "by" and one["scheme"] == "fr-fami"]
    assert [(one["by"], one["worth"], one["benefits"], len(one["steps"])) for one in steps] == [
        ("2026-12-31", "590.00", ["base", "coordination"], 2)
    ]


def test_notes_steps_and_sources_are_said_once(printed: Printed) -> None:
    report: Any = json.loads(printed(*BORDER, "--format", "json"))
    whole = flat(printed(*BORDER, "--all"))
    by_scheme: dict[str, list[Any]] = {}
    for row in report["rows"]:
        if row["assessed"] and row["told"]:
            by_scheme.setdefault(row["scheme"], []).append(row)
    assert all(len(rows) > 1 for rows in by_scheme.values() if rows[0]["scheme"] != "be-proqkine")
    for rows in by_scheme.values():
        again = {text for text in rows[0]["notes"] for row in rows[1:] if text in row["notes"]} - {report["disclaimer"]}
        own = {
            text
            for scheme, others in by_scheme.items()
            for one in others
            for text in one["notes"]
            if others is not rows
        }
        assert [text for text in again - own if whole.count(flat(text)) > 1] == []
    sources = re.findall(r"^(\d+)\. (.+)$", printed(*BORDER, "--sources"), re.MULTILINE)
    assert [int(number) for number, _ in sources] == list(range(1, len(sources) + 1))
    assert len(sources) > 20


def test_three_equal_amounts_are_said_once(printed: Printed) -> None:
    told = printed(*BORDER, "--why")
    assert "Due on the criteria: €800.00." in told
    assert "certain €800.00; at most, depending on what is missing, €800.00" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_hundreds_of_schemes_take_no_more_lines_and_how_many_are_left_is_said(language: str) -> None:
    most = 56  # of 60, with the title, the sums and the end
    step, hint = "Send the form to the desk of your municipality. " * 3, "Ask the desk, +32 2 000 00 00. " * 5
    said = [
        answer(
            place,
            f"Scheme {number} 2025: both steps, or nothing",
            money_text=f"€{number}.00 within reach",
            steps=(step, step),
            hints=(hint, hint),
            worth=Decimal(number),
            currency="EUR",
            by=date(2025, 12, 31) if place is Place.BY else None,
        )
        for number in range(40)
        for place in Place
    ]
    found = groups(said, language, most)
    lines = to_text(found, 100).splitlines()
    assert len(lines) <= most
    assert len(found) == len(Place)
    shown = sum(len(group.entries) for group in found)
    left = [int(number) for line in lines if (number := "".join(re.findall(r"\d+", line))) and "--all" in line]
    assert shown - len(left) + sum(left) == len(said)
