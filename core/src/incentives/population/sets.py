"""Sets of facts, read once for each distinct text: few sets are, however many rows."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import polars as pl

from incentives.rules.setcolumns import MOST_BITS, SEPARATOR, set_pattern

NUMBERS: Mapping[int, Any] = {8: pl.UInt8, 16: pl.UInt16, 32: pl.UInt32, 64: pl.UInt64}  # by how many bits they have
CODED = (pl.Categorical, pl.Enum)


def read(given: pl.Expr, values: tuple[str, ...], dtype: Any) -> pl.Expr:
    """Sets in the form that rules read, null where one cannot be read.

    Args:
        given: texts joined by ``;``, categories of such texts, or lists.
        values: all that a set can hold.
        dtype: the type of what is given.
    """
    text = _joined(given.cast(pl.List(pl.String)), values) if isinstance(dtype, pl.List) else given
    if len(values) > MOST_BITS:
        text = text.cast(pl.String)
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
        coded = cells if isinstance(cells.dtype, CODED) else cells.cast(pl.Categorical(pl.Categories.random()))
        codes = coded.to_physical()
        last = codes.max()
        distinct = pl.Series(range(0 if last is None else int(last) + 1), dtype=codes.dtype)  # type: ignore[arg-type]  # a code
        texts = distinct.cat.to(coded.dtype).cast(pl.String).to_list()
        numbers = pl.Series([bits(text) for text in texts], dtype=number)
        return numbers.gather(codes).alias(cells.name)

    return text.map_batches(held, return_dtype=number, is_elementwise=True)


def _joined(lists: pl.Expr, values: tuple[str, ...]) -> pl.Expr:
    """Lists as text, null where an item is none of the values: joined, it could pass for one or for several."""
    fits = lists.list.eval(pl.element().is_in(values).fill_null(value=False)).list.all()
    empty, joined = pl.lit(SEPARATOR), lists.list.join(SEPARATOR)
    return pl.when(fits).then(pl.when(lists.list.len() == 0).then(empty).otherwise(joined))
