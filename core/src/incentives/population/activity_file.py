"""An export of what was billed, read: every malformed line is named by its number, or what the lines say is summed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from attrs import define, field, frozen

from incentives.errors import InvalidTable
from incentives.hints import ranges, short
from incentives.population.dialect import dialect_of, rows_below, unreadable
from incentives.situation import Fault
from incentives.situation.activity import Activity, ActivityColumn, ActivityExport, ActivityKind
from incentives.values import Period

FIRST_YEAR = 1990  # nothing that is counted here was billed before
JOIN = "+"
MOST_DIGITS = 12
Key = tuple[str, ...]


@frozen
class _Wrong:
    """What is wrong with a cell: a sentence, and what fills it in."""

    column: str
    id: str
    value: str
    more: str = ""


@define
class _Sum:
    """What lines say that have the same day and words."""

    day: date
    words: Mapping[str, tuple[str, ...]]
    counts: list[int]
    lines: int = 0


@frozen(eq=False)
class _Reader:
    """The columns of one file, and the cells that were read so far.

    Attributes:
        places: where in a row each declared column stands that the file has.
        as_of: no line can be of a later day.
    """

    places: Mapping[ActivityColumn, int]
    as_of: date
    _counts: dict[str, int | None] = field(factory=dict, init=False)

    @property
    def keys(self) -> tuple[ActivityColumn, ...]:
        return tuple(column for column in self.places if column.kind is not ActivityKind.COUNT)

    @property
    def counted(self) -> tuple[ActivityColumn, ...]:
        return tuple(column for column in self.places if column.kind is ActivityKind.COUNT)

    def key(self, cells: Key) -> _Sum | list[_Wrong]:
        """What the day and the words of a line are, or everything that is wrong with them."""
        day, words, wrong = date.min, {}, []
        for column, raw in zip(self.keys, cells, strict=True):
            cell = raw.strip()
            found = self._day(column, cell) if column.kind is ActivityKind.DAY else _words(column, cell)
            if isinstance(found, _Wrong):
                wrong.append(found)
            elif isinstance(found, date):
                day = found
            else:
                words[column.name] = found
        return wrong or _Sum(day, words, [0] * len(self.counted))

    def count(self, cell: str) -> int | None:
        """The number in a cell; nothing where it is none."""
        if cell not in self._counts:
            text = cell.strip()
            is_number = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
            self._counts[cell] = int(text) if is_number else None
        return self._counts[cell]

    def _day(self, column: ActivityColumn, cell: str) -> date | _Wrong:
        try:
            day = date.fromisoformat(cell)
        except ValueError:
            day = date.min
        if day.year < FIRST_YEAR or day.isoformat() != cell:
            return _Wrong(column.name, "activity_day", cell)
        return day if day <= self.as_of else _Wrong(column.name, "activity_future", cell, self.as_of.isoformat())


def read_activity_file(
    path: Path, columns: Sequence[ActivityColumn], as_of: date, stated: Period | None = None
) -> ActivityExport:
    """An export of what was billed.

    Args:
        path: of a CSV file; columns that are not declared are passed over.
        columns: those that are read.
        as_of: no line can be of a later day.
        stated: the days of which the user says that the file holds everything.

    Raises:
        UnreadableFile: if it cannot be opened, or is no CSV file.
        InvalidTable: listing every column that is missing, or every malformed line by its number.
    """
    try:
        dialect, names = dialect_of(path)
    except OSError as error:
        raise unreadable(path, "file_unopened", said=error.strerror or str(error)) from error
    reader = _Reader(_places(path, names, columns), as_of)
    key_places = [reader.places[column] for column in reader.keys]
    count_places = [reader.places[column] for column in reader.counted]
    sums: dict[Key, _Sum | list[_Wrong]] = {}
    wrong: dict[_Wrong, list[int]] = defaultdict(list)
    for line, row in rows_below(path, dialect, len(names)):
        if len(row) != len(names):
            wrong[_Wrong("", "activity_cells", str(len(row)), str(len(names)))].append(line)
            continue
        key = tuple(row[place] for place in key_places)
        found = sums.get(key)
        if found is None:
            found = sums[key] = reader.key(key)
        numbers = [reader.count(row[place]) for place in count_places]
        if isinstance(found, list) or None in numbers:
            for one in found if isinstance(found, list) else ():
                wrong[one].append(line)
            for column, place, number in zip(reader.counted, count_places, numbers, strict=True):
                if number is None:
                    wrong[_Wrong(column.name, "activity_count", row[place].strip())].append(line)
            continue
        found.lines += 1
        found.counts = [before + (number or 0) for before, number in zip(found.counts, numbers, strict=True)]
    if wrong:
        raise InvalidTable([_fault(one, lines) for one, lines in wrong.items()], source=str(path))
    return _export(str(path), reader, [one for one in sums.values() if isinstance(one, _Sum)], stated)


def _places(path: Path, names: Sequence[str], columns: Sequence[ActivityColumn]) -> dict[ActivityColumn, int]:
    """Where each declared column stands."""
    written = [name.strip().casefold() for name in names]
    places: dict[ActivityColumn, int] = {}
    faults = []
    for column in columns:
        known = {name.casefold() for name in (column.name, *column.also)}
        found = [place for place, name in enumerate(written) if name in known]
        if len(found) > 1:
            twice = tuple(names[place] for place in found)
            faults.append(Fault.of(twice, "activity_same"))
        elif found:
            places[column] = found[0]
        elif column.is_required:
            faults.append(Fault.of((column.name,), "activity_missing", columns=", ".join(one.name for one in columns)))
    counts = [column.name for column in columns if column.kind is ActivityKind.COUNT]
    if not any(column.kind is ActivityKind.COUNT for column in places) and not faults:
        faults.append(Fault.of(tuple(counts), "activity_no_count"))
    if faults:
        raise InvalidTable(faults, source=str(path))
    return places


def _words(column: ActivityColumn, cell: str) -> tuple[str, ...] | _Wrong:
    """The words in a cell, each by its name."""
    known = {spelling: word for word, others in column.words.items() for spelling in (word, *others)}
    parts = [part.strip() for part in cell.split(JOIN)] if column.kind is ActivityKind.WORDS else [cell]
    if column.kind is ActivityKind.WORDS and not cell:
        return ()
    found = [known.get(part.casefold()) for part in parts]
    if None in found:
        return _Wrong(column.name, "activity_word", cell, ", ".join(column.words))
    return tuple(dict.fromkeys(word for word in found if word is not None))


def _fault(wrong: _Wrong, lines: Iterable[int]) -> Fault:
    values = {"value": short(wrong.value), "more": wrong.more, "lines": ranges(lines)}
    return Fault.of((wrong.column,) if wrong.column else (), wrong.id, **values)


def _export(source: str, reader: _Reader, sums: Sequence[_Sum], stated: Period | None) -> ActivityExport:
    if not sums and stated is None:
        raise InvalidTable([Fault.of((), "activity_empty")], source=source)
    names = [column.name for column in reader.counted]
    activities = [
        Activity(one.day, one.words, dict(zip(names, one.counts, strict=True)), one.lines)
        for one in sorted(sums, key=lambda one: one.day)
    ]
    return ActivityExport(
        activities=tuple(activities),
        columns=frozenset(column.name for column in reader.places),
        covers=_covered(list(_ends(activities, reader.as_of, stated))),
        stated=stated,
        as_of=reader.as_of,
        source=source,
    )


def _ends(activities: Sequence[Activity], as_of: date, stated: Period | None) -> Iterator[date]:
    if activities:
        yield from (activities[0].day, activities[-1].day)
    if stated is not None:
        yield from (min(stated.start, as_of), min(stated.end, as_of))  # nobody knows more


def _covered(days: Sequence[date]) -> Period:
    return Period(min(days), max(days))
