"""Exact arithmetic of decimals, and rounding only where a text asks for it."""

from collections.abc import Callable, Iterable, Mapping
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DecimalException,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
    localcontext,
)
from functools import reduce, wraps
from types import MappingProxyType
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
MODES = ("down", "up", "half_up")
_TRAPS = [InvalidOperation, DivisionByZero, Overflow]


def _context(*traps: type[DecimalException]) -> Context:
    """Every setting is named: one that is left out would be taken from what other code made the default."""
    bounds = {"Emin": max(MIN_EMIN, -999_999), "Emax": min(MAX_EMAX, 999_999)}
    return Context(100, ROUND_HALF_EVEN, **bounds, capitals=1, clamp=0, flags=[], traps=[*_TRAPS, *traps])


#: In which everything is added, divided and written, whatever the context of the caller or of a plugin is.
STEADY = _context()
#: No scheme pays as much: what comes to more comes from a wrong value.
LARGEST_AMOUNT = Decimal(10**15)
LARGEST_POWER, SMALLEST_POWER = 15, -30  # of ten: no number of the world has a digit beyond
plus: Callable[[Decimal, Decimal], Decimal] = STEADY.add
_EXACT = _context(Inexact)  # no number of a rule comes to as many digits: none is ever rounded on the way
CALCULATED: Mapping[str, Callable[[Decimal | int, Decimal | int], Decimal]] = MappingProxyType({
    "+": _EXACT.add, "-": _EXACT.subtract, "*": _EXACT.multiply,
})  # fmt: skip


def is_plausible(number: Decimal) -> bool:
    """Whether a finite number is neither so large nor so fine that it can only be a mistake.

    >>> is_plausible(Decimal("800.00")), is_plausible(Decimal("1e999999"))
    (True, False)
    """
    return not number or (number.adjusted() <= LARGEST_POWER and int(number.as_tuple().exponent) >= SMALLEST_POWER)


def in_all(parts: Iterable[Decimal]) -> Decimal:
    """The sum of amounts.

    >>> in_all([Decimal("4810.00"), Decimal("500.00")])
    Decimal('5310.00')
    """
    return reduce(STEADY.add, parts, Decimal(0))


def steady(function: Callable[P, T]) -> Callable[P, T]:
    """A function in which every decimal is calculated with as in ``STEADY``."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with localcontext(STEADY):
            return function(*args, **kwargs)

    return run


def quotient(dividend: Decimal | int, divisor: Decimal | int, to: Decimal, mode: str) -> Decimal:
    """A number divided by one above zero, rounded to a multiple of ``to``; never rounded twice.

    Args:
        dividend: what is divided.
        divisor: by what.
        to: a power of ten, such as 0.01.
        mode: as in ``rounded_to``.

    >>> quotient(2, 3, Decimal("0.01"), "half_up"), quotient(-2, 3, Decimal("0.01"), "down")
    (Decimal('0.67'), Decimal('-0.67'))
    """
    step = _EXACT.multiply(divisor, to)
    if mode == "half_up":
        dividend, step = _EXACT.add(_EXACT.multiply(dividend, 2), step), _EXACT.multiply(step, 2)
    whole, rest = _EXACT.divmod(dividend, step)  # towards zero
    if rest > 0 and mode == "up":
        whole = _EXACT.add(whole, 1)
    elif rest < 0 and mode != "up":
        whole = _EXACT.subtract(whole, 1)
    return _EXACT.multiply(whole, to)


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
    multiples = _EXACT.divide(_EXACT.add(value, _EXACT.divide(to, 2)) if mode == "half_up" else value, to)
    whole = multiples.to_integral_value(ROUND_CEILING if mode == "up" else ROUND_FLOOR)
    return _EXACT.multiply(whole, to)
