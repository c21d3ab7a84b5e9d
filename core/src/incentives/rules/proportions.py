"""A number or an amount divided by another, rounded as the text says, and an amount in proportion to a part."""

from collections.abc import Callable
from decimal import Decimal

from incentives.errors import ExpressionError
from incentives.rules.building import power_of_ten, when
from incentives.rules.expressions import Expression, Literal, Quotient
from incentives.rules.operators import (
    as_expression,
    calculated,
    describe,
    in_order,
    lifted,
    maximum,
    minimum,
    raw,
    zero_of,
)
from incentives.rules.types import Kind
from incentives.values import Money
from incentives.values.exact import MODES, quotient

MOST_DIGITS = 12  # after the point, as a table holds


def ratio(dividend: object, divisor: object, digits: int, mode: str, *, if_none: object = None) -> Expression:
    """One number divided by another, or an amount by either, rounded once as the text says.

    ``ratio(paid, months, 2, "half_up", if_none=money(0, "EUR"))``: what was paid for each month, to the nearest cent.
    Of two amounts in one currency it is a number.

    Args:
        dividend: what is divided.
        divisor: by what; below zero it is a fault of the facts.
        digits: how many digits after the point are kept, 0 to 12.
        mode: ``"down"`` to the multiple at or below, ``"up"`` to the one at or above, ``"half_up"`` to the nearest, a
            half to the one above.
        if_none: what holds where the divisor is zero; left out only where it cannot be, as of a figure.

    Raises:
        ExpressionError: if the kinds do not fit, the way of rounding is none of these, or nothing says what holds where
            the divisor is zero.
    """
    return _divided(dividend, divisor, (digits, mode), if_none, lambda exact: exact)


def pro_rata(  # noqa: PLR0913  # the text says each of these
    amount: object,
    part: object,
    of: object,
    digits: int,
    mode: str,
    *,
    if_none: object = None,
    floor: object = None,
    ceiling: object = None,
) -> Expression:
    """An amount in proportion to the part that is had of a whole: ``amount`` times ``part`` by ``of``, rounded once.

    ``pro_rata(money(1000, "EUR"), acts, 1200, 2, "half_up", ceiling=money(1000, "EUR"))``: 500.00 EUR for 600 acts.

    Args:
        amount: what is paid for the whole.
        part: a number, what one has of the whole.
        of: a number, the whole; below zero it is a fault of the facts.
        digits: as of ``ratio``.
        mode: likewise.
        if_none: what is paid where the whole is zero; left out as of ``ratio``.
        floor: it is at least this; not where the whole is zero.
        ceiling: it is at most this; not where the whole is zero.

    Raises:
        ExpressionError: as of ``ratio``.
    """

    def limited(exact: Expression) -> Expression:
        least = exact if ceiling is None else minimum(exact, ceiling)
        return least if floor is None else maximum(floor, least)

    return _divided(calculated("*", amount, part), of, (digits, mode), if_none, limited)


def quotient_by(dividend: Expression, divisor: Expression, to: str, mode: str) -> Expression:
    """The quotient alone, unknown where the divisor is zero: a part of what ``ratio`` builds."""
    unit = power_of_ten(to)
    _check(dividend, divisor, -int(unit.as_tuple().exponent), mode)
    return _quotient(dividend, divisor, unit, mode)


def _divided(
    dividend: object,
    divisor: object,
    rounding: tuple[int, str],
    if_none: object,
    limited: Callable[[Expression], Expression],
) -> Expression:
    one, other = as_expression(dividend), as_expression(divisor)
    _check(one, other, *rounding)
    to = Decimal(1).scaleb(-rounding[0])

    def quotient_of(its: Expression, divided_by: Expression) -> Expression:
        found = limited(in_order(lambda part: _quotient(part, divided_by, to, rounding[1]), its))
        is_none = divided_by == zero_of(divided_by)
        if isinstance(divided_by, Literal) or (isinstance(is_none, Literal) and not is_none.value):
            return found  # a figure, or a limit keeps it above zero
        if if_none is None:
            msg = f"{describe(divided_by)} can be zero: say with if_none=... what holds then"
            raise ExpressionError(msg)
        return when(is_none).then(if_none).otherwise(found)

    return lifted(quotient_of, one, other)


def _quotient(dividend: Expression, divisor: Expression, to: Decimal, mode: str) -> Expression:
    if isinstance(divisor, Literal) and raw(divisor.value) <= 0:
        msg = f"a figure to divide by is above zero; got {raw(divisor.value)}"
        raise ExpressionError(msg)
    if not isinstance(dividend, Literal) or not isinstance(divisor, Literal):
        return Quotient(dividend, divisor, f"{to:f}", mode)
    number = quotient(raw(dividend.value), raw(divisor.value), to, mode)
    is_amount = isinstance(dividend.value, Money) and not isinstance(divisor.value, Money)
    return Literal(Money(number, dividend.type.currency or "") if is_amount else number)


def _check(dividend: Expression, divisor: Expression, digits: int, mode: str) -> None:
    is_sound = all(one.type.is_number or one.type.kind is Kind.MONEY for one in (dividend, divisor))
    if not is_sound or (divisor.type.currency and dividend.type != divisor.type):
        msg = (
            f"{describe(dividend)} by {describe(divisor)}: a number is divided by a number, "
            "and an amount by a number or by an amount in its currency"
        )
    elif type(digits) is not int or not 0 <= digits <= MOST_DIGITS or mode not in MODES:
        msg = (
            f"a quotient is rounded to 0 to {MOST_DIGITS} digits after the point, by one of the modes "
            f"{', '.join(MODES)}, as the text says; got {digits!r} and {mode!r}"
        )
    else:
        return
    raise ExpressionError(msg)
