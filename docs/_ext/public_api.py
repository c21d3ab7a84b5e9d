"""The directive ``public-api``: documents the public names that come from some modules, from their docstrings.

No name is listed by hand, so that none can be forgotten; a public name that no page documents is a warning, which fails
the build.
"""

import builtins
import enum
import inspect
from collections.abc import Iterable, Iterator
from importlib import import_module
from textwrap import indent
from typing import Any

import incentives
from docutils import nodes
from incentives import hookspecs, testing
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.ext.napoleon import Config
from sphinx.ext.napoleon.docstring import GoogleDocstring
from sphinx.pycode import ModuleAnalyzer
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import find_pending_xref_condition
from sphinx.util.typing import ExtensionMetadata

LOGGER = logging.getLogger(__name__)
STYLE: Any = Config(napoleon_use_ivar=True)  # what Napoleon documents for such a use, and types otherwise
HOOKS = [name for name, value in vars(hookspecs).items() if hasattr(value, f"{hookspecs.GROUP}_spec")]
HOMES: dict[str, str] = {
    **{f"incentives.{name}": home for name, home in incentives._HOME.items()},  # noqa: SLF001  # the one table of homes
    **{f"incentives.testing.{name}": f"incentives.testing.{home}" for name, home in testing._HOME.items()},  # noqa: SLF001  # same
    **{f"incentives.hookspecs.{name}": "incentives.hookspecs" for name in HOOKS},
}
"""Which module each public name comes from: what `incentives` and its kit export, and the hooks."""


def names_of(modules: Iterable[str]) -> list[str]:
    """The public names that come from some modules, or from below them, in the order of the modules."""
    return [name for module in modules for name, home in HOMES.items() if f"{home}.".startswith(f"{module}.")]


def documented(name: str) -> str:
    """What documents a name, in reStructuredText."""
    module, _, word = name.rpartition(".")
    value = getattr(import_module(module), word)
    if isinstance(value, type):
        options = "\n".join(f"   {option}" for option in class_options(value))
        return f".. autoclass:: {name}\n{options}\n"
    if inspect.isroutine(value):
        return f".. autofunction:: {name}\n"
    return f".. py:data:: {name}\n\n{indent(comment_on(HOMES[name], word), '   ')}\n"


def class_options(cls: type) -> Iterator[str]:
    """What autodoc shows of a class: its members, and those of its bases that aren't documented by themselves."""
    yield ":members:"
    if issubclass(cls, enum.Enum):
        yield ":undoc-members:"
        return
    elsewhere = [base.__name__ for base in cls.__mro__[1:] if base.__module__.partition(".")[0] != "incentives"]
    public = [base.__name__ for base in cls.__mro__[1:] if base.__name__ in incentives.__all__]
    yield f":inherited-members: {', '.join([*elsewhere, *public])}"
    if public:
        yield ":show-inheritance:"


def comment_on(module: str, name: str) -> str:
    """The ``#:`` comment above a name that is no class or function: the only place where its meaning can stand."""
    lines = ModuleAnalyzer.for_module(module).find_attr_docs().get(("", name), [])
    if not lines:
        LOGGER.warning("%s.%s has no comment that starts with '#:'", module, name)
    return "\n".join(lines)


class PublicApi(SphinxDirective):
    """``{public-api} incentives.scheme incentives.values``: every public name that comes from these modules."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """The documentation of each name."""
        names = names_of(self.arguments[0].split())
        if not names:
            LOGGER.warning("no public name comes from %s", self.arguments[0], location=self.get_location())
        text = "\n".join(map(documented, names))
        return self.parse_text_to_nodes(f"```{{eval-rst}}\n{text}\n```")


def sections(app: Sphinx, what: Any, name: str, value: object, options: object, lines: list[str]) -> None:
    """Read the sections of a docstring. Of a property as of a method: Napoleon by itself reads ``type: text`` there."""
    kind: Any = "method" if what == "property" else what
    read = GoogleDocstring(lines, STYLE, app, kind, name, value, options)
    lines[:] = read.lines()


def unlink_builtins(_: Sphinx, doctree: nodes.document) -> None:
    """Take the links off Python's own names: ``type`` in a signature isn't the ``type`` of an expression."""
    for reference in list(doctree.findall(addnodes.pending_xref)):
        if reference.get("refdomain") == "py" and hasattr(builtins, reference["reftarget"]):
            short = find_pending_xref_condition(reference, "resolved")
            reference.replace_self((short or reference).children)


def check_all_documented(_: Sphinx, env: BuildEnvironment) -> None:
    """Warn of each public name that no page documents."""
    found = env.domains.python_domain.objects
    for name, home in HOMES.items():
        if name not in found:
            LOGGER.warning("no page documents %s: name %s in a public-api directive", name, home)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive, the reading of docstrings, and the check once every page is read."""
    app.setup_extension("sphinx.ext.autodoc")
    app.add_directive("public-api", PublicApi)
    app.connect("autodoc-process-docstring", sections)
    app.connect("doctree-read", unlink_builtins)
    app.connect("env-check-consistency", check_all_documented)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
