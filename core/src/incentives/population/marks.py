"""What is said last of each row: which columns say something that cannot be, and values looked up by their number."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

import polars as pl

from incentives.population.cleaning import NOTHING, SPACES, says_nothing
from incentives.rules.setcolumns import SEPARATOR


def writable(schema: Mapping[str, Any]) -> frozenset[str]:
    """The columns in which a text that says nothing can stand: that is no mark."""
    return frozenset(name for name, kind in schema.items() if _can_be_written(kind))


def _can_be_written(kind: Any) -> bool:
    if isinstance(kind, pl.Enum):
        return any(map(says_nothing, kind.categories))
    return isinstance(kind, pl.String | pl.Categorical)


def marked(written: Collection[str], flags: Sequence[tuple[str, str]]) -> pl.Expr:
    """The names of what is flagged in each row, joined, null where nothing is; text is made only where something is.

    Args:
        written: columns in which a text that says nothing can stand: that is no mark.
        flags: pairs of a name and the column that flags it.
    """
    if not flags:
        return pl.lit(None, dtype=pl.String)
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


def looked_up(number: pl.Expr, values: Sequence[Decimal | str | None]) -> pl.Expr:
    """Values, amounts to the cent or texts, by their numbers in every row."""
    is_text = any(isinstance(value, str) for value in values)
    table = pl.Series(values, dtype=pl.String if is_text else pl.Decimal(18, 2))
    return number.map_batches(table.gather, return_dtype=table.dtype, is_elementwise=True)
