"""Calling the hooks of one plugin: each record by itself, so that one that fails takes no other with it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from inspect import isgenerator
from typing import Any

import pluggy
from attrs import evolve

from incentives.catalogue.failures import Guarded, Stage, guarded
from incentives.catalogue.plugin import PluginInfo
from incentives.catalogue.shared_facts import put_back
from incentives.hookspecs import ReportFormat, SituationReader
from incentives.rules.facts import Fact, OpenQuestion
from incentives.scheme.scheme import Contradiction, Exclusion, Scheme
from incentives.situation.activity import ActivityReader
from incentives.situation.registers import Register
from incentives.wording import Wording

WAY_OUT = "upgrade it, disable it, or tell its author"
RECORDS: Mapping[str, type] = {
    "incentive_schemes": Scheme,
    "situation_readers": SituationReader,
    "report_formats": ReportFormat,
    "activity_readers": ActivityReader,
    "registers": Register,
}
FIELDS: Mapping[type, str] = {
    Scheme: "schemes",
    SituationReader: "readers",
    ReportFormat: "formats",
    ActivityReader: "activity_readers",
    Register: "registers",
}
MOST_FAILURES = 100  # of one hook: what never ends is not followed for ever
_PARTS: Mapping[str, type] = {
    "facts": Fact,
    "questions": OpenQuestion,
    "contradictions": Contradiction,
    "excluded_by": Exclusion,
    "alternative_to": Exclusion,
    "years": int,
    "professions": str,
}
_END = object()


def called(info: PluginInfo, hook: str, record: type, caller: pluggy.HookCaller) -> PluginInfo:
    """The plugin with what one of its hooks gave; everything is materialised inside the guard."""
    answered = guarded(lambda: _answers(caller))
    info = evolve(info, printed=info.printed + answered.printed)
    if answered.value is None:
        failing = (
            f"{hook} failed: {answered.said_in(info.package, call=True)}; nothing that it gives is used: {WAY_OUT}"
        )
        return info.failed(Stage.HOOK, failing)
    good: list[Any] = []
    for step in _steps(answered.value):
        if record is Scheme and callable(step.value) and not isinstance(step.value, type):
            doing, one = _name_of(step.value), guarded(step.value)
        else:
            doing, one = _place_in(hook, good), step
        info = evolve(info, printed=info.printed + step.printed + (one.printed if one is not step else ""))
        info, item = _judged(info, hook, doing, one, record)
        good += [] if item is None else [item]
    records: Any = tuple(good)
    return evolve(info, **{FIELDS[record]: records})


def unshared(info: PluginInfo) -> PluginInfo:
    """The plugin; nothing that it gives is used if it changed what every scheme shares."""
    changed = put_back()
    if not changed:
        return info
    message = f"changes {', '.join(changed)}, which every scheme shares; nothing that it gives is used: {WAY_OUT}"
    nothing: dict[str, Any] = dict.fromkeys(FIELDS.values(), ())
    return evolve(info.failed(Stage.RECORD, message), **nothing)


def _answers(caller: pluggy.HookCaller) -> list[Any]:
    """What iterates over the records that each implementation gives."""
    answers: list[Any] = caller()
    if caller.get_hookimpls() and not answers:  # pluggy leaves out what is None
        raise TypeError("returns None, where records are expected")
    return [iter(answer) for answer in answers]


def _steps(iterators: Iterable[Iterator[Any]]) -> Iterator[Guarded[Any]]:
    """Each record, or what was raised in its place; a generator gives nothing more after that."""
    for iterator in iterators:
        failed = 0
        while failed < MOST_FAILURES:
            step = guarded(partial(next, iterator, _END))
            if step.value is _END:
                break
            yield step
            failed += step.error is not None
            if step.error is not None and isgenerator(iterator):
                break


def _judged(
    info: PluginInfo, hook: str, doing: str, one: Guarded[Any], record: type
) -> tuple[PluginInfo, object | None]:
    """The plugin and a record that it gave; with a failure more, and none, where that cannot be used."""
    if one.error is not None:
        rest = "the others that it gave are used"
        return info.failed(
            Stage.HOOK, f"{doing} failed: {one.said_in(info.package, call=True)}; {rest}: {WAY_OUT}"
        ), None
    if not isinstance(one.value, record):
        message = f"{hook} gives {one.value!r:.80}, which is no {record.__name__} and is not used: {WAY_OUT}"
        return info.failed(Stage.RECORD, message), None
    if isinstance(one.value, Scheme):
        scheme = one.value
        sound = guarded(lambda: _unsound(scheme))
        fault = sound.value if sound.error is None else sound.said_in(info.package)
        if fault is not None:
            message = f"the scheme {scheme.id} cannot be used: {fault}; the others that it gave are: {WAY_OUT}"
            return info.failed(Stage.RECORD, message, scheme.id), None
    return info, one.value


def _unsound(scheme: Scheme) -> str | None:
    """What is no record of the kind that it must be; each is read here once, inside the guard."""
    for name, kind in _PARTS.items():
        for part in getattr(scheme, name):
            if not isinstance(part, kind):
                return f"among its {name} is {part!r:.80}, which is no {kind.__name__}"
    if not isinstance(scheme.wording, Wording):
        return f"its wording is {scheme.wording!r:.80}, which is no Wording"
    if not isinstance(scheme.jurisdiction, str):
        return f"its jurisdiction is {scheme.jurisdiction!r:.80}, which is no text"
    return None


def _place_in(hook: str, before: list[Any]) -> str:
    """Where in what a hook gives a record stands."""
    last = before[-1] if before else None
    return f"{hook}, after {last.id}," if isinstance(last, Scheme) else hook


def _name_of(function: Callable[..., object]) -> str:
    """A function that gives a scheme, with what it is given."""
    if isinstance(function, partial):
        given = [*map(repr, function.args), *(f"{name}={value!r}" for name, value in function.keywords.items())]
        return f"{_name_of(function.func)}({', '.join(given)})"[:80]
    return str(getattr(function, "__name__", "a function"))
