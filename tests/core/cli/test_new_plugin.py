"""Starting a plugin from the command line: what is asked, what is refused, and that nothing is ever half written."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from incentives.cli import main, newplugin

Run = Callable[..., Result]

GIVEN = {
    "jurisdiction": "XX",
    "name": "bike-visits",
    "authority": "Ministry of Practice",
    "profession": "physiotherapist",
    "currency": "EUR",
    "language": "en",
    "year": "2026",
}
PACKAGE = "src/incentives_xx_bike_visits"
FILES = {
    ".gitignore",
    "README.md",
    "pyproject.toml",
    *(f"{PACKAGE}/{name}" for name in ("__init__.py", "facts.py", "rules.py", "py.typed")),
    f"{PACKAGE}/editions/2026.toml",
    f"{PACKAGE}/wording/en.toml",
    "tests/cases/2026.toml",
    "tests/test_conformance.py",
}


def options(**changed: str | None) -> Iterator[str]:
    """Every option, some with another value, those without one left out."""
    for name, value in {**GIVEN, **changed}.items():
        if value is not None:
            yield from (f"--{name}", value)


def written(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def refused(result: Result) -> list[str]:
    """The faults that were said, each about the part that it begins with."""
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
    return re.findall(r"^  - ([\w-]+): ", result.stderr, re.MULTILINE)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`on_terminal(lines, *arguments)`: the command as somebody answers it who types those lines."""
    monkeypatch.setattr(newplugin, "_on_terminal", lambda: True)

    def answered(lines: list[str], *arguments: str) -> Result:
        return CliRunner().invoke(main, ["new-plugin", *arguments], input="".join(f"{line}\n" for line in lines))

    return answered


def test_a_whole_plugin_is_written_into_a_folder_of_its_name(run: Run, here: Path) -> None:
    result = run("new-plugin", *options())
    assert (result.exit_code, result.stderr) == (0, "")
    assert [path.name for path in here.iterdir()] == ["incentives-xx-bike-visits"]
    assert written(here / "incentives-xx-bike-visits") == FILES


def test_the_answer_shows_every_file_and_what_to_do_next(run: Run) -> None:
    told = run("new-plugin", *options()).stdout
    tree, _, steps = told.partition("\nNext")
    shown = [line.strip() for line in tree.splitlines()]
    assert {part for path in FILES for part in path.split("/")} <= set(shown)
    assert shown.count("src") == 1
    commands = [line.strip() for line in steps.splitlines() if line.startswith("  ")]
    assert commands[0] == "cd incentives-xx-bike-visits"
    assert commands.index('python -m pip install -e ".[test]"') < commands.index("python -m pytest")


def test_a_folder_with_a_space_in_its_name_is_quoted_in_what_to_do_next(run: Run, here: Path) -> None:
    assert "cd 'my plugin'" in run("new-plugin", "my plugin", *options()).stdout
    assert written(here / "my plugin") == FILES


@pytest.mark.parametrize("folder", ["empty", "."])
def test_an_empty_folder_is_filled(run: Run, here: Path, folder: str) -> None:
    place = here / folder
    place.mkdir(exist_ok=True)
    before = place.stat().st_ino
    assert run("new-plugin", folder, *options()).exit_code == 0
    assert written(place) == FILES
    assert place.stat().st_ino == before  # whoever stands in it still does


@pytest.mark.parametrize("name", ["notes.txt", ".hidden"])
def test_a_folder_that_holds_anything_is_refused_and_left_as_it_is(run: Run, here: Path, name: str) -> None:
    (here / "full").mkdir()
    (here / "full" / name).write_text("mine", "utf-8")
    result = run("new-plugin", "full", *options())
    assert refused(result) == ["FOLDER"]
    assert "not empty" in result.stderr
    assert written(here) == {f"full/{name}"}


def test_the_folder_that_the_name_gives_is_refused_too_where_it_is_not_empty(run: Run, here: Path) -> None:
    assert run("new-plugin", *options()).exit_code == 0
    (here / "incentives-xx-bike-visits" / "README.md").write_text("mine", "utf-8")
    again = run("new-plugin", *options())
    assert (again.exit_code, again.stdout) == (2, "")
    assert "not empty" in again.stderr
    assert (here / "incentives-xx-bike-visits" / "README.md").read_text("utf-8") == "mine"


def test_a_file_is_no_folder(run: Run, here: Path) -> None:
    (here / "taken").write_text("mine", "utf-8")
    assert refused(run("new-plugin", "taken", *options())) == ["FOLDER"]
    assert (here / "taken").read_text("utf-8") == "mine"


def test_a_folder_in_one_that_does_not_exist_is_refused(run: Run, here: Path) -> None:
    result = run("new-plugin", "nowhere/plugin", *options())
    assert (result.exit_code, result.stdout) == (2, "")
    assert "choose a place that exists" in result.stderr
    assert list(here.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("jurisdiction", "BEL"),
        ("jurisdiction", "QQ"),
        ("name", "Bike visits"),
        ("name", "2026-visits"),
        ("name", "visits-"),
        ("name", "a" * 25),
        ("authority", " "),
        ("authority", 'The "Ministry"'),
        ("authority", "Ministry {year}"),
        ("authority", "Ministry\x07"),
        ("authority", "a" * 91),
        ("profession", "physio"),
        ("profession", "other"),
        ("currency", "EURO"),
        ("currency", "ZZZ"),
        ("language", "english"),
        ("language", "xx"),
        ("language", "../en"),
        ("year", "26"),
        ("year", "1889"),
        ("year", "next"),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused_with_what_to_write(
    run: Run, here: Path, name: str, text: str
) -> None:
    result = run("new-plugin", *options(**{name: text}))
    assert refused(result) == [f"--{name}"]
    assert repr(text) in result.stderr
    assert list(here.iterdir()) == []


def test_every_fault_is_said_at_once(run: Run, here: Path) -> None:
    (here / "full").mkdir()
    (here / "full" / "file").touch()
    wrong: dict[str, Any] = {"jurisdiction": "Belgium", "currency": "euro", "language": None, "year": "soon"}
    said = refused(run("new-plugin", "full", *options(**wrong)))
    assert said == ["--jurisdiction", "--currency", "--year", "FOLDER", "--language"]
    assert written(here) == {"full/file"}


def test_without_a_terminal_every_missing_answer_is_named_at_once_with_an_example(run: Run, here: Path) -> None:
    result = run("new-plugin")
    assert refused(result) == [f"--{name}" for name in GIVEN]
    assert "--authority 'Ministry of Practice'" in result.stderr
    assert list(here.iterdir()) == []


def test_codes_are_taken_in_either_case(run: Run, here: Path) -> None:
    result = run("new-plugin", *options(jurisdiction="xx", currency="eur", language="EN", profession="Physiotherapist"))
    assert result.exit_code == 0
    assert written(here / "incentives-xx-bike-visits") == FILES
    edition = (here / "incentives-xx-bike-visits" / PACKAGE / "editions" / "2026.toml").read_text("utf-8")
    assert 'currency = "EUR"' in edition


def test_on_a_terminal_what_no_option_gives_is_asked(on_terminal: Callable[..., Result], here: Path) -> None:
    result = on_terminal(
        ["bike-visits", "Ministry of Practice", "EUR"],
        *options(name=None, authority=None, currency=None),
    )
    assert result.exit_code == 0, result.output
    asked = [line.partition(" [")[0] for line in result.output.splitlines() if " [" in line]
    assert len(asked) == 3
    assert [words.split()[0] for words in asked] == ["Name", "Body", "Currency"]
    assert written(here / "incentives-xx-bike-visits") == FILES


def test_on_a_terminal_an_answer_that_cannot_be_used_is_asked_again(
    on_terminal: Callable[..., Result], here: Path
) -> None:
    result = on_terminal(["Bike visits", "bike-visits"], *options(name=None))
    assert result.exit_code == 0
    assert "'Bike visits' is no name" in result.output
    assert written(here / "incentives-xx-bike-visits") == FILES


@pytest.mark.parametrize(
    ("country", "currency", "language"),
    [("BE", "EUR", "nl"), ("CH", "CHF", "de"), ("US", "USD", "en"), ("", "EUR", "en")],
)
def test_the_country_proposes_its_currency_and_a_language(
    on_terminal: Callable[..., Result], here: Path, country: str, currency: str, language: str
) -> None:
    result = on_terminal([country, "", "", "", "", "", "2026"], "plugin")
    assert result.exit_code == 0, result.output
    (edition,) = (here / "plugin").rglob("editions/2026.toml")
    assert f'currency = "{currency}"' in edition.read_text("utf-8")
    assert [path.stem for path in (here / "plugin").rglob("wording/*.toml")] == [language]


def test_an_option_that_cannot_be_used_is_refused_before_anything_is_asked(on_terminal: Callable[..., Result]) -> None:
    result = on_terminal([], *options(name=None, year="soon"))
    assert refused(result) == ["--year", "--name"]


def test_an_answer_broken_off_leaves_nothing(on_terminal: Callable[..., Result], here: Path) -> None:
    result = on_terminal(["bike-visits"], *options(name=None, authority=None))
    assert result.exit_code == 1
    assert list(here.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has terminals that a test can open")
def test_a_real_terminal_is_one_and_a_pipe_is_none(here: Path) -> None:
    import pty  # not on every system

    code = "from incentives.cli import main; main()"
    command = [sys.executable, "-c", code, "new-plugin", *options(name=None)]
    piped = subprocess.run(command, input="bike-visits\n", capture_output=True, text=True, check=False)
    assert piped.returncode == 2
    assert list(here.iterdir()) == []
    ours, theirs = pty.openpty()
    try:
        os.write(ours, b"bike-visits\n")
        typed = subprocess.run(command, stdin=theirs, capture_output=True, text=True, check=False)
    finally:
        os.close(ours)
        os.close(theirs)
    assert typed.returncode == 0, typed.stderr
    assert written(here / "incentives-xx-bike-visits") == FILES


def once_failing(times: int, method: Callable[..., Any]) -> Callable[..., Any]:
    """The method, which fails once after so many calls, and works again after that."""
    calls = iter(range(times + 1))

    def called(*args: Any, **named: Any) -> Any:
        if next(calls, None) == times:
            raise OSError(28, "No space left on device")
        return method(*args, **named)

    return called


@pytest.mark.parametrize(
    ("exists", "method", "times"),
    [(True, "write_text", 5), (False, "write_text", 5), (True, "rename", 0), (False, "rename", 0), (True, "rename", 2)],
)
def test_a_disk_that_fails_midway_leaves_nothing_behind(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch, exists: bool, method: str, times: int
) -> None:
    if exists:
        (here / "plugin").mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(Path, method, once_failing(times, getattr(Path, method)))
        result = run("new-plugin", "plugin", *options())
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No space left on device" in result.stderr
    assert [path.name for path in here.rglob("*")] == (["plugin"] if exists else [])
