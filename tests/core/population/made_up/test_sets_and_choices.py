"""Sets and choices, said in columns of every type."""

from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from incentives import Fact, money

LEVEL = Fact.ordered_choice("xx.level", ["none", "low", "high"])
FORMS = Fact.set_of("xx.forms", ["house", "team", "network"])
MANY = Fact.set_of("xx.many", [f"value_{number}" for number in range(70)])


@pytest.fixture(scope="session")
def aid(aid_of: Any) -> Any:
    conditions = {
        "team": FORMS.contains_any(["team"]),
        "all": FORMS.contains_all(["team", "house"]),
        "none": ~FORMS.contains_any(FORMS.values),
        "many": MANY.contains_any(["value_7", "value_69"]),
    }
    return aid_of(conditions, [(("team",), money(10, "EUR"))])


def added(rows: list[Any], end: str) -> list[Any]:
    return [row[f"xx-aid.{end}"] for row in rows]


LISTS: list[tuple[list[str | None] | None, bool]] = [
    ([], True),
    (["team"], True),
    (["team", "house"], True),
    (["team", "team"], True),
    (["zz"], False),
    (["team", "zz"], False),
    (["unknown"], False),
    ([""], False),
    ([" team"], False),
    (["team;house"], False),
    (["team", None], False),
    ([None], False),
    (["Team"], False),
]
LIST_KINDS: dict[str, Callable[[Any], Any]] = {
    "polars": lambda cells: pl.DataFrame({"xx.forms": pl.Series(cells, dtype=pl.List(pl.String))}),
    "pyarrow": lambda cells: pa.table({"xx.forms": pa.array(cells, pa.list_(pa.string()))}),
    "pandas": lambda cells: pd.DataFrame({"xx.forms": pd.Series(cells, dtype=object)}),
    "duckdb": lambda cells: duckdb.from_arrow(pa.table({"xx.forms": pa.array(cells, pa.list_(pa.string()))})),
}


@pytest.mark.parametrize("kind", LIST_KINDS)
def test_a_list_is_a_set_exactly_where_the_single_assessment_takes_it(kind: str, aid: Any, in_rows: Any) -> None:
    cells = [items for items, _ in LISTS]
    assert [aid.takes({"xx.forms": tuple(items or [])}) for items in cells] == [valid for _, valid in LISTS]
    got = in_rows(aid.table(LIST_KINDS[kind]([*cells, None])))
    assert [mark is None for mark in added(got, "invalid")] == [*(valid for _, valid in LISTS), True]
    assert added(got, "team")[:4] == [False, True, True, True]
    assert added(got, "all")[:4] == [False, False, True, False]
    assert added(got, "none")[:2] == [True, False]
    for end in ("team", "all", "none"):
        assert added(got, end)[4:] == [None] * 10


NO_ITEMS: dict[str, Callable[[Any], Any]] = {
    "polars": lambda cells: pl.DataFrame({"xx.forms": cells}, schema={"xx.forms": pl.List(pl.Null)}),
    "pyarrow": lambda cells: pa.table({"xx.forms": pa.array(cells, pa.list_(pa.null()))}),
    "pandas": LIST_KINDS["pandas"],
    "duckdb": lambda cells: duckdb.from_arrow(NO_ITEMS["pyarrow"](cells)),
}


@pytest.mark.parametrize("kind", NO_ITEMS)
def test_lists_that_are_all_empty_are_sets_of_nothing(kind: str, aid: Any, in_rows: Any) -> None:
    """Where no row has an item, nothing says of what type an item would be."""
    got = in_rows(aid.table(NO_ITEMS[kind]([[], None])))
    assert added(got, "invalid") == [None, None]
    assert added(got, "none") == [True, None]
    assert added(got, "team") == [False, None]


TEXTS: list[tuple[str | None, bool | None, bool]] = [
    ("", None, True),
    ("  \t", None, True),
    (" unknown ", None, True),
    (";", False, True),
    (" ; ", False, True),
    ("team", True, True),
    ("house;team", True, True),
    (" house ; team ", True, True),
    ("team;", True, True),
    ("house", False, True),
    ("unknown", None, True),
    (None, None, True),
    ("teams", None, False),
    ("team,house", None, False),
    ("house;zz", None, False),
    ("TEAM", None, False),
]


@pytest.mark.parametrize("kind", ["polars", "pyarrow", "pandas", "duckdb"])
def test_a_text_says_a_set_with_semicolons(kind: str, aid: Any, in_rows: Any) -> None:
    cells = {"xx.forms": [text for text, *_ in TEXTS]}
    table = pa.table(cells)
    native = {"polars": pl.DataFrame(cells), "pandas": pd.DataFrame(cells), "duckdb": duckdb.from_arrow(table)}
    got = in_rows(aid.table(native.get(kind, table)))
    assert added(got, "team") == [held for _, held, _ in TEXTS]
    assert [mark is None for mark in added(got, "invalid")] == [valid for *_, valid in TEXTS]


def test_sets_of_a_long_table_are_read_as_those_of_a_short_one(aid: Any) -> None:
    """A long column is read in pieces; what is distinct comes in every order, also only in the last of them."""
    cells = [text for text, *_ in TEXTS]
    times = 60_000
    long = pl.DataFrame({"xx.forms": [*(cells * times), "house;network"]}, schema={"xx.forms": pl.String})
    expected = aid.table(pl.DataFrame({"xx.forms": [*cells, "house;network"]}))
    got = aid.table(long)
    assert got.height > 600_000
    assert got.head(len(cells)).equals(expected.head(len(cells)))
    assert got.tail(len(cells) + 1).equals(expected)
    assert got.unique().height == expected.unique().height


@pytest.mark.parametrize("kind", ["polars", "pyarrow", "duckdb"])
def test_a_set_of_very_many_values_is_read_too(kind: str, aid: Any, in_rows: Any) -> None:
    cells = {"xx.many": ["value_7", "value_6;value_69", "value_6", ";", None, "value_70"]}
    items = [None if cell is None else [item for item in cell.split(";") if item] for cell in cells["xx.many"]]
    lists = {"xx.many": items}
    for given in (cells, lists):
        table: Any = pa.table(given)
        native = {"polars": pl.DataFrame(given), "duckdb": duckdb.from_arrow(table)}.get(kind, table)
        got = in_rows(aid.table(native))
        assert added(got, "many") == [True, True, False, False, None, None]
        assert added(got, "invalid") == [None] * 5 + ["xx.many"]


def test_a_choice_is_asked_whatever_its_column(frame_kind: Any, aid_of: Any, plain_table: Any) -> None:
    aid = aid_of({"low": LEVEL >= "low", "not_low": LEVEL != "low"}, [((), money(1, "EUR"))])
    table = plain_table([{"level": text} for text in ("none", "low", "high", "zz", "", "unknown", "LOW", None)])
    for form in range(4):
        table.columns[0].form = form
        got = frame_kind.rows(aid.table(frame_kind.make(table)))
        assert added(got, "low") == [False, True, True, None, None, None, None, None]
        assert added(got, "not_low") == [True, False, True, None, None, None, None, None]
        marked = [mark == "xx.level" for mark in added(got, "invalid")]
        assert marked == [False, False, False, True, False, False, True, False]


@pytest.mark.parametrize("categories", [["high", "low", "none"], ["none", "low"], ["zz", "high", "unknown"]])
def test_an_enumeration_in_any_order_keeps_the_order_of_the_fact(
    categories: list[str], aid_of: Any, in_rows: Any
) -> None:
    aid = aid_of({"low": LEVEL >= "low", "below": LEVEL < "low"}, [((), money(1, "EUR"))])
    frame = pl.DataFrame({"xx.level": pl.Series([*categories, None], dtype=pl.Enum(categories))})
    expected = {"none": (False, True), "low": (True, False), "high": (True, False)}
    got = in_rows(aid.table(frame))
    assert [(row["xx-aid.low"], row["xx-aid.below"]) for row in got] == [
        expected.get(str(text), (None, None)) for text in [*categories, None]
    ]
    assert added(got, "invalid") == ["xx.level" if text == "zz" else None for text in [*categories, None]]
