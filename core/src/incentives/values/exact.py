"""Exact arithmetic of decimals, and rounding only where a text asks for it."""

from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from types import MappingProxyType

MODES = ("down", "up", "half_up")
_EXACT = Context(prec=100)  # no number of a rule comes to as many digits: none is rounded on the way
CALCULATED: Mapping[str, Callable[[Decimal | int, Decimal | int], Decimal]] = MappingProxyType({
    "+": _EXACT.add, "-": _EXACT.subtract, "*": _EXACT.multiply,
})  # fmt: skip


def rounded_to(value: Decimal | int, to: Decimal, mode: str) -> Decimal:
    """A number rounded to a multiple of ``to``, a power of ten.

    Args:
        value: the number.
        to: such as 0.01.
        mode: ``"down"`` to the multiple at or below, ``"up"`` to the one at or above, ``"half_up"`` to the nearest, a
            half to the one above.

    >>> rounded_to(Decimal("2.345"), Decimal("0.01"), "half_up")
    Decimal('2.35')
    """
    multiples = _EXACT.divide(_EXACT.add(value, to / 2) if mode == "half_up" else value, to)
    whole = multiples.to_integral_value(ROUND_CEILING if mode == "up" else ROUND_FLOOR)
    return _EXACT.multiply(whole, to)
