"""Content for people's eyes: nothing in it that a screen would obey instead of showing."""

from collections.abc import Mapping
from typing import Any

from incentives.hints import harmless


def screened(value: Any) -> Any:
    """The same content; every text of it in one line, with escapes for control signs and turned writing directions."""
    match value:
        case str():
            return harmless(value)
        case Mapping():
            return {screened(key): screened(part) for key, part in value.items()}
        case list() | tuple():
            return [screened(part) for part in value]
        case _:
            return value
