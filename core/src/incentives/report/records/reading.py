"""A report that was saved, read back into its record."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from attrs import frozen

from incentives.errors import InvalidReport
from incentives.hints import listed, short
from incentives.report.data import UNKNOWN
from incentives.report.records.recording import AMOUNT, UNIONS, Record, bare, is_later, key, plain
from incentives.report.records.whole import KINDS, VERSION, Report, body_of
from incentives.situation import Fault

TYPES: Mapping[type, str] = {str: "text", bool: "yes_no", int: "count", date: "day", Decimal: "amount"}


def read_report(mapping: Mapping[str, Any]) -> Report:
    """The record of a report that was written as JSON or TOML; keys that are not known are passed over.

    Args:
        mapping: what ``json.load`` or ``tomllib.load`` gives. Where it holds no null at all, it is TOML, in which the
            text ``"unknown"`` stands for one.

    Raises:
        InvalidReport: with every fault at once, each with its path.
    """
    reading = _Reading(nulls=(None,) if _has_null(mapping) else (None, UNKNOWN), faults=[])
    found = reading.report(mapping)
    if not isinstance(found, Report):
        raise InvalidReport(reading.faults)
    return found


def _has_null(value: Any) -> bool:
    match value:
        case Mapping():
            return any(map(_has_null, value.values()))
        case list() | tuple():
            return any(map(_has_null, value))
    return value is None


@frozen
class _Reading:
    """What is read, with the faults found so far; what cannot be read is ``None``, and has its fault."""

    nulls: tuple[str | None, ...]
    faults: list[Fault]

    def report(self, mapping: Any) -> Any:
        if not isinstance(mapping, Mapping):
            return self.fault("report", "report_not_table", value=mapping)
        kind = mapping.get("kind")
        self.one_of(tuple(KINDS), kind, "kind")
        self.one_of((VERSION,), mapping.get("schema_version"), "schema_version")
        if self.faults:
            return None
        body = self.record(body_of(str(kind)), mapping, "")
        given = dict(self.parts({name: one for name, one in Report.__parts__.items() if name != "body"}, mapping, ""))
        return None if body is None or self.faults else Report(**given, body=body)

    def record(self, kind: type[Record], value: Any, path: str) -> Any:
        if not isinstance(value, Mapping):
            return self.fault(path, "report_not_table", value=value)
        given = dict(self.parts(kind.__parts__, value, f"{path}." if path else ""))
        return None if self.faults else kind(**given)

    def parts(self, kinds: Mapping[str, Any], value: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
        for name, kind in kinds.items():
            place = f"{path}{key(name)}"
            if key(name) not in value and is_later(kind):
                yield name, None
                continue
            if key(name) not in value:
                yield name, self.fault(place, "report_missing")
                continue
            given, wanted = value[key(name)], bare(kind)
            is_null = given is None or (given in self.nulls and not self.is_word(wanted, name, value))
            if is_null and NoneType in get_args(wanted):
                yield name, None
            else:
                yield name, self.part(wanted, given, place)

    def is_word(self, wanted: Any, name: str, value: Mapping[str, Any]) -> bool:
        """Whether ``unknown`` is a word of the list that a part is one of, and not TOML's null: then it has a text."""
        lists = [one for one in get_args(wanted) if isinstance(one, type) and issubclass(one, StrEnum)]
        return any(UNKNOWN in [*one] for one in lists) and value.get(f"{name}_text", "") not in self.nulls

    def part(self, kind: Any, value: Any, path: str) -> Any:
        origin, args = get_origin(kind), get_args(kind)
        if kind is object:
            return value
        if origin in UNIONS:
            rest = [one for one in args if one is not NoneType]
            return self.part(next((one for one in rest if _fits(one, value)), rest[0]), value, path)
        if origin is tuple and isinstance(value, list | tuple):
            return tuple(self.part(args[0], one, f"{path}[{place}]") for place, one in enumerate(value))
        if origin is Mapping and isinstance(value, Mapping):
            return {
                self.part(args[0], name, path): self.part(args[1], one, f"{path}.{name}") for name, one in value.items()
            }
        if origin is Literal:
            return self.one_of(args, value, path)
        if origin is not None:
            return self.fault(path, f"report_not_{'list' if origin is tuple else 'table'}", value=value)
        if issubclass(kind, Record):
            return self.record(kind, value, path)
        return self.one_of(tuple(kind), value, path) if issubclass(kind, StrEnum) else self.plain(kind, value, path)

    def plain(self, kind: type, value: Any, path: str) -> Any:
        try:
            if kind is date and isinstance(value, str):
                return date.fromisoformat(value)
            if kind is Decimal and re.fullmatch(AMOUNT, str(value)):
                return Decimal(str(value))
        except ValueError:
            pass
        return value if type(value) is kind else self.fault(path, f"report_not_{TYPES[kind]}", value=value)

    def one_of(self, values: tuple[Any, ...], value: Any, path: str) -> Any:
        for one in values:
            if plain(one) == value and isinstance(value, type(plain(one))):
                return one
        return self.fault(path, "unknown_choice", values=listed(str(plain(one)) for one in values), value=value)

    def fault(self, path: str, id: str, **values: Any) -> Any:
        """Nothing, with a fault."""
        told = {name: short(repr(one)) if name == "value" else str(one) for name, one in values.items()}
        self.faults.append(Fault.of((path,), id, **told))


def _fits(kind: Any, value: Any) -> bool:
    """Whether a value may be that record of several: what each says of itself by a word is what the record says."""
    if not (isinstance(kind, type) and issubclass(kind, Record) and isinstance(value, Mapping)):
        return True
    words = {name: get_args(bare(one)) for name, one in kind.__parts__.items() if get_origin(bare(one)) is Literal}
    return all(value.get(key(name)) in map(plain, allowed) for name, allowed in words.items())
