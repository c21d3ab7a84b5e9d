"""Amounts of an answer by their place, and by how much they differ."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from incentives.assessment.outcomes import ZERO, Amount
from incentives.saved.row_answers import RowAnswer
from incentives.values.exact import STEADY


class Measure(StrEnum):
    """What an amount says.

    ``payable``: what will be paid. ``entitled``: the entitlement on the criteria. ``received``: what was received
    already, as far as it was told.
    """

    PAYABLE = "payable"
    ENTITLED = "entitled"
    RECEIVED = "received"


@frozen
class AmountPlace:
    """Which amount of an answer.

    Attributes:
        scheme: id; ``None`` for the sum over all schemes and years.
        year: reference year; ``None`` for that sum.
        benefit: id; ``None`` for all of the scheme and year.
        measure: what it says.
        currency: ISO 4217.
    """

    scheme: str | None
    year: int | None
    benefit: str | None
    measure: Measure
    currency: str


@frozen
class Shift:
    """By how much an amount moved; ``None`` where one of the two was without a bound and the other was not.

    Attributes:
        certain: of what is certain.
        possible: of what is possible.
        reachable: of what is within reach.
    """

    certain: Decimal
    possible: Decimal | None
    reachable: Decimal | None

    @property
    def is_nothing(self) -> bool:
        """Whether nothing moved."""
        return self == NOTHING

    def __add__(self, other: "Shift") -> "Shift":
        """Both, one after the other."""
        return Shift(
            STEADY.add(self.certain, other.certain),
            _sum(self.possible, other.possible),
            _sum(self.reachable, other.reachable),
        )

    def __neg__(self) -> "Shift":
        """The way back."""
        return Shift(*(None if one is None else STEADY.minus(one) for one in self.ends))  # type: ignore[arg-type]  # certain is a number

    @property
    def ends(self) -> tuple[Decimal | None, ...]:
        """Certain, possible, reachable."""
        return self.certain, self.possible, self.reachable


NOTHING = Shift(ZERO, ZERO, ZERO)
Amounts = Mapping[AmountPlace, Amount]
Shifts = Mapping[AmountPlace, Shift]


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else STEADY.add(one, other)


def amounts_of(answers: Iterable[RowAnswer], totals: Iterable[Amount]) -> Amounts:
    """The amounts of an answer, each at its place."""
    found = {AmountPlace(None, None, None, Measure.PAYABLE, one.currency): one for one in totals}
    for answer in answers:
        for benefit, measure, amount in _parts(answer):
            found[AmountPlace(answer.scheme, answer.year, benefit, measure, amount.currency)] = amount
    return found


def _parts(answer: RowAnswer) -> Iterator[tuple[str | None, Measure, Amount]]:
    whole = {Measure.PAYABLE: answer.payable, Measure.ENTITLED: answer.entitled, Measure.RECEIVED: answer.received}
    yield from ((None, measure, amount) for measure, amount in whole.items() if amount is not None)
    for id, benefit in answer.benefits.items():
        yield id, Measure.PAYABLE, benefit.payable
        yield id, Measure.ENTITLED, benefit.entitled


def shifts_between(before: Amounts, after: Amounts) -> dict[AmountPlace, Shift]:
    """What moved from one answer to another; what one of them lacks is nothing in it."""
    found = {}
    for place in dict.fromkeys((*before, *after)):
        none = Amount(ZERO, ZERO, ZERO, place.currency)
        old, new = before.get(place, none), after.get(place, none)
        shift = Shift(
            STEADY.subtract(new.certain, old.certain),
            _difference(old.possible, new.possible),
            _difference(old.reachable, new.reachable),
        )
        if not shift.is_nothing:
            found[place] = shift
    return found


def _difference(old: Decimal | None, new: Decimal | None) -> Decimal | None:
    if old is None or new is None:
        return ZERO if old is new else None
    return STEADY.subtract(new, old)


def added(several: Iterable[Shifts]) -> dict[AmountPlace, Shift]:
    """Several steps, one after the other."""
    found: dict[AmountPlace, Shift] = {}
    for shifts in several:
        for place, shift in shifts.items():
            found[place] = found.get(place, NOTHING) + shift
    return {place: shift for place, shift in found.items() if not shift.is_nothing}


def less(shifts: Shifts, others: Iterable[Shifts]) -> dict[AmountPlace, Shift]:
    """What is left of a step once others are taken away."""
    return added([shifts, *({place: -shift for place, shift in other.items()} for other in others)])
