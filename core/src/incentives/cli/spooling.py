"""A table from standard input or a pipe, which can be read once only, kept in a file while it is needed."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from attrs import evolve

from incentives.cli.progress import ended_by_signals
from incentives.errors import InvalidTable, UnreadableFile
from incentives.situation.faults import Fault
from incentives.situation.streams import STANDARD_INPUT, is_stream
from incentives.wording.said import Said, reason, saying

NAME = "standard-input"
BEGINNINGS = {b"PAR1": ".parquet", b"ARROW1": ".arrow"}  # of the forms that are no text


@contextmanager
def spooled(source: Path, language: str) -> Iterator[Path]:
    """Within it, a file with the table; the one that is named, unless that is a stream.

    What is found wrong with the file is said of the stream: nobody else has ever seen the file.

    Args:
        source: as it was named; ``-`` is standard input.
        language: in which standard input is named.

    Raises:
        UnreadableFile: if it cannot be read.
    """
    if not is_stream(source):
        yield source
        return
    named = Said.of("standard_input") if str(source) == STANDARD_INPUT else str(source)
    with ended_by_signals(), TemporaryDirectory(prefix="incentives.") as folder:
        path = Path(folder) / NAME
        try:
            with _opened(source) as stream, path.open("wb") as copy:
                shutil.copyfileobj(stream, copy)
        except (OSError, AttributeError) as error:  # Python has no stream where it was closed
            why = reason(error) if isinstance(error, OSError) else Said.of("closed")
            said = Said.of("unreadable_table", path=named, reason=why)
            raise saying(UnreadableFile, said, path=str(source)) from error
        path = path.rename(path.with_suffix(_suffix(path)))
        with _said_of(path, named if isinstance(named, str) else named.text(language)):
            yield path


@contextmanager
def _said_of(path: Path, name: str) -> Iterator[None]:
    """Within it, what is wrong with a file is said of what it is a copy of."""
    try:
        yield
    except InvalidTable as error:
        if error.source != str(path):
            raise
        raise InvalidTable(error.faults, source=name) from error
    except UnreadableFile as error:
        fault = error.data.get("fault")
        if not isinstance(fault, Fault) or fault.paths != (str(path),):
            raise
        of_stream = evolve(fault, paths=(name,))
        raise saying(UnreadableFile, of_stream, path=name, fault=of_stream) from error


@contextmanager
def _opened(source: Path) -> Iterator[BinaryIO]:
    if str(source) == STANDARD_INPUT:
        yield sys.stdin.buffer
    else:
        with source.open("rb") as stream:
            yield stream


def _suffix(path: Path) -> str:
    with path.open("rb") as file:
        begun = file.read(max(map(len, BEGINNINGS)))
    return next((suffix for beginning, suffix in BEGINNINGS.items() if begun.startswith(beginning)), ".csv")
