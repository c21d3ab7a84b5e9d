"""An assessment depends on its edition, its situation and its day, and on nothing else."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from incentives import Assessment, Catalogue, Situation, load_catalogue

SituationOf = Callable[..., Situation]
Everything = Mapping[str, Mapping[str, object]]
CASES = [("fr-fami", 2025), ("be-inami-software", 2024), ("be-proqkine", 2023)]
DAY = date(2025, 6, 1)


def told(result: Assessment) -> object:
    """Everything that an assessment says, as plain values."""
    return (
        result.amount,
        result.eligibility,
        [
            (id, c.outcome, c.still_open, c.reason("fr"), c.remedy("fr"), [(r.value, r.decided) for r in c.facts_read])
            for id, c in result.criteria.items()
        ],
        [(id, b.outcome, b.amount, b.request, b.request_reason("fr")) for id, b in result.benefits.items()],
        [(missing.id, missing.year, missing.spread, missing.benefits) for missing in result.missing_facts],
        [(question.id, question.spread, question.benefits) for question in result.open_questions],
        dict(result.readings),
        (result.application.status, result.application.payment_status),
        result.edition.digest,
    )


def situations(everything: Everything, situation_of: SituationOf) -> dict[tuple[str, int], Situation]:
    return {
        (scheme, year): situation_of(
            year, dict(list(everything[scheme].items())[2:]), {"fr-fami.telehealth_open": True}
        )
        for scheme, year in CASES
    }


def test_assessing_twice_says_the_same(catalogue: Catalogue, everything: Everything, situation_of: SituationOf) -> None:
    for (scheme, year), situation in situations(everything, situation_of).items():
        first = catalogue.assess(scheme, year, situation, as_of=DAY)
        second = catalogue.assess(scheme, year, situation, as_of=DAY)
        checked = catalogue.assess(scheme, year, catalogue.check(situation), as_of=DAY)
        assert told(first) == told(second) == told(checked)


def test_a_fresh_catalogue_says_the_same_in_whatever_order_it_is_asked(
    everything: Everything, situation_of: SituationOf
) -> None:
    given_situations = situations(everything, situation_of)
    seen = []
    for order in permutations(CASES):
        catalogue = load_catalogue()
        results = {key: told(catalogue.assess(*key, given_situations[key], as_of=DAY)) for key in order}
        seen.append([results[key] for key in CASES])
    assert all(results == seen[0] for results in seen)


@given(order=st.permutations(range(30)), case=st.sampled_from(CASES))
def test_the_order_of_the_facts_never_matters(
    catalogue: Catalogue,
    everything: Everything,
    situation_of: SituationOf,
    order: list[int],
    case: tuple[str, int],
) -> None:
    scheme, year = case
    items = list(everything[scheme].items())
    shuffled = dict(items[place] for place in order if place < len(items))
    assert len(shuffled) == len(items)
    plain = catalogue.assess(scheme, year, situation_of(year, dict(items)), as_of=DAY)
    assert told(catalogue.assess(scheme, year, situation_of(year, shuffled), as_of=DAY)) == told(plain)


def test_assessing_changes_neither_the_situation_nor_the_checked_one(
    catalogue: Catalogue, everything: Everything, situation_of: SituationOf
) -> None:
    situation = situation_of(2025, everything["fr-fami"])
    checked = catalogue.check(situation)
    before = (dict(checked.permanent), {year: dict(facts) for year, facts in checked.annual.items()})
    result = catalogue.assess("fr-fami", 2025, checked, as_of=DAY)
    told(result)
    assert (dict(checked.permanent), {year: dict(facts) for year, facts in checked.annual.items()}) == before


def test_facts_of_other_years_and_schemes_change_nothing(
    catalogue: Catalogue, everything: Everything, situation_of: SituationOf
) -> None:
    alone = situation_of(2025, everything["fr-fami"])
    crowded = situation_of(2025, {**everything["fr-fami"], "be.acts": 12, 2024: {"fr.scor.transmissions": 0}})
    results = [told(catalogue.assess("fr-fami", 2025, situation)) for situation in (alone, crowded)]
    assert results[0] == results[1]
