"""Cases in which one view once said other than the next; random situations found them."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from everything_met import EVERYTHING, FAMI, PRO_Q_KINE, SOFTWARE_AID, WITHOUT_EQUIPMENT
from incentives import Assessment, Catalogue, DeedState, Situation, compare, timeline_of
from incentives.report.answer import answers
from incentives.report.assessed import assessment_record
from incentives.report.records.person import Answer, Place
from incentives.report.timelined import timeline_record

Assess = Callable[..., Assessment]
IN_THE_PORTAL = {"be.inami_software.request_channel": "prosante", "be.prosante_account": True}
REQUESTED_ON = "be.inami_software.requested_on"
SENT_SOME_DAY = {"fr.fami.declared": True, "fr.fami.declared_items": ["devices"]}
ONLY_BASE = {**WITHOUT_EQUIPMENT, "fr.coordination.structures": []}


@pytest.fixture
def assess(catalogue: Catalogue) -> Assess:
    """`assess(scheme, year, day, changes)`: someone who meets everything but for the changes; `None` takes a fact."""

    def assessed(scheme: str, year: int, day: date, changes: Mapping[str, Any]) -> Assessment:
        data: dict[Any, Any] = {year: {}}
        for id, value in {**EVERYTHING[scheme], **changes}.items():
            if value is not None:
                (data[year] if catalogue.vocabulary.facts[id].annual else data)[id] = value
        return catalogue.assess(scheme, year, Situation.of(data), as_of=day)

    return assessed


def answer_to(catalogue: Catalogue, a: Assessment, *places: Place) -> list[Answer]:
    return [one for one in answers(compare([a]), "en", catalogue) if one.place in places]


def test_what_hangs_only_on_whether_a_request_was_taken_is_said_with_whom_to_ask(
    catalogue: Catalogue, assess: Assess
) -> None:
    """No text names the days on which the software aid 2026 can be requested; 800 EUR are possible."""
    a = assess(SOFTWARE_AID, 2026, date(2027, 5, 2), {**IN_THE_PORTAL, REQUESTED_ON: date(2027, 2, 1)})
    (item,) = answer_to(catalogue, a, *Place)
    assert (item.place, item.worth, item.benefits) == (Place.SILENT, Decimal(800), ("lump_sum",))
    assert "ask whether yours was received in time" in item.text
    assert "+32" in item.hints[0]


def test_a_request_told_for_a_day_to_come_is_to_be_put_right(catalogue: Catalogue, assess: Assess) -> None:
    a = assess(SOFTWARE_AID, 2026, date(2027, 5, 2), {**IN_THE_PORTAL, REQUESTED_ON: date(2027, 6, 1)})
    (item,) = answer_to(catalogue, a, *Place)
    assert (item.place, item.worth, item.hints) == (Place.TELL_US, Decimal(800), ())
    assert "lies after the day on which this is asked" in item.text


def test_what_was_missed_by_a_planned_day_is_perhaps_still_taken_in_every_view(
    catalogue: Catalogue, assess: Assess
) -> None:
    """FAMI 2025: entry closes on 2 March 2026, which is planned only; payment runs until June 2026."""
    a = assess(FAMI, 2025, date(2026, 4, 2), {"fr.fami.declared": False})
    now = answer_to(catalogue, a, Place.NOW)
    assert now
    assert all("Is it still taken? The closing day that has passed, 2 March 2026" in one.hints[0] for one in now)
    line = timeline_of([a])
    (year,) = line.years
    assert year.request is not None
    assert year.request.state is DeedState.UNSETTLED
    (course,) = timeline_record(line, "en", catalogue).courses
    assert "not made in order, and whether it still can be is not settled" in " ".join(course.years[0].sentences)


def test_a_prudent_day_that_is_the_last_day_itself_is_said_once(catalogue: Catalogue, assess: Assess) -> None:
    a = assess(PRO_Q_KINE, 2024, date(2025, 1, 2), {"be.proqkine.annual_met": False})
    (item,) = answer_to(catalogue, a, Place.BY)
    assert (item.by, item.safer) == (date(2025, 2, 28), None)


def test_what_hangs_on_a_line_is_the_money_of_its_own_benefits(catalogue: Catalogue, assess: Assess) -> None:
    """FAMI 2025 §1.6-1.8: 490 and 100, 350, 175: together 1115, and no euro of it twice."""
    a = assess(FAMI, 2025, date(2025, 6, 11), {"fr.conventioned": False, "fr.scor.transmissions": 0, **SENT_SOME_DAY})
    items = answer_to(catalogue, a, Place.BY)
    assert {one.benefits: one.worth for one in items} == {
        ("base", "coordination"): Decimal(590),
        ("video", "devices"): Decimal(525),
    }


def test_what_is_possible_already_hangs_on_the_deeds_that_it_needs(catalogue: Catalogue, assess: Assess) -> None:
    """Proofs of the DMP software make both certain: 490 that is possible so far, and the 100 that comes with it."""
    told = {"fr.dmp.transactions": None, "fr.dmp.proof": "none", "fr.fami.declared": False}
    a = assess(FAMI, 2021, date(2022, 1, 1), told)
    (item,) = [one for one in answer_to(catalogue, a, Place.BY) if "base" in one.benefits]
    assert item.worth == sum(Decimal({"base": 490, "coordination": 100}[id]) for id in item.benefits)


def test_documents_that_can_still_settle_what_is_not_known_are_a_deed_in_every_view(
    assess: Assess,
) -> None:
    """FAMI 2021: proofs count until entry closes, on 1 March 2022 by one text and on 2 March by another."""
    told = {"fr.dmp.transactions": None, "fr.dmp.proof": "none", "fr.fami.declared": False}
    for day, by, latest in (
        (date(2022, 1, 1), date(2022, 3, 1), date(2022, 3, 1)),
        (date(2022, 3, 2), None, date(2022, 3, 2)),
    ):
        a = assess(FAMI, 2021, day, told)
        (deed,) = [one for one in assessment_record(a, "en").to_do if "DMP" in one.about]
        assert (deed.by, deed.at_latest) == (by, latest)
        assert "complete proofs" in deed.what
        (year,) = timeline_of([a]).years
        (last,) = [one for one in year.deadlines if one.criterion == "dmp"]
        assert (last.state, last.until) == (DeedState.UNSETTLED, date(2022, 3, 1))


def test_what_a_supplement_needs_through_its_base_is_among_the_deeds_too(assess: Assess) -> None:
    told = {"fr.fami.received": ["base"], "fr.sesam_vitale.conforming_invoice": False}
    a = assess(FAMI, 2025, date(2025, 7, 17), told)
    assert "Version of the SESAM-Vitale specifications" in [one.about for one in assessment_record(a, "en").to_do]


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ({"fr.fami.declared": False}, "undetermined_missed"),
        (
            {"fr.fami.declared_on": date(2023, 5, 1), "fr.fami.declared_items": ["dmp", "secure_messaging"]},
            "undetermined_invalid",
        ),
    ],
)
def test_what_is_lost_whatever_is_still_told_is_not_called_unsettled_alone(
    catalogue: Catalogue, assess: Assess, told: Mapping[str, Any], word: str
) -> None:
    """FAMI 2022: entry closed on 2 March 2023, firmly."""
    unknown = {"fr.scor.transmissions": None, "fr.fami.declared_before": False, **ONLY_BASE}
    a = assess(FAMI, 2022, date(2023, 10, 1), {**unknown, **told})
    record = assessment_record(a, "en")
    assert (a.payable.reachable, record.result) == (Decimal(0), word)
    assert "But the" in record.eligibility_text
    assert {one.place for one in answer_to(catalogue, a, *Place)} - {Place.BEWARE} == {Place.LATE}


def test_nothing_is_to_be_requested_with_a_base_that_was_refused(assess: Assess) -> None:
    a = assess(FAMI, 2025, date(2026, 2, 1), {**WITHOUT_EQUIPMENT, "fr.fami.refused": ["base"]})
    (year,) = timeline_of([a]).years
    assert year.request is not None
    assert year.request.state is DeedState.MOOT
