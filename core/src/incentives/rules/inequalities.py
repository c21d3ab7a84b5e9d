"""Linear inequalities between numbers, and which others follow from several of them (Fourier and Motzkin)."""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm
from operator import itemgetter

from attrs import frozen

Number = int | Fraction
MOST_ROWS = 100  # what follows from more is left out: each row is so by itself


@frozen
class Inequality:
    """So many times some numbers, and a constant, come to zero or more.

    Attributes:
        factors: of each number, by its key.
        constant: what is added.
        is_dense: whether one of the numbers may be no whole one.
        is_strict: whether they come to more than zero; of whole numbers the constant says it.
    """

    factors: frozenset[tuple[str, int]]
    constant: Number
    is_dense: bool = False
    is_strict: bool = False

    @classmethod
    def of(
        cls, factors: Mapping[str, Number], constant: Number, *, is_dense: bool = False, is_strict: bool = False
    ) -> "Inequality":
        """In lowest terms; where all numbers are whole, the constant may be rounded down."""
        kept = {key: factor for key, factor in factors.items() if factor}
        times = lcm(*(factor.denominator for factor in kept.values()))
        common = gcd(*(int(factor * times) for factor in kept.values())) or 1
        whole = frozenset((key, int(factor * times) // common) for key, factor in kept.items())
        if is_dense:
            return cls(whole, Fraction(constant * times) / common, is_dense, is_strict)
        return cls(whole, constant * times // common)

    @cached_property
    def keys(self) -> frozenset[str]:
        """Of its numbers."""
        return frozenset(key for key, _ in self.factors)

    @property
    def opposite(self) -> "Inequality":
        """What holds exactly where it does not."""
        factors = {key: -factor for key, factor in self.factors}
        if self.is_dense:
            return Inequality.of(factors, -self.constant, is_dense=True, is_strict=not self.is_strict)
        return Inequality.of(factors, -self.constant - 1)

    @property
    def slack(self) -> tuple[Number, bool]:
        """How much it leaves open: of two about the same numbers the one with less says more."""
        return self.constant, not self.is_strict

    @property
    def is_never(self) -> bool:
        """Whether it counts no number, and does not hold."""
        return not self.factors and not self.holds(self.constant)

    def holds(self, total: Number) -> bool:
        """Whether it does where its numbers and its constant come to a total."""
        return total > 0 or (total == 0 and not self.is_strict)

    def without(self, key: str, other: "Inequality") -> "Inequality":
        """What follows from it and another, which counts the number of the key the other way round, for the rest."""
        (one,) = (abs(factor) for at, factor in other.factors if at == key)
        (two,) = (abs(factor) for at, factor in self.factors if at == key)
        sums: dict[str, Number] = {at: one * factor for at, factor in self.factors}
        for at, factor in other.factors:
            sums[at] = sums.get(at, 0) + two * factor
        return Inequality.of(
            sums,
            one * self.constant + two * other.constant,
            is_dense=self.is_dense or other.is_dense,
            is_strict=self.is_strict or other.is_strict,
        )


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

    def with_other(self, other: "Row", number: str) -> "Row | None":
        """What follows from it and one that counts a number the other way round; ``None`` where it is not needed."""
        parents, seen = self.parents | other.parents, self.seen | other.seen
        if len(parents) > 1 + len(seen - (self.inequality.keys ^ other.inequality.keys)):
            return None  # what only one of them counts stays in: cheaper to see than what follows
        found = self.inequality.without(number, other.inequality)
        made = Row(found, self.conditions | other.conditions, parents, seen)
        return made if made.is_needed else None


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
    waiting, done, opposed = deque(new), list[Row](), _Opposed(old)
    while waiting and len(done) < MOST_ROWS:
        row = waiting.popleft()
        key = row.inequality.factors, row.conditions
        if key in best and best[key].inequality.slack <= row.inequality.slack:
            continue
        best[key] = row
        done.append(row)
        opposed.add(row)
        for other, number in opposed.to(row):
            if goes_out(number) and not (row.parents <= other.parents or row.parents >= other.parents):
                made = row.with_other(other, number)
                if made is not None and (made.inequality.factors or made.inequality.is_never):
                    waiting.append(made)
    return [row for row in done if best[row.inequality.factors, row.conditions] is row]


class _Opposed:
    """Rows by the numbers that they count, and by whether as more or as less."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows: list[Row] = []
        self.places: dict[tuple[str, bool], list[int]] = {}
        for row in rows:
            self.add(row)

    def add(self, row: Row) -> None:
        for key, factor in row.inequality.factors:
            self.places.setdefault((key, factor > 0), []).append(len(self.rows))
        self.rows.append(row)

    def to(self, row: Row) -> list[tuple[Row, str]]:
        """Those that count a number the other way round than a row does, in their order, each with that number."""
        found = [
            (place, key) for key, factor in row.inequality.factors for place in self.places.get((key, factor < 0), ())
        ]
        return [(self.rows[place], key) for place, key in sorted(found, key=itemgetter(0))]


def is_feasible(inequalities: Iterable[Inequality]) -> bool:
    """Whether numbers, not always whole ones, may fulfil them all."""
    found = closure(rows((one, frozenset()) for one in inequalities), (), lambda _: True)
    return not any(row.inequality.is_never for row in found)
