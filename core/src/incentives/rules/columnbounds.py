"""Reader: the range of a quantity in every row of a table, over everything that is not known there."""

from collections.abc import Callable
from decimal import Decimal
from functools import singledispatch
from typing import Any

import polars as pl
from attrs import field, frozen

from incentives.rules import expressions as ex
from incentives.rules.bounds import Range, quotient_range, smallest_divisor
from incentives.rules.columns import chosen
from incentives.rules.facts import At, Fact, OpenQuestion, fact_of
from incentives.rules.measures import (
    DECIMAL,
    Cell,
    Measure,
    as_decimal,
    as_lit,
    digits,
    divided,
    extreme,
    kind_of,
    product,
    rounded,
)
from incentives.rules.operators import ARITHMETIC, raw
from incentives.rules.types import Kind

CellOf = Callable[[ex.Expression], Cell]


@frozen(eq=False)
class ColumnRange:
    """A closed range in every row.

    Attributes:
        low: its lowest value, a decimal; ``None``, or null in a row, where nothing bounds it.
        high: its highest value, likewise.
    """

    low: Measure
    high: Measure


UNBOUNDED = ColumnRange(None, None)


@frozen(eq=False)
class Ends:
    """The ranges of quantities, each found once.

    Attributes:
        cell_of: the column of an expression.
        keep: makes what is used several times a column of its own; without one, each level of what is nested makes the
            whole several times longer.
    """

    cell_of: CellOf
    keep: Callable[[pl.Expr], pl.Expr] | None = None
    _found: dict[str, ColumnRange] = field(factory=dict, init=False)

    def __call__(self, node: ex.Expression) -> ColumnRange:
        """The range of a quantity."""
        if node.digest not in self._found:
            ends = column_bounds(node, self.cell_of, self)
            if isinstance(node, ex.When | ex.Minimum | ex.Maximum):
                ends = ColumnRange(self.kept(ends.low), self.kept(ends.high))
            self._found[node.digest] = ends
        return self._found[node.digest]

    def kept(self, end: Measure) -> Measure:
        """An end that can be used several times."""
        return self.keep(end) if self.keep is not None and isinstance(end, pl.Expr) else end


@singledispatch
def column_bounds(node: ex.Expression, cell_of: CellOf, ends_of: Ends) -> ColumnRange:
    """The lowest and highest value that a number or an amount can take in each row.

    Args:
        node: the quantity.
        cell_of: the column of an expression.
        ends_of: the ranges of what it is made of.
    """
    raise NotImplementedError(type(node).__name__)


@column_bounds.register(ex.Literal)
@column_bounds.register(ex.ReferenceYear)
def _(node: ex.Expression, cell_of: CellOf, ends_of: Ends) -> ColumnRange:
    value = as_decimal(cell_of(node)) if node.type.is_number or node.type.kind is Kind.MONEY else None
    return ColumnRange(value, value)


@column_bounds.register(ex.Not)
@column_bounds.register(ex.AllOf)
@column_bounds.register(ex.AnyOf)
@column_bounds.register(ex.AtLeast)
@column_bounds.register(ex.Comparison)
@column_bounds.register(ex.IsNone)
@column_bounds.register(ex.IsIn)
@column_bounds.register(ex.ContainsAny)
@column_bounds.register(ex.ContainsAll)
@column_bounds.register(ex.ShareAtLeast)
@column_bounds.register(ex.Follows)
@column_bounds.register(ex.Moved)
@column_bounds.register(ex.AsOf)
@column_bounds.register(OpenQuestion)
def _(node: ex.Expression, cell_of: CellOf, ends_of: Ends) -> ColumnRange:
    return UNBOUNDED  # not a quantity


@column_bounds.register(Fact)
@column_bounds.register(At)
def _(node: Fact | At, cell_of: CellOf, ends_of: Ends) -> ColumnRange:
    value = as_decimal(cell_of(node))
    low, high = (value if end is None else _known_or(value, end) for end in fact_of(node).extent.numbers)
    return ColumnRange(low, high)


@column_bounds.register
def _(node: ex.Elapsed, cell_of: CellOf, ends_of: Ends) -> ColumnRange:
    value = as_decimal(cell_of(node))
    return ColumnRange(value, value)


@column_bounds.register
def _(node: ex.DatePart, cell_of: CellOf, ends_of: Ends) -> ColumnRange:
    value = as_decimal(cell_of(node))
    if node.part != "month":
        return ColumnRange(value, value)
    return ColumnRange(_known_or(value, Decimal(1)), _known_or(value, Decimal(12)))


@column_bounds.register
def _(node: ex.Arithmetic, cell_of: CellOf, ends_of: Ends) -> ColumnRange:
    if node.operator == "*":
        return _product(node, ends_of)
    left, right = (_fitting(ends_of(part), node) for part in (node.left, node.right))
    ends = (right.high, right.low) if node.operator == "-" else (right.low, right.high)
    combine = ARITHMETIC[node.operator]
    low, high = (
        None if one is None or other is None else combine(one, other)
        for one, other in zip((left.low, left.high), ends, strict=True)
    )
    return ColumnRange(low, high)


@column_bounds.register
def _(node: ex.When, cell_of: CellOf, ends_of: Ends) -> ColumnRange:
    then, otherwise = (_fitting(ends_of(part), node) for part in (node.then, node.otherwise))
    condition = cell_of(node.condition)
    if condition is True or condition is False:
        return then if condition else otherwise
    kind = kind_of(node)
    low, high = _outer(min, [then.low, otherwise.low], kind), _outer(max, [then.high, otherwise.high], kind)
    if isinstance(condition, pl.Expr):
        low = chosen(condition, then.low, otherwise.low, low, kind)
        high = chosen(condition, then.high, otherwise.high, high, kind)
    return ColumnRange(low, high)


def _product(node: ex.Arithmetic, ends_of: Ends) -> ColumnRange:
    kind_of(node)
    decimals = digits(node.left), digits(node.right)
    left, right = ends_of(node.left), ends_of(node.right)
    for one, other in ((left, node.right), (right, node.left)):
        if isinstance(other, ex.Literal):
            factor = Decimal(raw(other.value))
            mine = decimals if one is left else decimals[::-1]
            ends = [product(end, factor, mine) for end in (one.low, one.high)]
            return ColumnRange(*(ends if factor >= 0 else reversed(ends)))
    corners = [product(a, b, decimals) for a in (left.low, left.high) for b in (right.low, right.high)]
    kind = kind_of(node)
    low, lowest = _outer(min, corners, kind), _where(_never_negative(left.low, right.low), corners[0])
    return ColumnRange(_first_known(low, lowest, kind), _outer(max, corners, kind))


def _never_negative(one: Measure, other: Measure) -> pl.Expr | bool:
    """Where the lowest value of each of two factors is known, and none is negative."""
    if one is None or other is None:
        return False
    signs = [low >= 0 for low in (one, other)]
    if isinstance(signs[0], bool):
        return signs[1] if signs[0] else False
    return signs[0] & signs[1]


def _where(holds: pl.Expr | bool, cell: Measure) -> Measure:
    if not isinstance(holds, pl.Expr):
        return cell if holds else None
    return pl.when(holds).then(cell)


@column_bounds.register(ex.Minimum)
@column_bounds.register(ex.Maximum)
def _(node: ex.Minimum | ex.Maximum, cell_of: CellOf, ends_of: Ends) -> ColumnRange:
    ranges = [_fitting(ends_of(operand), node) for operand in node.operands]
    lows, highs, kind = [one.low for one in ranges], [one.high for one in ranges], kind_of(node)
    if isinstance(node, ex.Minimum):  # one part alone keeps the lowest down; all of them are needed to keep it up
        return ColumnRange(_outer(min, lows, kind), _inner(min, highs, kind, ends_of))
    return ColumnRange(_inner(max, lows, kind, ends_of), _outer(max, highs, kind))


@column_bounds.register
def _(node: ex.Rounded, cell_of: CellOf, ends_of: Ends) -> ColumnRange:
    inner = ends_of(node.operand)
    return ColumnRange(rounded(inner.low, node), rounded(inner.high, node))


@column_bounds.register
def _(node: ex.Quotient, cell_of: CellOf, ends_of: Ends) -> ColumnRange:
    top, by = ends_of(node.dividend), ends_of(node.divisor)
    plain = [end for end in (top.low, top.high, by.low, by.high) if not isinstance(end, pl.Expr)]
    if len(plain) == 4:  # noqa: PLR2004  # all ends of both
        found = quotient_range(node, Range(plain[0], plain[1]), Range(plain[2], plain[3]))
        return ColumnRange(found.low, found.high)
    kinds = kind_of(node.dividend), kind_of(node.divisor)
    low, high = (as_lit(end, kinds[0]) for end in (top.low, top.high))
    most, given = as_lit(by.high, kinds[1]), as_lit(by.low, kinds[1])
    least = pl.when(given > 0).then(given).otherwise(as_lit(smallest_divisor(node), kinds[1]))

    def end(value: pl.Expr, leads_away: pl.Expr) -> pl.Expr:
        away, towards = (as_lit(divided(value, divisor, node), kind_of(node)) for divisor in (least, most))
        nothing = pl.when(value.is_not_null() & (most.is_null() | (value == 0))).then(as_lit(Decimal(0), kind_of(node)))
        counts = most.is_null() | (most > 0)  # elsewhere it is by zero
        return pl.when(counts & leads_away).then(away).when(counts).then(pl.coalesce(nothing, towards))

    return ColumnRange(ends_of.kept(end(low, low < 0)), ends_of.kept(end(high, high > 0)))


def _fitting(ends: ColumnRange, node: ex.Expression) -> ColumnRange:
    """The ends with as many digits as those of a node that they are a part of."""
    kind = kind_of(node)
    return ends if kind == DECIMAL else ColumnRange(as_decimal(ends.low, kind), as_decimal(ends.high, kind))


def _known_or(cell: Measure, value: Decimal) -> Measure:
    if cell is None:
        return value
    return pl.coalesce(cell, as_lit(value)) if isinstance(cell, pl.Expr) else cell


def _outer(pick: Callable[[Any, Any], Any], ends: list[Measure], kind: pl.Decimal) -> Measure:
    """The lowest, or the highest, of some ends; unbounded as soon as one is."""
    end: Measure = extreme(pick, list(ends), kind)  # type: ignore[assignment]  # of measures
    return end


def _inner(pick: Callable[[Any, Any], Any], ends: list[Measure], kind: pl.Decimal, ends_of: Ends) -> Measure:
    """The lowest, or the highest, of those ends that bound something."""
    found = ends[0]
    for end in ends[1:]:
        found = ends_of.kept(_first_known(_first_known(_outer(pick, [found, end], kind), found, kind), end, kind))
    return found


def _first_known(one: Measure, other: Measure, kind: pl.Decimal) -> Measure:
    if other is None or (one is not None and not isinstance(one, pl.Expr)):
        return one
    return other if one is None else pl.coalesce(one, as_lit(other, kind))
