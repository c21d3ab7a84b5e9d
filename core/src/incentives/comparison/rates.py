"""Rates of exchange that a caller gives."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from attrs import field, frozen

from incentives.assessment.outcomes import Amount
from incentives.errors import InvalidArgument
from incentives.values.exact import STEADY

CENT = Decimal("0.01")


@frozen
class Rates:
    """What one unit of other currencies is worth in one.

    Attributes:
        currency: that one, ISO 4217.
        units: how many units of it one unit of another currency is, by the other's code.

    Raises:
        InvalidArgument: naming every rate that is none.
    """

    currency: str
    units: Mapping[str, Decimal] = field()

    @units.validator
    def _check(self, _: object, value: Mapping[str, Decimal]) -> None:
        wrong = [f"{name} = {rate!r}" for name, rate in value.items() if not _is_rate(rate)]
        if wrong:
            msg = f"not a rate (a Decimal above 0): {', '.join(wrong)}"
            raise InvalidArgument(msg, wrong=wrong)
        if value.get(self.currency, 1) != 1:
            msg = f"{self.currency} = {value[self.currency]}: one {self.currency} is 1 {self.currency}"
            raise InvalidArgument(msg, wrong=[self.currency])

    def check(self, used: Iterable[str]) -> None:
        """Make sure that every currency has a rate.

        Raises:
            InvalidArgument: naming each one that has none.
        """
        missing = sorted({*used} - {*self.units, self.currency})
        if missing:
            msg = f"no rate for {', '.join(missing)}: say how many {self.currency} one of it is"
            raise InvalidArgument(msg, missing=missing)

    def convert(self, amount: Amount) -> Amount:
        """The same amount, exactly, in the one currency."""
        rate = Decimal(1) if amount.currency == self.currency else self.units[amount.currency]
        possible, reachable = (
            None if end is None else STEADY.multiply(end, rate) for end in (amount.possible, amount.reachable)
        )
        return Amount(STEADY.multiply(amount.certain, rate), possible, reachable, self.currency)


def rounded(amount: Amount) -> Amount:
    """To the cent, a half upwards."""
    possible, reachable = (None if end is None else _cents(end) for end in (amount.possible, amount.reachable))
    return Amount(_cents(amount.certain), possible, reachable, amount.currency)


def _is_rate(rate: object) -> bool:
    return isinstance(rate, Decimal) and rate.is_finite() and rate > 0


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP, STEADY)
