"""What follows from one column for another, in every row."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from incentives import Catalogue

SETTLED = {
    "be.inami_number": True,
    "be.software.ehealth_registered": True,
    "be.software.commission_approved": True,
}


def over(catalogue: Catalogue, scheme: str, year: int, columns: dict[str, list[Any]]) -> pl.DataFrame:
    return catalogue.assess_table(pl.DataFrame(columns), scheme, year)  # type: ignore[no-any-return]  # the frame given


def test_a_registration_after_the_year_leaves_nothing_open(catalogue: Catalogue) -> None:
    days = [date(2025, 3, 1), date(2024, 3, 1), None]
    found = over(catalogue, "be-inami-software", 2024, {"be.first_registered_on": days})
    assert found["be-inami-software.convention"].to_list() == [False, None, None]
    assert found["be-inami-software.eligibility"].to_list() == ["not_eligible", "undetermined", "undetermined"]
    assert found["be-inami-software.possible"].to_list() == [0, 800, 800]


def test_a_column_of_a_year_that_is_not_read_bounds_the_day_of_registration(catalogue: Catalogue) -> None:
    columns: dict[str, list[Any]] = {id: [value] * 4 for id, value in SETTLED.items()}
    columns |= {
        "be.acts@2019": [1, 0, None, 1],
        "be.first_registered_on": [None, None, None, date(2020, 1, 1)],
        "be.convention.all_year": [False] * 4,
        "be.acts": [600] * 4,
    }
    found = over(catalogue, "be-inami-software", 2024, columns)
    assert found["be-inami-software.convention"].to_list() == [False, None, None, None]  # both unknown in the last
    assert found["be-inami-software.invalid"].to_list() == [None, None, None, "be.first_registered_on"]


def test_a_portfolio_with_a_day_is_one_in_a_table(catalogue: Catalogue) -> None:
    yes = [f"be.proqkine.{name}" for name in ("general_met", "annual_met", "cycle_met", "data_correct")]
    columns: dict[str, list[Any]] = {id: [True, True] for id in ["be.inami_number", "be.licensed", *yes]}
    columns["practitioner.profession"] = ["physiotherapist"] * 2
    columns["be.proqkine.portfolio_created_on"] = [date(2024, 5, 5), None]
    found = over(catalogue, "be-proqkine", 2024, columns)
    assert found["be-proqkine.certain"].to_list() == [2000, 0]
    assert found["be-proqkine.enrolment"].to_list() == [True, None]


@pytest.mark.parametrize(
    ("counts", "reached"),
    [
        ((800, 1000, None, 0), True),
        ((800, 1000, None, 50), True),
        ((700, 1000, None, 50), None),
        ((650, 1000, None, 50), False),
        ((0, 10, None, 9), False),
        ((5, 5, None, 3), True),
        ((5, 5, None, None), None),
        ((None, None, None, None), None),
    ],
)
def test_a_share_is_settled_by_what_its_counts_can_be_in_a_table(
    catalogue: Catalogue, counts: tuple[int | None, ...], reached: bool | None
) -> None:
    names = ("secured", "total", "excluded_secured", "excluded_total")
    columns: dict[str, Any] = {
        f"fr.billing.{name}": pl.Series([count], dtype=pl.Int64) for name, count in zip(names, counts, strict=True)
    }
    found = over(catalogue, "fr-fami", 2025, {**columns, "fr.billing.transmitted_previous_year": [True]})
    assert found["fr-fami.transmission_rate"].to_list() == [reached]
