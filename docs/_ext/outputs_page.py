"""Writes the page on outputs: the prose of ``outputs.txt``, with a table for each record that reports are made of.

Run it after a change to a record or to the prose: ``python docs/_ext/outputs_page.py``. A test holds the page to it.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from incentives.report.records.recording import UNIONS, Record, bare, key, meaning, plain
from incentives.report.records.whole import KINDS, Report, body_of

HERE = Path(__file__).parent
PAGE = HERE.parent / "outputs.md"
WORDS: Mapping[type, str] = {str: "text", bool: "yes/no", int: "whole number", date: "date", Decimal: "amount"}


def page() -> str:
    """The text of the page."""
    bodies = {kind: body_of(kind) for kind in KINDS}
    tables = {kind: table(body.__parts__) for kind, body in bodies.items()}
    others = [record for record in records(Report, *bodies.values()) if record not in {Report, *bodies.values()}]
    tables["report"] = table({name: part for name, part in Report.__parts__.items() if name != "body"})
    tables["tables"] = "\n\n".join(map(section, others))
    return re.sub(
        r"^\{(\w+)\}$", lambda found: tables[found[1]], (HERE / "outputs.txt").read_text("utf-8"), flags=re.MULTILINE
    )


def records(*kinds: type[Record]) -> dict[type[Record], None]:
    """Some records and those that they are made of, each once."""
    found: dict[type[Record], None] = {}
    for kind in kinds:
        found.setdefault(kind)
        for part in (inner for one in kind.__parts__.values() for inner in held(one)):
            found |= records(part) if part not in found else {}
    return found


def held(kind: Any) -> Iterator[type[Record]]:
    """The records in a type."""
    if isinstance(kind, type) and issubclass(kind, Record) and kind is not Record:
        yield kind
    for part in get_args(kind):
        yield from held(part)


def section(record: type[Record]) -> str:
    """A record under its name."""
    return f"### {name_of(record)}\n\n{record.__doc__}\n\n{table(record.__parts__)}"


def name_of(record: type[Record]) -> str:
    """What the page calls a record: ``MissingFact`` is a missing fact."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", record.__name__).lower()


def heading_of(record: type[Record]) -> str:
    """The heading under which a record stands: that of its command, or its name."""
    kinds = [kind for kind in KINDS if body_of(kind) is record]
    before = (HERE / "outputs.txt").read_text("utf-8").partition(f"\n{{{kinds[0]}}}\n")[0] if kinds else ""
    return re.findall(r"^## (.*)$", before, flags=re.MULTILINE)[-1] if kinds else name_of(record)


def table(parts: Mapping[str, Any]) -> str:
    """The parts of a record, a line each."""
    rows = [f"| `{key(name)}` | {in_words(bare(part))} | {meaning(part)} |" for name, part in parts.items()]
    return "\n".join(["| key | type | meaning |", "|---|---|---|", *rows])


def in_words(kind: Any) -> str:
    """A type as the page calls it."""
    origin, args = get_origin(kind), get_args(kind)
    if kind is object:
        return "plain data"
    if origin in UNIONS:
        told = [in_words(one) for one in args if one is not NoneType]
        comma = "," if told[0].startswith("one of") else ""
        return " or ".join(told) + (f"{comma} or null" if NoneType in args else "")
    if origin is tuple:
        inner = in_words(args[0])
        return f"list of {inner.replace('list of', 'lists of', 1) if inner.startswith('list of') else inner}"
    if origin is Mapping:
        keys = f" for {in_words(args[0])}" if args[0] is not str else ""
        return f"table of {in_words(args[1])}{keys}"
    if origin is Literal or issubclass(kind, StrEnum):
        return f"one of {', '.join(f'`{str(plain(one)).lower()}`' for one in args or kind)}"
    if issubclass(kind, Record):
        return f"[{name_of(kind)}](#{heading_of(kind).replace(' ', '-')})"
    return WORDS[kind]


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
