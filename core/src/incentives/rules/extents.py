"""Between which values a fact lies in the world: twelve months are the most, and no fee is negative."""

from datetime import date, datetime
from decimal import Decimal

from attrs import frozen

from incentives.rules.types import Kind, Value
from incentives.values.exact import is_plausible

Limit = int | Decimal | date
#: The least value of a number that nothing bounds below.
ENDLESS = Decimal("-Infinity")
_NUMBERS = frozenset({Kind.COUNT, Kind.DECIMAL, Kind.MONEY})
_WRITTEN = {
    Kind.COUNT: "whole numbers of at least 0",
    Kind.DECIMAL: "whole numbers or decimals",
    Kind.MONEY: "whole numbers or decimals, in its currency",
    Kind.DATE: "dates",
}


@frozen
class Extent:
    """A closed range of values.

    Attributes:
        low: the least one; ``None`` where nothing bounds it.
        high: the largest one; ``None`` where nothing bounds it.
    """

    low: Limit | None = None
    high: Limit | None = None

    def holds(self, value: Value) -> bool:
        """Whether a value lies in it; what has no order always does, and so does a day that is told to be absent."""
        if isinstance(value, str | bool | frozenset):
            return True
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)  # type: ignore[operator]  # days have days for limits, numbers numbers

    @property
    def numbers(self) -> tuple[Decimal | None, Decimal | None]:
        """Its ends as numbers; ``None`` where nothing bounds it, or days do."""
        low, high = (None if end is None or isinstance(end, date) else Decimal(end) for end in (self.low, self.high))
        return low, high

    @property
    def shape(self) -> str:
        """How it is said: ``at_least``, ``at_most``, ``between``; of days ``from``, ``until``, ``days_between``."""
        is_day = isinstance(self.high if self.low is None else self.low, date)
        if self.high is None:
            return "from" if is_day else "at_least"
        if self.low is None:
            return "until" if is_day else "at_most"
        return "days_between" if is_day else "between"

    @property
    def ends(self) -> tuple[Limit, ...]:
        """Those of its ends that there are."""
        return tuple(end for end in (self.low, self.high) if end is not None)


NOT_NEGATIVE = Extent(0)


def extent_of(kind: Kind, least: Limit | None, most: Limit | None) -> Extent:
    """The values that a fact can have, by what its declaration says; numbers are not negative unless it does."""
    if kind in _NUMBERS and least is None:
        return NOT_NEGATIVE if most is None else Extent(0, most)
    return Extent(None if least == ENDLESS else least, most)


def given_limit(value: object) -> object:
    """A limit in one form however it is written, so that declarations of one fact are the same where they say the same.

    >>> given_limit(Decimal("12.00")), given_limit(Decimal("12.50"))
    (12, Decimal('12.5'))
    """
    if not isinstance(value, Decimal) or not value.is_finite() or not is_plausible(value):
        return value
    return int(value) if value == value.to_integral_value() else Decimal(f"{value:f}".rstrip("0"))


def misplaced(kind: Kind, least: object, most: object) -> str | None:
    """What is wrong with the limits of a fact, as the end of a message; ``None`` where nothing is."""
    said = [one for one in (None if least == ENDLESS else least, most) if one is not None]
    if said and kind not in _WRITTEN:
        return f"a {kind.value} has no least and no largest value"
    if strange := [one for one in said if not _is_limit(kind, one)]:
        return f"the limits of a {kind.value} are {_WRITTEN[kind]}, not {strange[0]!r}"
    low, high = (extent := extent_of(kind, least, most)).low, extent.high  # type: ignore[arg-type]  # limits, as was seen
    if low is not None and high is not None and low > high:  # type: ignore[operator]  # of one kind, as was seen
        return f"nothing is at least {low} and at most {high}"
    return None


def _is_limit(kind: Kind, value: object) -> bool:
    if kind is Kind.DATE:
        return isinstance(value, date) and not isinstance(value, datetime)
    if kind is Kind.COUNT:
        return type(value) is int and value >= 0
    return type(value) in {int, Decimal} and Decimal(value).is_finite() and is_plausible(Decimal(value))  # type: ignore[arg-type]  # a number
