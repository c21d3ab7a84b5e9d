"""The JSON Schema of reports, made from their records."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from incentives.report.records.recording import AMOUNT, UNIONS, Record, bare, is_later, key, meaning, plain
from incentives.report.records.whole import KINDS, VERSION, Report, body_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PLAIN: Mapping[type, Mapping[str, str]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    date: {"type": "string", "format": "date"},
    Decimal: {"type": "string", "pattern": f"^{AMOUNT}$"},
    NoneType: {"type": "null"},
}


def json_schema(kinds: Iterable[str] = tuple(KINDS)) -> dict[str, Any]:
    """The JSON Schema (2020-12) of some kinds of reports, as JSON has them; other keys may be added to each table."""
    made: dict[str, Any] = {}
    found = list(kinds)
    for kind in found:
        made[kind] = _report(kind, made)
    top = [{"$ref": f"#/$defs/{kind}"} for kind in found]
    return {"$schema": DIALECT, **(top[0] if len(top) == 1 else {"oneOf": top}), "$defs": made}


def _report(kind: str, made: dict[str, Any]) -> dict[str, Any]:
    body = body_of(kind)
    every = {name: part for name, part in Report.__parts__.items() if name != "body"}
    table = _table(f"{body.__doc__}", {**every, **body.__parts__}, made)
    for name, value in {"kind": kind, "schema_version": VERSION}.items():
        table["properties"][name] = {"const": value, "description": meaning(every[name])}
    return table


def _table(says: str, parts: Mapping[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    told = {key(name): {**_type(bare(part), made), "description": meaning(part)} for name, part in parts.items()}
    required = [key(name) for name, part in parts.items() if not is_later(part)]
    return {"description": says, "type": "object", "properties": told, "required": required}


def _type(kind: Any, made: dict[str, Any]) -> dict[str, Any]:
    origin, args = get_origin(kind), get_args(kind)
    if kind is object:
        return {}
    if origin in UNIONS:
        return {"anyOf": [_type(one, made) for one in args]}
    if origin is tuple:
        return {"type": "array", "items": _type(args[0], made)}
    if origin is Mapping:
        return {"type": "object", "propertyNames": _type(args[0], made), "additionalProperties": _type(args[1], made)}
    if origin is Literal or issubclass(kind, StrEnum):
        return {"enum": [plain(one) for one in args or kind]}
    if not issubclass(kind, Record):
        return dict(PLAIN[kind])
    if kind.__name__ not in made:
        made[kind.__name__] = {}  # a record that holds others of its kind ends here
        made[kind.__name__] = _table(f"{kind.__doc__}", kind.__parts__, made)
    return {"$ref": f"#/$defs/{kind.__name__}"}
