"""Dates that a text gives by a rule and not by a number."""

import calendar
from datetime import date


def last_day_of_february(year: int) -> date:
    """The last day of February: the 29th in leap years, the 28th in the others."""
    return date(year, 2, calendar.monthrange(year, 2)[1])
