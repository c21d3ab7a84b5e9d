"""A last day still counts: of a window, of a criterion's deadline, of the reference period, of the payment."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from incentives import (
    Application,
    Assessment,
    Confidence,
    DatedWindow,
    Document,
    Fact,
    Payment,
    Period,
    Reference,
    Request,
    Window,
)

Assess = Callable[..., Assessment]
MadeUp = Any
WRITTEN = (Reference(Document("bylaw", "Bylaw"), "article 2", Confidence.OFFICIAL),)
REQUEST = Request(Fact.yes_no("xx.requested"), Fact.day("xx.requested_on"))
NO_PROOF = {"fr.dmp.transactions": 0, "fr.dmp.proof": "none"}


@pytest.fixture
def requested(made_up: MadeUp) -> Callable[[Window], Any]:
    """`requested(window)`: an edition of 2025 whose benefit of 100 is requested, and paid until September 2026."""

    def edition(window: Window) -> Any:
        payment = Payment(Period(date(2026, 4, 1), date(2026, 9, 30)))
        application = Application("post", (), payment, DatedWindow(window, references=WRITTEN))
        return made_up.of({"grant": (100, ["a"], {"request": REQUEST})}, application=application)

    return edition


@pytest.mark.parametrize(("day", "reachable"), [(date(2026, 3, 2), 490), (date(2026, 3, 3), 0)])
def test_a_document_can_still_be_sent_on_the_last_day_of_the_window(assess: Assess, day: date, reachable: int) -> None:
    result = assess("fr-fami", 2025, NO_PROOF, as_of=day)
    assert result.criteria["dmp"].still_open is bool(reachable)
    assert result.benefits["base"].amount.reachable == reachable


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2025, 6, 1), date(2025, 12, 31)),
        (date(2025, 12, 31), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 3, 2)),
        (date(2026, 3, 2), date(2026, 3, 2)),
        (date(2026, 3, 3), date(2025, 12, 31)),
        (None, date(2025, 12, 31)),
    ],
)
def test_the_deadline_is_that_of_the_documents_while_only_they_can_be_sent(
    assess: Assess, day: date | None, last: date
) -> None:
    assert assess("fr-fami", 2025, NO_PROOF, as_of=day).criteria["dmp"].deadline == last


@pytest.mark.parametrize(("day", "is_so_far"), [(date(2025, 12, 31), True), (date(2026, 1, 1), False), (None, False)])
def test_an_outcome_can_change_until_its_deadline_has_passed(
    made_up: MadeUp, day: date | None, is_so_far: bool
) -> None:
    result = made_up.of({"grant": (100, ["a"], {})}).assess(day, a=False)
    assert result.criteria["a"].is_so_far is is_so_far
    assert result.criteria["a"].still_open is is_so_far
    assert result.amount.reachable == (100 if is_so_far else 0)
    assert made_up.of({"grant": (100, ["a"], {})}).assess(day, a=True).criteria["a"].can_lapse is is_so_far


@pytest.mark.parametrize(("day", "is_over"), [(date(2025, 12, 31), False), (date(2026, 1, 1), True), (None, True)])
def test_the_reference_period_is_over_after_its_last_day(made_up: MadeUp, day: date | None, is_over: bool) -> None:
    assert made_up.of({"grant": (100, ["a"], {})}).assess(day).basis.is_period_over is is_over


@pytest.mark.parametrize(
    ("day", "possible"),
    [(date(2026, 3, 31), 0), (date(2026, 4, 1), 100), (date(2026, 9, 30), 100), (date(2026, 10, 1), 0)],
)
def test_a_request_missed_by_a_planned_day_may_be_taken_until_payment_ends(
    requested: Callable[[Window], Any], day: date, possible: int
) -> None:
    planned = Window(opens=date(2026, 2, 1), closes=date(2026, 3, 31), planned=True)
    assert requested(planned).assess(day, a=True, requested=False).payable.possible == possible


@pytest.mark.parametrize(
    ("day", "status"), [(date(2025, 12, 31), "to_do"), (date(2026, 1, 1), "unknown"), (None, "missed")]
)
def test_where_no_day_of_the_window_is_known_it_is_open_until_the_period_ends(
    requested: Callable[[Window], Any], day: date | None, status: str
) -> None:
    result = requested(Window()).assess(day, a=True, requested=False)
    assert result.benefits["grant"].request == status


def test_where_nothing_is_requested_no_window_is_over(made_up: MadeUp) -> None:
    for day in (date(2025, 6, 1), date(2027, 6, 1), None):
        assert made_up.of({"grant": (100, ["a"], {})}).assess(day).basis.is_window_over is False


def test_the_steps_are_told_until_the_window_has_closed(assess: Assess) -> None:
    told = {
        day: bool(assess("fr-fami", 2025, as_of=day).application.steps) for day in (date(2026, 3, 2), date(2026, 3, 3))
    }
    assert told == {date(2026, 3, 2): True, date(2026, 3, 3): False}
