"""How a CSV file is written: what separates its cells, its columns, and where it breaks its own rules."""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from attrs import frozen

from incentives.errors import InvalidTable, UnreadableFile
from incentives.situation import Fault

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
MARK = b"\xef\xbb\xbf"  # with which Excel begins a file in UTF-8
NOT_UTF8 = "is not in UTF-8; save it again in that encoding (in Excel: CSV UTF-8)"
SAMPLES, SAMPLE_BYTES = 16, 1 << 16
_QUOTED = re.compile(r'"[^"]*"')


@frozen
class Dialect:
    """The form of a CSV file.

    Attributes:
        delimiter: what stands between two cells.
        has_mark: whether the file begins with the mark that Excel needs to see UTF-8.
    """

    delimiter: str = ","
    has_mark: bool = False


def dialect_of(path: Path) -> tuple[Dialect, list[str]]:
    """The form of a CSV file, by its first line, and the names of its columns.

    Raises:
        UnreadableFile: if it has no line of names, is not in UTF-8, or leaves several columns unnamed.
        InvalidTable: if columns share a name.
    """
    with path.open("rb") as raw:
        has_mark = raw.read(len(MARK)) == MARK
    with _opened(path) as file:
        head = next((line for line in file if line.strip("\r\n")), "")
    if head.endswith("\r"):
        msg = f"{path} ends its lines with CR alone; save it again with LF or CRLF, as CSV files are written today"
        raise UnreadableFile(msg, path=str(path))
    bare = _QUOTED.sub("", head)
    delimiter = max(DELIMITERS.values(), key=bare.count)  # the first of them where none is there
    _, first = next(_records(path, delimiter), (0, []))
    names = [name.strip() for name in first]
    if not any(names):
        msg = f"{path} is empty; its first line must name the columns"
        raise UnreadableFile(msg, path=str(path))
    if names.count("") > 1:
        places = ", ".join(str(place) for place, name in enumerate(names, 1) if not name)
        msg = f"{path}: the columns {places} have no name in the first line; name them or take them out"
        raise UnreadableFile(msg, path=str(path))
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        raise InvalidTable([Fault.of((name,), "column_twice") for name in twice], source=str(path))
    return Dialect(delimiter, has_mark), names


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


def first_long_line(path: Path, delimiter: str, columns: int) -> tuple[int, int] | None:
    """The number of the first line that has more cells than there are columns, and how many it has."""
    return next(((line, len(row)) for line, row in _records(path, delimiter) if len(row) > columns), None)


def _records(path: Path, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file that are not blank, each with the number of the line that it ends on."""
    with _opened(path) as file:
        reader = csv.reader(file, delimiter=delimiter)
        for row in reader:
            if row:
                yield reader.line_num, row


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
    except UnicodeDecodeError as error:
        msg = f"{path} {NOT_UTF8}"
        raise UnreadableFile(msg, path=str(path)) from error
    except csv.Error as error:
        msg = f"{path} is no CSV file: {error}"
        raise UnreadableFile(msg, path=str(path)) from error
