"""Finding plugins by their entry points and calling each of them alone."""

import difflib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from importlib.metadata import Distribution, EntryPoint, distributions, version
from typing import Any

import pluggy
from attrs import evolve, frozen

from incentives import hookspecs
from incentives.catalogue.failures import PluginFailure, Stage, guarded
from incentives.errors import UnknownPlugin
from incentives.hookspecs import GROUP, ReportFormat, SituationReader
from incentives.scheme.scheme import Scheme

DISABLE_VARIABLE = "INCENTIVES_DISABLE"
OWN_DISTRIBUTION = "incentives"
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

    def failed(self, stage: Stage, message: str) -> "PluginInfo":
        """The same plugin with one failure more."""
        failure = PluginFailure(self.name, f"{self.distribution} {self.version}", stage, message)
        return evolve(self, state=PluginState.FAILED, failures=(*self.failures, failure))


@frozen(eq=False)
class _Candidate:
    entry_point: EntryPoint
    distribution: Distribution

    @property
    def info(self) -> PluginInfo:
        return PluginInfo(self.entry_point.name, self.distribution.name, self.distribution.version)

    @property
    def is_own(self) -> bool:
        return _normalised(self.distribution.name) == OWN_DISTRIBUTION

    def answers_to(self, name: str) -> bool:
        return _normalised(name) in {_normalised(self.entry_point.name), _normalised(self.distribution.name)}


def discover(disable: Iterable[str] = ()) -> tuple[PluginInfo, ...]:
    """Every installed plugin, sorted by name, loaded unless it is disabled.

    Args:
        disable: names of entry points or distributions, besides those in ``INCENTIVES_DISABLE``.

    Raises:
        UnknownPlugin: if one of them is not installed.
    """
    candidates = sorted(_candidates(), key=lambda c: (c.entry_point.name, c.distribution.name))
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
    seen: set[str] = set()
    for distribution in distributions():
        name = _normalised(distribution.metadata["Name"] or "")
        if name not in seen:
            seen.add(name)
            for entry_point in distribution.entry_points:
                if entry_point.group == GROUP:
                    yield _Candidate(entry_point, distribution)


def _normalised(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")


def _check_names(names: Iterable[str], candidates: list[_Candidate]) -> None:
    known = sorted({name for c in candidates for name in (c.entry_point.name, c.distribution.name)})
    unknown = [name for name in names if not any(candidate.answers_to(name) for candidate in candidates)]
    if unknown:
        near = [match for name in unknown for match in difflib.get_close_matches(name, known, n=1)]
        hint = f"did you mean {', '.join(map(repr, near))}?" if near else f"installed: {', '.join(known) or 'none'}."
        msg = f"no plugin to disable is called {', '.join(map(repr, unknown))}; {hint}"
        raise UnknownPlugin(msg, names=unknown, known=known)


def _same_name(candidates: list[_Candidate]) -> Iterator[PluginInfo]:
    owners = " and ".join(f"{c.distribution.name} {c.distribution.version}" for c in candidates)
    name = candidates[0].entry_point.name
    message = (
        f"{owners} both give a plugin called {name!r}, so neither is used; "
        "uninstall one, or disable one by the name of its distribution"
    )
    for candidate in candidates:
        yield candidate.info.failed(Stage.CONFLICT, message)


def _load(candidate: _Candidate) -> Iterator[PluginInfo]:
    info = candidate.info
    if unmet := _unmet_requirement(candidate.distribution):
        yield info.failed(Stage.REQUIREMENT, unmet)
        return
    imported = guarded(candidate.entry_point.load)
    info = evolve(info, printed=imported.printed)
    if imported.error is not None:
        message = f"cannot be imported: {imported.said}; its schemes are missing here until that is put right"
        yield info.failed(Stage.IMPORT, message)
        return
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(hookspecs)
    registered = guarded(lambda: manager.register(imported.value, candidate.entry_point.name))
    if registered.error is not None:
        yield info.failed(Stage.HOOK, f"does not fit the hooks: {registered.said}")
        return
    pending = guarded(manager.check_pending)
    if pending.error is not None:
        info = info.failed(Stage.HOOK, f"implements a hook that does not exist, perhaps misspelt: {pending.said}")
    for hook, record in RECORDS.items():
        info = _called(info, hook, record, getattr(manager.hook, hook))
    yield info


def _called(info: PluginInfo, hook: str, record: type, call: Callable[[], list[Any]]) -> PluginInfo:
    """The plugin with what one of its hooks gave; everything is materialised inside the guard."""
    result = guarded(lambda: [item for answer in call() for item in answer])
    info = evolve(info, printed=info.printed + result.printed)
    if result.error is not None:
        return info.failed(Stage.HOOK, f"{hook} failed: {result.said}; nothing that it gives is used")
    items = result.value or []
    for item in items:
        if not isinstance(item, record):
            info = info.failed(Stage.RECORD, f"{hook} gives {item!r:.80}, which is no {record.__name__}; it is not used")
    good = tuple(item for item in items if isinstance(item, record))
    if record is Scheme:
        return evolve(info, schemes=good)
    return evolve(info, readers=good) if record is SituationReader else evolve(info, formats=good)


def _unmet_requirement(distribution: Distribution) -> str | None:
    from packaging.requirements import InvalidRequirement, Requirement  # only where a distribution has requirements

    own = version(OWN_DISTRIBUTION)
    for text in distribution.requires or ():
        try:
            requirement = Requirement(text)
        except InvalidRequirement:
            continue
        if _normalised(requirement.name) == OWN_DISTRIBUTION and not requirement.specifier.contains(own, prereleases=True):
            return f"needs {text}, but version {own} is installed; upgrade incentives, or install a fitting version"
    return None
