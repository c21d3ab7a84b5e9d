"""What each row has to do: exactly what the advice to that practitioner alone says."""

import random
from datetime import timedelta

import pytest
from advised_rows import differences, practitioners
from incentives import Catalogue, load_catalogue

EDITIONS = [(scheme.id, year) for scheme in load_catalogue() for year in scheme.years]


@pytest.mark.parametrize(("scheme", "year"), EDITIONS)
def test_every_row_is_told_what_the_advice_to_one_says(catalogue: Catalogue, scheme: str, year: int) -> None:
    edition, chance = catalogue.edition(scheme, year), random.Random(f"{scheme} {year}")  # noqa: S311  # no secret
    people = practitioners(catalogue, edition, chance, 12)
    for days in (chance.randrange(-20, 364), chance.randrange(366, 700)):
        day = edition.period.start + timedelta(days=days)
        assert differences(catalogue, edition, people, day) == []
