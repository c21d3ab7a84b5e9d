"""A table from standard input or a pipe, which can be read once only, kept in a file while it is needed."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from incentives.cli.progress import ended_by_signals
from incentives.errors import UnreadableFile
from incentives.situation.streams import STANDARD_INPUT, is_stream
from incentives.wording.said import Said, reason, saying

NAME = "standard-input"
BEGINNINGS = {b"PAR1": ".parquet", b"ARROW1": ".arrow"}  # of the forms that are no text


@contextmanager
def spooled(source: Path) -> Iterator[Path]:
    """Within it, a file with the table; the one that is named, unless that is a stream.

    Args:
        source: as it was named; ``-`` is standard input.

    Raises:
        UnreadableFile: if it cannot be read.
    """
    if not is_stream(source):
        yield source
        return
    with ended_by_signals(), TemporaryDirectory(prefix="incentives.") as folder:
        path = Path(folder) / NAME
        try:
            with _opened(source) as stream, path.open("wb") as copy:
                shutil.copyfileobj(stream, copy)
        except (OSError, AttributeError) as error:  # Python has no stream where it was closed
            why = reason(error) if isinstance(error, OSError) else Said.of("closed")
            said = Said.of("unreadable_table", path=source, reason=why)
            raise saying(UnreadableFile, said, path=str(source)) from error
        yield path.rename(path.with_suffix(_suffix(path)))


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
