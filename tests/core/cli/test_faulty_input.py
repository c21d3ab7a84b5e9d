"""Faulty input: one message with every fault, its path and the way out; 2, no traceback, nothing written."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from incentives.wording import LANGUAGES

Run = Callable[..., Result]
Written = Callable[..., Path]

FAULTY = """\
label = "Someone"
practitioner.profession = "physio"
be.inami_number = "yes"
be.acts = 700

[2024]
be.acts = "90%"
be.convention.all_yaer = true
fr.scor.transmissions = -1
fr.billing.secured = 900
fr.billing.total = 800
fr.secure_messaging = "mssante_persnal"
fr.sesam_vitale.amendments = "tp_acs"

[readings]
"fr-fami.dmp_transaction_requird" = true
"""
PATHS = [
    "practitioner.profession",
    "be.inami_number",
    "be.acts",
    "2024.be.acts",
    "2024.be.convention.all_yaer",
    "2024.fr.scor.transmissions",
    "2024.fr.secure_messaging",
    "2024.fr.sesam_vitale.amendments",
    "fr-fami.dmp_transaction_requird",
]


def refused(result: Result) -> str:
    """What was said of faulty input; everything else of it is as it must be."""
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert result.stderr.strip()
    return result.stderr


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["check", "compare"])
def test_every_fault_of_a_situation_is_said_at_once_with_its_path(
    run: Run, situation: Written, tmp_path: Path, command: str, language: str
) -> None:
    path = situation(FAULTY)
    years = "--year" if command == "check" else "--years"
    output = tmp_path / "answer.txt"
    said = refused(run(command, path, years, "2024", "--lang", language, "-o", output))
    assert not output.exists()
    head, *faults = said.splitlines()
    assert path.name in head
    assert all(line.startswith("  - ") for line in faults)
    found = [line.removeprefix("  - ").partition(": ")[0] for line in faults]
    missing = [path for path in PATHS if not any(path in paths.split(", ") or paths.endswith(path) for paths in found)]
    assert missing == []
    assert "{" not in said


def test_facts_that_contradict_one_another_are_named_together(run: Run, situation: Written) -> None:
    acts = "be.first_registered_on = 2020-05-01\n[2019]\nbe.acts = 12\n"
    rate = "[2024]\nfr.billing.secured = 9\nfr.billing.total = 8\n"
    said = refused(run("check", situation(acts + rate), "--year", "2024"))
    assert any(
        {"2024.fr.billing.secured", "2024.fr.billing.total"} <= set(paths_of(line)) for line in said.splitlines()
    )
    assert any({"be.first_registered_on", "2019.be.acts"} <= set(paths_of(line)) for line in said.splitlines())


def paths_of(line: str) -> list[str]:
    return line.removeprefix("  - ").partition(": ")[0].split(", ")


def test_an_answer_to_an_open_question_outside_readings_is_a_fault_that_says_where_it_belongs(
    run: Run, situation: Written
) -> None:
    path = situation('"fr-fami.dmp_transaction_required" = true\n')
    message = refused(run("check", path, "--year", "2025"))
    assert "fr-fami.dmp_transaction_required" in message
    assert "[readings]" in message


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", 'expected a whole number, got "90%"'),
        ("fr", "nombre entier"),
        ("nl", "geheel getal"),
    ],
)
def test_faults_of_a_situation_are_said_in_the_language_chosen(
    run: Run, situation: Written, language: str, said: str
) -> None:
    path = situation('[2024]\nbe.acts = "90%"\n')
    assert said in refused(run("check", path, "--year", "2024", "--lang", language))


WAYS_OUT = [
    ('practitioner.profession = "physioterapist"', "did you mean", "physiotherapist"),
    ('[2024]\nfr.secure_messaging = "mssante_persnal"', "did you mean", "mssante_personal"),
    ("[2024]\nbe.convention.all_yaer = true", "did you mean", "be.convention.all_year"),
    ("be.acts = 700", "under its year", "[2024]"),
    ("[2024]\nbe.inami_number = true", "at the top of the file", "be.inami_number"),
    ('be.first_registered_on = "2020-05-01"', "without quotation marks", "2024-03-01"),
    ("[24]\nbe.acts = 700", "four digits", "[2024]"),
]


@pytest.mark.parametrize(("text", "said", "way_out"), WAYS_OUT, ids=[text for text, _, _ in WAYS_OUT])
def test_a_fault_says_what_to_write_instead(run: Run, situation: Written, text: str, said: str, way_out: str) -> None:
    message = refused(run("check", situation(text + "\n"), "--year", "2024"))
    assert said in message
    assert way_out in message


FILES = {
    "missing": ("gone.toml", None, "gone.toml"),
    "not toml": ("notes.toml", "be.acts = = 3\n", "notes.toml"),
    "twice": ("twice.toml", "be.inami_number = true\nbe.inami_number = true\n", "twice.toml"),
    "another kind": ("sheet.xlsx", "", ".toml"),
    "no suffix": ("sheet", "", ".toml"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_cannot_be_read_is_named(run: Run, situation: Written, tmp_path: Path, case: str) -> None:
    name, text, said = FILES[case]
    path = tmp_path / name if text is None else situation(text, name)
    message = refused(run("check", path, "--year", "2024"))
    assert path.name in message
    assert said in message
    assert len(message.splitlines()) == 1


def test_a_file_that_is_no_text_is_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "picture.toml"
    path.write_bytes(b"\x89PNG\r\n\x00\xff\xfe")
    assert "picture.toml" in refused(run("check", path, "--year", "2024"))


@pytest.mark.parametrize("name", ["folder", "folder.toml"])
def test_a_folder_is_no_situation(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert name in refused(run("check", tmp_path / name, "--year", "2024"))


ARGUMENTS = {
    "scheme": (("show", "fr-famy"), ["'fr-famy'", "did you mean 'fr-fami'"]),
    "scheme in capitals": (("show", "FR-FAMI"), ["did you mean 'fr-fami'"]),
    "scheme like no other": (("show", "zzz"), ["'zzz'", "be-inami-software", "be-proqkine", "fr-fami"]),
    "scheme asked for": (("questions", "be-proqkin", "--years", "2024"), ["did you mean 'be-proqkine'"]),
    "scheme compared": (("compare-schemes", "fr-fani", "--year", "2024"), ["did you mean 'fr-fami'"]),
    "year shown": (("show", "be-proqkine", "--year", "2025"), ["be-proqkine", "2025", "2022, 2023, 2024"]),
    "year compared": (("compare-schemes", "be-proqkine", "--year", "2025"), ["2025", "2022, 2023, 2024"]),
    "year of no scheme": (("compare-schemes", "--year", "2017"), ["2017", "incentives schemes"]),
    "year of no questions": (("questions", "--years", "2016-2017"), ["fr-fami: 2018"]),
    "year in words": (("show", "fr-fami", "--year", "last"), ["last"]),
    "years backwards": (("questions", "--years", "2025-2024"), ["2025-2024", "2024-2026"]),
    "years too short": (("questions", "--years", "24-26"), ["24-26", "2024-2026"]),
    "years empty": (("questions", "--years", ""), ["2024-2026"]),
    "years far away": (("questions", "--years", "2024-9999"), ["2024-9999"]),
    "years of no edition": (
        ("questions", "--years", "1999"),
        ["none of these schemes has an edition", "fr-fami: 2018"],
    ),
    "format": (("schemes", "--format", "jsn"), ["'jsn'", "did you mean 'json'"]),
    "format like no other": (("schemes", "--format", "xyz"), ["text", "markdown", "json", "toml"]),
    "language": (("schemes", "--lang", "de"), ["en", "fr", "nl"]),
    "disabled plugin": (("schemes", "--disable", "fr_famy"), ["'fr_famy'", "did you mean 'fr_fami'"]),
    "disabled plugins": (("schemes", "--disable", "zzz", "--disable", "qqq"), ["'zzz'", "'qqq'", "fr_fami"]),
}


@pytest.mark.parametrize("case", ARGUMENTS)
def test_an_argument_that_is_not_known_is_named_with_what_is_near_or_known(run: Run, case: str) -> None:
    arguments, expected = ARGUMENTS[case]
    message = " ".join(refused(run(*arguments)).split())
    assert [words for words in expected if words not in message] == []


@pytest.mark.parametrize("day", ["22/11/2026", "2026-02-30", "tomorrow", ""])
def test_a_day_that_is_none_is_refused_with_an_example(run: Run, border: Path, day: str) -> None:
    message = refused(run("check", border, "--year", "2025", "--as-of", day))
    assert repr(day) in message
    assert "2026-11-22" in message


def test_a_scheme_to_look_at_that_is_not_known_is_refused(run: Run, border: Path) -> None:
    message = refused(run("check", border, "--year", "2025", "--scheme", "fr-fani"))
    assert "did you mean 'fr-fami'" in message


def test_a_plugin_disabled_by_the_environment_must_be_installed_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCENTIVES_DISABLE", "fr_fami, be_proqkin")
    message = refused(run("schemes"))
    assert "'be_proqkin'" in message
    assert "did you mean 'be_proqkine'" in message


@pytest.mark.parametrize(
    "arguments", [("show", "fr-famy"), ("schemes", "--format", "jsn"), ("schemes", "--lang", "de")]
)
def test_nothing_is_written_for_faulty_input(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    refused(run(*arguments, "-o", tmp_path / "answer.txt"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("check", "--year", "2030"), ("compare", "--years", "1999-2001")])
def test_years_that_no_scheme_knows_are_refused_with_those_that_are_known(
    run: Run, border: Path, command: tuple[str, ...]
) -> None:
    said = refused(run(command[0], str(border), *command[1:], "--lang", "en"))
    assert "be-proqkine has no edition for" in said
    assert "known: 2022, 2023, 2024" in said


def test_an_unknown_year_beside_a_known_one_is_a_row_and_no_fault(run: Run, border: Path) -> None:
    result = run("compare", str(border), "--years", "2024-2025", "--scheme", "be-proqkine", "--lang", "en")
    assert result.exit_code == 0
    assert "rules not known here" in result.stdout


LONG = "x" * 300
UNWRITABLE = {
    "report": ("show", "fr-fami", "-o", f"{LONG}.txt"),
    "report forced": ("show", "fr-fami", "--force", "-o", f"{LONG}.txt"),
    "chart": ("table", "rows.csv", "--year", "2024", "--chart", f"{LONG}.svg"),
    "table": ("table", "rows.csv", "--year", "2024", "-o", f"{LONG}.csv"),
    "table read": ("table", f"{LONG}.csv", "--year", "2024", "-o", "out.csv"),
    "table compared": ("table", "rows.csv", "--year", "2024", "--summary", "--scheme", "fr-fami", "--against", LONG),
    "situation": ("check", f"{LONG}.toml", "--year", "2024"),
    "edition": ("schemes", "--edition", f"{LONG}.toml"),
    "plugin": ("new-plugin", LONG, "--authority", "The town", "--jurisdiction", "XX"),
}


@pytest.mark.parametrize("case", UNWRITABLE)
@pytest.mark.parametrize("kind", ["too long", "not to be searched"])
def test_a_name_that_no_file_can_have_is_one_message(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rows.csv").write_text("fr.conventioned\ntrue\n", "utf-8")
    found = os.stat

    def closed(path: str, **more: bool) -> os.stat_result:
        if "closed" in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return found(path, **more)

    monkeypatch.setattr(os, "stat", closed)
    arguments = UNWRITABLE[case]
    if kind == "not to be searched":
        arguments = tuple(one.replace(LONG, "closed/x") for one in arguments)
    said = refused(run(*arguments))
    assert len([line for line in said.splitlines() if LONG[:40] in line or "closed/x" in line]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]
