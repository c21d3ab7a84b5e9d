"""What no contradiction rules out counts, and nothing else: ranges, outcomes and questions."""

import random
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from incentives import (
    Assessment,
    Catalogue,
    Fact,
    InvalidSituation,
    Known,
    Outcome,
    Situation,
    literal,
    percent,
    share,
)
from incentives.assessment.consistent import Consistent, consistent
from incentives.assessment.plan import plan_of
from incentives.rules.evaluation import compile_program

BORDER = Path(__file__).parents[3] / "examples" / "border.toml"
LATE = date(2025, 3, 1)
IN_2024 = {
    "be.proqkine.general_met": True,
    "be.proqkine.annual_met": True,
    "be.proqkine.cycle_met": True,
    "be.proqkine.data_correct": True,
}


def assessed(
    catalogue: Catalogue, scheme: str, year: int, data: dict[Any, Any], as_of: date | None = None
) -> Assessment:
    return catalogue.assess(scheme, year, Situation.of(data), as_of)


def asked(result: Assessment) -> set[str]:
    return {one.id for one in result.missing_facts} | {one.id for one in result.open_questions}


def amounts(result: Assessment) -> tuple[Decimal | None, ...]:
    return result.amount.certain, result.amount.possible, result.amount.reachable


def billing(**counts: int) -> dict[str, Any]:
    return {f"fr.billing.{name}": count for name, count in counts.items()} | {
        "fr.billing.transmitted_previous_year": True
    }


@pytest.mark.parametrize("year", [2022, 2023, 2024])
@pytest.mark.parametrize("as_of", [None, date(2022, 6, 1)])
def test_nothing_is_due_or_asked_of_a_year_before_the_first_registration(
    catalogue: Catalogue, year: int, as_of: date | None
) -> None:
    result = assessed(catalogue, "be-inami-software", year, {"be.first_registered_on": LATE}, as_of)
    assert amounts(result) == (Decimal(0),) * 3
    assert result.eligibility == "not_eligible"
    assert asked(result) == set()
    assert result.criteria["convention"].outcome is result.criteria["activity"].outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("day", "years", "possible"),
    [
        (LATE, (2022, 2023, 2024), 0),
        (date(2025, 2, 28), (2022, 2023), 0),
        (date(2025, 2, 28), (2024,), 2000),  # verification closes that day; no text says that a number is too late
        ("none", (2022, 2023, 2024), 0),
    ],
)
def test_no_quality_premium_is_possible_of_a_year_that_was_closed_before_the_first_registration(
    catalogue: Catalogue, day: object, years: tuple[int, ...], possible: int
) -> None:
    for year in years:
        result = assessed(catalogue, "be-proqkine", year, {"be.first_registered_on": day})
        assert amounts(result) == (Decimal(0), Decimal(possible), Decimal(possible))
        assert (asked(result) == set()) is (possible == 0)


@pytest.mark.parametrize(
    ("permanent", "annual"),
    [({"fr.practice_started_on": date(2025, 5, 2)}, {}), ({}, {"fr.fami.declared_before": False})],
)
def test_no_aid_can_have_been_paid_before_the_practice_or_without_a_declaration(
    catalogue: Catalogue, permanent: dict[str, Any], annual: dict[str, Any]
) -> None:
    told = {"fr.telehealth.device": "purchased", "fr.telehealth.device_types": ["oximeter"], "fr.conventioned": True}
    data: dict[Any, Any] = {"practitioner.profession": "physiotherapist", **permanent, 2025: told | annual}
    result = assessed(catalogue, "fr-fami", 2025, data)
    assert result.benefits["devices"].outcome is Outcome.MET
    assert "fr.telehealth.purchase_aid_before" not in asked(result)


def test_a_benefit_asks_for_no_fact_that_only_says_something_of_another(catalogue: Catalogue) -> None:
    told = {"fr.telehealth.device": "purchased", "fr.telehealth.device_types": ["oximeter"], "fr.conventioned": True}
    result = assessed(catalogue, "fr-fami", 2025, {"practitioner.profession": "physiotherapist", 2025: told})
    asks = {id: {one.id for one in result.missing_facts if id in one.benefits} for id in ("base", "devices")}
    assert asks["devices"] == {
        "fr.telehealth.purchase_aid_before"
    }  # not when the practice began, before which was none
    assert "fr.practice_started_on" in asks["base"]
    assert "fr.telehealth.purchase_aid_before" not in asks["base"]  # nor whether an aid shows that it began earlier


@pytest.mark.parametrize("year", [2025, 2026])
def test_who_had_a_proof_accepted_declared_before_and_is_not_asked_when_the_practice_began(
    catalogue: Catalogue, year: int
) -> None:
    data = {"practitioner.profession": "physiotherapist", year: {"fr.dmp.proof": "validated"}}
    assert "fr.practice_started_on" in asked(assessed(catalogue, "fr-fami", year, {**data, year: {}}))
    assert "fr.practice_started_on" not in asked(assessed(catalogue, "fr-fami", year, data))


def test_who_sent_no_secured_claim_is_asked_for_no_count_of_them(catalogue: Catalogue) -> None:
    told = {"fr.billing.first_secured_on": "none", "fr.billing.excluded_total": 4}
    counts = {id for id in asked(assessed(catalogue, "fr-fami", 2019, {2019: told})) if id.startswith("fr.billing.")}
    assert counts == {"fr.billing.total"}  # no first claim in December either


@pytest.mark.parametrize("day", ["none", date(2026, 1, 1)])
def test_nothing_is_due_of_a_year_before_the_practice(catalogue: Catalogue, day: object) -> None:
    result = assessed(catalogue, "fr-fami", 2025, {"fr.practice_started_on": day})
    assert amounts(result) == (Decimal(0),) * 3
    assert asked(result) == set()


def test_what_follows_is_told_by_the_fact_that_it_follows_from(catalogue: Catalogue) -> None:
    result = assessed(catalogue, "be-inami-software", 2024, {"be.first_registered_on": LATE})
    for criterion in ("convention", "activity"):
        reads = {read.term.id: read for read in result.criteria[criterion].facts_read}
        assert {id for id, read in reads.items() if read.decided} == {"be.first_registered_on"}
        assert {id for id, read in reads.items() if read.value is not None} == {"be.first_registered_on"}


@pytest.mark.parametrize("earlier", [{"be.convention.all_year": True}, {"be.acts": 1}])
def test_a_fact_of_a_year_that_is_not_read_bounds_the_day_of_registration(
    catalogue: Catalogue, earlier: dict[str, Any]
) -> None:
    result = assessed(catalogue, "be-inami-software", 2025, {2020: earlier})
    assert {"be.first_registered_on", "be.convention.joined_in_year"}.isdisjoint(asked(result))
    assert {"be.convention.all_year", "be.acts"} <= asked(result)
    reads = assessed(
        catalogue, "be-inami-software", 2025, {2020: earlier, 2025: {"be.convention.all_year": False}}
    ).criteria["convention"]
    assert reads.outcome is Outcome.NOT_MET
    assert next(iter(earlier)) in {read.term.id for read in reads.facts_read if read.decided}


def test_no_act_so_long_before_says_nothing_of_the_day_of_registration(catalogue: Catalogue) -> None:
    result = assessed(catalogue, "be-inami-software", 2025, {2020: {"be.acts": 0, "be.convention.all_year": False}})
    assert {"be.first_registered_on", "be.convention.joined_in_year"} <= asked(result)


def test_a_portfolio_with_a_day_is_one(catalogue: Catalogue) -> None:
    data: dict[str, Any] = {"practitioner.profession": "physiotherapist", "be.inami_number": True, "be.licensed": True}
    data["be.proqkine.portfolio_created_on"] = date(2024, 5, 5)
    result = assessed(catalogue, "be-proqkine", 2024, {**data, 2024: IN_2024})
    assert amounts(result) == (Decimal(2000),) * 3
    assert asked(result) == set()
    assert result.eligibility == "eligible"
    portfolio = next(r for r in result.criteria["enrolment"].facts_read if r.term.id == "be.proqkine.has_portfolio")
    assert portfolio.value is None


@pytest.mark.parametrize(
    ("counts", "outcome", "open_counts"),
    [
        ({"secured": 800, "total": 1000, "excluded_total": 0}, Outcome.MET, set()),  # none of them can be excluded
        ({"secured": 600, "total": 1000, "excluded_total": 0}, Outcome.NOT_MET, set()),
        ({"secured": 800, "total": 1000, "excluded_total": 50}, Outcome.MET, set()),  # 750 of 950 at least
        ({"secured": 650, "total": 1000, "excluded_total": 50}, Outcome.NOT_MET, set()),  # 650 of 950 at most
        ({"secured": 700, "total": 1000, "excluded_total": 50}, Outcome.UNKNOWN, {"excluded_secured"}),
        ({"secured": 800, "total": 1000, "excluded_secured": 0}, Outcome.MET, set()),  # 800 of 1000 at least
        ({"secured": 0, "total": 10, "excluded_total": 9}, Outcome.NOT_MET, set()),
        ({"secured": 5, "total": 5, "excluded_total": 3}, Outcome.MET, set()),  # nothing is not secured
        ({"secured": 5, "excluded_total": 2}, Outcome.UNKNOWN, {"total", "excluded_secured"}),
        ({"secured": 0}, Outcome.UNKNOWN, {"total", "excluded_total", "?"}),
        ({"secured": 5, "total": 5}, Outcome.UNKNOWN, {"excluded_secured", "excluded_total", "?"}),
        ({"total": 0}, Outcome.UNKNOWN, {"?"}),
    ],
)
def test_a_share_is_settled_by_what_its_counts_can_be(
    catalogue: Catalogue, counts: dict[str, int], outcome: Outcome, open_counts: set[str]
) -> None:
    result = assessed(catalogue, "fr-fami", 2025, {2025: billing(**counts)})
    assert result.criteria["transmission_rate"].outcome is outcome
    questions = {"fr-fami.no_act_left_passes": "?"}
    found = {questions.get(id, id.removeprefix("fr.billing.")) for id in asked(result)}
    assert found & {"secured", "total", "excluded_secured", "excluded_total", "?"} == open_counts


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_first_claim_and_claims_of_the_year_before_settle_the_rate_of_the_one_act_that_is_left(
    catalogue: Catalogue, year: int
) -> None:
    told = billing(total=6, excluded_total=5, excluded_secured=0) | {"fr.billing.first_secured_on": date(year, 12, 1)}
    result = assessed(catalogue, "fr-fami", year, {year: told})
    assert result.criteria["transmission_rate"].outcome is Outcome.MET  # one was secured at least
    assert "fr.billing.secured" not in asked(result)


def test_where_nothing_is_left_of_the_whole_no_count_is_asked(catalogue: Catalogue) -> None:
    told = billing(total=2, excluded_total=2) | {"fr.billing.first_secured_on": date(2025, 2, 28)}
    assert "fr-fami.no_act_left_passes" in (found := asked(assessed(catalogue, "fr-fami", 2025, {2025: told})))
    assert not [id for id in found if id.startswith("fr.billing.")]  # whatever was secured, all of it is excluded


@pytest.mark.parametrize(("passes", "outcome"), [(True, Outcome.MET), (False, Outcome.UNKNOWN)])
def test_where_all_is_secured_the_rate_is_reached_or_nothing_is_left(
    catalogue: Catalogue, passes: bool, outcome: Outcome
) -> None:
    data = {2025: billing(secured=5, total=5), "readings": {"fr-fami.no_act_left_passes": passes}}
    assert assessed(catalogue, "fr-fami", 2025, data).criteria["transmission_rate"].outcome is outcome


def test_a_choice_of_which_every_value_left_is_enough_is_settled(catalogue: Catalogue) -> None:
    told = {"fr.telehealth.device_types": ["oximeter"], "fr.telehealth.purchase_aid_before": "never"}
    data = {2025: told, "readings": {"fr-fami.device_owned_before_counts": True}}
    assert assessed(catalogue, "fr-fami", 2025, data).criteria["devices"].outcome is Outcome.MET
    assert assessed(catalogue, "fr-fami", 2025, {2025: told}).criteria["devices"].outcome is Outcome.UNKNOWN


def test_no_device_is_no_listed_one(catalogue: Catalogue) -> None:
    result = assessed(catalogue, "fr-fami", 2025, {2025: {"fr.telehealth.device": "none"}})
    assert result.criteria["devices"].outcome is Outcome.NOT_MET
    assert "fr.telehealth.device_types" not in asked(result)


def test_no_deed_brings_what_would_contradict_a_day_that_no_deed_changes(catalogue: Catalogue) -> None:
    told = {"be.first_registered_on": LATE, 2024: {"be.convention.all_year": False, "be.acts": 0}}
    result = assessed(catalogue, "be-inami-software", 2024, told, date(2024, 6, 1))
    assert result.amount.reachable == Decimal(0)


def test_an_answer_that_is_asked_for_is_never_refused(catalogue: Catalogue) -> None:
    data: dict[Any, Any] = {"be.first_registered_on": date(2023, 5, 5)}
    for fact in assessed(catalogue, "be-inami-software", 2023, data).missing_facts:
        if fact.fact.kind != "yes_no":
            continue
        for value in (True, False):
            place = {fact.year: {fact.id: value}} if fact.year else {fact.id: value}
            try:
                assessed(catalogue, "be-inami-software", 2023, {**data, **place})
            except InvalidSituation as error:  # pragma: no cover
                pytest.fail(str(error))


def test_a_whole_that_may_still_be_nothing_is_no_contradiction(made_up: Any) -> None:
    part, one, other = (Fact.count(f"xx.{name}", unit="bills") for name in ("part", "one", "other"))
    rate = share(part, of=one + other, if_none=literal(True)) >= percent("70")
    aid = made_up.of({"grant": (100, ["a"], {})})
    aid = aid.changed(criteria=tuple(evolve(it, condition=rate) if it.id == "a" else it for it in aid.edition.criteria))

    def outcome(**told: int) -> Outcome:
        found: Outcome = aid.assess(**told).criteria["a"].outcome
        return found

    assert outcome(part=0, one=0) is Outcome.UNKNOWN  # none at all, or none of some
    assert outcome(part=0, one=0, other=0) is Outcome.MET
    assert outcome(part=0, one=0, other=1) is Outcome.NOT_MET
    assert outcome(part=0, one=1) is Outcome.NOT_MET
    assert outcome(part=7, one=10) is Outcome.UNKNOWN
    assert outcome(one=0, other=0) is Outcome.MET


@pytest.mark.parametrize(("scheme", "year"), [("fr-fami", 2025), ("fr-fami", 2026)])
def test_what_follows_is_the_same_whichever_situations_came_before(
    catalogue: Catalogue, scheme: str, year: int
) -> None:
    edition, contradictory = catalogue.edition(scheme, year), catalogue.vocabulary.contradictory
    program, chance = plan_of(edition).program, random.Random(year)  # noqa: S311  # made-up gaps, not secrets
    told = catalogue.check(Situation.read(BORDER)).seen_from(year)
    found = Consistent(plan_of(edition), consistent(edition, contradictory, frozenset()).impossible)
    whole = compile_program(map(found.following, program.nodes))
    settled = 0
    for share_told in (1, 0.9, 0.5, 0.7, 0, 0.3, 0.8, 1):
        kept = {id: value for id, value in told.annual[year].items() if chance.random() < share_told}
        known = Known(year, told.permanent, {**told.annual, year: kept})
        values, expected = program.run(known), whole.run(known)
        follows = found.settled(program, values, known)
        assert follows == tuple(expected[whole.position[found.following(node).digest]] for node in program.nodes)
        settled += values.count(None) - follows.count(None)
    assert settled
