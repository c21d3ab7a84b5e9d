"""Reader: the range of a quantity in every row of a table, over everything that is not known there."""

from collections.abc import Callable
from decimal import Decimal
from functools import singledispatch
from typing import Any

import narwhals as nw
from attrs import frozen

from incentives.rules import expressions as ex
from incentives.rules.columns import ARITHMETIC, Cell, Measure, as_decimal, as_lit, chosen
from incentives.rules.facts import At, Fact, OpenQuestion
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


@singledispatch
def column_bounds(node: ex.Expression, cell_of: CellOf) -> ColumnRange:
    """The lowest and highest value that a number or an amount can take in each row.

    Args:
        node: the quantity.
        cell_of: the column of an expression.
    """
    raise NotImplementedError(type(node).__name__)


@column_bounds.register(ex.Literal)
@column_bounds.register(ex.ReferenceYear)
def _(node: ex.Expression, cell_of: CellOf) -> ColumnRange:
    value = as_decimal(cell_of(node)) if node.type.is_number or node.type.kind is Kind.MONEY else None
    return ColumnRange(value, value)


@column_bounds.register(ex.Not)
@column_bounds.register(ex.AllOf)
@column_bounds.register(ex.AnyOf)
@column_bounds.register(ex.Comparison)
@column_bounds.register(ex.IsIn)
@column_bounds.register(ex.ContainsAny)
@column_bounds.register(ex.ContainsAll)
@column_bounds.register(ex.ShareAtLeast)
@column_bounds.register(OpenQuestion)
def _(node: ex.Expression, cell_of: CellOf) -> ColumnRange:
    return UNBOUNDED  # not a quantity


@column_bounds.register(Fact)
@column_bounds.register(At)
def _(node: Fact | At, cell_of: CellOf) -> ColumnRange:
    value = as_decimal(cell_of(node))
    return ColumnRange(_known_or(value, Decimal(0)) if node.type.kind is Kind.COUNT else value, value)


@column_bounds.register
def _(node: ex.DatePart, cell_of: CellOf) -> ColumnRange:
    value = as_decimal(cell_of(node))
    if node.part != "month":
        return ColumnRange(value, value)
    return ColumnRange(_known_or(value, Decimal(1)), _known_or(value, Decimal(12)))


@column_bounds.register
def _(node: ex.Arithmetic, cell_of: CellOf) -> ColumnRange:
    left, right = column_bounds(node.left, cell_of), column_bounds(node.right, cell_of)
    ends = (right.high, right.low) if node.operator == "-" else (right.low, right.high)
    combine = ARITHMETIC[node.operator]
    low, high = (
        None if one is None or other is None else combine(one, other)
        for one, other in zip((left.low, left.high), ends, strict=True)
    )
    return ColumnRange(low, high)


@column_bounds.register
def _(node: ex.When, cell_of: CellOf) -> ColumnRange:
    then, otherwise = column_bounds(node.then, cell_of), column_bounds(node.otherwise, cell_of)
    condition = cell_of(node.condition)
    if condition is True or condition is False:
        return then if condition else otherwise
    low, high = _outer(min, then.low, otherwise.low), _outer(max, then.high, otherwise.high)
    if isinstance(condition, nw.Expr):
        low = chosen(condition, then.low, otherwise.low, low)
        high = chosen(condition, then.high, otherwise.high, high)
    return ColumnRange(low, high)


def _known_or(cell: Measure, value: Decimal) -> Measure:
    if cell is None:
        return value
    return nw.coalesce(cell, as_lit(value)) if isinstance(cell, nw.Expr) else cell


def _outer(pick: Callable[[Any, Any], Any], one: Measure, other: Measure) -> Measure:
    """The lower, or the higher, of two ends; unbounded as soon as one is."""
    if one is None or other is None:
        return None
    if not isinstance(one, nw.Expr) and not isinstance(other, nw.Expr):
        end: Decimal = pick(one, other)
        return end
    first, second = as_lit(one), as_lit(other)
    both = ~first.is_null() & ~second.is_null()
    lower = first <= second if pick is min else first >= second
    return nw.when(both).then(nw.when(lower).then(first).otherwise(second))
