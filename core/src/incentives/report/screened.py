"""A report for people's eyes: nothing in it that a screen would obey instead of showing."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from incentives.hints import harmless
from incentives.report.records.recording import Record

R = TypeVar("R", bound=Record)


def screened(record: R) -> R:
    """The same record; every text of it in one line, with escapes for control signs and turned writing directions."""
    return type(record)(**{name: _screened(part) for name, part in vars(record).items()})


def _screened(value: Any) -> Any:
    match value:
        case StrEnum():
            return value
        case str():
            return harmless(value)
        case Record():
            return screened(value)
        case Mapping():
            return {_screened(key): _screened(part) for key, part in value.items()}
        case tuple():
            return tuple(map(_screened, value))
    return value
