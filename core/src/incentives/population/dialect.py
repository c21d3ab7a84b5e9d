"""How a CSV file is written: what separates its cells, its columns, and where it breaks its own rules."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from attrs import frozen

from incentives.errors import InvalidTable, UnreadableFile
from incentives.situation import Fault
from incentives.wording.said import saying

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
MARK = b"\xef\xbb\xbf"  # with which Excel begins a file in UTF-8
SAMPLES, SAMPLE_BYTES = 16, 1 << 16
_QUOTED = re.compile(r'"[^"]*"')
_SAYS_SEPARATOR = re.compile(r'"?sep=([^\w\s"]|\t)"?[\r\n]*', re.IGNORECASE)  # the line with which Excel tells itself


@frozen
class Dialect:
    """The form of a CSV file.

    Attributes:
        delimiter: what stands between two cells.
        has_mark: whether the file begins with the mark that Excel needs to see UTF-8.
        says_it: whether a line before the names of the columns says what separates cells, as in ``sep=;``.
    """

    delimiter: str = ","
    has_mark: bool = False
    says_it: bool = False


def unreadable(path: Path, id: str, **values: str) -> UnreadableFile:
    """The error that says, in each language, what is wrong with a file."""
    fault = Fault.of((str(path),), id, **values)
    return saying(UnreadableFile, fault, path=str(path), fault=fault)


def dialect_of(path: Path) -> tuple[Dialect, list[str]]:
    """The form of a CSV file, by its first line, and the names of its columns.

    Raises:
        UnreadableFile: if it has no line of names, is not in UTF-8, or leaves several columns unnamed.
        InvalidTable: if columns share a name.
    """
    with path.open("rb") as raw:
        has_mark = raw.read(len(MARK)) == MARK
    with _opened(path) as file:
        said = _SAYS_SEPARATOR.fullmatch(first := file.readline())
        head = next((line for line in chain([first], file) if line.strip("\r\n")), "")
    if head.endswith("\r"):
        raise unreadable(path, "csv_returns_only")
    bare = _QUOTED.sub("", head)
    delimiter = said[1] if said else max(DELIMITERS.values(), key=bare.count)  # the first of them where none is there
    dialect = Dialect(delimiter, has_mark, says_it=said is not None)
    names = [name.strip() for name in next(_records(path, dialect), (0, []))[1]]
    if not any(names):
        raise unreadable(path, "csv_empty")
    if names.count("") > 1:
        places = ", ".join(str(place) for place, name in enumerate(names, 1) if not name)
        raise unreadable(path, "csv_unnamed", places=places)
    if twice := [name for name, times in Counter(names).items() if times > 1]:
        raise InvalidTable([Fault.of((name,), "column_twice") for name in twice], source=str(path))
    return dialect, names


def guessed_rows(path: Path) -> int:
    """About how many rows a CSV file has: its size divided by the mean length of lines, seen at several places."""
    size = path.stat().st_size
    lines = seen = 0
    with path.open("rb") as file:
        for place in range(SAMPLES):
            file.seek(place * size // SAMPLES)
            chunk = file.read(SAMPLE_BYTES)
            lines, seen = lines + chunk.count(b"\n"), seen + len(chunk)
    return max(1, size * lines // max(seen, 1) - 1)


def rows_below(path: Path, dialect: Dialect, columns: int) -> Iterator[tuple[int, list[str]]]:
    """The rows below the names of the columns that are not blank, each with the number of its line.

    An empty cell at the end, where a separator stands behind the last one, is left out.

    Raises:
        UnreadableFile: naming the first line that breaks the rules of CSV.
    """
    try:
        for line, row in islice(_records(path, dialect, is_strict=True), 1, None):
            if any(map(str.strip, row)):
                yield line, row[:-1] if len(row) == columns + 1 and not row[-1].strip() else row
    except UnreadableFile as error:
        raise first_fault(path, dialect, columns) or error from error


def first_fault(path: Path, dialect: Dialect, columns: int) -> UnreadableFile | None:
    """The first line that breaks the rules of CSV, and how; none where no such line is found."""
    return _first_stray(path, dialect.delimiter) or _first_long(path, dialect, columns)


def _first_long(path: Path, dialect: Dialect, columns: int) -> UnreadableFile | None:
    for line, row in _records(path, dialect):
        if len(row) > columns:
            cells, mark = str(len(row)), repr(dialect.delimiter)
            return unreadable(path, "csv_long_line", line=str(line), cells=cells, columns=str(columns), delimiter=mark)
    return None


def _first_stray(path: Path, delimiter: str) -> UnreadableFile | None:
    """The first quotation mark or carriage return where none can stand, with the line in which its cell begins."""
    inside, mark = r'(?:[^"]|"")*+', re.escape(delimiter)
    cells = rf'(?:{mark}(?:"{inside}"|[^"\r\n{mark}]*+)(?=[{mark}\r\n]|\Z))*+'
    whole, opening = re.compile(rf"{cells}\r?\n?"), re.compile(rf'{cells}{mark}"{inside}')
    closing = re.compile(rf'{inside}"')
    begun = 0
    with _opened(path, newline="\n") as file:
        for number, line in enumerate(file, 1):
            rest = delimiter + line
            if begun:
                closed = closing.match(line)
                if closed is None:
                    continue
                rest = line[closed.end() :]
            if whole.fullmatch(rest):
                begun = 0
            elif opening.fullmatch(rest):
                begun = number
            else:
                is_return = "\r" in _QUOTED.sub("", rest).rstrip("\r\n")
                return unreadable(path, "csv_stray_" + ("return" if is_return else "mark"), line=str(begun or number))
    return unreadable(path, "csv_open_mark", line=str(begun)) if begun else None


def _records(path: Path, dialect: Dialect, *, is_strict: bool = False) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file that are not blank, each with the number of the line that it ends on."""
    with _opened(path) as file:
        reader = csv.reader(file, delimiter=dialect.delimiter, strict=is_strict)
        for row in islice(reader, int(dialect.says_it), None):  # without the line that says what separates cells
            if row:
                yield reader.line_num, row


@contextmanager
def _opened(path: Path, newline: str = "") -> Iterator[TextIO]:
    try:
        with path.open(encoding="utf-8-sig", newline=newline) as file:
            yield file
    except UnicodeDecodeError as error:
        raise unreadable(path, "file_not_utf8") from error
    except csv.Error as error:
        raise unreadable(path, "file_damaged") from error
