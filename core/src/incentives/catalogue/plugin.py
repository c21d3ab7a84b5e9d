"""An installed plugin: what it gave, and what became of it."""

from collections.abc import Iterable
from enum import StrEnum

from attrs import evolve, frozen

from incentives.catalogue.failures import PluginFailure, Stage
from incentives.hookspecs import ReportFormat, SituationReader
from incentives.scheme.scheme import Scheme
from incentives.situation.activity import ActivityReader
from incentives.situation.registers import Register


class PluginState(StrEnum):
    """What became of an installed plugin."""

    ACTIVE = "active"
    DISABLED = "disabled"
    FAILED = "failed"


@frozen(eq=False)
class PluginInfo:
    """An installed plugin.

    Attributes:
        name: of its entry point.
        distribution: that it comes with.
        version: of that distribution.
        state: what became of it.
        printed: what it printed while it was loaded, where the program has set its standard output apart.
        schemes: the schemes that it gave.
        readers: the file formats that it reads.
        formats: the report formats that it writes.
        activity_readers: the exports of what was billed that it counts.
        registers: the public registers that it knows.
        failures: what went wrong with it.
        package: that its entry point names.
        folder: of the metadata of its distribution.
    """

    name: str
    distribution: str
    version: str
    state: PluginState = PluginState.ACTIVE
    printed: str = ""
    schemes: tuple[Scheme, ...] = ()
    readers: tuple[SituationReader, ...] = ()
    formats: tuple[ReportFormat, ...] = ()
    activity_readers: tuple[ActivityReader, ...] = ()
    registers: tuple[Register, ...] = ()
    failures: tuple[PluginFailure, ...] = ()
    package: str = ""
    folder: str = ""

    @property
    def owner(self) -> str:
        """The distribution and its version."""
        return f"{self.distribution} {self.version}"

    def failure(self, stage: Stage, message: str, scheme: str | None = None, year: int | None = None) -> PluginFailure:
        """A failure of this plugin."""
        return PluginFailure(self.name, self.owner, stage, message, scheme, year)

    def failed(self, stage: Stage, message: str, scheme: str | None = None) -> "PluginInfo":
        """The same plugin with one failure more."""
        return evolve(self, state=PluginState.FAILED, failures=(*self.failures, self.failure(stage, message, scheme)))

    def named_in(self, failures: Iterable[PluginFailure]) -> "PluginInfo":
        """The same plugin with those of the failures, found between plugins, that name it."""
        mine = [f for f in failures if self.name in f.plugin.split(", ") and self.owner in f.distribution.split(", ")]
        return evolve(self, state=PluginState.FAILED, failures=(*self.failures, *mine)) if mine else self
