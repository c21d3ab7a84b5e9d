"""Schemes and years of which nothing is told: outside every sum, each with the one question that comes first."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from incentives import Catalogue, Comparison, Situation, compare

NOVEMBER = date(2026, 11, 22)
FRENCH = {"practitioner.profession": "physiotherapist", 2025: {"fr.conventioned": True}}


@pytest.fixture
def compared(catalogue: Catalogue) -> Any:
    def found(facts: Mapping[Any, object], *years: int) -> Comparison:
        return compare(catalogue.assess_all(Situation.of(facts), years, NOVEMBER))

    return found


def test_a_country_of_which_nothing_is_told_is_one_question_and_in_no_sum(compared: Any) -> None:
    comparison = compared(FRENCH, 2024, 2025)
    belgium, year = comparison.untold
    assert (belgium.jurisdiction, belgium.question.id) == ("BE", "practitioner.practises_in")
    assert [(row.scheme.id, row.year) for row in belgium.rows] == [
        ("be-inami-software", 2024),
        ("be-proqkine", 2024),
        ("be-inami-software", 2025),
        ("be-proqkine", 2025),
    ]
    assert [(row.scheme.id, row.year) for row in year.rows] == [("fr-fami", 2024)]
    assert year.question.year == 2024
    (total,) = comparison.totals
    (fami,) = [row for row in comparison.assessments if (row.scheme.id, row.year) == ("fr-fami", 2025)]
    assert total == fami.payable


def test_who_does_not_practise_in_a_country_is_asked_nothing_about_it(compared: Any) -> None:
    (belgium, _) = compared({**FRENCH, "practitioner.practises_in": ["fr"]}, 2024, 2025).untold
    assert (belgium.jurisdiction, belgium.question, belgium.is_elsewhere) == ("BE", None, True)


def test_who_practises_in_a_country_is_asked_what_its_schemes_need(compared: Any) -> None:
    both = compared({**FRENCH, "practitioner.practises_in": ["fr", "be"]}, 2024)
    assert [[(row.scheme.id, row.year) for row in one.rows] for one in both.untold] == [
        [("be-inami-software", 2024)],
        [("be-proqkine", 2024)],
        [("fr-fami", 2024)],
    ]
    assert all(one.question.id.startswith(("be.", "fr.")) for one in both.untold)
    assert both.totals == ()


def test_what_is_told_counts_wherever_the_practitioner_practises(compared: Any) -> None:
    facts = {**FRENCH, "practitioner.practises_in": ["be"]}
    comparison = compared(facts, 2025)
    assert [one.jurisdiction for one in comparison.untold] == ["BE"]
    assert comparison.totals[0].possible == 1115


def test_a_fact_of_another_year_tells_nothing_of_this_one(compared: Any) -> None:
    comparison = compared(FRENCH, 2024, 2025)
    told = {(row.scheme.id, row.year): row.is_told for row in comparison.assessments}
    assert (told["fr-fami", 2024], told["fr-fami", 2025]) == (False, True)
    assert [
        row.amount.possible for row in comparison.assessments if not row.is_told and row.scheme.id == "fr-fami"
    ] == [1115]


def test_a_fact_without_a_year_does_not_leave_its_country_untold(compared: Any) -> None:
    inami, proqkine, _ = compared({**FRENCH, "be.inami_number": True}, 2024).untold
    assert [(one.is_country, one.question.year) for one in (inami, proqkine)] == [(False, 2024), (False, None)]


def test_a_sum_at_rates_asks_no_rate_for_what_it_does_not_count(town: Callable[..., Any]) -> None:
    rows = town(a=(100, {"currency": "CHF"})).rows({})
    assert compare(rows).totals_in("EUR", {}).possible == 0


def test_nothing_told_is_nothing_counted(compared: Any) -> None:
    comparison = compared({}, 2024)
    assert comparison.totals == ()
    assert [one.question.id for one in comparison.untold] == ["practitioner.practises_in"] * 2


def test_what_is_settled_without_a_fact_of_the_year_is_told(compared: Any) -> None:
    nurse = compared({"practitioner.profession": "nurse"}, 2025)
    assert [row.is_told for row in nurse.assessments if row.scheme.id == "fr-fami"] == [True]
