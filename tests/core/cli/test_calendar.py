"""The command that writes a calendar: whole or not at all, with every fault at once."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from made_up_plugin import EDITION

Run = Callable[..., Result]
NOVEMBER = ("--as-of", "2026-11-22")


def names_in(text: str) -> set[str]:
    return set(re.findall(r"^UID:(.+)\r$", text, re.MULTILINE))


@pytest.fixture
def write(run: Run, border: Path, tmp_path: Path) -> Callable[..., Result]:
    """`write(*more)`: the calendar of the border example, in `my.ics`."""

    def written(*more: object) -> Result:
        target = ("-o", tmp_path / "my.ics")
        return run("calendar", border, "--years", "2024-2026", *NOVEMBER, *target, "--lang", "en", *more)

    return written


def test_it_writes_a_file_with_the_line_ends_of_the_format(write: Run, tmp_path: Path) -> None:
    result = write()
    assert result.exit_code == 0
    written = (tmp_path / "my.ics").read_bytes()
    assert written.startswith(b"BEGIN:VCALENDAR\r\n")
    assert written.endswith(b"END:VCALENDAR\r\n")
    assert written.count(b"\n") == written.count(b"\r\n")
    assert result.stdout == ""
    left_out = "FAMI (France) 2024, Pro-Q-Kiné premium 2025 and Pro-Q-Kiné premium 2026"
    assert result.stderr.splitlines()[0] == f"Not in it, since nothing is told or known of them: {left_out}."


def test_without_a_file_it_is_printed(run: Run, border: Path) -> None:
    result = run("calendar", border, "--years", "2026", *NOVEMBER)
    assert result.exit_code == 0
    assert result.stdout.startswith("BEGIN:VCALENDAR")


def test_only_the_schemes_that_are_named_are_in_it(write: Run, tmp_path: Path) -> None:
    assert write("--scheme", "be-inami-software").exit_code == 0
    text = (tmp_path / "my.ics").read_text("utf-8")
    assert "Telematics" in text
    assert "FAMI" not in text


def test_a_calendar_is_never_written_over_another_unasked(write: Run, tmp_path: Path) -> None:
    (tmp_path / "my.ics").write_text("mine", "utf-8")
    refused = write()
    assert (refused.exit_code, (tmp_path / "my.ics").read_text("utf-8")) == (2, "mine")
    assert "--force" in refused.stderr
    assert write("--force").exit_code == 0
    assert (tmp_path / "my.ics").read_text("utf-8").startswith("BEGIN:VCALENDAR")


def test_every_fault_is_said_at_once_and_nothing_is_written(
    run: Run, situation: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "my.ics").write_text("mine", "utf-8")
    wrong = situation("id = 7\nfr.practice_started_on = 5\n[2025]\nbe.acts = 'many'\n")
    options = ("--years", "2025", "--scheme", "fr-famy", "--scheme", "be-x", "-o", tmp_path / "my.ics")
    result = run("calendar", wrong, *options, "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    for said in ("id: ", "fr.practice_started_on: ", "2025.be.acts: ", "'fr-famy'", "'be-x'", "my.ics"):
        assert said in result.stderr
    assert (tmp_path / "my.ics").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "nothing was written: no day that is still to come"),
        ("fr", "rien n'a été écrit\u00a0: aucun jour à venir"),
        ("nl", "er is niets geschreven"),
    ],
)
def test_where_no_day_is_to_come_nothing_is_written(
    run: Run, border: Path, tmp_path: Path, language: str, said: str
) -> None:
    options = ("--years", "2018", "-o", tmp_path / "my.ics", "--lang", language)
    result = run("calendar", border, *options, *NOVEMBER)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (tmp_path / "my.ics").exists()


def test_years_whose_rules_are_not_known_are_refused_as_everywhere(run: Run, border: Path) -> None:
    result = run("calendar", border, "--years", "2040", "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "2040" in result.stderr


def test_events_are_known_again_by_the_id_else_the_label_else_the_name_of_the_file(
    run: Run, situation: Callable[..., Path]
) -> None:
    told = "[2026]\nbe.acts = 455\nbe.convention.all_year = true\n"

    def names(head: str, file: str = "someone.toml") -> set[str]:
        result = run("calendar", situation(head + told, file), "--years", "2026", *NOVEMBER)
        assert result.exit_code == 0
        return names_in(result.stdout_bytes.decode())

    by_id = names('id = "x1"\nlabel = "Robin"\n')
    assert by_id
    assert by_id == names('label = "Robin M."\nid = "x1"\n', "moved.toml")
    assert by_id.isdisjoint(names('label = "Robin"\n'))
    assert names('label = "Robin"\n') == names('label = "Robin"\n', "moved.toml")
    assert names("") == names("") != names("", "other.toml")


def test_a_missing_library_is_said_in_the_language_of_the_command(
    run: Run, border: Path, take_away: Callable[[str], None], tmp_path: Path
) -> None:
    take_away("icalendar")
    result = run("calendar", border, "--years", "2026", "-o", tmp_path / "my.ics", "--lang", "fr")
    assert result.exit_code == 2
    assert "il manque la bibliothèque icalendar" in result.stderr
    assert "incentives[calendar]" in result.stderr


def test_a_timeline_can_be_written_as_a_picture(run: Run, border: Path, tmp_path: Path) -> None:
    options = ("--year", "2026", *NOVEMBER, "--timeline", "-o", tmp_path / "mine.svg", "--lang", "nl")
    assert run("check", border, *options).exit_code == 0
    assert (tmp_path / "mine.svg").read_text("utf-8").startswith("<svg ")
    assert run("check", border, *options).exit_code == 2


def test_a_scheme_whose_sentences_cannot_be_used_is_named_and_the_others_are_written(
    run: Run, border: Path, install: Callable[..., Path], tmp_path: Path
) -> None:
    paid = "payment = { start = 2027-01-01, end = 2027-12-31, references = [] }"
    package = install("xx_words", edition=EDITION.replace("payment = {}", paid))
    (package / "wording" / "en.toml").write_bytes(b"translation = \n")
    told = tmp_path / "both.toml"
    told.write_text(border.read_text("utf-8").replace("[2024]\n", "[2024]\nxx.cycles = true\n"), "utf-8")
    options = ("--years", "2024,2026", *NOVEMBER, "-o", tmp_path / "my.ics", "--lang", "en")
    result = run("calendar", told, *options)
    assert result.exit_code == 3, result.stderr
    assert "xx_words" in result.stderr
    assert "FAMI" in (tmp_path / "my.ics").read_text("utf-8")
