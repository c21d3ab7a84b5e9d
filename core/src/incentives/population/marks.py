"""What is said last of each row: which columns say something that cannot be, and values looked up by their number."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

import polars as pl

from incentives.population.cleaning import NOTHING, SPACES, says_nothing
from incentives.rules.setcolumns import SEPARATOR

BITS = 32  # of the numbers in which flags are held


def writable(schema: Mapping[str, Any]) -> frozenset[str]:
    """The columns in which a text that says nothing can stand: that is no mark."""
    return frozenset(name for name, kind in schema.items() if _can_be_written(kind))


def _can_be_written(kind: Any) -> bool:
    if isinstance(kind, pl.Enum):
        return any(map(says_nothing, kind.categories))
    return isinstance(kind, pl.String | pl.Categorical)


def marked(written: Collection[str], flags: Sequence[tuple[str, pl.Expr]]) -> pl.Expr:
    """The names of what is flagged in each row, joined, null where nothing is.

    Args:
        written: columns in which a text that says nothing can stand: that is no mark.
        flags: pairs of a name and where it is flagged.
    """
    pieces = [_marked(written, flags[at : at + BITS]) for at in range(0, len(flags), BITS)]
    if len(pieces) < 2:  # noqa: PLR2004  # one is there already, and of none nothing is
        return pieces[0] if pieces else pl.lit(None, dtype=pl.String)
    joined = pl.concat_str(pieces, separator=SEPARATOR, ignore_nulls=True)
    return pl.when(joined != "").then(joined)


def _marked(written: Collection[str], flags: Sequence[tuple[str, pl.Expr]]) -> pl.Expr:
    """Which of some names are flagged is a number in each row, of which few are distinct; text is made of these."""
    names = [name for name, _ in flags]
    bits = [
        pl.when(flag).then(pl.lit(1 << place, dtype=pl.UInt32)).otherwise(pl.lit(0, dtype=pl.UInt32))
        for place, (_, flag) in enumerate(flags)
    ]
    sifted = [(1 << place, name) for place, name in enumerate(names) if name in written]

    def joined(columns: Sequence[pl.Series]) -> pl.Series:
        numbers, *cells = columns
        for (bit, _), column in zip(sifted, cells, strict=True):
            numbers = _sifted(numbers, bit, column)
        distinct = numbers.unique().sort()
        texts = (SEPARATOR.join(name for place, name in enumerate(names) if one >> place & 1) for one in distinct)
        said = pl.Series([text or None for text in texts], dtype=pl.String)
        return said.gather(distinct.search_sorted(numbers))

    columns = [reduce(or_, bits), *(pl.col(name) for _, name in sifted)]
    return pl.map_batches(columns, joined, return_dtype=pl.String, is_elementwise=True)


def _sifted(numbers: pl.Series, bit: int, cells: pl.Series) -> pl.Series:
    """The numbers without a bit where the cell that it stands for says nothing."""
    places = (numbers & bit).ne(0).arg_true()
    blank = cells.gather(places).cast(pl.String).str.strip_chars(SPACES).is_in(NOTHING)
    places = places.filter(blank)
    return numbers.scatter(places, numbers.gather(places) ^ bit) if len(places) else numbers


def looked_up(number: pl.Expr, values: Sequence[Decimal | str | None]) -> pl.Expr:
    """Values, amounts to the cent or texts, by their numbers in every row."""
    is_text = any(isinstance(value, str) for value in values)
    table = pl.Series(values, dtype=pl.String if is_text else pl.Decimal(18, 2))
    return number.map_batches(table.gather, return_dtype=table.dtype, is_elementwise=True)
