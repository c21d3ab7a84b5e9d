"""Finding plugins by their entry points and calling each of them alone."""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import EntryPoint
from operator import ge, gt, le, lt
from types import FunctionType, MethodType, ModuleType
from typing import Any

import pluggy
from attrs import evolve, frozen

from incentives import hookspecs
from incentives.catalogue.failures import Stage, guarded
from incentives.catalogue.hookcalls import RECORDS, WAY_OUT, called, unshared
from incentives.catalogue.installed import OWN_DISTRIBUTION, Installed, installed, normalised
from incentives.catalogue.plugin import PluginInfo, PluginState
from incentives.errors import UnknownPlugin
from incentives.hints import listed, short
from incentives.hookspecs import GROUP
from incentives.wording.said import Said, meant, saying

_PLAIN = re.compile(r"\d+(?:\.\d+)*", re.ASCII)
_BOUND_BY = re.compile(rf"\s*(>=|<=|<|>)\s*({_PLAIN.pattern})\s*", re.ASCII)
_COMPARED = {">=": ge, "<=": le, "<": lt, ">": gt}
_BOUND = (MethodType, classmethod, staticmethod)
DISABLE_VARIABLE = "INCENTIVES_DISABLE"
_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)\s*(?:\[[^\]]*\])?(?P<versions>[^;]*)")


@frozen(eq=False)
class _Candidate:
    """A plugin that is installed, and perhaps cannot be loaded.

    Attributes:
        info: what is known before it is loaded.
        source: the distribution.
        entry_point: what to load; ``None`` where that cannot be read.
    """

    info: PluginInfo
    source: Installed
    entry_point: EntryPoint | None

    @classmethod
    def of(cls, source: Installed, entry_point: EntryPoint | None = None) -> "_Candidate":
        name = source.name if entry_point is None else entry_point.name
        package = re.split(r"[.:\s]", entry_point.value.strip())[0] if entry_point is not None else ""
        info = PluginInfo(name, source.name, source.version, package=package, folder=source.folder)
        return cls(info, source, entry_point)

    @property
    def names(self) -> tuple[str, str]:
        return self.info.name, self.info.distribution

    def answers_to(self, name: str) -> bool:
        return normalised(name) in map(normalised, self.names)


class _Manager(pluggy.PluginManager):
    """Looks closely only at what can be a hook: most names of a module cannot, and modules may be thousands."""

    def parse_hookimpl_opts(self, plugin: Any, name: str) -> Any:
        return super().parse_hookimpl_opts(plugin, name) if _may_be_marked(plugin, name, f"{GROUP}_impl") else None

    def parse_hookspec_opts(self, module_or_class: Any, name: str) -> Any:
        return (
            super().parse_hookspec_opts(module_or_class, name)
            if _may_be_marked(module_or_class, name, f"{GROUP}_spec")
            else None
        )


def _may_be_marked(holder: object, name: str, mark: str) -> bool:
    if not isinstance(holder, ModuleType):
        return True
    value = vars(holder).get(name)
    return mark in vars(value) if isinstance(value, FunctionType) else isinstance(value, _BOUND)


def discover(disable: Iterable[str] = ()) -> tuple[PluginInfo, ...]:
    """Every installed plugin, sorted by name, loaded unless it is disabled.

    Args:
        disable: names of entry points or distributions, besides those in ``INCENTIVES_DISABLE``.

    Raises:
        UnknownPlugin: if one of them is not installed.
    """
    candidates = sorted(_candidates(), key=lambda candidate: candidate.names)
    unwanted = [*disable, *filter(None, map(str.strip, os.environ.get(DISABLE_VARIABLE, "").split(",")))]
    _check_names(unwanted, [candidate for candidate in candidates if not candidate.source.is_own])
    by_name: dict[str, list[_Candidate]] = defaultdict(list)
    found = []
    for candidate in candidates:
        if not candidate.source.is_own and any(candidate.answers_to(name) for name in unwanted):
            found.append(evolve(candidate.info, state=PluginState.DISABLED))
        elif candidate.source.fault is not None:
            found.append(candidate.info.failed(Stage.INSTALLATION, candidate.source.fault))
        else:
            by_name[candidate.info.name].append(candidate)
    own_version = next((one.source.version for one in candidates if one.source.is_own and not one.source.fault), None)
    for same in by_name.values():
        found.extend([_load(same[0], own_version)] if len(same) == 1 else _same_name(same))
    return tuple(sorted(found, key=lambda info: info.name))


def _candidates() -> Iterator[_Candidate]:
    """Each plugin; a distribution that names none that could be read is one itself."""
    for source in installed():
        for entry_point in source.entry_points or (None,):
            if entry_point is not None or source.fault is not None:
                yield _Candidate.of(source, entry_point)


def _check_names(names: Iterable[str], candidates: list[_Candidate]) -> None:
    known = sorted({name for candidate in candidates for name in candidate.names})
    unknown = [name for name in names if not any(candidate.answers_to(name) for candidate in candidates)]
    if unknown:
        named = listed(map(repr, map(short, unknown)))
        said = Said.of("unknown_plugin", names=named, meant=meant(*unknown, known=known, see="incentives plugins"))
        raise saying(UnknownPlugin, said, names=unknown, known=known)


def _same_name(candidates: list[_Candidate]) -> Iterator[PluginInfo]:
    owners = " and ".join(c.info.owner for c in candidates)
    message = (
        f"{owners} both give a plugin called {candidates[0].info.name!r}, so neither is used; "
        "uninstall one, or disable one by the name of its distribution"
    )
    for candidate in candidates:
        yield candidate.info.failed(Stage.CONFLICT, message)


def _load(candidate: _Candidate, own_version: str | None) -> PluginInfo:
    info, entry_point = candidate.info, candidate.entry_point
    if own_version is not None and (unmet := _unmet_requirement(candidate.source.requires, own_version)):
        return info.failed(Stage.REQUIREMENT, unmet)
    imported = guarded(lambda: entry_point.load() if entry_point is not None else None)
    info = evolve(info, printed=imported.printed)
    if imported.error is not None:
        said = imported.said_in(info.package)
        message = f"cannot be imported: {said}; what it gives is missing here until then: {WAY_OUT}"
        return unshared(info.failed(Stage.IMPORT, message))
    manager = _Manager(GROUP)
    manager.add_hookspecs(hookspecs)
    registered = guarded(lambda: manager.register(imported.value, info.name))
    if registered.error is not None:
        return unshared(info.failed(Stage.HOOK, f"does not fit the hooks: {registered.said}; {WAY_OUT}"))
    pending = guarded(manager.check_pending)
    if pending.error is not None:
        message = f"implements a hook that does not exist, perhaps misspelt: {pending.said}; {WAY_OUT}"
        info = info.failed(Stage.HOOK, message)
    for hook, record in RECORDS.items():
        info = called(info, hook, record, getattr(manager.hook, hook))
    return unshared(info)


def _unmet_requirement(requires: tuple[str, ...], own: str) -> str | None:
    for text in requires:
        match = _REQUIREMENT.match(text)
        if match is None or normalised(match["name"]) != OWN_DISTRIBUTION:
            continue
        if not fits(own, match["versions"].strip("() ")):
            return f"needs {text}, but version {own} is installed; upgrade incentives, or install a fitting version"
    return None


@cache
def fits(own: str, versions: str) -> bool:
    """Whether a version is among those that are wanted; plain bounds on plain numbers need no library to compare."""
    bounds = [_BOUND_BY.fullmatch(part) for part in versions.split(",") if part.strip()]
    if _PLAIN.fullmatch(own) and all(bounds):
        return all(_COMPARED[bound[1]](_numbers(own), _numbers(bound[2])) for bound in bounds if bound)
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # heavy: only where it is needed

    try:
        return SpecifierSet(versions).contains(own, prereleases=True)
    except InvalidSpecifier:
        return False


def _numbers(version: str) -> tuple[int, ...]:
    """The numbers of a version, without the zeros at its end, which change nothing."""
    numbers = [int(number) for number in version.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
