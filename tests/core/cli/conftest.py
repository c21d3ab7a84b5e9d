"""The command line, situation files, and plugins that fail."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from incentives.cli import main
from made_up_plugin import EDITION

ROOT = Path(__file__).parents[3]


@pytest.fixture
def run(loaded_once: None) -> Callable[..., Result]:
    """`run(*arguments)`: the command line, which never ends in an exception of its own."""
    del loaded_once

    def invoked(*arguments: object) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception  # what would be a traceback on a screen
        return result

    return invoked


@pytest.fixture
def told(run: Callable[..., Result]) -> Callable[..., Any]:
    """`told(*arguments)`: the data of an answer in JSON, of a run without a fault."""

    def data(*arguments: object) -> Any:
        result = run(*arguments, "--format", "json")
        assert (result.exit_code, result.stderr) == (0, "")
        return json.loads(result.stdout)

    return data


@pytest.fixture
def border() -> Path:
    return ROOT / "examples" / "border.toml"


@pytest.fixture
def situation(tmp_path: Path) -> Callable[..., Path]:
    """`situation(text)`: a situation file with that text."""

    def written(text: str = "", name: str = "someone.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return written


@pytest.fixture
def install_broken(install: Callable[..., Path]) -> Callable[[str], Path]:
    """`install_broken(how)`: a plugin that fails at "import" or "hook", or whose 2024 "edition" is broken."""

    def broken(how: str) -> Path:
        match how:
            case "import":
                return install("xx_broken", module='print("on the screen")\nraise RuntimeError("the gear is worn")\n')
            case "hook":
                hook = "def incentive_schemes():\n    raise OSError('worn')\n"
                return install("xx_broken", module=f"from incentives import hookimpl\n\n@hookimpl\n{hook}")
        return install("xx_broken", edition=EDITION.replace("figures.grant", "figures.gront"))

    return broken
