"""Amounts that cannot be in a row: beyond what is ever paid, or what a column has room for."""

from collections.abc import Iterator
from decimal import Decimal

import polars as pl

from incentives.rules import expressions as ex
from incentives.rules.columns import View, column
from incentives.rules.facts import At, Fact
from incentives.rules.measures import DECIMALS, digits, room
from incentives.rules.operators import ARITHMETIC, raw
from incentives.rules.types import COUNT, Kind
from incentives.scheme.edition import Edition
from incentives.situation.checking import LARGEST_COUNT
from incentives.values.exact import LARGEST_AMOUNT

SAFE = 1e15  # there is room for any product below it
LARGEST_WHOLE = 1e18


def too_large(edition: Edition, view: View) -> Iterator[tuple[ex.Expression, pl.Expr]]:
    """The products that can be too large in some row, each with where it is; as nearly as floats tell.

    Args:
        edition: the rules.
        view: the facts, cleaned.
    """
    seen: set[str] = set()
    conditions = [criterion.condition for criterion in edition.criteria if criterion.condition is not None]
    for expression in (*conditions, *(benefit.amount for benefit in edition.benefits)):
        for node in expression.walk(seen):
            if isinstance(node, ex.Arithmetic) and node.operator == "*" and _most(node) > SAFE:
                left, right = _about(node.left, view), _about(node.right, view)
                if left is not None and right is not None:
                    yield node, _is_too_large(node, left, right)


def _is_too_large(node: ex.Arithmetic, left: pl.Expr, right: pl.Expr) -> pl.Expr:
    first, second, both = (float(10**wide) for wide in room((digits(node.left), digits(node.right))))
    if node.type == COUNT:
        both = LARGEST_WHOLE
    elif node.type.kind is Kind.MONEY:
        both = float(LARGEST_AMOUNT)
    is_wide = (left * right).abs() >= both
    if not isinstance(node.left, ex.Literal):
        is_wide |= left.abs() >= first
    return is_wide if isinstance(node.right, ex.Literal) else is_wide | (right.abs() >= second)


def _most(node: ex.Expression) -> float:
    """What a number or an amount comes to at most, whatever the facts are."""
    match node:
        case ex.Literal():
            value = raw(node.value)
            return abs(float(value)) if isinstance(value, int | Decimal) else float(LARGEST_COUNT)
        case ex.Arithmetic(operator="*"):
            return _most(node.left) * _most(node.right)
        case ex.Arithmetic():
            return _most(node.left) + _most(node.right)
        case ex.Minimum():
            return min(map(_most, node.operands))
        case ex.Maximum():
            return max(map(_most, node.operands))
        case ex.When():
            return max(_most(node.then), _most(node.otherwise))
        case ex.Rounded():
            return _most(node.operand) + float(node.to)
        case ex.Quotient(divisor=ex.Literal() as divisor):
            return _most(node.dividend) / float(raw(divisor.value)) + float(node.to)
        case ex.Quotient():
            smallest = 1.0 if node.divisor.type == COUNT else 10.0**-DECIMALS
            return _most(node.dividend) / smallest + float(node.to)
    return float(LARGEST_COUNT)


def _about(node: ex.Expression, view: View) -> pl.Expr | None:
    """What a number or an amount comes to in each row; ``None`` where that takes more than its facts."""
    match node:
        case ex.Literal():
            value = raw(node.value)
            return pl.lit(float(value)) if isinstance(value, int | Decimal) else None
        case Fact() | At():
            cell = column(node, (), view)
            return cell.cast(pl.Float64) if isinstance(cell, pl.Expr) else None
        case ex.Rounded():
            return _about(node.operand, view)
        case ex.Arithmetic():
            left, right = _about(node.left, view), _about(node.right, view)
            if left is None or right is None:
                return None
            result: pl.Expr = ARITHMETIC[node.operator](left, right)
            return result
    return None
