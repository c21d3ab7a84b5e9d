"""What will be paid in every row, seen from a day: by the request, the account, what was paid or refused."""

from collections.abc import Iterator
from datetime import date

import narwhals as nw

from incentives.assessment.payable import Coming, coming_of
from incentives.population.columnsums import added
from incentives.population.entitlement import (
    ZERO,
    Amounts,
    all_together,
    as_amount,
    benefit_amounts,
    ceilings,
    picking_of,
)
from incentives.population.figures.tally import every, is_false, is_true, negated, some
from incentives.population.stages import Stages
from incentives.rules.columns import View
from incentives.rules.measures import Measure
from incentives.scheme.edition import Edition

ENDS = ("payable_certain", "payable_possible", "received")


def add_payable(edition: Edition, as_of: date, view: View, stages: Stages) -> None:
    """Give the conditions under which money comes their columns.

    Args:
        edition: the rules.
        as_of: the day on which it is asked.
        view: the facts, cleaned.
        stages: of this view.
    """
    stages.add([part for coming in coming_of(edition, as_of).values() for part in coming.parts], view)


def payable(edition: Edition, as_of: date, stages: Stages) -> Iterator[tuple[str, nw.Expr]]:
    """The columns of what will be paid and of what was received, by the last part of their name.

    Args:
        edition: the rules.
        as_of: the day on which it is asked.
        stages: to which its entitlements and these conditions were added.
    """
    coming = coming_of(edition, as_of)
    certain, possible, received = {}, {}, {}
    worth = {one.id: stages.ends_of(one.amount).high for one in edition.benefits}
    for id, low, high in benefit_amounts(edition, stages):
        surely, perhaps, was_received = _told(coming[id], stages)
        certain[id] = _where(surely, low, edition)
        possible[id] = _where(perhaps, high, edition)
        received[id] = _where(was_received, worth[id], edition)
    low_caps, high_caps = ceilings(edition, stages)
    yield ENDS[0], as_amount(_beside(certain, received, low_caps, edition), edition)
    yield ENDS[1], as_amount(_beside(possible, received, high_caps, edition), edition)
    yield ENDS[2], as_amount(all_together(received, high_caps, edition), edition)


def _told(coming: Coming, stages: Stages) -> tuple[nw.Expr | bool, nw.Expr | bool, nw.Expr | bool]:
    """Whether money surely comes, whether it may, and whether it was received; none of them is ever unknown."""
    received = is_true(stages.cell(coming.received))
    is_open = negated(some([received, is_true(stages.cell(coming.refused))]))
    perhaps = negated(is_false(stages.cell(coming.perhaps)))
    return every([is_open, is_true(stages.cell(coming.surely))]), every([is_open, perhaps]), received


def _where(holds: nw.Expr | bool, amount: Measure, edition: Edition) -> Measure:
    """The amount where something holds, nothing elsewhere."""
    if isinstance(holds, bool):
        return amount if holds else ZERO
    return nw.when(~holds).then(as_amount(ZERO, edition)).otherwise(as_amount(amount, edition))


def _beside(coming: Amounts, received: Amounts, caps: Amounts, edition: Edition) -> Measure:
    """What comes besides what was received: where a ceiling cuts both, what is left under it."""
    if all(bundle.is_plain for bundle in edition.bundles):
        return all_together(coming, caps, edition)
    both = all_together({id: added(coming[id], received[id]) for id in coming}, caps, edition)
    before = all_together(received, caps, edition)
    if both is None or before is None:
        return None
    return picking_of(edition).floored(both - before)
