"""Content as JSON and TOML, for programs."""

import json
from collections.abc import Mapping
from typing import Any

import tomli_w

from incentives.hints import escaped

UNKNOWN = "unknown"


KEPT = "kept"


def to_json(content: Mapping[str, Any]) -> str:
    """The content as it is; what is not known is ``null``.

    What is kept so that it can be worked out again takes a line a rule: laid out, it would be longer than the result.
    """
    kept = content.get(KEPT)
    text = json.dumps({**content, KEPT: None} if kept else content, ensure_ascii=False, indent=2)
    if kept:
        text = text.replace(f'\n  "{KEPT}": null', f'\n  "{KEPT}": {_in_lines(kept)}', 1)
    return escaped(text) + "\n"


def _in_lines(table: Mapping[str, Any]) -> str:
    """A table whose parts, and of what these hold each, are in a line."""
    parts = []
    for name, part in table.items():
        items = part.items() if isinstance(part, Mapping) else part if isinstance(part, list) else None
        if not items:
            parts.append(f"{json.dumps(name)}: {_line(part)}")
            continue
        inner = [f"{json.dumps(one[0])}: {_line(one[1])}" if isinstance(part, Mapping) else _line(one) for one in items]
        ends = "{}" if isinstance(part, Mapping) else "[]"
        parts.append(f"{json.dumps(name)}: {ends[0]}\n      {f',{chr(10)}      '.join(inner)}\n    {ends[1]}")
    return "{\n    " + ",\n    ".join(parts) + "\n  }"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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
