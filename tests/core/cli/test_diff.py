"""`incentives diff`: what changed between two years, in words, in every language and format."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Told = Callable[..., Any]
Install = Callable[..., Path]

NEXT_YEAR = (("year = 2024", "year = 2025"), ('value = "120.00"', 'value = "150.00"'))


@pytest.fixture
def own(install: Install, tmp_path: Path) -> Callable[..., Path]:
    """`own(*changes)`: a file for the year after the only edition of a small plugin, changed here and there."""
    package = install("xx_cycling")

    def written(*changes: tuple[str, str]) -> Path:
        text = (package / "editions" / "2024.toml").read_text("utf-8")
        for old, new in (NEXT_YEAR[0], *changes):
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "my-2025.toml"
        path.write_text(text, "utf-8")
        return path

    return written


def flat(result: Result) -> str:
    assert (result.exit_code, result.stderr) == (0, "")
    return " ".join(result.stdout.replace("\N{NO-BREAK SPACE}", " ").split())


def test_a_threshold_that_rose_is_told_from_old_to_new(run: Run) -> None:
    said = flat(run("diff", "be-inami-software", "2022", "2023", "--lang", "en"))
    assert "Telematics premium: what changes from 2022 to 2023" in said
    assert "Minimum activity: tightened" in said
    assert "acts recognised by INAMI (2020) at least 445 → acts recognised by INAMI (2021) at least 500" in said


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            ["Main occupation: no longer there", "Request form (up to premium year 2023) → INAMI's ProSanté portal"],
        ),
        ("fr", ["Activité à titre principal : n'existe plus", "ce qui change de 2023 à 2024"]),
        ("nl", ["Hoofdactiviteit: bestaat niet meer", "wat er verandert van 2023 naar 2024"]),
    ],
)
def test_every_language_says_what_fell_away_with_2024(run: Run, language: str, sentences: list[str]) -> None:
    said = flat(run("diff", "be-inami-software", "2023", "2024", "--lang", language))
    assert [sentence for sentence in sentences if sentence not in said] == []


def test_json_holds_the_whole_of_it(told: Told) -> None:
    data = told("diff", "be-inami-software", "2023", "2024")
    assert data["kind"] == "edition_changes"
    assert [edition["year"] for edition in data["editions"]] == [2023, 2024]
    assert (data["before"]["year"], data["after"]["year"]) == (2023, 2024)
    assert {change["id"]: change["kind"] for change in data["criteria"]} == {
        "activity": "changed",
        "main_occupation": "removed",
        "shared_software": "removed",
    }
    (activity,) = (change for change in data["criteria"] if change["id"] == "activity")
    assert activity["decided"] is True
    assert [part["joined"] for part in activity["parts"]] == ["all", "any"]
    assert activity["before"]
    assert activity["after"]


def test_toml_holds_what_json_holds(run: Run, told: Told) -> None:
    data = told("diff", "fr-fami", "2024", "2025")
    found = tomllib.loads(run("diff", "fr-fami", "2024", "2025", "--format", "toml").stdout)
    assert found["criteria"][0]["kind"] == data["criteria"][0]["kind"]
    assert found.keys() == data.keys()


def test_markdown_has_the_headings_of_the_report(run: Run) -> None:
    said = run("diff", "fr-fami", "2024", "2025", "--lang", "en", "--format", "markdown").stdout
    assert said.startswith("# FAMI (France): what changes from 2024 to 2025\n")
    assert "\n## Criteria\n" in said


def test_nothing_that_changed_is_said_to_be_nothing(run: Run, told: Told, own: Callable[..., Path]) -> None:
    path = own()
    assert told("diff", "xx-cycling", "2024", "2025", "--edition", path)["same"] is True
    said = flat(run("diff", "xx-cycling", "2024", "2025", "--edition", path, "--lang", "en"))
    assert "Nothing that is compared here changes from 2024 to 2025" in said


def test_an_answered_doubt_is_never_told_as_its_answer(run: Run) -> None:
    said = flat(run("diff", "fr-fami", "2023", "2024", "--lang", "en"))
    assert "Questions that no longer arise" in said
    assert "Is it so? For 2023, addendum 7 was enough." in said


def test_an_edition_of_ones_own_stands_for_its_year(run: Run, told: Told, own: Callable[..., Path]) -> None:
    path = own(NEXT_YEAR[1])
    (change,) = told("diff", "xx-cycling", "2024", "2025", "--edition", path)["benefits"]
    assert (change["kind"], change["difference"]) == ("raised", "30.00")
    said = flat(run("diff", "xx-cycling", "2024", "2025", "--edition", path, "--lang", "en"))
    assert "Cycling grant: raised (€30.00 more)" in said
    assert "At most: €120.00 → €150.00" in said
    assert "Supplied by the user" in said


def test_a_lower_amount_says_by_how_much(run: Run, own: Callable[..., Path]) -> None:
    path = own(('value = "120.00"', 'value = "99.50"'))
    said = flat(run("diff", "xx-cycling", "2024", "2025", "--edition", path, "--lang", "nl"))
    assert "verlaagd (€ 20,50 minder)" in said


def test_a_window_a_payment_and_the_professions_are_told(run: Run, own: Callable[..., Path]) -> None:
    path = own(
        ('"physiotherapist", "speech_therapist", "nurse",', '"physiotherapist", "nurse",'),
        ("payment = {}", "payment = { start = 2026-04-01, end = 2026-06-30 }, window = { closes = 2026-03-02 }"),
    )
    said = flat(run("diff", "xx-cycling", "2024", "2025", "--edition", path, "--lang", "en"))
    assert "Professions, no longer: speech therapist" in said
    assert "Payment: the date is not known here → between 1 April 2026 and 30 June 2026" in said
    assert "When to apply: none → to 2 March 2026" in said


def test_a_deadline_that_was_forgotten_is_named(run: Run, own: Callable[..., Path]) -> None:
    dated = "criteria.cycling.references"
    path = own((dated, f"criteria.cycling.deadline = 2024-12-31\n{dated}"))
    again = path.with_name("my-2026.toml")
    again.write_text(path.read_text("utf-8").replace("year = 2025", "year = 2026"), "utf-8")
    said = flat(run("diff", "xx-cycling", "2025", "2026", "--edition", path, "--edition", again, "--lang", "en"))
    assert "Cycling: changed · Until: still 31 December 2024, not moved with the year" in said


def test_where_no_direction_can_be_told_both_rules_are(run: Run, install: Install, tmp_path: Path) -> None:
    package = install("xx_cycling")
    module = package / "__init__.py"
    two_counts = (  # of two unknown counts at once, nobody can say in general which rule is the stricter
        module.read_text("utf-8")
        .replace('Fact.yes_no("xx.cycles")', 'Fact.count("xx.cycles", unit="trips")')
        .replace("\n@frozen", '\nwalks = Fact.count("xx.walks", unit="walks")\n\n@frozen', 1)
        .replace('"cycling", cycles,', '"cycling", cycles - walks >= int(f.grant),')
        .replace("facts=(cycles,)", "facts=(cycles, walks)")
    )
    module.write_text(two_counts, "utf-8")
    wording = package / "wording" / "en.toml"
    walks = '\n[facts."xx.walks"]\nname = "walks"\nquestion = "How many walks?"\nhelp = "To patients."\n'
    wording.write_text(wording.read_text("utf-8") + walks, "utf-8")
    path = tmp_path / "my-2025.toml"
    text = (package / "editions" / "2024.toml").read_text("utf-8")
    path.write_text(text.replace("year = 2024", "year = 2025").replace("120.00", "150.00"), "utf-8")
    said = flat(run("diff", "xx-cycling", "2024", "2025", "--edition", path, "--lang", "en"))
    assert "Cycling: changed; whether tightened or loosened cannot be told here" in said
    assert "As it was: cycling to patients (2024) minus walks (2024) at least 120" in said
    assert "As it is: cycling to patients (2025) minus walks (2025) at least 150" in said


def test_the_order_of_the_years_is_the_order_of_the_change(told: Told) -> None:
    data = told("diff", "be-inami-software", "2024", "2023")
    assert {change["kind"] for change in data["criteria"] if change["id"] != "activity"} == {"added"}


def test_the_report_is_written_to_a_file_and_never_over_another(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "changes.json"
    arguments = ("diff", "fr-fami", "2024", "2025", "--format", "json", "-o", path)
    assert run(*arguments).exit_code == 0
    written = path.read_text("utf-8")
    assert json.loads(written)["kind"] == "edition_changes"
    assert run(*arguments).exit_code == 2
    assert path.read_text("utf-8") == written


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fr-fani", "2024", "2025"), "did you mean 'fr-fami'"),
        (("fr-fami", "2024", "2031"), "2031"),
        (("fr-fami", "2024", "2024"), "same year twice"),
        (("fr-fami", "2024"), "--help"),
        (("fr-fami", "2024", "soon"), "soon"),
    ],
)
def test_what_cannot_be_compared_is_faulty_input(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("diff", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_broken_edition_is_a_failed_plugin(run: Run, install_broken: Callable[[str], Path]) -> None:
    install_broken("edition")
    result = run("diff", "xx-cycling", "2024", "2023")
    assert result.exit_code == 3
    assert "figures.gront" in result.stderr
