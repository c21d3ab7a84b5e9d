"""The package's public names, and what loading it and a plugin costs."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from incentives import testing
from incentives.testing.loading import told
from incentives.testing.weight import printed


def test_every_public_name_can_be_loaded_and_says_what_it_is() -> None:
    assert sorted(testing.__all__) == dir(testing)
    for name in testing.__all__:
        assert getattr(testing, name).__doc__ if name != "CHECKS" else testing.CHECKS, name


def test_no_public_name_is_hidden_by_a_module_of_the_same_name() -> None:
    modules = {path.stem for path in Path(testing.__file__).parent.glob("*.py")}
    assert modules & set(testing.__all__) == set()


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Conformity'"):
        _ = testing.Conformity


def test_each_check_says_in_a_sentence_what_holds() -> None:
    assert len({check.id for check in testing.CHECKS}) == len(testing.CHECKS)
    assert [check.id for check in testing.CHECKS if check.says == check.id or check.says.endswith(".")] == []


def test_the_plugin_of_pytest_loads_nothing_heavy() -> None:
    code = (
        "import sys, incentives.testing.pytest_plugin; print(*(m for m in sys.modules if m.startswith('incentives')))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.split() == ["incentives", "incentives.testing", "incentives.testing.pytest_plugin"]


def test_what_a_light_plugin_costs_is_told(plugin: Any) -> None:
    plugin.install()
    cost = told("xx_cycling")
    assert (cost["imported"], cost["touched"]) == ({}, [])
    assert cost["seconds"] > 0


def test_what_a_plugin_opens_starts_and_imports_besides_is_told(plugin: Any, tmp_path: Any) -> None:
    (tmp_path / "notes.txt").write_text("", "utf-8")
    lines = [
        f"    open({str(tmp_path / 'notes.txt')!r}).close()",
        "    import socket",
        "    with socket.socket() as one:",
        "        one.bind(('127.0.0.1', 0))",
        "    import os; os.system('true')",
        "    yield scheme()",
    ]
    plugin.edit("__init__.py", "    yield scheme()", "\n".join(lines))
    plugin.install()
    touched = told("xx_cycling")["touched"]
    assert [event for event, _ in touched] == ["open", "socket.bind", "os.system"]
    assert touched[0][1] == str(tmp_path / "notes.txt")


def test_an_edition_that_cannot_be_built_is_left_to_another_check(plugin: Any) -> None:
    plugin.edit("editions/2025.toml", "figures.bonus", "figures.bonuss")
    plugin.install()
    assert told("xx_cycling")["touched"] == []


def test_the_data_beside_a_plugin_of_one_module_are_its_own(plugin: Any) -> None:
    """Its module lies in the folder of all packages, and so do its editions and its wording."""
    package, module = plugin.site / plugin.package, plugin.site / f"{plugin.package}.py"
    plugin.edit("__init__.py", "from importlib.resources import files", "from pathlib import Path")
    plugin.edit("__init__.py", "files(__name__)", "Path(__file__).parent")
    for part in list(package.iterdir()):
        part.rename(module if part.name == "__init__.py" else plugin.site / part.name)
    package.rmdir()
    plugin.install()
    assert told("xx_cycling")["touched"] == []


def test_what_is_printed_before_and_after_is_no_part_of_the_answer(plugin: Any) -> None:
    at_exit = "sys.argv[0] == '-c' and atexit.register(print, 'three')"
    prints = f"import atexit, os, sys\nprint('one')\nos.write(1, b'two\\n')\n{at_exit}\nfrom decimal"
    plugin.edit("__init__.py", "from decimal", prints)
    plugin.install()
    assert sorted(printed("xx_cycling").split()) == ["one", "three", "two"]
