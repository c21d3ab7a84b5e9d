"""How a Polars frame is opened: lazily, choices as enumerations of all their values, lists and CSV text as values."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache, partial, reduce
from operator import or_
from typing import Any

import narwhals as nw
import polars as pl

from incentives.population.cleaning import (
    CHOICES,
    NO,
    NOTHING,
    POINT_ZERO,
    SPACES,
    YES,
    numbers_of,
    says_nothing,
)
from incentives.population.doors.opening import Door, Triple, renamed
from incentives.population.intake import FactColumn
from incentives.rules.facts import Fact
from incentives.rules.measures import DECIMALS
from incentives.rules.setcolumns import MOST_BITS, SEPARATOR, BitSets, set_pattern
from incentives.rules.types import Kind
from incentives.situation.checking import LARGEST_COUNT

PIECE = 1 << 18  # rows
NUMBERS: Mapping[int, Any] = {8: pl.UInt8, 16: pl.UInt16, 32: pl.UInt32, 64: pl.UInt64}  # by how many bits they have


def open_polars(native: Any, columns: Sequence[FactColumn], prefix: str, *, is_text: bool) -> Door:
    """A Polars frame, eager or lazy, opened.

    Args:
        native: the frame.
        columns: those that say a fact.
        prefix: of internal names.
        is_text: whether every column is text, as read from a CSV file.
    """
    schema = native.collect_schema()
    typed, added = {}, []
    for place, one in enumerate(columns):
        value = _value(one, schema[one.name], is_text=is_text)
        if value is not None:
            typed[one.name] = f"{prefix}t{place}"
            added.append(value.alias(typed[one.name]))
    frame = native.lazy().with_columns(added)
    is_eager = isinstance(native, pl.DataFrame)
    written = {one.name for one in columns if _can_be_written(schema[one.name])}

    def give_back(result: Any, added: Sequence[tuple[str, str]]) -> Any:
        lazy = renamed(result, schema.names(), added)
        return lazy.collect(engine="in-memory") if is_eager else lazy  # faster than streaming where all is in memory

    return Door(
        nw.from_native(frame),
        {one.name: one.name for one in columns},
        prefix,
        give_back,
        typed,
        sets=BitSets(),
        enumerates=True,
        cleans=True,
        sifted=True,
        is_whole=is_eager,
        looks_up=True,
        finished=partial(finished, written),
    )


def _can_be_written(kind: Any) -> bool:
    """Whether a text that says nothing can stand in a column."""
    return (
        kind == pl.String
        or isinstance(kind, pl.Categorical)
        or (isinstance(kind, pl.Enum) and any(map(says_nothing, kind.categories)))
    )


def _value(one: FactColumn, kind: Any, *, is_text: bool) -> pl.Expr | None:
    """A column in the form that rules read, null where it cannot be read; ``None`` where it is in that form already."""
    raw, fact = pl.col(one.name), one.fact
    if is_text and fact.kind is not Kind.SET:
        return _read(raw.str.strip_chars(), fact)
    if fact.kind is Kind.COUNT and kind == pl.Int64:
        return _count(raw)
    is_text = kind == pl.String or isinstance(kind, pl.Enum | pl.Categorical)
    if fact.kind in CHOICES and is_text:
        return None if kind == pl.Enum(fact.values) else _choice(raw, fact)
    if fact.kind in CHOICES and kind.is_numeric() and (numbers := numbers_of(fact)):
        number = raw.cast(pl.Float64)
        found = [pl.when(number == at).then(pl.lit(value)) for value, at in numbers.items()]
        return pl.coalesce(found).cast(pl.Enum(fact.values))
    if fact.kind is Kind.SET and (is_text or isinstance(kind, pl.List)):
        return _set(raw, fact.values, kind)
    return None


def _choice(text: pl.Expr, fact: Fact) -> pl.Expr:
    values = pl.Enum(fact.values)
    value = text.cast(values, strict=False)
    if not numbers_of(fact):
        return value
    whole = text.cast(pl.String).str.replace(POINT_ZERO, "")
    return value.fill_null(whole.cast(values, strict=False))


def _set(raw: pl.Expr, values: tuple[str, ...], kind: Any) -> pl.Expr:
    """Sets as whole numbers, a bit for each value, null where one cannot be read: see ``BitSets``."""
    text = _joined(raw.cast(pl.List(pl.String)), values) if isinstance(kind, pl.List) else raw.cast(pl.String)
    if len(values) > MOST_BITS:
        return pl.when(text.str.contains(set_pattern(values))).then(text)
    number = next(kind for bits, kind in NUMBERS.items() if len(values) <= bits)
    places = {value: 1 << place for place, value in enumerate(values)}

    @lru_cache(maxsize=1 << 16)
    def bits(written: str) -> int | None:
        items = {item.strip() for item in written.split(SEPARATOR)} - {""}
        if not items and SEPARATOR not in written:
            return None
        return sum(places[item] for item in items) if items <= places.keys() else None

    def held(cells: pl.Series) -> pl.Series:
        """Few sets are distinct, so each is read once."""
        coded = _coded(cells)
        codes = coded.to_physical()
        last = codes.max()
        distinct = pl.arange(0 if last is None else int(last) + 1, dtype=pl.UInt32, eager=True)  # type: ignore[arg-type]  # a code
        texts = distinct.cat.to(coded.dtype).cast(pl.String).to_list()  # type: ignore[union-attr]  # a series, since eager
        read = pl.Series([bits(text) for text in texts], dtype=number)
        return read.gather(codes).alias(cells.name)

    return text.map_batches(held, return_dtype=number, is_elementwise=True)


def _coded(cells: pl.Series) -> pl.Series:
    """Each text as the code of a category; in pieces, on which several threads can be at work."""
    categories = pl.Categorical(pl.Categories.random())
    pieces = [cells.slice(at, PIECE).to_frame().lazy() for at in range(0, max(len(cells), 1), PIECE)]
    return pl.concat([piece.cast(categories) for piece in pieces]).collect(engine="in-memory").to_series()


def _count(number: pl.Expr) -> pl.Expr:
    """Whole numbers that can be; as unsigned ones, those below zero are above every limit."""
    return pl.when(number.reinterpret(signed=False) <= LARGEST_COUNT).then(number)


def _joined(lists: pl.Expr, values: tuple[str, ...]) -> pl.Expr:
    """Lists as text, null where an item is none of the values: joined, it could pass for one or for several."""
    fits = lists.list.eval(pl.element().is_in(values).fill_null(value=False)).list.all()
    empty, joined = pl.lit(SEPARATOR), lists.list.join(SEPARATOR)
    return pl.when(fits).then(pl.when(lists.list.len() == 0).then(empty).otherwise(joined))


def _read(text: pl.Expr, fact: Fact) -> pl.Expr:
    """Text as a value; null where it is none of the fact's kind."""
    match fact.kind:
        case Kind.YES_NO:
            lower = text.str.to_lowercase()
            return pl.when(lower.is_in(YES)).then(True).when(lower.is_in(NO)).then(False)
        case Kind.COUNT:
            whole = text.str.replace(POINT_ZERO, "")
            return _count(pl.when(whole.str.contains(r"^-?\d+$")).then(whole).cast(pl.Int64, strict=False))
        case Kind.DATE:
            return pl.when(text.str.contains(r"^\d{4}-\d{2}-\d{2}$")).then(text).str.to_date("%Y-%m-%d", strict=False)
        case Kind.DECIMAL | Kind.MONEY:
            digits = rf"^-?\d+(\.\d{{1,{DECIMALS}}})?$"
            number = pl.when(text.str.contains(digits)).then(text).cast(pl.Decimal(28, DECIMALS), strict=False)
            return pl.when(number.is_between(-LARGEST_COUNT, LARGEST_COUNT)).then(number)
        case _:
            return _choice(text, fact)


def finished(
    written: Collection[str], frame: Any, flags: Sequence[tuple[str, str]], name: str, picked: Sequence[Triple]
) -> Any:
    """The frame with the names of what is flagged, and what has few values, looked up; all side by side.

    Args:
        written: columns in which a text that says nothing can stand: that is no mark.
        frame: for Narwhals.
        flags: pairs of a name and the column that flags it.
        name: of the column of names to add.
        picked: the name of a column to add, that of its numbers, and its values: amounts to the cent, or texts.
    """
    said = marked(written, flags) if flags else pl.lit(None, dtype=pl.String)
    return nw.from_native(nw.to_native(frame).with_columns(said.alias(name), *map(looked_up, picked)))


def marked(written: Collection[str], flags: Sequence[tuple[str, str]]) -> pl.Expr:
    """The names of what is flagged in each row, joined; text is made only where something is.

    Args:
        written: columns in which a text that says nothing can stand: that is no mark.
        flags: pairs of a name and the column that flags it.
    """
    names = [said for said, _ in flags]
    sifted = [said for said in names if said in written]
    by_name = [pl.col(said) for said in names]

    def joined(columns: Sequence[pl.Series]) -> pl.Series:
        some = reduce(or_, columns[: len(names)]).fill_null(value=False)
        if not some.any():
            return pl.repeat(None, len(some), dtype=pl.String, eager=True)
        rows = pl.DataFrame(dict(zip(names, columns, strict=False))).filter(some)
        cells = {one: column.filter(some) for one, column in zip(sifted, columns[len(names) :], strict=True)}
        rows = rows.with_columns(
            rows[one] & ~cells[one].cast(pl.String).str.strip_chars(SPACES).is_in(NOTHING, nulls_equal=True)
            for one in sifted
        )
        pieces = (pl.when(flag).then(pl.lit(said)) for flag, said in zip(by_name, names, strict=True))
        text = pl.concat_str(*pieces, separator=SEPARATOR, ignore_nulls=True)
        texts = rows.select(pl.when(pl.any_horizontal(by_name)).then(text)).to_series()
        places = pl.select(pl.when(some).then(some.cast(pl.UInt32).cum_sum() - 1)).to_series()
        return texts.gather(places)

    columns = [*(column for _, column in flags), *sifted]
    return pl.map_batches(columns, joined, return_dtype=pl.String, is_elementwise=True)


def looked_up(picked: Triple) -> pl.Expr:
    """A column of few values, by the column of their numbers."""
    name, number, values = picked
    table = pl.Series(values) if isinstance(values[0], str) else pl.Series(values, dtype=pl.Decimal(18, 2))
    return pl.col(number).map_batches(table.gather, return_dtype=table.dtype, is_elementwise=True).alias(name)
