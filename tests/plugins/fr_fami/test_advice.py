"""What is said and asked beside the outcomes: papers, ways out, notes, the payer's decisions."""

from collections.abc import Callable
from datetime import date

import pytest
from incentives import Assessment, Catalogue
from incentives.report.assessed import assessment_record

Assess = Callable[..., Assessment]

EVERY_LANGUAGE = pytest.mark.parametrize("language", ["en", "fr", "nl"])
IN_THE_WINDOW = date(2026, 2, 1)
CHANGED = {"fr.dmp.vendor_changed": True}
REFUSED = {"fr.dmp.transactions": 0, "fr.dmp.proof": "refused"}
BORROWING = {"fr.practice_status": "collaborator", "fr.secure_messaging": "practice_owner_mailbox_no_attestation"}
OWNER = {"en": "practice owner", "fr": "titulaire", "nl": "praktijkhouder"}
ATTESTATION = {"en": "attest", "fr": "attest", "nl": "attest"}


def papers(result: Assessment) -> list[str]:
    return [evidence.id for evidence in result.criteria["dmp"].evidence]


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"fr.fami.declared_before": True}, False),
        ({"fr.fami.declared_before": False}, True),  # 1.1.4: the first year of entry
        ({}, True),  # not told: it may be the first year
        ({"fr.dmp.proof": "validated"}, False),
        ({"fr.fami.declared_before": True, "fr.dmp.transactions": 0}, True),
        ({"fr.fami.declared_before": True, **CHANGED}, True),  # 1.1.4: new documents after a change of vendor
        ({"fr.fami.declared_before": True, "fr.dmp.proof": "validated", **CHANGED}, True),
    ],
)
def test_proofs_are_asked_in_the_first_year_after_a_change_of_vendor_and_without_an_action(
    assess: Assess, changes: dict[str, object], asked: bool
) -> None:
    assert papers(assess(changes)) == (["dmp_software_proof"] if asked else [])


@EVERY_LANGUAGE
def test_after_a_change_of_vendor_the_reason_names_both_places_of_the_guide(assess: Assess, language: str) -> None:
    criterion = assess(CHANGED).criteria["dmp"]
    assert criterion.outcome == "unknown"
    assert "§1.1.3" in criterion.reason(language)
    assert "§1.1.4" in criterion.reason(language)


def test_after_a_change_of_vendor_nothing_else_is_advised_than_the_new_document(assess: Assess) -> None:
    remedy = assess(CHANGED, as_of=date(2025, 11, 1)).criteria["dmp"].remedy("en") or ""
    assert "supporting document" in remedy
    assert "action" not in remedy


@EVERY_LANGUAGE
def test_until_the_closing_who_may_find_an_item_empty_or_outdated_is_told_to_check_items_1_to_3(
    assess: Assess, language: str
) -> None:
    for changes in ({}, {"fr.fami.declared_before": False}, CHANGED, {"fr.dmp.vendor_changed": "unknown"}):
        base = assess(changes, as_of=IN_THE_WINDOW).benefits["base"]
        assert base.request == "to_do"
        assert "1 " in (base.request_reason(language) or "")
        assert "amelipro" in (base.request_reason(language) or "")


@EVERY_LANGUAGE
def test_of_2018_it_is_said_that_the_waived_indicators_cannot_be_entered(assess: Assess, language: str) -> None:
    result = assess(year=2018, as_of=date(2019, 2, 20))
    grey = {"en": "greyed out", "fr": "grisé", "nl": "grijs"}[language]
    assert grey in (result.benefits["base"].request_reason(language) or "")
    assert grey in result.criteria["dmp"].reason(language)
    assert grey in result.criteria["secure_messaging"].reason(language)


@EVERY_LANGUAGE
@pytest.mark.parametrize("day", [date(2025, 11, 1), IN_THE_WINDOW])
def test_refused_proofs_are_answered_with_what_to_send_instead(assess: Assess, day: date, language: str) -> None:
    criterion = assess(REFUSED, as_of=day).criteria["dmp"]
    own_name = {"en": "your own name", "fr": "à votre nom", "nl": "op uw naam"}[language]
    assert criterion.outcome == "not_met"
    for said in (criterion.reason(language), criterion.remedy(language) or ""):
        assert own_name in said
        assert "DMP compatible" in said


@EVERY_LANGUAGE
def test_a_mailbox_lent_without_an_attestation_is_answered_with_what_is_missing(assess: Assess, language: str) -> None:
    criterion = assess(BORROWING, as_of=date(2025, 11, 1)).criteria["secure_messaging"]
    assert criterion.outcome == "not_met"
    assert ATTESTATION[language] in criterion.reason(language)
    assert ATTESTATION[language] in (criterion.remedy(language) or "")


@EVERY_LANGUAGE
@pytest.mark.parametrize(("status", "is_named"), [("collaborator", True), ("principal", False)])
def test_a_collaborator_without_a_mailbox_is_shown_the_way_through_the_owners(
    assess: Assess, status: str, is_named: bool, language: str
) -> None:
    changes = {"fr.secure_messaging": "none", "fr.practice_status": status}
    criterion = assess(changes, as_of=date(2025, 11, 1)).criteria["secure_messaging"]
    assert criterion.outcome == "not_met"
    assert (OWNER[language] in criterion.reason(language)) is is_named
    assert (OWNER[language] in (criterion.remedy(language) or "")) is is_named


@pytest.mark.parametrize(
    ("changes", "is_shown"),
    [
        ({"fr.practice_status": "replacement"}, True),
        ({"fr.practice_status": "assistant"}, False),
        ({}, False),
    ],
)
def test_replacements_read_whose_billing_counts_and_the_outcome_stays(
    assess: Assess, changes: dict[str, object], is_shown: bool
) -> None:
    criterion = assess(changes).criteria["transmission_rate"]
    assert ("replacement_own_number" in criterion.notes) is is_shown
    assert criterion.outcome == "met"


def test_what_was_paid_and_what_was_refused_stand_on_each_benefit(catalogue: Catalogue) -> None:
    for year in (2018, 2025):
        for benefit in catalogue.edition("fr-fami", year).benefits:
            assert benefit.received is not None
            assert benefit.refused is not None


def test_what_was_paid_or_refused_changes_no_entitlement(assess: Assess) -> None:
    said = {"fr.fami.received": ["base"], "fr.fami.refused": ["coordination", "video"]}
    assert assess(said).amount == assess().amount
    assert assess(said).missing_facts == ()


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("changes", [{}, CHANGED, REFUSED, {"fr.scor.transmissions": "unknown"}])
def test_whether_one_declared_before_changes_no_outcome_and_is_not_asked_for_the_amount(
    assess: Assess, changes: dict[str, object], before: bool
) -> None:
    untold, told = assess(changes), assess({**changes, "fr.fami.declared_before": before})
    assert told.amount == untold.amount
    assert {id: one.outcome for id, one in told.criteria.items()} == {
        id: one.outcome for id, one in untold.criteria.items()
    }
    assert "fr.fami.declared_before" not in {missing.id for missing in untold.missing_facts}


@EVERY_LANGUAGE
def test_each_part_is_checked_at_its_own_item_of_the_screen(assess: Assess, language: str) -> None:
    """The screens of 2022 and 2025: items 1 and 2 are the software, 3 the mailbox, 4 coordinated care."""
    result = assess({"fr.secure_messaging": "mssante_organisational"}, as_of=IN_THE_WINDOW)
    said = {id: part.request_reason(language) or "" for id, part in result.benefits.items()}
    items = {id: "".join(digit for digit in "134" if f"{digit} " in text) for id, text in said.items()}
    assert items == {"base": "13", "coordination": "4", "video": "", "devices": ""}
    assert said["video"] == said["devices"]


@EVERY_LANGUAGE
def test_of_2018_only_the_box_for_coordinated_care_is_to_be_ticked(assess: Assess, language: str) -> None:
    said = assess({"fr.coordination.structures": ["cpts"]}, year=2018, as_of=date(2019, 2, 20)).benefits["coordination"]
    assert {"en": "tick", "fr": "cochez", "nl": "vink"}[language] in (said.request_reason(language) or "")


def test_a_waived_indicator_that_cannot_be_entered_is_not_established_by_a_declaration(assess: Assess) -> None:
    said = assessment_record(assess(year=2018, as_of=date(2019, 2, 20)), "en").plain()["criteria"]
    assert {one["id"] for one in said if one["established_by_text"] is None} == {"dmp", "secure_messaging"}


@EVERY_LANGUAGE
def test_after_the_year_it_is_said_that_the_day_of_the_attestation_is_not_in_the_guide(
    assess: Assess, language: str
) -> None:
    criterion = assess(BORROWING, as_of=IN_THE_WINDOW).criteria["secure_messaging"]
    assert criterion.remedy(language) is None
    assert {"en": "ask your caisse", "fr": "demandez à votre caisse", "nl": "vraag dan aan uw kas"}[
        language
    ] in criterion.reason(language)


def test_a_rate_of_which_the_total_is_not_told_is_a_whole_sentence(assess: Assess) -> None:
    nothing_sent = {"fr.billing.first_secured_on": "none", "fr.billing.secured": "unknown"}
    untold = {**nothing_sent, "fr.billing.excluded_secured": "unknown", "fr.billing.transmitted_previous_year": False}
    criterion = assess(untold).criteria["transmission_rate"]
    assert criterion.outcome == "not_met"
    assert criterion.reason("en") == "Based on your answers, your secured transmission rate is below 70%."
    assert "(" not in criterion.reason("fr") + criterion.reason("nl")
