"""What is said last of each row: which columns say something that cannot be, and values looked up by their number."""

from collections.abc import Sequence
from decimal import Decimal
from functools import reduce
from operator import or_

import polars as pl

from incentives.rules.setcolumns import SEPARATOR

BITS = 32  # of the numbers in which flags are held


def marked(flags: Sequence[tuple[str, pl.Expr]]) -> pl.Expr:
    """The names of what is flagged in each row, joined, null where nothing is.

    Args:
        flags: pairs of a name and where it is flagged.
    """
    pieces = [_marked(flags[at : at + BITS]) for at in range(0, len(flags), BITS)]
    if len(pieces) < 2:  # noqa: PLR2004  # one is there already, and of none nothing is
        return pieces[0] if pieces else pl.lit(None, dtype=pl.String)
    joined = pl.concat_str(pieces, separator=SEPARATOR, ignore_nulls=True)
    return pl.when(joined != "").then(joined)


def _marked(flags: Sequence[tuple[str, pl.Expr]]) -> pl.Expr:
    """Which of some names are flagged is a number in each row, of which few are distinct; text is made of these."""
    bits = [
        pl.when(flag).then(pl.lit(1 << place, dtype=pl.UInt32)).otherwise(pl.lit(0, dtype=pl.UInt32))
        for place, (_, flag) in enumerate(flags)
    ]

    def text(number: int) -> str | None:
        return SEPARATOR.join(name for place, (name, _) in enumerate(flags) if number >> place & 1) or None

    def said(numbers: pl.Series) -> pl.Series:
        distinct = numbers.unique().sort()
        if len(distinct) == 1:
            return pl.repeat(text(distinct[0]), len(numbers), dtype=pl.String, eager=True)
        texts = pl.Series([text(number) for number in distinct], dtype=pl.String)
        return texts.gather(distinct.search_sorted(numbers))

    return reduce(or_, bits).map_batches(said, return_dtype=pl.String, is_elementwise=True)


def looked_up(number: pl.Expr, values: Sequence[Decimal | str | None]) -> pl.Expr:
    """Values, amounts to the cent or texts, by their numbers in every row."""
    is_text = any(isinstance(value, str) for value in values)
    table = pl.Series(values, dtype=pl.String if is_text else pl.Decimal(18, 2))
    return number.map_batches(table.gather, return_dtype=table.dtype, is_elementwise=True)
