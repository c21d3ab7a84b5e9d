"""Schemes that contradict one another: what belongs to one stays, what belongs to none is not used; all are named."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import fields, frozen

from incentives.catalogue.failures import PluginFailure, Stage
from incentives.catalogue.plugin import PluginInfo
from incentives.hints import short
from incentives.rules.facts import Fact, namespace_of
from incentives.scheme.scheme import Scheme
from incentives.scheme.together import circle, in_circles

MOST_NAMED = 3  # schemes in one message
LONGEST_PART = 200  # characters of one part of a declaration
_PARTS = tuple(part.name for part in fields(Fact) if part.name not in {"digest", "id"})


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
    """For each plugin that declares facts otherwise than their owner does, a failure; all are out where none owns."""
    declared: dict[str, dict[str, list[Provided]]] = defaultdict(lambda: defaultdict(list))
    for one in provided:
        for fact in one.scheme.facts:
            declared[fact.id][fact.digest].append(one)
    against: dict[str, list[Difference]] = defaultdict(list)
    for id, versions in sorted(declared.items()):
        if len(versions) == 1:
            continue
        owned = _owned(id, list(versions.values()))
        if owned is None:
            yield _contested(id, list(versions.values()))
            continue
        for same in versions.values():
            for one in same if same is not owned else ():
                against[one.plugin.owner].append(Difference(id, one, owned[0]))
    for differences in against.values():
        yield _intruding(differences)


@frozen(eq=False)
class Difference:
    """A fact that a scheme declares otherwise than its owner does."""

    fact: str
    provided: Provided
    owner: Provided


def _owned(id: str, versions: list[list[Provided]]) -> list[Provided] | None:
    """Those of the schemes that declare a fact in one way to whom it belongs; ``None`` where that cannot be told.

    It belongs to the scheme that its id names (``be.proqkine.x`` to ``be-proqkine``), else to those of its
    jurisdiction (``be.x`` to schemes of Belgium), and among these to what more than half of them say.
    """
    for belongs in (_is_named_in, _is_at_home):
        home = [same for same in versions if any(belongs(id, one.scheme) for one in same)]
        if len(home) == 1:
            return home[0]
        versions = home or versions
    most = max(versions, key=len)
    return most if 2 * len(most) > sum(map(len, versions)) else None


def _is_named_in(id: str, scheme: Scheme) -> bool:
    return f"{id}.".startswith(f"{scheme.id.replace('-', '.', 1).replace('-', '_')}.")


def _is_at_home(id: str, scheme: Scheme) -> bool:
    return namespace_of(id) == scheme.jurisdiction.lower().partition("-")[0]


def _contested(id: str, versions: list[list[Provided]]) -> PluginFailure:
    involved = [one for same in versions for one in same]
    message = (
        f"fact {id!r} is declared differently by {' and '.join(map(_several, versions))}: "
        f"{_difference(id, versions[0][0], versions[1][0])}, so that one answer would mean two things; none of these "
        "schemes is used until one is disabled or corrected"
    )
    return _failure(involved, message)


def _intruding(differences: list[Difference]) -> PluginFailure:
    one, facts = differences[0], list(dict.fromkeys(difference.fact for difference in differences))
    more = f" (and so {len(facts) - 1} more facts)" if len(facts) > 1 else ""
    involved = list(dict.fromkeys(difference.provided for difference in differences))
    message = (
        f"{_several(involved)} declares fact {one.fact!r}{more} otherwise than {_several([one.owner])}, to which it "
        f"belongs: {_difference(one.fact, one.provided, one.owner)}; it is not used until it is disabled or corrected: "
        "declare the fact in the same way, or call it otherwise"
    )
    return _failure(involved, message)


def _several(provided: list[Provided]) -> str:
    """Schemes and the plugins that give them; not more than a line of them."""
    named = [f"{one.scheme.id} ({one.plugin.owner})" for one in provided[:MOST_NAMED]]
    more = len(provided) - len(named)
    return ", ".join(named) + (f" and {more} more schemes" if more else "")


def _difference(id: str, one: Provided, other: Provided) -> str:
    """What differs between two declarations of a fact, as each of them says it."""
    first, second = (next(f for f in side.scheme.facts if f.id == id) for side in (one, other))
    parts = [name for name in _PARTS if getattr(first, name) != getattr(second, name)]
    sides = ((one, first), (other, second))
    return " and ".join(
        f"{side.scheme.id} says {', '.join(_part(fact, part) for part in parts)}" for side, fact in sides
    )


def _part(fact: Fact, name: str) -> str:
    value = getattr(fact, name)
    text = str(value) if isinstance(value, Decimal | date) else repr(value.value if isinstance(value, Enum) else value)
    return f"{name} = {short(text, LONGEST_PART)}"


def _circles(provided: Iterable[Provided]) -> Iterator[PluginFailure]:
    by_id = {one.scheme.id: one for one in provided}
    named = {id: [other.scheme for other in one.scheme.excluded_by] for id, one in by_id.items()}
    leans_on = {id: [other for other in others if other in by_id] for id, others in named.items()}
    circles = in_circles(leans_on)
    leans_on = {id: [other for other in others if circles[other] == circles[id]] for id, others in leans_on.items()}
    told: set[str] = set()
    for id in by_id:
        way = () if id in told else circle(id, leans_on)
        told |= set(way)
        if way:
            message = (
                f"each of these schemes pays nothing where the next is due: {' -> '.join(way)}; none of them goes "
                "first, so sums take them as alternatives and count the highest; correct excluded_by in one of them, "
                "or declare alternative_to where the practitioner is free to choose"
            )
            yield _failure((by_id[one] for one in dict.fromkeys(way)), message)
