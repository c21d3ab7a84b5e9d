"""Whatever changes from one result to another, the lines sum to the difference."""

import random
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from advised import situations
from incentives import Catalogue, Explanation, SavedResult, Situation, compare, explain_change
from incentives.saved.shifts import added

DAYS = date(2024, 6, 1), 1200
FACTOR = {"800.00": "850.00", "490.00": "520.00", "2000.00": "2100.00"}


def result(rules: Catalogue, situation: Situation, years: list[int], day: date) -> SavedResult:
    return SavedResult.of(compare(rules.assess_all(situation, years, day)), rules)


@pytest.fixture(scope="module")
def other_rules(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The same schemes; in each, an amount of 2024 is another."""
    folder, paths = tmp_path_factory.mktemp("rules"), []
    for scheme in catalogue:
        text = scheme.edition_text(2024) or ""
        for old, new in FACTOR.items():
            text = text.replace(f'value = "{old}"', f'value = "{new}"')
        assert text != scheme.edition_text(2024)
        path: Path = folder / f"{scheme.id}.toml"
        path.write_text(text, "utf-8")
        paths.append(path)
    return catalogue.with_edition(*paths)


def holds(found: Explanation) -> None:
    assert added(cause.shifts or {} for cause in found.causes) == dict(found.shifts)


@pytest.mark.parametrize("scheme", ["be-inami-software", "be-proqkine", "fr-fami"])
def test_the_lines_sum_to_the_difference_whatever_changes(
    catalogue: Catalogue, other_rules: Catalogue, scheme: str
) -> None:
    chance = random.Random(f"explained {scheme}")  # noqa: S311  # no secret
    people = list(situations(catalogue, catalogue.edition(scheme, 2024), chance, 8))
    moved = 0
    for (one, _), (other, _) in pairwise(people):
        days = [DAYS[0] + timedelta(days=chance.randint(0, DAYS[1])) for _ in range(2)]
        after = chance.choice([catalogue, other_rules])
        found = explain_change(result(catalogue, one, [2024], days[0]), result(after, other, [2024], days[1]))
        holds(found)
        moved += bool(found.shifts)
    assert moved
