"""A table from standard input or a pipe, which can be read once only."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO

from incentives.cli.progress import ended_by_signals
from incentives.population.received import received, unreceived
from incentives.situation.streams import STANDARD_INPUT, is_stream
from incentives.wording.said import Said, reason

STEM = "standard-input"


@contextmanager
def spooled(source: Path, language: str) -> Iterator[Path]:
    """Within it, a file with the table; the one that is named, unless that is a stream.

    Args:
        source: as it was named; ``-`` is standard input.
        language: in which standard input is named.

    Raises:
        UnreadableFile: if it cannot be read.
    """
    if not is_stream(source):
        yield source
        return
    name = Said.of("standard_input").text(language) if str(source) == STANDARD_INPUT else str(source)
    with ended_by_signals(), _opened(source, name) as stream, received(stream, name, STEM) as path:
        yield path


@contextmanager
def _opened(source: Path, name: str) -> Iterator[BinaryIO]:
    try:
        is_input = str(source) == STANDARD_INPUT
        opened = nullcontext(sys.stdin.buffer) if is_input else source.open("rb")
    except (OSError, AttributeError) as error:  # Python has no stream where it was closed
        why = reason(error) if isinstance(error, OSError) else Said.of("closed")
        raise unreceived(name, why) from error
    with opened as stream:
        yield stream
