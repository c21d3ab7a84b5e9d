"""The example on the page of the hooks, installed and asked, and its tables, held against the program."""

import importlib
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from click.testing import CliRunner, Result
from incentives import Situation, UnreadableFile, hookspecs, load_catalogue
from incentives.catalogue import Stage
from incentives.cli import main

PAGE = "docs/reference/hooks.md"
PACKAGE = "incentives_xx_formats"


@pytest.fixture
def example(
    page: Callable[[str], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Result]]:
    """The example's files, installed as pip would; gives what runs a command beside them."""
    for block in page(PAGE).blocks:
        if block.path:
            (tmp_path / block.path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / block.path).write_text(block.text, "utf-8")
    described = tomllib.loads((tmp_path / "pyproject.toml").read_text("utf-8"))["project"]
    information = tmp_path / "src" / f"{PACKAGE}-{described['version']}.dist-info"
    information.mkdir()
    required = "".join(f"Requires-Dist: {text}\n" for text in described["dependencies"])
    metadata = f"Metadata-Version: 2.1\nName: {described['name']}\nVersion: {described['version']}\n{required}"
    (information / "METADATA").write_text(metadata, "utf-8")
    ((name, module),) = described["entry-points"]["incentives"].items()
    (information / "entry_points.txt").write_text(f"[incentives]\n{name} = {module}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path / "src"))
    importlib.invalidate_caches()
    yield lambda *arguments: CliRunner().invoke(main, arguments)
    sys.modules.pop(PACKAGE, None)


def test_the_examples_command_prints_what_the_page_shows(
    example: Callable[..., Result], page: Callable[[str], Any]
) -> None:
    (command,) = re.findall(r"^\$ incentives (.+)$", page(PAGE).text, re.MULTILINE)
    (shown,) = [block.text for block in page(PAGE).blocks if block.language == "text"]
    told = example(*command.split())
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout == shown


def test_the_examples_reader_says_the_same_as_the_same_facts_in_toml(example: Callable[..., Result]) -> None:
    catalogue = load_catalogue()
    assert catalogue.failures == ()
    given = json.loads(Path("nora.json").read_text("utf-8"))
    read = catalogue.check(catalogue.read_situation(Path("nora.json")))
    assert read.annual == catalogue.check(Situation.of(given)).annual
    assert read.permanent["practitioner.profession"] == "physiotherapist"
    assert example("plugins").stdout.count("xx_formats") == 1


def test_the_errors_that_the_example_raises_are_the_users_to_put_right(example: Callable[..., Result]) -> None:
    Path("broken.json").write_text("{", "utf-8")
    with pytest.raises(UnreadableFile, match=r"broken\.json is no JSON file"):
        load_catalogue().read_situation(Path("broken.json"))
    for arguments in (("check", "broken.json", "--year", "2024"), ("schemes", "--format", "lines")):
        told = example(*arguments)
        assert told.exit_code == 2
        assert "Traceback" not in told.stderr
        assert told.stderr


def test_an_error_of_another_kind_is_a_failure_of_the_plugin(example: Callable[..., Result]) -> None:
    module = Path("src", PACKAGE, "__init__.py")
    text = module.read_text("utf-8")
    module.write_text(text.replace('    if "rows" not in content:', '    if content["bicycles"]:'), "utf-8")
    told = example("check", "nora.json", "--year", "2024", "--format", "lines")
    assert told.exit_code == 3
    assert "xx_formats (incentives-xx-formats 0.1.0)" in told.stderr


def test_the_page_names_every_hook_and_what_it_returns(page: Callable[[str], Any]) -> None:
    told = {row[0].strip("`"): re.findall(r"`(\w+)`", row[1]) for row in page(PAGE).rows("# The hooks")[:5]}
    hooks = {name: one for name, one in vars(hookspecs).items() if hasattr(one, f"{hookspecs.GROUP}_spec")}
    assert told.keys() == hooks.keys()
    for name, hook in hooks.items():
        (record,) = get_args(get_type_hints(hook)["return"])
        assert told[name] == [record.__name__]


def test_the_page_lists_every_stage_at_which_a_plugin_can_fail(page: Callable[[str], Any]) -> None:
    rows = page(PAGE).rows("## When a plugin fails")
    told = [row[0].strip("`") for row in rows if row[0].startswith("`")]
    assert sorted(told) == sorted(stage.value for stage in Stage)
    assert [row[0] for row in rows if row[0].isdigit()] == ["0", "2", "3"]
