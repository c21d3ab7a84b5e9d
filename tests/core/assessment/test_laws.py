"""Laws of every assessment, each held against the same random situations."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from incentives import Assessment, Catalogue, Fact, InvalidSituation, Situation

MAYBE_DAY = st.none() | st.dates(date(2024, 12, 1), date(2028, 1, 31))
EDITIONS = st.sampled_from([("fr-fami", 2025), ("fr-fami", 2026)])
Case = tuple[str, int, dict[str, Any], dict[str, bool], date | None]
Everything = Mapping[str, Mapping[str, object]]
Assessed = Callable[[Case], Assessment]
Law = Callable[[Assessment], None]
LAWS: list[Law] = []


def values_of(fact: Fact, year: int) -> st.SearchStrategy[Any]:
    match fact.kind:
        case "yes_no":
            return st.booleans()
        case "count":
            return st.integers(0, 5) | st.sampled_from([70, 100, 700, 1000])
        case "date":
            days = st.dates(date(year, 1, 1), date(year, 12, 31))
            return (
                days.map(lambda day: day.replace(year=year + 1, day=min(day.day, 28)))
                if "declared" in fact.id
                else days
            )
        case "set":
            return st.lists(st.sampled_from(fact.values), max_size=3)
        case _:
            return st.sampled_from(fact.values)


@st.composite
def cases(draw: st.DrawFn, catalogue: Catalogue, everything: Everything) -> Case:
    """A scheme, a year, facts by id, readings, and a day: plain data, so that a failing case can be read.

    Half of the situations meet everything but a few changes, so that every outcome of a benefit is seen.
    """
    scheme, year = draw(EDITIONS)
    facts = {fact.id: values_of(fact, year) for fact in catalogue[scheme].facts}
    profession = st.sampled_from(["physiotherapist"] * 4 + ["nurse"])
    facts["practitioner.profession"] = profession
    if draw(st.booleans()):
        changed = draw(st.lists(st.sampled_from(sorted(facts)), max_size=5, unique=True))
        changes = {id: draw(st.just("unknown") | facts[id]) for id in changed}
        given_facts = {**everything[scheme], **changes}
    else:
        given_facts = draw(st.fixed_dictionaries({}, optional=facts))
    questions = {question.id: st.booleans() for question in catalogue[scheme].questions}
    return scheme, year, given_facts, draw(st.fixed_dictionaries({}, optional=questions)), draw(MAYBE_DAY)


@pytest.fixture(scope="session")
def assessed(catalogue: Catalogue, situation_of: Callable[..., Situation]) -> Callable[[Case], Assessment]:
    """The assessment of a case; one that contradicts itself is not tried."""

    def assess(case: Case) -> Assessment:
        scheme, year, facts, readings, as_of = case
        try:
            checked = catalogue.check(situation_of(year, facts, readings))
        except InvalidSituation:
            reject()
        return catalogue.assess(scheme, year, checked, as_of=as_of)

    return assess


def parts(result: Assessment) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    for amount in (result.amount, *(benefit.amount for benefit in result.benefits.values())):
        assert amount.possible is not None
        assert amount.reachable is not None
        yield amount.certain, amount.possible, amount.reachable


def law(holds: Law) -> Law:
    """What must hold of every assessment."""
    LAWS.append(holds)
    return holds


@given(data=st.data())
def test_every_law_holds_of_every_situation(
    catalogue: Catalogue, everything: Everything, assessed: Assessed, data: st.DataObject
) -> None:
    result = assessed(data.draw(cases(catalogue, everything)))
    for holds in LAWS:
        holds(result)


@law
def reachable_is_never_below_possible_nor_possible_below_certain(result: Assessment) -> None:
    for certain, possible, reachable in parts(result):
        assert 0 <= certain <= possible <= reachable
    benefits = [benefit.amount for benefit in result.benefits.values()]
    assert result.amount.certain == sum(amount.certain for amount in benefits)


@law
def without_a_day_or_after_the_year_nothing_more_is_reachable(result: Assessment) -> None:
    if result.as_of is None or result.as_of.year > result.year:
        assert all(possible == reachable for _, possible, reachable in parts(result))
        assert not any(criterion.still_open for criterion in result.criteria.values())


@law
def the_word_for_the_whole_follows_from_the_amounts(result: Assessment) -> None:
    judgements = [(result.amount, result.eligibility)]
    judgements += [(benefit.amount, benefit.eligibility) for benefit in result.benefits.values()]
    for amount, eligibility in judgements:
        word = (
            "not_covered"
            if result.is_covered is False
            else "eligible"
            if amount.certain
            else "undetermined"
            if amount.possible
            else "not_yet"
            if amount.reachable
            else "not_eligible"
        )
        assert eligibility == word


@law
def something_is_asked_exactly_while_the_amount_is_open(result: Assessment) -> None:
    asked = [*result.missing_facts, *result.open_questions]
    assert bool(asked) is (result.amount.certain != result.amount.possible)
    spreads = [missing.spread or Decimal(0) for missing in result.missing_facts]
    assert spreads == sorted(spreads, reverse=True)
    assert all(0 < spread <= (result.amount.possible or 0) - result.amount.certain for spread in spreads)


@law
def every_unknown_outcome_names_what_keeps_it_unknown(result: Assessment) -> None:
    for criterion in result.criteria.values():
        undecided = [read for read in criterion.facts_read if read.decided and read.value is None]
        assert bool(undecided) is (criterion.outcome == "unknown")


@law
def still_open_is_said_only_of_what_is_not_met_before_its_deadline(result: Assessment) -> None:
    for criterion in result.criteria.values():
        if criterion.still_open:
            deadline = criterion.criterion.deadline
            assert criterion.outcome == "not_met"
            assert result.as_of is not None
            assert deadline is not None
            assert result.as_of <= deadline
            assert criterion.remedy("en")
