"""A plugin failed: 3, unless that is accepted; the rest is answered, the failure is shown, data stay data."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tomli as tomllib  # the same parser, compiled: these are long texts
from click.testing import CliRunner, Result
from incentives import Catalogue
from incentives.cli import main

Run = Callable[..., Result]
IN_NOVEMBER = ("--as-of", "2026-11-22")
SHIPPED = ["be-inami-software", "be-proqkine", "fr-fami"]


def commands(border: Path) -> dict[str, tuple[object, ...]]:
    return {
        "schemes": ("schemes",),
        "plugins": ("plugins",),
        "show": ("show", "fr-fami", "--year", "2024"),
        "check": ("check", border, "--year", "2024", *IN_NOVEMBER),
        "compare": ("compare", border, "--years", "2024-2025", *IN_NOVEMBER),
        "compare-schemes": ("compare-schemes", "--year", "2024"),
        "questions": ("questions", "--years", "2024"),
    }


NAMES = ["schemes", "plugins", "show", "check", "compare", "compare-schemes", "questions"]


@pytest.fixture(scope="module")
def before(catalogue: Catalogue) -> Callable[..., str]:
    """`before(*arguments)`: what the command line prints while no plugin fails, each asked once."""

    @cache
    def printed(*arguments: object) -> str:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("incentives.cli.output.load_catalogue", lambda **_: catalogue)
            return CliRunner().invoke(main, [str(argument) for argument in arguments]).stdout

    return printed


@pytest.mark.parametrize("name", NAMES)
def test_without_a_failure_a_command_exits_with_0_and_complains_of_nothing(run: Run, border: Path, name: str) -> None:
    result = run(*commands(border)[name])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout


@pytest.mark.parametrize("how", ["import", "hook"])
@pytest.mark.parametrize("name", NAMES)
def test_a_failed_plugin_is_3_and_the_rest_is_answered(
    run: Run, before: Callable[..., str], border: Path, install_broken: Callable[[str], Path], name: str, how: str
) -> None:
    install_broken(how)
    result = run(*commands(border)[name])
    assert result.exit_code == 3
    assert "xx_broken" in result.stderr
    assert "worn" in result.stderr
    assert "Traceback" not in result.output
    assert "on the screen" not in result.stderr
    said = before(*commands(border)[name])
    assert said
    if name == "questions":
        assert result.stdout == said
    elif name != "plugins":  # all that was said before, and besides, what failed
        assert [line for line in said.splitlines() if line not in result.stdout] == []


@pytest.mark.parametrize("how", ["import", "hook"])
@pytest.mark.parametrize("name", NAMES)
def test_an_accepted_failure_is_0_and_still_reported(
    run: Run, border: Path, install_broken: Callable[[str], Path], name: str, how: str
) -> None:
    install_broken(how)
    result = run(*commands(border)[name], "--accept-failures")
    assert result.exit_code == 0
    assert "xx_broken" in result.stderr


@pytest.mark.parametrize(("format_name", "parse"), [("json", json.loads), ("toml", tomllib.loads)])
@pytest.mark.parametrize("name", [name for name in NAMES if name != "questions"])
def test_data_on_the_screen_stay_data_with_the_failure_among_them(
    run: Run,
    border: Path,
    install_broken: Callable[[str], Path],
    name: str,
    format_name: str,
    parse: Callable[[str], Any],
) -> None:
    install_broken("import")
    result = run(*commands(border)[name], "--format", format_name)
    assert result.exit_code == 3
    (failure,) = parse(result.stdout)["failures"]
    assert (failure["plugin"], failure["distribution"], failure["stage"]) == ("xx_broken", "xx_broken 1.2.3", "import")
    assert "RuntimeError: the gear is worn" in failure["message"]
    assert failure["code"] == "plugin_import_failed"


def test_text_shows_the_failure_too(run: Run, install_broken: Callable[[str], Path]) -> None:
    install_broken("import")
    assert "the gear is worn" in " ".join(run("schemes").stdout.split())


def test_a_file_is_written_all_the_same(run: Run, install_broken: Callable[[str], Path], tmp_path: Path) -> None:
    install_broken("import")
    result = run("schemes", "--format", "json", "-o", tmp_path / "schemes.json")
    assert result.exit_code == 3
    written = json.loads((tmp_path / "schemes.json").read_text("utf-8"))
    assert [scheme["id"] for scheme in written["schemes"]] == SHIPPED
    assert [failure["plugin"] for failure in written["failures"]] == ["xx_broken"]


def test_a_failed_plugin_that_is_disabled_is_no_failure(run: Run, install_broken: Callable[[str], Path]) -> None:
    install_broken("import")
    result = run("plugins", "--disable", "xx_broken", "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    states = {plugin["name"]: plugin["state"] for plugin in json.loads(result.stdout)["plugins"]}
    assert states["xx_broken"] == "disabled"


def test_the_list_of_plugins_says_what_failed_and_what_it_printed(
    run: Run, install_broken: Callable[[str], Path]
) -> None:
    install_broken("import")
    plugins = {p["name"]: p for p in json.loads(run("plugins", "--format", "json").stdout)["plugins"]}
    assert plugins["xx_broken"]["state"] == "failed"
    assert plugins["xx_broken"]["printed"].strip() == "on the screen"


def test_a_good_plugin_is_assessed_beside_the_shipped_ones(
    told: Callable[..., Any], install: Callable[..., Path], situation: Callable[..., Path]
) -> None:
    install("xx_good")
    rows = told("check", situation("[2024]\nxx.cycles = true\n"), "--year", "2024", *IN_NOVEMBER)["rows"]
    assert {row["scheme"]: row["amount"]["certain"] for row in rows}["xx-cycling"] == "120.00"
    assert [row["scheme"] for row in rows] == [*SHIPPED, "xx-cycling"]


@pytest.mark.parametrize("name", ["check", "compare"])
def test_a_broken_edition_is_a_row_that_says_so_beside_the_others(
    run: Run, border: Path, install_broken: Callable[[str], Path], name: str
) -> None:
    install_broken("edition")
    result = run(*commands(border)[name], "--format", "json")
    assert result.exit_code == 3
    content = json.loads(result.stdout)
    row = next(row for row in content["rows"] if (row["scheme"], row["year"]) == ("xx-cycling", 2024))
    assert (row["assessed"], row["code"]) == (False, "invalid_edition")
    assert {row["scheme"] for row in content["rows"] if row["assessed"]} == set(SHIPPED)
    (failure,) = content["failures"]
    assert (failure["stage"], failure["scheme"], failure["year"]) == ("edition", "xx-cycling", 2024)
    assert "gront" in failure["message"]


def test_a_broken_edition_does_not_keep_the_other_schemes_from_being_compared(
    run: Run, border: Path, install_broken: Callable[[str], Path]
) -> None:
    install_broken("edition")
    result = run(*commands(border)["compare-schemes"], "--format", "json")
    assert result.exit_code == 3
    content = json.loads(result.stdout)
    assert [column["scheme"] for column in content["columns"]] == SHIPPED
    assert [failure["stage"] for failure in content["failures"]] == ["edition"]


def test_a_broken_edition_does_not_keep_the_other_schemes_from_asking(
    run: Run, before: Callable[..., str], border: Path, install_broken: Callable[[str], Path]
) -> None:
    install_broken("edition")
    result = run(*commands(border)["questions"])
    assert result.exit_code == 3
    assert result.stdout == before(*commands(border)["questions"])
    assert "gront" in result.stderr


def test_showing_a_broken_edition_is_a_failure_of_its_plugin_and_no_faulty_input(
    run: Run, install_broken: Callable[[str], Path]
) -> None:
    install_broken("edition")
    result = run("show", "xx-cycling", "--year", "2024")
    assert result.exit_code == 3
    assert "gront" in result.stderr
    assert "Traceback" not in result.output


def test_a_format_of_a_plugin_that_fails_is_a_failure_of_that_plugin(run: Run, install: Callable[..., Path]) -> None:
    module = (
        "from incentives import ReportFormat, hookimpl\n\n"
        "def render(content, screen):\n    raise ZeroDivisionError('worn')\n\n"
        "@hookimpl\ndef report_formats():\n    yield ReportFormat('worn', render)\n"
    )
    install("xx_writer", module=module)
    result = run("schemes", "--format", "worn")
    assert result.exit_code == 3
    assert "worn" in result.stderr
    assert "Traceback" not in result.output


def test_a_reader_of_a_plugin_that_fails_is_a_failure_of_that_plugin(
    run: Run, install: Callable[..., Path], situation: Callable[..., Path]
) -> None:
    module = (
        "from incentives import SituationReader, hookimpl\n\n"
        "def read(path):\n    raise ZeroDivisionError('worn')\n\n"
        "@hookimpl\ndef situation_readers():\n    yield SituationReader('worn', '.worn', read)\n"
    )
    install("xx_reader", module=module)
    result = run("check", situation("", "someone.worn"), "--year", "2024")
    assert result.exit_code == 3
    assert "worn" in result.stderr
    assert "Traceback" not in result.output


def test_a_format_of_a_plugin_is_used_like_the_others(run: Run, install: Callable[..., Path]) -> None:
    module = (
        "from incentives import ReportFormat, hookimpl\n\n"
        "@hookimpl\ndef report_formats():\n"
        "    yield ReportFormat('ids', lambda content, screen: ' '.join(s['id'] for s in content['schemes']))\n"
    )
    install("xx_writer", module=module)
    result = run("schemes", "--format", "ids")
    assert (result.exit_code, result.stdout) == (0, " ".join(SHIPPED))


def test_a_broken_edition_is_left_out_of_a_table_and_ends_it_where_there_is_no_other(
    run: Run, install_broken: Callable[[str], Path], tmp_path: Path
) -> None:
    install_broken("edition")
    people, written = tmp_path / "people.csv", tmp_path / "out.csv"
    people.write_text("be.acts\n500\n", "utf-8")
    beside = run("table", people, "--year", "2024", "-o", written)
    assert beside.exit_code == 3
    assert "gront" in beside.stderr
    assert "be-inami-software.activity" in written.read_text("utf-8")
    assert "xx-cycling" not in written.read_text("utf-8")
    without = [argument for id in SHIPPED for argument in ("--disable", f"incentives-{id}")]
    alone = run("table", people, "--year", "2024", "--summary", *without)
    assert (alone.exit_code, alone.stdout) == (3, "")
    assert "gront" in alone.stderr
