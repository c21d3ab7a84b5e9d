"""What an edition pays in every row: criteria, certain and possible amounts, eligibility."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from operator import add

import polars as pl
from attrs import frozen

from incentives.assessment.outcomes import Eligibility
from incentives.assessment.plan import plan_of
from incentives.assessment.totals import LOWS
from incentives.population.columnsums import Picking, added
from incentives.population.stages import Stages
from incentives.rules.columns import View
from incentives.rules.expressions import Expression, Literal
from incentives.rules.measures import Cell, Measure, as_lit, digits
from incentives.rules.operators import any_of
from incentives.scheme.criterion import Standing
from incentives.scheme.edition import Edition
from incentives.values import Money
from incentives.values.exact import in_all

Amounts = Mapping[str, Measure]  # in every row, by benefit or by group
DIGITS = 18
CENTS = 2
MOST_FLAGS = 8  # bits of the smallest number
ZERO = Decimal(0)
# By how many of two things hold in a row: that something can be due, and that something is; neither where not covered.
WORDS = tuple(
    word.value
    for word in (Eligibility.NOT_ELIGIBLE, Eligibility.UNDETERMINED, Eligibility.ELIGIBLE, Eligibility.NOT_COVERED)
)
NOT_COVERED = 3  # its place in them


def add_entitlements(edition: Edition, view: View, stages: Stages) -> None:
    """Give the conditions and the amounts of an edition their columns; what is used several times becomes a hidden one.

    Args:
        edition: the rules.
        view: the facts, cleaned.
        stages: of this view.
    """
    entitled = list(plan_of(edition).entitled.values())
    conditions = [criterion.condition for criterion in edition.criteria if criterion.condition is not None]
    covers = [edition.covers] * 2
    stages.add([*covers, *conditions, *entitled, *entitled, *[is_due(edition)] * 2, *_amounts(edition)], view)


def _amounts(edition: Edition) -> list[Expression]:
    """Of every benefit, and every ceiling."""
    return [*(benefit.amount for benefit in edition.benefits), *plan_of(edition).ceilings.values()]


def is_due(edition: Edition) -> Expression:
    """Whether some benefit is due."""
    return any_of(*plan_of(edition).entitled.values())


def criteria(edition: Edition, stages: Stages) -> Iterator[tuple[str, pl.Expr]]:
    """The column of each criterion, by its id; one that is not applicable has none.

    Args:
        edition: the rules.
        stages: to which its entitlements were added.
    """
    for criterion in edition.criteria:
        if criterion.standing is Standing.WAIVED:
            yield criterion.id, pl.lit(True)
        elif criterion.condition is not None:
            yield criterion.id, _yes_no(stages.cell(criterion.condition))


def totals(edition: Edition, stages: Stages, looked_up: Collection[str] = ()) -> Iterator[tuple[str, pl.Expr]]:
    """The columns of an edition that are not of one criterion, by the last part of their name.

    Args:
        edition: the rules.
        stages: to which its entitlements were added.
        looked_up: those that are not to be made, since they are looked up.
    """
    if "certain" not in looked_up:
        certain, possible = whole_amount(edition, stages)
        yield "certain", as_amount(certain, edition)
        yield "possible", as_amount(possible, edition)
    if "eligibility" not in looked_up:
        yield "eligibility", _eligibility(stages.cell(is_due(edition)), stages.cell(edition.covers))
    if edition.user_supplied:
        yield "user_supplied", pl.lit(edition.source)


def whole_amount(edition: Edition, stages: Stages) -> tuple[Measure, Measure]:
    """What is certain and what is possible of all benefits together in every row; the latter null where unbounded.

    Args:
        edition: the rules.
        stages: to which its entitlements were added.
    """
    parts = list(benefit_amounts(edition, stages))
    lows, highs = {id: least for id, least, _ in parts}, {id: most for id, _, most in parts}
    least, most = ceilings(edition, stages)
    return all_together(lows, least, edition), all_together(highs, most, edition)


def all_together(parts: Amounts, caps: Amounts, edition: Edition) -> Measure:
    """What some amounts of an edition's benefits come to together in every row.

    Args:
        parts: by benefit.
        caps: what each group with a ceiling pays at most, by id.
        edition: the rules.
    """
    total: Measure = ZERO
    sums = picking_of(edition).sums
    for bundle in edition.bundles:
        total = added(total, bundle.total(parts, caps, sums))
    return total


def picking_of(edition: Edition) -> Picking:
    """The lower and the higher of two amounts of an edition in every row."""
    return Picking(lambda cell: as_amount(cell, edition))


def ceilings(edition: Edition, stages: Stages) -> tuple[dict[str, Measure], dict[str, Measure]]:
    """What each group with a ceiling pays at most in every row, by id: what it is at least, and at most."""
    picking = picking_of(edition)
    ends = {id: stages.ends_of(at_most) for id, at_most in plan_of(edition).ceilings.items()}
    least = {id: picking.floored(_or_nothing(end.low)) for id, end in ends.items()}
    return least, {id: picking.floored(end.high) for id, end in ends.items()}


def _or_nothing(low: Measure) -> Measure:
    """The lowest amount, nothing where nothing bounds it."""
    if low is None:
        return ZERO
    return low.fill_null(0) if isinstance(low, pl.Expr) else low


def benefit_amounts(edition: Edition, stages: Stages) -> Iterator[tuple[str, Measure, Measure]]:
    """Each benefit with what is certain and what is possible of it in every row; the latter null where unbounded.

    Args:
        edition: the rules.
        stages: to which its entitlements were added.
    """
    entitled = plan_of(edition).entitled
    for benefit in edition.benefits:
        due, ends = stages.cell(entitled[benefit.id]), stages.ends_of(benefit.amount)
        yield benefit.id, _certain(due, ends.low, edition), _possible(due, ends.high, edition)


@frozen(eq=False)
class ByNumber:
    """A column that can have few values only.

    Attributes:
        number: of the value in each row, counted from 0.
        values: in their order.
    """

    number: pl.Expr
    values: tuple[Decimal, ...] | tuple[str, ...]


def by_number(edition: Edition, stages: Stages) -> dict[str, ByNumber]:
    """The amounts and the eligibility as numbers of their few values, to be looked up.

    An amount has as many values as there are sets of benefits. Empty where an amount depends on a fact or is finer than
    a cent, where it is the same in every row whether something is due, or of too many benefits.

    Args:
        edition: the rules.
        stages: to which its entitlements were added.
    """
    due = [stages.cell(condition) for condition in plan_of(edition).entitled.values()]
    amounts = _amounts(edition)
    flat = [amount for one in amounts if (amount := _flat(one)) is not None]
    is_few = len(flat) == len(amounts) and len(due) <= MOST_FLAGS and exact(edition).scale == CENTS
    if not is_few or not isinstance(stages.cell(is_due(edition)), pl.Expr):
        return {}
    sums = tuple(_sum_of(number, edition, flat) for number in range(1 << len(due)))
    depth = max(map(stages.depth, plan_of(edition).entitled.values()))
    flags = {
        end: stages.hide(_flags(due, if_unknown=if_unknown), depth)
        for end, if_unknown in (("certain", False), ("possible", True))
    }
    covers = stages.cell(edition.covers)
    some = [_bit(number > 0, 1) for number in flags.values()]
    if isinstance(covers, pl.Expr):
        some.append(_bit(~covers, NOT_COVERED))
    return {
        **{end: ByNumber(number, sums) for end, number in flags.items()},
        "eligibility": ByNumber(reduce(add, some), WORDS),
    }


def _sum_of(number: int, edition: Edition, flat: Sequence[Decimal]) -> Decimal:
    """What the benefits pay together that are the bits of a number.

    Args:
        number: the bits.
        edition: the rules.
        flat: the amounts of its benefits, then its ceilings.
    """
    ids = [benefit.id for benefit in edition.benefits]
    parts = {id: flat[place] if number >> place & 1 else ZERO for place, id in enumerate(ids)}
    ceilings = dict(zip(plan_of(edition).ceilings, (max(one, ZERO) for one in flat[len(ids) :]), strict=True))
    return in_all(bundle.total(parts, ceilings, LOWS) for bundle in edition.bundles)


def _flat(amount: Expression) -> Decimal | None:
    return amount.value.amount if isinstance(amount, Literal) and isinstance(amount.value, Money) else None


def _flags(due: Iterable[Cell], *, if_unknown: bool) -> pl.Expr:
    """Which benefits are due, as the bits of a number."""
    sure = 0
    flags = []
    for place, cell in enumerate(due):
        if isinstance(cell, pl.Expr):
            flags.append(_bit(cell, 1 << place, if_unknown=if_unknown))
        elif cell or (cell is None and if_unknown):
            sure += 1 << place
    return reduce(add, flags) + sure


def _bit(flag: pl.Expr, bit: int, *, if_unknown: bool = False) -> pl.Expr:
    """A bit where something holds: choosing between two bytes is faster than to cast what holds, and to multiply."""
    one, none = pl.lit(bit, dtype=pl.UInt8), pl.lit(0, dtype=pl.UInt8)
    return pl.when(~flag).then(none).otherwise(one) if if_unknown else pl.when(flag).then(one).otherwise(none)


def exact(edition: Edition) -> pl.Decimal:
    """The type of an edition's amounts: as many digits after the point as its figures have, at least two."""
    most = max([CENTS, *map(digits, _amounts(edition))])
    return pl.Decimal(DIGITS if most == CENTS else 28, most)


def _yes_no(cell: Cell) -> pl.Expr:
    return pl.lit(None, dtype=pl.Boolean) if cell is None else as_lit(cell)


def _lit(cell: pl.Expr | Decimal, edition: Edition) -> pl.Expr:
    return cell if isinstance(cell, pl.Expr) else pl.lit(cell).cast(exact(edition))


def _certain(due: Cell, low: Measure, edition: Edition) -> Measure:
    """The lowest amount where it is due, nothing where that is not certain."""
    if due is False or due is None or low is None:
        return ZERO
    least = low.fill_null(0) if isinstance(low, pl.Expr) else low
    if not isinstance(due, pl.Expr):
        return least
    return pl.when(due).then(_lit(least, edition)).otherwise(_lit(ZERO, edition))


def _possible(due: Cell, high: Measure, edition: Edition) -> Measure:
    """The highest amount where it may be due; null where nothing bounds it."""
    if due is False:
        return ZERO
    if not isinstance(due, pl.Expr):
        return high
    branch = pl.when(~due).then(_lit(ZERO, edition))
    return branch if high is None else branch.otherwise(_lit(high, edition))


def as_amount(cell: Measure, edition: Edition) -> pl.Expr:
    """An amount as a column of the type that all amounts of the edition have; null where nothing bounds it."""
    if cell is None:
        return pl.lit(None, dtype=exact(edition))
    return _lit(cell, edition).cast(exact(edition))


def _eligibility(due: Cell, covers: Cell) -> pl.Expr:
    """Without a day, everything is final: what is not due and not possible is out of reach."""
    never, perhaps, surely, elsewhere = map(pl.lit, WORDS)
    if not isinstance(due, pl.Expr):
        word = surely if due else perhaps if due is None else never
    else:
        word = pl.when(due).then(surely).otherwise(pl.when(due.is_null()).then(perhaps).otherwise(never))
    if not isinstance(covers, pl.Expr):
        return elsewhere if covers is False else word
    return pl.when(~covers).then(elsewhere).otherwise(word)
