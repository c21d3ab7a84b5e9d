"""Two editions of a scheme over one table: who gains, who loses, by which criterion, at what cost."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import polars as pl
from attrs import evolve, frozen

from incentives.assessment.outcomes import Eligibility
from incentives.errors import InvalidArgument
from incentives.population.entitlement import exact
from incentives.population.figures.figure_records import Cause, Change, ComparedCost, Cost, Reform, Side
from incentives.population.figures.summary import Total, only_one, required_cells
from incentives.population.figures.tally import Reading, Tally, every, figures_of, is_false, is_true, negated, some
from incentives.population.frames.opening import is_spark
from incentives.population.intake import Origin
from incentives.population.table import Table, open_table, planned
from incentives.population.wanted import Wanted
from incentives.rules.measures import Cell
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.situation import Vocabulary
from incentives.values.exact import steady

CHANGE = "change"
AGAINST = "against"
MORE_DIGITS = 28
WORDS = (Eligibility.ELIGIBLE, Eligibility.UNDETERMINED, Eligibility.NOT_ELIGIBLE, Eligibility.NOT_COVERED)


@frozen(eq=False)
class Pair:
    """The table with the columns of both editions.

    Attributes:
        table: the table, opened.
        frame: with the columns of both, and the change.
        added: pairs of the internal and the final names of the columns added.
        after: the edition asked for.
        before: the edition that it is compared against.
    """

    table: Table
    frame: pl.LazyFrame
    added: Sequence[tuple[str, str]]
    after: Wanted
    before: Wanted

    def column(self, one: Wanted, end: str) -> pl.Expr:
        """The column of an edition."""
        wanted = f"{one.name}.{end}"
        return pl.col(next(inner for inner, name in self.added if name == wanted))


@steady
def over_both(
    native: Any,
    after: Wanted,
    before: Edition,
    vocabulary: Vocabulary,
    readings: Mapping[str, bool],
    *,
    origin: Origin = Origin.FRAME,
) -> Any:
    """A frame of the same kind, with the columns of both editions and the change.

    Columns that name no year are read by each edition as of its own reference year.

    Args:
        native: one row a practitioner, columns named by fact id.
        after: the edition asked for; its columns are ``SCHEME.*``.
        before: the edition that it is compared against; its columns are ``SCHEME.against.*``.
        vocabulary: every fact that is known.
        readings: the reader's answers to open questions, by id.
        origin: where the table comes from.

    Raises:
        InvalidTable: if columns cannot be taken as they are, listing every fault.
        InvalidArgument: if it is no frame, or the editions pay in different currencies.
    """
    if is_spark(native):
        from incentives.population.frames.of_spark import over_spark

        each = partial(over_both, after=after, before=before, vocabulary=vocabulary, readings=readings, origin=origin)
        return over_spark(native, each, _rules(after, before))
    pair = _pair(native, after, before, vocabulary, readings, origin=origin)
    return pair.table.opened.give_back(pair.frame, pair.added)


def _rules(after: Wanted, before: Edition) -> list[tuple[Scheme, Edition]]:
    return [after.rules, (after.scheme, before)]


def compared(
    native: Any,
    after: Wanted,
    before: Edition,
    vocabulary: Vocabulary,
    readings: Mapping[str, bool],
    *,
    origin: Origin = Origin.FRAME,
) -> Reform:
    """Who gains, who loses, by which criterion, at what cost; arguments and errors as for ``over_both``."""
    ask = partial(_compared, after=after, before=before, vocabulary=vocabulary, readings=readings, origin=origin)
    found: Reform = figures_of(native, ask, _rules(after, before))
    return found


@steady
def _compared(  # noqa: PLR0913  # the last of them by name
    native: Any,
    reading: Reading,
    *,
    after: Wanted,
    before: Edition,
    vocabulary: Vocabulary,
    readings: Mapping[str, bool],
    origin: Origin,
) -> Reform:
    pair = _pair(native, after, before, vocabulary, readings, origin=origin)
    tally = Tally()
    change = pl.col(pair.added[-1][0])
    is_change = {one: change == one.value for one in Change}
    rows = {one: tally.true(cell) for one, cell in is_change.items()}
    had, has = _met(pair, pair.before), _met(pair, pair.after)
    sides = {
        Change.GAINS: _side(is_change[Change.GAINS], had, has, tally),
        Change.LOSES: _side(is_change[Change.LOSES], has, had, tally),
    }
    is_compared = change != Change.NOT_COVERED.value
    costs = [_cost(pair, one, is_compared, tally) for one in (pair.before, pair.after)]
    tally.take(pair.frame, reading)
    old, new = (make() for make in costs)
    return Reform(
        scheme=after.scheme.id,
        rows=tally.rows(),
        before=old,
        after=new,
        gains=sides[Change.GAINS](),
        loses=sides[Change.LOSES](),
        same=rows[Change.SAME](),
        undetermined=rows[Change.UNDETERMINED](),
        not_covered=rows[Change.NOT_COVERED](),
        difference=_difference(new.compared, old.compared),
    )


def _pair(
    native: Any,
    after: Wanted,
    edition: Edition,
    vocabulary: Vocabulary,
    readings: Mapping[str, bool],
    *,
    origin: Origin,
) -> Pair:
    if after.edition.currency != edition.currency:
        msg = f"one edition pays in {after.edition.currency}, the other in {edition.currency}: no change can be told"
        raise InvalidArgument(msg)
    before = Wanted(after.scheme, edition, f"{after.name}.{AGAINST}")
    last = f"{after.name}.{CHANGE}"
    table = open_table(native, [[after], [before]], vocabulary, readings, origin=origin, outputs=[last])
    plan = planned(table.asked, table.kinds)
    table.check(plan.reads)
    inner, rows = f"{table.asked.prefix}change", plan.turns.over(table.opened.rows)
    pair = Pair(table, rows, plan.added, after, before)
    return evolve(pair, frame=rows.with_columns(_change(pair).alias(inner)), added=[*plan.added, (inner, last)])


def _change(pair: Pair) -> pl.Expr:
    """In every row, what becomes of the amount."""
    digits = max(exact(one.edition).scale for one in (pair.after, pair.before))

    def amount(one: Wanted, end: str) -> pl.Expr:
        kind = exact(one.edition)
        cell = pair.column(one, end)
        return cell if kind.scale == digits else cell.cast(pl.Decimal(MORE_DIGITS, digits))

    low, high = amount(pair.after, "certain"), amount(pair.after, "possible")
    least, most = amount(pair.before, "certain"), amount(pair.before, "possible")
    is_same = (low == high) & (least == most) & (low == least)
    last = pl.when(is_same).then(pl.lit(Change.SAME.value)).otherwise(pl.lit(Change.UNDETERMINED.value))
    loses = pl.when(high < least).then(pl.lit(Change.LOSES.value)).otherwise(last)
    told = pl.when(low > most).then(pl.lit(Change.GAINS.value)).otherwise(loses)
    elsewhere = [pair.column(one, "eligibility") == Eligibility.NOT_COVERED.value for one in (pair.before, pair.after)]
    return pl.when(elsewhere[0] | elsewhere[1]).then(pl.lit(Change.NOT_COVERED.value)).otherwise(told)


def _met(pair: Pair, one: Wanted) -> dict[str, Cell]:
    """The criteria that some benefit of an edition requires, and its columns; others are not required."""
    required = {id for benefit in one.edition.benefits for id in one.edition.required_by(benefit)}
    return required_cells(one.edition, required, lambda name, _: pair.column(one, name))


def _side(among: pl.Expr, without: Mapping[str, Cell], having: Mapping[str, Cell], tally: Tally) -> Callable[[], Side]:
    """Count the criteria that are not met in one edition, and met or not required in the other."""
    differs = {id: every((is_false(cell), is_true(having.get(id, True)))) for id, cell in without.items()}
    alone = only_one(differs)
    figures = [
        (id, tally.true(every((among, cell))), tally.true(every((among, alone[id])))) for id, cell in differs.items()
    ]
    rows = tally.true(among)
    without_any = tally.true(every((among, negated(some(differs.values())))))

    def made() -> Side:
        causes = [Cause(id, differing(), only()) for id, differing, only in figures]
        return Side(rows(), tuple(_most_first(cause for cause in causes if cause.rows)), without_any())

    return made


def _most_first(causes: Iterable[Cause]) -> list[Cause]:
    return sorted(causes, key=lambda cause: (-cause.rows, -cause.alone))


def _cost(pair: Pair, one: Wanted, is_compared: pl.Expr, tally: Tally) -> Callable[[], ComparedCost]:
    edition = one.edition
    amounts = [pair.column(one, end) for end in ("certain", "possible")]
    nothing = pl.lit(Decimal(0)).cast(pl.Decimal(MORE_DIGITS, exact(edition).scale))
    whole = [tally.total(amount) for amount in amounts]
    among = [tally.total(pl.when(~is_compared).then(nothing).otherwise(amount)) for amount in amounts]
    word = pair.column(one, "eligibility")
    eligible, undetermined, not_eligible, not_covered = (tally.true(word == said.value) for said in WORDS)
    invalid = tally.true(~pair.column(one, "invalid").is_null())

    def cost(certain: Total, possible: Total) -> Cost:
        return Cost(edition.currency, certain() or Decimal(0), possible())

    def made() -> ComparedCost:
        return ComparedCost(
            year=edition.year,
            digest=edition.digest,
            user_supplied=edition.user_supplied,
            source=edition.user_file,
            eligible=eligible(),
            undetermined=undetermined(),
            not_eligible=not_eligible(),
            not_covered=not_covered(),
            invalid=invalid(),
            cost=cost(*whole),
            compared=cost(*among),
        )

    return made


def _difference(after: Cost, before: Cost) -> Cost:
    possible = None if after.possible is None or before.possible is None else after.possible - before.possible
    return Cost(after.currency, after.certain - before.certain, possible)
