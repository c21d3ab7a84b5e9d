"""Tables in files: CSV, Parquet and Arrow IPC, read lazily and written in a stream, so that memory stays flat."""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

import polars as pl
from attrs import frozen

from incentives.errors import UnknownFormat, UnreadableFile
from incentives.population.dialect import NOT_UTF8, Dialect, dialect_of, first_long_line, guessed_rows
from incentives.rules.setcolumns import SEPARATOR

CSV, PARQUET, IPC = "csv", "parquet", "ipc"
BY_SUFFIX = {".csv": CSV, ".parquet": PARQUET, ".arrow": IPC, ".feather": IPC, ".ipc": IPC}
LONG_ROWS_AT_A_TIME, LONG_ROWS_IN_A_GROUP = 10_000, 50_000
NESTED = (pl.List, pl.Array, pl.Struct, pl.Binary, pl.Object)  # which CSV cannot hold


@frozen(eq=False)
class TableFile:
    """A table in a file, to be read when it is computed.

    Attributes:
        path: of the file.
        form: ``"csv"``, ``"parquet"`` or ``"ipc"``.
        frame: its rows; of a CSV file all text, blank cells null and blank lines left out.
        dialect: of a CSV file.
        columns: how many columns it has.
    """

    path: Path
    form: str
    frame: pl.LazyFrame
    columns: int
    dialect: Dialect | None = None

    @property
    def is_text(self) -> bool:
        """Whether every column is text."""
        return self.form == CSV

    def rows(self) -> int:
        """How many rows there are; of a CSV file about how many."""
        if self.form == CSV:
            return guessed_rows(self.path)
        with self.read():
            return int(self.frame.select(pl.len()).collect().item())

    @contextmanager
    def read(self) -> Iterator[None]:
        """Within it, what is wrong with what the file holds is an ``UnreadableFile``."""
        try:
            with _understood(self.path):
                yield
        except UnreadableFile as error:
            if self.dialect is None or "more fields" not in str(error):
                raise
            raise UnreadableFile(self._too_long(self.dialect), path=str(self.path)) from error

    def _too_long(self, dialect: Dialect) -> str:
        found = first_long_line(self.path, dialect.delimiter, self.columns)
        where, cells = ("a line", "more") if found is None else (f"line {found[0]}", str(found[1]))
        return (
            f"{self.path}: {where} has {cells} cells, but the first line names {self.columns} columns; "
            f"put a cell that holds {dialect.delimiter!r} in quotation marks"
        )


def form_of(path: Path) -> str:
    """The form of a table's file, by its suffix.

    Raises:
        UnknownFormat: if it is none of those known.
    """
    form = BY_SUFFIX.get(path.suffix.lower())
    if form is None:
        msg = f"{path}: tables are read and written as {', '.join(BY_SUFFIX)}, not as {path.suffix or 'such files'}"
        raise UnknownFormat(msg, path=str(path))
    return form


def read_table(path: Path) -> TableFile:
    """The table in a file.

    Raises:
        UnknownFormat: if its suffix is not known.
        UnreadableFile: if it cannot be opened, or is not what its suffix says.
        InvalidTable: if columns of a CSV file share a name.
    """
    form = form_of(path)
    with _opened(path):
        path.open("rb").close()  # says what is wrong with the file better than what follows would
        if form == CSV:
            dialect, names = dialect_of(path)
            return TableFile(path, form, _csv(path, dialect, names), len(names), dialect)
        if form == IPC:
            _without_mapping()
        scan: Any = pl.scan_parquet if form == PARQUET else pl.scan_ipc
        frame = scan(path, glob=False, hive_partitioning=False)
        return TableFile(path, form, frame, len(frame.collect_schema()))


def _csv(path: Path, dialect: Dialect, names: Sequence[str]) -> pl.LazyFrame:
    """All cells as text; of a cell or a line in which nothing is written, nothing."""
    read = pl.scan_csv(path, separator=dialect.delimiter, infer_schema=False, new_columns=names, glob=False)
    cells = pl.all()
    return read.with_columns(pl.when(cells.str.contains(r"\S")).then(cells)).filter(
        reduce(or_, (pl.col(name).is_not_null() for name in names))
    )


def _without_mapping() -> None:
    """Have Polars read IPC files piece by piece: one that it maps into memory counts there whole."""
    if os.environ.setdefault("POLARS_FORCE_ASYNC", "1") == "1":
        pl.Config.reload_env_vars()


def counted(frame: pl.LazyFrame, marks: Sequence[str], seen: Callable[[int, int], None]) -> pl.LazyFrame:
    """The same frame, which tells how far it is while it is computed.

    Args:
        frame: with the columns of the answers.
        marks: the columns that are null except where a row has an invalid value; one at least.
        seen: told, batch by batch, how many rows were computed and in how many of them something is invalid; what it
            raises ends the computation.
    """

    def told(columns: Sequence[pl.Series]) -> pl.Series:
        *flags, every = columns
        invalid = reduce(or_, (flag.is_not_null() for flag in flags))
        rows, wrong = len(every), int(invalid.sum())
        seen(rows, wrong if len(invalid) == rows else wrong * rows)
        return flags[0] if len(flags[0]) == rows else flags[0].new_from_index(0, rows)

    # A mark that is the same in every row comes as one value: a column of the table itself says how many rows.
    names = [*marks, frame.collect_schema().names()[0]]
    telling = pl.map_batches([pl.col(name) for name in names], told, return_dtype=pl.String, is_elementwise=True)
    return frame.with_columns(telling.alias(marks[0]))


def write_table(
    frame: pl.LazyFrame,
    path: Path,
    form: str,
    *,
    dialect: Dialect | None = None,
    sets: Collection[str] = (),
    has_long_texts: bool = False,
) -> None:
    """Compute a frame, and write it row by row.

    Args:
        frame: what to write.
        path: where; a file that is there is replaced.
        form: ``"csv"``, ``"parquet"`` or ``"ipc"``.
        dialect: of a CSV file.
        sets: columns that hold sets of facts; in a CSV file as text joined by ``;``, a lone one for the empty set.
        has_long_texts: whether rows are long, so that fewer of them are held at a time.

    Raises:
        OSError: if it cannot be written.
    """
    with pl.Config():
        if has_long_texts:
            pl.Config.set_streaming_chunk_size(LONG_ROWS_AT_A_TIME)
        _write(frame, path, form, dialect or Dialect(), sets, has_long_texts=has_long_texts)


def _write(
    frame: pl.LazyFrame, path: Path, form: str, dialect: Dialect, sets: Collection[str], *, has_long_texts: bool
) -> None:
    if form == PARQUET:
        frame.sink_parquet(path, row_group_size=LONG_ROWS_IN_A_GROUP if has_long_texts else None)
    elif form == IPC:
        frame.sink_ipc(path, compat_level=pl.CompatLevel.oldest())  # what every reader of Arrow knows
    else:
        plain = _as_text(frame, sets)
        plain.sink_csv(
            path,
            separator=dialect.delimiter,
            include_bom=dialect.has_mark,
            float_scientific=False,
            check_extension=False,
        )


def check_writable(frame: pl.LazyFrame, path: Path, form: str, sets: Collection[str]) -> None:
    """Refuse what a form cannot hold.

    Raises:
        UnknownFormat: naming every such column.
    """
    kinds = frame.collect_schema()
    nested = [name for name, kind in kinds.items() if isinstance(kind, NESTED) and name not in sets]
    if form == CSV and nested:
        msg = f"{path}: CSV cannot hold the columns {', '.join(nested)}; write .parquet or .arrow, or leave them out"
        raise UnknownFormat(msg, path=str(path), columns=nested)


def _as_text(frame: pl.LazyFrame, sets: Collection[str]) -> pl.LazyFrame:
    kinds = frame.collect_schema()
    joined = []
    for name in sets:
        text, kind = pl.col(name), kinds[name]
        if isinstance(kind, pl.List):
            text = text.cast(pl.List(pl.String)).list.join(SEPARATOR, ignore_nulls=False)
        elif kind != pl.String:
            continue
        joined.append(pl.when(text == "").then(pl.lit(SEPARATOR)).otherwise(text).alias(name))
    return frame.with_columns(joined)


@contextmanager
def _opened(path: Path) -> Iterator[None]:
    """Within it, a file that cannot be opened is an ``UnreadableFile``."""
    try:
        with _understood(path):
            yield
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror or error}"
        raise UnreadableFile(msg, path=str(path)) from error


@contextmanager
def _understood(path: Path) -> Iterator[None]:
    """Within it, a file that Polars cannot make sense of is an ``UnreadableFile``."""
    try:
        yield
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        said = str(error).partition("\n")[0][:200]
        msg = f"{path} {NOT_UTF8}" if "utf-8" in said else f"{path} cannot be read: {said}"
        raise UnreadableFile(msg, path=str(path)) from error
