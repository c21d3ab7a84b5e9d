"""What will be paid in every row, seen from a day: by the request, the account, what was paid or refused."""

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

import polars as pl

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


def payable(edition: Edition, as_of: date, stages: Stages) -> Iterator[tuple[str, pl.Expr]]:
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
        was_received, (surely, perhaps) = _is_received(coming[id], stages), _ways(coming[id], stages)
        certain[id] = _where(every([negated(was_received), surely]), low, edition)
        possible[id] = _where(every([negated(was_received), perhaps]), high, edition)
        received[id] = _where(was_received, worth[id], edition)
    low_caps, high_caps = ceilings(edition, stages)
    yield ENDS[0], as_amount(_beside(certain, received, low_caps, edition), edition)
    yield ENDS[1], as_amount(_beside(possible, received, high_caps, edition), edition)
    yield ENDS[2], as_amount(all_together(received, high_caps, edition), edition)


Holds: TypeAlias = pl.Expr | bool


def _is_received(coming: Coming, stages: Stages) -> Holds:
    """Whether it was told that money came; never unknown."""
    return is_true(stages.cell(coming.received))


def _ways(coming: Coming, stages: Stages) -> tuple[Holds, Holds]:
    """Whether money surely comes, and whether it may, never more surely than that of its bases; never unknown."""
    is_open = negated(is_true(stages.cell(coming.refused)))
    surely = [is_open, is_true(stages.cell(coming.surely))]
    perhaps = [is_open, negated(is_false(stages.cell(coming.perhaps)))]
    for base in coming.bases:
        is_there, (surely_too, perhaps_too) = _is_received(base, stages), _ways(base, stages)
        surely.append(some([is_there, surely_too]))
        perhaps.append(some([is_there, perhaps_too]))
    return every(surely), every(perhaps)


def _where(holds: Holds, amount: Measure, edition: Edition) -> Measure:
    """The amount where something holds, nothing elsewhere."""
    if isinstance(holds, bool):
        return amount if holds else ZERO
    return pl.when(~holds).then(as_amount(ZERO, edition)).otherwise(as_amount(amount, edition))


def _beside(coming: Amounts, received: Amounts, caps: Amounts, edition: Edition) -> Measure:
    """What comes besides what was received: where a ceiling cuts both, what is left under it."""
    if all(bundle.is_plain for bundle in edition.bundles):
        return all_together(coming, caps, edition)
    both = all_together({id: added(coming[id], received[id]) for id in coming}, caps, edition)
    before = all_together(received, caps, edition)
    if both is None or before is None:
        return None
    return picking_of(edition).floored(both - before)
