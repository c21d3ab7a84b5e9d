"""The single days of a timeline, each with what it is the day of."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import frozen

from incentives.timeline.states import Certainty, DeedState, MoneyState

if TYPE_CHECKING:
    from incentives.timeline.records import CourseYear, PaymentTime, RequestTime


class MarkKind(StrEnum):
    """What a day is the day of.

    ``deadline`` of a criterion, and its safer day ``advised``. Of requests: ``opens``, ``open_by`` (known to be open
    by then), ``prudent`` (to act by, where no closing day is known), ``closes``, ``closes_at_latest``; where only what
    lies around the days is known, ``opens_after`` and ``closes_before``. Of payment: ``payment_starts``,
    ``payment_ends``.
    """

    DEADLINE = "deadline"
    ADVISED = "advised"
    OPENS = "opens"
    OPEN_BY = "open_by"
    PRUDENT = "prudent"
    CLOSES = "closes"
    CLOSES_AT_LATEST = "closes_at_latest"
    OPENS_AFTER = "opens_after"
    CLOSES_BEFORE = "closes_before"
    PAYMENT_STARTS = "payment_starts"
    PAYMENT_ENDS = "payment_ends"


@frozen
class Mark:
    """One day.

    Attributes:
        kind: what it is the day of.
        criterion: the id of the criterion, of a deadline or its safer day; otherwise empty.
        day: the day.
        certainty: how sure it is; of what only bounds a window, unknown.
        state: what has become of the deed, or of the money.
    """

    kind: MarkKind
    criterion: str
    day: date
    certainty: Certainty
    state: DeedState | MoneyState

    @property
    def deed(self) -> str:
        """What the day belongs to within its scheme and year: the same, whatever day it falls on."""
        return f"{self.kind.value}.{self.criterion}" if self.criterion else self.kind.value


def marks_of(year: "CourseYear") -> Iterator[Mark]:
    """Every day that stands on the line of a year."""
    for one in year.deadlines:
        if one.advise_by is not None:
            yield Mark(MarkKind.ADVISED, one.criterion, one.advise_by, one.certainty, one.state)
        yield Mark(MarkKind.DEADLINE, one.criterion, one.day, one.certainty, one.state)
    if year.request is not None:
        yield from _of_request(year.request)
    yield from _of_payment(year.payment)


def _of_request(request: "RequestTime") -> Iterator[Mark]:
    days, within = request.days, request.days.within
    known = {
        MarkKind.OPENS: days.opens,
        MarkKind.OPEN_BY: days.open_by,
        MarkKind.CLOSES: days.closes,
        MarkKind.CLOSES_AT_LATEST: days.closes_at_latest,
    }
    for kind, day in known.items():
        if day is not None:
            yield Mark(kind, "", day, request.certainty, request.state)
    if request.advise_by is not None:
        yield Mark(MarkKind.PRUDENT, "", request.advise_by, Certainty.UNKNOWN, request.state)
    if within is not None and days.opens is None:
        yield Mark(MarkKind.OPENS_AFTER, "", within.start, Certainty.UNKNOWN, request.state)
    if within is not None and days.closes is None and days.closes_at_latest is None:
        yield Mark(MarkKind.CLOSES_BEFORE, "", within.end, Certainty.UNKNOWN, request.state)


def _of_payment(payment: "PaymentTime") -> Iterator[Mark]:
    if payment.period is not None:
        yield Mark(MarkKind.PAYMENT_STARTS, "", payment.period.start, payment.certainty, payment.state)
        yield Mark(MarkKind.PAYMENT_ENDS, "", payment.period.end, payment.certainty, payment.state)
