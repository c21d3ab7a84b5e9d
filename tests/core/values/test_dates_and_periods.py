from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incentives import Period, last_day_of_february


@pytest.mark.parametrize(("year", "day"), [(2023, 28), (2024, 29), (2000, 29), (1900, 28), (2100, 28), (2400, 29)])
def test_the_last_day_of_february_is_a_rule_and_no_number(year: int, day: int) -> None:
    assert last_day_of_february(year) == date(year, 2, day)


@given(st.integers(1, 9999))
def test_the_day_after_the_last_of_february_is_the_first_of_march(year: int) -> None:
    assert last_day_of_february(year) + timedelta(1) == date(year, 3, 1)


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (date(2024, 2, 29), True),
        (date(2024, 12, 31), True),
        (date(2025, 1, 1), False),
    ],
)
def test_a_calendar_year_holds_both_of_its_ends(day: date, inside: bool) -> None:
    assert Period.calendar_year(2024).contains(day) is inside


def test_a_period_may_be_one_day() -> None:
    day = date(2024, 5, 1)
    assert Period(day, day).contains(day)


def test_a_period_that_ends_before_it_starts_is_refused_with_both_days() -> None:
    with pytest.raises(ValueError, match=r"ends \(2024-01-01\) before it starts \(2024-01-02\)"):
        Period(date(2024, 1, 2), date(2024, 1, 1))
