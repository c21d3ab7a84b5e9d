"""A table that comes in a stream, which can be read once only, kept in a file of its own while it is needed."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from attrs import evolve

from incentives.errors import InvalidTable, UnreadableFile
from incentives.situation.faults import Fault
from incentives.wording.said import Said, reason, saying

BEGINNINGS = {b"PAR1": ".parquet", b"ARROW1": ".arrow"}  # of the forms that are no text


@contextmanager
def received(stream: BinaryIO, name: str, stem: str = "received") -> Iterator[Path]:
    """Within it, a file with what a stream holds, which nobody else can read; afterwards there is none.

    What is found wrong with the file is said of the stream: nobody has ever seen the file.

    Args:
        stream: read to its end.
        name: what the stream is called.
        stem: what the file is called, but for its suffix.

    Raises:
        UnreadableFile: if it cannot be read.
    """
    with TemporaryDirectory(prefix="incentives.") as folder:
        path = Path(folder) / stem
        try:
            with path.open("wb") as copy:
                shutil.copyfileobj(stream, copy)
        except OSError as error:
            raise unreceived(name, reason(error)) from error
        path = path.rename(path.with_suffix(_suffix(path)))
        with _said_of(path, name):
            yield path


def unreceived(name: str, why: Said) -> UnreadableFile:
    """The error that says why a table cannot be read from where it comes."""
    return saying(UnreadableFile, Said.of("unreadable_table", path=name, reason=why), path=name)


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


def _suffix(path: Path) -> str:
    with path.open("rb") as file:
        begun = file.read(max(map(len, BEGINNINGS)))
    return next((suffix for beginning, suffix in BEGINNINGS.items() if begun.startswith(beginning)), ".csv")
