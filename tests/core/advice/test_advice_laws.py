"""What must hold of all advice, over every shipped edition; `benchmarks/advice.py` tries as many people as wanted."""

import random

import pytest
from advised import keeps_every_law, situations
from incentives import Catalogue, load_catalogue

EDITIONS = [(scheme.id, year) for scheme in load_catalogue() for year in scheme.years]


@pytest.mark.parametrize(("scheme", "year"), EDITIONS)
def test_what_is_advised_pays_what_it_promises_in_time_and_nothing_less_does(
    catalogue: Catalogue, scheme: str, year: int
) -> None:
    edition, chance = catalogue.edition(scheme, year), random.Random(year)  # noqa: S311  # test data, no secret
    for situation, day in situations(catalogue, edition, chance, 4):
        keeps_every_law(catalogue, situation, edition, day)


@pytest.mark.usefixtures("town_installed")
def test_so_it_does_where_benefits_share_ceilings_exclude_one_another_or_are_judged() -> None:
    catalogue = load_catalogue()
    for edition in (
        scheme.edition(year) for scheme in catalogue if scheme.jurisdiction == "XX" for year in scheme.years
    ):
        for situation, day in situations(catalogue, edition, random.Random(7), 20):  # noqa: S311  # test data, no secret
            keeps_every_law(catalogue, situation, edition, day)
