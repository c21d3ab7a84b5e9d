"""Facts that cannot hold together: a fault that names every path involved, and none while one side is unknown."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from incentives import Catalogue, Fault, InvalidSituation, Situation

Faults = Callable[[Mapping[Any, object] | Situation], list[Fault]]
Facts = dict[str, object]

REGISTERED: Facts = {"be.first_registered_on": date(2023, 6, 1)}

# Each case: permanent facts, facts of the year, the year, every path involved.
CONTRADICTIONS: dict[str, tuple[Facts, Facts, int, set[str]]] = {
    "more secured than billed": (
        {},
        {"fr.billing.secured": 701, "fr.billing.total": 700},
        2025,
        {"fr.billing.secured", "fr.billing.total"},
    ),
    "under the convention before the practice": (
        {"fr.practice_started_on": date(2026, 1, 1)},
        {"fr.conventioned": True},
        2025,
        {"fr.practice_started_on", "fr.conventioned"},
    ),
    "billing before the practice": (
        {"fr.practice_started_on": date(2026, 1, 1)},
        {"fr.billing.total": 1},
        2025,
        {"fr.practice_started_on", "fr.billing.total"},
    ),
    "a first claim before the practice": (
        {"fr.practice_started_on": date(2025, 5, 2)},
        {"fr.billing.first_secured_on": date(2025, 5, 1)},
        2025,
        {"fr.practice_started_on", "fr.billing.first_secured_on"},
    ),
    "a transmission in the year before the practice": (
        {"fr.practice_started_on": date(2025, 1, 1)},
        {"fr.billing.transmitted_previous_year": True},
        2025,
        {"fr.practice_started_on", "fr.billing.transmitted_previous_year"},
    ),
    "proofs accepted in a year without declaration": (
        {},
        {"fr.fami.declared_before": False, "fr.dmp.proof": "validated"},
        2025,
        {"fr.fami.declared_before", "fr.dmp.proof"},
    ),
    "an aid both paid and refused": (
        {},
        {"fr.fami.received": ["base", "video"], "fr.fami.refused": ["video"]},
        2025,
        {"fr.fami.received", "fr.fami.refused"},
    ),
    "more secured excluded than secured": (
        {},
        {"fr.billing.secured": 10, "fr.billing.excluded_secured": 11},
        2025,
        {"fr.billing.secured", "fr.billing.excluded_secured"},
    ),
    "more excluded than billed": (
        {},
        {"fr.billing.total": 10, "fr.billing.excluded_total": 11},
        2025,
        {"fr.billing.total", "fr.billing.excluded_total"},
    ),
    "more secured excluded than excluded": (
        {},
        {"fr.billing.excluded_secured": 5, "fr.billing.excluded_total": 4},
        2025,
        {"fr.billing.excluded_secured", "fr.billing.excluded_total"},
    ),
    "more left secured than left at all": (
        {},
        {
            "fr.billing.secured": 90,
            "fr.billing.total": 100,
            "fr.billing.excluded_secured": 0,
            "fr.billing.excluded_total": 20,
        },
        2025,
        {
            "fr.billing.secured",
            "fr.billing.total",
            "fr.billing.excluded_secured",
            "fr.billing.excluded_total",
        },
    ),
    "a first claim of the year in another year": (
        {},
        {"fr.billing.first_secured_on": date(2024, 12, 31)},
        2025,
        {"fr.billing.first_secured_on"},
    ),
    "a declaration in the year itself": (
        {},
        {"fr.fami.declared_on": date(2025, 12, 31)},
        2025,
        {"fr.fami.declared_on"},
    ),
    "a declaration two years later": ({}, {"fr.fami.declared_on": date(2027, 1, 1)}, 2025, {"fr.fami.declared_on"}),
    "devices without a device": (
        {},
        {"fr.telehealth.device": "none", "fr.telehealth.device_types": ["oximeter"]},
        2025,
        {"fr.telehealth.device", "fr.telehealth.device_types"},
    ),
    "a member before registration": (
        REGISTERED,
        {"be.convention.all_year": True},
        2022,
        {"be.first_registered_on", "be.convention.all_year"},
    ),
    "acts before registration": (REGISTERED, {"be.acts": 1}, 2022, {"be.first_registered_on", "be.acts"}),
    "a request in the premium year": (
        {},
        {"be.inami_software.requested_on": date(2024, 12, 31)},
        2024,
        {"be.inami_software.requested_on"},
    ),
    "a request two years later": (
        {},
        {"be.inami_software.requested_on": date(2026, 1, 1)},
        2024,
        {"be.inami_software.requested_on"},
    ),
    "a request before the premium year": (
        {},
        {"be.inami_software.requested_on": date(2021, 12, 31)},
        2022,
        {"be.inami_software.requested_on"},
    ),
    "a portfolio date without a portfolio": (
        {"be.proqkine.has_portfolio": False, "be.proqkine.portfolio_created_on": date(2022, 2, 10)},
        {},
        2022,
        {"be.proqkine.has_portfolio", "be.proqkine.portfolio_created_on"},
    ),
    "a telematics premium paid and refused": (
        {},
        {"be.inami_software.received": True, "be.inami_software.refused": True},
        2024,
        {"be.inami_software.received", "be.inami_software.refused"},
    ),
    "a premium paid that was never requested": (
        {},
        {"be.inami_software.requested": False, "be.inami_software.received": True},
        2024,
        {"be.inami_software.requested", "be.inami_software.received"},
    ),
    "a premium refused that was never requested": (
        {},
        {"be.inami_software.requested": False, "be.inami_software.refused": True},
        2023,
        {"be.inami_software.requested", "be.inami_software.refused"},
    ),
    "a premium paid for a year before registration": (
        REGISTERED,
        {"be.inami_software.received": True},
        2022,
        {"be.first_registered_on", "be.inami_software.received"},
    ),
    "a quality premium paid and refused": (
        {},
        {"be.proqkine.received": True, "be.proqkine.refused": True},
        2022,
        {"be.proqkine.received", "be.proqkine.refused"},
    ),
    "a quality premium paid before there was a portfolio": (
        {"be.proqkine.portfolio_created_on": date(2024, 1, 1)},
        {"be.proqkine.received": True},
        2022,
        {"be.proqkine.portfolio_created_on", "be.proqkine.received"},
    ),
}
PERMANENT = {
    "fr.practice_started_on",
    "be.first_registered_on",
    "be.proqkine.has_portfolio",
    "be.proqkine.portfolio_created_on",
}
BEGUN: Facts = {"fr.practice_started_on": date(2025, 5, 2)}

CONSISTENT: dict[str, tuple[Facts, Facts, int]] = {
    "all billing secured": ({}, {"fr.billing.secured": 700, "fr.billing.total": 700}, 2025),
    "all of it excluded": (
        {},
        {
            "fr.billing.secured": 7,
            "fr.billing.total": 9,
            "fr.billing.excluded_secured": 7,
            "fr.billing.excluded_total": 9,
        },
        2025,
    ),
    "nothing billed": ({}, {"fr.billing.secured": 0, "fr.billing.total": 0}, 2025),
    "a first claim on the first day": ({}, {"fr.billing.first_secured_on": date(2025, 1, 1)}, 2025),
    "a first claim on the last day": ({}, {"fr.billing.first_secured_on": date(2025, 12, 31)}, 2025),
    "a declaration in the following year": ({}, {"fr.fami.declared_on": date(2026, 1, 12)}, 2025),
    "a practice begun in the year": (BEGUN, {"fr.conventioned": True, "fr.billing.total": 9}, 2025),
    "no convention and nothing billed before the practice": (
        BEGUN,
        {"fr.conventioned": False, "fr.billing.secured": 0, "fr.billing.total": 0},
        2024,
    ),
    "a first claim on the day the practice begins": (BEGUN, {"fr.billing.first_secured_on": date(2025, 5, 2)}, 2025),
    "nothing sent in the year before the practice": (BEGUN, {"fr.billing.transmitted_previous_year": False}, 2025),
    "something sent in the year the practice began": (BEGUN, {"fr.billing.transmitted_previous_year": True}, 2026),
    "proofs sent without an earlier declaration": (
        {},
        {"fr.fami.declared_before": False, "fr.dmp.proof": "sent"},
        2025,
    ),
    "one aid paid and another refused": ({}, {"fr.fami.received": ["base"], "fr.fami.refused": ["video"]}, 2025),
    "no device and an empty list": (
        {},
        {"fr.telehealth.device": "none", "fr.telehealth.device_types": []},
        2025,
    ),
    "a member in the year of registration": (REGISTERED, {"be.convention.all_year": True}, 2023),
    "no member before registration": (REGISTERED, {"be.convention.all_year": False}, 2022),
    "no acts before registration": (REGISTERED, {"be.acts": 0}, 2022),
    "acts in the year of registration": (REGISTERED, {"be.acts": 12}, 2023),
    "a premium paid that was requested": (
        {},
        {"be.inami_software.requested": True, "be.inami_software.received": True, "be.inami_software.refused": False},
        2024,
    ),
    "a quality premium paid in the year in which the portfolio was made": (
        {"be.proqkine.portfolio_created_on": date(2023, 2, 10)},
        {"be.proqkine.received": True},
        2022,
    ),
    "a request in the following year": ({}, {"be.inami_software.requested_on": date(2025, 1, 1)}, 2024),
    "an older request in the premium year": ({}, {"be.inami_software.requested_on": date(2023, 9, 30)}, 2023),
    "a portfolio and its date": (
        {"be.proqkine.has_portfolio": True, "be.proqkine.portfolio_created_on": date(2022, 2, 10)},
        {},
        2022,
    ),
}


def situation(permanent: Facts, annual: Facts, year: int) -> dict[Any, object]:
    return {**permanent, year: annual} if annual else dict(permanent)


@pytest.mark.parametrize(("permanent", "annual", "year", "facts"), CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_a_contradiction_names_every_path_involved(
    faults_of: Faults, permanent: Facts, annual: Facts, year: int, facts: set[str]
) -> None:
    expected = {fact if fact in PERMANENT else f"{year}.{fact}" for fact in facts}
    assert expected in [set(fault.paths) for fault in faults_of(situation(permanent, annual, year))]


@pytest.mark.parametrize(("permanent", "annual", "year", "facts"), CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_a_contradiction_with_a_side_unknown_is_no_fault(
    faults_of: Faults, permanent: Facts, annual: Facts, year: int, facts: set[str]
) -> None:
    for unknown in facts:
        less_permanent, less_annual = (
            {id: "unknown" if id == unknown else value for id, value in table.items()} for table in (permanent, annual)
        )
        faults = faults_of(situation(less_permanent, less_annual, year))
        assert [fault for fault in faults if unknown in str(fault.paths)] == []


@pytest.mark.parametrize(("permanent", "annual", "year"), CONSISTENT.values(), ids=CONSISTENT.keys())
def test_facts_at_the_edge_of_a_contradiction_are_no_fault(
    faults_of: Faults, permanent: Facts, annual: Facts, year: int
) -> None:
    assert faults_of(situation(permanent, annual, year)) == []


def test_every_count_refuses_a_negative_number(catalogue: Catalogue, faults_of: Faults) -> None:
    counts = [fact.id for fact in catalogue.vocabulary.facts.values() if fact.kind == "count"]
    assert "fr.scor.transmissions" in counts
    faults = faults_of({2025: dict.fromkeys(counts, -1)})
    assert {fault.paths for fault in faults} == {(f"2025.{id}",) for id in counts}
    assert {fault.id for fault in faults} == {"negative_count"}


def test_contradictions_of_several_years_are_all_reported(faults_of: Faults) -> None:
    faults = faults_of({**REGISTERED, 2021: {"be.acts": 1}, 2022: {"be.acts": 2}, 2023: {"be.acts": 3}})
    assert [set(fault.paths) for fault in faults] == [
        {"2021.be.acts", "be.first_registered_on"},
        {"2022.be.acts", "be.first_registered_on"},
    ]


def test_a_contradiction_between_permanent_facts_is_reported_once(faults_of: Faults) -> None:
    permanent = {"be.proqkine.has_portfolio": False, "be.proqkine.portfolio_created_on": date(2022, 2, 10)}
    faults = faults_of({**permanent, 2022: {"be.acts": 1}, 2023: {"be.acts": 1}})
    assert [fault.id for fault in faults] == ["portfolio_date_without_portfolio"]


def test_contradictions_and_misfits_are_reported_together(faults_of: Faults) -> None:
    faults = faults_of({2025: {"fr.billing.secured": 9, "fr.billing.total": 8, "fr.scor.transmissions": "many"}})
    assert {fault.id for fault in faults} == {"secured_above_total", "expected_count"}


def test_a_contradictory_situation_is_never_half_used(catalogue: Catalogue) -> None:
    contradictory = Situation.of({2022: {"fr.billing.secured": 9, "fr.billing.total": 8}})
    with pytest.raises(InvalidSituation):
        catalogue.assess("be-proqkine", 2022, contradictory)


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_a_fault_is_a_whole_sentence_in_every_language(catalogue: Catalogue, faults_of: Faults, language: str) -> None:
    faults = [
        fault
        for permanent, annual, year, _ in CONTRADICTIONS.values()
        for fault in faults_of(situation(permanent, annual, year))
    ]
    faults += faults_of(
        {
            "24": {},
            "be.acts": 3,
            "be.licenced": True,
            "label": 1,
            "readings": 3,
            2023: {"be.inami_number": True, "be.acts": True, "fr.scor.transmissions": -1, "be.zzzzzzzzzzzzzzzz": 1},
            2024: {"fr.dmp.software": "integrate", "fr.dmp.proof": "zz", "fr.sesam_vitale.amendments": "tp_acs"},
            2025: {"fr.sesam_vitale.amendments": ["tp_asc"], "fr.coordination.structures": ["zz"], "be.acts": 1},
            "2025": {"be.acts": 2, "be.convention.all_year": 1, "fr.fami.declared_on": "2026-01-20"},
            2026: {"fr.fami.declared_on": 20270120},
        }
    )
    faults += faults_of({"readings": {"fr-fami.telehealth_opn": True, "be-proqkine.zzzzzz": True}})
    faults += catalogue.check(Situation.of({"lu.acts": 3, "readings": {"xx-y.z": True}})).notices
    assert len({fault.id for fault in faults}) >= 30
    for fault in faults:
        text = fault.text(language)
        assert text.startswith(f"{', '.join(fault.paths)}: ")
        assert "{" not in text
        assert "}" not in text
        assert f"[{'fr' if language == 'en' else 'en'}]" not in text


def test_a_contradiction_knows_the_year_that_it_is_about_the_next_one_and_the_values(faults_of: Faults) -> None:
    (fault,) = faults_of({2024: {"fr.billing.secured": 701, "fr.billing.total": 700}, 2025: {"fr.billing.total": 1}})
    assert fault.paths == ("2024.fr.billing.secured", "2024.fr.billing.total")
    values = {"year": "2024", "next_year": "2025", "fr.billing.secured": "701", "fr.billing.total": "700"}
    assert fault.values == values
