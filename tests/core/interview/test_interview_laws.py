"""Interviews under every edition, answered at random: they end, ask nothing idle, and lose nothing of the answer."""

import random
from datetime import date

import pytest
from every_completion import situation_of
from incentives import Catalogue, Situation, load_catalogue
from interviewed import can_change, held, path_of, terms_by_key, the_answer, timely, told_by, truth, values_that_fit

EDITIONS = [(scheme.id, year) for scheme in load_catalogue() for year in scheme.years]
QUESTIONS = 2  # of each interview that are looked at; `benchmarks/interviews.py` looks at very many
TRIES = 500  # to find what a question changes; most need a few


@pytest.mark.parametrize(("scheme", "year"), EDITIONS)
def test_an_interview_in_any_order_ends_with_the_whole_answer_and_asks_nothing_idle_or_settled(
    catalogue: Catalogue, scheme: str, year: int
) -> None:
    edition = catalogue.edition(scheme, year)
    chance = random.Random(f"{scheme} {year}")  # noqa: S311  # test data, no secret
    as_of = [None, date(year + 1, 3, 1), date(year, 9, 1)][year % 3]
    whole = timely(truth(catalogue, [edition], chance), [edition], as_of)
    found = held(catalogue.interview(Situation.of({}), [scheme], [year], as_of), whole, chance)
    expected = catalogue.assess(scheme, year, situation_of(whole), as_of)
    assert the_answer(found.interview.assessments) == the_answer([expected])
    keys = {path_of(key): key for key in terms_by_key([edition])}
    for before, screen in chance.sample(found.screens, min(QUESTIONS, len(found.screens))):
        key = keys[chance.choice(screen.questions).path]
        told = told_by(before, [edition])
        assert len(values_that_fit(catalogue, edition, told, key)) > 1, key
        assert can_change(catalogue, edition, told, key, as_of, chance, TRIES), key
