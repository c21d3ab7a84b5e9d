"""The thresholds of a scheme's rules, and on which side of each the worked cases are."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from attrs import define, field

from incentives.rules import expressions as ex
from incentives.rules.bounds import bounds
from incentives.rules.evaluation import Known, compile_program
from incentives.rules.extents import Extent
from incentives.rules.facts import At, Fact, fact_of
from incentives.rules.operators import MIRRORED, raw
from incentives.rules.trace import Trace
from incentives.rules.types import Kind

CENT = Decimal("0.01")


@define(eq=False)
class Threshold:
    """A figure that a quantity is held against, in one or several editions.

    Attributes:
        node: the comparison.
        places: the editions and criteria that have it.
        at: the sides on which cases are: exactly ``at`` it, and just on the ``other`` side.
    """

    node: ex.Comparison | ex.ShareAtLeast
    places: list[str] = field(factory=list)
    at: bool = False
    other: bool = False

    @property
    def can_be(self) -> tuple[bool, bool]:
        """Whether a case can be exactly at it, and on the other side: none is where a fact cannot have the value."""
        return (True, True) if isinstance(self.node, ex.ShareAtLeast) else _possible(self.node)

    @property
    def lacking(self) -> list[str]:
        """The sides that can be and on which no case is."""
        said = ("exactly at it", "just on the other side")
        sides = zip(said, (self.at, self.other), self.can_be, strict=True)
        return [side for side, is_tried, can_be in sides if can_be and not is_tried]

    @property
    def quantities(self) -> tuple[ex.Expression, ex.Expression]:
        """What is held against what: the sides of a comparison, the part and the whole of a share."""
        if isinstance(self.node, ex.ShareAtLeast):
            return self.node.part, self.node.whole
        return self.node.left, self.node.right

    def see(self, known: Known) -> None:
        """Note the side on which one practitioner is; a day that is told to be absent is on neither."""
        program = compile_program(self.quantities)
        trace = Trace(program, program.run(known))
        left, right = map(trace.value, self.quantities)
        if left is None or right is None or any(map(trace.is_absent, self.quantities)):
            return
        node = self.node
        at, other = _share(node, left, right) if isinstance(node, ex.ShareAtLeast) else _compared(node, left, right)
        self.at |= at
        self.other |= other


def thresholds(expressions: Iterable[tuple[str, ex.Expression]]) -> dict[str, Threshold]:
    """Every threshold in some expressions, each named by its place, by digest."""
    found: dict[str, Threshold] = {}
    for place, expression in expressions:
        for node in _nodes(expression):
            threshold = found.setdefault(node.digest, Threshold(node))
            threshold.places.append(place)
    return found


def _nodes(expression: ex.Expression) -> Iterator[ex.Comparison | ex.ShareAtLeast]:
    for node in expression.walk():
        if isinstance(node, ex.ShareAtLeast) or (isinstance(node, ex.Comparison) and _is_threshold(node)):
            yield node


def _is_threshold(node: ex.Comparison) -> bool:
    """Whether it holds a quantity against a figure: numbers, amounts, dates or the steps of an ordered choice."""
    literal = isinstance(node.right, ex.Literal) is not isinstance(node.left, ex.Literal)
    return literal and node.left.type.kind is not Kind.CHOICE


def _possible(node: ex.Comparison) -> tuple[bool, bool]:
    """Whether the quantity can be the figure, and whether it can be on the other side of it."""
    operator, quantity, literal = _in_order(node, node.left, node.right)
    figure, step = raw(literal.value), _step(operator)
    if isinstance(figure, str):
        places = range(len(quantity.type.values))
        return True, quantity.type.values.index(figure) + step in places
    low, high = _ends(quantity)
    end = low if step < 0 else high
    is_inside = (low is None or low <= figure) and (high is None or figure <= high)
    return is_inside, not step or end is None or (end < figure if step < 0 else figure < end)


def _ends(quantity: ex.Expression) -> tuple[Any, Any]:
    """Between what a quantity lies whatever is told; ``None`` where nothing bounds it."""
    if quantity.type.kind is Kind.DATE:
        extent = fact_of(quantity).extent if isinstance(quantity, Fact | At) else Extent()
        return extent.low, extent.high
    found = bounds(quantity, Trace.of([quantity], Known(date.min.year)))
    return found.low, found.high


def _in_order(node: ex.Comparison, left: Any, right: Any) -> tuple[str, Any, Any]:
    """The operator, what stands for the quantity and what for the figure, the figure being on the right."""
    if isinstance(node.left, ex.Literal):
        return MIRRORED[node.operator], right, left
    return node.operator, left, right


def _step(operator: str) -> int:
    """Where the other side begins, seen from the figure; zero where it is all around."""
    return 0 if operator in {"==", "!="} else -1 if operator in {">=", "<"} else 1


def _compared(node: ex.Comparison, left: Any, right: Any) -> tuple[bool, bool]:
    """Whether it is exactly at the figure, and whether it is the nearest value on the other side."""
    operator, value, figure = _in_order(node, left, right)
    step = _step(operator)
    return value == figure, _is_next(node.left.type, figure, value, step) if step else value != figure


def _is_next(kind: Any, figure: Any, value: Any, step: int) -> bool:
    """Whether a value is just below or just above a figure: of amounts, by no more than its last digit, or a cent."""
    if isinstance(figure, Decimal):
        unit = max(CENT, Decimal(1).scaleb(figure.as_tuple().exponent))  # type: ignore[arg-type]  # a finite number's
        return bool(0 < (value - figure) * step <= unit)
    if isinstance(figure, date):
        return bool(value == figure + timedelta(days=step))
    if isinstance(figure, str):
        at = kind.values.index(figure) + step
        return 0 <= at < len(kind.values) and bool(value == kind.values[at])
    return bool(value == figure + step)


def _share(node: ex.ShareAtLeast, part: Any, whole: Any) -> tuple[bool, bool]:
    """Whether the part is the smallest that is enough of the whole, and whether it is one too few."""
    if not whole:
        return False, False
    needed = -(-node.numerator * whole // node.denominator)
    return part == needed, part == needed - 1
