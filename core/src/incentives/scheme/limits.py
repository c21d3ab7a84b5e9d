"""What a figure of an edition can be: between which values it lies, or which words it can be."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import attrs
from attrs import Attribute, field, frozen

from incentives.hints import hint, shown
from incentives.values.exact import is_plausible

_LIMITS = "incentives.limits"


@frozen
class _Limits:
    at_least: Decimal | int | None
    at_most: Decimal | int | None
    one_of: tuple[str, ...]


def figure(
    *,
    at_least: Decimal | int | None = None,
    at_most: Decimal | int | None = None,
    one_of: Iterable[str] = (),
    default: Any = attrs.NOTHING,
) -> Any:
    """A figure that cannot be just any value of its type; what lies outside is a fault with its place in the file.

    A figure in doubt keeps to it in both readings, and one of several words in each of them.

    Args:
        at_least: its least value; of a number, or of one written as text such as a percentage.
        at_most: its largest value.
        one_of: the words that it can be.
        default: its value in a year that has none.
    """
    return field(default=default, metadata={_LIMITS: _Limits(at_least, at_most, tuple(one_of))})


def check_figure(value: object, attribute: "Attribute[Any]") -> None:
    """Hold a value against what its figure can be.

    Raises:
        ValueError: if it lies outside, or no figure could be so large or so fine.
    """
    limits: _Limits = attribute.metadata.get(_LIMITS, _Limits(None, None, ()))
    for part in value if isinstance(value, tuple) else (value,):
        if isinstance(part, int | Decimal) and not isinstance(part, bool):
            _check_size(part)
        if limits.one_of and part not in limits.one_of:
            said = hint(str(part), known=limits.one_of, otherwise="it can be {}")
            msg = f"cannot be {shown(part)}; {said}"
            raise ValueError(msg)
        if limits.at_least is not None or limits.at_most is not None:
            _check_between(part, limits)


def _check_size(number: Decimal | int) -> None:
    if not is_plausible(Decimal(number)):
        msg = f"expected a plausible number, got {shown(number)}"
        raise ValueError(msg)


def _check_between(value: object, limits: _Limits) -> None:
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        number = Decimal("NaN")
    low, high = limits.at_least, limits.at_most
    if number.is_finite() and (low is None or low <= number) and (high is None or number <= high):
        return
    between = (
        f"{low} to {high}" if None not in {low, high} else f"at least {low}" if high is None else f"at most {high}"
    )
    msg = f"expected {between}, got {shown(value)}"
    raise ValueError(msg)
