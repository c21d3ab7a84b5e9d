"""In which rows an entitlement still hangs on a fact or a question that is not known."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import polars as pl

from incentives.population.figures.probing import Place, Seen
from incentives.population.figures.tally import every, is_false, is_true, is_unknown, negated, some
from incentives.rules import expressions as ex
from incentives.rules.facts import At, Fact, OpenQuestion
from incentives.rules.measures import Cell

Where = pl.Expr | bool


def hangs_on(place: Place, seen: Seen, entitled: Sequence[ex.Expression]) -> Where:
    """Where some entitlement is unknown, and so is every part of it down to the fact or the question.

    A part that is known whatever becomes of the place keeps it from changing anything. What the row says of several
    unknown facts together may still leave it without effect: there the count is too high, and never too low.

    Args:
        place: the fact or the question, where it is not known.
        seen: the entitlements, seen from their year.
        entitled: the entitlements.
    """
    memo: dict[str, Where] = {}
    return some(_hangs(one, place, seen, memo) for one in entitled)


def _hangs(node: ex.Expression, place: Place, seen: Seen, memo: dict[str, Where]) -> Where:
    if place not in seen.reads(node):
        return False
    if isinstance(node, Fact | At | OpenQuestion):
        return True
    if node.digest not in memo:
        parts = some(every((counts, _hangs(part, place, seen, memo))) for part, counts in _parts(node, seen))
        memo[node.digest] = every((is_unknown(seen.cell(node)), parts))
    return memo[node.digest]


def _parts(node: ex.Expression, seen: Seen) -> Iterator[tuple[ex.Expression, Where]]:
    """The parts of a node, and where they count."""
    match node:
        case ex.When(condition=condition, then=then, otherwise=otherwise):
            cell = seen.cell(condition)
            yield from ((condition, True), (then, negated(is_false(cell))), (otherwise, negated(is_true(cell))))
        case ex.ShareAtLeast(part=part, whole=whole, if_none=if_none):
            has_some = some(_is_above_zero(seen.cell(side)) for side in (part, whole))  # no part exceeds its whole
            yield from ((part, True), (whole, True), (if_none, negated(has_some)))
        case _:
            yield from ((part, True) for part in node.children)


def _is_above_zero(cell: Cell) -> Where:
    return is_true(cell > 0) if isinstance(cell, pl.Expr) else isinstance(cell, int | Decimal) and cell > 0
