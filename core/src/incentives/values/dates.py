"""Dates that a text gives by a rule and not by a number, and the same day of another year."""

import calendar
from datetime import date


def last_day_of_february(year: int) -> date:
    """The last day of February: the 29th in leap years, the 28th in the others."""
    return date(year, 2, calendar.monthrange(year, 2)[1])


def years_later(day: date, years: int) -> date:
    """The same day so many years later, or earlier; 29 February becomes the 28th where there is none."""
    return day.replace(year=day.year + years, day=min(day.day, calendar.monthrange(day.year + years, day.month)[1]))
