"""A cell that says nothing is one thing on every door: not known, and no mark."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from incentives import Catalogue
from incentives.population.table_files import read_table

SCHEME, YEAR = "fr-fami", 2025
SETS, CHOICE, COUNT = "fr.coordination.structures", "fr.secure_messaging", "fr.scor.transmissions"
MEETINGS = "fr.coordination.mdt_meetings"
ADDENDUM = "fr.sesam_vitale.addendum"
NOTHING = ["", " ", "\t \n", "\N{NO-BREAK SPACE}", "unknown", " unknown ", None]
Rows = list[dict[str, Any]]
Assessed = Callable[..., Rows]

DOORS: Mapping[str, Callable[[Any], Any]] = {
    "polars": pl.from_arrow,
    "polars lazy": lambda table: pl.DataFrame(pl.from_arrow(table)).lazy(),
    "pandas": lambda table: table.to_pandas(),
    "pandas arrow": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    "pyarrow": lambda table: table,
    "duckdb": duckdb.from_arrow,
}
FILES = ("csv", "parquet", "arrow")


@pytest.fixture(params=[*DOORS, *FILES, pytest.param("spark", marks=pytest.mark.spark)])
def assessed(request: pytest.FixtureRequest, catalogue: Catalogue, tmp_path: Path) -> Assessed:
    """`assessed(columns)`: the rows that a table gets through each door."""
    door: str = request.param

    def rows(columns: Mapping[str, Any]) -> Rows:
        table = pa.table({"row": list(range(len(next(iter(columns.values()))))), **columns})
        if door == "spark":
            session = request.getfixturevalue("spark")
            frame = catalogue.assess_table(session.createDataFrame(table), SCHEME, YEAR)
            return sorted((row.asDict() for row in frame.collect()), key=lambda row: int(row["row"]))
        if door in FILES:
            given = through_file(catalogue, table, tmp_path / f"table.{door}")
        else:
            given = catalogue.assess_table(DOORS[door](table), SCHEME, YEAR)
        return in_rows(given)

    return rows


def through_file(catalogue: Catalogue, table: Any, path: Path) -> Any:
    from incentives.catalogue.tables import asked_for
    from incentives.population.table import over_table

    frame = pl.DataFrame(pl.from_arrow(table))
    write: Mapping[str, Callable[[Path], Any]] = {
        ".csv": frame.write_csv,
        ".parquet": frame.write_parquet,
        ".arrow": frame.write_ipc,
    }
    write[path.suffix](path)
    given, wanted = read_table(path), asked_for(catalogue, [SCHEME], [YEAR]).wanted()
    return over_table(given.frame, wanted, catalogue.vocabulary, {}, origin=given.origin)


def in_rows(result: Any) -> Rows:
    if isinstance(result, pl.LazyFrame):
        result = result.collect()
    if isinstance(result, pl.DataFrame):
        return result.sort(pl.col("row").cast(pl.Int64)).rows(named=True)
    if isinstance(result, pa.Table):
        return list(result.to_pylist())
    frame = result if isinstance(result, pd.DataFrame) else result.to_arrow_table().to_pandas()
    rows = frame.sort_values("row").astype(object).to_dict("records")
    return [
        {
            name: None if cell is None or (not isinstance(cell, list) and pd.isna(cell)) else cell
            for name, cell in row.items()
        }
        for row in rows
    ]


def of(rows: Rows, *ends: str) -> list[tuple[Any, ...]]:
    return [tuple(row[f"{SCHEME}.{end}"] for end in ends) for row in rows]


def test_a_cell_that_says_nothing_is_not_known_and_no_mark(assessed: Assessed) -> None:
    count = len(NOTHING)
    rows = assessed({MEETINGS: [0] * (count + 1), SETS: [*NOTHING, "msp"], CHOICE: [*NOTHING, "none"]})
    ends = ("coordination", "secure_messaging", "certain", "possible", "invalid")
    assert of(rows[:-1], *ends) == [(None, None, 0, 1115, None)] * count
    assert of(rows[-1:], "coordination", "secure_messaging", "invalid") == [(True, False, None)]


def test_the_empty_set_is_a_lone_semicolon(assessed: Assessed) -> None:
    rows = assessed({MEETINGS: [0] * 4, SETS: [";", " ; ", "", "msp;"]})
    assert of(rows, "coordination", "invalid") == [(False, None), (False, None), (None, None), (True, None)]


def test_a_choice_that_looks_like_a_number_is_taken_as_one(assessed: Assessed) -> None:
    """`8` and `8.0`, as a column with gaps is written, are the value; `8.5` and `9` are none."""
    texts = ["8", "8.0", "", "6", "9", "8.5", "8.00"]
    marks = [None, None, None, None, ADDENDUM, ADDENDUM, None]
    by_text = assessed({ADDENDUM: texts})
    assert [row[f"{SCHEME}.invalid"] for row in by_text] == marks
    as_numbers = assessed({ADDENDUM: [None if not text else float(text) for text in texts]})
    assert of(as_numbers, "sesam_vitale", "invalid") == of(by_text, "sesam_vitale", "invalid")
    whole = assessed({ADDENDUM: [8, 8, None, 6, 9, 0, 8]})
    assert of(whole, "sesam_vitale", "invalid") == of(by_text, "sesam_vitale", "invalid")


def test_a_count_may_come_as_a_float_that_is_whole(assessed: Assessed) -> None:
    rows = assessed({COUNT: [3.0, None, 0.0, 2.5, -1.0]})
    assert of(rows, "scor", "invalid") == [(True, None), (None, None), (False, None), (None, COUNT), (None, COUNT)]


def test_a_column_of_text_that_says_nothing_is_as_good_as_none_whatever_its_fact(assessed: Assessed) -> None:
    """Its type could not say the fact; but it says none."""
    columns = ("fr.conventioned", COUNT, "fr.billing.first_secured_on")
    rows = assessed({**dict.fromkeys(columns, NOTHING), CHOICE: ["none"] * len(NOTHING)})
    assert of(rows, "audience", "scor", "transmission_rate", "invalid") == [(None, None, None, None)] * len(NOTHING)
