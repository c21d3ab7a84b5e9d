"""Frames of Spark: the same rules in its workers, a piece of the table at a time.

Rules travel as data, with the user's own editions among them; what a worker has installed must be the same.
"""

import pickle
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

import polars as pl
import pyarrow as pa
from attrs import frozen

from incentives.errors import DifferentWorker
from incentives.population.cleaning import something
from incentives.population.frames.opening import Piece
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme

ROWS = 100_000  # of a piece
Rules = Sequence[tuple[Scheme, Edition]]
Figures = Mapping[str, Any]


@frozen(eq=False)
class Shipped:
    """What is asked of each piece of a table, packed for workers.

    Attributes:
        packed: the function and the rules.
        names: of the columns of the table.
    """

    packed: bytes
    names: Sequence[str]

    @classmethod
    def of(cls, ask: Callable[[Piece], Any], rules: Rules, names: Sequence[str]) -> "Shipped":
        """A question about pieces.

        Args:
            ask: the question.
            rules: the schemes and editions that it is about.
            names: of the columns of the table.
        """
        return cls(pickle.dumps((ask, [(scheme, edition.year, digest(edition)) for scheme, edition in rules])), names)

    def unpacked(self) -> Callable[[Piece], Any]:
        """The question, in a worker.

        Raises:
            DifferentWorker: if it lacks a plugin, or its plugin says other rules.
        """
        return _unpacked(self.packed)

    def pieces(self, batches: Iterable[Any]) -> Iterator[Piece]:
        """Batches of rows as pieces of some size, under the table's own names."""
        for some in _together(batches):
            yield Piece(pa.Table.from_batches(some).rename_columns(self.names))


@lru_cache(maxsize=8)  # a worker is sent the same question with each part of a table
def _unpacked(packed: bytes) -> Callable[[Piece], Any]:
    try:
        ask, rules = pickle.loads(packed)  # noqa: S301  # our own
    except ImportError as error:
        msg = f"a worker cannot use the rules that it was sent ({error}): install the same plugins on all workers"
        raise DifferentWorker(msg) from error
    for scheme, year, expected in rules:
        if expected is not None and year in scheme.years and scheme.edition(year).digest != expected:
            msg = f"a worker has other rules of {scheme.id} for {year}: install the same plugins on all workers"
            raise DifferentWorker(msg, scheme=scheme.id, year=year)
    found: Callable[[Piece], Any] = ask
    return found


def digest(edition: Edition) -> str | None:
    """What tells the rules of a plugin from others; ``None`` for those that the user gave, which travel whole."""
    return None if edition.user_supplied else edition.digest


def over_spark(native: Any, answers: Callable[[Piece], pa.Table], rules: Rules) -> Any:
    """A frame of Spark with the columns of answers added; nothing is computed before its rows are asked for.

    Args:
        native: the frame.
        answers: gives the table of a piece, with columns added.
        rules: the schemes and editions that they rest on.

    Raises:
        InvalidTable: as for any table.
    """
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructType

    names = list(native.columns)
    inner = [f"c{place}" for place in range(len(names))]  # Spark reads a dot in a name as a part of a structure
    schema = answers(nothing_of(native)).schema
    added = schema.names[len(names) :]
    outer = [f"a{place}" for place in range(len(added))]
    new = from_arrow_schema(pa.schema([schema.field(len(names) + place).with_name(n) for place, n in enumerate(outer)]))
    renamed = native.toDF(*inner)
    types = StructType([*renamed.schema.fields, *new.fields])
    shipped = Shipped.of(answers, rules, names)
    return _mapped(renamed, partial(_answered, shipped, [*inner, *outer]), types).toDF(*names, *added)


def _answered(shipped: Shipped, names: Sequence[str], batches: Iterable[Any]) -> Iterator[Any]:
    answers = shipped.unpacked()
    for piece in shipped.pieces(batches):
        yield from answers(piece).rename_columns(names).to_batches()


def figures_over_spark(native: Any, figures: Callable[[Piece], list[Figures]], rules: Rules) -> Iterator[Figures]:
    """Figures over a whole frame of Spark: those of all pieces, added.

    Args:
        native: the frame.
        figures: gives those of a piece, as often as they are asked for.
        rules: the schemes and editions that they rest on.

    Raises:
        InvalidTable: as for any table.
    """
    names = list(native.columns)
    found = figures(nothing_of(native))
    shipped = Shipped.of(figures, rules, names)
    renamed = native.toDF(*(f"c{place}" for place in range(len(names))))
    counted = _mapped(renamed, partial(_counted, shipped), "packed binary")
    for row in counted.collect():
        found = [_added(one, other) for one, other in zip(found, pickle.loads(row[0]), strict=True)]  # noqa: S301  # our own
    return iter(found)


def _counted(shipped: Shipped, batches: Iterable[Any]) -> Iterator[Any]:
    figures = shipped.unpacked()
    for piece in shipped.pieces(batches):
        yield pa.RecordBatch.from_pydict(
            {"packed": [pickle.dumps(figures(piece))]}, pa.schema([("packed", pa.binary())])
        )


def _added(one: Figures, other: Figures) -> Figures:
    return {name: (one.get(name) or 0) + (other.get(name) or 0) for name in {**one, **other}}


def _together(batches: Iterable[Any]) -> Iterator[list[Any]]:
    """Batches, so many at a time that they make a piece."""
    some: list[Any] = []
    for batch in batches:
        some.append(batch)
        if sum(map(len, some)) >= ROWS:
            yield some
            some = []
    if some:
        yield some


def nothing_of(native: Any) -> Piece:
    """No row of a frame: what is wrong with its columns shows, and which columns answers have."""
    from pyspark.sql.pandas.types import to_arrow_schema

    names = list(native.columns)
    renamed = native.toDF(*(f"c{place}" for place in range(len(names))))

    def is_empty(name: str) -> bool:
        said = _mapped(renamed.select(f"c{names.index(name)}"), _something, "said boolean")
        return not said.take(1)

    return Piece(to_arrow_schema(native.schema).empty_table(), is_empty)


def _mapped(frame: Any, function: Callable[[Iterable[Any]], Iterator[Any]], schema: Any) -> Any:
    """A frame made of the batches that a function gives in workers; Spark asks for pandas here, but nothing is its."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        return frame.mapInArrow(function, schema)


def _something(batches: Iterable[Any]) -> Iterator[Any]:
    """A row for each batch of a column in which something is said."""
    for batch in batches:
        cells = pl.Series(pl.from_arrow(batch.column(0)))
        if cells.to_frame("cells").select(something(pl.col("cells"), cells.dtype).any()).item():
            yield pa.RecordBatch.from_pydict({"said": [True]})
