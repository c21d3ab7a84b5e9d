"""Values as NumPy, Pandas, Polars and PyArrow hold them: taken where they are exact, otherwise faults."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from incentives import Catalogue, Fault, InvalidArgument, Situation

Faults = Callable[[Mapping[Any, object] | Situation], list[Fault]]

YES_NO, COUNT, DAY = "be.convention.all_year", "be.acts", "be.inami_software.requested_on"
SCHEME = "be-inami-software"
CHOICE, SET = "fr.dmp.software", "fr.sesam_vitale.amendments"


class Few(IntEnum):
    """A count as a program may hold it."""

    SEVEN = 7


TAKEN = [
    (YES_NO, np.bool_(True), True),
    (YES_NO, np.array(False), False),
    (YES_NO, pa.scalar(True), True),
    (COUNT, np.int64(812), 812),
    (COUNT, np.uint8(8), 8),
    (COUNT, pa.scalar(812), 812),
    (COUNT, Few.SEVEN, 7),
    (COUNT, 640.0, 640),
    (COUNT, np.float64(640), 640),
    (COUNT, np.float32(-0.0), 0),
    (COUNT, pa.scalar(640.0), 640),
    (COUNT, Decimal("640.00"), 640),
    (DAY, np.datetime64("2025-03-01"), date(2025, 3, 1)),
    (DAY, np.datetime64("2025-03-01", "ns"), date(2025, 3, 1)),
    (DAY, pd.Timestamp("2025-03-01"), date(2025, 3, 1)),
    (DAY, pa.scalar(date(2025, 3, 1)), date(2025, 3, 1)),
    (CHOICE, np.str_("connector"), "connector"),
    (CHOICE, np.array(["connector"], dtype=object)[0], "connector"),
    (SET, np.array(["tp_acs"]), frozenset({"tp_acs"})),
    (SET, [np.str_("tp_acs")], frozenset({"tp_acs"})),
    (SET, pd.Series(["tp_acs", "rsp_580"]), frozenset({"tp_acs", "rsp_580"})),
    (SET, pl.Series(["tp_acs"]), frozenset({"tp_acs"})),
    (SET, pa.array(["tp_acs"]), frozenset({"tp_acs"})),
    (SET, np.array([], dtype=str), frozenset()),
]
SAYS_NOTHING = [None, pd.NA, pd.NaT, np.datetime64("NaT"), pa.scalar(None), float("nan"), np.float32("nan")]
SAYS_NOTHING += [np.array(np.nan), pa.scalar(float("nan")), Decimal("nan"), Decimal("snan")]
REFUSED = [
    (YES_NO, np.int64(1)),
    (YES_NO, np.array([True])),
    (COUNT, np.bool_(True)),
    (COUNT, 640.5),
    (COUNT, np.float64(90.5)),
    (COUNT, np.float64("inf")),
    (COUNT, Decimal("1e1000000")),
    (COUNT, -1.0),
    (COUNT, np.timedelta64(3, "D")),
    (COUNT, np.array([3])),
    (COUNT, np.array([[3]])),
    (COUNT, pd.Series([3])),
    (COUNT, pd.DataFrame({"a": [3]})),
    (COUNT, pl.DataFrame({"a": [3]})),
    (COUNT, np.complex128(3)),
    (COUNT, np.str_("812")),
    (DAY, np.datetime64("2025-03-01T12:00")),
    (DAY, np.datetime64("2025-03")),
    (DAY, pd.Timestamp("2025-03-01 12:00")),
    (DAY, pd.Timestamp("2025-03-01", tz="UTC")),
    (DAY, datetime(2025, 3, 1, tzinfo=UTC)),
    (CHOICE, np.array(["connector"])),
    (CHOICE, pd.Series(["connector"])),
    (SET, np.array([["tp_acs"]])),
    (SET, pd.Series(["tp_acs", None])),
    (SET, np.array(["zzz"])),
    (SET, pd.DataFrame({"a": ["tp_acs"]})),
]


@pytest.mark.parametrize(("fact", "given", "value"), TAKEN, ids=lambda one: type(one).__name__)
def test_what_is_exact_is_taken_as_if_it_were_written(
    catalogue: Catalogue, fact: str, given: object, value: object
) -> None:
    found = catalogue.check(Situation.of({2024: {fact: given}})).annual[2024][fact]
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize("fact", [YES_NO, COUNT, DAY, CHOICE, SET])
@pytest.mark.parametrize("missing", SAYS_NOTHING, ids=repr)
def test_a_missing_value_is_untold_and_never_no_or_zero(catalogue: Catalogue, fact: str, missing: object) -> None:
    assert catalogue.check(Situation.of({2024: {fact: missing}})).annual == {2024: {}}


def test_a_missing_answer_to_an_open_question_is_no_answer(catalogue: Catalogue) -> None:
    (question, *_) = catalogue.vocabulary.questions
    assert catalogue.check(Situation.of({"readings": {question: pd.NA}})).readings == {}
    assert catalogue.check(Situation.of({"readings": {question: np.bool_(False)}})).readings == {question: False}


def test_everything_else_is_a_fault_and_all_faults_are_told_at_once(faults_of: Faults) -> None:
    given = dict(enumerate(REFUSED, 2000))
    found = faults_of({year: {fact: value} for year, (fact, value) in given.items()})
    assert {fault.paths for fault in found} == {(f"{year}.{fact}",) for year, (fact, _) in given.items()}
    texts = [fault.text(language) for fault in found for language in ("en", "fr", "nl")]
    assert all(len(text) < 1000 and "\n" not in text for text in texts)


YEARS = [2024, "2024", 2024.0, "2024.0", "2024.", Decimal(2024), Decimal("2024.0"), np.int64(2024), np.float64(2024)]
YEARS += [np.str_("2024"), pa.scalar(2024)]


@pytest.mark.parametrize("year", YEARS, ids=repr)
def test_a_whole_year_is_that_year_however_it_is_held(catalogue: Catalogue, year: object) -> None:
    assert catalogue.check(Situation.of({year: {COUNT: 812}})).annual == {2024: {COUNT: 812}}


NO_YEARS = [2024.5, "2024.5", "-2024", "+2024", -2024, 10**5000, "2024-2025", "2024.be.acts", True, None, (2024,)]
NO_YEARS += [float("nan"), pd.NA, date(2024, 1, 1), "1e3"]


@pytest.mark.parametrize("year", NO_YEARS, ids=lambda year: type(year).__name__)
def test_what_is_no_year_is_a_fault_and_no_fact_is_dropped(faults_of: Faults, year: object) -> None:
    (fault,) = faults_of({year: {COUNT: 812}})
    assert fault.id == "expected_year"
    assert len(fault.text("en")) < 400


@pytest.mark.parametrize("year", YEARS, ids=repr)
def test_a_whole_year_can_be_asked_for_however_it_is_held(catalogue: Catalogue, year: Any) -> None:
    situation, table = Situation.of({2024: {COUNT: 812}}), pl.DataFrame({COUNT: [812]})
    assert catalogue.edition(SCHEME, year) is catalogue.edition(SCHEME, 2024)
    assert catalogue.assess(SCHEME, year, situation).edition.year == 2024
    assert {row.year for row in catalogue.assess_all(situation, [year, 2024])} == {2024}
    assert f"{SCHEME}.eligibility" in catalogue.assess_table(table, SCHEME, year).columns
    assert catalogue.diff(SCHEME, year, 2025).before.year == 2024


@pytest.mark.parametrize(
    "years", [np.array([2024, 2025]), pd.Series([2025.0, 2024.0]), pa.array([2024, 2025])], ids=type
)
def test_a_column_of_years_is_several_years(catalogue: Catalogue, years: Any) -> None:
    assert {type(row.year) for row in catalogue.assess_all(Situation.of({}), years)} == {int}
    assert {row.year for row in catalogue.assess_all(Situation.of({}), years)} == {2024, 2025}


def test_the_edition_before_can_be_named_by_a_year_of_numpy(catalogue: Catalogue) -> None:
    table = pl.DataFrame({COUNT: [812]})
    after, before = (np.int64(2025), np.float64(2024))
    found = catalogue.assess_table_against(table, SCHEME, after, before)  # type: ignore[arg-type]  # what is tried here
    assert found.equals(catalogue.assess_table_against(table, SCHEME, 2025, 2024))


def test_all_that_are_no_years_are_said_at_once(catalogue: Catalogue) -> None:
    with pytest.raises(InvalidArgument, match=r"got 2024\.5, None$"):
        catalogue.assess_all(Situation.of({}), [2024.5, 2025, None])  # type: ignore[list-item]  # what is tried here
    for year in (2024.5, "2024-2025", True, None, float("nan"), pd.NA, (2024,)):
        with pytest.raises(InvalidArgument, match="expected a year such as 2025"):
            catalogue.edition(SCHEME, year)  # type: ignore[arg-type]  # as above
    with pytest.raises(InvalidArgument, match="expected several years"):
        catalogue.assess_all(Situation.of({}), np.int64(2024))  # type: ignore[arg-type]  # as above


def test_a_series_or_a_frame_is_no_situation_and_no_table_of_a_year(faults_of: Faults) -> None:
    for given in (pd.Series({COUNT: 812}), pd.DataFrame({COUNT: [812]}), np.array([1])):
        with pytest.raises(InvalidArgument, match="expected a mapping nested as in a situation file"):
            Situation.of(given)  # type: ignore[arg-type]  # what is tried here
        (fault,) = faults_of({2024: given})
        assert (fault.id, fault.paths) == ("expected_table", ("2024",))


def test_a_value_given_twice_by_two_libraries_is_one_value(faults_of: Faults) -> None:
    assert faults_of({2024: {COUNT: 812}, "2024.0": {COUNT: np.int64(812)}}) == []
    (fault,) = faults_of({2024: {COUNT: 812}, "2024.0": {COUNT: pd.DataFrame({"a": [3]})}})
    assert fault.id == "given_twice"


def test_a_situation_made_by_hand_is_refused_as_well_as_one_that_was_read(faults_of: Faults) -> None:
    for value in (pd.NA, np.array([1, 2]), pd.Series([1, 2]), object()):
        (fault,) = faults_of(Situation({}, {2024: {COUNT: value}}))
        assert fault.paths == (f"2024.{COUNT}",)
