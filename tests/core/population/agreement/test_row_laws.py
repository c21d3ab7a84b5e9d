"""Each row of a table is on its own."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from incentives import Catalogue

Keys = list[tuple[str, int]]
Rows = list[dict[str, Any]]
FEW = settings(max_examples=12)


def added(catalogue: Catalogue, native: pl.DataFrame, table: Any) -> Rows:
    """The columns that a table gets."""
    lazy = native.lazy()  # of which no column is refused because no cell of it can be read
    result = catalogue.assess_table_all(lazy, table.years, table.schemes, readings=table.readings)
    rows: Rows = result.select(pl.exclude(native.columns)).collect().rows(named=True)
    return rows


def drawn(data: st.DataObject, keys: Keys, tables: Callable[..., st.SearchStrategy[Any]]) -> Any:
    scheme, year = data.draw(st.sampled_from(keys))
    return data.draw(tables([scheme], [year]).filter(lambda table: len(table.rows) > 1 and table.columns))


def said(row: dict[str, Any]) -> dict[str, Any]:
    return {name: cell for name, cell in row.items() if not name.endswith(".invalid")}


@FEW
@given(data=st.data())
def test_the_order_of_rows_never_matters(
    data: st.DataObject, keys: Keys, tables: Any, frame_kinds: Any, catalogue: Catalogue
) -> None:
    table = drawn(data, keys, tables)
    native = frame_kinds["polars"].make(table)
    order = data.draw(st.permutations(range(len(native))))
    straight = added(catalogue, native, table)
    assert added(catalogue, native[list(order)], table) == [straight[at] for at in order]


@FEW
@given(data=st.data())
def test_a_table_in_parts_says_what_the_whole_says(
    data: st.DataObject, keys: Keys, tables: Any, frame_kinds: Any, catalogue: Catalogue
) -> None:
    table = drawn(data, keys, tables)
    native = frame_kinds["polars"].make(table)
    cut = data.draw(st.integers(0, len(native)))
    parts = [added(catalogue, part, table) for part in (native[:cut], native[cut:])]
    assert [*parts[0], *parts[1]] == added(catalogue, native, table)


@FEW
@given(data=st.data())
def test_the_order_of_columns_never_matters(
    data: st.DataObject, keys: Keys, tables: Any, frame_kinds: Any, catalogue: Catalogue
) -> None:
    table = drawn(data, keys, tables)
    native = frame_kinds["polars"].make(table)
    assert added(catalogue, native.select(reversed(native.columns)), table) == added(catalogue, native, table)


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


@FEW
@given(data=st.data())
def test_taking_a_column_away_never_flips_true_and_false(
    data: st.DataObject, keys: Keys, tables: Any, frame_kinds: Any, oracle: Any
) -> None:
    table = drawn(data, keys, tables)
    native = frame_kinds["polars"].make(table)
    before = added(oracle.catalogue, native, table)
    valid = [at for at, row in enumerate(table.rows) if not emptied(oracle, table, row)]
    taken = data.draw(st.sampled_from(table.columns))
    after = added(oracle.catalogue, native.drop(taken.name), table)
    check_less_known([before[at] for at in valid], [after[at] for at in valid])


@FEW
@given(data=st.data())
def test_emptying_a_cell_never_flips_true_and_false_and_leaves_the_other_rows(
    data: st.DataObject, keys: Keys, tables: Any, frame_kinds: Any, oracle: Any
) -> None:
    table = drawn(data, keys, tables)
    make = frame_kinds["polars"].make
    at = data.draw(st.integers(0, len(table.rows) - 1))
    taken = data.draw(st.sampled_from(table.columns))
    rows = [{**row, taken.name: None} if place == at else row for place, row in enumerate(table.rows)]
    before = added(oracle.catalogue, make(table), table)
    after = added(oracle.catalogue, make(attrs.evolve(table, rows=tuple(rows))), table)
    if not emptied(oracle, table, table.rows[at]):
        check_less_known(before[at : at + 1], after[at : at + 1])
    del before[at], after[at]
    assert after == before


@FEW
@given(data=st.data())
def test_what_cannot_be_counts_as_not_given(
    data: st.DataObject, keys: Keys, tables: Any, frame_kinds: Any, oracle: Any
) -> None:
    table = drawn(data, keys, tables)
    make = frame_kinds["polars"].make
    before = added(oracle.catalogue, make(table), table)
    rows = []
    for row, outcome in zip(table.rows, before, strict=True):
        invalid = emptied(oracle, table, row)
        assert {name for id in table.schemes for name in (outcome[f"{id}.invalid"] or "").split(";") if name} <= invalid
        rows.append({**row, **dict.fromkeys(invalid)})
    after = added(oracle.catalogue, make(attrs.evolve(table, rows=tuple(rows))), table)
    assert [said(row) for row in after] == [said(row) for row in before]
    assert [row[f"{id}.invalid"] for row in after for id in table.schemes] == [None] * len(after)
