"""Random situations that a catalogue takes, of each edition: cheap to make, the same for the same seed."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from every_completion import Key, accepted, read_by, situation_of, values_of
from incentives import Catalogue, Situation


def situations_of_all_editions(catalogue: Catalogue, each: int) -> Iterator[tuple[str, int, Situation, date]]:
    """For each edition so many situations, each seen from some day of the edition's course."""
    for scheme in catalogue:
        for year in scheme.years:
            edition, chance = catalogue.edition(scheme.id, year), random.Random(f"{scheme.id} {year}")  # noqa: S311  # no secret
            for _ in range(each):
                told: dict[Key, Any] = {}
                read = list(read_by(edition).items())
                for key, term in chance.sample(read, chance.randint(0, len(read))):
                    more = {**told, key: chance.choice(values_of(term, edition))}
                    told = more if accepted(catalogue, more) else told
                day = edition.period.start + timedelta(days=chance.randint(-30, 900))
                yield scheme.id, year, situation_of(told), day
