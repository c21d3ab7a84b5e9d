"""A physiotherapist with a practice in Lille and another in Tournai, on 22 November 2026, as the texts have it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from incentives import Advice, Catalogue, Deed, DeedKind, Situation, applied

DAY = date(2026, 11, 22)
YEAR_END = date(2026, 12, 31)
BORDER = Path(__file__).parents[3] / "examples" / "border.toml"


@pytest.fixture(scope="module")
def border() -> Situation:
    return Situation.read(BORDER)


def advised(catalogue: Catalogue, border: Situation, scheme: str, year: int) -> Advice:
    return catalogue.advice(catalogue.assess(scheme, year, border, DAY))


def test_fami_2026_takes_two_steps_both_or_nothing(catalogue: Catalogue, border: Situation) -> None:
    # Guide 2025, "Perspectives FAMI 2026": the amendment besides the prerequisites; §1.3.1: one transmission is enough.
    way = advised(catalogue, border, "fr-fami", 2026).benefits["base"].best
    assert way is not None
    addendum, scor = way.deeds
    assert [deed.criteria for deed in way.deeds] == [("sesam_vitale",), ("scor",)]
    assert [change.need for change in addendum.changes] == [frozenset({"maintenance_addendum_8_2024"})]
    assert [(change.have, change.need, change.more) for change in scor.changes] == [(0, 1, 1)]
    assert {deed.deadline for deed in way.deeds} == {YEAR_END}
    assert (way.promised.certain, way.is_certain, way.spending) == (Decimal(490), True, False)
    for deed in way.deeds:
        again = catalogue.assess("fr-fami", 2026, applied(border, [deed]), DAY)
        assert again.payable.certain == 0


def test_their_supplement_hangs_on_the_same_steps_and_on_declaring_it_in_2027(
    catalogue: Catalogue, border: Situation
) -> None:
    # §1.6: 100 on top of the 490, for what is declared on amelipro, which opens after the year.
    advice = advised(catalogue, border, "fr-fami", 2026)
    base, coordination = (advice.benefits[id].best for id in ("base", "coordination"))
    assert base is not None
    assert coordination is not None
    *steps, request = coordination.deeds
    assert tuple(steps) == base.deeds
    assert (request.kind, request.benefits, request.year) == (DeedKind.REQUEST, ("coordination",), 2026)
    assert (request.deadline, request.latest) == (None, date(2027, 3, 31))  # by analogy: the days are not known
    assert coordination.promised.possible == 100
    assert coordination.if_still_taken
    first = advice.sets[0]
    assert first.benefits == ("base", "coordination")
    assert (first.alone.certain, first.alone.possible) == (Decimal(490), Decimal(590))


def test_only_the_equipment_of_fami_2026_has_to_be_bought(catalogue: Catalogue, border: Situation) -> None:
    # §1.7: paid subscriptions to a video solution; devices bought or rented.
    sets = advised(catalogue, border, "fr-fami", 2026).sets
    assert [(one.benefits, one.spending, one.alone.possible) for one in sets] == [
        (("base", "coordination"), False, Decimal(590)),
        (("video",), True, Decimal(350)),
        (("devices",), True, Decimal(175)),
    ]
    assert advised(catalogue, border, "fr-fami", 2026).together.possible == 1115


def test_45_more_acts_and_a_request_bring_the_belgian_premium_of_2026(catalogue: Catalogue, border: Situation) -> None:
    # Notes of 26 March 2024, conditions 2 and 3: at least 500 acts; requested in ProSanté in the year after.
    way = advised(catalogue, border, "be-inami-software", 2026).benefits["lump_sum"].best
    assert way is not None
    acts, request = way.deeds
    (change,) = acts.changes
    assert (change.have, change.need, change.more, acts.deadline) == (455, 500, 45, YEAR_END)
    assert (request.earliest, request.advised) == (date(2027, 1, 1), date(2027, 10, 31))  # 31 October: others' practice
    assert way.promised.possible == 800
    assert way.if_still_taken  # the days of the period are not known


def test_the_belgian_premium_of_2025_wants_a_request_if_it_is_still_taken(
    catalogue: Catalogue, border: Situation
) -> None:
    # Requested in the course of the year after the premium year; the period itself is not known.
    way = advised(catalogue, border, "be-inami-software", 2025).benefits["lump_sum"].best
    assert way is not None
    (request,) = way.deeds
    needs = {change.fact.id: change.need for change in request.changes}
    assert needs["be.inami_software.request_channel"] == "prosante"
    assert (request.kind, request.deadline, request.latest) == (DeedKind.REQUEST, None, YEAR_END)
    assert way.if_still_taken
    assert [one.id for one in way.open_questions] == ["be-inami-software.gap_in_convention_ignored"]
    assert (way.promised.certain, way.promised.possible) == (Decimal(0), Decimal(800))


def test_equipment_of_2025_is_too_late_and_counts_again_from_the_first_day_of_2026(
    catalogue: Catalogue, border: Situation
) -> None:
    advice = advised(catalogue, border, "fr-fami", 2025)
    assert set(advice.benefits) == {"video", "devices"}  # the others were paid
    (late,) = advice.benefits["video"].too_late
    assert late.criterion is not None
    assert (late.criterion.id, late.deadline, late.counts_from) == ("video", date(2025, 12, 31), date(2026, 1, 1))
    assert advice.sets == ()


def test_what_was_received_needs_no_advice(catalogue: Catalogue, border: Situation) -> None:
    assert not advised(catalogue, border, "be-inami-software", 2024).benefits


def test_each_deed_says_what_to_do_in_three_languages(catalogue: Catalogue, border: Situation) -> None:
    def said(deed: Deed) -> list[str]:
        return [deed.text(language) for language in ("en", "fr", "nl")]

    way = advised(catalogue, border, "be-inami-software", 2026).benefits["lump_sum"].best
    assert way is not None
    acts, request = map(said, way.deeds)
    assert acts[0] == "Reach at least 500 acts by 31 December 2026, and check the number that INAMI recognises."
    assert request[0] == "Request through INAMI's ProSanté portal (online): Annual lump sum."
    assert "500 prestations" in acts[1]
    assert "ProGezondheid" in request[2]


def test_papers_stand_with_the_deed_that_they_prove(catalogue: Catalogue, border: Situation) -> None:
    way = advised(catalogue, border, "fr-fami", 2026).benefits["video"].best
    assert way is not None
    subscription, request = way.deeds
    assert [paper.id for paper in subscription.evidence] == ["video_proof"]  # kept, never sent
    assert request.evidence == ()
