"""When something can be done: opening and closing days, as far as they are known."""

from datetime import date
from enum import StrEnum

from attrs import field, frozen

from incentives.values.period import Period


class WindowStatus(StrEnum):
    """Where a day stands in relation to a window.

    ``not_yet_open``, ``open`` or ``closed`` where the days known tell; otherwise ``unknown``.
    """

    NOT_YET_OPEN = "not_yet_open"
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@frozen
class Window:
    """The days on which one can apply; a day that the sources do not give is ``None``, never a guess.

    Attributes:
        opens: the first day.
        open_by: a day on which it is known to be open already, where the opening day itself is not known.
        closes: the last day that is surely still open.
        closes_at_latest: where sources disagree, the last day that may still be open.
        within: bounds that are certain where the exact days are not known.
        planned: whether the text calls its own dates provisional.

    Raises:
        ValueError: if it closes before it opens, or lies outside its own bounds.
    """

    opens: date | None = None
    open_by: date | None = None
    closes: date | None = None
    closes_at_latest: date | None = None
    within: Period | None = None
    planned: bool = field(default=False)

    def __attrs_post_init__(self) -> None:
        days = [day for day in (self.opens, self.open_by, self.closes, self.closes_at_latest) if day]
        if days != sorted(days):
            msg = f"the window closes before it opens: {', '.join(map(str, days))}"
            raise ValueError(msg)
        if self.within and not all(self.within.contains(day) for day in days):
            msg = f"the window's days lie outside its bounds {self.within.start} to {self.within.end}"
            raise ValueError(msg)

    @property
    def last_day(self) -> date | None:
        """The last day on which it may still be open, or ``None`` if nothing bounds it."""
        return self.closes_at_latest or self.closes or (self.within.end if self.within else None)

    @property
    def first_day(self) -> date | None:
        """The first day on which it may be open, or ``None`` if nothing bounds it."""
        return self.opens or (self.within.start if self.within else None)

    @property
    def surely_open(self) -> Period | None:
        """The days on which it is known to be open; ``None`` where there are none."""
        since, until = self._surely_open
        return Period(since, until) if since and until else None

    @property
    def _surely_open(self) -> tuple[date | None, date | None]:
        # at least on the day on which it is known to be
        return self.opens or self.open_by, self.closes or self.open_by or self.opens

    def status(self, day: date) -> WindowStatus:
        """Where the day stands; ``UNKNOWN`` where the days known do not tell."""
        if self.first_day and day < self.first_day:
            return WindowStatus.NOT_YET_OPEN
        if self.last_day and day > self.last_day:
            return WindowStatus.CLOSED
        since, until = self._surely_open
        is_open = since is not None and until is not None and since <= day <= until
        return WindowStatus.OPEN if is_open else WindowStatus.UNKNOWN
