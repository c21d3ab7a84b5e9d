"""Dates that a text gives by a rule and not by a number, days moved, and the whole time between two days."""

import calendar
from collections.abc import Mapping
from datetime import MAXYEAR, MINYEAR, date
from types import MappingProxyType

DAYS = "days"
MONTHS_IN: Mapping[str, int] = MappingProxyType({"years": 12, "months": 1})
UNITS = (*MONTHS_IN, DAYS)
YEAR = 12  # months


def last_day_of_february(year: int) -> date:
    """The last day of February: the 29th in leap years, the 28th in the others."""
    return date(year, 2, calendar.monthrange(year, 2)[1])


def still_ahead(day: date | None, as_of: date | None) -> date | None:
    """The day, unless it has passed."""
    return None if day is None or (as_of is not None and as_of > day) else day


def years_later(day: date, years: int) -> date:
    """The same day so many years later, or earlier; 29 February becomes the 28th where there is none.

    Beyond the first and the last year that dates have, it is the same day of these.
    """
    year = min(max(day.year + years, MINYEAR), MAXYEAR)
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def moved(day: date, unit: str, by: int) -> date:
    """A day so many years, months or days later, or earlier where that is negative.

    Where the month has no such day, it is its last one. Beyond the first and the last day that dates have, it is these.

    Args:
        day: the day.
        unit: one of ``UNITS``.
        by: how many.

    >>> moved(date(2024, 1, 31), "months", 1), moved(date(2024, 2, 29), "years", 1)
    (datetime.date(2024, 2, 29), datetime.date(2025, 2, 28))
    """
    if unit == DAYS:
        return date.fromordinal(min(max(day.toordinal() + by, 1), date.max.toordinal()))
    year, month = divmod(day.year * YEAR + day.month - 1 + by * MONTHS_IN[unit], YEAR)
    if not MINYEAR <= year <= MAXYEAR:
        return date.min if year < MINYEAR else date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def elapsed(unit: str, start: date, end: date) -> int:
    """How many whole years, months or days lie between two days; negative where the second comes before the first.

    It is the most by which the first day can be moved without coming after the second.

    Args:
        unit: one of ``UNITS``.
        start: the first day.
        end: the second one.

    >>> elapsed("years", date(2006, 2, 28), date(2024, 2, 27)), elapsed("years", date(2004, 2, 29), date(2022, 2, 28))
    (17, 18)
    """
    if unit == DAYS:
        return end.toordinal() - start.toordinal()
    last = calendar.monthrange(end.year, end.month)[1]
    months = (end.year - start.year) * YEAR + end.month - start.month - (end.day < min(start.day, last))
    return months // MONTHS_IN[unit]
