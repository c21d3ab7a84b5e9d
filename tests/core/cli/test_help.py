"""What the command line says of itself."""

from collections.abc import Callable
from importlib.metadata import version

import click
import pytest
from click.testing import Result
from incentives.cli import main

Run = Callable[..., Result]

COMMANDS = [
    *("schemes", "show", "questions", "check", "compare", "ask", "calendar", "compare-schemes", "diff", "table"),
    *("plugins", "letters", "new-plugin", "schema", "verify", "read-activity", "register", "replay", "explain-change"),
    *("serve", "mcp"),
]
LOADING = {"--lang", "--output", "--disable", "--accept-failures"}
SERVING = {"--lang", "--disable", "--accept-failures", "--edition"}
REPORTING = LOADING | {"--format", "--force"}
BESIDE = {"--why", "--steps", "--papers", "--sources", "--questions", "--notes", "--all"}
OPTIONS = {  # besides --help
    "schemes": REPORTING | {"--edition", "--as-of", "--all"},
    "show": REPORTING | {"--edition", "--as-of", "--year", "--source"},
    "questions": LOADING | {"--edition", "--years", "--all"},  # it never overwrites
    "check": REPORTING | BESIDE | {"--edition", "--year", "--scheme", "--timeline", "--as-of", "--without-answers"},
    "compare": REPORTING
    | BESIDE
    | {"--edition", "--years", "--scheme", "--timeline", "--as-of", "--total-in", "--rate", "--without-answers"},
    "ask": LOADING | {"--force", "--edition", "--years", "--scheme", "--as-of"},
    "calendar": LOADING | {"--force", "--edition", "--years", "--scheme", "--as-of"},
    "compare-schemes": REPORTING | {"--edition", "--as-of", "--year"},
    "letters": REPORTING | {"--edition", "--as-of", "--years", "--scheme"},
    "diff": REPORTING | {"--edition", "--as-of"},
    "table": REPORTING
    | {"--edition", "--years", "--scheme", "--reading", "--reasons", "--to-do", "--delimiter", "--template"}
    | {"--summary", "--chart", "--against", "--as-of"},
    "read-activity": LOADING
    | {"--force", "--edition", "--year", "--scheme", "--as-of", "--into", "--covers", "--columns"},
    "register": LOADING | {"--force", "--day", "--keep", "--delimiter"},
    "plugins": REPORTING | {"--all"},
    "replay": REPORTING | {"--edition"},
    "explain-change": REPORTING,
    "schema": set(),
    "verify": REPORTING | {"--cases"},
    "serve": SERVING | {"--port", "--host", "--name", "--proxy", "--limit", "--workers"},
    "mcp": SERVING,
    "new-plugin": {"--jurisdiction", "--name", "--authority", "--profession", "--currency", "--language", "--year"},
}


def test_the_commands_are_those_that_are_promised() -> None:
    assert main.list_commands(click.Context(main)) == sorted(COMMANDS)


@pytest.mark.parametrize("mark", ["--help", "-h"])
def test_help_names_every_command_and_the_exit_codes(run: Run, mark: str) -> None:
    result = run(mark)
    assert result.exit_code == 0
    listed = [line.split()[0] for line in result.stdout.partition("Commands:")[2].splitlines() if line.strip()]
    assert set(COMMANDS) <= set(listed)
    said = " ".join(result.stdout.split())
    assert "0 fine, 1 `verify` or `replay` found something, 2 faulty input, 3 a plugin failed" in said


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_says_what_it_does_and_names_each_of_its_options(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    command = main.get_command(click.Context(main), name)
    assert command
    assert command.help
    assert command.help.splitlines()[0] in " ".join(result.stdout.split())
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    assert {option.opts[-1] for option in options} == OPTIONS[name]
    for option in options:
        assert all(written in result.stdout for written in option.opts)
        assert option.help, f"{name} {option.opts[-1]} does not say what it is for"


@pytest.mark.parametrize("name", [name for name in COMMANDS if "--lang" in OPTIONS[name]])
def test_help_lists_the_languages(run: Run, name: str) -> None:
    assert "[en|fr|nl]" in run(name, "--help").stdout


def test_the_version_is_that_of_the_installed_library(run: Run) -> None:
    assert version("incentives") in run("--version").stdout


@pytest.mark.parametrize(
    "arguments", [("assess",), ("schemes", "--colour"), ("show",), ("check",), ("compare", "x.toml")]
)
def test_a_command_line_that_is_not_one_is_faulty_input_with_a_way_to_help(
    run: Run, arguments: tuple[str, ...]
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--help" in result.stderr
    assert "Traceback" not in result.stderr
