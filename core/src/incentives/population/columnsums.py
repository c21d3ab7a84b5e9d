"""Sums of amounts in every row, of benefits that share a ceiling or exclude one another."""

from collections.abc import Callable
from decimal import Decimal

import polars as pl
from attrs import frozen

from incentives.rules.measures import Measure
from incentives.scheme.together import Sums

ZERO = Decimal(0)


def added(one: Measure, other: Measure) -> Measure:
    """The sum; ``None``, or null in a row, where a part is not bounded."""
    if one is None or other is None:
        return None
    if isinstance(one, Decimal) and not one:
        return other
    if isinstance(other, Decimal) and not other:
        return one
    return one + other


@frozen(eq=False)
class Picking:
    """The lower and the higher of two amounts in every row; ``None``, or null in a row, is an amount without bound.

    Attributes:
        exactly: gives an amount as a column of the type that all amounts of the edition have.
    """

    exactly: Callable[[pl.Expr | Decimal], pl.Expr]

    @property
    def sums(self) -> Sums[Measure]:
        """How columns of amounts are added and compared."""
        return Sums(ZERO, added, self.lower, self.higher)

    def lower(self, one: Measure, other: Measure) -> Measure:
        """The lower; the one that is bounded, where the other is not."""
        if one is None or other is None:
            return other if one is None else one
        if isinstance(one, Decimal) and isinstance(other, Decimal):
            return min(one, other)
        first, second = self.exactly(one), self.exactly(other)
        return pl.coalesce(pl.when(second < first).then(second).otherwise(first), second)

    def higher(self, one: Measure, other: Measure) -> Measure:
        """The higher; not bounded where one of them is not."""
        if one is None or other is None:
            return None
        if isinstance(one, Decimal) and isinstance(other, Decimal):
            return max(one, other)
        first, second = self.exactly(one), self.exactly(other)
        return pl.when(first.is_null() | (first >= second)).then(first).otherwise(second)

    def floored(self, one: Measure) -> Measure:
        """The amount, and nothing where it is below that."""
        return None if one is None else self.higher(one, ZERO)
