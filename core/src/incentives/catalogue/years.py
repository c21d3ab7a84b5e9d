"""Reference years as callers write them, or as the columns of their frames hold them."""

from collections.abc import Iterable, Sequence

from incentives.errors import InvalidArgument
from incentives.hints import listed, shown
from incentives.situation import foreign_values


def year_of(value: object) -> int:
    """A whole year, whatever holds it: ``2025``, ``2025.0``, ``"2025"``, one of NumPy's.

    Raises:
        InvalidArgument: if it is none.
    """
    return value if type(value) is int else _years([value])[0]


def years_of(values: Iterable[object]) -> list[int]:
    """Several years, in order, each once.

    Raises:
        InvalidArgument: if a single one is given, or naming each that is none.
    """
    if isinstance(values, str) or not isinstance(values, Iterable):
        msg = f"expected several years, such as range(2022, 2026) or [2025]; got {shown(values)}"
        raise InvalidArgument(msg, value=values)
    return sorted(set(_years(list(values))))


def _years(values: Sequence[object]) -> list[int]:
    found = [(value, value if type(value) is int else foreign_values.year(value)) for value in values]
    if wrong := [value for value, year in found if year is None]:
        msg = f"expected a year such as 2025, as a whole number; got {listed(map(shown, wrong))}"
        raise InvalidArgument(msg, value=wrong[0] if len(wrong) == 1 else wrong)
    return [year for _, year in found if year is not None]
