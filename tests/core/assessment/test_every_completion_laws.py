"""Ranges, outcomes and questions equal those found by trying every completion that no contradiction refuses.

A sample; `benchmarks/consistent.py` tries as many situations as one likes.
"""

import random

from every_completion import differences, said, trials
from incentives import Catalogue, load_catalogue

SAMPLE = 40


def test_ranges_outcomes_and_questions_are_those_of_every_completion(catalogue: Catalogue) -> None:
    chance = random.Random("a sample")  # noqa: S311  # test data, no secret
    found = [
        (edition.scheme, edition.year, gone, differing)
        for edition, told, gone in trials(catalogue, chance, SAMPLE)
        if (differing := differences(catalogue, edition, told, gone))
    ]
    assert found == []


def test_what_is_said_of_one_hangs_on_nobody_of_whom_it_was_asked_before(catalogue: Catalogue) -> None:
    fresh, asked = load_catalogue(), list(trials(catalogue, random.Random("an order"), SAMPLE))  # noqa: S311  # test data, no secret
    found = [said(catalogue, edition, told) for edition, told, _ in asked]
    assert [said(fresh, edition, told) for edition, told, _ in reversed(asked)] == found[::-1]
