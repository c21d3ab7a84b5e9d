"""Tables of Arrow: columns that say a fact as columns of Polars, and answers as columns added to the table."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import reduce
from typing import Any

import polars as pl
import pyarrow as pa
from attrs import evolve

from incentives.population.frames.opening import Given, Opened, Pairs, Piece, collected, no_frame
from incentives.population.intake import FactColumn
from incentives.rules.measures import MOST_DIGITS

UNREADABLE = (pa.ArrowException, pl.exceptions.PolarsError, pl.exceptions.PanicException, TypeError, ValueError)


def of_stream(native: Any) -> Given:
    """Whatever gives a stream of Arrow; answers come back in a PyArrow table.

    Raises:
        InvalidArgument: if its rows are not made of columns.
    """
    try:
        table = native if isinstance(native, pa.Table) else pa.table(native)
    except (pa.ArrowException, TypeError, ValueError) as error:
        raise no_frame(native) from error
    return Given(table.column_names, lambda columns: _opened(table, columns))


def of_piece(piece: Piece) -> Given:
    """A piece of a table; answers come back in a PyArrow table."""

    def opened(columns: Sequence[FactColumn]) -> Opened:
        return evolve(_opened(piece.table, columns), is_whole=False, is_empty=piece.is_empty)

    return Given(piece.table.column_names, opened, is_caseless=True)


def _opened(table: Any, columns: Sequence[FactColumn]) -> Opened:
    return opened_arrays({one.name: table[one.name] for one in columns}, table)


def opened_arrays(arrays: Mapping[str, Any], table: Any) -> Opened:
    """Columns of a table that say a fact, opened.

    Args:
        arrays: the columns, by name.
        table: to which answers are added.
    """
    series = []
    for name, array in arrays.items():
        with suppress(*UNREADABLE):  # left out, and refused by its type
            series.append(pl.Series(name, pl.from_arrow(_plainer(array))))
    rows = pl.DataFrame(series) if series else pl.DataFrame({"": pl.repeat(None, len(table), eager=True)})

    def give_back(rows: pl.LazyFrame, added: Pairs) -> pa.Table:
        result = added_columns(rows, added, len(table))
        return reduce(lambda whole, name: whole.append_column(name, result[name]), result.column_names, table)

    types = {name: str(array.type) for name, array in arrays.items()}
    return Opened(rows.lazy(), give_back, is_whole=True, types=types)


def added_columns(rows: pl.LazyFrame, added: Pairs, height: int) -> pa.Table:
    """The columns that are added, computed, in the types that every reader of Arrow knows."""
    asked = rows.select(pl.col(inner).alias(name) for inner, name in added)
    result = collected(asked, height).to_arrow(compat_level=pl.CompatLevel.oldest())
    types = [pa.string() if pa.types.is_large_string(one.type) else one.type for one in result.schema]
    return result.cast(pa.schema(zip(result.column_names, types, strict=True)))


def _plainer(array: Any) -> Any:
    """A column in a type that says exactly the same and that Polars reads; itself where there is no need."""
    kind, types = array.type, pa.types
    if types.is_date64(kind):
        return array.cast(pa.date32())
    if types.is_decimal(kind) and (kind.scale < 0 or not types.is_decimal128(kind)):
        with suppress(pa.ArrowInvalid):  # refused by its type where it has too many digits
            return array.cast(pa.decimal128(MOST_DIGITS, max(kind.scale, 0)))
    return array
