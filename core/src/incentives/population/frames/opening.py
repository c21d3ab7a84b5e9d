"""A frame of any kind: what its columns are called, how Polars gets those that say a fact, and how answers go back.

The only place that tells kinds of frames apart. Everything enters and leaves as Arrow; answers over a kind of its own
come back as that kind, over anything else that gives Arrow as a PyArrow table.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl
from attrs import field, frozen

from incentives.errors import InvalidArgument
from incentives.population.intake import FactColumn
from incentives.situation import Fault

MANY_CELLS = 2_000_000
Pairs = Sequence[tuple[str, str]]  # the internal and the final name of each column that is added


@frozen(eq=False)
class Opened:
    """The columns of a table that say a fact, as Polars has them.

    Attributes:
        rows: the table; of what is not a frame of Polars, no more than those of these columns that Polars can read.
        give_back: makes a frame of the kind that was given of these rows with columns added.
        is_whole: whether all rows are at hand, so that columns which cannot be read are found before any work.
        types: what the frame's own library calls the types of columns.
        faults: columns that cannot be taken as they are.
        is_empty: of a piece of a table, whether a column of the whole says nothing.
    """

    rows: pl.LazyFrame
    give_back: Callable[[pl.LazyFrame, Pairs], Any]
    is_whole: bool
    types: Mapping[str, str] = field(factory=dict)
    faults: tuple[Fault, ...] = ()
    is_empty: Callable[[str], bool] | None = None


@frozen(eq=False)
class Piece:
    """Some rows of a table that is elsewhere, where names of columns that differ in case are the same.

    Attributes:
        table: the rows, as Arrow.
        is_empty: whether a column of the whole table says nothing; asked where its type can say no fact.
    """

    table: Any
    is_empty: Callable[[str], bool] | None = None


@frozen(eq=False)
class Given:
    """A frame, as the user gave it.

    Attributes:
        names: of its columns.
        opened: gives Polars the columns that say a fact.
        is_caseless: whether names of columns that differ in case are the same to what holds the frame.
    """

    names: Sequence[str]
    opened: Callable[[Sequence[FactColumn]], Opened]
    is_caseless: bool = False


def given_frame(native: Any) -> Given:
    """A frame, as the user gave it.

    Raises:
        InvalidArgument: if it is none.
    """
    if isinstance(native, pl.DataFrame | pl.LazyFrame):
        return _of_polars(native)
    if _is_a(native, "pandas", "DataFrame"):
        from incentives.population.frames.of_pandas import of_pandas

        return of_pandas(native)
    if _is_a(native, "duckdb", "DuckDBPyRelation"):
        from incentives.population.frames.of_duckdb import of_duckdb

        return of_duckdb(native)
    if isinstance(native, Piece):
        from incentives.population.frames.of_arrow import of_piece

        return of_piece(native)
    if hasattr(native, "__arrow_c_stream__"):
        from incentives.population.frames.of_arrow import of_stream

        return of_stream(native)
    raise no_frame(native)


def no_frame(native: Any) -> InvalidArgument:
    """The error that says what was expected."""
    msg = f"expected a frame of Polars, pandas, PyArrow, DuckDB or PySpark; got {type(native).__name__}"
    return InvalidArgument(msg, value=native)


def is_spark(native: Any) -> bool:
    """Whether a frame is one of Spark, classic or of Spark Connect: its rows are elsewhere."""
    return _is_a(native, "pyspark.sql", "DataFrame")


def _is_a(native: Any, library: str, kind: str) -> bool:
    """Whether a frame is of a library's kind; one that was not imported has made none."""
    found = getattr(sys.modules.get(library), kind, None)
    return found is not None and isinstance(native, found)


def _of_polars(native: pl.DataFrame | pl.LazyFrame) -> Given:
    names = native.collect_schema().names()

    def give_back(rows: pl.LazyFrame, added: Pairs) -> pl.DataFrame | pl.LazyFrame:
        result = rows.select(*names, *(pl.col(inner).alias(name) for inner, name in added))
        return collected(result, native.height) if isinstance(native, pl.DataFrame) else result

    return Given(names, lambda _: Opened(native.lazy(), give_back, is_whole=isinstance(native, pl.DataFrame)))


def collected(rows: pl.LazyFrame, height: int) -> pl.DataFrame:
    """Rows that are in memory, computed.

    What several columns share is a column of its own already. Of many cells a stream takes a tenth of the time, of few
    it takes longer to begin.

    Args:
        rows: the rows.
        height: how many there are.
    """
    is_small = height * len(rows.collect_schema()) < MANY_CELLS
    options = pl.QueryOptFlags(comm_subexpr_elim=False)
    return rows.collect(engine="in-memory" if is_small else "streaming", optimizations=options)
