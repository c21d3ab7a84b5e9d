"""The form in which a column of a table holds sets, and how it is asked.

A set is a whole number, a bit for each value that it can hold; of very many values, text joined by ``;``.
"""

import re
from collections.abc import Sequence

import polars as pl

SEPARATOR = ";"
MOST_BITS = 63  # one more says that a set cannot be read


def holds_any(column: pl.Expr, values: Sequence[str], wanted: Sequence[str]) -> pl.Expr:
    """Whether the set in each row holds at least one of some values.

    Args:
        column: the sets.
        values: all those that a set can hold.
        wanted: one or more of them.
    """
    if len(values) > MOST_BITS:
        return column.str.contains(rf"(?:^|{SEPARATOR})\s*(?:{any_of_words(wanted)})\s*(?:{SEPARATOR}|$)")
    return (column & sum(1 << values.index(value) for value in wanted)) != 0


def any_of_words(values: Sequence[str]) -> str:
    """The alternatives of a regular expression."""
    return "|".join(map(re.escape, values))


def set_pattern(values: Sequence[str]) -> str:
    """The regular expression of a set as text, however spaced; of nothing, a lone separator."""
    item = rf"\s*(?:{any_of_words(values)})?\s*"
    return rf"^(?:\s*(?:{any_of_words(values)})\s*|{item}(?:{SEPARATOR}{item})+)$"
