"""Editions, and what schemes declare, as plain data (tables, lists, text, numbers) for files, and back.

What a record says by leaving it out is left out; a document that many references name is written once.
"""

import types
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import field, frozen

from incentives.errors import ExpressionError, IncentivesError
from incentives.hints import listed, shown
from incentives.rules.expressions import Expression
from incentives.rules.facts import Fact, OpenQuestion
from incentives.rules.plain import from_plain, to_plain
from incentives.scheme.edition import Edition
from incentives.scheme.references import Document, Doubtful

Data = Mapping[str, Any]
DOCUMENTS = "documents"
# A figure's value may be of several types: those that JSON does not tell apart are written with their name.
NAMED: Mapping[str, type] = {"day": date, "decimal": Decimal}
SORTS: Mapping[type, str] = {str: "text", bool: "yes_no", int: "count", date: "day", Decimal: "amount"}


class NotWritable(TypeError):
    """A record holds what is no plain data, such as an expression of a kind that a plugin made."""


@frozen
class DataFault:
    """What is wrong with plain data.

    Attributes:
        path: where, in dots.
        id: of the sentence that says it, under ``faults`` in the wording.
        values: what fills that in.
    """

    path: str
    id: str
    values: Mapping[str, str]


class NotReadable(ValueError):
    """Plain data is not what a record was written as.

    Attributes:
        faults: every one that was found.
    """

    def __init__(self, faults: Iterable[DataFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(", ".join(fault.path for fault in self.faults))


def edition_data(edition: Edition) -> dict[str, Any]:
    """An edition as plain data, without where it came from."""
    documents: dict[str, Document] = {}
    told = _table(edition, documents)
    return {**told, DOCUMENTS: {id: _table(one, {}, but={"id"}) for id, one in documents.items()}}


def edition_of(
    data: object,
    facts: Mapping[str, Fact],
    questions: Mapping[str, OpenQuestion],
    path: str,
    *,
    users: str | None = None,
) -> Edition:
    """The edition that ``edition_data`` wrote, everything in it checked anew.

    Args:
        data: what was written.
        facts: those that its rules may read, by id.
        questions: the open questions, likewise.
        path: where it stands, for messages.
        users: the file that the user supplied it in, if so.

    Raises:
        NotReadable: if it is not written as an edition is.
        InvalidEdition: if it contradicts itself.
    """
    reading = _Reading(facts, questions)
    table = reading.table(data, path)
    for id, one in reading.table(table.get(DOCUMENTS, {}), f"{path}.{DOCUMENTS}").items():
        place = f"{path}.{DOCUMENTS}.{id}"
        reading.documents[id] = reading.value(Document, {**reading.table(one, place), "id": id}, place)
    rest = {name: part for name, part in table.items() if name != DOCUMENTS}
    whole = {**rest, "source": users or path, "user_supplied": users is not None}
    edition: Edition = reading.whole(Edition, whole, path)
    return edition


def record_data(record: object) -> dict[str, Any]:
    """A fact, a contradiction or an exclusion as plain data; the documents that it names stand in it."""
    if isinstance(record, Fact):
        return _table(record, None, but={"digest"})
    return _table(record, None)


def record_of(
    kind: type, data: object, facts: Mapping[str, Fact], questions: Mapping[str, OpenQuestion], path: str
) -> Any:
    """The record of a kind that ``record_data`` wrote.

    Raises:
        NotReadable: if it is not written as such a record is.
    """
    return _Reading(facts, questions).whole(kind, data, path)


def _table(
    record: Any, documents: dict[str, Document] | None, but: set[str] | frozenset[str] = frozenset()
) -> dict[str, Any]:
    told: dict[str, Any] = {}
    kind: Any = type(record)
    for attribute in _fields(kind):
        value = getattr(record, attribute.name)
        if attribute.name in but or attribute.metadata.get("undigested") or _is_usual(attribute, value):
            continue
        told[attribute.name] = _data(value, documents, may_be_any=_may_be_any(attribute.type))
    return told


def _may_be_any(kind: Any) -> bool:
    """Whether values of it are of several types, so that each is written with the name of its own."""
    return kind is object or {*NAMED.values()} <= {*get_args(kind)}


def _expression(value: Expression) -> Any:
    try:
        return to_plain(value)
    except (KeyError, NotImplementedError) as error:
        msg = f"an expression of the kind {error} is not written as plain data"
        raise NotWritable(msg) from error


def _is_usual(attribute: "attrs.Attribute[Any]", value: object) -> bool:
    if isinstance(value, Expression):
        return False
    return value is None or (attribute.default is not attrs.NOTHING and bool(value == attribute.default))


def _data(value: Any, documents: dict[str, Document] | None, *, may_be_any: bool = False) -> Any:
    match value:
        case Expression():
            return _expression(value)
        case StrEnum():
            return value.value
        case Document() if documents is not None and documents.setdefault(value.id, value) == value:
            return value.id
        case date() | Decimal():
            text = value.isoformat() if isinstance(value, date) else str(value)
            return {"day" if isinstance(value, date) else "decimal": text} if may_be_any else text
        case Doubtful():
            return {"doubtful": _table(value, documents)}
        case tuple():
            return [_data(one, documents, may_be_any=may_be_any) for one in value]
        case str() | int() | float():
            return value
    if not attrs.has(type(value)) or may_be_any:
        msg = f"{shown(value)} is not written as plain data"
        raise NotWritable(msg)
    return _table(value, documents)


@cache
def _fields(kind: type) -> tuple["attrs.Attribute[Any]", ...]:
    return tuple(one for one in attrs.fields(kind) if one.init)


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


@frozen(eq=False)
class _Reading:
    """What plain data may name, and the faults found so far; what has one is ``None``."""

    facts: Mapping[str, Fact]
    questions: Mapping[str, OpenQuestion]
    documents: dict[str, Document] = field(factory=dict)
    faults: list[DataFault] = field(factory=list)

    def whole(self, kind: type, data: Any, path: str) -> Any:
        """A record, or every fault in it."""
        found = self.record(kind, self.table(data, path), path)
        if self.faults:
            raise NotReadable(self.faults)
        return found

    def fault(self, path: str, id: str, **values: str) -> None:
        self.faults.append(DataFault(path, id, values))

    def table(self, data: Any, path: str) -> Mapping[str, Any]:
        if isinstance(data, Mapping):
            return data
        self.fault(path, "report_not_table", value=shown(data))
        return {}

    def record(self, kind: Any, data: Mapping[str, Any], path: str) -> Any:
        before, names, hints = len(self.faults), {one.name for one in _fields(kind)}, _hints(kind)
        given: dict[str, Any] = {}
        for name, part in data.items():
            if name in names:
                given[name] = self.value(hints[name], part, f"{path}.{name}")
            else:
                self.fault(f"{path}.{name}", "saved_no_part")
        for one in _fields(kind):
            if one.default is attrs.NOTHING and one.name not in data:
                if type(None) not in get_args(hints[one.name]):
                    self.fault(f"{path}.{one.name}", "report_missing")
                given[one.name] = None
        if len(self.faults) > before:
            return None
        try:
            return kind(**given)
        except IncentivesError:
            raise
        except (TypeError, ValueError, ArithmeticError) as error:
            return self.fault(path, "saved_edition", problem=str(error))

    def value(self, kind: Any, data: Any, path: str) -> Any:
        origin, args = get_origin(kind), get_args(kind)
        if _may_be_any(kind):
            return None if data is None else self.any(data, path)
        if origin in {Union, types.UnionType}:
            kinds = [one for one in args if one is not type(None)]
            kind = next((one for one in kinds if type(data) is one), kinds[0])
            origin, args = get_origin(kind), get_args(kind)
        if origin is tuple:
            if not isinstance(data, list | tuple):
                return self.fault(path, "report_not_list", value=shown(data))
            return tuple(self.value(args[0], one, f"{path}[{place}]") for place, one in enumerate(data))
        if issubclass(kind, Expression):
            return self.rule(data, path)
        if kind is Document and isinstance(data, str) and data in self.documents:
            return self.documents[data]
        return self.record(kind, self.table(data, path), path) if attrs.has(kind) else self.plain(kind, data, path)

    def rule(self, data: Any, path: str) -> Any:
        try:
            return from_plain(data, self.facts, self.questions)
        except (ExpressionError, RecursionError):
            return self.fault(path, "saved_no_rule", value=shown(data))

    def plain(self, kind: Any, data: Any, path: str) -> Any:
        try:
            if kind is date or kind is Decimal:
                return date.fromisoformat(data) if kind is date else Decimal(data)
            if issubclass(kind, StrEnum):
                return kind(data)
        except (TypeError, ValueError, ArithmeticError):
            pass
        if type(data) is kind:
            return data
        if issubclass(kind, StrEnum):
            return self.fault(path, "unknown_choice", values=listed([*kind]), value=shown(data))
        return self.fault(path, f"report_not_{SORTS[kind]}", value=shown(data))

    def any(self, data: Any, path: str) -> Any:
        match data:
            case {"doubtful": part}:
                return self.record(Doubtful, self.table(part, path), path)
            case dict() if len(data) == 1 and (name := next(iter(data))) in NAMED:
                return self.plain(NAMED[name], data[name], path)
            case list() | tuple():
                return tuple(self.any(one, path) for one in data)
            case str() | int() | float():
                return data
        return self.fault(path, "report_not_text", value=shown(data))
