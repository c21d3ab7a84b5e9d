"""The summary of small tables, counted by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from incentives import Catalogue
from incentives.errors import InvalidArgument, InvalidSituation, InvalidTable
from incentives.population.figures.figure_records import (
    Blocking,
    Cost,
    EditionSummary,
    MissingSummary,
    Summary,
    together,
)
from other_frames import OF_POLARS
from software_aid import ANSWERED, MEETING, SCHEME, table

YEAR = 2025
PEOPLE = table(
    {},
    {"be.acts": 499},
    {"be.acts": 499, "be.software.commission_approved": False},
    {"be.software.commission_approved": False, "be.software.ehealth_registered": None},
    {"be.acts": None},
    {"be.acts": None, "be.inami_number": None},
    {"be.acts": -1},
)


def of_one(summary: Summary) -> EditionSummary:
    (one,) = summary.editions
    return one


def test_people_are_counted_once_each_and_amounts_to_the_cent(catalogue: Catalogue) -> None:
    summary = catalogue.summarise_table(PEOPLE, SCHEME, YEAR, readings=ANSWERED)
    one = of_one(summary)
    assert summary.rows == 7
    assert (one.eligible, one.undetermined, one.not_eligible, one.invalid) == (1, 3, 3, 1)
    assert one.cost == Cost("EUR", Decimal(800), Decimal(3200))
    assert summary.costs == (one.cost,)


@pytest.mark.parametrize("profession", ["nurse", "physician", "dentist", "midwife"])
def test_who_is_not_covered_is_counted_apart_and_keeps_nothing_back(catalogue: Catalogue, profession: str) -> None:
    other = {"practitioner.profession": profession}
    people = table({}, other, {**other, "be.acts": 499}, {**other, "be.acts": None}, {"practitioner.profession": None})
    one = of_one(catalogue.summarise_table(people, SCHEME, YEAR, readings=ANSWERED))
    assert (one.eligible, one.undetermined, one.not_eligible, one.not_covered) == (1, 1, 0, 3)
    assert one.cost == Cost("EUR", Decimal(800), Decimal(1600))
    (benefit,) = one.benefits
    assert (benefit.due, benefit.possible, benefit.not_due) == (1, 1, 0)
    assert not any(criterion.not_met or criterion.unknown for criterion in benefit.criteria)
    assert {fact.id: fact.settles for fact in one.missing} == {"practitioner.profession": 1}
    rows = catalogue.assess_table(people, SCHEME, YEAR, readings=ANSWERED)
    assert rows[f"{SCHEME}.eligibility"].to_list() == ["eligible", *["not_covered"] * 3, "undetermined"]
    assert rows[f"{SCHEME}.possible"].to_list() == [800, 0, 0, 0, 800]


def test_a_benefit_says_which_criterion_keeps_it_back_alone_and_with_others(catalogue: Catalogue) -> None:
    (benefit,) = of_one(catalogue.summarise_table(PEOPLE, SCHEME, YEAR, readings=ANSWERED)).benefits
    assert (benefit.due, benefit.possible, benefit.not_due) == (1, 3, 3)
    found = {criterion.id: criterion for criterion in benefit.criteria}
    assert found["activity"] == Blocking("activity", not_met=2, alone=1, unknown=3)
    assert found["software"] == Blocking("software", not_met=2, alone=1, unknown=0)
    assert found["registration"] == Blocking("registration", not_met=0, alone=0, unknown=1)
    assert found["activity"].together == 1


def test_a_fact_settles_whoever_lacks_nothing_else(catalogue: Catalogue) -> None:
    missing = of_one(catalogue.summarise_table(PEOPLE, SCHEME, YEAR, readings=ANSWERED)).missing
    assert missing[0] == MissingSummary("be.acts", YEAR, is_question=False, not_given=3, bears_on=3, settles=2)
    assert {fact.id: (fact.not_given, fact.settles) for fact in missing}["be.inami_number"] == (1, 0)
    # Everything else is given in every row that is not settled.
    assert {fact.id for fact in missing} == {"be.acts", "be.inami_number"}


def test_an_open_question_is_missing_in_every_undetermined_row_until_it_is_answered(catalogue: Catalogue) -> None:
    people = table({}, {"be.convention.all_year": False})
    missing = of_one(catalogue.summarise_table(people, SCHEME, YEAR)).missing
    question = next(fact for fact in missing if fact.is_question)
    assert (question.id, question.not_given, question.settles) == (*ANSWERED, 1, 1)
    answered = of_one(catalogue.summarise_table(people, SCHEME, YEAR, readings=ANSWERED))
    assert answered.missing == ()
    assert answered.readings == ANSWERED


def test_a_question_counts_only_the_rows_in_which_something_hangs_on_it(catalogue: Catalogue) -> None:
    """Who joined the convention in the year of registration needs no reading of the months without one."""
    new = {
        "be.first_registered_on": date(YEAR, 3, 1),
        "be.convention.all_year": False,
        "be.convention.joined_in_year": True,
        "be.acts": None,  # nobody is asked for acts in the year of registration
        "be.inami_number": None,
    }
    missing = {
        one.id: (one.not_given, one.bears_on)
        for one in of_one(catalogue.summarise_table(table({}, new), SCHEME, YEAR)).missing
    }
    assert missing == {next(iter(ANSWERED)): (2, 1), "be.inami_number": (1, 1), "be.acts": (1, 0)}


def test_a_fact_is_settled_by_values_that_the_other_facts_of_the_row_allow(catalogue: Catalogue) -> None:
    """A date of registration after the year would settle nothing, but acts before registration cannot be."""
    people = table({"be.first_registered_on": None, "be.acts": 10})
    missing = {
        fact.id: fact for fact in of_one(catalogue.summarise_table(people, SCHEME, YEAR, readings=ANSWERED)).missing
    }
    assert missing["be.first_registered_on"].settles == 1


def test_an_empty_table_is_summarised_as_nothing(catalogue: Catalogue) -> None:
    summary = catalogue.summarise_table(table(), SCHEME, YEAR)
    one = of_one(summary)
    assert (summary.rows, one.eligible, one.undetermined, one.not_eligible, one.invalid) == (0, 0, 0, 0, 0)
    assert one.cost == Cost("EUR", Decimal(0), Decimal(0))
    assert one.missing == ()


def test_a_table_without_any_fact_leaves_everybody_undetermined(catalogue: Catalogue) -> None:
    summary = catalogue.summarise_table(pl.DataFrame({"practitioner.profession": [None] * 3}), SCHEME, YEAR)
    one = of_one(summary)
    assert (summary.rows, one.undetermined) == (3, 3)
    assert one.cost == Cost("EUR", Decimal(0), Decimal(2400))
    assert {fact.not_given for fact in one.missing} == {3}
    assert {fact.settles for fact in one.missing} == {0}


def test_several_schemes_and_years_are_summed_by_currency(catalogue: Catalogue) -> None:
    people = PEOPLE.rename({name: f"{name}@2025" for name in MEETING if catalogue.vocabulary.facts[name].annual})
    summary = catalogue.summarise_table_all(people, [2024, 2025], [SCHEME, "fr-fami"], readings=ANSWERED)
    assert [one.name for one in summary.editions] == [
        f"{SCHEME}@2024",
        "fr-fami@2024",
        f"{SCHEME}@2025",
        "fr-fami@2025",
    ]
    assert summary.costs == tuple(together(one.cost for one in summary.editions))
    alone = of_one(catalogue.summarise_table(PEOPLE, SCHEME, YEAR, readings=ANSWERED))
    assert summary.editions[2].cost == alone.cost
    assert summary.editions[2].benefits == alone.benefits


def test_costs_in_different_currencies_are_never_added_and_an_unbounded_one_has_no_sum() -> None:
    costs = [
        Cost("EUR", Decimal(1), Decimal(2)),
        Cost("CHF", Decimal("0.10"), Decimal("0.20")),
        Cost("EUR", Decimal("0.01"), None),
    ]
    assert list(together(costs)) == [
        Cost("EUR", Decimal("1.01"), None),
        Cost("CHF", Decimal("0.10"), Decimal("0.20")),
    ]


@pytest.mark.parametrize("kind", OF_POLARS)
def test_every_kind_of_frame_gives_the_same_summary(catalogue: Catalogue, kind: str) -> None:
    wanted = catalogue.summarise_table(PEOPLE, SCHEME, YEAR, readings=ANSWERED)
    assert catalogue.summarise_table(OF_POLARS[kind](PEOPLE), SCHEME, YEAR, readings=ANSWERED) == wanted


@pytest.mark.parametrize("kind", ["polars lazy", "pyarrow"])
def test_other_kinds_of_frame_find_what_settles_a_share(catalogue: Catalogue, kind: str) -> None:
    billing = {"secured": [7, None, 6], "total": [10, 10, None], "excluded_secured": [None, 1, 0]}
    counts = {f"fr.billing.{name}": cells for name, cells in billing.items()}
    people = pl.DataFrame({**counts, "fr.billing.excluded_total": [0, 2, None]}).with_columns(
        pl.lit("physiotherapist").alias("practitioner.profession"), pl.lit(False).alias("fr.conventioned")
    )
    wanted = catalogue.summarise_table(people, "fr-fami", YEAR)
    assert catalogue.summarise_table(OF_POLARS[kind](people), "fr-fami", YEAR) == wanted


@pytest.mark.spark
def test_spark_gives_the_same_summary_and_reform(catalogue: Catalogue, spark: Any) -> None:
    people = spark.createDataFrame(PEOPLE.to_arrow())
    wanted = catalogue.summarise_table(PEOPLE, SCHEME, YEAR, readings=ANSWERED)
    assert catalogue.summarise_table(people, SCHEME, YEAR, readings=ANSWERED) == wanted
    reform = catalogue.compare_table(PEOPLE, SCHEME, YEAR, 2022, readings=ANSWERED)
    assert catalogue.compare_table(people, SCHEME, YEAR, 2022, readings=ANSWERED) == reform


def test_every_fault_of_the_columns_is_told_at_once(catalogue: Catalogue) -> None:
    people = PEOPLE.with_columns(pl.lit("x").alias("be.acst"), pl.lit("x").alias("be.inami_number"))
    with pytest.raises(InvalidTable) as caught:
        catalogue.summarise_table(people, SCHEME, YEAR)
    assert len(caught.value.faults) == 2


def test_a_reading_of_no_question_and_what_is_no_frame_are_refused(catalogue: Catalogue) -> None:
    with pytest.raises(InvalidSituation):
        catalogue.summarise_table(PEOPLE, SCHEME, YEAR, readings={f"{SCHEME}.nothing": True})
    with pytest.raises(InvalidArgument):
        catalogue.summarise_table([1, 2], SCHEME, YEAR)
