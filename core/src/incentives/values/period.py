"""A stretch of days, both ends included."""

from datetime import date

from attrs import field, frozen


@frozen
class Period:
    """The days from ``start`` to ``end``, both included.

    Raises:
        ValueError: if it ends before it starts.

    >>> Period.calendar_year(2024).contains(date(2024, 2, 29))
    True
    """

    start: date
    end: date = field()

    @end.validator
    def _check_order(self, _: object, value: date) -> None:
        if value < self.start:
            msg = f"the period ends ({value}) before it starts ({self.start})"
            raise ValueError(msg)

    @classmethod
    def calendar_year(cls, year: int) -> "Period":
        """1 January to 31 December of a year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    def contains(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.start <= day <= self.end
