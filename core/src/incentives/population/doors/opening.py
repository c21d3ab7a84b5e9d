"""How a frame of each kind is opened for Narwhals, and given back as what it was.

The only place that tells backends apart.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

import narwhals as nw
from attrs import field, frozen
from narwhals import Implementation

from incentives.errors import InvalidArgument
from incentives.population.cleaning import CHOICES
from incentives.population.intake import FactColumn
from incentives.rules.measures import MOST_DIGITS
from incentives.rules.setcolumns import SEPARATOR, SetForm, TextSets
from incentives.rules.types import Kind
from incentives.situation import Fault

SPARK = frozenset({Implementation.PYSPARK, Implementation.PYSPARK_CONNECT})
# Others that Narwhals knows are refused: with NumPy's types a null can turn into false, and the answers of none of them
# are held against those of a single assessment.
SUPPORTED = SPARK | {Implementation.POLARS, Implementation.PANDAS, Implementation.PYARROW, Implementation.DUCKDB}
CASELESS = SPARK | {Implementation.DUCKDB}  # to which names that differ in case are the same
NO_TYPE = frozenset({"Null", "null", "void", '"NULL"'})  # how each calls the type of a column that can hold nothing

NAME = '"'  # the quotation marks of a name in SQL
Triple = tuple[str, str, tuple[Decimal, ...] | tuple[str, ...]]


def _finished(frame: Any, flags: Sequence[tuple[str, str]], name: str, _: Sequence[Triple] = ()) -> Any:
    if not flags:
        return frame.with_columns(nw.lit(None, dtype=nw.String).alias(name))
    names = (nw.when(nw.col(column)).then(nw.lit(said)) for said, column in flags)
    joined = nw.concat_str(*names, separator=SEPARATOR, ignore_nulls=True)
    some = reduce(or_, (nw.col(column) for _, column in flags))
    return frame.with_columns(nw.when(some).then(joined).alias(name))


@frozen(eq=False)
class Door:
    """A table, opened.

    Attributes:
        frame: for Narwhals, lazy where it can be; every column that was given, under an internal name.
        inside: the internal name of each column given.
        typed: of the columns that the backend itself brought into the form that rules read, the internal name; it is
            null where the column given is not, in rows that could not be read.
        faults: columns that cannot be taken as they are.
        prefix: of internal names.
        sets: how sets are held.
        enumerates: whether the backend has enumerations.
        cleans: whether what is ``typed`` holds no value that cannot be.
        sifted: whether ``finished`` itself leaves out cells that say nothing.
        is_whole: whether all rows are at hand, so that columns which cannot be read are found before any work.
        looks_up: whether ``finished`` looks up what has few values; other backends compute it as fast.
        finished: adds to a frame the names of what is flagged in each row, joined, null where nothing is, and columns
            of few values by that of their numbers; takes pairs of a name and the column that flags it, the name of the
            column to add, and triples of the name of a column to add, that of its numbers, and its values.
        give_back: makes a frame of the kind given, from this one with columns added and the pairs of their internal
            and final names.
    """

    frame: Any
    inside: Mapping[str, str]
    prefix: str
    give_back: Callable[[Any, Sequence[tuple[str, str]]], Any]
    typed: Mapping[str, str] = field(factory=dict)
    faults: tuple[Fault, ...] = ()
    sets: SetForm = field(factory=TextSets)
    enumerates: bool = False
    cleans: bool = False
    sifted: bool = False
    is_whole: bool = False
    looks_up: bool = False
    finished: Callable[[Any, Sequence[tuple[str, str]], str, Sequence[Triple]], Any] = field(default=_finished)


def opened(native: Any, columns: Sequence[FactColumn], *, is_text: bool = False) -> Door:
    """A frame, opened.

    Args:
        native: as the user gave it.
        columns: those that say a fact.
        is_text: whether every column is text, as read from a CSV file.

    Raises:
        InvalidArgument: if it is no frame, or of a kind that cannot be trusted with nulls.
    """
    implementation = _implementation(native)
    if implementation is Implementation.PANDAS:
        from incentives.population.doors.pandas_door import open_pandas

        return open_pandas(native, columns)
    names = column_names(native)
    prefix = nw.generate_temporary_column_name(4, names)
    if implementation is Implementation.POLARS:
        from incentives.population.doors.polars_door import open_polars

        return open_polars(native, columns, prefix, is_text=is_text)
    if implementation in SPARK:
        return _open_spark(native, columns, names, prefix)
    if implementation is Implementation.PYARROW:
        return open_arrow(native, columns, prefix)
    return _open_duckdb(native, columns, names, prefix)


def _open_duckdb(native: Any, columns: Sequence[FactColumn], names: list[str], prefix: str) -> Door:
    """A DuckDB relation, opened: some versions read a dot in a name as in Spark, so every name is replaced inside."""
    inner = [f"{prefix}c{place}" for place in range(len(names))]
    inside = {one.name: inner[names.index(one.name)] for one in columns}
    native = native.project(", ".join(f"{_sql(name, NAME)} AS {its}" for name, its in zip(names, inner, strict=True)))
    lists = _lists(nw.from_native(native), columns, inside)
    typed = {one.name: f"{prefix}t{place}" for place, one in enumerate(lists)}
    if lists:
        joined = (
            f"CASE WHEN len({items}) = list_count({items}) "  # which leaves out what is null
            f"AND list_has_all([{', '.join(_sql(value) for value in one.fact.values)}], {items}) "
            f"THEN CASE WHEN len({items}) = 0 THEN '{SEPARATOR}' ELSE array_to_string({items}, '{SEPARATOR}') END "
            f"END AS {typed[one.name]}"
            for one in lists
            if (items := f"CAST({inside[one.name]} AS VARCHAR[])")
        )
        native = native.project(f"*, {', '.join(joined)}")

    def give_back(frame: Any, added: Sequence[tuple[str, str]]) -> Any:
        final = [*zip(inner, names, strict=True), *added]
        return frame.to_native().project(", ".join(f"{its} AS {_sql(name, NAME)}" for its, name in final))

    kinds = dict(zip(names, native.types, strict=False))
    faults = [
        Fault.of((one.name,), f"column_{one.fact.kind.value}", type="JSON")
        for one in columns
        if str(kinds[one.name]) == "JSON"
        and one.fact.kind in {*CHOICES, Kind.SET}  # text to Narwhals, but not to DuckDB
    ]
    return Door(nw.from_native(native), inside, prefix, give_back, typed, tuple(faults))


def _sql(text: str, quote: str = "'") -> str:
    return quote + text.replace(quote, quote * 2) + quote


def column_names(native: Any) -> list[str]:
    """The names of a frame's columns.

    Raises:
        InvalidArgument: if it is no frame.
    """
    implementation = _implementation(native)
    if implementation is Implementation.PANDAS:
        return [str(name) for name in native.columns]
    if implementation is Implementation.PYARROW:
        return list(native.column_names)
    frame = nw.from_native(native)
    return list(frame.collect_schema().names())


def is_caseless(native: Any) -> bool:
    """Whether names of columns that differ in case are the same to what holds a frame."""
    return _implementation(native) in CASELESS


def type_of(frame: Any, name: str) -> str:
    """The type of a column, as what holds the frame calls it."""
    native = nw.to_native(frame)
    match frame.implementation:
        case Implementation.PYARROW:
            return str(native.schema.field(name).type)
        case Implementation.DUCKDB:
            return str(dict(zip(native.columns, native.types, strict=True))[name])
        case Implementation.POLARS:
            return str(native.collect_schema()[name])
        case _:  # Spark
            return str(native.schema[name].dataType.simpleString())


def _implementation(native: Any) -> Implementation:
    try:
        implementation: Implementation = nw.from_native(native).implementation
    except (TypeError, ValueError) as error:
        library = type(native).__module__.partition(".")[0]
        if library == "pandas" and hasattr(native, "columns"):
            return Implementation.PANDAS  # Narwhals refuses one with columns of one name: the names are judged later
        if library == "pyarrow" and isinstance(error, nw.exceptions.DuplicateError):
            return Implementation.PYARROW  # likewise
        msg = f"expected a frame of Polars, pandas, PyArrow, DuckDB or PySpark; got {type(native).__name__}"
        raise InvalidArgument(msg, value=native) from error
    if implementation not in SUPPORTED:
        msg = (
            f"the answers over a frame of {implementation} are not known to be right; "
            "give it as Polars, pandas, PyArrow, DuckDB or PySpark"
        )
        raise InvalidArgument(msg, value=native)
    return implementation


def renamed(frame: Any, names: Iterable[str], added: Sequence[tuple[str, str]]) -> Any:
    """The native frame with its own columns and those added, under their final names."""
    return frame.select(*names, *(nw.col(inner).alias(name) for inner, name in added)).to_native()


def open_arrow(native: Any, columns: Sequence[FactColumn], prefix: str) -> Door:
    """A PyArrow table, opened: of its facts alone, lists as text, and what a plainer type says as well in that type."""
    import pyarrow as pa

    arrays: dict[str, Any] = {}
    inside, typed = {}, {}
    for place, one in enumerate(columns):
        inside[one.name] = f"{prefix}c{place}"
        arrays[inside[one.name]] = array = _plainer(native[one.name])
        if one.fact.kind is Kind.SET and _is_text_list(array.type):
            typed[one.name] = f"{prefix}t{place}"
            arrays[typed[one.name]] = _joined(array.cast(pa.list_(pa.string())).combine_chunks(), one.fact.values)
    table = pa.table(arrays or {prefix: pa.nulls(len(native))})  # one without columns would have no rows

    def give_back(frame: Any, added: Sequence[tuple[str, str]]) -> Any:
        result = frame.to_native()
        return reduce(lambda table, pair: table.append_column(pair[1], result[pair[0]]), added, native)

    return Door(nw.from_native(table), inside, prefix, give_back, typed, is_whole=True)


def _plainer(array: Any) -> Any:
    """A column in a type that says exactly the same and that can be reckoned with; itself where there is no need."""
    import pyarrow as pa

    kind, types = array.type, pa.types
    if types.is_dictionary(kind):
        return array.cast(kind.value_type)
    if types.is_string_view(kind):
        return array.cast(pa.string())
    if types.is_date64(kind):
        return array.cast(pa.date32())
    if types.is_decimal(kind) and (kind.scale < 0 or not types.is_decimal128(kind)):
        with suppress(pa.ArrowInvalid):  # refused by its type where it has too many digits
            return array.cast(pa.decimal128(MOST_DIGITS, max(kind.scale, 0)))
    return array


def _is_text_list(kind: Any) -> bool:
    """Whether a column holds lists of text, or of nothing at all."""
    import pyarrow as pa

    types = pa.types
    if not (types.is_list(kind) or types.is_large_list(kind)):
        return False
    inner = kind.value_type.value_type if types.is_dictionary(kind.value_type) else kind.value_type
    is_text = (types.is_string, types.is_large_string, types.is_string_view, types.is_null)
    return any(one(inner) for one in is_text)


def _joined(lists: Any, values: Sequence[str]) -> Any:
    """Lists as text, null where an item is none of the values: joined, it could pass for one or for several."""
    import pyarrow as pa
    import pyarrow.compute as pc

    fits = pc.is_in(pc.list_flatten(lists), value_set=pa.array(values, pa.string()))
    wrong = pc.list_parent_indices(lists).filter(pc.invert(fits))
    is_wrong = pc.is_in(pa.array(range(len(lists)), wrong.type), value_set=wrong)
    joined = pc.if_else(pc.equal(pc.list_value_length(lists), 0), SEPARATOR, pc.binary_join(lists, SEPARATOR))
    return pc.if_else(is_wrong, None, joined)


def _open_spark(native: Any, columns: Sequence[FactColumn], names: list[str], prefix: str) -> Door:
    """A Spark frame, opened: it reads a dot in a name as a part of a structure, so every name is replaced inside."""
    from importlib import import_module

    functions = import_module(type(native).__module__.rpartition(".sql")[0] + ".sql.functions")
    inner = [f"{prefix}c{place}" for place in range(len(names))]
    inside = {one.name: inner[names.index(one.name)] for one in columns}
    native = native.toDF(*inner)
    lists = _lists(nw.from_native(native), columns, inside)
    typed = {one.name: f"{prefix}t{place}" for place, one in enumerate(lists)}
    for one in lists:
        items = functions.col(inside[one.name])
        values = functions.array(*map(functions.lit, one.fact.values))
        fits = functions.size(functions.array_except(items, values)) == 0
        joined = functions.when(functions.size(items) == 0, SEPARATOR).otherwise(functions.concat_ws(SEPARATOR, items))
        native = native.withColumn(typed[one.name], functions.when(fits, joined))

    def give_back(frame: Any, added: Sequence[tuple[str, str]]) -> Any:
        return renamed(frame, inner, [(name, name) for name, _ in added]).toDF(*names, *(name for _, name in added))

    return Door(nw.from_native(native), inside, prefix, give_back, typed)


def _lists(frame: Any, columns: Iterable[FactColumn], inside: Mapping[str, str]) -> list[FactColumn]:
    schema = frame.collect_schema()
    return [one for one in columns if one.fact.kind is Kind.SET and isinstance(schema[inside[one.name]], nw.List)]
