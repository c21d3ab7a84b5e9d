"""What is shown and not counted says why, where it is shown: nobody looks for it in a sum."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Told = Callable[..., str]
FRENCH = 'practitioner.profession = "physiotherapist"\n[2024]\nfr.conventioned = true\n'
NAMED = ("--scheme", "be-proqkine")


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def compared(told: Told, tmp_path: Path) -> Callable[..., tuple[str, Any]]:
    """`compared(facts, *options)`: for 2024, seen late in 2026, as text in one line and as data."""

    def found(facts: str, *options: str) -> tuple[str, Any]:
        path = tmp_path / "someone.toml"
        path.write_text(facts, "utf-8")
        asked = ("compare", str(path), "--years", "2024", "--as-of", "2026-11-22", *options, "--format")
        return flat(told(*asked, "text")), json.loads(told(*asked, "json"))

    return found


def test_a_scheme_asked_for_by_name_says_why_it_is_not_counted(compared: Any) -> None:
    text, content = compared(FRENCH, *NAMED, "--scheme", "fr-fami")
    (belgium,) = content["untold"]
    assert belgium["rows"] == [{"scheme": "be-proqkine", "year": 2024, "shown": True}]
    assert (
        text.count(flat(belgium["text"])) == 3
    )  # in the answer, in its place, and beside the amounts that no sum holds
    assert "- │ - │ - │ nothing told, not counted" in text
    assert "Do you have a PE-online portfolio?" in text


def test_where_nothing_is_counted_that_is_said_in_place_of_a_sum(compared: Any) -> None:
    text, content = compared(FRENCH, *NAMED)
    assert content["totals"] == []
    assert content["totals_note"] == "No sum: none of these schemes and years is counted in one."
    assert content["totals_note"] in text


def test_a_country_of_which_something_is_told_is_not_said_to_be_untold(compared: Any) -> None:
    _, content = compared("be.inami_number = true\n" + FRENCH)
    assert [(one["rows"][0]["scheme"], one["rows"][0]["shown"]) for one in content["untold"]] == [
        ("be-inami-software", False),
        ("be-proqkine", False),
    ]
    assert all("nothing is told for this year" in one["text"] for one in content["untold"])


def test_answers_about_a_country_of_no_practice_count_and_are_named_beside_it(compared: Any) -> None:
    text, content = compared('practitioner.practises_in = ["be"]\n' + FRENCH)
    (notice,) = content["notices"]
    assert notice.startswith("practitioner.practises_in, 2024.fr.conventioned: ")
    assert 'you do not practise in "fr", yet others are about that country (1), and they count' in notice
    assert flat(notice) in text
    assert content["totals"][0]["possible"] == "1115.00"


def test_a_notice_folds_nothing_of_the_answer_away_on_a_page(told: Told, tmp_path: Path) -> None:
    path = tmp_path / "someone.toml"
    path.write_text('practitioner.practises_in = ["be"]\n' + FRENCH, "utf-8")
    page = told("check", str(path), "--year", "2024", "--as-of", "2026-11-22", "--format", "html")
    shown = page.partition("<details>")[0]
    assert "you do not practise in" in shown
    assert "Still to come" in shown
    assert "<h2>Now</h2>" in shown or "<h2>Too late</h2>" in shown or "<h2>Not counted</h2>" in shown
