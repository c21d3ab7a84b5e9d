"""The class that plugin authors inherit, run by pytest in a process of its own, as they run it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Any

import pytest

TEST = """\
from pathlib import Path

from incentives.testing import Conformance


class TestConformance(Conformance):
    plugin = "{plugin}"
    cases = {cases}
"""
CASES = 'Path(__file__).parent / "cases"'
# Our own tool, which no plugin needs: pytest rewrites all of it wherever bytecode is not kept.
WITHOUT = ("-p", "no:hypothesispytest")
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(plugin: Any) -> Run:
    """pytest over a test module of the plugin's; its colours and its cache switched off."""

    def pytest_over(*arguments: str, name: str = "xx_cycling", cases: str = CASES) -> subprocess.CompletedProcess[str]:
        plugin.install()
        (plugin.site / "test_conformance.py").write_text(TEST.format(plugin=name, cases=cases), "utf-8")
        installed = [one.name for one in entry_points(group="pytest11")]
        own = [] if "incentives" in installed else ["-p", "incentives.testing.pytest_plugin"]
        path = os.pathsep.join([str(plugin.site), *filter(None, sys.path)])
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *WITHOUT, "-W", "error", *own, *arguments],
            cwd=plugin.site,
            env={**os.environ, "PYTHONPATH": path, "COLUMNS": "120", "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    return pytest_over


def test_a_sound_plugin_passes_with_a_test_for_each_check_edition_and_case_and_a_table_of_what_they_cover(
    plugin: Any, run: Run
) -> None:
    plugin.edit("__init__.py", "bell = Fact", 'spare = Fact.yes_no("xx.spare")\nbell = Fact')
    plugin.edit("__init__.py", "FACTS = (", "FACTS = (spare, ")
    plugin.edit("wording/en.toml", "[facts]\n", '[facts]\n"xx.spare" = { name = "a", question = "A?", help = "A." }\n')
    told = run("-v")
    assert told.returncode == 0, told.stdout
    for name in (
        "test_case[xx-cycling 2025: 499 km are not enough]",
        "test_conforms[xx-cycling 2025: Every benefit can be due, and then pays something]",
        "test_conforms[xx-cycling: Every criterion is seen met, not met and unknown]",
        "test_conforms[xx_cycling: The plugin loads, prints nothing, and gives something]",
    ):
        assert f"::{name} PASSED" in told.stdout
    assert "what the cases of xx-cycling cover" in told.stdout
    rows = {re.sub(r"\s*│\s*", "|", line).strip("|") for line in told.stdout.splitlines() if line.startswith("│")}
    assert "cycling|2025|6|1|1" in rows
    assert "kilometres at least 500|yes|yes" in rows
    # What is worth knowing is printed, and fails nothing.
    assert re.search(r"=+ worth knowing =+\nxx-cycling, facts.xx.spare: no edition reads it", told.stdout)


def test_a_failure_says_where_and_how_without_a_traceback_and_a_side_that_no_case_tries_is_a_dash(
    plugin: Any, run: Run
) -> None:
    plugin.edit("cases/basic.toml", "xx.kilometres = 499", "xx.kilometres = 400")
    plugin.edit("wording/en.toml", 'queue = "Queue at the counter."', "")
    told = run()
    assert told.returncode == 1
    assert "no case is just on the other side: kilometres at least 500" in told.stdout
    assert re.search(r"kilometres at least 500\s*│ yes\s*│ -", told.stdout)
    assert "xx-cycling 2025, wording/en.toml, steps.queue: is missing, and the edition can say it" in told.stdout
    assert "-> write it under [steps]" in told.stdout
    assert "Traceback" not in told.stdout


def test_a_case_that_fails_is_named_by_its_sentence(plugin: Any, run: Run) -> None:
    plugin.edit("editions/2025.toml", "value = 500", "value = 501")
    told = run("-q")
    assert "test_case[xx-cycling 2025: 500 km, a bell and a start in the year: everything is due]" in told.stdout


def test_without_cases_there_are_no_tests_of_them_and_no_table(run: Run) -> None:
    told = run("-v", cases="None")
    assert told.returncode == 0, told.stdout
    assert "what the cases" not in told.stdout
    assert "tried exactly at it" not in told.stdout
    assert "Taking a fact away flips no outcome" in told.stdout


def test_a_plugin_that_is_not_installed_is_named(run: Run) -> None:
    told = run(name="xx_cyclin")
    assert told.returncode != 0
    assert "no installed plugin is called 'xx_cyclin'; install it (pip install -e .)" in told.stdout + told.stderr


def test_a_plugin_that_cannot_be_loaded_fails_with_the_reason(plugin: Any, run: Run) -> None:
    plugin.edit("__init__.py", "from decimal", "import no_such_module\nfrom decimal")
    told = run("-q")
    assert told.returncode == 1
    assert "No module named 'no_such_module'" in told.stdout
