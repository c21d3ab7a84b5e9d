"""Each row of a table is on its own: laws, each held against the same random tables."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import polars as pl
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from incentives import Catalogue
from sample import sample

Keys = list[tuple[str, int]]
Rows = list[dict[str, Any]]


@frozen(eq=False)
class Drawn:
    """A random table of several rows, what is said of it, and who draws more."""

    draw: Callable[..., Any]
    oracle: Any
    make: Callable[[Any], pl.DataFrame]
    table: Any
    before: Rows

    def added(self, native: pl.DataFrame) -> Rows:
        return added(self.oracle.catalogue, native, self.table)

    def with_rows(self, rows: Rows) -> Rows:
        return self.added(self.make(attrs.evolve(self.table, rows=tuple(rows))))


Law = Callable[[Drawn], None]
LAWS: list[Law] = []


def law(holds: Law) -> Law:
    """What must hold of every table."""
    LAWS.append(holds)
    return holds


def added(catalogue: Catalogue, native: pl.DataFrame, table: Any) -> Rows:
    """The columns that a table gets."""
    lazy = native.lazy()  # of which no column is refused because no cell of it can be read
    result = catalogue.assess_table_all(lazy, table.years, table.schemes, readings=table.readings)
    rows: Rows = result.select(pl.exclude(native.columns)).collect().rows(named=True)
    return rows


@settings(max_examples=sample(12))
@given(data=st.data())
def test_every_law_of_rows_holds_of_every_table(
    data: st.DataObject, keys: Keys, tables: Any, frame_kinds: Any, oracle: Any
) -> None:
    scheme, year = data.draw(st.sampled_from(keys))
    table = data.draw(tables([scheme], [year]).filter(lambda table: len(table.rows) > 1 and table.columns))
    make = frame_kinds["polars"].make
    drawn = Drawn(data.draw, oracle, make, table, added(oracle.catalogue, make(table), table))
    for holds in LAWS:
        holds(drawn)


def said(row: dict[str, Any]) -> dict[str, Any]:
    return {name: cell for name, cell in row.items() if not name.endswith(".invalid")}


@law
def the_order_of_rows_never_matters(drawn: Drawn) -> None:
    native = drawn.make(drawn.table)
    order = drawn.draw(st.permutations(range(len(native))))
    assert drawn.added(native[list(order)]) == [drawn.before[at] for at in order]


@law
def a_table_in_parts_says_what_the_whole_says(drawn: Drawn) -> None:
    native = drawn.make(drawn.table)
    cut = drawn.draw(st.integers(0, len(native)))
    assert [*drawn.added(native[:cut]), *drawn.added(native[cut:])] == drawn.before


@law
def the_order_of_columns_never_matters(drawn: Drawn) -> None:
    native = drawn.make(drawn.table)
    assert drawn.added(native.select(reversed(native.columns))) == drawn.before


def emptied(oracle: Any, table: Any, row: Any) -> set[str]:
    """The columns of a row that count as empty: also of years and schemes that nobody asks about, where none is marked.

    Such a fact can be wrong beside another, and can say something of one that is asked once that other is gone.
    """
    _, names, _, invalid = oracle.read(table, row)
    return {name for key in invalid for name in names[key]}


def check_less_known(before: Rows, after: Rows) -> None:
    """Nothing true became false or the other way round, and the amounts only moved apart."""
    for known, less in zip(before, after, strict=True):
        for name, cell in less.items():
            if isinstance(cell, bool):
                assert known[name] is cell, name
            elif name.endswith(".certain"):
                assert cell <= known[name]
            elif name.endswith(".possible"):
                assert (Decimal("inf") if cell is None else cell) >= known[name]
            elif name.endswith(".eligibility"):
                # Of whom no profession is told it can be said that nothing is due, and not that they are not covered.
                also = {"not_eligible"} if known[name] == "not_covered" else set()
                assert cell in {"undetermined", known[name], *also}


@law
def taking_a_column_away_never_flips_true_and_false(drawn: Drawn) -> None:
    table = drawn.table
    valid = [at for at, row in enumerate(table.rows) if not emptied(drawn.oracle, table, row)]
    taken = drawn.draw(st.sampled_from(table.columns))
    after = drawn.added(drawn.make(table).drop(taken.name))
    check_less_known([drawn.before[at] for at in valid], [after[at] for at in valid])


@law
def emptying_a_cell_never_flips_true_and_false_and_leaves_the_other_rows(drawn: Drawn) -> None:
    table = drawn.table
    at = drawn.draw(st.integers(0, len(table.rows) - 1))
    taken = drawn.draw(st.sampled_from(table.columns))
    after = drawn.with_rows([{**row, taken.name: None} if place == at else row for place, row in enumerate(table.rows)])
    if not emptied(drawn.oracle, table, table.rows[at]):
        check_less_known(drawn.before[at : at + 1], after[at : at + 1])
    assert after[:at] + after[at + 1 :] == drawn.before[:at] + drawn.before[at + 1 :]


@law
def what_cannot_be_counts_as_not_given(drawn: Drawn) -> None:
    table = drawn.table
    rows = []
    for row, outcome in zip(table.rows, drawn.before, strict=True):
        invalid = emptied(drawn.oracle, table, row)
        assert {name for id in table.schemes for name in (outcome[f"{id}.invalid"] or "").split(";") if name} <= invalid
        rows.append({**row, **dict.fromkeys(invalid)})
    after = drawn.with_rows(rows)
    assert [said(row) for row in after] == [said(row) for row in drawn.before]
    assert [row[f"{id}.invalid"] for row in after for id in table.schemes] == [None] * len(after)
