"""What `incentives` exports: one list of names, each documented, none loaded before it is used."""

import ast
import enum
import inspect
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from types import ModuleType

import attrs
import incentives
import pytest

NAMES = Path(incentives.__file__).with_suffix(".pyi")


def homes() -> dict[str, str]:
    """Each name that is listed for type checkers, with the module it comes from."""
    found: dict[str, str] = {}
    for node in ast.parse(NAMES.read_text("utf-8")).body:
        for alias in node.names if isinstance(node, ast.ImportFrom) else ():
            assert isinstance(node, ast.ImportFrom)
            assert alias.asname == alias.name, f"{alias.name} is not exported to type checkers"
            assert alias.name not in found, f"{alias.name} has two homes"
            found[alias.name] = node.module or ""
    return found


def exported() -> list[str]:
    return list(incentives.__all__)


def test_what_is_listed_for_type_checkers_is_what_is_there() -> None:
    assert homes() == incentives._HOME  # noqa: SLF001  # what it reads there
    assert len(exported()) == len(set(exported()))
    assert set(exported()) == set(homes())
    assert dir(incentives) == sorted(exported())


def test_every_public_name_is_what_its_home_module_holds() -> None:
    values = {name: getattr(incentives, name) for name in exported()}
    held = {name: getattr(sys.modules[home], name) for name, home in homes().items()}
    assert [name for name, value in values.items() if value is not held[name]] == []
    assert [name for name, value in values.items() if isinstance(value, ModuleType)] == []


def test_a_name_that_is_not_exported_is_an_attribute_error_that_names_it() -> None:
    name = "asses"
    with pytest.raises(AttributeError, match="no attribute 'asses'"):
        getattr(incentives, name)


def public_callables() -> list[str]:
    return [name for name in exported() if callable(getattr(incentives, name)) and name != "hookimpl"]


def test_every_public_class_and_function_has_a_docstring_of_its_own() -> None:
    values = {name: getattr(incentives, name) for name in public_callables()}
    texts = {
        name: vars(value).get("__doc__") if isinstance(value, type) else value.__doc__ for name, value in values.items()
    }
    assert len(texts) > 100
    assert [name for name, text in texts.items() if not (text or "").strip()] == []


def public_classes() -> list[type]:
    found = [getattr(incentives, name) for name in exported()]
    return [value for value in found if isinstance(value, type) and not issubclass(value, enum.Enum)]


def members(cls: type) -> Iterator[tuple[str, object]]:
    """The public methods and properties that a class of ours, or one it derives from, defines."""
    for base in cls.__mro__:
        if base.__module__.partition(".")[0] != "incentives":
            continue
        for name, value in vars(base).items():
            is_member = isinstance(value, (property, cached_property, classmethod, staticmethod)) or inspect.isfunction(
                value
            )
            if not name.startswith("_") and is_member:
                yield name, value


def docstring(cls: type, name: str) -> str:
    """That of a member, or of the one which it overrides."""
    for base in cls.__mro__:
        if name in vars(base) and (text := inspect.getdoc(vars(base)[name])):
            return text
    return ""


def test_every_public_method_and_property_of_a_public_class_has_a_docstring() -> None:
    found = [(cls, name) for cls in public_classes() for name, _ in members(cls)]
    assert found
    assert [f"{cls.__name__}.{name}" for cls, name in found if not docstring(cls, name)] == []


def explains(cls: type, name: str) -> bool:
    """Whether a class says what one of its fields is: under Attributes, or by its name in the text."""
    texts = [base.__doc__ or "" for base in cls.__mro__]
    return any(f"    {name}:" in text or f"``{name}``" in text for text in texts)


def records() -> list[type]:
    """The public records: their fields are part of the interface."""
    return [cls for cls in public_classes() if attrs.has(cls) and not issubclass(cls, incentives.Expression)]


def test_every_public_field_of_a_record_is_explained() -> None:
    found = [(cls, one.name) for cls in records() for one in attrs.fields(cls) if one.init]
    public = [(cls, name) for cls, name in found if not name.startswith("_")]
    assert public
    assert [f"{cls.__name__}.{name}" for cls, name in public if not explains(cls, name)] == []


def loaded_by(code: str) -> set[str]:
    """The top-level packages that a fresh Python loads for some code."""
    script = f"import sys, json\n{code}\nprint(json.dumps(sorted({{m.partition('.')[0] for m in sys.modules}})))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout))


def test_importing_the_library_alone_loads_nothing_heavy() -> None:
    assert loaded_by("import incentives") & {"rich", "babel", "cattrs", "attrs", "pluggy", "click", "tomli_w"} == set()


def test_a_name_is_loaded_when_it_is_first_used() -> None:
    loaded = loaded_by("import incentives; incentives.Money")
    assert "attrs" in loaded
    assert loaded & {"rich", "babel", "cattrs", "pluggy", "click"} == set()


@pytest.mark.parametrize(
    "code",
    ["from incentives.cli import main", "from incentives import load_catalogue; load_catalogue()"],
    ids=["command line", "catalogue"],
)
def test_the_command_line_and_the_catalogue_start_without_what_only_some_commands_need(code: str) -> None:
    assert loaded_by(code) & {"rich", "babel", "tomli_w"} == set()


@pytest.mark.parametrize("function", ["load_catalogue", "compare", "compare_schemes"])
def test_the_front_doors_are_functions(function: str) -> None:
    value: Callable[..., object] = getattr(incentives, function)
    assert inspect.isfunction(value)
