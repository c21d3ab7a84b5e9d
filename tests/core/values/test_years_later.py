"""The same day of another year."""

from datetime import date

import pytest
from incentives.values import years_later


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2024, 12, 31), 1, date(2025, 12, 31)),
        (date(2024, 12, 31), -3, date(2021, 12, 31)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2023, 2, 28), 1, date(2024, 2, 28)),  # the same day, not the last of the month
        (date(2024, 6, 15), 0, date(2024, 6, 15)),
        (date(9999, 6, 15), 1, date(9999, 6, 15)),  # there is no later year
    ],
)
def test_a_day_keeps_its_month_and_its_place_in_it(day: date, years: int, expected: date) -> None:
    assert years_later(day, years) == expected
