"""What is certain, possible and reachable, and the word for it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from incentives import Assessment, Catalogue, Fact, Situation, money, percent, when

Assess = Callable[..., Assessment]

NOTHING_DONE = {
    "fr.scor.transmissions": 0,
    "fr.coordination.structures": [],
    "fr.telehealth.video": "none",
    "fr.telehealth.device": "none",
    "fr.telehealth.device_types": [],
}


def amounts(assessment: Assessment) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    amount = assessment.amount
    return amount.certain, amount.possible, amount.reachable


def euros(*numbers: int) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, numbers))


def test_everything_met_is_certain_and_eligible(assess: Assess) -> None:
    full = assess("fr-fami", 2025)
    assert amounts(full) == euros(1115, 1115, 1115)
    assert (full.amount.currency, full.eligibility) == ("EUR", "eligible")
    assert {id: benefit.amount.certain for id, benefit in full.benefits.items()} == {
        "base": 490,
        "coordination": 100,
        "video": 350,
        "devices": 175,
    }


def test_an_unknown_fact_leaves_its_benefits_possible_and_the_others_certain(assess: Assess) -> None:
    result = assess("fr-fami", 2025, {"fr.scor.transmissions": "unknown"})
    assert amounts(result) == euros(525, 1115, 1115)
    assert result.criteria["scor"].outcome == "unknown"
    assert {id: benefit.eligibility for id, benefit in result.benefits.items()} == {
        "base": "undetermined",
        "coordination": "undetermined",
        "video": "eligible",
        "devices": "eligible",
    }


def test_nothing_known_is_undetermined(catalogue: Catalogue) -> None:
    result = catalogue.assess("fr-fami", 2025, Situation.of({}))
    assert amounts(result) == euros(0, 1115, 1115)
    assert result.eligibility == "undetermined"


def test_a_benefit_on_top_of_another_is_not_due_without_it(assess: Assess) -> None:
    result = assess("fr-fami", 2025, {"fr.scor.transmissions": 0})
    assert result.criteria["coordination"].outcome == "met"
    assert result.benefits["coordination"].outcome == "not_met"
    assert amounts(result) == euros(525, 525, 525)
    assert [blocking.id for blocking in result.benefits["base"].blocked_by] == ["scor"]
    assert [blocking.id for blocking in result.benefits["coordination"].blocked_by] == ["scor"]
    assert result.benefits["video"].blocked_by == ()


@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2025, 6, 1), date(2025, 12, 31)])
def test_until_its_deadline_an_unmet_criterion_is_still_open_and_its_benefit_reachable(
    assess: Assess, day: date
) -> None:
    result = assess("fr-fami", 2025, {"fr.scor.transmissions": 0}, as_of=day)
    scor = result.criteria["scor"]
    assert (scor.outcome, scor.is_so_far, scor.still_open) == ("not_met", True, True)
    assert amounts(result) == euros(525, 525, 1115)
    assert result.benefits["base"].eligibility == "not_yet"
    remedy = scor.remedy("en")
    assert remedy is not None
    assert "31 December 2025" in remedy


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 2, 1), date(2030, 1, 1)])
def test_after_its_deadline_an_unmet_criterion_is_closed(assess: Assess, day: date) -> None:
    result = assess("fr-fami", 2025, {"fr.scor.transmissions": 0}, as_of=day)
    scor = result.criteria["scor"]
    assert (scor.outcome, scor.is_so_far, scor.still_open) == ("not_met", False, False)
    assert scor.remedy("en") is None
    assert amounts(result) == euros(525, 525, 525)
    assert result.benefits["base"].eligibility == "not_eligible"


def test_without_a_day_nothing_is_still_open(assess: Assess) -> None:
    result = assess("fr-fami", 2025, NOTHING_DONE)
    assert not any(criterion.still_open or criterion.is_so_far for criterion in result.criteria.values())
    assert amounts(result) == euros(0, 0, 0)
    assert result.eligibility == "not_eligible"


def test_nothing_today_but_reachable_is_not_yet(assess: Assess) -> None:
    result = assess("fr-fami", 2025, NOTHING_DONE, as_of=date(2025, 12, 31))
    assert amounts(result) == euros(0, 0, 1115)
    assert result.eligibility == "not_yet"


def test_not_eligible_is_said_once_the_deadlines_have_passed(assess: Assess) -> None:
    result = assess("fr-fami", 2025, NOTHING_DONE, as_of=date(2026, 1, 1))
    assert amounts(result) == euros(0, 0, 0)
    assert result.eligibility == "not_eligible"


def test_a_met_criterion_before_its_deadline_is_met_so_far(assess: Assess) -> None:
    scor = assess("fr-fami", 2025, as_of=date(2025, 6, 1)).criteria["scor"]
    assert (scor.outcome, scor.is_so_far, scor.still_open) == ("met", True, False)
    assert scor.remedy("en") is None


def test_leaving_the_convention_cannot_be_undone_within_the_year(assess: Assess) -> None:
    left = assess("be-inami-software", 2024, {"be.convention.all_year": False}, as_of=date(2024, 6, 1))
    assert (left.criteria["convention"].outcome, left.criteria["convention"].still_open) == ("not_met", False)
    assert amounts(left) == euros(0, 0, 0)
    assert left.eligibility == "not_eligible"


def test_too_few_acts_so_far_can_still_be_made_up_within_the_year(assess: Assess) -> None:
    early = assess("be-inami-software", 2024, {"be.acts": 120}, as_of=date(2024, 6, 1))
    assert early.criteria["activity"].still_open
    assert amounts(early) == euros(0, 0, 800)
    assert early.eligibility == "not_yet"


def test_joining_the_convention_in_the_first_year_is_still_open(assess: Assess) -> None:
    changes = {
        "be.first_registered_on": date(2024, 3, 1),
        "be.convention.all_year": False,
        "be.convention.joined_in_year": False,
    }
    assert assess("be-inami-software", 2024, changes, as_of=date(2024, 6, 1)).criteria["convention"].still_open
    assert not assess("be-inami-software", 2024, changes, as_of=date(2025, 1, 1)).criteria["convention"].still_open


def test_acts_of_an_earlier_year_are_not_reachable(assess: Assess) -> None:
    changes = {"be.acts": "unknown", 2020: {"be.acts": 444}}
    result = assess(
        "be-inami-software",
        2022,
        changes,
        as_of=date(2022, 6, 1),
        readings={"be-inami-software.gap_in_convention_ignored": True},
    )
    assert (result.criteria["activity"].outcome, result.criteria["activity"].still_open) == ("not_met", False)
    assert amounts(result) == euros(0, 0, 0)


def test_what_a_reading_settles_against_is_not_reachable(assess: Assess) -> None:
    changes = {
        "fr.billing.transmitted_previous_year": False,
        "fr.billing.first_secured_on": date(2025, 12, 3),
    }
    readings = {"fr-fami.first_claim_in_december_counts": False}
    result = assess("fr-fami", 2025, changes, as_of=date(2025, 12, 20), readings=readings)
    assert (result.criteria["transmission_rate"].outcome, result.criteria["transmission_rate"].still_open) == (
        "not_met",
        False,
    )
    assert amounts(result) == euros(525, 525, 525)


def test_renting_is_still_open_to_those_whose_purchase_was_aided_before(assess: Assess) -> None:
    changes = {"fr.telehealth.device": "purchased", "fr.telehealth.purchase_aid_before": "same_device"}
    result = assess("fr-fami", 2025, changes, as_of=date(2025, 12, 31))
    assert (result.criteria["devices"].outcome, result.criteria["devices"].still_open) == ("not_met", True)
    assert amounts(result) == euros(940, 940, 1115)


@pytest.mark.parametrize(("day", "still_open"), [(date(2024, 2, 29), True), (date(2024, 3, 1), False)])
def test_the_quality_criteria_of_2023_close_on_29_february(assess: Assess, day: date, still_open: bool) -> None:
    result = assess("be-proqkine", 2023, {"be.proqkine.annual_met": False}, as_of=day)
    assert result.criteria["annual"].still_open is still_open
    assert result.amount.reachable == (2000 if still_open else 0)


@pytest.mark.parametrize("profession", ["nurse", "dentist", "other", "speech_therapist"])
def test_another_profession_is_not_covered_and_nothing_is_reachable(assess: Assess, profession: str) -> None:
    result = assess("fr-fami", 2025, {"practitioner.profession": profession}, as_of=date(2025, 6, 1))
    assert result.is_covered is False
    assert amounts(result) == euros(0, 0, 0)
    reason = result.criteria["audience"].reason("en")
    assert "not covered here" in reason
    assert "its own text" in reason
    assert "eligible" not in reason


@pytest.mark.parametrize("scheme", ["fr-fami", "be-inami-software", "be-proqkine"])
def test_whether_a_nurse_is_covered_is_said_for_every_scheme(assess: Assess, scheme: str) -> None:
    assert assess(scheme, 2024, {"practitioner.profession": "nurse"}).is_covered is False
    assert assess(scheme, 2024, {"practitioner.profession": "physiotherapist"}).is_covered is True
    assert assess(scheme, 2024, {"practitioner.profession": "unknown"}).is_covered is None


@pytest.mark.parametrize("as_of", [None, date(2024, 6, 1)])
@pytest.mark.parametrize("scheme", ["fr-fami", "be-inami-software", "be-proqkine"])
def test_who_is_not_covered_has_one_outcome_and_is_asked_nothing(
    assess: Assess, scheme: str, as_of: date | None
) -> None:
    """All else is met: the Belgian schemes have no criterion on the profession, yet their text is for others."""
    result = assess(scheme, 2024, {"practitioner.profession": "nurse"}, as_of=as_of)
    assert result.eligibility == "not_covered"
    assert {benefit.eligibility for benefit in result.benefits.values()} == {"not_covered"}
    assert {benefit.request for benefit in result.benefits.values()} == {"not_needed"}
    assert amounts(result) == euros(0, 0, 0)
    assert [*result.missing_facts, *result.open_questions] == []


@pytest.mark.parametrize("scheme", ["fr-fami", "be-inami-software", "be-proqkine"])
def test_a_profession_that_is_not_told_is_asked_and_nothing_is_certain(assess: Assess, scheme: str) -> None:
    told, untold = assess(scheme, 2024, {}), assess(scheme, 2024, {"practitioner.profession": "unknown"})
    assert untold.eligibility == "undetermined"
    assert untold.amount.certain == 0
    assert untold.amount.possible == told.amount.possible
    assert "practitioner.profession" in {fact.id for fact in untold.missing_facts}


def test_speech_therapists_are_covered_in_2018_only(assess: Assess) -> None:
    changes = {"practitioner.profession": "speech_therapist"}
    assert assess("fr-fami", 2018, changes).is_covered is True
    assert assess("fr-fami", 2018, changes).amount.certain == 590
    assert assess("fr-fami", 2019, changes).is_covered is False


def test_what_the_authority_set_aside_counts_as_met(assess: Assess) -> None:
    changes = {"fr.dmp.software": "none", "fr.secure_messaging": "none"}
    result = assess("fr-fami", 2018, changes)
    assert result.criteria["dmp"].outcome == result.criteria["secure_messaging"].outcome == "waived"
    assert result.criteria["dmp"].facts_read == ()
    assert amounts(result) == euros(590, 590, 590)


def test_what_is_not_applicable_in_a_year_stands_in_no_way(assess: Assess) -> None:
    result = assess("be-proqkine", 2022, {"be.proqkine.cycle_met": False})
    assert result.criteria["cycle"].outcome == "not_applicable"
    assert amounts(result) == euros(2000, 2000, 2000)
    assert amounts(assess("be-proqkine", 2024, {"be.proqkine.cycle_met": False})) == euros(0, 0, 0)


@pytest.mark.parametrize(
    ("day", "reachable"), [(date(2025, 12, 31), None), (date(2026, 1, 1), 50), (date(2027, 1, 1), 50)]
)
def test_an_amount_that_hangs_on_a_fact_can_grow_until_the_period_ends(
    made_up: Any, day: date, reachable: int | None
) -> None:
    visits = Fact.count("xx.visits", unit="visits")
    aid = made_up.of({"grant": (visits * money(5, "EUR"), ["a"], {})})
    amount = aid.assess(a=True, visits=10, as_of=day).amount
    assert (amount.certain, amount.possible, amount.reachable) == (50, 50, reachable)


def test_an_amount_that_hangs_on_a_deadline_after_the_period_can_grow_until_then(made_up: Any) -> None:
    late = made_up.of(
        {"grant": (when(Fact.yes_no("xx.sent")).then(money(9, "EUR")).otherwise(money(5, "EUR")), ["a"], {})}
    )
    criteria = tuple(evolve(one, deadline=date(2026, 2, 28)) for one in late.edition.criteria)
    late = late.changed(criteria=criteria)
    assert late.assess(a=True, sent=False, as_of=date(2026, 2, 28)).amount.reachable == 9
    assert late.assess(a=True, sent=False, as_of=date(2026, 3, 1)).amount.reachable == 5


@pytest.mark.parametrize(("costs", "paid"), [(100, 50), (0, 0), (-10, 0), (None, 0)])
def test_nobody_owes_an_incentive_whatever_the_facts_say(made_up: Any, costs: int | None, paid: int) -> None:
    share = Fact.money("xx.costs", currency="EUR") * percent("50")
    aid = made_up.of({"grant": (share, ["a"], {}), "prize": (70, ["a"], {})})
    told = {} if costs is None else {"costs": Decimal(costs)}
    amount = aid.assess(a=True, **told).amount
    assert amount.certain == 70 + paid
    assert amount.possible == (None if costs is None else 70 + paid)


def test_what_keeps_a_benefit_back_and_what_is_not_settled_are_told_apart(made_up: Any) -> None:
    grant = made_up.of({"grant": (100, ["a", "b", "c"], {})}).assess(a=False, b=True).benefits["grant"]
    assert [result.id for result in grant.blocked_by] == ["a"]
    assert [result.id for result in grant.unsettled] == ["c"]


@pytest.mark.parametrize("told", [{}, {"b": True}])
def test_what_is_asked_follows_the_outcome_of_a_benefit_that_pays_nothing(made_up: Any, told: dict[str, bool]) -> None:
    result = made_up.of({"title": (0, ["a"], {})}).assess(**told)
    assert (result.amount.certain, result.amount.possible) == (0, 0)
    assert result.eligibility == "undetermined"
    assert [(fact.id, fact.spread) for fact in result.missing_facts] == [("xx.a", 0)]
    assert made_up.of({"title": (0, ["a"], {})}).assess(a=True).missing_facts == ()


def test_no_months_pay_nothing_but_may_be_due(made_up: Any) -> None:
    months = Fact.count("xx.months", unit="months")
    grant = made_up.of({"grant": (months * money(20, "EUR"), ["a"], {})})
    assert [fact.id for fact in grant.assess(months=0).missing_facts] == ["xx.a"]
    assert [fact.id for fact in grant.assess(months=3).missing_facts] == ["xx.a"]
    assert [fact.id for fact in grant.assess(a=True).missing_facts] == ["xx.months"]
    assert {fact.id for fact in grant.assess().missing_facts} == {"xx.a", "xx.months"}
