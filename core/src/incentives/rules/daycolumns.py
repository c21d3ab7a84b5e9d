"""Days of a table moved, and the whole time between two of them, as ``values.dates`` reckons both."""

from datetime import MAXYEAR, MINYEAR, date
from typing import Any

import polars as pl

from incentives.rules.measures import Cell, as_lit
from incentives.values import dates
from incentives.values.dates import DAYS, MONTHS_IN, YEAR

EPOCH = date(1970, 1, 1).toordinal()


def moved(day: Cell, by: Cell, unit: str) -> Cell:
    """A day so many years, months or days later, unknown where one of the two is."""
    if day is None or by is None:
        return None
    if not isinstance(day, pl.Expr) and not isinstance(by, pl.Expr):
        return dates.moved(day, unit, by)  # type: ignore[arg-type]  # a day and a whole number
    its_day, count = as_lit(day), as_lit(by).cast(pl.Int64)
    if unit == DAYS:
        number = its_day.cast(pl.Int32).cast(pl.Int64) + count
        return number.clip(1 - EPOCH, date.max.toordinal() - EPOCH).cast(pl.Int32).cast(pl.Date)
    months = _months(its_day) + count * MONTHS_IN[unit]
    first, last = MINYEAR * YEAR, MAXYEAR * YEAR + YEAR - 1
    within = months.clip(first, last)
    month = pl.date(within // YEAR, within % YEAR + 1, 1)
    found = pl.min_horizontal(its_day.dt.day().cast(pl.Int64), month.dt.days_in_month().cast(pl.Int64))
    same = pl.date(within // YEAR, within % YEAR + 1, found)
    beyond = pl.when(months < first).then(pl.lit(date.min)).when(months > last).then(pl.lit(date.max))
    return pl.when(its_day.is_not_null() & count.is_not_null()).then(beyond.otherwise(same))


def elapsed(unit: str, start: Cell, end: Cell) -> Cell:
    """How many whole years, months or days lie between two days, unknown where one of the two is."""
    if start is None or end is None:
        return None
    if not isinstance(start, pl.Expr) and not isinstance(end, pl.Expr):
        return dates.elapsed(unit, start, end)  # type: ignore[arg-type]  # two days
    first, second = as_lit(start), as_lit(end)
    if unit == DAYS:
        return second.cast(pl.Int32).cast(pl.Int64) - first.cast(pl.Int32).cast(pl.Int64)
    is_short = second.dt.day() < pl.min_horizontal(first.dt.day(), second.dt.days_in_month())
    months: Any = _months(second) - _months(first) - is_short.cast(pl.Int64)
    return months // MONTHS_IN[unit]  # type: ignore[no-any-return]  # of a column


def _months(day: pl.Expr) -> pl.Expr:
    return day.dt.year().cast(pl.Int64) * YEAR + day.dt.month().cast(pl.Int64) - 1
