"""Adding a node means adding it to each reader: forgetting one fails here."""

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

import incentives
import pytest
from incentives import Expression, Fact, Known, Trace, bounds, explain
from incentives.rules.evaluation import compile_program
from incentives.rules.explanation import _deciders
from incentives.rules.plain import BUILDERS, BY_NAME, to_plain
from incentives.wording import Speech
from incentives.wording.words import words

KNOWN_READERS = {
    "incentives.rules.bounds._bounds",
    "incentives.rules.columnbounds.column_bounds",
    "incentives.rules.columns.column",
    "incentives.rules.evaluation._emit",
    "incentives.rules.explanation._deciders",
    "incentives.rules.plain.to_plain",
    "incentives.wording.words.words",
}


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(incentives.__path__, "incentives."):
        if found.name.endswith("__main__"):
            continue
        try:
            yield importlib.import_module(found.name)
        except ModuleNotFoundError as error:
            if (error.name or "incentives").startswith("incentives"):
                raise  # other missing modules belong to extras


def subclasses(kind: type[Expression]) -> Iterator[type[Expression]]:
    for sub in kind.__subclasses__():
        yield sub
        yield from subclasses(sub)


@cache
def nodes() -> dict[str, type[Expression]]:
    """Every node, by its name; classes that a decorator replaced by another are left out."""
    list(modules())
    return {
        node.__name__: node
        for node in subclasses(Expression)
        if getattr(sys.modules.get(node.__module__), node.__name__, None) is node
    }


@cache
def readers() -> dict[str, Any]:
    """Every function that is told apart by the node it reads."""
    found = {}
    for module in modules():
        for name, function in vars(module).items():
            registered = getattr(function, "registry", {})
            if any(kind is not Expression and issubclass(kind, Expression) for kind in registered):
                found[f"{function.__module__}.{name}"] = function
    return found


def test_the_nodes_and_readers_of_this_test_are_those_of_the_library() -> None:
    assert {"Fact", "At", "OpenQuestion", "Literal", "AllOf", "Not", "When", "ShareAtLeast"} <= set(nodes())
    assert set(readers()) >= KNOWN_READERS


def test_every_reader_knows_every_node() -> None:
    forgotten = [
        f"{reader} does not read {name}"
        for reader, function in readers().items()
        for name, node in nodes().items()
        if function.dispatch(node) in {function.dispatch(object), function.registry.get(Expression)}
        and not (function is to_plain and node in BUILDERS)
    ]
    assert forgotten == []


def test_every_node_that_is_written_as_plain_data_can_be_read_back() -> None:
    assert set(BY_NAME) == {name for name, _ in BUILDERS.values()}
    assert len(BY_NAME) == len(BUILDERS)


def test_a_reader_refuses_a_node_that_it_does_not_know_by_name() -> None:
    forgotten = type("Forgotten", (Expression,), {})()
    member = Fact.yes_no("be.member")
    trace = Trace(compile_program([member]), (None,))
    known = Trace(type(trace.program)((forgotten,), {forgotten.digest: 0}, lambda *_: (None,)), (None,))
    for read in (
        lambda: compile_program([forgotten]).run(Known(2024)),
        lambda: bounds(forgotten, known),
        lambda: _deciders(forgotten, known),
        lambda: words(forgotten, Speech("en")),
    ):
        with pytest.raises(NotImplementedError, match="Forgotten"):
            read()
    assert explain(member, trace)[0].decided
