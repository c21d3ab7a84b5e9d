"""Reader: the range of a quantity over everything that is not known."""

from decimal import Decimal
from functools import singledispatch

from attrs import frozen

from incentives.rules import expressions as ex
from incentives.rules.facts import At, Fact, OpenQuestion
from incentives.rules.trace import Trace
from incentives.rules.types import Kind


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
    """The lowest and highest value that a number or an amount can take, given what is known."""
    value = trace.value(expression)
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
@_bounds.register(ex.Comparison)
@_bounds.register(ex.IsIn)
@_bounds.register(ex.ContainsAny)
@_bounds.register(ex.ContainsAll)
@_bounds.register(ex.ShareAtLeast)
@_bounds.register(OpenQuestion)
def _(node: ex.Expression, trace: Trace) -> Range:
    return UNBOUNDED  # always known, or not a quantity


@_bounds.register(Fact)
@_bounds.register(At)
def _(node: Fact | At, trace: Trace) -> Range:
    return Range(Decimal(0), None) if node.type.kind is Kind.COUNT else UNBOUNDED


@_bounds.register
def _(node: ex.DatePart, trace: Trace) -> Range:
    return Range(Decimal(1), Decimal(12)) if node.part == "month" else UNBOUNDED


@_bounds.register
def _(node: ex.Arithmetic, trace: Trace) -> Range:
    left, right = bounds(node.left, trace), bounds(node.right, trace)
    if node.operator == "-":
        right = Range(
            None if right.high is None else -right.high,
            None if right.low is None else -right.low,
        )
    return Range(
        None if left.low is None or right.low is None else left.low + right.low,
        None if left.high is None or right.high is None else left.high + right.high,
    )


@_bounds.register
def _(node: ex.When, trace: Trace) -> Range:
    match trace.value(node.condition):
        case True:
            return bounds(node.then, trace)
        case False:
            return bounds(node.otherwise, trace)
        case _:
            return bounds(node.then, trace).hull(bounds(node.otherwise, trace))
