"""The commands over more schemes than a screen has lines: short, whole when asked."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner
from incentives import Catalogue, load_catalogue
from incentives.cli import main

MANY = 62  # with the shipped ones
MOST_LINES = {"schemes": 60, "plugins": 40, "questions": 200, "check": 60, "compare": 60}
Said = Callable[..., str]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with so many schemes, and the person's situation file."""
    root = Path(__file__).parents[2]
    folder = tmp_path_factory.mktemp("many")
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(str(root))
        from benchmarks.schemes import write

        write(folder, MANY)
    return folder


@pytest.fixture(scope="module")
def loaded(site: Path) -> Iterator[Catalogue]:
    with pytest.MonkeyPatch.context() as patched:
        patched.delenv("INCENTIVES_DISABLE", raising=False)
        patched.syspath_prepend(str(site))
        yield load_catalogue()


@pytest.fixture
def said(loaded: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Said:
    """`said(*arguments)`: what a command prints, which went well; each asks the catalogue that was loaded once."""
    monkeypatch.setattr("incentives.cli.output.load_catalogue", lambda **_: evolve(loaded, failures=[]))

    def run(*arguments: object) -> str:
        result = CliRunner().invoke(main, [*map(str, arguments)])
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    return run


def arguments(command: str, site: Path, language: str = "en") -> tuple[object, ...]:
    person = site / "person.toml"
    return (
        command,
        *{
            "check": (person, "--year", "2025", "--as-of", "2025-10-15"),
            "compare": (person, "--years", "2024-2026", "--as-of", "2025-10-15"),
            "questions": ("--years", "2025"),
        }.get(command, ()),
        *("--lang", language),
    )


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize("command", MOST_LINES)
def test_a_command_fits_on_a_screen_and_says_where_all_is(said: Said, site: Path, command: str, language: str) -> None:
    text = said(*arguments(command, site, language))
    assert len(text.splitlines()) <= MOST_LINES[command]
    assert "--all" in text


@pytest.mark.parametrize("command", ["schemes", "plugins", "questions"])
def test_all_is_shown_when_it_is_asked_for(said: Said, site: Path, command: str) -> None:
    text = said(*arguments(command, site), "--all")
    assert len(text.splitlines()) > MOST_LINES[command]
    assert "--all" not in text
    for number in range(0, MANY - 3, 7):
        assert f"g{number:04}" in text


def test_a_short_list_of_questions_is_a_situation_file_and_says_of_how_many_schemes(said: Said, site: Path) -> None:
    text = said(*arguments("questions", site))
    assert tomllib.loads(text) == {"2025": {}, "readings": {}}
    from benchmarks.made_up.writing import made

    of_2025 = 2 + sum(one.kind.year == 2025 for one in made(MANY - 3))  # Pro-Q-Kiné has no edition for it
    assert f" of {of_2025} schemes" in text


def test_questions_of_schemes_that_are_named_are_complete(said: Said) -> None:
    ids = [f"xx-g{number:04}" for number in (0, 1, 2, 4, 5, 6)]
    text = said("questions", *ids, "--years", "2025", "--lang", "en")
    assert "--all" not in text
    for id in ids:
        assert f"# {id.replace('-', '.')}.visits =" in text
