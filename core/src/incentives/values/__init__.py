"""Values without a domain: money, periods, windows and exact dates."""

from incentives.values.dates import last_day_of_february, still_ahead, years_later
from incentives.values.money import Money
from incentives.values.period import Period
from incentives.values.window import Window, WindowStatus

__all__ = ["Money", "Period", "Window", "WindowStatus", "last_day_of_february", "still_ahead", "years_later"]
