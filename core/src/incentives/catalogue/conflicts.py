"""Schemes that contradict one another: none of the contested ones is used, all are named."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from incentives.catalogue.discovery import PluginInfo
from incentives.catalogue.failures import PluginFailure, Stage
from incentives.rules.facts import Fact
from incentives.scheme.scheme import Scheme
from incentives.scheme.together import circle


@frozen(eq=False)
class Provided:
    """A scheme and the plugin that gave it."""

    scheme: Scheme
    plugin: PluginInfo


@frozen(eq=False)
class Settled:
    """The schemes that can be used, and the failures of those that cannot.

    Attributes:
        schemes: those that can be used.
        failures: why others cannot.
        circles: of schemes that can be used, but none of which goes first; sums take them as alternatives.
    """

    schemes: tuple[Provided, ...]
    failures: tuple[PluginFailure, ...]
    circles: tuple[PluginFailure, ...]


def settle(provided: Iterable[Provided], shared: Mapping[str, Fact]) -> Settled:
    """Take out every scheme that clashes with another.

    Args:
        provided: what the plugins gave.
        shared: facts that the library itself declares, by id; a scheme that declares one otherwise is out alone.
    """
    everything = tuple(sorted(provided, key=lambda p: (p.scheme.id, p.plugin.owner)))
    failures = [*_same_ids(everything), *_foreign_questions(everything)]
    failures += [*_against_shared(_without(everything, failures), shared)]
    failures += [*_facts(_without(everything, failures))]
    usable = _without(everything, failures)
    return Settled(usable, tuple(failures), tuple(_circles(usable)))


def _without(provided: tuple[Provided, ...], failures: Iterable[PluginFailure]) -> tuple[Provided, ...]:
    out = {id for failure in failures for id in (failure.scheme or "").split(", ")}
    return tuple(p for p in provided if p.scheme.id not in out)


def _failure(involved: Iterable[Provided], message: str, stage: Stage = Stage.CONFLICT) -> PluginFailure:
    parts = list(involved)
    return PluginFailure(
        plugin=", ".join(dict.fromkeys(p.plugin.name for p in parts)),
        distribution=", ".join(dict.fromkeys(p.plugin.owner for p in parts)),
        stage=stage,
        message=message,
        scheme=", ".join(dict.fromkeys(p.scheme.id for p in parts)),
    )


def _same_ids(provided: Iterable[Provided]) -> Iterator[PluginFailure]:
    by_id: dict[str, list[Provided]] = defaultdict(list)
    for one in provided:
        by_id[one.scheme.id].append(one)
    for id, same in by_id.items():
        if len(same) > 1:
            owners = " and ".join(f"{p.plugin.name} ({p.plugin.owner})" for p in same)
            message = f"scheme {id!r} is given by {owners}, so neither is used; uninstall or disable one of them"
            yield _failure(same, message)


def _foreign_questions(provided: Iterable[Provided]) -> Iterator[PluginFailure]:
    for one in provided:
        foreign = [q.id for q in one.scheme.questions if not q.id.startswith(f"{one.scheme.id}.")]
        if foreign:
            message = f"open questions of {one.scheme.id} begin with its id; not so: {', '.join(foreign)}"
            yield _failure([one], message, Stage.RECORD)


def _against_shared(provided: Iterable[Provided], shared: Mapping[str, Fact]) -> Iterator[PluginFailure]:
    for one in provided:
        differing = [f.id for f in one.scheme.facts if f.id in shared and f.digest != shared[f.id].digest]
        if differing:
            message = (
                f"{one.scheme.id} declares {', '.join(differing)} otherwise than incentives itself does; "
                "it must use the fact that incentives exports"
            )
            yield _failure([one], message)


def _facts(provided: Iterable[Provided]) -> Iterator[PluginFailure]:
    declared: dict[str, dict[str, list[Provided]]] = defaultdict(lambda: defaultdict(list))
    for one in provided:
        for fact in one.scheme.facts:
            declared[fact.id][fact.digest].append(one)
    for id, versions in declared.items():
        if len(versions) > 1:
            involved = [p for same in versions.values() for p in same]
            owners = " and ".join(f"{p.scheme.id} ({p.plugin.owner})" for p in involved)
            message = (
                f"fact {id!r} is declared differently by {owners}: its kind, unit, values or timing differ, so that "
                "one answer would mean two things; none of these schemes is used until one is disabled or corrected"
            )
            yield _failure(involved, message)


def _circles(provided: Iterable[Provided]) -> Iterator[PluginFailure]:
    by_id = {one.scheme.id: one for one in provided}
    leans_on = {id: tuple(other.scheme for other in one.scheme.excluded_by) for id, one in by_id.items()}
    told: set[str] = set()
    for id in by_id:
        way = () if id in told else circle(id, {one: [o for o in leans_on[one] if o in by_id] for one in by_id})
        told |= set(way)
        if way:
            message = (
                f"each of these schemes pays nothing where the next is due: {' -> '.join(way)}; none of them goes "
                "first, so sums take them as alternatives and count the highest; correct excluded_by in one of them, "
                "or declare alternative_to where the practitioner is free to choose"
            )
            yield _failure((by_id[one] for one in dict.fromkeys(way)), message)
