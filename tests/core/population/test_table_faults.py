"""Everything that is wrong with a table's columns is said at once, before anything runs."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from incentives import Catalogue, Fault, IncentivesError, InvalidSituation, UnknownEdition, UnknownScheme
from incentives.errors import InvalidArgument, InvalidTable, MissingExtra

Said = list[tuple[tuple[str, ...], str]]
FaultsOf = Callable[..., list[Fault]]
SCHEME, YEAR = "fr-fami", 2025


@pytest.fixture
def faults_of(catalogue: Catalogue) -> FaultsOf:
    """The faults of a table, or of columns that Polars makes one of; there must be some."""

    def faults(native: Any, years: Iterable[int] = (YEAR,), schemes: Iterable[str] | None = (SCHEME,)) -> list[Fault]:
        frame = pl.DataFrame(native) if isinstance(native, dict) else native
        with pytest.raises(InvalidTable) as caught:
            catalogue.assess_table_all(frame, years, schemes)
        return [fault for fault in caught.value.faults if isinstance(fault, Fault)]

    return faults


def short(faults: Iterable[Fault]) -> Said:
    return [(fault.paths, fault.id) for fault in faults]


def test_an_unknown_fact_is_named_with_what_may_have_been_meant(faults_of: FaultsOf) -> None:
    (fault,) = faults_of({"fr.scor.transmision": [1]})
    assert fault.id == "unknown_fact_near"
    assert "fr.scor.transmissions" in fault.values["near"]  # noqa: PD011  # of a fault
    assert "did you mean fr.scor.transmissions?" in fault.text("en")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["fr.zzzzzzzzzz"], [(("fr.zzzzzzzzzz",), "unknown_fact")]),
        (["be.actss"], [(("be.actss",), "unknown_fact_near")]),
        (["practitioner.proffession"], [(("practitioner.proffession",), "unknown_fact_near")]),
        (["fr.conventionned@2024"], [(("fr.conventionned@2024",), "unknown_fact_near")]),
        (["fr.conventioned@25"], [(("fr.conventioned@25",), "unknown_fact_near")]),
        (["fr.conventioned@"], [(("fr.conventioned@",), "unknown_fact_near")]),
        (["fr.conventioned@2024@2025"], [(("fr.conventioned@2024@2025",), "unknown_fact_near")]),
        (["fr."], [(("fr.",), "unknown_fact")]),
        (["fr-fami.no_act_left_passes"], [(("fr-fami.no_act_left_passes",), "column_of_question")]),
        (["fr-fami.scor"], [(("fr-fami.scor",), "column_taken")]),
        (["fr-fami.invalid"], [(("fr-fami.invalid",), "column_taken")]),
        (["fr.practice_started_on@2025"], [(("fr.practice_started_on@2025",), "column_needs_no_year")]),
        (["be.inami_number@2025"], [(("be.inami_number@2025",), "column_needs_no_year")]),
        (
            ["fr.conventioned", "fr.conventioned@2025"],
            [(("fr.conventioned", "fr.conventioned@2025"), "column_same_fact")],
        ),
    ],
)
def test_a_name_that_cannot_be_is_a_fault(faults_of: FaultsOf, names: list[str], expected: Said) -> None:
    assert short(faults_of({name: [None] for name in names})) == expected


def test_an_output_of_another_scheme_is_no_column_of_this_one(catalogue: Catalogue) -> None:
    frame = pl.DataFrame({"fr.conventioned": [True], "be-proqkine.certain": [1]})
    result = catalogue.assess_table(frame, SCHEME, YEAR)
    again = catalogue.assess_table(result, "be-proqkine", 2022) if "be-proqkine.certain" not in result else result
    assert again["be-proqkine.certain"].to_list() == [1]


def test_schemes_are_added_one_after_the_other(catalogue: Catalogue) -> None:
    frame = pl.DataFrame({"be.acts": [3], "be.proqkine.general_met": [False]})
    first = catalogue.assess_table(frame, "be-proqkine", 2022)
    both = catalogue.assess_table(first, "be-inami-software", 2022)
    assert both.equals(catalogue.assess_table_all(frame, [2022], ["be-proqkine", "be-inami-software"]))


@pytest.mark.parametrize(
    "native",
    [
        pd.DataFrame([[True, False, 1]], columns=["fr.conventioned", "fr.conventioned", "name"]),
        pa.table([pa.array([True]), pa.array([False])], names=["fr.conventioned", "fr.conventioned"]),
    ],
    ids=["pandas", "pyarrow"],
)
def test_a_column_given_twice_is_a_fault(faults_of: FaultsOf, native: Any) -> None:
    assert ("fr.conventioned",) in [fault.paths for fault in faults_of(native)]
    assert {fault.id for fault in faults_of(native)} == {"column_twice"}


def test_several_years_must_be_told_apart(faults_of: FaultsOf) -> None:
    faults = faults_of({"fr.conventioned": [True], "fr.practice_started_on": [None]}, years=[2024, 2025])
    assert short(faults) == [(("fr.conventioned",), "column_needs_year")]
    assert "fr.conventioned@2025" in faults[0].text("en")


def test_the_output_of_one_of_several_years_is_taken(faults_of: FaultsOf) -> None:
    assert short(faults_of({"fr-fami@2025.certain": [1]}, years=[2024, 2025])) == [
        (("fr-fami@2025.certain",), "column_taken")
    ]


WRONG: Mapping[str, tuple[str, list[list[Any]]]] = {
    "column_yes_no": ("fr.conventioned", [[1, 0], ["true", None], [date(2025, 1, 1)], [1.0]]),
    "column_count": ("fr.scor.transmissions", [["3"], [True, None], [[3]]]),
    "column_date": ("fr.billing.first_secured_on", [["2025-01-01"], [datetime(2025, 1, 1)], [20250101]]),  # noqa: DTZ001  # without a zone
    "column_choice": ("fr.dmp.software", [[1], [True], [["none"]]]),
    "column_ordered_choice": ("fr.sesam_vitale.addendum", [[True], [date(2025, 1, 1)]]),
    "column_set": ("fr.coordination.structures", [[1], [True], [[1]], [[True, None]]]),
}


@pytest.mark.parametrize(
    ("id", "name", "cells"), [(id, name, cells) for id, (name, several) in WRONG.items() for cells in several], ids=str
)
@pytest.mark.parametrize("kind", [pl.DataFrame, pl.LazyFrame, pa.table])
def test_a_type_that_cannot_say_the_fact_is_a_fault(
    faults_of: FaultsOf, id: str, name: str, cells: list[Any], kind: Any
) -> None:
    assert short(faults_of(kind({name: cells}))) == [((name,), id)]


def test_every_fault_is_said_at_once_and_in_every_language(faults_of: FaultsOf) -> None:
    native = {
        "fr.scor.transmision": [1],
        "fr.zzzzzzzzzz": [1],
        "fr-fami.scor": [True],
        "fr-fami.no_act_left_passes": [True],
        "fr.practice_started_on@2025": [None],
        "fr.secure_messaging": ["none"],
        "fr.secure_messaging@2025": ["none"],
        **{
            name: several[0] + [None] * (1 - len(several[0]))
            for name, several in WRONG.values()
            if len(several[0]) == 1
        },
        "fr.conventioned": [1],
    }
    faults = faults_of(native)
    faults += faults_of({"fr.conventioned": [True]}, years=[2024, 2025])
    faults += faults_of(pa.table([pa.array([1]), pa.array([1])], names=["be.acts", "be.acts"]))
    faults += faults_of(pd.DataFrame({"fr.conventioned": [1.0, None]}))
    faults += faults_of(pd.DataFrame({"fr.billing.first_secured_on": pd.to_datetime(["2025-03-01 10:30"])}))
    faults += faults_of(pd.DataFrame({"fr.scor.transmissions": pd.Series([1, "2"], dtype=object)}))
    assert {fault.id for fault in faults} == {
        "unknown_fact_near",
        "unknown_fact",
        "column_taken",
        "column_of_question",
        "column_needs_no_year",
        "column_same_fact",
        "column_needs_year",
        "column_twice",
        "column_yes_no_floats",
        "column_times",
        "column_unreadable",
        *WRONG,
    }
    for fault in faults:
        texts = [fault.text(language) for language in ("en", "fr", "nl")]
        assert len(set(texts)) == 3, fault.id
        for text in texts:
            assert text.startswith(f"{', '.join(fault.paths)}: ")
            assert not any(sign in text for sign in ("{", "}", "[en]", "[fr]", "[nl]"))


def test_the_error_lists_each_fault_and_carries_a_code(catalogue: Catalogue) -> None:
    with pytest.raises(InvalidTable) as caught:
        catalogue.assess_table(pl.DataFrame({"fr.conventioned": [1], "fr.zzzzzzzzzz": [1]}), SCHEME, YEAR)
    assert caught.value.code == "invalid_table"
    assert "fr.conventioned: expected a column of true and false, got Int64." in str(caught.value)
    assert "fr.zzzzzzzzzz: " in str(caught.value)
    assert isinstance(caught.value, IncentivesError)


def test_faults_of_names_and_types_are_said_before_a_lazy_frame_runs(faults_of: FaultsOf) -> None:
    def fail(_: pl.DataFrame) -> pl.DataFrame:
        raise RuntimeError("was computed")

    lazy = pl.LazyFrame({"fr.zzzzzzzzzz": [1]}).map_batches(fail, validate_output_schema=False)
    assert short(faults_of(lazy)) == [(("fr.zzzzzzzzzz",), "unknown_fact")]


@pytest.mark.parametrize("readings", [{"fr-fami.no_act": True}, {"fr-fami.no_act_left_passes": "yes"}])
def test_a_reading_that_answers_no_question_is_refused(catalogue: Catalogue, readings: dict[str, Any]) -> None:
    with pytest.raises(InvalidSituation) as caught:
        catalogue.assess_table(pl.DataFrame({"name": ["x"]}), SCHEME, YEAR, readings=readings)
    assert [fault.paths for fault in caught.value.faults] == [(f"readings.{id}",) for id in readings]  # type: ignore[attr-defined]  # faults have paths


@pytest.mark.parametrize(
    "native",
    [None, 3, "people.csv", [{"be.acts": 3}], {"be.acts": [3]}, pl.Series("be.acts", [3]), pa.array([3])],
    ids=["nothing", "number", "text", "rows", "columns", "series", "array"],
)
def test_what_is_no_frame_is_refused(catalogue: Catalogue, native: Any) -> None:
    with pytest.raises(InvalidArgument, match="expected a frame of Polars, pandas, PyArrow, DuckDB or PySpark"):
        catalogue.assess_table(native, SCHEME, YEAR)


def test_schemes_and_years_that_are_not_there_are_refused(catalogue: Catalogue) -> None:
    frame: Any = pl.DataFrame({"name": ["x"]})
    with pytest.raises(UnknownScheme):
        catalogue.assess_table(frame, "fr-famy", YEAR)
    with pytest.raises(UnknownEdition):
        catalogue.assess_table(frame, SCHEME, 1999)
    with pytest.raises(UnknownEdition):
        catalogue.assess_table_all(frame, [2024, 1999], [SCHEME])
    years: Any = 2025
    with pytest.raises(InvalidArgument, match="several years"):
        catalogue.assess_table_all(frame, years, [SCHEME])
    with pytest.raises(InvalidArgument, match="ids of schemes"):
        catalogue.assess_table_all(frame, [YEAR], SCHEME)
    nothing: list[tuple[list[int], list[str]]] = [([], [SCHEME]), ([YEAR], [])]
    for asked in nothing:
        with pytest.raises(InvalidArgument, match="no scheme or no year"):
            catalogue.assess_table_all(frame, *asked)


def test_of_all_schemes_one_without_rules_for_the_year_has_a_column_that_says_so(catalogue: Catalogue) -> None:
    result = catalogue.assess_table_all(pl.DataFrame({"be.acts": [500, None]}), [2025])
    assert result["be-proqkine.eligibility"].to_list() == ["unknown_edition"] * 2
    assert [name for name in result.columns if name.startswith("be-proqkine.")] == ["be-proqkine.eligibility"]
    several = catalogue.assess_table_all(pl.DataFrame({"be.acts@2024": [500]}), [2024, 2025])
    assert several["be-proqkine@2025.eligibility"].to_list() == ["unknown_edition"]


def test_a_scheme_that_is_named_must_have_rules_for_every_year_and_one_scheme_at_least_for_all(
    catalogue: Catalogue,
) -> None:
    people = pl.DataFrame({"be.acts": [500]})
    with pytest.raises(UnknownEdition, match="be-proqkine has no edition for 2025"):
        catalogue.assess_table_all(people, [2025], ["be-proqkine", "fr-fami"])
    with pytest.raises(UnknownEdition, match="no scheme has rules for 1999"):
        catalogue.assess_table_all(people, [1999])


@pytest.mark.parametrize(
    "ask",
    [
        lambda catalogue: catalogue.assess_table({}, SCHEME, YEAR),
        lambda catalogue: catalogue.assess_table_all({}, [YEAR]),
        lambda catalogue: catalogue.assess_table_against({}, SCHEME, YEAR, YEAR - 1),
        lambda catalogue: catalogue.summarise_table({}, SCHEME, YEAR),
        lambda catalogue: catalogue.compare_table({}, SCHEME, YEAR, YEAR - 1),
    ],
    ids=["assess", "assess all", "assess against", "summarise", "compare"],
)
def test_without_the_library_for_tables_the_extra_is_named(
    catalogue: Catalogue, take_away: Callable[[str], None], ask: Callable[[Catalogue], object]
) -> None:
    take_away("polars")
    with pytest.raises(MissingExtra, match=r"polars.*incentives\[tables\]"):
        ask(catalogue)


@pytest.mark.parametrize("name", ["FR.Conventioned", "fr.Conventioned", " fr.conventioned", "Fr.conventioned@2025"])
def test_a_name_in_other_letters_is_a_fault_with_the_one_that_is_meant(faults_of: FaultsOf, name: str) -> None:
    (fault,) = faults_of({name: [True], "practitioner.profession": ["nurse"]})
    assert (fault.paths, fault.id) == ((name,), "unknown_fact_near")
    assert fault.values["near"] == "fr.conventioned"  # noqa: PD011  # of a fault


def test_a_foreign_name_in_capitals_is_no_fault(catalogue: Catalogue) -> None:
    frame = pl.DataFrame({"fr.conventioned": [True], "FR.Name": ["x"], "BE.remark": ["y"]})
    assert catalogue.assess_table(frame, SCHEME, YEAR).columns[:3] == frame.columns


def test_to_duckdb_a_name_in_other_letters_is_the_same(catalogue: Catalogue, faults_of: FaultsOf) -> None:
    given = duckdb.sql('SELECT 0 AS "FR.Scor.Transmissions", \'x\' AS "Name"')
    result = catalogue.assess_table(given, SCHEME, YEAR)
    assert result.columns[:2] == ["FR.Scor.Transmissions", "Name"]
    assert result.project('"fr-fami.scor"').fetchall() == [(False,)]
    taken = duckdb.sql('SELECT 0 AS "fr.scor.transmissions", 1 AS "FR-FAMI.Scor"')
    assert short(faults_of(taken)) == [(("FR-FAMI.Scor",), "column_taken")]
