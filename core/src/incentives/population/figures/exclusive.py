"""The sums over editions of several schemes, without what these do not pay together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

import polars as pl
from attrs import frozen

from incentives.population.columnsums import ZERO, Picking
from incentives.population.entitlement import exact
from incentives.population.figures.figure_records import Cost
from incentives.population.figures.tally import Tally, every, is_false, is_true, negated, some
from incentives.population.wanted import Wanted
from incentives.rules.measures import Cell, Measure
from incentives.scheme.beside import Beside
from incentives.scheme.together import Bundle, Way, components, largest_sets

MORE_DIGITS = 28
Costs = Callable[[], Iterator[Cost]]


@frozen(eq=False)
class Counted:
    """What an edition gives in every row.

    Attributes:
        one: the edition.
        due: whether something is due.
        certain: what is certain.
        possible: what is possible; ``None``, or null in a row, where nothing bounds it.
    """

    one: Wanted
    due: Cell
    certain: Measure
    possible: Measure


def apart(counted: Sequence[Counted], tally: Tally) -> Iterator[tuple[tuple[Wanted, ...], Costs]]:
    """The editions of one year that are not paid together, with what they cost in all; the table is not yet read.

    Args:
        counted: each edition.
        tally: takes what is to be summed.
    """
    for year in dict.fromkeys(each.one.edition.year for each in counted):
        of_year = {each.one.scheme.id: each for each in counted if each.one.edition.year == year}
        beside = Beside.of(each.one.scheme for each in of_year.values())
        for ids in components(of_year, beside.against):
            if len(ids) > 1:
                part = {id: of_year[id] for id in ids}
                yield tuple(each.one for each in part.values()), _Part(part, beside).costs(tally)


@frozen(eq=False)
class _Part:
    """Editions that hang together."""

    counted: Mapping[str, Counted]
    beside: Beside

    def costs(self, tally: Tally) -> Costs:
        """One cost for each currency."""
        picking = Picking(self._exactly)
        bundle = Bundle(tuple(Way(ids) for ids in largest_sets(tuple(self.counted), self.beside.against)))
        asked = []
        for currency in dict.fromkeys(each.one.edition.currency for each in self.counted.values()):
            lows = {id: self._certain(id) if self._is_in(id, currency) else ZERO for id in self.counted}
            highs = {id: self._possible(id) if self._is_in(id, currency) else ZERO for id in self.counted}
            certain = (bundle.least if self._is_choice_of_currencies else bundle.total)(lows, {}, picking.sums)
            asked.append((currency, tally.total(certain), tally.total(bundle.total(highs, {}, picking.sums))))
        return lambda: (Cost(currency, low() or Decimal(0), high()) for currency, low, high in asked)

    def _is_in(self, id: str, currency: str) -> bool:
        return self.counted[id].one.edition.currency == currency

    @property
    def _is_choice_of_currencies(self) -> bool:
        """Whether one chooses between amounts in several currencies, so that nobody knows which is received."""
        currencies = {id: each.one.edition.currency for id, each in self.counted.items()}
        pairs = (pair for pair in self.beside.choices if pair[0] in self.counted)
        return any(currencies[one] != currencies[other] for one, other in pairs)

    def _certain(self, id: str) -> Measure:
        """What is certain, where nothing that goes first can be due."""
        none_first = every(is_false(self._received(other)) for other in self.beside.first[id])
        return self._where(none_first, self.counted[id].certain)

    def _possible(self, id: str) -> Measure:
        """What is possible, where nothing that goes first is surely due."""
        some_first = some(is_true(self._received(other)) for other in self.beside.first[id])
        return self._where(negated(some_first), self.counted[id].possible)

    def _received(self, id: str) -> Cell:
        """Whether an edition's scheme is surely received: due, nothing before it due, and nothing to choose instead."""
        due = self.counted[id].due
        first = [self._received(other) for other in self.beside.first[id]]
        others = [b if a == id else a for a, b in self.beside.choices if id in {a, b}]
        unchosen = every(is_false(self.counted[other].due) for other in others)
        surely = every([is_true(due), unchosen, *(is_false(one) for one in first)])
        never = some([is_false(due), *(is_true(one) for one in first)])
        if isinstance(surely, bool) and isinstance(never, bool):
            return True if surely else False if never else None
        unknown = pl.lit(None, dtype=pl.Boolean)
        return (
            pl.when(_lit(surely))
            .then(pl.lit(True))
            .otherwise(pl.when(_lit(never)).then(pl.lit(False)).otherwise(unknown))
        )

    def _where(self, holds: pl.Expr | bool, amount: Measure) -> Measure:
        if isinstance(holds, bool):
            return amount if holds else ZERO
        nothing = pl.when(~holds).then(self._exactly(ZERO))
        return nothing if amount is None else nothing.otherwise(self._exactly(amount))

    def _exactly(self, amount: pl.Expr | Decimal) -> pl.Expr:
        digits = max(exact(each.one.edition).scale for each in self.counted.values())
        cell = amount if isinstance(amount, pl.Expr) else pl.lit(amount)
        return cell.cast(pl.Decimal(MORE_DIGITS, digits))


def _lit(cell: pl.Expr | bool) -> pl.Expr:
    return cell if isinstance(cell, pl.Expr) else pl.lit(cell)
