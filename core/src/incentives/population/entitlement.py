"""What an edition pays in every row: criteria, certain and possible amounts, eligibility."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import reduce
from operator import add

import narwhals as nw
from attrs import frozen

from incentives.assessment.outcomes import Eligibility
from incentives.assessment.plan import plan_of
from incentives.population.stages import Stages
from incentives.rules.columnbounds import column_bounds
from incentives.rules.columns import DECIMALS, Cell, Measure, View, as_lit
from incentives.rules.expressions import Expression, Literal, any_of
from incentives.rules.facts import Fact
from incentives.rules.types import Kind
from incentives.scheme.criterion import Standing
from incentives.scheme.edition import Edition
from incentives.values import Money

DIGITS = 18
CENTS = 2
MOST_FLAGS = 8  # bits of the smallest number
ZERO = Decimal(0)
MEASURED = frozenset({Kind.MONEY, Kind.DECIMAL})


def outcomes(edition: Edition, view: View, stages: Stages) -> Iterator[tuple[str, nw.Expr]]:
    """The columns of an edition, by the last part of their name.

    Args:
        edition: the rules.
        view: the facts, cleaned.
        stages: of this view; takes the hidden columns that they need.
    """
    entitled = plan_of(edition).entitled
    is_due = any_of(*entitled.values())
    conditions = [criterion.condition for criterion in edition.criteria if criterion.condition is not None]
    amounts = [benefit.amount for benefit in edition.benefits]
    stages.add([*conditions, *entitled.values(), *entitled.values(), is_due, is_due, *amounts], view)
    for criterion in edition.criteria:
        if criterion.standing is Standing.WAIVED:
            yield criterion.id, nw.lit(True)
        elif criterion.condition is not None:
            yield criterion.id, _yes_no(stages.cell(criterion.condition))
    certain: Measure = ZERO
    possible: Measure = ZERO
    for _, least, most in benefit_amounts(edition, stages):
        certain = _sum(certain, least)
        possible = _sum(possible, most)
    yield "certain", _amount(certain, edition)
    yield "possible", _amount(possible, edition)
    yield "eligibility", _eligibility(stages.cell(is_due))
    if edition.user_supplied:
        yield "user_supplied", nw.lit(edition.source)


def benefit_amounts(edition: Edition, stages: Stages) -> Iterator[tuple[str, Measure, Measure]]:
    """Each benefit with what is certain and what is possible of it in every row; the latter null where unbounded.

    Args:
        edition: the rules.
        stages: to which the entitlements and amounts were added.
    """
    entitled = plan_of(edition).entitled
    for benefit in edition.benefits:
        due, ends = stages.cell(entitled[benefit.id]), column_bounds(benefit.amount, stages.cell)
        yield benefit.id, _certain(due, ends.low, edition), _possible(due, ends.high, edition)


@frozen(eq=False)
class ByNumber:
    """A column that can have few values only.

    Attributes:
        number: of the value in each row, counted from 0.
        values: in their order.
    """

    number: nw.Expr
    values: tuple[Decimal, ...] | tuple[str, ...]


def by_number(edition: Edition, stages: Stages) -> dict[str, ByNumber]:
    """The certain and the possible amount by which benefits are due, a bit for each, for backends that look values up.

    Empty where an amount depends on a fact or is finer than a cent, where nothing varies, or of too many benefits.
    """
    due = [stages.cell(condition) for condition in plan_of(edition).entitled.values()]
    amounts = [_flat(benefit.amount) for benefit in edition.benefits]
    flat = [amount for amount in amounts if amount is not None]
    is_varied = any(isinstance(cell, nw.Expr) for cell in due)
    if len(flat) < len(amounts) or len(due) > MOST_FLAGS or exact(edition).scale > CENTS or not is_varied:
        return {}
    sums = tuple(
        sum((amount for place, amount in enumerate(flat) if number >> place & 1), ZERO)
        for number in range(1 << len(due))
    )
    return {end: ByNumber(_flags(due, end == "possible"), sums) for end in ("certain", "possible")}


def eligibility_by_number(certain: nw.Expr, possible: nw.Expr) -> ByNumber:
    """The eligibility, from the numbers of what is certainly and what is possibly due."""
    words = (Eligibility.NOT_ELIGIBLE.value, Eligibility.UNDETERMINED.value, Eligibility.ELIGIBLE.value)
    return ByNumber((possible > 0).cast(nw.UInt8) + (certain > 0).cast(nw.UInt8), words)


def _flat(amount: Expression) -> Decimal | None:
    return amount.value.amount if isinstance(amount, Literal) and isinstance(amount.value, Money) else None


def _flags(due: Iterable[Cell], if_unknown: bool) -> nw.Expr:
    """Which benefits are due, as the bits of a number."""
    sure = 0
    flags = []
    for place, cell in enumerate(due):
        if isinstance(cell, nw.Expr):
            flags.append(cell.fill_null(if_unknown).cast(nw.UInt8) * (1 << place))
        elif cell or (cell is None and if_unknown):
            sure += 1 << place
    return reduce(add, flags) + sure


def exact(edition: Edition) -> nw.Decimal:
    """The type of an edition's amounts: as many digits after the point as its figures have, at least two."""
    nodes = [node for benefit in edition.benefits for node in benefit.amount.walk()]
    return nw.Decimal(DIGITS if (digits := max(map(_digits, nodes), default=CENTS)) == CENTS else 28, digits)


def _digits(node: Expression) -> int:
    if isinstance(node, Fact) and node.kind in MEASURED:
        return DECIMALS
    value = node.value if isinstance(node, Literal) else None
    number = value.amount if isinstance(value, Money) else value
    return max(CENTS, -int(number.as_tuple().exponent)) if isinstance(number, Decimal) else CENTS


def _yes_no(cell: Cell) -> nw.Expr:
    return nw.lit(None, dtype=nw.Boolean) if cell is None else as_lit(cell)


def _lit(cell: nw.Expr | Decimal, edition: Edition) -> nw.Expr:
    return cell if isinstance(cell, nw.Expr) else nw.lit(cell).cast(exact(edition))


def _certain(due: Cell, low: Measure, edition: Edition) -> Measure:
    """The lowest amount where it is due, nothing where that is not certain."""
    if due is False or due is None or low is None:
        return ZERO
    least = low.fill_null(0) if isinstance(low, nw.Expr) else low
    if not isinstance(due, nw.Expr):
        return least
    return nw.when(due).then(_lit(least, edition)).otherwise(_lit(ZERO, edition))


def _possible(due: Cell, high: Measure, edition: Edition) -> Measure:
    """The highest amount where it may be due; null where nothing bounds it."""
    if due is False:
        return ZERO
    if not isinstance(due, nw.Expr):
        return high
    branch = nw.when(~due).then(_lit(ZERO, edition))
    return branch if high is None else branch.otherwise(_lit(high, edition))


def _sum(one: Measure, other: Measure) -> Measure:
    if one is None or other is None:
        return None
    if isinstance(one, Decimal) and not one:
        return other
    if isinstance(other, Decimal) and not other:
        return one
    return one + other


def _amount(cell: Measure, edition: Edition) -> nw.Expr:
    if cell is None:
        return nw.lit(None, dtype=exact(edition))
    return _lit(cell, edition).cast(exact(edition))


def _eligibility(due: Cell) -> nw.Expr:
    """Without a day, everything is final: what is not due and not possible is out of reach."""
    words = {True: Eligibility.ELIGIBLE, False: Eligibility.NOT_ELIGIBLE, None: Eligibility.UNDETERMINED}
    if not isinstance(due, nw.Expr):
        return nw.lit(words[due].value)  # type: ignore[index]  # a condition is true, false or None
    undetermined = nw.when(due.is_null()).then(nw.lit(words[None].value)).otherwise(nw.lit(words[False].value))
    return nw.when(due).then(nw.lit(words[True].value)).otherwise(undetermined)
