"""Numbers and amounts in a table: exact decimals with a fixed number of digits after the point.

A table computes exactly, or refuses: what could come to more than ``MOST_DECIMALS`` digits after the point is refused
before anything is computed, and a value with more digits before the point than there is room for stops it.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache, reduce
from typing import Any

import polars as pl

from incentives.errors import ExpressionError
from incentives.rules import expressions as ex
from incentives.rules.facts import At, Fact
from incentives.rules.operators import describe, raw
from incentives.rules.types import Kind, Value
from incentives.values.exact import CALCULATED, STEADY, quotient, rounded_to

# A column, or what is the same in every row: a value, or None where it is unknown.
Cell = pl.Expr | Value | None
# The same of a number or an amount.
Measure = pl.Expr | Decimal | None

DECIMALS = 6  # that a fact can have
DECIMAL = pl.Decimal(28, DECIMALS)
MOST_DECIMALS = 12
WIDE = pl.Decimal(37, MOST_DECIMALS)
MOST_DIGITS = 38  # of a decimal
COUNT_DIGITS = 13
LARGEST_FACTOR = 10**6  # several counts times this are whole numbers of 64 bits
EXACT = frozenset({Kind.DECIMAL, Kind.MONEY})


def as_decimal(cell: Cell, kind: pl.Decimal = DECIMAL) -> Measure:
    """A number as a decimal column, or as an exact value where it is the same in every row."""
    if isinstance(cell, pl.Expr):
        return cell.cast(kind)
    return None if cell is None else Decimal(cell)  # type: ignore[arg-type]  # a number


def as_lit(cell: Cell, kind: pl.Decimal = DECIMAL) -> pl.Expr:
    """A cell as an expression; a decimal keeps its digits."""
    if isinstance(cell, Decimal):
        return pl.lit(cell).cast(kind)
    return cell if isinstance(cell, pl.Expr) else pl.lit(cell)


@lru_cache(maxsize=1 << 12)
def digits(node: ex.Expression) -> int:
    """How many digits after the point a number or an amount can have in a table."""
    match node:
        case ex.Literal():
            return _decimals(raw(node.value))
        case Fact() | At():
            return DECIMALS if node.type.kind in EXACT else 0
        case ex.Rounded() | ex.Quotient():
            return _decimals(Decimal(node.to))
        case ex.Arithmetic(operator="*"):
            return digits(node.left) + digits(node.right)
        case ex.Arithmetic() | ex.Minimum() | ex.Maximum():
            return max(map(digits, node.children))
        case ex.When():
            return max(digits(node.then), digits(node.otherwise))
    return 0


def _decimals(value: object) -> int:
    return max(0, -int(value.normalize(STEADY).as_tuple().exponent)) if isinstance(value, Decimal) else 0


def kind_of(*nodes: ex.Expression) -> pl.Decimal:
    """The type of a column that holds all digits of each of these.

    Raises:
        ExpressionError: if one can have more digits than a table holds.
    """
    most, node = max(((digits(node), node) for node in nodes), key=lambda pair: pair[0])
    if most > MOST_DECIMALS:
        msg = (
            f"{describe(node)} can come to {most} digits after the point, and a table holds {MOST_DECIMALS}: "
            "round a part of it as the text says, such as rounded(x, '0.01', 'half_up')"
        )
        raise ExpressionError(msg)
    return DECIMAL if most <= DECIMALS else WIDE


def check_digits(expressions: Iterable[ex.Expression]) -> None:
    """Make sure that a table can hold every number and amount in some expressions.

    Raises:
        ExpressionError: if one can have more digits.
    """
    seen: set[str] = set()
    for node in (node for expression in expressions for node in expression.walk(seen)):
        if node.type.kind in EXACT:
            kind_of(node)


def room(decimals: tuple[int, int]) -> tuple[int, int, int]:
    """How many digits before the point there is room for in the factors of a product of columns, and in itself.

    Args:
        decimals: how many digits after the point each of the factors can have.
    """
    if decimals[0] < decimals[1]:
        second, first, both = room(decimals[::-1])
        return first, second, both
    scale = DECIMALS if sum(decimals) <= DECIMALS else MOST_DECIMALS
    least = COUNT_DIGITS if not decimals[1] else (MOST_DIGITS - 1 - scale - decimals[1]) // 2
    width = DECIMAL.precision if scale == DECIMALS else WIDE.precision
    return MOST_DIGITS - 1 - least - decimals[1] - scale, least, width - scale


def product(one: Measure, other: Measure, decimals: tuple[int, int]) -> Measure:
    """A decimal times another, exactly; refused by Polars where there is no room for its digits.

    Of two columns, one may have 13 digits before the point where the other has no digit after it, and the two together
    19 where both have six.

    Args:
        one: a decimal.
        other: another.
        decimals: how many digits after the point each of them can have.
    """
    if one is None or other is None:
        return None
    if not isinstance(one, pl.Expr):
        if not isinstance(other, pl.Expr):
            return CALCULATED["*"](one, other)
        return product(other, one, decimals[::-1])
    if isinstance(other, pl.Expr) and decimals[0] < decimals[1]:
        return product(other, one, decimals[::-1])
    after = sum(decimals)
    kind = DECIMAL if after <= DECIMALS else WIDE
    room = MOST_DIGITS - 1  # a product has the digits of both factors, and one more
    if isinstance(other, pl.Expr):
        least = COUNT_DIGITS if not decimals[1] else (room - kind.scale - decimals[1]) // 2
        factor = other.cast(pl.Decimal(least + decimals[1], decimals[1]))
        room -= least + decimals[1]
    else:
        factor = _exact_lit(other)
        room -= _width(other)
    # The first has room for the digits of both, where a product has no more digits than a factor.
    return (one.cast(pl.Decimal(room, kind.scale)) * factor).cast(kind)


def _width(value: Decimal) -> int:
    """How many digits a value has before and after the point, at least one before."""
    return _decimals(value) + max(1, value.adjusted() + 1)


def _exact_lit(value: Decimal) -> pl.Expr:
    plain = Decimal(f"{value.normalize(STEADY):f}")  # no power of ten
    return pl.lit(plain).cast(pl.Decimal(_width(value), _decimals(value)))


def rounded(cell: Measure, node: ex.Rounded) -> Measure:
    """A decimal rounded to a power of ten, by whole multiples of it."""
    to, kind = Decimal(node.to), kind_of(node.operand)
    if not isinstance(cell, pl.Expr):
        return None if cell is None else rounded_to(cell, to, node.mode)
    times = Decimal(1).scaleb(-to.adjusted(), STEADY)
    room = MOST_DIGITS - 2 - _width(times)
    after = kind.scale + _decimals(times)
    multiples = cell.cast(pl.Decimal(room, after)) * _exact_lit(times)
    if node.mode == "half_up":
        multiples = multiples + pl.lit(Decimal("0.5")).cast(pl.Decimal(after + 1, after))
    whole = multiples.ceil() if node.mode == "up" else multiples.floor()
    return (whole.cast(pl.Decimal(MOST_DIGITS - 1 - _width(to), 0)) * _exact_lit(to)).cast(kind_of(node))


def divided(one: Measure, other: Measure, node: ex.Quotient) -> Measure:
    """A decimal divided by another and rounded, by whole numbers; unknown where that is not above zero.

    Refused by Polars where there is no room for the digits of one of them.

    Args:
        one: what is divided.
        other: by what.
        node: how it is rounded.
    """
    if one is None or other is None:
        return None
    if not isinstance(one, pl.Expr) and not isinstance(other, pl.Expr):
        return quotient(one, other, Decimal(node.to), node.mode) if other > 0 else None
    after, its = digits(node.dividend), digits(node.divisor)
    shift = _decimals(Decimal(node.to)) + its - after
    top, by = _whole(one, after, max(shift, 0)), _whole(other, its, max(-shift, 0))
    by = pl.when(by > 0).then(by)
    if node.mode == "half_up":
        top, by = top * 2 + by, by * 2
    elif node.mode == "up":
        top = top + (by - 1)
    whole = top // by
    to = Decimal(node.to)
    return (whole.cast(pl.Decimal(MOST_DIGITS - 1 - _width(to), 0)) * _exact_lit(to)).cast(kind_of(node))


def _whole(cell: pl.Expr | Decimal, after: int, more: int) -> pl.Expr:
    """A decimal as a whole number: how many units of its last digit, times a power of ten."""
    room = pl.Decimal(MOST_DIGITS - 2 - more, after)  # twice the number fits too
    column = pl.lit(cell) if isinstance(cell, Decimal) else cell
    return column.cast(room).to_physical().cast(pl.Int128) * pl.lit(10**more, pl.Int128)


def extreme(pick: Callable[[Any, Any], Any], cells: list[Cell], kind: pl.Decimal = DECIMAL) -> Cell:
    """The lowest or the highest of some cells of one type, unknown where one of them is.

    Args:
        pick: ``min`` or ``max``.
        cells: at least one.
        kind: of decimals that are the same in every row.
    """

    def first(one: Cell, other: Cell) -> Cell:
        if one is None or other is None:
            return None
        if not isinstance(one, pl.Expr) and not isinstance(other, pl.Expr):
            chosen: Cell = pick(one, other)
            return chosen
        a, b = as_lit(one, kind), as_lit(other, kind)
        is_first = a <= b if pick is min else a >= b
        return pl.when(is_first).then(a).otherwise(pl.when(~is_first).then(b))

    while len(cells) > 1:  # in pairs: each comparison repeats both of its sides
        cells = [reduce(first, cells[at : at + 2]) for at in range(0, len(cells), 2)]
    return cells[0]


def enough(part: Any, whole: Any, node: ex.ShareAtLeast) -> Any:
    """Whether a part reaches its share; the products are exact whatever the digits of both."""
    numbers, factors = (part, whole), (node.denominator, node.numerator)
    is_exact = any(one.type.kind in EXACT for one in (node.part, node.whole))
    if not any(isinstance(number, pl.Expr) for number in numbers) or not (is_exact or max(factors) > LARGEST_FACTOR):
        return part * factors[0] >= factors[1] * whole
    width, decimals = (20, DECIMALS) if is_exact else (14, 0)
    room = MOST_DIGITS - 1 - width  # a product has the digits of both factors, and one more
    if max(factors) >= 10**room or kind_of(node.part, node.whole) != DECIMAL:
        msg = f"a share of {node.numerator} in {node.denominator} has too many digits to be compared over a table"
        raise ExpressionError(msg)
    products = [
        number.cast(pl.Decimal(28, decimals)).cast(pl.Decimal(width, decimals))
        * pl.lit(Decimal(factor)).cast(pl.Decimal(room, 0))
        if isinstance(number, pl.Expr)
        else pl.lit(Decimal(number * factor)).cast(pl.Decimal(MOST_DIGITS, decimals))
        for number, factor in zip(numbers, factors, strict=True)
    ]
    return products[0] >= products[1]
