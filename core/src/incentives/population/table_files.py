"""Tables in files: CSV, Parquet and Arrow IPC, read lazily and written in a stream, so that memory stays flat."""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from attrs import frozen

from incentives.errors import InvalidTable, UnknownFormat, UnreadableFile
from incentives.population.dialect import Dialect, dialect_of, first_fault, guessed_rows, unreadable
from incentives.population.intake import Origin
from incentives.rules.measures import MOST_DIGITS
from incentives.rules.setcolumns import SEPARATOR
from incentives.situation import Fault

Seen = Callable[[int, int, Counter[str]], None]
CSV, PARQUET, IPC = "csv", "parquet", "ipc"
BY_SUFFIX = {".csv": CSV, ".parquet": PARQUET, ".arrow": IPC, ".feather": IPC, ".ipc": IPC}
LONG_ROWS_AT_A_TIME, LONG_ROWS_IN_A_GROUP = 10_000, 50_000
SLOW_ROWS_AT_A_TIME = 500
UNDERNEATH = (pl.exceptions.PolarsError, pl.exceptions.PanicException)  # what libraries may raise
EPOCH = date(1970, 1, 1)
PER_DAY = {"ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}  # how many such units
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
    def origin(self) -> Origin:
        """Whether every column is text, to those who read it."""
        return Origin.TEXT_FILE if self.form == CSV else Origin.FILE

    def rows(self) -> int:
        """How many rows there are; of a CSV file about how many."""
        with self.read():
            if self.form == CSV:
                return guessed_rows(self.path)
            return int(self.frame.select(pl.len()).collect().item())

    @contextmanager
    def read(self) -> Iterator[None]:
        """Within it, what is wrong with what the file holds is an ``UnreadableFile``, or an ``InvalidTable`` of it."""
        try:
            yield
        except InvalidTable as error:
            raise InvalidTable(error.faults, source=str(self.path)) from error
        except UNDERNEATH as error:
            found = None if self.dialect is None else first_fault(self.path, self.dialect, self.columns)
            raise found or _damaged(self.path, error) from error
        except OSError as error:
            if self.path.exists():
                raise  # it is what is written that failed
            raise _unopened(self.path, error) from error


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
    try:
        path.open("rb").close()  # says what is wrong with the file better than what follows would
        if form == CSV:
            dialect, names = dialect_of(path)
            return TableFile(path, form, _csv(path, dialect, names), len(names), dialect)
        if form == IPC:
            _without_mapping()
        scan: Any = pl.scan_parquet if form == PARQUET else pl.scan_ipc
        frame = scan(path, glob=False, hive_partitioning=False)
        schema = frame.collect_schema()
    except OSError as error:
        raise _unopened(path, error) from error
    except UNDERNEATH as error:
        raise _damaged(path, error) from error
    if wide := [name for name, kind in schema.items() if _is_too_wide(kind)]:
        raise InvalidTable([Fault.of((name,), "column_too_wide") for name in wide], source=str(path))
    return TableFile(path, form, frame, len(schema))


def _is_too_wide(kind: Any) -> bool:
    """Whether a column has decimals of more digits than can be read, however deep inside."""
    if isinstance(kind, pl.List | pl.Array):
        return _is_too_wide(kind.inner)
    if isinstance(kind, pl.Struct):
        return any(_is_too_wide(field.dtype) for field in kind.fields)
    return isinstance(kind, pl.Decimal) and kind.precision > MOST_DIGITS


def _csv(path: Path, dialect: Dialect, names: Sequence[str]) -> pl.LazyFrame:
    """All cells as text; of a cell or a line in which nothing is written, nothing."""
    read = pl.scan_csv(
        path,
        separator=dialect.delimiter,
        infer_schema=False,
        new_columns=names,
        glob=False,
        skip_lines=int(dialect.says_it),
    )
    cells = pl.all()
    return read.with_columns(pl.when(cells.str.contains(r"\S")).then(cells)).filter(
        pl.any_horizontal(cells.is_not_null())
    )


def _without_mapping() -> None:
    """Have Polars read IPC files piece by piece: one that it maps into memory counts there whole."""
    if os.environ.setdefault("POLARS_FORCE_ASYNC", "1") == "1":
        pl.Config.reload_env_vars()


def counted(frame: pl.LazyFrame, marks: Sequence[str], seen: Seen) -> pl.LazyFrame:
    """The same frame, which tells how far it is while it is computed.

    Args:
        frame: with the columns of the answers.
        marks: the columns that are null except where a row has an invalid value; one at least.
        seen: told, batch by batch, how many rows were computed, in how many of them something is invalid, and of each
            column in which something is, in how many; what it raises ends the computation.
    """

    def told(columns: Sequence[pl.Series]) -> pl.Series:
        *flags, every = columns
        whole = (flag if len(flag) == len(every) else flag.new_from_index(0, len(every)) for flag in flags)
        rows = pl.DataFrame([flag.alias(str(place)) for place, flag in enumerate(whole)])
        invalid = rows.filter(pl.any_horizontal(pl.all().is_not_null()))
        texts = invalid.select(pl.concat_str(pl.all(), separator=SEPARATOR, ignore_nulls=True)).to_series()
        names: Counter[str] = Counter()
        for text, times in texts.value_counts().rows():
            names.update(dict.fromkeys(text.split(SEPARATOR), times))
        seen(len(rows), len(invalid), names)
        return rows.to_series(0)

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
    rows_at_a_time: int | None = None,
) -> None:
    """Compute a frame, and write it row by row.

    Args:
        frame: what to write.
        path: where; a file that is there is replaced.
        form: ``"csv"``, ``"parquet"`` or ``"ipc"``.
        dialect: of a CSV file.
        sets: columns that hold sets of facts; in a CSV file as text joined by ``;``, a lone one for the empty set.
        rows_at_a_time: how many are held, where each is long or takes long.

    Raises:
        OSError: if it cannot be written.
    """
    with pl.Config():
        if rows_at_a_time is not None:
            pl.Config.set_streaming_chunk_size(rows_at_a_time)
        _write(frame, path, form, dialect or Dialect(), sets, is_long=rows_at_a_time is not None)


@contextmanager
def slowly() -> Iterator[None]:
    """Within it, few rows are worked on at a time: each takes long, and one wants to see how far it is."""
    with pl.Config():
        pl.Config.set_streaming_chunk_size(SLOW_ROWS_AT_A_TIME)
        yield


def _write(
    frame: pl.LazyFrame, path: Path, form: str, dialect: Dialect, sets: Collection[str], *, is_long: bool
) -> None:
    if form == PARQUET:
        frame.sink_parquet(path, row_group_size=LONG_ROWS_IN_A_GROUP if is_long else None)
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
    if form != CSV:
        return
    if nested:
        msg = f"{path}: CSV cannot hold the columns {', '.join(nested)}; write .parquet or .arrow, or leave them out"
        raise UnknownFormat(msg, path=str(path), columns=nested)
    days = {name: kind for name, kind in kinds.items() if isinstance(kind, pl.Date | pl.Datetime)}
    late = [pl.arg_where(_is_late(pl.col(name), kind)).first().alias(name) for name, kind in days.items()]
    found = frame.select(late).collect(engine="streaming").to_dicts() if late else []
    if faults := [
        Fault.of((name,), "column_late", row=str(place + 1))
        for row in found
        for name, place in row.items()
        if place is not None
    ]:
        raise InvalidTable(faults)


def _is_late(day: pl.Expr, kind: pl.Date | pl.Datetime) -> pl.Expr:
    """Whether a day is in no year of four digits, which text cannot hold."""
    per_day = 1 if isinstance(kind, pl.Date) else PER_DAY[kind.time_unit]
    first, last = ((end - EPOCH).days for end in (date.min, date.max))
    return ~day.to_physical().cast(pl.Int128).is_between(first * per_day, (last + 1) * per_day - 1)


def _as_text(frame: pl.LazyFrame, sets: Collection[str]) -> pl.LazyFrame:
    kinds = frame.collect_schema()
    joined = []
    for name in sets:
        text, kind = pl.col(name), kinds[name]
        if isinstance(kind, pl.List):
            text = text.cast(pl.List(pl.String)).list.join(SEPARATOR, ignore_nulls=False)
            joined.append(pl.when(text == "").then(pl.lit(SEPARATOR)).otherwise(text).alias(name))
    return frame.with_columns(joined)


def _unopened(path: Path, error: OSError) -> UnreadableFile:
    return unreadable(path, "file_unopened", said=error.strerror or str(error))


def _damaged(path: Path, error: BaseException) -> UnreadableFile:
    """What to say of a file that Polars cannot make sense of."""
    return unreadable(path, "file_not_utf8" if "utf-8" in str(error) else "file_damaged")
