"""Whether a table says anything, and can be read: what is told before any work where all of its rows are at hand."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from incentives import hints
from incentives.population.cleaning import NO, TEXTS, YES, Cleaned, something
from incentives.population.intake import FactColumn
from incentives.rules.setcolumns import SEPARATOR
from incentives.scheme.scheme import Scheme
from incentives.situation import Fault

FIRST_ROWS = 1000  # most columns show there that they can be read
LONGEST, MOST_NAMES, MOST_VALUES = 40, 3, 12
SEPARATORS = re.compile(r"[,;|\t:^]")
LIKE_VALUES = re.compile(r"[-+\d.,/: ]*\d[-+\d.,/: ]*")


def is_empty(rows: pl.LazyFrame, name: str, dtype: Any) -> bool:
    """Whether a column says nothing in any row."""
    if isinstance(dtype, pl.Null):
        return True
    column = pl.col(name)
    said = something(column, dtype).sum() if isinstance(dtype, TEXTS) else column.count()
    return bool(_collected(rows.select(said)).item() == 0)


def unread(rows: pl.LazyFrame, given: Mapping[FactColumn, Cleaned], *, are_at_hand: bool) -> list[Fault]:
    """The columns that say something, and no cell of which can be read.

    Args:
        rows: all of them, to be read.
        given: what the columns say.
        are_at_hand: whether they are in memory: for its first rows a file could be read whole.
    """
    doubtful = {one: its for one, its in given.items() if its.can_misfit}
    if not doubtful:
        return []
    shown = [its.known(its.value).is_not_null().any().alias(str(place)) for place, its in enumerate(doubtful.values())]
    few = rows.head(FIRST_ROWS).select(shown).collect(engine="in-memory" if are_at_hand else "streaming").row(0)
    left = {one: its for (one, its), is_read in zip(doubtful.items(), few, strict=True) if not is_read}
    if not left:
        return []
    counts = [count for its in left.values() for count in (its.told.sum(), its.known(its.value).count())]
    found = _collected(rows.select(count.alias(str(place)) for place, count in enumerate(counts))).row(0)
    said = zip(left.items(), found[::2], found[1::2], strict=True)
    return [_fault(one, cells, _first(rows, one.name, its)) for (one, its), cells, read in said if cells and not read]


def _collected(rows: pl.LazyFrame) -> pl.DataFrame:
    """A few figures of many rows, which need not be held at once."""
    return rows.collect(engine="streaming")


def _first(rows: pl.LazyFrame, name: str, column: Cleaned) -> str:
    """The first cell that says something."""
    cell = _collected(rows.filter(column.told).select(name).head(1)).item()
    text = SEPARATOR.join(map(str, cell)) if isinstance(cell, list | pl.Series) else str(cell)
    return hints.short(text, LONGEST)


def _fault(column: FactColumn, cells: int, example: str) -> Fault:
    values = column.fact.values  # of a fact
    listed = ", ".join(values[:MOST_VALUES]) + (", …" if len(values) > MOST_VALUES else "")
    extent = column.fact.extent
    id = f"unread_{extent.shape if column.fact.limits.ends else column.fact.kind.value}"
    low, high = map(hints.shown, (extent.low, extent.high))
    return Fault.of((column.name,), id, cells=str(cells), example=example, values=listed, low=low, high=high)


def without_facts(names: Sequence[str], scheme: Scheme, *, of_others: bool) -> Fault:
    """What to say of a table in which no column is a fact that is asked for, with the likely cause.

    Args:
        names: of its columns.
        scheme: one of those asked.
        of_others: whether some are facts of other schemes.
    """
    shown = tuple(hints.short(name, LONGEST) for name in names[:MOST_NAMES])
    paths = (*shown, "…") if len(names) > MOST_NAMES else shown
    cause = "names"
    if of_others:
        cause = "others"
    elif len(names) == 1 and SEPARATORS.search(names[0]):
        cause = "separator"
    elif any(_is_value(name, scheme) for name in names):
        cause = "header"
    return Fault.of(paths or ("—",), f"no_facts_{cause}", example=scheme.facts[0].id)


def _is_value(name: str, scheme: Scheme) -> bool:
    """Whether a column is named as only a cell would be."""
    values = {value for fact in scheme.facts for value in fact.values}
    return name.strip().casefold() in {*YES, *NO, *values} or LIKE_VALUES.fullmatch(name) is not None
