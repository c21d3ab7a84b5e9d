"""Where days stand on a line that begins with the first year and ends with the last."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from incentives.report.records.times import RequestTime, Timeline, YearOfCourse
from incentives.timeline import Certainty, DeedState, MoneyState


@frozen
class Scale:
    """Years side by side, each as wide as the others.

    Attributes:
        first: the first year.
        last: the last year.
        width: of the whole line, in whatever one counts.
    """

    first: int
    last: int
    width: int

    @classmethod
    def of(cls, days: list[date], most: int, widest_year: int) -> "Scale":
        """From the year of the first day to that of the last, as wide as is allowed; years of whole cells if they fit.

        Args:
            days: that stand on the line.
            most: how wide it may be.
            widest_year: how wide one year may be.
        """
        first, last = min(days).year, max(days).year
        count = last - first + 1
        return cls(first, last, min(most // count, widest_year) * count or most)

    @property
    def years(self) -> range:
        """The years, in order."""
        return range(self.first, self.last + 1)

    def begins(self, day: date) -> int:
        """Where a day begins: in whole cells, the one in which it does."""
        start = date(day.year, 1, 1)
        days = (date(day.year, 12, 31) - start).days + 1
        passed = (day.year - self.first) * days + (day - start).days
        return passed * self.width // (len(self.years) * days)


def days_of(line: Timeline) -> Iterator[date]:
    """Every day that stands on a timeline."""
    if line.as_of and line.courses:
        yield line.as_of
    for course in line.courses:
        yield from (course.start, course.end)
        for year in course.years:
            request = vars(year.request).values() if year.request else ()
            named = [*(day for one in year.deadlines for day in (one.day, one.advise_by)), *request]
            yield from (one for one in (*named, year.payment.start, year.payment.end) if isinstance(one, date))


def deeds_by_day(year: YearOfCourse) -> dict[date, DeedState]:
    """For each last day, the state that is shown of the deeds that fall on it: the one that asks for most.

    What was not met is shown last, unless no money comes of the year at all: then it says why.
    """
    first = [DeedState.TO_DO, DeedState.UNSETTLED, DeedState.DONE, DeedState.MISSED]
    if year.payment.state is MoneyState.NOTHING:
        first[2:] = DeedState.MISSED, DeedState.DONE
    return {one.day: state for state in reversed(first) for one in year.deadlines if one.state is state}


def shown_span(request: RequestTime) -> tuple[date, date, bool] | None:
    """The days of a window as they are drawn, and whether both ends are firm; ``None`` where nothing bounds it."""
    start = request.opens or request.within_start or request.open_by or request.closes
    end = request.closes_at_latest or request.closes or request.within_end or start
    return None if start is None or end is None else (start, end, request.certainty is Certainty.STATED)
