"""Checks of what a plugin reads of others: exports of what was billed, and public registers."""

import re
from collections import Counter
from collections.abc import Iterator

from incentives.rules.types import Kind
from incentives.situation.activity import ActivityKind, ActivityReader
from incentives.testing.findings import Finding
from incentives.testing.sentence_places import Path, leaves
from incentives.testing.subjects import OfPlugin
from incentives.wording import Wording

CHOICES = (Kind.CHOICE, Kind.ORDERED_CHOICE)
WORDED = ("activity", "activity_columns", "activity_words")


def activity(subject: OfPlugin) -> Iterator[Finding]:
    """Exports of what was billed have columns that can be told apart, and everything about them is worded."""
    schemes = {scheme.id: scheme for scheme in subject.plugin.schemes}
    for reader in subject.plugin.activity_readers:
        place = f"{subject}, activity of {reader.scheme}"
        if reader.scheme not in schemes:
            yield Finding(place, "counts for a scheme that this plugin does not give", "name one of its own")
            continue
        yield from _columns(reader, place)
        yield from _worded(schemes[reader.scheme].wording, set(_of_reader(reader)), WORDED, place)
    readers = Counter(reader.scheme for reader in subject.plugin.activity_readers)
    for scheme, times in readers.items():
        if times > 1:
            yield Finding(f"{subject}, activity of {scheme}", f"has {times} readers", "give one for each scheme")


def registers(subject: OfPlugin) -> Iterator[Finding]:
    """Registers say values that their facts have, name their sources, and everything about them is worded."""
    facts = subject.catalogue.vocabulary.facts
    for register in subject.plugin.registers:
        place = f"{subject}, register {register.name}"
        for part in register.facts:
            fact = facts.get(part.fact)
            if fact is None or fact.kind not in CHOICES:
                yield Finding(f"{place}, {part.fact}", "is no choice that a scheme asks", "name the id of one")
            elif unknown := sorted({*part.values.values()} - {*fact.values}):
                yield Finding(
                    f"{place}, {part.fact}", f"has no values {', '.join(unknown)}", "write values of the fact"
                )
        for one in register.kept:
            if one.name in facts or "." in one.name or one.name == "id":
                yield Finding(f"{place}, {one.name}", "is the name of another column", "call the column otherwise")
        described = [register.source, *(part.source for part in register.facts), *(one.source for one in register.kept)]
        if not all(map(str.strip, described)):
            yield Finding(place, "has no source", "write where it is published, and what its codes mean")
        if register.stamp and "day" not in re.compile(register.stamp).groupindex:
            yield Finding(f"{place}, stamp", "has no group 'day'", "write (?P<day>\\d{8}) for the eight digits")
        table = f"registers.{register.name}"
        wanted: set[Path] = {
            ("registers", register.name, id) for id in ("name", *(rows.id for rows in register.left_out))
        }
        yield from _worded(register.wording, wanted, (table,), place)


def _columns(reader: ActivityReader, place: str) -> Iterator[Finding]:
    kinds = Counter(column.kind for column in reader.columns)
    if kinds[ActivityKind.DAY] != 1 or not kinds[ActivityKind.COUNT]:
        yield Finding(place, "has not one column of days and some of counts", "declare them")
    names = Counter(name.casefold() for column in reader.columns for name in (column.name, *column.also))
    for name, times in names.items():
        if times > 1:
            yield Finding(f"{place}, {name}", "names two columns", "call them differently")
    for column in reader.columns:
        spellings = [one for word, others in column.words.items() for one in (word, *others)]
        if any(one != one.casefold() or "+" in one for one in spellings) or len({*spellings}) < len(spellings):
            yield Finding(
                f"{place}, {column.name}", "has words that cannot be told apart", "write each once, in small letters"
            )


def _of_reader(reader: ActivityReader) -> Iterator[Path]:
    yield from (("activity", id) for id in reader.remarks)
    yield from (("activity_columns", column.name) for column in reader.columns)
    yield from (("activity_words", word) for column in reader.columns for word in column.words)


def _worded(wording: Wording, wanted: set[Path], tables: tuple[str, ...], place: str) -> Iterator[Finding]:
    """What is missing in a language, and what nothing says."""
    for language in wording.languages:
        there = {path for path, _ in leaves(wording.table(language)) if _is_under(path, tables)}
        for path in sorted(wanted - there):
            yield Finding(f"{place}, wording/{language}.toml, {'.'.join(path)}", "is missing", "write the sentence")
        for path in sorted(there - wanted):
            yield Finding(f"{place}, wording/{language}.toml, {'.'.join(path)}", "nothing says it", "take it out")


def _is_under(path: Path, tables: tuple[str, ...]) -> bool:
    return any(".".join(path).startswith(f"{table}.") for table in tables)
