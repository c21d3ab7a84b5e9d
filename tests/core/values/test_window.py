from datetime import date
from typing import Any

import pytest
from incentives import Period, Window, WindowStatus

NOT_YET, OPEN, CLOSED, UNKNOWN = (
    WindowStatus.NOT_YET_OPEN,
    WindowStatus.OPEN,
    WindowStatus.CLOSED,
    WindowStatus.UNKNOWN,
)
JANUARY, FEBRUARY, MARCH, APRIL = (date(2025, month, 10) for month in (1, 2, 3, 4))
YEAR = Period.calendar_year(2025)
EXACT = Window(opens=JANUARY, closes=MARCH)
DISPUTED = Window(opens=JANUARY, closes=MARCH, closes_at_latest=APRIL)
OPEN_BY = Window(open_by=FEBRUARY, closes=MARCH)
BOUNDED = Window(within=YEAR)


@pytest.mark.parametrize(
    ("window", "day", "status"),
    [
        (EXACT, date(2025, 1, 9), NOT_YET),
        (EXACT, JANUARY, OPEN),
        (EXACT, FEBRUARY, OPEN),
        (EXACT, MARCH, OPEN),
        (EXACT, date(2025, 3, 11), CLOSED),
        # where the sources disagree on the last day, the days between are neither
        (DISPUTED, MARCH, OPEN),
        (DISPUTED, date(2025, 3, 11), UNKNOWN),
        (DISPUTED, APRIL, UNKNOWN),
        (DISPUTED, date(2025, 4, 11), CLOSED),
        # known to be open already on a day, the opening day itself not known
        (OPEN_BY, date(2025, 2, 9), UNKNOWN),
        (OPEN_BY, FEBRUARY, OPEN),
        (OPEN_BY, MARCH, OPEN),
        (OPEN_BY, date(2025, 3, 11), CLOSED),
        # only its bounds are known
        (BOUNDED, date(2024, 12, 31), NOT_YET),
        (BOUNDED, date(2025, 1, 1), UNKNOWN),
        (BOUNDED, date(2025, 12, 31), UNKNOWN),
        (BOUNDED, date(2026, 1, 1), CLOSED),
        # one end only
        (Window(opens=JANUARY), date(2025, 1, 9), NOT_YET),
        (Window(opens=JANUARY), FEBRUARY, UNKNOWN),
        (Window(closes=MARCH), FEBRUARY, UNKNOWN),
        (Window(closes=MARCH), date(2025, 3, 11), CLOSED),
        (Window(), FEBRUARY, UNKNOWN),
        # a closing day with bounds for the opening
        (Window(closes=MARCH, within=YEAR), date(2024, 12, 31), NOT_YET),
        (Window(closes=MARCH, within=YEAR), FEBRUARY, UNKNOWN),
        (Window(closes=MARCH, within=YEAR), APRIL, CLOSED),
    ],
)
def test_the_status_of_a_window_on_a_day(window: Window, day: date, status: WindowStatus) -> None:
    assert window.status(day) is status


@pytest.mark.parametrize(
    "window",
    [Window(opens=FEBRUARY), Window(open_by=FEBRUARY), Window(open_by=FEBRUARY, closes_at_latest=APRIL)],
)
def test_a_window_is_open_on_the_day_on_which_it_is_known_to_be(window: Window) -> None:
    assert window.status(FEBRUARY) is OPEN


@pytest.mark.parametrize(
    ("window", "last"),
    [
        (EXACT, MARCH),
        (DISPUTED, APRIL),
        (BOUNDED, date(2025, 12, 31)),
        (Window(closes=MARCH, within=YEAR), MARCH),
        (Window(opens=JANUARY), None),
    ],
)
def test_the_last_day_is_the_last_on_which_it_may_still_be_open(window: Window, last: date | None) -> None:
    assert window.last_day == last


@pytest.mark.parametrize(
    "days",
    [
        {"opens": MARCH, "closes": JANUARY},
        {"open_by": MARCH, "closes": JANUARY},
        {"opens": MARCH, "open_by": JANUARY},
        {"closes": MARCH, "closes_at_latest": JANUARY},
    ],
)
def test_a_window_that_closes_before_it_opens_is_refused(days: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="closes before it opens"):
        Window(**days)


def test_a_window_outside_its_own_bounds_is_refused() -> None:
    with pytest.raises(ValueError, match="outside its bounds 2025-01-01 to 2025-12-31"):
        Window(closes=date(2026, 1, 1), within=YEAR)


def test_planned_days_are_said_to_be_planned() -> None:
    assert Window(opens=JANUARY, planned=True).planned
    assert not EXACT.planned
