"""Decimals and money, exact in columns of every type that can hold them, and marked where they cannot be exact."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from incentives import Fact, money
from incentives.errors import InvalidTable

HOURS = Fact.decimal("xx.hours", unit="hours", least=None)
FEES = Fact.money("xx.fees", currency="EUR", least=None)


@pytest.fixture(scope="session")
def aid(aid_of: Any) -> Any:
    enough = Decimal("0.3") <= HOURS + HOURS
    high = money("100.05", "EUR") <= FEES
    return aid_of({"hours": enough, "fees": high}, [((), FEES), (("hours",), FEES - money("0.05", "EUR"))])


def added(rows: list[Any], end: str) -> list[Any]:
    return [row[f"xx-aid.{end}"] for row in rows]


EXACT = (
    "0.15",
    "0.149999",
    "0",
    "-2.5",
    "100.05",
    "100.049999",
    "0.1",
    "35.7",
    "868619922350.12",
    "999999999999.999999",
)


def both(cells: Any) -> dict[str, Any]:
    return {HOURS.id: cells, FEES.id: cells}


def floats(cells: Sequence[Decimal | None]) -> list[float | None]:
    return [None if cell is None else float(cell) for cell in cells]


# Numbers in columns of every type that holds them exactly, or as the floats that are nearest.
NUMBER_FRAMES: dict[str, Callable[[Sequence[Decimal | None]], Any]] = {
    "polars decimal": lambda cells: pl.DataFrame(both(pl.Series(cells, dtype=pl.Decimal(38, 10)))),
    "polars float": lambda cells: pl.DataFrame(both(pl.Series(floats(cells), dtype=pl.Float64))),
    "arrow decimal": lambda cells: pa.table(both(pa.array(cells, pa.decimal128(38, 10)))),
    "arrow float": lambda cells: pa.table(both(pa.array(floats(cells), pa.float64()))),
    "pandas decimal": lambda cells: pd.DataFrame(both(pd.Series(list(cells), dtype=object))),
    "pandas float": lambda cells: pd.DataFrame(both(pd.Series(floats(cells)))),
    "duckdb decimal": lambda cells: duckdb.from_arrow(pa.table(both(pa.array(cells, pa.decimal128(38, 10))))),
    "duckdb float": lambda cells: duckdb.from_arrow(pa.table(both(pa.array(floats(cells), pa.float64())))),
}


@pytest.mark.parametrize("kind", NUMBER_FRAMES)
def test_decimals_and_money_are_exact_whatever_their_column(kind: str, aid: Any, in_rows: Any) -> None:
    last = -1 if "float" in kind else None  # which no float can be told from its neighbours
    cells = [*map(Decimal, EXACT[:last]), *(Decimal(number) / 100 for number in range(0, 9999, 37)), None]
    got = in_rows(aid.table(NUMBER_FRAMES[kind](cells)))
    assert added(got, "invalid") == [None] * len(cells)
    for cell, row in zip(cells, got, strict=True):
        alone = aid.alone({} if cell is None else {"xx.hours": cell, "xx.fees": cell}, {})
        for id in ("hours", "fees"):
            said = {True: "met", False: "not_met", None: "unknown"}[row[f"xx-aid.{id}"]]
            assert said == alone.criteria[id].outcome.value, cell
        assert (row["xx-aid.certain"], row["xx-aid.possible"]) == (alone.amount.certain, alone.amount.possible), cell


@pytest.mark.parametrize("kind", NUMBER_FRAMES)
@pytest.mark.parametrize("text", ["0.1234567", "0.00000001", "1e15", "-1e15"])
def test_a_number_that_a_table_cannot_hold_exactly_is_marked_and_never_rounded(
    kind: str, text: str, aid: Any, in_rows: Any
) -> None:
    got = in_rows(aid.table(NUMBER_FRAMES[kind]([Decimal(text), Decimal("0.5")])))
    assert added(got, "invalid") == ["xx.hours;xx.fees", None]
    assert added(got, "hours") == [None, True]


@pytest.mark.parametrize("kind", ["polars float", "arrow float", "duckdb float"])
def test_what_is_no_finite_number_is_marked(kind: str, aid: Any, in_rows: Any) -> None:
    cells = [float("nan"), float("inf"), float("-inf"), 0.5]
    made: dict[str, Callable[[], Any]] = {
        "polars float": lambda: pl.DataFrame({"xx.hours": cells}),
        "arrow float": lambda: pa.table({"xx.hours": cells}),
        "duckdb float": lambda: duckdb.from_arrow(pa.table({"xx.hours": cells})),
    }
    got = in_rows(aid.table(made[kind]()))
    assert added(got, "invalid") == ["xx.hours"] * 3 + [None]
    assert added(got, "hours") == [None, None, None, True]


def test_whole_numbers_say_decimals_too(aid: Any, in_rows: Any) -> None:
    for kind in (pl.Int8, pl.UInt64, pl.Int64, pl.Int128):
        got = in_rows(aid.table(pl.DataFrame({"xx.fees": pl.Series([101, 3, None], dtype=kind)})))
        assert added(got, "fees") == [True, False, None]


@pytest.mark.parametrize("id", [HOURS.id, FEES.id])
def test_text_is_no_number(id: str, aid: Any) -> None:
    with pytest.raises(InvalidTable, match=f"{id}: expected a column of"):
        aid.table(pl.DataFrame({id: ["1.5"]}))
