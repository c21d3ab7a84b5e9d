"""Values as other libraries hold them, made plain where that loses nothing; none of these libraries is needed."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from math import isnan
from typing import Any

from incentives.hints import shown

UNKNOWN = "unknown"
PLAIN = frozenset({bool, int, float, str, date, datetime, time, Decimal})
SEVERAL = (list, tuple, set, frozenset)
MISSING = frozenset({"NAType", "NaTType"})  # how Pandas says that there is no value
LISTS = ("tolist", "to_list", "to_pylist")  # of NumPy and Pandas, Polars, PyArrow
DAY_SIGNS = 10  # a month of NumPy's has fewer
KINDS = "biufU"  # of NumPy's types: yes and no, whole numbers, numbers, text
_YEAR = re.compile(r"(\d{4})(?:\.0*)?")


def plain(value: object) -> object:
    """A value as Python itself writes it; one that is missing as ``"unknown"``; anything else as it is.

    What is no number (NaN) is how frames of floats say that a value is missing.
    """
    if type(value) in PLAIN:
        return UNKNOWN if _is_no_number(value) else value
    if isinstance(value, SEVERAL):
        return [_scalar(item) for item in value]
    items = _items(value)
    return _scalar(value) if items is None else [_scalar(item) for item in items]


def key(name: object) -> str:
    """The text of a key, whatever it is."""
    if type(name) is str:
        return name
    found = _scalar(name)
    return str(found) if isinstance(found, str | float | Decimal) else shown(found)


def year(value: object) -> int | None:
    """The year that a number or a text names, whatever holds it: ``2024``, ``2024.0``, ``"2024"``; or ``None``."""
    found = _YEAR.fullmatch(key(value))
    return int(found[1]) if found else None


def _is_no_number(value: object) -> bool:
    return value.is_nan() if isinstance(value, Decimal) else isinstance(value, float) and isnan(value)


def _items(value: Any) -> list[object] | None:
    if isinstance(value, Mapping | str | bytes) or getattr(value, "ndim", 1) != 1:
        return None
    method = next((found for name in LISTS if callable(found := getattr(value, name, None))), None)
    items = method() if method else None
    return items if isinstance(items, list) else None


def _scalar(value: Any) -> object:
    if value is None or type(value).__name__ in MISSING or _is_no_number(value):
        return UNKNOWN
    if type(value) in PLAIN:
        return value
    if callable(convert := getattr(value, "as_py", None)):  # of PyArrow
        return _scalar(convert())
    if (of_numpy := getattr(value, "dtype", None)) is not None and getattr(value, "ndim", None) == 0:
        return _from_numpy(value, getattr(of_numpy, "kind", ""))
    match value:
        case str():
            return str.__str__(value)
        case int():
            return int(value)
        case Decimal():
            return Decimal(value)
        case datetime():
            return _day(value)
        case date():
            return date(value.year, value.month, value.day)
    return value


def _from_numpy(value: Any, kind: str) -> object:
    if kind == "M":
        day = value.astype("datetime64[D]")
        found = day.item()
        is_day = day == value and len(str(value)) >= DAY_SIGNS and type(found) is date
        return UNKNOWN if found is None else found if is_day else value
    found = value.item() if kind in KINDS else value
    return plain(found) if type(found) in PLAIN else value


def _day(value: datetime) -> object:
    """The day of a time stamp of another library that has no time of day and no zone, such as Pandas gives for days."""
    parts = (value.hour, value.minute, value.second, value.microsecond, getattr(value, "nanosecond", 0))
    return value if value.tzinfo is not None or any(parts) else value.date()
