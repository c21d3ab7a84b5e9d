"""Sets of facts, read once for each distinct text: few sets are, however many rows."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import polars as pl

from incentives.population.nothing import says_nothing
from incentives.rules.setcolumns import MOST_BITS, SEPARATOR, set_pattern

NUMBERS: Mapping[int, Any] = {8: pl.UInt8, 16: pl.UInt16, 32: pl.UInt32, 64: pl.UInt64}  # by how many bits they have
BROKEN = "\0"  # no set
CODED = (pl.Categorical, pl.Enum)


def read(given: pl.Expr, values: tuple[str, ...], dtype: Any) -> pl.Expr:
    """Sets in the form that rules read, null where nothing is said; see ``unreadable``.

    Args:
        given: texts joined by ``;``, categories of such texts, or lists.
        values: all that a set can hold.
        dtype: the type of what is given.
    """
    text = _joined(given.cast(pl.List(pl.String)), values) if isinstance(dtype, pl.List) else given
    if len(values) > MOST_BITS:
        text = text.cast(pl.String)
        return pl.when(text.str.contains(set_pattern(values))).then(text)
    number = next(kind for bits, kind in NUMBERS.items() if len(values) < bits)
    places = {value: 1 << place for place, value in enumerate(values)}

    @lru_cache(maxsize=1 << 16)
    def bits(written: str) -> int | None:
        items = {item.strip() for item in written.split(SEPARATOR)} - {""}
        if items <= places.keys():
            return sum(places[item] for item in items) if items or SEPARATOR in written else None
        return None if says_nothing(written) else unreadable(values)

    def held(cells: pl.Series) -> pl.Series:
        coded = cells if isinstance(cells.dtype, CODED) else cells.cast(pl.Categorical(pl.Categories.random()))
        codes = coded.to_physical()
        last = codes.max()
        distinct = pl.Series(range(0 if last is None else int(last) + 1), dtype=codes.dtype)  # type: ignore[arg-type]  # a code
        texts = distinct.cat.to(coded.dtype).cast(pl.String).to_list()
        numbers = pl.Series([bits(text) for text in texts], dtype=number)
        return numbers.gather(codes).alias(cells.name)

    return text.map_batches(held, return_dtype=number, is_elementwise=True)


def unreadable(values: tuple[str, ...]) -> int | None:
    """The number that stands for a set that cannot be read; ``None`` where that is null, as in text."""
    return 1 << len(values) if len(values) <= MOST_BITS else None


def _joined(lists: pl.Expr, values: tuple[str, ...]) -> pl.Expr:
    """Lists as text, broken where an item is none of the values: joined, it could pass for one or for several."""
    fits = lists.list.eval(pl.element().is_in(values).fill_null(value=False)).list.all()
    empty, joined = pl.lit(SEPARATOR), lists.list.join(SEPARATOR)
    text = pl.when(lists.list.len() == 0).then(empty).otherwise(joined)
    return pl.when(fits).then(text).when(lists.is_not_null()).then(pl.lit(BROKEN))
