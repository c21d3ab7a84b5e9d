"""Reader: the range of a quantity over everything that is not known."""

from decimal import Decimal
from functools import singledispatch

from attrs import frozen

from incentives.rules import expressions as ex
from incentives.rules.facts import At, Fact, OpenQuestion, fact_of
from incentives.rules.operators import raw
from incentives.rules.trace import Trace
from incentives.rules.types import COUNT
from incentives.values.exact import CALCULATED, quotient, rounded_to


@frozen
class Range:
    """A closed range.

    Attributes:
        low: its lowest value; ``None`` where nothing bounds it.
        high: its highest value; ``None`` where nothing bounds it.
    """

    low: Decimal | None
    high: Decimal | None

    def hull(self, other: "Range") -> "Range":
        """The smallest range that holds both."""
        lows, highs = (self.low, other.low), (self.high, other.high)
        return Range(
            None if None in lows else min(low for low in lows if low is not None),
            None if None in highs else max(high for high in highs if high is not None),
        )


UNBOUNDED = Range(None, None)


def bounds(expression: ex.Expression, trace: Trace) -> Range:
    """The lowest and highest value that a number or an amount can take, given what is known; of an absent one, zero."""
    value = Decimal(0) if trace.is_absent(expression) else trace.value(expression)
    if isinstance(value, int | Decimal):
        return Range(Decimal(value), Decimal(value))
    return _bounds(expression, trace)


@singledispatch
def _bounds(node: ex.Expression, trace: Trace) -> Range:
    raise NotImplementedError(type(node).__name__)


@_bounds.register(ex.Literal)
@_bounds.register(ex.ReferenceYear)
@_bounds.register(ex.Not)
@_bounds.register(ex.AllOf)
@_bounds.register(ex.AnyOf)
@_bounds.register(ex.AtLeast)
@_bounds.register(ex.Comparison)
@_bounds.register(ex.IsNone)
@_bounds.register(ex.IsIn)
@_bounds.register(ex.ContainsAny)
@_bounds.register(ex.ContainsAll)
@_bounds.register(ex.ShareAtLeast)
@_bounds.register(ex.Follows)
@_bounds.register(ex.Moved)
@_bounds.register(ex.Elapsed)
@_bounds.register(ex.AsOf)
@_bounds.register(OpenQuestion)
def _(node: ex.Expression, trace: Trace) -> Range:
    return UNBOUNDED  # always known, not a number, or of any size


@_bounds.register(Fact)
@_bounds.register(At)
def _(node: Fact | At, trace: Trace) -> Range:
    return Range(*fact_of(node).extent.numbers)


@_bounds.register
def _(node: ex.DatePart, trace: Trace) -> Range:
    return Range(Decimal(1), Decimal(12)) if node.part == "month" else UNBOUNDED


@_bounds.register
def _(node: ex.Arithmetic, trace: Trace) -> Range:
    left, right = bounds(node.left, trace), bounds(node.right, trace)
    if node.operator == "*":
        return _product(node, left, right)
    if node.operator == "-":
        right = Range(
            None if right.high is None else right.high.copy_negate(),
            None if right.low is None else right.low.copy_negate(),
        )
    return Range(_calculated("+", left.low, right.low), _calculated("+", left.high, right.high))


def _product(node: ex.Arithmetic, left: Range, right: Range) -> Range:
    for one, other in ((node.left, right), (node.right, left)):
        if isinstance(one, ex.Literal):
            factor = Decimal(raw(one.value))
            ends = _calculated("*", other.low, factor), _calculated("*", other.high, factor)
            return Range(*(ends if factor >= 0 else reversed(ends)))
    corners = [_calculated("*", a, b) for a in (left.low, left.high) for b in (right.low, right.high)]
    known = [corner for corner in corners if corner is not None]
    if len(known) == len(corners):
        return Range(min(known), max(known))
    never_negative = all(end.low is not None and end.low >= 0 for end in (left, right))
    return Range(corners[0] if never_negative else None, None)


def _calculated(operator: str, one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else CALCULATED[operator](one, other)


@_bounds.register(ex.Minimum)
@_bounds.register(ex.Maximum)
def _(node: ex.Minimum | ex.Maximum, trace: Trace) -> Range:
    ranges = [bounds(operand, trace) for operand in node.operands]
    lows = [one.low for one in ranges if one.low is not None]
    highs = [one.high for one in ranges if one.high is not None]
    if isinstance(node, ex.Minimum):  # one part alone keeps the lowest down; all of them are needed to keep it up
        return Range(min(lows) if len(lows) == len(ranges) else None, min(highs, default=None))
    return Range(max(lows, default=None), max(highs) if len(highs) == len(ranges) else None)


@_bounds.register
def _(node: ex.Rounded, trace: Trace) -> Range:
    inner, to = bounds(node.operand, trace), Decimal(node.to)
    return Range(*(None if end is None else rounded_to(end, to, node.mode) for end in (inner.low, inner.high)))


@_bounds.register
def _(node: ex.Quotient, trace: Trace) -> Range:
    return quotient_range(node, bounds(node.dividend, trace), bounds(node.divisor, trace))


def quotient_range(node: ex.Quotient, top: Range, by: Range) -> Range:
    """The range of a quotient by a divisor above zero, from those of what is divided and of what it is divided by."""
    least = by.low if by.low is not None and by.low > 0 else smallest_divisor(node)

    def end(value: Decimal | None, *, is_low: bool) -> Decimal | None:
        """By as little as can be where that leads away from zero, otherwise by as much."""
        if not value:
            return value
        leads_away = (value < 0) == is_low
        divisor = least if leads_away else by.high
        if divisor is None:
            return None if leads_away else Decimal(0)
        return quotient(value, divisor, Decimal(node.to), node.mode)

    if by.high is not None and by.high <= 0:
        return UNBOUNDED  # it is by zero, and counts nowhere
    return Range(end(top.low, is_low=True), end(top.high, is_low=False))


def smallest_divisor(node: ex.Quotient) -> Decimal | None:
    """The smallest divisor above zero; ``None`` where there is none."""
    return Decimal(1) if node.divisor.type == COUNT else None


@_bounds.register
def _(node: ex.When, trace: Trace) -> Range:
    match trace.value(node.condition):
        case True:
            return bounds(node.then, trace)
        case False:
            return bounds(node.otherwise, trace)
        case _:
            return bounds(node.then, trace).hull(bounds(node.otherwise, trace))
