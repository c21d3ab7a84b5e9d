"""Nothing was declared, paid or reached before one was registered, or had begun to practise."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from incentives import Fault, Situation

Faults = Callable[[Mapping[Any, object] | Situation], list[Fault]]
Facts = dict[str, object]

REGISTERED: Facts = {"be.first_registered_on": date(2023, 6, 1)}
BEGUN: Facts = {"fr.practice_started_on": date(2025, 5, 2)}
PERMANENT = {"fr.practice_started_on", "be.first_registered_on", "be.inami_number"}

# Each case: permanent facts, facts of the year, the year, every path involved.
IMPOSSIBLE: dict[str, tuple[Facts, Facts, int, set[str]]] = {
    "the convention joined before registration": (
        REGISTERED,
        {"be.convention.joined_in_year": True},
        2022,
        {"be.first_registered_on", "be.convention.joined_in_year"},
    ),
    "a number without a registration": (
        {"be.first_registered_on": "none", "be.inami_number": True},
        {},
        2024,
        {"be.first_registered_on", "be.inami_number"},
    ),
    "a quality premium paid without a registration": (
        {"be.first_registered_on": "none"},
        {"be.proqkine.received": True},
        2023,
        {"be.first_registered_on", "be.proqkine.received"},
    ),
    "quality criteria met before registration": (
        REGISTERED,
        {"be.proqkine.annual_met": True},
        2022,
        {"be.first_registered_on", "be.proqkine.annual_met"},
    ),
    "a quality premium paid for a year before registration": (
        REGISTERED,
        {"be.proqkine.received": True},
        2022,
        {"be.first_registered_on", "be.proqkine.received"},
    ),
    "a declaration of a year before the practice": (
        BEGUN,
        {"fr.fami.declared_before": True},
        2025,
        {"fr.practice_started_on", "fr.fami.declared_before"},
    ),
    "proofs accepted before the practice": (
        BEGUN,
        {"fr.dmp.proof": "validated"},
        2025,
        {"fr.practice_started_on", "fr.dmp.proof"},
    ),
    "an aid for a video solution before the practice": (
        BEGUN,
        {"fr.telehealth.video_aid_before": True},
        2025,
        {"fr.practice_started_on", "fr.telehealth.video_aid_before"},
    ),
    "an aid for a device before the practice": (
        BEGUN,
        {"fr.telehealth.purchase_aid_before": "other_device"},
        2024,
        {"fr.practice_started_on", "fr.telehealth.purchase_aid_before"},
    ),
    "an aid paid for a year before the practice": (
        BEGUN,
        {"fr.fami.received": ["base"]},
        2024,
        {"fr.practice_started_on", "fr.fami.received"},
    ),
    "an invoice before the practice": (
        BEGUN,
        {"fr.sesam_vitale.conforming_invoice": True},
        2024,
        {"fr.practice_started_on", "fr.sesam_vitale.conforming_invoice"},
    ),
    "scanned papers sent before the practice": (
        BEGUN,
        {"fr.scor.transmissions": 1},
        2024,
        {"fr.practice_started_on", "fr.scor.transmissions"},
    ),
    "the convention without a practice": (
        {"fr.practice_started_on": "none"},
        {"fr.conventioned": True},
        2025,
        {"fr.practice_started_on", "fr.conventioned"},
    ),
    "an aid that was never declared": (
        {},
        {"fr.fami.declared_before": False, "fr.telehealth.purchase_aid_before": "same_device"},
        2025,
        {"fr.fami.declared_before", "fr.telehealth.purchase_aid_before"},
    ),
}

POSSIBLE: dict[str, tuple[Facts, Facts, int]] = {
    "equipment bought before the practice": (
        BEGUN,
        {"fr.telehealth.video": "bought_before", "fr.telehealth.device": "owned_before"},
        2025,
    ),
    "a declaration and an aid of the year the practice began": (
        BEGUN,
        {
            "fr.fami.declared_before": True,
            "fr.dmp.proof": "validated",
            "fr.telehealth.video_aid_before": True,
            "fr.telehealth.purchase_aid_before": "same_device",
        },
        2026,
    ),
    "no aid before the practice": (
        BEGUN,
        {
            "fr.fami.declared_before": False,
            "fr.dmp.proof": "sent",
            "fr.telehealth.video_aid_before": False,
            "fr.telehealth.purchase_aid_before": "never",
            "fr.fami.received": [],
        },
        2024,
    ),
    "quality criteria met in a year whose verification closes after registration": (
        {"be.first_registered_on": date(2024, 2, 29)},
        {"be.proqkine.annual_met": True, "be.proqkine.received": True},
        2023,
    ),
    "neither number nor registration": (
        {"be.first_registered_on": "none", "be.inami_number": False},
        {"be.proqkine.received": False, "be.proqkine.general_met": False},
        2024,
    ),
}


@pytest.mark.parametrize(("permanent", "annual", "year", "facts"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_what_cannot_have_been_before_names_every_path_involved(
    faults_of: Faults, permanent: Facts, annual: Facts, year: int, facts: set[str]
) -> None:
    expected = {fact if fact in PERMANENT else f"{year}.{fact}" for fact in facts}
    assert expected in [set(fault.paths) for fault in faults_of({**permanent, year: annual})]
    for one in (*permanent, *annual):  # while one side is not known, nothing contradicts
        rest: dict[Any, object] = {id: value for id, value in permanent.items() if id != one}
        assert faults_of({**rest, year: {id: value for id, value in annual.items() if id != one}}) == []


@pytest.mark.parametrize(("permanent", "annual", "year"), POSSIBLE.values(), ids=POSSIBLE)
def test_what_can_have_been_before_is_no_fault(faults_of: Faults, permanent: Facts, annual: Facts, year: int) -> None:
    assert faults_of({**permanent, year: annual}) == []
