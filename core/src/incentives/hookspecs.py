"""The contract between plugins and the host.

A plugin is a package that an installed distribution names in the entry-point group ``incentives``. It implements any of
the hooks below with ``@hookimpl``; ``incentive_schemes`` is the one that matters. A complete plugin::

    from incentives import Scheme, hookimpl

    @hookimpl
    def incentive_schemes():
        yield Scheme(id="xx-example", ...)

Hooks return records; nothing is registered by callback. They are called once, when a catalogue is loaded, and must not
read the clock, the network, or the disk outside their own package. Each plugin is called alone: what one raises or
returns never hides what another gives.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

import pluggy
from attrs import frozen

from incentives.scheme.scheme import Scheme
from incentives.situation.activity import ActivityReader
from incentives.situation.registers import Register
from incentives.situation.situation import Situation

GROUP = "incentives"
hookspec = pluggy.HookspecMarker(GROUP)
#: Marks a function of a plugin as one of the hooks; the function has the name of the hook and takes no argument.
hookimpl = pluggy.HookimplMarker(GROUP)


@frozen
class SituationReader:
    """Turns files of one format into situations.

    Attributes:
        name: of the format, such as ``toml``.
        suffix: of its files, with the dot.
        read: gives the situation in a file; raises ``UnreadableFile`` if there is none.
    """

    name: str
    suffix: str
    read: Callable[[Path], Situation]


#: What can be asked for beside the answer.
PARTS: Mapping[str, str] = {
    "why": "the reasons as well, criterion by criterion",
    "steps": "where, how and when to apply as well, and whom to ask",
    "papers": "the papers as well",
    "sources": "where it is written as well",
    "questions": "every open question as well",
    "notes": "the notes as well",
}


@frozen
class Screen:
    """Where a report is shown.

    Attributes:
        width: in characters.
        styled: whether bold and underlined text can be shown.
        parts: what is asked for beside the answer to one practitioner: among ``PARTS``, all of them for everything,
            also of a long list.
    """

    width: int = 100
    styled: bool = False
    parts: frozenset[str] = frozenset()


@frozen
class ReportFormat:
    """Writes a report.

    Attributes:
        name: as given to ``--format``.
        render: gives the text of a report, from the report and the screen it is for.
        typed: whether it takes the report as a record, whose parts have the names that JSON has; otherwise as a mapping
            of nested tables and lists, as JSON holds it.
    """

    name: str
    render: Callable[[Any, Screen], str]
    typed: bool = False


class Rendered(Protocol):
    """A report, as far as the host knows one."""

    def plain(self) -> Mapping[str, Any]:
        """The same as nested tables and lists."""


@hookspec
def incentive_schemes() -> Iterable[Scheme]:  # type: ignore[empty-body]  # a specification has no body
    """The plugin's schemes.

    Every edition of a scheme states its criteria, period, benefits and application channel; editions are built when
    first used, so that only ids and years need to be at hand here.

    Returns:
        ``Scheme`` records; any iterable of them. A function without arguments may stand in place of each, and gives it:
        it is called by itself, so that one that fails takes no other with it.
    """


@hookspec
def situation_readers() -> Iterable[SituationReader]:  # type: ignore[empty-body]  # a specification has no body
    """File formats from which situations can be read.

    Returns:
        ``SituationReader`` records.
    """


@hookspec
def report_formats() -> Iterable[ReportFormat]:  # type: ignore[empty-body]  # a specification has no body
    """Formats in which reports can be written.

    Returns:
        ``ReportFormat`` records.
    """


@hookspec
def activity_readers() -> Iterable[ActivityReader]:  # type: ignore[empty-body]  # a specification has no body
    """Exports of what was billed from which facts of a year are counted.

    Returns:
        ``ActivityReader`` records, at most one for each scheme of the plugin.
    """


@hookspec
def registers() -> Iterable[Register]:  # type: ignore[empty-body]  # a specification has no body
    """Public registers of practitioners from which a table is made.

    Returns:
        ``Register`` records.
    """
