"""Where days stand on a line that begins with the first year and ends with the last."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attrs import frozen


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


def days_of(content: Mapping[str, Any]) -> Iterator[date]:
    """Every day that stands on a timeline."""
    yield from map(date.fromisoformat, filter(None, [content["as_of"] if content["courses"] else None]))
    for course in content["courses"]:
        yield from map(date.fromisoformat, (course["start"], course["end"]))
        for year in course["years"]:
            named = [one[key] for one in year["deadlines"] for key in ("day", "advise_by")]
            if year["request"]:
                keys = ("opens", "open_by", "closes", "closes_at_latest", "within_start", "within_end", "advise_by")
                named += [year["request"][key] for key in keys]
            named += [year["payment"]["start"], year["payment"]["end"]]
            yield from map(date.fromisoformat, filter(None, named))


def deeds_by_day(year: Mapping[str, Any]) -> dict[date, str]:
    """For each last day, the state that is shown of the deeds that fall on it: the one that asks for most.

    What was not met is shown last, unless no money comes of the year at all: then it says why.
    """
    first = [
        "to_do",
        "unsettled",
        *(["missed", "done"] if year["payment"]["state"] == "nothing" else ["done", "missed"]),
    ]
    found: dict[date, str] = {}
    for state in reversed(first):
        found |= {date.fromisoformat(one["day"]): state for one in year["deadlines"] if one["state"] == state}
    return found


def shown_span(request: Mapping[str, Any]) -> tuple[date, date, bool] | None:
    """The days of a window as they are drawn, and whether both ends are firm; ``None`` where nothing bounds it."""
    start = request["opens"] or request["within_start"] or request["open_by"] or request["closes"]
    end = request["closes_at_latest"] or request["closes"] or request["within_end"] or start
    if start is None or end is None:
        return None
    return date.fromisoformat(start), date.fromisoformat(end), request["certainty"] == "stated"
