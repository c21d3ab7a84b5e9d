"""An exact amount in one currency."""

import re
from decimal import Decimal, InvalidOperation

from attrs import field, frozen

from incentives.values.exact import plus


def _exact(value: Decimal | int | str) -> Decimal:
    if isinstance(value, bool | float):
        msg = f"an amount is written as text or a whole number, so that it stays exact; got {value!r}"
        raise TypeError(msg)
    try:
        amount = Decimal(value)
    except InvalidOperation:
        msg = f"expected an amount such as '800.00', got {value!r}"
        raise ValueError(msg) from None
    if not amount.is_finite():
        msg = f"expected an amount such as '800.00', got {value!r}"
        raise ValueError(msg)
    return amount


@frozen(order=False)
class Money:
    """An amount and its currency; never a floating-point number.

    Attributes:
        amount: units of the currency (not cents).
        currency: ISO 4217 code, such as ``"EUR"``.

    Raises:
        TypeError: if the amount is a float.
        ValueError: if the amount is not a number or the currency is not a three-letter code.

    >>> Money("800.00", "EUR") + Money("20", "EUR")
    Money(amount=Decimal('820.00'), currency='EUR')
    """

    amount: Decimal = field(converter=_exact)
    currency: str = field()

    @currency.validator
    def _check_currency(self, _: object, value: str) -> None:
        if not re.fullmatch("[A-Z]{3}", value):
            msg = f"expected an ISO 4217 currency code such as 'EUR', got {value!r}"
            raise ValueError(msg)

    def __add__(self, other: object) -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        if self.currency != other.currency:
            msg = f"amounts in {self.currency} and {other.currency} are never added without a rate"
            raise ValueError(msg)
        return Money(plus(self.amount, other.amount), self.currency)
