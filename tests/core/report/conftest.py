"""Answers of the command line, each asked once, and the leaves of their data."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from asked import whole
from click.testing import CliRunner
from incentives import Catalogue
from incentives.cli import main

EXAMPLES = Path(__file__).parents[3] / "examples"
BORDER = str(EXAMPLES / "border.toml")
GAPS = str(EXAMPLES / "gaps.toml")
NURSE = str(EXAMPLES / "nurse.toml")
SECOND_YEAR = str(EXAMPLES / "belgian_second_year.toml")
IN_NOVEMBER = ("--as-of", "2026-11-22")

ANSWERS: dict[str, tuple[str, ...]] = {
    "compare": ("compare", BORDER, "--years", "2025-2026", *IN_NOVEMBER),
    "compare 2024": ("compare", BORDER, "--years", "2024", *IN_NOVEMBER),
    "compare gaps": ("compare", GAPS, "--years", "2017,2022,2025", *IN_NOVEMBER),
    "check": ("check", BORDER, "--year", "2025", *IN_NOVEMBER),
    "check in time": ("check", BORDER, "--year", "2025", "--as-of", "2025-06-30"),
    "check second year": ("check", SECOND_YEAR, "--year", "2025", *IN_NOVEMBER),
    "check nurse": ("check", NURSE, "--year", "2025", *IN_NOVEMBER),
    "schemes": ("schemes",),
    "plugins": ("plugins",),
}


@pytest.fixture(scope="session")
def told(catalogue: Catalogue) -> Callable[..., str]:
    """`told(*arguments)`: what the command line prints; it exits with 0 and complains of nothing."""

    @cache
    def run(*arguments: str) -> str:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("incentives.cli.output.load_catalogue", lambda **_: catalogue)  # the same, loaded once
            result = CliRunner().invoke(main, whole(*arguments))
        assert (result.exit_code, result.stderr) == (0, ""), result.output
        return result.stdout

    return run


@pytest.fixture(scope="session")
def answers(told: Callable[..., str]) -> Callable[..., str]:
    """`answers(name, language, format)`: one of the answers that most tests look at."""

    def answer(name: str, language: str = "en", format_name: str = "text") -> str:
        arguments = ANSWERS.get(name) or tuple(name.split())
        return told(*arguments, "--lang", language, "--format", format_name)

    return answer


def _leaves(value: object, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _leaves(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(part, key)
    else:
        yield key, value


@pytest.fixture(scope="session")
def leaves() -> Callable[[object], list[tuple[str, Any]]]:
    """Every single value in nested tables and lists, with the key it stands under."""

    def found(content: object) -> list[tuple[str, Any]]:
        return list(_leaves(content))

    return found
