"""What to say of a request where it is not told whether one is needed, or whether it was made."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from incentives import (
    Application,
    BenefitResult,
    Confidence,
    DatedWindow,
    Document,
    Fact,
    Payment,
    Reference,
    Request,
    Requirement,
    Window,
)
from incentives.assessment.requests import request_result

MadeUp = Any  # the class that the fixture `made_up` is
WRITTEN = (Reference(Document("bylaw", "Bylaw"), "article 2", Confidence.OFFICIAL),)
NEEDED, COVERED = Fact.yes_no("xx.needed"), Fact.yes_no("xx.covered")
REQUEST = Request(Fact.yes_no("xx.requested"), Fact.day("xx.requested_on"), covers=COVERED, needed=NEEDED)
FIRM = Window(opens=date(2026, 2, 1), closes=date(2026, 3, 31))
BEFORE, FIRST, LAST, AFTER = date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 31), date(2026, 4, 1)
NOT_MADE: dict[str, object] = {"requested": False}
NOT_NAMED: dict[str, object] = {"requested": True, "covered": False}
NEVER: dict[str, object] = {"requested_on": "none"}


@pytest.fixture(scope="module")
def grant(made_up: MadeUp) -> Callable[..., BenefitResult]:
    """`grant(day, needed=..., requested=...)`: a benefit of 100 that is due and has to be requested."""

    def found(day: date | None, window: Window = FIRM, request: Request = REQUEST, **told: object) -> BenefitResult:
        application = Application("post", (), Payment(), DatedWindow(window, references=WRITTEN))
        edition = made_up.of({"grant": (100, ["a"], {"request": request})}, application=application)
        result: BenefitResult = edition.assess(day, a=True, **told).benefits["grant"]
        return result

    return found


@pytest.fixture(scope="module")
def status(grant: Callable[..., BenefitResult]) -> Callable[..., str]:
    """`status(day, needed=..., requested=...)`: of the request for it."""
    return lambda *given, **told: str(grant(*given, **told).request)


@pytest.mark.parametrize("told", [NOT_MADE, NOT_NAMED, NEVER])
@pytest.mark.parametrize(
    ("day", "expected"),
    [(BEFORE, "to_do"), (FIRST, "to_do"), (LAST, "to_do"), (AFTER, "unknown"), (None, "unknown")],
)
def test_what_was_not_sent_and_was_perhaps_not_needed_is_to_do_while_it_can_be_done(
    status: Callable[..., str], told: dict[str, object], day: date | None, expected: str
) -> None:
    assert status(day, **told) == expected


@pytest.mark.parametrize("told", [NOT_MADE, NOT_NAMED, NEVER])
@pytest.mark.parametrize(("day", "expected"), [(BEFORE, "to_do"), (LAST, "to_do"), (AFTER, "missed"), (None, "missed")])
def test_what_was_not_sent_and_was_needed_is_to_do_and_then_missed(
    status: Callable[..., str], told: dict[str, object], day: date | None, expected: str
) -> None:
    assert status(day, needed=True, **told) == expected


@pytest.mark.parametrize("needed", [True, None])
@pytest.mark.parametrize("told", [{}, {"covered": True}, {"requested": True}])
@pytest.mark.parametrize(
    ("day", "expected"), [(BEFORE, "to_do"), (FIRST, "to_do"), (LAST, "to_do"), (AFTER, "unknown"), (None, "unknown")]
)
def test_what_was_perhaps_sent_is_to_do_while_it_can_be_done(
    status: Callable[..., str], needed: bool | None, told: dict[str, object], day: date | None, expected: str
) -> None:
    assert status(day, needed=needed, **told) == expected


@pytest.mark.parametrize("needed", [True, None])
def test_without_any_day_of_the_window_nobody_knows_after_the_period_whether_it_can_still_be_sent(
    status: Callable[..., str], needed: bool | None
) -> None:
    for told in ({}, NOT_MADE):
        assert status(date(2025, 12, 31), Window(), needed=needed, **told) == "to_do"
        assert status(date(2026, 1, 1), Window(), needed=needed, **told) == "unknown"


@pytest.mark.parametrize("day", [BEFORE, LAST, AFTER, None])
def test_where_nothing_is_to_be_sent_nothing_else_matters(status: Callable[..., str], day: date | None) -> None:
    for told in ({}, NOT_MADE, NOT_NAMED, {"requested_on": LAST, "covered": True}):
        assert status(day, needed=False, **told) == "not_needed"


@pytest.mark.parametrize(
    ("sent", "expected"), [(BEFORE, "invalid"), (FIRST, "valid"), (LAST, "valid"), (AFTER, "invalid")]
)
def test_a_request_counts_on_the_first_and_on_the_last_day(
    status: Callable[..., str], sent: date, expected: str
) -> None:
    assert status(date(2026, 6, 1), needed=True, covered=True, requested_on=sent) == expected
    assert status(sent, needed=True, covered=True, requested_on=sent) == expected
    assert status(None, needed=True, covered=True, requested_on=sent) == expected


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ({}, ["requested", "requested_on", "by_post", "covered"]),
        ({"requested": True}, ["requested_on", "by_post", "covered"]),
        ({"covered": True}, ["requested", "requested_on", "by_post"]),
        ({"requested_on": LAST}, ["by_post", "covered"]),  # whoever tells the day has told that it was made
        ({"requested_on": LAST, "by_post": True}, ["covered"]),
        ({"requested_on": LAST, "covered": True}, ["by_post"]),
        ({"requested_on": LAST, "covered": True, "by_post": True}, []),
        ({"requested": False}, []),
    ],
)
def test_what_would_settle_an_uncertain_request_is_asked(
    grant: Callable[..., BenefitResult], told: dict[str, object], asked: list[str]
) -> None:
    by_post = Requirement("by_post", Fact.yes_no("xx.by_post"))
    request = evolve(REQUEST, needed=None, requirements=(by_post,))
    found = grant(AFTER, request=request, **told).request_asks
    assert [one.id.removeprefix("xx.") for one in found] == asked
    assert all((one.benefits, one.spread) == (("grant",), None) for one in found)
    everywhere = evolve(request, covers=None)
    others = [one.id.removeprefix("xx.") for one in grant(AFTER, request=everywhere, **told).request_asks]
    assert others == [id for id in asked if id != "covered"]


def test_a_day_to_come_is_a_plan_and_no_request(status: Callable[..., str]) -> None:
    assert status(FIRST, needed=True, covered=True, requested_on=LAST) == "unknown"


def test_an_edition_that_asks_for_no_account_can_always_pay(made_up: MadeUp) -> None:
    for agreed in (True, False, None):
        result = made_up.of({"grant": (100, ["a"], {})}).assess(a=agreed)
        assert result.application.payment_status == "possible"


PLANNED = evolve(FIRM, planned=True)
DAYS_UNKNOWN = Window()
SENT: dict[str, object] = {"requested": True, "covered": True}


@pytest.mark.parametrize(
    ("day", "window", "told", "notes"),
    [
        # nothing to send
        (LAST, FIRM, {"needed": False}, ["nothing_to_send"]),
        (AFTER, FIRM, {"needed": False}, ["nothing_was_to_be_sent"]),
        (None, FIRM, {"needed": False}, ["nothing_was_to_be_sent"]),
        # not sent, and perhaps not needed
        (LAST, FIRM, NOT_MADE, ["perhaps_prefilled"]),
        (AFTER, FIRM, NOT_MADE, ["was_perhaps_prefilled"]),
        # not sent, and needed
        (LAST, FIRM, {"needed": True, **NOT_MADE}, []),
        (AFTER, FIRM, {"needed": True, **NOT_MADE}, []),
        (AFTER, PLANNED, {"needed": True, **NOT_MADE}, ["planned_closing"]),
        (BEFORE, DAYS_UNKNOWN, {"needed": True, **NOT_MADE}, ["may_be_over"]),
        (date(2025, 6, 1), DAYS_UNKNOWN, {"needed": True, **NOT_MADE}, ["may_be_over"]),
        (None, DAYS_UNKNOWN, {"needed": True, **NOT_MADE}, []),
        # not told whether it was sent
        (BEFORE, FIRM, {"needed": True}, []),
        (BEFORE, FIRM, {}, ["perhaps_prefilled"]),
        (LAST, FIRM, {"needed": True}, ["unless_done"]),
        (LAST, FIRM, {}, ["perhaps_prefilled"]),
        (AFTER, FIRM, {"needed": True}, ["was_it_made"]),
        (AFTER, FIRM, {}, ["was_it_made"]),
        (date(2025, 6, 1), DAYS_UNKNOWN, {"needed": True}, ["unless_done", "may_be_over"]),
        (AFTER, DAYS_UNKNOWN, {"needed": True}, ["was_it_made", "may_be_over"]),
        # sent
        (LAST, FIRM, {"needed": True, **SENT}, ["tell_day_and_channel"]),
        (LAST, FIRM, {"needed": True, **SENT, "requested_on": AFTER}, ["after_as_of"]),
        (LAST, FIRM, {"needed": True, **SENT, "requested_on": LAST}, []),
        (None, PLANNED, {"needed": True, **SENT, "requested_on": AFTER}, ["outside_planned"]),
        (None, DAYS_UNKNOWN, {"needed": True, **SENT, "requested_on": AFTER}, ["days_not_known"]),
    ],
)
def test_a_request_says_what_is_known_of_it_and_what_can_be_done(
    grant: Callable[..., BenefitResult], day: date | None, window: Window, told: dict[str, object], notes: list[str]
) -> None:
    found = grant(day, window, **told)
    assert [id for _, id in request_result(found.basis, found.benefit).sentences] == notes
