"""Frames of every kind made of plain rows, with columns of every type that can say a fact, and read back as rows."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from attrs import frozen
from incentives import Fact
from incentives.rules.types import Kind

Rows = list[dict[str, Any]]
OLDEST_JAVA = 17
CHOICES = {Kind.CHOICE, Kind.ORDERED_CHOICE}


class SaysFact(Protocol):
    """A column that says a fact; `form` is a number from which the type of the column is chosen."""

    @property
    def name(self) -> str: ...
    @property
    def fact(self) -> Fact: ...
    @property
    def form(self) -> int: ...


class PlainTable(Protocol):
    """Rows by column, sets as tuples, `None` where nothing is given."""

    @property
    def columns(self) -> Sequence[SaysFact]: ...
    @property
    def rows(self) -> Sequence[Mapping[str, Any]]: ...


@frozen(eq=False)
class FrameKind:
    """A kind of frame.

    Attributes:
        make: a frame of some rows, in their order, with two columns more that say no fact.
        rows: of a frame, in their order.
        type: of a frame.
    """

    make: Callable[[PlainTable], Any]
    rows: Callable[[Any], Rows]
    type: Any


def passing(table: PlainTable) -> dict[str, list[Any]]:
    """Columns that are no concern of any scheme."""
    count = len(table.rows)
    return {"row": list(range(count)), "member.number": [f"{at:05}" if at % 7 else None for at in range(count)]}


def as_text(cell: Any) -> Any:
    """A set as text; the empty set is a lone semicolon."""
    return (";".join(cell) or ";") if isinstance(cell, tuple) else cell


def as_list(cell: Any) -> list[str] | None:
    """A set as a list; a list cannot be said to be unknown."""
    return list(cell) if isinstance(cell, tuple) else None


def smallest(cells: Sequence[int | None], types: Sequence[tuple[int, Any]]) -> Any:
    """The first integer type that holds all numbers; each comes with its number of bits, minus if signed."""
    known = [cell for cell in cells if cell is not None]
    for bits, kind in types:
        low, high = (0, 2**bits) if bits > 0 else (-(2 ** (-bits - 1)), 2 ** (-bits - 1))
        if all(low <= cell < high for cell in known):
            return kind
    msg = f"no type holds {known}"
    raise AssertionError(msg)


# Polars -----------------------------------------------------------------------------------------------------------

POLARS_SMALL = (
    (8, pl.UInt8),
    (-8, pl.Int8),
    (16, pl.UInt16),
    (-16, pl.Int16),
    (32, pl.UInt32),
    (-32, pl.Int32),
    (-64, pl.Int64),
)
POLARS_LARGE = ((64, pl.UInt64), (-128, pl.Int128))


def polars_column(column: SaysFact, cells: Sequence[Any]) -> pl.Series:
    kind, values = column.fact.kind, column.fact.values  # noqa: PD011  # of a fact
    if all(cell is None for cell in cells):
        empty = (pl.Null(), pl.String(), pl.Boolean(), pl.List(pl.String), pl.Float64())
        return pl.Series(column.name, cells, empty[column.form % len(empty)])
    texts = dict.fromkeys([*values, "unknown", *(cell for cell in cells if isinstance(cell, str))])
    fits = all(cell is None or cell in values for cell in cells)
    types: dict[Kind, Sequence[Any]] = {
        Kind.YES_NO: [pl.Boolean()],
        Kind.DATE: [pl.Date()],
        Kind.DECIMAL: [pl.Decimal(28, 6)],
        Kind.MONEY: [pl.Decimal(28, 6)],
        Kind.CHOICE: [
            pl.String(),
            pl.Enum(list(values) if fits else list(texts)),
            pl.Enum(sorted(texts)),
            pl.Categorical(),
        ],
        Kind.SET: [pl.String(), pl.List(pl.String), pl.List(pl.Categorical)],
    }
    if kind is Kind.COUNT:
        small, large = (smallest(cells, sizes) for sizes in (POLARS_SMALL, POLARS_LARGE))
        types[kind] = [pl.Int64(), small, large]
    forms = types[Kind.CHOICE if kind in CHOICES else kind]
    form = forms[column.form % len(forms)]
    if kind is Kind.SET:
        cells = [as_list(cell) if isinstance(form, pl.List) else as_text(cell) for cell in cells]
    return pl.Series(column.name, cells, form, strict=True)


def polars_frame(table: PlainTable) -> pl.DataFrame:
    cells = [polars_column(one, [row[one.name] for row in table.rows]) for one in table.columns]
    others = passing(table)
    return pl.DataFrame([pl.Series("row", others["row"], pl.Int64), *cells]).with_columns(
        pl.Series("member.number", others["member.number"], pl.String)
    )


# Arrow, and what is made of it ------------------------------------------------------------------------------------

ARROW_SMALL = (
    (8, pa.uint8()),
    (-8, pa.int8()),
    (16, pa.uint16()),
    (-16, pa.int16()),
    (32, pa.uint32()),
    (-64, pa.int64()),
)
ARROW_LARGE = ((64, pa.uint64()), (-64, pa.int64()))
SIGNED = ((-8, pa.int8()), (-16, pa.int16()), (-32, pa.int32()), (-64, pa.int64()))
STRINGS = pa.dictionary(pa.int32(), pa.string())


def arrow_column(column: SaysFact, cells: Sequence[Any], *, is_plain: bool) -> Any:
    """An Arrow array; a plain one has no unsigned numbers, no dictionaries and no large types."""
    kind = column.fact.kind
    types: dict[Kind, Sequence[Any]] = {
        Kind.YES_NO: [pa.bool_()],
        Kind.DATE: [pa.date32()],
        Kind.DECIMAL: [pa.decimal128(28, 6)],
        Kind.MONEY: [pa.decimal128(28, 6)],
        Kind.CHOICE: [pa.string()] if is_plain else [pa.string(), pa.large_string(), STRINGS],
        Kind.SET: [pa.string(), pa.list_(pa.string())] + ([] if is_plain else [pa.large_list(pa.large_string())]),
    }
    if kind is Kind.COUNT:
        sizes = (SIGNED,) if is_plain else (ARROW_SMALL, ARROW_LARGE)
        types[kind] = [pa.int64(), *(smallest(cells, one) for one in sizes)]
    forms = types[Kind.CHOICE if kind in CHOICES else kind]
    if all(cell is None for cell in cells):
        forms = [*forms, pa.string(), pa.bool_(), *([] if is_plain else [pa.null(), pa.float64()])]
    form = forms[column.form % len(forms)]
    if kind is Kind.SET:
        is_list = pa.types.is_list(form) or pa.types.is_large_list(form)
        cells = [as_list(cell) if is_list else as_text(cell) for cell in cells]
    return pa.array(cells, form)


def arrow_table(table: PlainTable, *, is_plain: bool = False) -> Any:
    others = passing(table)
    columns = {"row": pa.array(others["row"], pa.int64())}
    for one in table.columns:
        columns[one.name] = arrow_column(one, [row[one.name] for row in table.rows], is_plain=is_plain)
    return pa.table({**columns, "member.number": pa.array(others["member.number"], pa.string())})


def pandas_arrow(table: PlainTable) -> Any:
    return arrow_table(table).to_pandas(types_mapper=pd.ArrowDtype)


def numpy_column(column: SaysFact, cells: Sequence[Any]) -> Any:
    """A pandas column as its constructors make it when they are told nothing, or one of pandas' own nullable types."""
    match column.fact.kind:
        case Kind.DATE:
            days = [None if cell is None else datetime(cell.year, cell.month, cell.day) for cell in cells]  # noqa: DTZ001  # a day has no zone
            return pd.Series(list(cells), dtype=object) if column.form % 3 == 1 else pd.Series(pd.to_datetime(days))
        case Kind.COUNT if column.form % 3 == 1:
            return pd.Series(list(cells), dtype="Int64")
        case Kind.YES_NO if column.form % 3 == 1:
            return pd.Series(list(cells), dtype="boolean")
        case Kind.CHOICE | Kind.ORDERED_CHOICE if column.form % 3 == 1:
            return pd.Series(list(cells), dtype="category")
        case Kind.SET if column.form % 3:
            made = as_list if column.form % 3 == 1 else lambda cell: set(cell) if isinstance(cell, tuple) else None
            return pd.Series([made(cell) for cell in cells], dtype=object)
        case Kind.SET:
            return pd.Series([as_text(cell) for cell in cells])
        case _:
            return pd.Series(list(cells))


def pandas_numpy(table: PlainTable) -> Any:
    columns = {one.name: numpy_column(one, [row[one.name] for row in table.rows]) for one in table.columns}
    others = {name: pd.Series(cells) for name, cells in passing(table).items()}
    return pd.DataFrame({"row": others["row"], **columns, "member.number": others["member.number"]})


def pandas_rows(frame: Any) -> Rows:
    found: dict[str, list[Any]] = {}
    for name in frame.columns:
        cells = [None if not isinstance(cell, list | set) and pd.isna(cell) else cell for cell in frame[name].tolist()]
        found[name] = [cell.date() if isinstance(cell, datetime) else cell for cell in cells]
    return [{name: cells[at] for name, cells in found.items()} for at in range(len(frame))]


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def duckdb_relation(table: PlainTable) -> Any:
    """A relation over an Arrow table, some choices as enumerations and some counts as very large numbers."""
    parts = ['"row"']
    for one in table.columns:
        cells = [row[one.name] for row in table.rows]
        if one.fact.kind in CHOICES and one.form % 3 == 1:
            values = one.fact.values  # noqa: PD011  # of a fact
            texts = dict.fromkeys([*values, *(cell for cell in cells if isinstance(cell, str))])
            listed = ", ".join(f"'{text}'" for text in texts)
            parts.append(f"CAST({quoted(one.name)} AS ENUM({listed})) AS {quoted(one.name)}")
        elif one.fact.kind is Kind.COUNT and one.form % 5 == 1 and any(cell is not None for cell in cells):
            parts.append(f"CAST({quoted(one.name)} AS HUGEINT) AS {quoted(one.name)}")
        else:
            parts.append(quoted(one.name))
    plain = arrow_table(table)
    types = [one.type.value_type if pa.types.is_dictionary(one.type) else one.type for one in plain.schema]
    plain = plain.cast(pa.schema(list(zip(plain.column_names, types, strict=True))))
    return duckdb.from_arrow(plain).project(f'{", ".join(parts)}, "member.number"')


def duckdb_rows(relation: Any) -> Rows:
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.order('"row"').fetchall()]


FRAMES: Mapping[str, FrameKind] = {
    "polars": FrameKind(polars_frame, lambda frame: frame.rows(named=True), pl.DataFrame),
    "polars lazy": FrameKind(
        lambda table: polars_frame(table).lazy(), lambda frame: frame.collect().rows(named=True), pl.LazyFrame
    ),
    "pyarrow": FrameKind(arrow_table, lambda table: table.to_pylist(), pa.Table),
    "pandas arrow": FrameKind(pandas_arrow, pandas_rows, pd.DataFrame),
    "pandas numpy": FrameKind(pandas_numpy, pandas_rows, pd.DataFrame),
    "duckdb": FrameKind(duckdb_relation, duckdb_rows, duckdb.DuckDBPyRelation),
}


def check_java() -> None:
    """Fail, and never skip: what this group proves is that Spark runs."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if java is None or not Path(java).exists():
        pytest.fail(f"Spark needs Java {OLDEST_JAVA} or later, and none was found: install it, or set JAVA_HOME")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < OLDEST_JAVA:
        pytest.fail(f"Spark needs Java {OLDEST_JAVA} or later; {java} says: {said.strip() or 'nothing'}")


SPARK_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "ERROR",
    # Tables of a hundred rows: what is compiled for millions would cost more than it saves.
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    # The same machine answers to sessions of Spark Connect, at a port that is free.
    "spark.plugins": "org.apache.spark.sql.connect.SparkConnectPlugin",
    "spark.connect.grpc.binding.address": "127.0.0.1",
    "spark.connect.grpc.binding.port": "0",
}


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """Spark on this machine alone."""
    check_java()
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("incentives")
    for name, value in SPARK_SETTINGS.items():
        builder = builder.config(name, value)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYSPARK_PYTHON", sys.executable)  # of the workers, for Spark Connect too
        session = builder.getOrCreate()
        yield session
        session.stop()


@pytest.fixture(scope="session")
def spark_connect(spark: Any) -> str:
    """Where a session of Spark Connect finds the same Spark."""
    machine = spark.sparkContext._jvm  # noqa: SLF001  # no other way to the port
    service = getattr(machine, "org.apache.spark.sql.connect.service.SparkConnectService$")
    return f"sc://127.0.0.1:{getattr(service, 'MODULE$').localPort()}"


@pytest.fixture(scope="session")
def spark_kind(spark: Any) -> FrameKind:
    """Spark's frames; their rows come in no order of their own."""

    def rows(frame: Any) -> Rows:
        names = frame.columns
        collected = [dict(zip(names, row, strict=True)) for row in frame.collect()]
        return sorted(collected, key=lambda row: int(row["row"]))

    def make(table: PlainTable) -> Any:
        return spark.createDataFrame(arrow_table(table, is_plain=True))

    return FrameKind(make, rows, type(spark.range(1)))


@pytest.fixture(params=[*FRAMES, pytest.param("spark", marks=pytest.mark.spark)])
def frame_kind(request: pytest.FixtureRequest) -> FrameKind:
    """Every kind of frame; Spark's in a group of its own."""
    kind: FrameKind = request.getfixturevalue("spark_kind") if request.param == "spark" else FRAMES[request.param]
    return kind


@pytest.fixture(scope="session")
def frame_kinds() -> Mapping[str, FrameKind]:
    return FRAMES


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """`written(text)`: a file with that text."""

    def file(text: str | bytes, name: str = "table.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return file
