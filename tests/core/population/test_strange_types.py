"""Columns of types that few know, and columns of which no cell can be read: read exactly, or refused by name."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from incentives import Catalogue, Fault
from incentives.catalogue.tables import asked_for
from incentives.errors import InvalidTable
from incentives.population.figures.summary import summarise
from incentives.population.intake import Origin
from incentives.population.table import over_table

FaultsOf = Callable[[Any], list[Fault]]
SCHEME, YEAR = "fr-fami", 2025


@pytest.fixture
def faults_of(catalogue: Catalogue) -> FaultsOf:
    """The faults of a frame; there must be some."""

    def faults(native: Any) -> list[Fault]:
        with pytest.raises(InvalidTable) as caught:
            catalogue.assess_table(native, SCHEME, YEAR)
        return [fault for fault in caught.value.faults if isinstance(fault, Fault)]

    return faults


EXACT: Mapping[str, tuple[str, Callable[[], Any], str, Any]] = {
    "days as milliseconds": (
        "fr.billing.first_secured_on",
        lambda: pa.array([date(2025, 3, 1), None]).cast(pa.date64()),
        "transmission_rate",
        None,
    ),
    "text as views": (
        "fr.secure_messaging",
        lambda: pa.array(["none", ""], pa.string_view()),
        "secure_messaging",
        False,
    ),
    "wide decimals": (
        "fr.scor.transmissions",
        lambda: pa.array([Decimal(0), None], pa.decimal256(50, 0)),
        "scor",
        False,
    ),
    "narrow decimals": (
        "fr.scor.transmissions",
        lambda: pa.array([Decimal(0), None], pa.decimal32(5, 0)),
        "scor",
        False,
    ),
    "decimals of a negative scale": (
        "fr.scor.transmissions",
        lambda: pa.array([Decimal(300), None], pa.decimal128(5, -2)),
        "scor",
        True,
    ),
    "sets as categories": (
        "fr.coordination.structures",
        lambda: pa.array(["msp", " "]).dictionary_encode(),
        "coordination",
        True,
    ),
    "sets as lists of views": (
        "fr.coordination.structures",
        lambda: pa.array([["msp"], None], pa.list_(pa.string_view())),
        "coordination",
        True,
    ),
}


@pytest.mark.parametrize("case", EXACT)
def test_a_type_that_says_the_same_exactly_is_read(catalogue: Catalogue, case: str) -> None:
    name, cells, criterion, outcome = EXACT[case]
    result = catalogue.assess_table(pa.table({name: cells()}), SCHEME, YEAR)
    assert result[f"fr-fami.{criterion}"].to_pylist() == [outcome, None]
    assert result["fr-fami.invalid"].to_pylist() == [None, None]
    assert result.schema.field(name).type == cells().type


STRANGE: Mapping[str, tuple[str, Callable[[], Any], str]] = {
    "bool8": (
        "fr.conventioned",
        lambda: pa.ExtensionArray.from_storage(pa.bool8(), pa.array([1], pa.int8())),
        "extension<arrow.bool8>",
    ),
    "runs": ("fr.secure_messaging", lambda: pa.RunEndEncodedArray.from_arrays([1], ["none"]), "run_end_encoded"),
    "views of lists": (
        "fr.coordination.structures",
        lambda: pa.array([["msp"]], pa.list_view(pa.string())),
        "list_view<item: string>",
    ),
    "too many digits": (
        "fr.scor.transmissions",
        lambda: pa.array([Decimal("1" * 39)], pa.decimal256(40, 0)),
        "decimal256(40, 0)",
    ),
}


@pytest.mark.parametrize("case", STRANGE)
def test_a_column_of_a_type_that_cannot_be_read_is_refused_by_name_and_type(faults_of: FaultsOf, case: str) -> None:
    name, cells, kind = STRANGE[case]
    (fault,) = faults_of(pa.table({name: cells()}))
    assert fault.paths == (name,)
    assert kind in fault.text("en")


def test_periods_of_pandas_are_refused_by_name(faults_of: FaultsOf) -> None:
    days = pd.period_range("2025-01-01", periods=1, freq="D")
    (fault,) = faults_of(pd.DataFrame({"fr.billing.first_secured_on": days}))
    assert "period" in fault.text("en")


@pytest.mark.parametrize("sql", ["'101'::BIT", "uuid()", "union_value(a := 1)", "'\"none\"'::JSON"])
def test_types_of_duckdb_that_say_no_fact_are_refused_by_name(faults_of: FaultsOf, sql: str) -> None:
    (fault,) = faults_of(duckdb.sql(f'SELECT {sql} AS "fr.secure_messaging"'))
    assert fault.text("en").startswith("fr.secure_messaging: expected a column of text, got ")
    assert "Unknown" not in fault.text("en")


def test_columns_that_no_rule_reads_are_passed_through_whatever_their_type(catalogue: Catalogue) -> None:
    wide, negative = pa.array([Decimal(1)], pa.decimal256(50, 0)), pa.array([Decimal(300)], pa.decimal128(5, -2))
    table = pa.table({"wide": wide, "negative": negative, "fr.scor.transmissions": [0]})
    result = catalogue.assess_table(table, SCHEME, YEAR)
    assert result.select(table.column_names).equals(table)
    assert result["fr-fami.scor"].to_pylist() == [False]


UNREAD: Mapping[str, tuple[str, list[Any]]] = {
    "unread_choice": ("fr.secure_messaging", ["Oui", None, "Oui"]),
    "unread_set": ("fr.coordination.structures", ["cpts,msp", None, "cpts,msp"]),
    "unread_count": ("fr.scor.transmissions", [2.5, None, -3.0]),
    "unread_ordered_choice": ("fr.sesam_vitale.addendum", [7.5, None, 9.0]),
}


@pytest.mark.parametrize("id", UNREAD)
@pytest.mark.parametrize(
    "kind", [pl.DataFrame, pa.table, pd.DataFrame, lambda cells: duckdb.from_arrow(pa.table(cells))]
)
def test_a_column_of_which_no_cell_can_be_read_is_a_fault_where_all_rows_are_at_hand(
    faults_of: FaultsOf, catalogue: Catalogue, id: str, kind: Any
) -> None:
    name, cells = UNREAD[id]
    (fault,) = faults_of(kind({name: cells}))
    assert (fault.paths, fault.id, fault.values["cells"]) == ((name,), id, "2")  # noqa: PD011  # of a fault
    assert str(cells[0]) in fault.text("en")
    lazy = catalogue.assess_table(pl.LazyFrame({name: cells}), SCHEME, YEAR).collect()
    assert lazy["fr-fami.invalid"].to_list() == [name, None, name]


def test_one_cell_that_can_be_read_late_in_a_long_column_is_enough(catalogue: Catalogue) -> None:
    frame = pl.DataFrame({"fr.secure_messaging": ["Oui"] * 5000 + ["none"]})
    assert catalogue.assess_table(frame, SCHEME, YEAR)["fr-fami.invalid"].null_count() == 1


def test_a_file_is_never_held_in_memory(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    engines = []
    collect = pl.LazyFrame.collect

    def watched(rows: pl.LazyFrame, *, engine: Any = "auto", **options: Any) -> Any:
        engines.append(engine)
        return collect(rows, engine=engine, **options)

    monkeypatch.setattr(pl.LazyFrame, "collect", watched)
    columns = {"fr.secure_messaging": ["Oui", "none"], "fr.conventioned": [None, None]}
    wanted = asked_for(catalogue, [SCHEME], [YEAR]).wanted()
    over_table(pl.LazyFrame(columns), wanted, catalogue.vocabulary, {}, origin=Origin.FILE)
    summarise(pl.LazyFrame(columns), wanted, catalogue.vocabulary, {}, origin=Origin.FILE)
    assert set(engines) == {"streaming"}
