"""How a condition differs from that of another year: whom it suits, and in which of its parts."""

from enum import StrEnum

from attrs import frozen

from incentives.changes.alignment import alignments
from incentives.changes.implication import implication
from incentives.changes.parts import ChangedPart, changed_parts
from incentives.rules.expressions import Expression


class Direction(StrEnum):
    """Whom a changed condition suits.

    ``tightened``: fewer people. ``loosened``: more. ``changed``: neither, or it cannot be decided.
    """

    TIGHTENED = "tightened"
    LOOSENED = "loosened"
    CHANGED = "changed"


@frozen(eq=False)
class ConditionChange:
    """A condition that is not what it was.

    Attributes:
        direction: ``tightened`` where whoever meets it now would have met it before, and somebody who met it no longer
            does; ``loosened`` for the reverse; ``changed`` for neither, or where that cannot be decided.
        is_decided: whether the direction is sure; otherwise the two may even come to the same.
        before: the condition as it was.
        after: the condition as it is.
        parts: the smallest parts in which they differ.
    """

    direction: Direction
    is_decided: bool
    before: Expression
    after: Expression
    parts: tuple[ChangedPart, ...]


def condition_change(before: Expression, after: Expression, years: int, year: int) -> ConditionChange | None:
    """How a condition changed, or ``None`` if whoever met it meets it still, and nobody else does.

    Days and years are set against each other moved by the difference of the years, but for those that are fixed. Where
    it is not clear whether one is fixed, the direction is given only if it is the same either way.

    Args:
        before: the condition as it was.
        after: the condition as it is.
        years: from the one to the other.
        year: the reference year of the second.
    """
    if before.digest == after.digest:
        return None
    ways = alignments(before, after, years)
    found, *others = (_direction(way.expression(before), after, year) for way in ways)
    if any(other != found for other in others):
        found = (Direction.CHANGED, False)
    direction, is_decided = found
    if direction is None:
        return None
    parts = tuple(changed_parts(before, after, lambda node: ways[0].expression(node).digest))
    return ConditionChange(direction, is_decided, before, after, parts)


def _direction(before: Expression, after: Expression, year: int) -> tuple[Direction | None, bool]:
    implied = implication(before, after, year)
    is_decided = implied.forwards is not None and implied.backwards is not None
    if not is_decided:
        return Direction.CHANGED, False
    if implied.forwards and implied.backwards:
        return None, True
    if implied.backwards:
        return Direction.TIGHTENED, True
    return Direction.LOOSENED if implied.forwards else Direction.CHANGED, True
