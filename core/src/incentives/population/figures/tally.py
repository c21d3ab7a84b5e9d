"""Counts and sums over a whole table, all asked for first and then taken in one pass."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial, reduce
from operator import and_, or_
from typing import Any

import polars as pl
from attrs import define, field

from incentives.population.frames.opening import is_spark
from incentives.rules.measures import Cell, Measure
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme

ROWS = "rows"


Figures = Mapping[str, Any]
Reading = Callable[[pl.LazyFrame], Figures]  # gives the one row of a table of sums


def streamed(sums: pl.LazyFrame) -> Figures:
    """The sums of a table, in bounded memory."""
    return sums.collect(engine="streaming").row(0, named=True)


def figures_of(native: Any, ask: Callable[[Any, Reading], Any], rules: Sequence[tuple[Scheme, Edition]]) -> Any:
    """What is made of figures over a table, wherever its rows are.

    Args:
        native: the table.
        ask: makes it of a table and of how its sums are read.
        rules: what it rests on.
    """
    if not is_spark(native):
        return ask(native, streamed)
    from incentives.population.frames.of_spark import figures_over_spark, nothing_of

    found = figures_over_spark(native, partial(_sums, ask), rules)
    return ask(nothing_of(native), lambda _: next(found))


def _sums(ask: Callable[[Any, Reading], Any], piece: Any) -> list[Figures]:
    """All sums that are read of a piece of a table, in their order."""
    found: list[Figures] = []

    def read(sums: pl.LazyFrame) -> Figures:
        found.append(streamed(sums))
        return found[-1]

    ask(piece, read)
    return found


def times_of(texts: pl.LazyFrame) -> pl.LazyFrame:
    """How often each text of a table's only column stands there, as one row with a column for each; null is none."""
    (name,) = texts.collect_schema().names()
    counted = texts.drop_nulls().group_by(name).len()
    return counted.map_batches(_widened, validate_output_schema=False)


def _widened(counts: pl.DataFrame) -> pl.DataFrame:
    return pl.DataFrame({ROWS: [int(counts["len"].sum())], **{text: [times] for text, times in counts.rows()}})


@define(eq=False)
class Tally:
    """What is to be counted and summed; each answer is a function that gives its figure once the table was read."""

    _asked: dict[str, pl.Expr] = field(factory=dict, init=False)
    _found: Mapping[str, Any] = field(factory=dict, init=False)

    def rows(self) -> int:
        """How many rows there are."""
        return int(self._found[ROWS])

    def true(self, cell: Cell) -> Callable[[], int]:
        """In how many rows a condition is true."""
        if not isinstance(cell, pl.Expr):
            return self.rows if cell is True else _nothing
        name = self._ask(cell.cast(pl.Int64).sum())
        return lambda: int(self._found[name] or 0)

    def false(self, cell: Cell) -> Callable[[], int]:
        """In how many rows a condition is false."""
        return self.true(~cell if isinstance(cell, pl.Expr) else cell is False)

    def unknown(self, cell: Cell) -> Callable[[], int]:
        """In how many rows a cell is unknown."""
        return self.true(is_unknown(cell))

    def total(self, amount: Measure) -> Callable[[], Decimal | None]:
        """The sum of amounts over all rows; ``None`` where one of them is not bounded."""
        if amount is None:
            return lambda: None if self.rows() else Decimal(0)
        if not isinstance(amount, pl.Expr):
            return lambda: amount * self.rows()
        name, unbounded = self._ask(amount.sum()), self.unknown(amount)
        return lambda: None if unbounded() else Decimal(self._found[name] or 0)

    def take(self, rows: pl.LazyFrame, read: Reading) -> None:
        """Read the table: every figure at once."""
        self._found = read(rows.select(pl.len().alias(ROWS), *(cell.alias(name) for name, cell in self._asked.items())))

    def _ask(self, figure: pl.Expr) -> str:
        name = f"figure{len(self._asked)}"
        self._asked[name] = figure
        return name


def _nothing() -> int:
    return 0


def is_unknown(cell: Cell) -> pl.Expr | bool:
    """Where a cell is unknown."""
    return cell.is_null() if isinstance(cell, pl.Expr) else cell is None


def is_false(cell: Cell) -> pl.Expr | bool:
    """Where a condition is known to be false."""
    return (~cell).fill_null(False) if isinstance(cell, pl.Expr) else cell is False


def is_true(cell: Cell) -> pl.Expr | bool:
    """Where a condition is known to be true."""
    return cell.fill_null(False) if isinstance(cell, pl.Expr) else cell is True


def negated(cell: pl.Expr | bool) -> pl.Expr | bool:
    """Where a condition that is never unknown does not hold."""
    return ~cell if isinstance(cell, pl.Expr) else not cell


def every(cells: Iterable[pl.Expr | bool]) -> pl.Expr | bool:
    """Where all of some conditions hold, none of which is ever unknown."""
    return _folded(cells, decisive=False)


def some(cells: Iterable[pl.Expr | bool]) -> pl.Expr | bool:
    """Where at least one of some conditions holds, none of which is ever unknown."""
    return _folded(cells, decisive=True)


def _folded(cells: Iterable[pl.Expr | bool], *, decisive: bool) -> pl.Expr | bool:
    columns = []
    for cell in cells:
        if isinstance(cell, pl.Expr):
            columns.append(cell)
        elif cell is decisive:
            return decisive
    return reduce(or_ if decisive else and_, columns) if columns else not decisive
