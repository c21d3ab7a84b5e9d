"""How a condition differs from that of another year: whom it suits, and in which of its parts."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import combinations

from attrs import evolve, frozen

from incentives.changes.alignment import Alignment, alignments
from incentives.changes.differences import ChangedPart, changed_parts
from incentives.changes.implication import implication
from incentives.changes.silence import Answers, answered, answers_to, questions_of
from incentives.rules.expressions import Expression, Literal
from incentives.rules.operators import all_of, any_of


class Direction(StrEnum):
    """Whom a changed condition suits.

    ``tightened``: fewer people. ``loosened``: more. ``changed``: neither, or it cannot be decided.
    """

    TIGHTENED = "tightened"
    LOOSENED = "loosened"
    CHANGED = "changed"


Found = tuple[Direction | None, bool]  # and whether it is decided


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
        was_open: whether the direction hangs on a point that the first edition leaves open.
        is_open: whether it hangs on one that the second leaves open.
    """

    direction: Direction
    is_decided: bool
    before: Expression
    after: Expression
    parts: tuple[ChangedPart, ...]
    was_open: bool = False
    is_open: bool = False


def condition_change(before: Expression, after: Expression, years: int, year: int) -> ConditionChange | None:
    """How a condition changed, or ``None`` if whoever met it meets it still, and nobody else does.

    Days and years are set against each other moved by the difference of the years, but for those that are fixed. Where
    it is not clear whether one is fixed, the direction is given only if it is the same either way; and where the texts
    leave something open, if it is the same whatever the answer.

    Args:
        before: the condition as it was.
        after: the condition as it is.
        years: from the one to the other.
        year: the reference year of the second.
    """
    if before.digest == after.digest:
        return None
    ways = alignments(before, after, years)
    if _over_ways(ways, before, after, year)[0] is None:
        return None
    given = list(answers_to(before, after, year))
    pairs = [(answered(before, answers), answered(after, answers)) for answers in given]
    found = [_over_ways(ways, *pair, year) for pair in pairs]
    is_the_same = len(set(found)) == 1
    direction, is_decided = found[0] if is_the_same else (Direction.CHANGED, False)
    if direction is None:
        return None
    parts = tuple(changed_parts(before, after, lambda node: ways[0].expression(node).digest))
    changed = ConditionChange(direction, is_decided, before, after, parts)
    if is_the_same:
        return changed
    asked, asks, decisive = questions_of(before), questions_of(after), _decisive(given, found)
    was_open, is_open = bool(decisive & asked - asks), bool(decisive & asks - asked)
    if was_open is is_open:
        was_open, is_open = _open_where_the_other_is_not([(ways[0].expression(old), new) for old, new in pairs], year)
    return evolve(changed, was_open=was_open or not is_open, is_open=is_open)


def _decisive(given: Sequence[Answers], found: Sequence[Found]) -> frozenset[str]:
    """The open questions of which one answer alone makes another direction."""
    pairs = combinations(zip(given, found, strict=True), 2)
    differing = [{id for id in one if one[id] != other[id]} for (one, its), (other, others) in pairs if its != others]
    return frozenset().union(*([ids for ids in differing if len(ids) == 1] or differing))


def _open_where_the_other_is_not(pairs: Sequence[tuple[Expression, Expression]], year: int) -> Iterator[bool]:
    """Whether each of two conditions may hang on the answers for somebody for whom the other does not."""
    settled = [all_of(*every) | ~any_of(*every) for every in zip(*pairs, strict=True)]
    for one, other in (settled, reversed(settled)):
        yield implication(other & ~one, Literal(False), year).forwards is not True


def _over_ways(ways: Sequence[Alignment], before: Expression, after: Expression, year: int) -> Found:
    """The direction, where it is the same in every way in which the two may be set against each other."""
    found, *others = (_direction(way.expression(before), after, year) for way in ways)
    return found if all(other == found for other in others) else (Direction.CHANGED, False)


def _direction(before: Expression, after: Expression, year: int) -> Found:
    implied = implication(before, after, year)
    is_decided = implied.forwards is not None and implied.backwards is not None
    if not is_decided:
        return Direction.CHANGED, False
    if implied.forwards and implied.backwards:
        return None, True
    if implied.backwards:
        return Direction.TIGHTENED, True
    return Direction.LOOSENED if implied.forwards else Direction.CHANGED, True
