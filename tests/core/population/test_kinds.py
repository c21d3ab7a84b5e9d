"""What goes in comes back: the kind of frame, its rows, its own columns; and what is added to them."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from incentives import Catalogue, Fact, Situation

SCHEME, YEAR = "be-inami-software", 2025
ACTS = Fact.count("be.acts", unit="acts")
CRITERIA = ("registration", "convention", "activity", "software", "main_occupation", "shared_software")


class Streamed:
    """A frame of which nothing is known but that it gives Arrow."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


@pytest.fixture
def empty_of() -> Callable[[int], Any]:
    """A table of some rows with a column for a fact, in which nothing is said."""
    column = SimpleNamespace(name="be.acts", fact=ACTS, form=0)
    return lambda count: SimpleNamespace(columns=(column,), rows=[{"be.acts": None}] * count)


def outputs(catalogue: Catalogue) -> list[str]:
    edition = catalogue.edition(SCHEME, YEAR)
    criteria = [one.id for one in edition.criteria if one.standing.value != "not_applicable"]
    return [f"{SCHEME}.{end}" for end in (*criteria, "certain", "possible", "eligibility", "invalid")]


def test_the_added_columns_stand_behind_those_given_in_the_order_of_the_edition(catalogue: Catalogue) -> None:
    frame = pl.DataFrame({"z": [1], "be.acts": [3], "a": ["x"]})
    result = catalogue.assess_table(frame, SCHEME, YEAR)
    assert result.columns == ["z", "be.acts", "a", *outputs(catalogue)]
    assert set(CRITERIA[:4]) <= {name.partition(".")[2] for name in result.columns}


def test_a_criterion_that_does_not_apply_has_no_column_and_a_waived_one_is_true(catalogue: Catalogue) -> None:
    seen = set()
    for scheme in catalogue:
        for year in scheme.years:
            result = catalogue.assess_table(pl.DataFrame({"practitioner.profession": [None]}), scheme.id, year)
            for one in catalogue.edition(scheme.id, year).criteria:
                name = f"{scheme.id}.{one.id}"
                assert (name in result.columns) is (one.standing.value != "not_applicable")
                if one.standing.value == "waived":
                    assert result[name].to_list() == [True]
                seen.add(one.standing.value)
    assert seen == {"asked", "waived", "not_applicable"}


def test_several_years_name_the_year_in_each_column(catalogue: Catalogue) -> None:
    result = catalogue.assess_table_all(pl.DataFrame({"be.acts@2024": [3]}), [2024, 2023], ["be-proqkine", SCHEME])
    beginnings = list(dict.fromkeys(name.partition(".")[0] for name in result.columns[1:]))
    assert beginnings == ["be-proqkine@2023", f"{SCHEME}@2023", "be-proqkine@2024", f"{SCHEME}@2024"]


def test_every_scheme_is_asked_where_none_is_named(catalogue: Catalogue) -> None:
    result = catalogue.assess_table_all(pl.DataFrame({"practitioner.profession": [None]}), [2022])
    assert {name.partition(".")[0] for name in result.columns[1:]} == {scheme.id for scheme in catalogue}


@pytest.mark.parametrize("count", [0, 3])
def test_a_table_that_says_nothing_leaves_everything_open(
    count: int, frame_kind: Any, empty_of: Callable[[int], Any], catalogue: Catalogue
) -> None:
    native = frame_kind.make(empty_of(count))
    alone = catalogue.assess(SCHEME, YEAR, Situation.of({}))
    result = catalogue.assess_table(native, SCHEME, YEAR)
    assert type(result) is frame_kind.type
    rows = frame_kind.rows(result)
    assert len(rows) == count
    for row in rows:
        assert row[f"{SCHEME}.certain"] == 0
        assert row[f"{SCHEME}.possible"] == alone.amount.possible
        assert row[f"{SCHEME}.eligibility"] == "undetermined"
        assert [row[f"{SCHEME}.{id}"] for id in (*CRITERIA[:4], "invalid")] == [None] * 5


@pytest.mark.parametrize("given", [False, True])
def test_the_added_columns_have_one_type_whatever_is_known(given: bool, catalogue: Catalogue) -> None:
    facts = {"be.acts": [3], "be.inami_number": [True]} if given else {"be.acts": [None]}
    kinds = {
        "certain": pl.Decimal(18, 2),
        "possible": pl.Decimal(18, 2),
        "eligibility": pl.String,
        "invalid": pl.String,
    }
    result = catalogue.assess_table(pl.DataFrame(facts), SCHEME, YEAR)
    expected = {name: kinds.get(name.rpartition(".")[2], pl.Boolean) for name in outputs(catalogue)}
    assert {name: result.schema[name] for name in expected} == expected
    arrow = catalogue.assess_table(pa.table(facts), SCHEME, YEAR)
    types = {"certain": pa.decimal128(18, 2), "possible": pa.decimal128(18, 2), "eligibility": pa.string()}
    expected = {name: {**types, "invalid": pa.string()}.get(name.rpartition(".")[2], pa.bool_()) for name in expected}
    assert {name: arrow.schema.field(name).type for name in expected} == expected
    pandas = catalogue.assess_table(pd.DataFrame(facts), SCHEME, YEAR)
    assert {name: pandas[name].dtype.pyarrow_dtype for name in expected} == expected


PASSING: Mapping[str, list[Any]] = {
    "name": ["Ada", None, "Zoë"],
    "be": [1, 2, 3],
    "practitioner": ["x", "y", "z"],
    "member.number": ["007", None, "a;b"],
    "France.acts": [None, 1.5, -2.0],
    "fr-famine.certain": [True, False, None],
    "": ["", " ", "unknown"],
    'with "quotes", and commas': [1, 2, 3],
    "@2025": [1, 2, 3],
}


@pytest.mark.parametrize("kind", ["polars", "polars lazy", "pyarrow", "pandas", "duckdb"])
def test_columns_of_no_known_name_space_pass_untouched(kind: str, catalogue: Catalogue) -> None:
    cells = {**PASSING, "be.acts": [3, None, 600]}
    native: Any = {
        "polars": pl.DataFrame,
        "polars lazy": pl.LazyFrame,
        "pyarrow": pa.table,
        "pandas": pd.DataFrame,
        "duckdb": lambda data: duckdb.from_arrow(pa.table({name: data[name] for name in data if name})),
    }[kind](cells)
    result = catalogue.assess_table(native, SCHEME, YEAR)
    names = [name for name in cells if name or kind != "duckdb"]
    if kind == "polars":
        assert result.select(names).equals(native)
    elif kind == "polars lazy":
        assert result.select(names).collect().equals(native.collect())
    elif kind == "pyarrow":
        assert result.select(names).equals(native)
    elif kind == "pandas":
        pd.testing.assert_frame_equal(result[names], native)
    else:
        assert [row[: len(names)] for row in result.fetchall()] == native.fetchall()
        assert result.types[: len(names)] == native.types
        assert result.columns[: len(names)] == names


@pytest.mark.parametrize(
    "index",
    [
        pd.Index(["c", "a", "b"], name="member"),
        pd.Index([5, 5, 5]),
        pd.MultiIndex.from_tuples([(1, "x"), (1, "y"), (0, "x")], names=["group", None]),
    ],
    ids=["named", "repeated", "of two levels"],
)
def test_pandas_keeps_its_index_and_the_order_of_its_rows(index: Any, catalogue: Catalogue) -> None:
    native = pd.DataFrame({"be.acts": [-1, 3, None], 7: ["a", "b", "c"]}, index=index)
    before = native.copy(deep=True)
    result = catalogue.assess_table(native, SCHEME, YEAR)
    pd.testing.assert_index_equal(result.index, index)
    pd.testing.assert_frame_equal(result[["be.acts", 7]], before)
    pd.testing.assert_frame_equal(native, before)
    assert [None if pd.isna(cell) else cell for cell in result[f"{SCHEME}.invalid"].tolist()] == ["be.acts", None, None]


def test_a_lazy_polars_frame_is_not_computed_before_it_is_asked_for(catalogue: Catalogue) -> None:
    def fail(_: pl.DataFrame) -> pl.DataFrame:
        raise RuntimeError("was computed")

    lazy = pl.LazyFrame({"be.acts": [3], "be.inami_number": [True]}).map_batches(fail, validate_output_schema=False)
    result = catalogue.assess_table(lazy, SCHEME, YEAR)
    assert type(result) is pl.LazyFrame
    assert result.collect_schema().names()[2:] == outputs(catalogue)
    with pytest.raises(Exception, match="was computed"):
        result.collect()


def test_a_duckdb_relation_is_computed_once_since_its_rows_may_come_in_another_order(catalogue: Catalogue) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE SEQUENCE numbers")
        relation = connection.sql("SELECT nextval('numbers') AS \"be.acts\" FROM range(3)")
        result = catalogue.assess_table(relation, SCHEME, YEAR)
        assert type(result) is duckdb.DuckDBPyRelation
        assert result.columns[1:] == outputs(catalogue)
        assert [result.project('"be.acts"').fetchall() for _ in range(2)] == [[(1,), (2,), (3,)]] * 2


def test_what_only_gives_arrow_comes_back_as_a_pyarrow_table(catalogue: Catalogue) -> None:
    table = pa.table({"be.acts": [3, None], "name": ["x", "y"]})
    for native in (table.to_batches()[0], table.to_reader(), Streamed(table)):
        result = catalogue.assess_table(native, SCHEME, YEAR)
        assert result.equals(catalogue.assess_table(table, SCHEME, YEAR))


def test_a_relation_of_a_connection_of_ones_own_stays_in_it(catalogue: Catalogue) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE people AS SELECT 3 AS \"be.acts\", ['x'] AS tags")
        result = catalogue.assess_table(connection.table("people"), SCHEME, YEAR)
        assert result.project(f'"be.acts", tags, "{SCHEME}.possible"').fetchall() == [(3, ["x"], Decimal("800.00"))]


@pytest.mark.parametrize(
    "value",
    [
        "170141183460469231731687303715884105727::HUGEINT",
        "340282366920938463463374607431768211455::UHUGEINT",
        "'7b1f9f3e-4b7c-4a52-9d3c-0c3f2f9b1a11'::UUID",
        "'[1]'::JSON",
        "'101'::BIT",
        "'x'::ENUM('x', 'y''s, z')",
        "['x'::ENUM('x', 'y''s, z')]",
        "{'a': '101'::BIT, 'b': ['x'::ENUM('x', 'y')]}",
        "INTERVAL 3 MONTH",
        "MAP {'a': 1}",
        "'10:00:00+02'::TIMETZ",
        "'2025-01-01 10:00:00+02'::TIMESTAMPTZ",
        "'ab'::BLOB",
        "1.5::DECIMAL(38, 10)",
        "union_value(a := 1)",
    ],
)
def test_a_column_of_duckdb_keeps_its_type_and_its_values(value: str, catalogue: Catalogue) -> None:
    given: Any = duckdb.sql(f'SELECT {value} AS "own.column", 3 AS "be.acts" UNION ALL SELECT NULL, 4')
    result = catalogue.assess_table(given, SCHEME, YEAR).project('"own.column", "be.acts"').order('"be.acts"')
    assert result.types == given.types
    assert result.fetchall() == given.order('"be.acts"').fetchall()
