"""Nothing is advised after its day; what was done, or could have been, is said as past."""

from datetime import date
from typing import Any

import pytest
from incentives import Catalogue, Situation
from incentives.report.assessed import assessment_record

PHYSIOTHERAPIST: dict[Any, Any] = {"practitioner.profession": "physiotherapist"}
FAMI: dict[Any, Any] = {**PHYSIOTHERAPIST, 2025: {"fr.conventioned": True}}
CASES = [("fr-fami", 2025), ("be-inami-software", 2024), ("be-proqkine", 2023)]


def content(catalogue: Catalogue, scheme: str, year: int, situation: dict[Any, Any], as_of: date | None) -> Any:
    return assessment_record(catalogue.assess(scheme, year, Situation.of(situation), as_of=as_of), "en").plain()


@pytest.mark.parametrize(("scheme", "year"), CASES)
@pytest.mark.parametrize("as_of", [None, date(2030, 1, 1)])
def test_nothing_is_to_be_done_for_a_year_that_is_over(
    catalogue: Catalogue, scheme: str, year: int, as_of: date | None
) -> None:
    said = content(catalogue, scheme, year, PHYSIOTHERAPIST, as_of)
    assert {criterion["remedy"] for criterion in said["criteria"]} == {None}
    assert [item for item in said["to_do"] if item["by"] or item["at_latest"]] == []
    assert said["application"]["steps"] == [] or said["application"]["window"] is None
    assert "to be sent" not in {paper["handling_text"] for paper in said["evidence"]}


@pytest.mark.parametrize(("scheme", "year"), CASES)
@pytest.mark.parametrize("day", [date(2024, 1, 15), date(2024, 12, 31), date(2025, 9, 1), date(2026, 1, 20)])
def test_no_day_of_the_list_has_passed(catalogue: Catalogue, scheme: str, year: int, day: date) -> None:
    to_do = content(catalogue, scheme, year, PHYSIOTHERAPIST, day)["to_do"]
    assert [item for item in to_do for end in (item["by"], item["at_latest"]) if end and end < day.isoformat()] == []


def test_once_the_year_is_over_only_documents_are_advised(catalogue: Catalogue) -> None:
    """The guide for 2025: 31 December applies to the equipment, entry closes on 2 March 2026."""
    dmp = {"fr.business_software": True, "fr.dmp.software": "integrated", "fr.dmp.transactions": 0}
    untold, unsent = (
        {**FAMI, 2025: {"fr.conventioned": True, **dmp, **more}} for more in ({}, {"fr.dmp.proof": "none"})
    )
    for situation in (untold, unsent):
        before = content(catalogue, "fr-fami", 2025, situation, date(2025, 12, 31))["criteria"][1]
        assert "carry out at least one action" in before["remedy"]
    late = content(catalogue, "fr-fami", 2025, unsent, date(2026, 1, 20))
    assert "proofs of the software you had on 31 December 2025" in late["criteria"][1]["remedy"]
    over = content(catalogue, "fr-fami", 2025, unsent, date(2026, 3, 3))
    assert over["criteria"][1]["remedy"] is None
    for said in (late, over, content(catalogue, "fr-fami", 2025, untold, date(2026, 1, 20))):
        reasons = " ".join(criterion["reason"] for criterion in said["criteria"])
        assert "carry out" not in reasons
        assert "If entry is not closed yet" not in reasons
        assert "by 31 December 2025, and by then" not in str(said)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 1, 20), "so that nothing has to be sent;"),
        (date(2026, 3, 3), "so that nothing had to be sent."),
        (None, "so that nothing had to be sent."),
    ],
)
def test_what_is_filled_in_beforehand_is_checked_only_while_entry_is_open(
    catalogue: Catalogue, day: date | None, said: str
) -> None:
    everything = {
        "fr.conventioned": True,
        "fr.business_software": True,
        "fr.dmp.software": "integrated",
        "fr.dmp.transactions": 3,
        "fr.dmp.vendor_changed": False,
        "fr.secure_messaging": "mssante_personal",
        "fr.fami.declared_before": True,
    }
    base = content(catalogue, "fr-fami", 2025, {**PHYSIOTHERAPIST, 2025: everything}, day)["benefits"][0]
    assert said in base["request_reason"]
    assert ("before the declaration period ends" in base["request_reason"]) is (day == date(2026, 1, 20))


def test_a_portfolio_is_advised_for_the_end_of_the_year_only_before_it(catalogue: Catalogue) -> None:
    situation = {**PHYSIOTHERAPIST, "be.licensed": True, "be.inami_number": True, "be.proqkine.has_portfolio": False}
    before, after = (
        content(catalogue, "be-proqkine", 2023, situation, day)["criteria"][1]["remedy"]
        for day in (date(2023, 12, 31), date(2024, 1, 15))
    )
    assert "before the end of 2023" in before
    assert "the year 2023 is over" in after
    assert "before the end of 2023" not in after


SAFE = {"en": "To be safe, act by", "fr": "Par prudence, agissez", "nl": "Doe het voor de zekerheid"}
PASSED = {"en": "has passed", "fr": "est passé", "nl": "is voorbij"}


@pytest.mark.parametrize("language", SAFE)
@pytest.mark.parametrize(
    ("day", "said", "advised"),
    [
        (date(2025, 10, 31), SAFE, "2025-10-31"),
        (date(2025, 11, 1), PASSED, None),
        (date(2026, 1, 1), None, None),  # the year in which requests are made is over
        (None, SAFE, "2025-10-31"),
    ],
)
def test_a_prudent_day_is_advised_until_it_has_passed(
    catalogue: Catalogue, language: str, day: date | None, said: dict[str, str] | None, advised: str | None
) -> None:
    a = catalogue.assess("be-inami-software", 2024, Situation.of(PHYSIOTHERAPIST), as_of=day)
    window = assessment_record(a, language).plain()["application"]["window"]
    assert window["advise_by"] == advised
    assert (window["advise_text"] or "").startswith(SAFE[language]) is (said is SAFE)
    assert (PASSED[language] in (window["advise_text"] or "")) is (said is PASSED)


def test_a_request_after_the_prudent_day_says_so_and_that_the_money_hangs_on_an_open_question(
    catalogue: Catalogue,
) -> None:
    """INAMI 2025: the months without a convention in force are an open question; the days of request are not known."""
    facts = {
        **PHYSIOTHERAPIST,
        "be.inami_number": True,
        "be.first_registered_on": date(2010, 5, 1),
        "be.prosante_account": True,
        2023: {"be.acts": 640},
        2025: {
            "be.convention.all_year": True,
            "be.acts": 640,
            "be.software.ehealth_registered": True,
            "be.software.commission_approved": True,
            "be.inami_software.requested": False,
        },
    }
    (item,) = content(catalogue, "be-inami-software", 2025, facts, date(2026, 11, 22))["to_do"]
    assert "31 October 2026, has passed" in item["what"]
    assert "a point that the texts leave open" in item["what"]
    assert "not known here" not in item["what"]  # the list says it before, and once is enough
    assert (item["by"], item["at_latest"]) == (None, "2026-12-31")


ENROLLED: dict[Any, Any] = {
    **PHYSIOTHERAPIST,
    "be.licensed": True,
    "be.inami_number": True,
    2023: {"be.proqkine.general_met": True},
}


@pytest.mark.parametrize(
    ("portfolio", "is_to_be_made", "asked"),
    [
        ({"be.proqkine.has_portfolio": True}, False, ["be.proqkine.portfolio_created_on"]),
        ({"be.proqkine.portfolio_created_on": date(2024, 1, 20)}, False, []),
        ({}, True, ["be.proqkine.has_portfolio", "be.proqkine.portfolio_created_on"]),
        ({"be.proqkine.has_portfolio": False}, True, []),
    ],
)
def test_where_only_an_answer_is_missing_it_is_asked_and_no_deed_is_advised(
    catalogue: Catalogue, portfolio: dict[Any, Any], is_to_be_made: bool, asked: list[str]
) -> None:
    said = content(catalogue, "be-proqkine", 2023, {**ENROLLED, **portfolio}, date(2024, 2, 1))
    assert (said["criteria"][1]["remedy"] is not None) is is_to_be_made
    assert ("Enrolment in the cycle" in {item["about"] for item in said["to_do"]}) is is_to_be_made
    assert [one["id"] for one in said["missing_facts"] if "portfolio" in one["id"]] == asked


def test_a_deed_that_makes_an_open_question_idle_is_advised(catalogue: Catalogue) -> None:
    """FAMI 2020: whether addendum 6 is enough is open; addendum 7 is, by every reading."""
    facts = {**PHYSIOTHERAPIST, 2020: {"fr.sesam_vitale.addendum": "6", "fr.sesam_vitale.conforming_invoice": True}}
    criteria = content(catalogue, "fr-fami", 2020, facts, date(2020, 9, 1))["criteria"]
    (remedy,) = [one["remedy"] for one in criteria if one["id"] == "sesam_vitale"]
    assert "addendum 7" in remedy


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_notes_on_a_closing_that_is_long_past_advise_nothing(catalogue: Catalogue, language: str) -> None:
    a = catalogue.assess("be-proqkine", 2022, Situation.of(ENROLLED), as_of=date(2024, 1, 1))
    said = str(assessment_record(a, language).plain())
    advice = ("To be safe", "enter them", "Keep all", "Par prudence", "encodez", "Tenez", "Reken", "voer ze", "Houd ")
    assert [words for words in advice if words in said] == []
