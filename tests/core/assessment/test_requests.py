"""Whether a benefit was requested as it must be: apart from whether it is due."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from incentives import Assessment

Assess = Callable[..., Assessment]

PROSANTE = {"be.inami_software.request_channel": "prosante"}


def declared(day: date | None = None, items: list[str] | None = None) -> dict[str, object]:
    changes: dict[str, object] = {"fr.fami.declared": True}
    if day:
        changes["fr.fami.declared_on"] = day
    return changes if items is None else {**changes, "fr.fami.declared_items": items}


def coordination(assess: Assess, year: int, changes: dict[str, object], as_of: date | None = None) -> tuple[str, str]:
    benefit = assess("fr-fami", year, changes, as_of=as_of).benefits["coordination"]
    return str(benefit.request), benefit.request_reason("en") or ""


def lump_sum(assess: Assess, year: int, changes: dict[str, object], as_of: date | None = None) -> tuple[str, str]:
    benefit = assess("be-inami-software", year, changes, as_of=as_of).benefits["lump_sum"]
    return str(benefit.request), benefit.request_reason("en") or ""


def test_what_the_payer_fills_in_itself_needs_no_request(assess: Assess) -> None:
    base = assess("fr-fami", 2025, as_of=date(2026, 6, 1)).benefits["base"]
    assert (base.request, base.eligibility) == ("not_needed", "eligible")
    assert "nothing had to be sent" in (base.request_reason("en") or "")  # entry has closed


@pytest.mark.parametrize(
    "change", [{"fr.dmp.transactions": 0, "fr.dmp.proof": "sent"}, {"fr.secure_messaging": "mssante_organisational"}]
)
def test_what_is_not_filled_in_by_the_payer_has_to_be_declared(assess: Assess, change: dict[str, object]) -> None:
    base = assess("fr-fami", 2025, change, as_of=date(2026, 1, 20)).benefits["base"]
    assert base.request == "to_do"


def test_a_scheme_without_requests_needs_none(assess: Assess) -> None:
    result = assess("be-proqkine", 2024, as_of=date(2025, 6, 1))
    assert result.benefits["premium"].request == "not_needed"
    assert (result.application.window, result.application.status) == (None, None)


@pytest.mark.parametrize("day", [date(2025, 6, 1), date(2026, 1, 12), date(2026, 3, 2)])
@pytest.mark.parametrize("made", [{}, {"fr.fami.declared": False}], ids=["not said", "not made"])
def test_until_the_closing_a_request_is_to_do(assess: Assess, day: date, made: dict[str, object]) -> None:
    assert coordination(assess, 2025, made, day)[0] == "to_do"


@pytest.mark.parametrize(("day", "may_be_taken"), [(date(2026, 3, 3), True), (date(2026, 7, 1), False), (None, False)])
def test_after_the_closing_a_request_never_made_is_missed(assess: Assess, day: date | None, may_be_taken: bool) -> None:
    """The closing day was provisional: whether it is still taken is asked until the payment period has ended."""
    status, reason = coordination(assess, 2025, {"fr.fami.declared": False}, day)
    assert status == "missed"
    assert ("planned" in reason) is may_be_taken


def test_after_the_closing_it_is_unknown_whether_a_request_was_made_if_nobody_says_so(assess: Assess) -> None:
    status, reason = coordination(assess, 2025, {}, date(2026, 3, 3))
    assert (status, reason) == ("unknown", "Tell us whether and when the request was made.")


@pytest.mark.parametrize("day", [date(2026, 1, 12), date(2026, 2, 1), date(2026, 3, 2)])
def test_a_request_in_the_window_that_names_the_benefit_is_valid(assess: Assess, day: date) -> None:
    assert coordination(assess, 2025, declared(day, ["coordination"]), date(2026, 6, 1)) == ("valid", "")


def test_a_request_that_does_not_name_the_benefit_is_none_for_it(assess: Assess) -> None:
    changes = declared(date(2026, 1, 20), ["video"])
    status, reason = coordination(assess, 2025, changes, date(2026, 2, 1))
    assert (status, reason) == ("to_do", "The declaration you sent does not name this indicator.")
    status, reason = coordination(assess, 2025, changes, date(2026, 3, 3))
    assert status == "missed"
    assert "does not name this indicator" in reason
    assert assess("fr-fami", 2025, changes, as_of=date(2026, 2, 1)).benefits["video"].request == "valid"


def test_a_request_without_its_day_is_unknown(assess: Assess) -> None:
    status, reason = coordination(assess, 2025, declared(None, ["coordination"]), date(2026, 6, 1))
    assert status == "unknown"
    assert "on which day" in reason


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 1, 11), date(2026, 3, 3), date(2026, 12, 31)])
def test_planned_dates_never_make_a_request_invalid(assess: Assess, day: date) -> None:
    status, reason = coordination(assess, 2025, declared(day, ["coordination"]), date(2027, 1, 1))
    assert status == "unknown"
    assert "planned" in reason


def test_no_day_of_a_planned_window_is_invalid(assess: Assess) -> None:
    days = [date(2019, 1, 1) + timedelta(days=step) for step in range(0, 365, 7)]
    statuses = {coordination(assess, 2018, declared(day, ["coordination"]))[0] for day in days}
    assert statuses == {"valid", "unknown"}


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2023, 1, 5), "unknown"),  # the opening day is not known
        (date(2023, 1, 12), "valid"),
        (date(2023, 3, 2), "valid"),
        (date(2023, 3, 3), "unknown"),  # the sources disagree on the last day
        (date(2023, 3, 4), "invalid"),
        (date(2023, 12, 31), "invalid"),
    ],
)
def test_the_window_of_2022_is_judged_as_far_as_its_days_are_known(assess: Assess, day: date, status: str) -> None:
    assert coordination(assess, 2022, declared(day, ["coordination"]), date(2024, 1, 1))[0] == status


def test_a_late_request_says_that_it_is_late(assess: Assess) -> None:
    status, reason = coordination(assess, 2022, declared(date(2023, 3, 4), ["coordination"]))
    assert (status, reason) == ("invalid", "The declaration was sent after the declaration period had ended.")


def test_an_invalid_request_leaves_the_entitlement_as_it_is(assess: Assess) -> None:
    result = assess("fr-fami", 2022, declared(date(2023, 3, 4), ["coordination"]))
    assert result.benefits["coordination"].request == "invalid"
    assert result.benefits["coordination"].amount.certain == 100


@pytest.mark.parametrize("channel", ["form", "other"])
def test_a_request_through_another_channel_than_prosante_is_invalid(assess: Assess, channel: str) -> None:
    changes = {
        "be.inami_software.requested_on": date(2025, 10, 1),
        "be.inami_software.request_channel": channel,
    }
    status, reason = lump_sum(assess, 2024, changes, date(2025, 11, 1))
    assert status == "invalid"
    assert "ProSanté" in reason


def test_before_2024_no_text_refuses_a_request_made_otherwise_than_by_form(assess: Assess) -> None:
    on_form = {"be.inami_software.requested_on": date(2023, 9, 1), "be.inami_software.request_channel": "form"}
    assert lump_sum(assess, 2023, on_form, date(2024, 1, 1))[0] == "unknown"
    assert lump_sum(assess, 2023, {**on_form, **PROSANTE}, date(2024, 1, 1))[0] == "unknown"


def test_a_request_in_a_window_whose_days_are_not_known_is_unknown(assess: Assess) -> None:
    changes = {**PROSANTE, "be.inami_software.requested_on": date(2025, 10, 1)}
    status, reason = lump_sum(assess, 2024, changes, date(2025, 11, 1))
    assert status == "unknown"
    assert "not known here" in reason


@pytest.mark.parametrize(
    ("changes", "day", "status"),
    [
        ({}, date(2025, 6, 1), "to_do"),
        ({"be.inami_software.requested": False}, date(2024, 6, 1), "to_do"),
        ({"be.inami_software.requested": False}, date(2025, 12, 31), "to_do"),
        ({"be.inami_software.requested": False}, date(2026, 1, 1), "missed"),
        ({"be.inami_software.requested": False}, None, "missed"),
        ({"be.inami_software.requested": True}, date(2025, 6, 1), "unknown"),
        ({"be.inami_software.requested": True, **PROSANTE}, date(2025, 6, 1), "unknown"),
        ({"be.inami_software.requested_on": date(2025, 6, 1)}, date(2025, 6, 1), "unknown"),
        ({}, date(2026, 1, 1), "unknown"),
    ],
)
def test_the_software_aid_of_2024_is_requested_in_2025(
    assess: Assess, changes: dict[str, object], day: date | None, status: str
) -> None:
    assert lump_sum(assess, 2024, changes, day)[0] == status


def test_the_status_of_the_window_is_seen_from_the_day(assess: Assess) -> None:
    days = [date(2026, 1, 11), date(2026, 1, 12), date(2026, 3, 2), date(2026, 3, 3)]
    seen = [str(assess("fr-fami", 2025, as_of=day).application.status) for day in days]
    assert seen == ["not_yet_open", "open", "open", "closed"]
    assert assess("fr-fami", 2025).application.status is None


@pytest.mark.parametrize(("account", "status"), [(True, "possible"), (False, "blocked"), ("unknown", "unknown")])
def test_without_an_account_the_payment_is_blocked_and_the_amount_stays_due(
    assess: Assess, account: object, status: str
) -> None:
    result = assess("be-proqkine", 2023, {"be.prosante_account": account})
    assert result.application.payment_status == status
    assert result.amount.certain == 2000
    assert result.eligibility == "eligible"
    assert result.missing_facts == ()


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_every_reason_of_a_request_is_a_whole_sentence(assess: Assess, language: str) -> None:
    made = [{}, {"fr.fami.declared": False}, declared(), declared(date(2023, 3, 4), ["coordination"])]
    made += [declared(date(2023, 1, 5), ["coordination"]), declared(date(2023, 2, 1), ["dmp"])]
    asked = [{}, {"be.inami_software.requested": False}, {"be.inami_software.request_channel": "form"}]
    results = [assess("fr-fami", 2022, one, as_of=day) for one in made for day in (None, date(2023, 2, 1))]
    results += [assess("be-inami-software", 2024, one, as_of=day) for one in asked for day in (None, date(2025, 2, 1))]
    reasons = [b.request_reason(language) or "" for result in results for b in result.benefits.values()]
    assert len(set(reasons)) >= 7
    assert [reason for reason in reasons if "{" in reason or reason.startswith("[")] == []


@pytest.mark.parametrize(
    ("day", "reachable"), [(date(2025, 12, 31), 490), (date(2026, 1, 20), 490), (date(2026, 3, 3), 0)]
)
def test_a_proof_can_still_be_sent_until_entry_closes(assess: Assess, day: date, reachable: int) -> None:
    """Guide FAMI 2025, 1.1.2 and 1.1.3: without an action on a DMP, proofs sent with the declaration count."""
    a = assess("fr-fami", 2025, {"fr.dmp.transactions": 0, "fr.dmp.proof": "none"}, as_of=day)
    assert a.criteria["dmp"].outcome == "not_met"
    assert a.criteria["dmp"].still_open is bool(reachable)
    assert a.benefits["base"].amount.reachable == reachable
    if day.year == 2026 and reachable:
        assert "before the declaration period ends" in str(a.criteria["dmp"].remedy("en"))
