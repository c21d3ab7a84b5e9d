"""The command that counts an export of what was billed, and writes the facts as a situation file."""

import os
import stat
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from incentives import Situation
from incentives.cli import main

ACTS = """\
date;mode;motif;actes
2024-11-03;vitale;;3
2025-01-10;vitale;;300
2025-02-10;vitale;ame;20
2025-12-31;papier;;80
2026-01-05;vitale;;1
"""
BILLING = {
    "transmitted_previous_year": True,
    "first_secured_on": "2025-01-10",
    "secured": 320,
    "total": 400,
    "excluded_secured": 20,
    "excluded_total": 20,
}
YEAR = ("--year", 2025, "--as-of", "2026-01-20", "--lang", "en")
Run = Callable[..., Result]


def billing(text: str) -> dict[str, object]:
    found = tomllib.loads(text)["2025"]["fr"]["billing"]
    return {name: value if isinstance(value, int) else str(value) for name, value in found.items()}


@pytest.fixture
def acts(tmp_path: Path) -> Path:
    path = tmp_path / "acts.csv"
    path.write_text(ACTS, "utf-8")
    return path


def test_on_the_screen_the_report_is_the_head_of_a_situation_file(run: Run, acts: Path) -> None:
    told = run("read-activity", acts, *YEAR)
    assert (told.exit_code, told.stderr) == (0, "")
    assert billing(told.stdout) == BILLING
    assert "# acts.csv (lines: 5), taken to hold everything from 3 November 2024 to 5 January 2026" in told.stdout
    assert "20 (patient under state medical aid (AME)), of which 20 in secured mode: left out" in told.stdout


@pytest.mark.parametrize(
    ("lang", "said"), [("fr", "320 en mode sécurisé"), ("nl", "320 in beveiligde modus"), ("en", "320 in secured mode")]
)
def test_the_report_is_in_the_readers_language_and_without_a_gap(run: Run, acts: Path, lang: str, said: str) -> None:
    told = run("read-activity", acts, *YEAR[:-1], lang)
    assert f"dont {said}" in told.stdout or said in told.stdout
    assert "{" not in told.stdout
    assert "[en]" not in told.stdout


def test_a_file_that_is_written_is_its_owners_alone_and_is_never_replaced_unasked(
    run: Run, acts: Path, tmp_path: Path
) -> None:
    target = tmp_path / "mine.toml"
    told = run("read-activity", acts, *YEAR, "-o", target)
    assert told.exit_code == 0
    assert billing(target.read_text("utf-8")) == BILLING
    assert "Counted:" in told.stdout
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    before = target.read_text("utf-8")
    again = run("read-activity", acts, "--year", 2018, "-o", target, "--lang", "en")
    assert (again.exit_code, target.read_text("utf-8")) == (2, before)
    assert "--force" in again.stderr


def test_facts_go_into_a_situation_file_and_everything_else_in_it_stays_as_it_was(
    run: Run, acts: Path, situation: Callable[..., Path]
) -> None:
    text = 'label = "Ann" # who\n\n[2025]\nfr.conventioned = true  # since 2010\nfr.billing.total = "unknown"\n'
    before = situation(text + "\n[2026]\nfr.conventioned = true\n")
    told = run("read-activity", acts, *YEAR, "--into", before)
    assert told.exit_code == 0
    assert billing(told.stdout) == BILLING
    kept = [line for line in before.read_text("utf-8").splitlines() if "unknown" not in line]
    assert all(line in told.stdout.splitlines() for line in kept)
    assert "unknown" in before.read_text("utf-8")  # it stays as it is


@pytest.mark.parametrize(
    "text",
    ["[2025.fr]\nconventioned = true\n", "2025 = { fr.conventioned = true }\n", "2025.fr.conventioned = true\n", ""],
)
def test_facts_go_into_a_situation_file_however_it_is_written(
    run: Run, acts: Path, situation: Callable[..., Path], text: str
) -> None:
    told = run("read-activity", acts, *YEAR, "--into", situation(text))
    assert told.exit_code == 0
    found = Situation.from_toml(told.stdout.encode()).annual[2025]
    assert found.get("fr.conventioned") is (True if text else None)
    assert found["fr.billing.total"] == 400


def test_what_is_told_otherwise_is_a_fault_that_names_both(
    run: Run, acts: Path, situation: Callable[..., Path], tmp_path: Path
) -> None:
    told = situation("[2025]\nfr.billing.total = 500\nfr.billing.secured = 1\nfr.billing.excluded_total = 20\n")
    refused = run("read-activity", acts, *YEAR, "--into", told, "-o", tmp_path / "new.toml")
    assert refused.exit_code == 2
    assert not (tmp_path / "new.toml").exists()
    lines = [line for line in refused.stderr.splitlines() if line.startswith("  - ")]
    assert len(lines) == 2
    assert "2025.fr.billing.total: 500 is told, but 400 was counted" in refused.stderr
    assert "excluded" not in refused.stderr


def test_what_cannot_be_together_with_what_is_told_is_a_fault(
    run: Run, acts: Path, situation: Callable[..., Path]
) -> None:
    refused = run("read-activity", acts, *YEAR, "--into", situation("fr.practice_started_on = 2026-01-02\n"))
    assert refused.exit_code == 2
    assert "fr.practice_started_on" in refused.stderr


def test_malformed_lines_are_told_at_once_in_the_readers_language_and_nothing_is_written(
    run: Run, acts: Path, tmp_path: Path
) -> None:
    acts.write_text(ACTS + "03/03/2025;vitale;;1\n2025-03-03;fax;;1\n2025-03-03;vitale;;\n", "utf-8")
    for lang, line in (("en", "Lines: 7."), ("fr", "Lignes : 7."), ("nl", "Regels: 7.")):
        refused = run("read-activity", acts, *YEAR[:-1], lang, "-o", tmp_path / "new.toml")
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert refused.stderr.replace("\N{NO-BREAK SPACE}", " ").count("\n  - ") == 3
        assert line in refused.stderr.replace("\N{NO-BREAK SPACE}", " ")
    assert not (tmp_path / "new.toml").exists()


def test_all_that_is_wrong_with_both_files_and_the_new_one_is_told_at_once(
    run: Run, acts: Path, situation: Callable[..., Path]
) -> None:
    acts.write_text(ACTS + "2025-03-03;fax;;1\n", "utf-8")
    told = situation("fr.convention = true\n")
    refused = run("read-activity", acts, *YEAR, "--into", told, "-o", told)
    assert refused.exit_code == 2
    assert all(said in refused.stderr for said in ("fax", "fr.convention", "--force"))


def test_an_export_on_standard_input_is_called_so(loaded_once: None) -> None:
    del loaded_once
    for given, code in ((ACTS, 0), (ACTS + "2025-03-03;fax;;1\n", 2)):
        told = CliRunner().invoke(main, ["read-activity", "-", *map(str, YEAR)], input=given)
        assert told.exit_code == code
        assert (told.stdout if code == 0 else told.stderr).lstrip("# ").startswith("standard input")


def test_what_is_not_known_is_told_with_the_reason_and_the_way_out(run: Run, acts: Path) -> None:
    acts.write_text("date;mode;motif;actes\n2025-01-10;vitale;;300\n", "utf-8")
    told = run("read-activity", acts, *YEAR)
    assert told.exit_code == 0
    assert "--covers" in told.stdout
    assert "fr" not in tomllib.loads(told.stdout).get("2025", {})
    whole = run("read-activity", acts, *YEAR, "--covers", "2024-2025")
    assert billing(whole.stdout)["total"] == 0  # the period begins in February


@pytest.mark.parametrize("lang", ["en", "fr", "nl"])
def test_the_columns_are_listed_with_what_each_word_means(run: Run, lang: str) -> None:
    told = run("read-activity", "--columns", "--lang", lang)
    assert told.exit_code == 0
    for word in ("date", "mode", "sesam_sans_vitale", "reason", "motif", "ehpad_resident", "acts", "invoices"):
        assert word in told.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("read-activity",),
        ("read-activity", "acts.csv"),
        ("read-activity", "acts.csv", "--columns"),
        ("read-activity", "acts.csv", "--year", "2025", "--covers", "2025-13"),
        ("read-activity", "acts.csv", "--year", "2025", "--covers", "2025-02-01..2025-01-01"),
        ("read-activity", "acts.csv", "--year", "2025", "--scheme", "be-proqkine"),
        ("read-activity", "acts.csv", "--year", "2031"),
        ("read-activity", "none.csv", "--year", "2025"),
    ],
)
def test_what_cannot_be_done_is_said_in_each_language(
    run: Run, acts: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(acts.parent)
    said = {lang: run(*words, "--lang", lang) for lang in ("en", "fr", "nl")}
    assert {told.exit_code for told in said.values()} == {2}
    assert len({told.stderr.splitlines()[-1] for told in said.values()}) == 3
