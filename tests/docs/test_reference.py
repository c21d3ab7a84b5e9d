"""The reference pages hold every public name, and the docstrings they are made of promise what the code does."""

import ast
import builtins
import enum
import inspect
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import incentives
import pytest
from incentives import hookspecs, testing

ROOT = Path(__file__).parents[2]
DIRECTIVE = re.compile(r"^```\{public-api\} (.+)$", re.MULTILINE)
ReadPage = Callable[[str], Any]
Functions = Mapping[str, Any]


def covered() -> list[str]:
    """The modules whose public names a page of the reference documents."""
    pages = (ROOT / "docs" / "reference").glob("*.md")
    return [
        module for path in pages for found in DIRECTIVE.findall(path.read_text("utf-8")) for module in found.split()
    ]


def homes() -> set[str]:
    """The modules that public names come from: the tables that the reference pages are made from."""
    of_the_kit = {f"incentives.testing.{home}" for home in testing._HOME.values()}  # noqa: SLF001  # see above
    return {*incentives._HOME.values(), *of_the_kit}  # noqa: SLF001  # see above


def test_the_public_names_of_every_module_are_on_one_page_of_the_reference() -> None:
    pages = covered()
    covering = {home: [module for module in pages if f"{home}.".startswith(f"{module}.")] for home in sorted(homes())}
    wrong = {home: modules for home, modules in covering.items() if len(modules) != 1}
    assert wrong == {}, "name each, or what holds it, in one public-api directive of docs/reference"


def test_no_page_of_the_reference_names_a_module_without_public_names() -> None:
    assert [module for module in covered() if not any(f"{home}.".startswith(f"{module}.") for home in homes())] == []


# ---------------------------------------------------------------- what docstrings promise


def functions() -> Iterator[tuple[str, Any]]:
    """Every public function, and every public method and property of a public class."""
    for name in incentives.__all__:
        value = getattr(incentives, name)
        if inspect.isfunction(value):
            yield name, value
        elif isinstance(value, type):
            for base in value.__mro__:
                if base.__module__.partition(".")[0] == "incentives":
                    yield from ((f"{name}.{key}", one) for key, one in methods_of(base))


def methods_of(cls: type) -> Iterator[tuple[str, Any]]:
    function: Any
    for key, member in vars(cls).items():
        match member:
            case classmethod() | staticmethod():
                function = member.__func__
            case property():
                function = member.fget
            case cached_property():
                function = member.func
            case _:
                function = member
        if inspect.isfunction(function) and not key.startswith("_"):
            yield key, inspect.unwrap(function)


@pytest.fixture(scope="module")
def public_functions() -> Functions:
    """Every public function and method, by its name."""
    found = dict(functions())
    assert "load_catalogue" in found
    assert "Catalogue.assess" in found
    return found


def raised_by(function: Any) -> set[str]:
    """The errors that a function names in a `raise` of its own."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    raised = [node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.exc]
    names = {ast.unparse(error.func if isinstance(error, ast.Call) else error) for error in raised}
    return {name for name in names if name[0].isupper()} - {"NotImplementedError"}  # of a reader without such a node


def promised_by(function: Any) -> dict[str, str]:
    """The errors under Raises, each with when."""
    _, _, section = (inspect.getdoc(function) or "").partition("Raises:\n")
    return dict(re.findall(r"^    (\w+): (.+)$", section, re.MULTILINE))


def test_an_error_that_a_public_function_raises_is_promised_by_its_docstring(public_functions: Functions) -> None:
    unsaid = {name: raised_by(one) - promised_by(one).keys() for name, one in public_functions.items()}
    assert {name: errors for name, errors in unsaid.items() if errors} == {}


def test_an_error_that_a_docstring_promises_can_be_caught_by_its_public_name(public_functions: Functions) -> None:
    promised = {name: promised_by(one) for name, one in public_functions.items()}
    public = {*vars(builtins), *incentives.__all__}
    hidden = {name: [error for error in errors if error not in public] for name, errors in promised.items()}
    assert {name: errors for name, errors in hidden.items() if errors} == {}


def test_a_docstring_explains_only_arguments_that_exist(public_functions: Functions) -> None:
    gone = {}
    for name, function in public_functions.items():
        _, _, section = (inspect.getdoc(function) or "").partition("Args:\n")
        told = re.findall(r"^    (\w+):", section.partition("\n\n")[0], re.MULTILINE)
        gone[name] = set(told) - set(inspect.signature(function).parameters)
    assert {name: arguments for name, arguments in gone.items() if arguments} == {}


ENUMS = [name for name in incentives.__all__ if isinstance(getattr(incentives, name), enum.EnumType)]


@pytest.mark.parametrize("name", ENUMS)
def test_the_docstring_of_a_public_enumeration_says_what_each_of_its_values_means(name: str) -> None:
    cls = getattr(incentives, name)
    assert [member.value for member in cls if f"``{member.value}``" not in (cls.__doc__ or "")] == []


# ---------------------------------------------------------------- the rule language


def test_the_page_of_the_rule_language_shows_every_function_of_it(page: ReadPage) -> None:
    text = page("docs/reference/rules.md").text
    rules = [name for name in incentives.__all__ if incentives._HOME[name].startswith("incentives.rules.")]  # noqa: SLF001  # same
    functions = [name for name in rules if inspect.isfunction(getattr(incentives, name))]
    assert functions
    assert [name for name in functions if not re.search(rf"\b{name}\b", text)] == []


def test_the_page_of_the_rule_language_shows_every_kind_of_fact(page: ReadPage) -> None:
    from incentives.rules.types import Kind

    told = {row[0] for row in page("docs/reference/rules.md").rows("## Facts and open questions")}
    makers = {re.sub(r"^`Fact\.(\w+)\(.*", r"\1", cell) for cell in told if cell.startswith("`Fact.")}
    kinds = [kind for kind in Kind if kind is not Kind.TEXT]  # no fact is free text
    assert len(makers - {"shown"}) == len(kinds)  # which is a choice
    assert makers == {key for key, member in vars(incentives.Fact).items() if isinstance(member, classmethod)}


# ---------------------------------------------------------------- the directive


def build(folder: Path, page: str) -> subprocess.CompletedProcess[str]:
    """A site of one page, built with warnings as errors."""
    source = folder / "source"
    source.mkdir()
    extensions = ROOT / "docs" / "_ext"
    configuration = f"import sys\nsys.path.insert(0, {str(extensions)!r})\nextensions = ['myst_parser', 'public_api']\n"
    (source / "conf.py").write_text(configuration, "utf-8")
    (source / "index.md").write_text(f"# Names\n\n{page}", "utf-8")
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-W",
        "--keep-going",
        "-q",
        "-b",
        "dummy",
        str(source),
        str(folder / "out"),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_build_fails_where_a_public_name_or_a_hook_is_on_no_page(tmp_path: Path) -> None:
    told = build(tmp_path, "```{public-api} incentives.wording\n```\n")
    missing = re.findall(r"no page documents ([\w.]+)", told.stderr)
    exported = {"incentives": incentives._HOME, "incentives.testing": testing._HOME}  # noqa: SLF001  # same
    homes = {f"{package}.{name}": home for package, names in exported.items() for name, home in names.items()}
    others = {name for name, home in homes.items() if not home.startswith("incentives.wording")}
    hooks = {"incentive_schemes", "situation_readers", "report_formats", "activity_readers", "registers"}
    assert hooks <= vars(hookspecs).keys()
    assert set(missing) == others | {f"incentives.hookspecs.{name}" for name in hooks}
    assert told.returncode == 1


def test_a_build_fails_where_a_directive_names_a_module_without_public_names(tmp_path: Path) -> None:
    told = build(tmp_path, "```{public-api} incentives.bicycles\n```\n")
    assert "no public name comes from incentives.bicycles" in told.stderr
    assert told.returncode == 1
