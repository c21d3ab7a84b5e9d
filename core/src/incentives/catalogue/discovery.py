"""Finding plugins by their entry points and calling each of them alone."""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from importlib.metadata import Distribution, EntryPoint, entry_points, version
from typing import Any

import pluggy
from attrs import evolve, frozen

from incentives import hookspecs
from incentives.catalogue.failures import PluginFailure, Stage, guarded
from incentives.errors import UnknownPlugin
from incentives.hints import listed, short
from incentives.hookspecs import GROUP, ReportFormat, SituationReader
from incentives.scheme.scheme import Scheme
from incentives.wording.said import Said, meant, saying

DISABLE_VARIABLE = "INCENTIVES_DISABLE"
OWN_DISTRIBUTION = "incentives"
WAY_OUT = "upgrade it, disable it, or tell its author"
FIELDS: Mapping[type, str] = {Scheme: "schemes", SituationReader: "readers", ReportFormat: "formats"}
_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)\s*(?:\[[^\]]*\])?(?P<versions>[^;]*)")
RECORDS = {"incentive_schemes": Scheme, "situation_readers": SituationReader, "report_formats": ReportFormat}


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
        printed: what it printed while it was loaded.
        schemes: the schemes that it gave.
        readers: the file formats that it reads.
        formats: the report formats that it writes.
        failures: what went wrong with it.
    """

    name: str
    distribution: str
    version: str
    state: PluginState = PluginState.ACTIVE
    printed: str = ""
    schemes: tuple[Scheme, ...] = ()
    readers: tuple[SituationReader, ...] = ()
    formats: tuple[ReportFormat, ...] = ()
    failures: tuple[PluginFailure, ...] = ()

    @property
    def owner(self) -> str:
        """The distribution and its version."""
        return f"{self.distribution} {self.version}"

    def failure(self, stage: Stage, message: str, scheme: str | None = None, year: int | None = None) -> PluginFailure:
        """A failure of this plugin."""
        return PluginFailure(self.name, self.owner, stage, message, scheme, year)

    def failed(self, stage: Stage, message: str) -> "PluginInfo":
        """The same plugin with one failure more."""
        return evolve(self, state=PluginState.FAILED, failures=(*self.failures, self.failure(stage, message)))

    def named_in(self, failures: Iterable[PluginFailure]) -> "PluginInfo":
        """The same plugin with those of the failures, found between plugins, that name it."""
        owner = f"{self.distribution} {self.version}"
        mine = [f for f in failures if self.name in f.plugin.split(", ") and owner in f.distribution.split(", ")]
        return evolve(self, state=PluginState.FAILED, failures=(*self.failures, *mine)) if mine else self


@frozen(eq=False)
class _Candidate:
    entry_point: EntryPoint
    info: PluginInfo
    requires: tuple[str, ...]

    @classmethod
    def of(cls, entry_point: EntryPoint, distribution: Distribution) -> "_Candidate":
        metadata = distribution.metadata  # parsed anew at every access
        info = PluginInfo(entry_point.name, metadata["Name"], metadata["Version"])
        return cls(entry_point, info, tuple(metadata.get_all("Requires-Dist") or ()))

    @property
    def names(self) -> tuple[str, str]:
        return self.info.name, self.info.distribution

    @property
    def is_own(self) -> bool:
        return _normalised(self.info.distribution) == OWN_DISTRIBUTION

    def answers_to(self, name: str) -> bool:
        return _normalised(name) in map(_normalised, self.names)


def discover(disable: Iterable[str] = ()) -> tuple[PluginInfo, ...]:
    """Every installed plugin, sorted by name, loaded unless it is disabled.

    Args:
        disable: names of entry points or distributions, besides those in ``INCENTIVES_DISABLE``.

    Raises:
        UnknownPlugin: if one of them is not installed.
    """
    candidates = sorted(_candidates(), key=lambda candidate: candidate.names)
    unwanted = [*disable, *filter(None, map(str.strip, os.environ.get(DISABLE_VARIABLE, "").split(",")))]
    _check_names(unwanted, [candidate for candidate in candidates if not candidate.is_own])
    by_name: dict[str, list[_Candidate]] = defaultdict(list)
    found = []
    for candidate in candidates:
        if not candidate.is_own and any(candidate.answers_to(name) for name in unwanted):
            found.append(evolve(candidate.info, state=PluginState.DISABLED))
        else:
            by_name[candidate.entry_point.name].append(candidate)
    for same in by_name.values():
        found.extend(_load(same[0]) if len(same) == 1 else _same_name(same))
    return tuple(sorted(found, key=lambda info: info.name))


def _candidates() -> Iterator[_Candidate]:
    """Each plugin once, though a distribution may be found twice along the path."""
    for entry_point in entry_points(group=GROUP):
        if entry_point.dist is not None:
            yield _Candidate.of(entry_point, entry_point.dist)


def _normalised(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")


def _check_names(names: Iterable[str], candidates: list[_Candidate]) -> None:
    known = sorted({name for candidate in candidates for name in candidate.names})
    unknown = [name for name in names if not any(candidate.answers_to(name) for candidate in candidates)]
    if unknown:
        named = listed(map(repr, map(short, unknown)))
        said = Said.of("unknown_plugin", names=named, meant=meant(*unknown, known=known, see="incentives plugins"))
        raise saying(UnknownPlugin, said, names=unknown, known=known)


def _same_name(candidates: list[_Candidate]) -> Iterator[PluginInfo]:
    owners = " and ".join(c.info.owner for c in candidates)
    name = candidates[0].entry_point.name
    message = (
        f"{owners} both give a plugin called {name!r}, so neither is used; "
        "uninstall one, or disable one by the name of its distribution"
    )
    for candidate in candidates:
        yield candidate.info.failed(Stage.CONFLICT, message)


def _load(candidate: _Candidate) -> Iterator[PluginInfo]:
    info = candidate.info
    if unmet := _unmet_requirement(candidate.requires):
        yield info.failed(Stage.REQUIREMENT, unmet)
        return
    imported = guarded(candidate.entry_point.load)
    info = evolve(info, printed=imported.printed)
    if imported.error is not None:
        message = f"cannot be imported: {imported.said}; what it gives is missing here until then: {WAY_OUT}"
        yield info.failed(Stage.IMPORT, message)
        return
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    registered = guarded(lambda: manager.register(imported.value, candidate.entry_point.name))
    if registered.error is not None:
        yield info.failed(Stage.HOOK, f"does not fit the hooks: {registered.said}; {WAY_OUT}")
        return
    pending = guarded(manager.check_pending)
    if pending.error is not None:
        message = f"implements a hook that does not exist, perhaps misspelt: {pending.said}; {WAY_OUT}"
        info = info.failed(Stage.HOOK, message)
    for hook, record in RECORDS.items():
        info = _called(info, hook, record, getattr(manager.hook, hook))
    yield info


def _called(info: PluginInfo, hook: str, record: type, caller: pluggy.HookCaller) -> PluginInfo:
    """The plugin with what one of its hooks gave; everything is materialised inside the guard."""
    result = guarded(lambda: [item for answer in _answers(caller) for item in answer])
    info = evolve(info, printed=info.printed + result.printed)
    if result.error is not None:
        return info.failed(Stage.HOOK, f"{hook} failed: {result.said}; nothing that it gives is used: {WAY_OUT}")
    items = result.value or []
    for item in items:
        if not isinstance(item, record):
            message = f"{hook} gives {item!r:.80}, which is no {record.__name__} and is not used: {WAY_OUT}"
            info = info.failed(Stage.RECORD, message)
    good: Any = tuple(item for item in items if isinstance(item, record))
    return evolve(info, **{FIELDS[record]: good})


def _answers(caller: pluggy.HookCaller) -> list[Any]:
    answers: list[Any] = caller()
    if caller.get_hookimpls() and not answers:  # pluggy leaves out what is None
        raise TypeError("returns None, where records are expected")
    return answers


def _unmet_requirement(requires: tuple[str, ...]) -> str | None:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # heavy: only where plugins are loaded

    own = version(OWN_DISTRIBUTION)
    for text in requires:
        match = _REQUIREMENT.match(text)
        if match is None or _normalised(match["name"]) != OWN_DISTRIBUTION:
            continue
        try:
            fits = SpecifierSet(match["versions"].strip("() ")).contains(own, prereleases=True)
        except InvalidSpecifier:
            fits = False
        if not fits:
            return f"needs {text}, but version {own} is installed; upgrade incentives, or install a fitting version"
    return None
