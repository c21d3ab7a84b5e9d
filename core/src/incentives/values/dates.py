"""Dates that a text gives by a rule and not by a number, and the same day of another year."""

import calendar
from datetime import MAXYEAR, MINYEAR, date


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
