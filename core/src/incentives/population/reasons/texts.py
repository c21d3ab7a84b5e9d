"""Columns of text put together from literals."""

from collections.abc import Sequence

import narwhals as nw
from attrs import frozen

Case = tuple[nw.Expr, str]  # a condition, and the text where it holds


@frozen
class Chooser:
    """Chooses among texts in every row.

    Attributes:
        enumerates: whether the backend has enumerations; choosing among their numbers is many times faster.
    """

    enumerates: bool

    def first(self, cases: Sequence[Case], otherwise: str | None = None) -> nw.Expr:
        """The text of the first case whose condition holds.

        Args:
            cases: one or more.
            otherwise: the text where none holds; null unless given.
        """
        texts = [text for _, text in cases] + ([] if otherwise is None else [otherwise])
        kind = nw.Enum(list(dict.fromkeys(texts))) if self.enumerates else nw.String()
        *before, (condition, text) = cases
        last = nw.when(condition).then(nw.lit(text, dtype=kind))
        chosen: nw.Expr = last if otherwise is None else last.otherwise(nw.lit(otherwise, dtype=kind))
        for condition, text in reversed(before):
            chosen = nw.when(condition).then(nw.lit(text, dtype=kind)).otherwise(chosen)
        return chosen.cast(nw.String) if self.enumerates else chosen


def joined(pieces: Sequence[str | nw.Expr]) -> nw.Expr:
    """Literals and columns one after the other; null where a column is."""
    texts = [piece for piece in pieces if not isinstance(piece, str) or piece] or [""]
    expressions = [nw.lit(piece) if isinstance(piece, str) else piece for piece in texts]
    return expressions[0] if len(expressions) == 1 else nw.concat_str(expressions)
