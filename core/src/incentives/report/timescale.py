"""Where days stand on a line that begins with the first year and ends with the last."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from incentives.report.layout import Labels
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


@frozen
class Lane:
    """A line of a timeline, as every picture of it has it.

    Attributes:
        name: of the scheme with its year or years; of the money of a year, in a few words.
        is_money: which of these it is.
        bars: the days from and to which something lasts, each called as in the key to the picture.
        deeds: last days, with the state that is shown of the deeds that fall on each.
    """

    name: str
    is_money: bool
    bars: tuple[tuple[str, date, date], ...]
    deeds: tuple[tuple[date, DeedState], ...] = ()


def lanes(line: Timeline, say: Labels) -> Iterator[Lane]:
    """What is done in each course, over what is paid for each of its years."""
    for course in line.courses:
        asked = (bar for year in course.years if year.request and (bar := _window(year.request)))
        deeds = tuple(deed for year in course.years for deed in _deeds_by_day(year).items())
        yield Lane(course.name, False, (("period", course.start, course.end), *asked), deeds)
        for year in course.years:
            name = say.tied(year.year, year.money_text) if course.cycle_text else year.money_text
            start, end = year.payment.start, year.payment.end
            yield Lane(name, True, (("payment", start, end),) if start and end else ())


def _deeds_by_day(year: YearOfCourse) -> dict[date, DeedState]:
    """For each last day, the state that is shown of the deeds that fall on it: the one that asks for most.

    What was not met is shown last, unless no money comes of the year at all: then it says why.
    """
    first = [DeedState.TO_DO, DeedState.UNSETTLED, DeedState.DONE, DeedState.MISSED]
    if year.payment.state is MoneyState.NOTHING:
        first[2:] = DeedState.MISSED, DeedState.DONE
    return {one.day: state for state in reversed(first) for one in year.deadlines if one.state is state}


def _window(request: RequestTime) -> tuple[str, date, date] | None:
    """The days of a window as they are drawn, firm or not; ``None`` where nothing bounds it."""
    start = request.opens or request.within_start or request.open_by or request.closes
    end = request.closes_at_latest or request.closes or request.within_end or start
    if start is None or end is None:
        return None
    return "window" if request.certainty is Certainty.STATED else "perhaps", start, end
