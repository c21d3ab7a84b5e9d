"""The forms in which a column of a table holds sets, and how each is asked."""

import re
from collections.abc import Sequence
from typing import Protocol

import narwhals as nw

SEPARATOR = ";"
MOST_BITS = 64


class SetForm(Protocol):
    """How sets are held in a column."""

    def holds_any(self, column: nw.Expr, values: Sequence[str], wanted: Sequence[str]) -> nw.Expr:
        """Whether the set in each row holds at least one of some values.

        Args:
            column: the sets.
            values: all those that a set can hold.
            wanted: one or more of them.
        """


class TextSets:
    """Sets as text joined by ``;``: what every backend can hold."""

    def holds_any(self, column: nw.Expr, values: Sequence[str], wanted: Sequence[str]) -> nw.Expr:  # noqa: ARG002  # of the protocol
        """Whether the set in each row holds at least one of some values."""
        return column.str.contains(rf"(?:^|{SEPARATOR})\s*(?:{any_of_words(wanted)})\s*(?:{SEPARATOR}|$)")


class BitSets:
    """Sets as whole numbers, a bit for each value; more than 64 values as text."""

    def holds_any(self, column: nw.Expr, values: Sequence[str], wanted: Sequence[str]) -> nw.Expr:
        """Whether the set in each row holds at least one of some values."""
        if len(values) > MOST_BITS:
            return TextSets().holds_any(column, values, wanted)
        return (column & sum(1 << values.index(value) for value in wanted)) != 0


def any_of_words(values: Sequence[str]) -> str:
    """The alternatives of a regular expression."""
    return "|".join(map(re.escape, values))


def set_pattern(values: Sequence[str]) -> str:
    """The regular expression of a set as text, however spaced; of nothing, a lone separator."""
    item = rf"\s*(?:{any_of_words(values)})?\s*"
    return rf"^(?:\s*(?:{any_of_words(values)})\s*|{item}(?:{SEPARATOR}{item})+)$"
