"""Linear inequalities between whole numbers, and which others follow from several of them (Fourier and Motzkin)."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from math import gcd

from attrs import frozen

MOST_ROWS = 100  # what follows from more is left out: each row is so by itself


@frozen
class Inequality:
    """So many times some numbers, and a constant, come to zero or more.

    Attributes:
        factors: of each number, by its key.
        constant: what is added.
    """

    factors: frozenset[tuple[str, int]]
    constant: int

    @classmethod
    def of(cls, factors: Mapping[str, int], constant: int) -> "Inequality":
        """In lowest terms; the constant may be rounded down, since the numbers are whole."""
        kept = {key: factor for key, factor in factors.items() if factor}
        common = gcd(*kept.values()) or 1
        return cls(frozenset((key, factor // common) for key, factor in kept.items()), constant // common)

    @property
    def keys(self) -> frozenset[str]:
        """Of its numbers."""
        return frozenset(key for key, _ in self.factors)

    @property
    def opposite(self) -> "Inequality":
        """What holds exactly where it does not."""
        return Inequality.of({key: -factor for key, factor in self.factors}, -self.constant - 1)

    def without(self, key: str, other: "Inequality") -> "Inequality":
        """What follows from it and another, which counts the number of the key the other way round, for the rest."""
        mine, its = dict(self.factors), dict(other.factors)
        one, two = abs(its[key]), abs(mine[key])
        sums = {at: one * mine.get(at, 0) + two * its.get(at, 0) for at in {**mine, **its}}
        return Inequality.of(sums, one * self.constant + two * other.constant)


@frozen
class Row:
    """An inequality that holds wherever some conditions do.

    Attributes:
        inequality: what holds.
        conditions: where it does.
        parents: of which inequalities it is made, each by a number.
        seen: the keys of the numbers of all of these.
    """

    inequality: Inequality
    conditions: frozenset[Hashable]
    parents: frozenset[int]
    seen: frozenset[str]

    @property
    def is_needed(self) -> bool:
        """Whether it can say what simpler ones do not: it has no more parents than numbers went out, and one."""
        return len(self.parents) <= 1 + len(self.seen - self.inequality.keys)


def rows(given: Iterable[tuple[Inequality, frozenset[Hashable]]], first: int = 0) -> list[Row]:
    """Inequalities as rows, numbered from some number on."""
    return [Row(one, conditions, frozenset({at}), one.keys) for at, (one, conditions) in enumerate(given, first)]


def closure(new: Iterable[Row], old: Iterable[Row], goes_out: Callable[[str], bool]) -> list[Row]:
    """The rows that follow from some new ones, with old ones and with one another; the new ones first.

    Args:
        new: the new ones.
        old: those whose own consequences are among them.
        goes_out: whether what holds for a number by its key may be put together, so that the number goes out.
    """
    best: dict[tuple[frozenset[tuple[str, int]], frozenset[Hashable]], Row] = {}
    waiting, done, fixed = list(new), list[Row](), list(old)
    while waiting and len(done) < MOST_ROWS:
        row = waiting.pop(0)
        key = row.inequality.factors, row.conditions
        if key in best and best[key].inequality.constant <= row.inequality.constant:
            continue
        best[key] = row
        done.append(row)
        for other in (*fixed, *done):
            waiting += (made for made in _put_together(row, other, goes_out) if made.is_needed)
    return [row for row in done if best[row.inequality.factors, row.conditions] is row]


def _put_together(one: Row, other: Row, goes_out: Callable[[str], bool]) -> Iterable[Row]:
    if one.parents <= other.parents or one.parents >= other.parents:
        return
    its = dict(other.inequality.factors)
    for key, factor in one.inequality.factors:
        if factor * its.get(key, 0) < 0 and goes_out(key):
            found = one.inequality.without(key, other.inequality)
            if found.factors or found.constant < 0:
                yield Row(found, one.conditions | other.conditions, one.parents | other.parents, one.seen | other.seen)


def is_feasible(inequalities: Iterable[Inequality]) -> bool:
    """Whether numbers, not always whole ones, may fulfil them all."""
    found = closure(rows((one, frozenset()) for one in inequalities), (), lambda _: True)
    return all(row.inequality.factors or row.inequality.constant >= 0 for row in found)
