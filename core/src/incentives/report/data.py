"""Content as JSON and TOML, for programs."""

import json
from collections.abc import Mapping
from typing import Any

import tomli_w

from incentives.hints import escaped

UNKNOWN = "unknown"


def to_json(content: Mapping[str, Any]) -> str:
    """The content as it is; what is not known is ``null``."""
    return escaped(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def to_toml(content: Mapping[str, Any]) -> str:
    """The content as it is; what is not known is the text ``"unknown"``, since TOML has no null."""
    return escaped(tomli_w.dumps(_without_null(content), multiline_strings=False))


def _without_null(value: Any) -> Any:
    match value:
        case None:
            return UNKNOWN
        case Mapping():
            return {key: _without_null(part) for key, part in value.items()}
        case list() | tuple():
            return [_without_null(part) for part in value]
        case _:
            return value
