"""Which benefits can be had together, and under which ceilings: what a sum of amounts has to respect."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import reduce
from itertools import combinations
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import frozen

if TYPE_CHECKING:
    from incentives.scheme.benefit import Benefit
    from incentives.scheme.group import Group

M = TypeVar("M")
Conflicts = Mapping[str, Collection[str]]


@frozen
class Way:
    """Things that can all be had together.

    Attributes:
        free: ids of those whose amounts are simply added.
        capped: for a group with a ceiling, the ids of those in it.
    """

    free: tuple[str, ...]
    capped: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Of all of them."""
        return (*self.free, *(id for _, inside in self.capped for id in inside))

    def total(self, parts: Mapping[str, M], ceilings: Mapping[str, M], sums: "Sums[M]") -> M:
        """Its sum, the part of each group cut at the group's ceiling."""
        amounts = [parts[id] for id in self.free]
        for group, ids in self.capped:
            amounts.append(sums.least(reduce(sums.add, (parts[id] for id in ids)), ceilings[group]))
        return reduce(sums.add, amounts, sums.nothing)


@frozen
class Sums(Generic[M]):
    """How amounts of one kind are added and compared: numbers, or columns.

    Attributes:
        nothing: the sum of none.
        add: the sum of two.
        least: the lower of two.
        most: the higher of two.
    """

    nothing: M
    add: Callable[[M, M], M]
    least: Callable[[M, M], M]
    most: Callable[[M, M], M]


@frozen
class Bundle:
    """Benefits that are summed together, since they share a ceiling or exclude one another.

    A sum of a bundle is the highest over its ways. That keeps bounds sound: the sum never falls where a part or a
    ceiling rises.

    Attributes:
        ways: each way of having as many of them as can be had together.
    """

    ways: tuple[Way, ...]

    @property
    def benefits(self) -> tuple[str, ...]:
        """The ids of its benefits."""
        return tuple(dict.fromkeys(id for way in self.ways for id in way.ids))

    @property
    def is_plain(self) -> bool:
        """Whether nothing is cut or excluded in it."""
        return len(self.ways) == 1 and not self.ways[0].capped

    def total(self, parts: Mapping[str, M], ceilings: Mapping[str, M], sums: Sums[M]) -> M:
        """Its sum, from the amount of each benefit and the ceiling of each group."""
        return reduce(sums.most, (way.total(parts, ceilings, sums) for way in self.ways))

    def least(self, parts: Mapping[str, M], ceilings: Mapping[str, M], sums: Sums[M]) -> M:
        """What it gives whichever way is taken."""
        return reduce(sums.least, (way.total(parts, ceilings, sums) for way in self.ways))


def bundles_of(benefits: Iterable["Benefit"], groups: Iterable["Group"]) -> tuple[Bundle, ...]:
    """The bundles of an edition, every benefit in one; in the order of their first benefits."""
    benefits, groups = tuple(benefits), tuple(groups)
    ids = [benefit.id for benefit in benefits]
    against = conflicts_of(benefits, groups)
    ceiling = {id: group.id for group in groups if group.at_most is not None for id in group.benefits}
    linked = {id: set(against[id]) for id in ids}
    for group in groups:
        for one, other in combinations(group.benefits, 2):
            linked[one].add(other)
            linked[other].add(one)
    return tuple(
        Bundle(tuple(_way(together, ceiling) for together in largest_sets(part, against)))
        for part in components(ids, linked)
    )


def within(group: "Group", benefits: Iterable["Benefit"], groups: Iterable["Group"]) -> Bundle:
    """A group by itself, as it is summed."""
    against = conflicts_of(benefits, groups)
    ceiling = {} if group.at_most is None else dict.fromkeys(group.benefits, group.id)
    return Bundle(tuple(_way(together, ceiling) for together in largest_sets(group.benefits, against)))


def conflicts_of(benefits: Iterable["Benefit"], groups: Iterable["Group"]) -> Mapping[str, frozenset[str]]:
    """For each benefit, those that are never received with it; itself where it can never be paid at all.

    What a benefit excludes, those that come on top of it exclude too.
    """
    benefits = tuple(benefits)
    known = {benefit.id for benefit in benefits}
    pairs = {(benefit.id, other) for benefit in benefits for other in benefit.not_with if other in known}
    pairs |= {pair for group in groups if group.one_only for pair in combinations(group.benefits, 2)}
    both_ways = pairs | {(other, one) for one, other in pairs}
    under = {benefit.id: {benefit.id, *below(benefit, benefits)} for benefit in benefits}
    return {
        one: frozenset(
            other for other in under if any((a, b) in both_ways for a in under[one] for b in under[other] if a != b)
        )
        for one in under
    }


def below(benefit: "Benefit", benefits: Iterable["Benefit"]) -> tuple[str, ...]:
    """The benefits that one comes on top of, and those that these come on top of; circles are walked once."""
    by_id = {other.id: other for other in benefits}
    found: dict[str, None] = {}
    waiting = list(benefit.on_top_of)
    while waiting:
        id = waiting.pop(0)
        if id not in found and id in by_id:
            found[id] = None
            waiting += by_id[id].on_top_of
    return tuple(found)


def components(ids: Iterable[str], linked: Conflicts) -> Iterator[tuple[str, ...]]:
    """What hangs together, each part and the parts in the order of the ids."""
    order = {id: at for at, id in enumerate(ids)}
    seen: set[str] = set()
    for start in order:
        if start in seen:
            continue
        part, waiting = {start}, [start]
        while waiting:
            for other in linked[waiting.pop()]:
                if other not in part:
                    part.add(other)
                    waiting.append(other)
        seen |= part
        yield tuple(sorted(part, key=order.__getitem__))


def largest_sets(ids: tuple[str, ...], against: Conflicts) -> tuple[tuple[str, ...], ...]:
    """Every set without a conflict to which no other id can be added, in the order of the ids (Bron and Kerbosch)."""
    found: list[tuple[str, ...]] = []

    def grow(chosen: tuple[str, ...], open_: list[str], done: list[str]) -> None:
        if not open_ and not done:
            found.append(tuple(id for id in ids if id in chosen))
        for id in tuple(open_):
            fits = [other for other in open_ if other != id and other not in against[id]]
            grow((*chosen, id), fits, [other for other in done if other not in against[id]])
            open_.remove(id)
            done.append(id)

    grow((), [id for id in ids if id not in against[id]], [])
    return tuple(found)


def in_circles(leans_on: Conflicts) -> dict[str, int]:
    """A number for each id, the same for those that lean on one another in a circle, and for no others (Tarjan)."""
    found: dict[str, int] = {}
    entered: dict[str, int] = {}
    lowest: dict[str, int] = {}
    standing: list[str] = []
    for start in leans_on:
        waiting = [] if start in entered else [(start, iter(leans_on[start]))]
        while waiting:
            id, others = waiting[-1]
            if id not in entered:
                entered[id] = lowest[id] = len(entered)
                standing.append(id)
            if (other := next(others, None)) is None:
                waiting.pop()
                if waiting:
                    above = waiting[-1][0]
                    lowest[above] = min(lowest[above], lowest[id])
                if lowest[id] == entered[id]:
                    number = len(found)
                    while id not in found:
                        found[standing.pop()] = number
            elif other not in entered:
                waiting.append((other, iter(leans_on.get(other, ()))))
            elif other not in found:
                lowest[id] = min(lowest[id], entered[other])
    return found


def circle(start: str, leans_on: Conflicts) -> list[str]:
    """The way from an id back to itself, or nothing."""
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop()
        for other in leans_on.get(way[-1], ()):
            if other == start:
                return [*way, start]
            if other not in seen:
                seen.add(other)
                ways.append([*way, other])
    return []


def _way(together: tuple[str, ...], ceiling: Mapping[str, str]) -> Way:
    groups = dict.fromkeys(ceiling[id] for id in together if id in ceiling)
    return Way(
        tuple(id for id in together if id not in ceiling),
        tuple((group, tuple(id for id in together if ceiling.get(id) == group)) for group in groups),
    )
