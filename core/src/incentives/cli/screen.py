"""Standard output that cannot be written: one message, and never an answer that is lost without a word."""

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from traceback import walk_tb
from typing import TextIO

import click

from incentives.wording.said import Said, reason

UNWRITABLE = 2


class _Closed(io.TextIOBase):
    """Stands for a standard output that was closed before the program started; Python has none then."""

    encoding = "utf-8"

    def write(self, _: str, /) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


@contextmanager
def never_lost() -> Iterator[None]:
    """Within it, what is printed to a standard output that is closed is an error, and not lost."""
    if sys.stdout is not None:
        yield
        return
    sys.stdout = _Closed()
    try:
        yield
    finally:
        sys.stdout = None


def end_if_unwritable(error: OSError, language: str) -> None:
    """Say that standard output cannot be written, and exit, where that is what an error is about.

    A pipe whose reader has seen enough is no such error: whoever closed it asks for no message.
    """
    if isinstance(error, BrokenPipeError) or not _is_of_printing(error):
        return
    with suppress(OSError):  # standard error may be no better
        click.echo(Said.of("unwritable_output", reason=reason(error)).text(language), err=True)
    for stream in (sys.stdout, sys.stderr):
        _forget(stream)
    sys.exit(UNWRITABLE)


def _is_of_printing(error: OSError) -> bool:
    return any(frame.f_code is click.echo.__code__ for frame, _ in walk_tb(error.__traceback__))


def _forget(stream: TextIO | None) -> None:
    """Let Python not try once more, as it ends, to write what cannot be written."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError:
        with suppress(OSError, ValueError):
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, stream.fileno())
            os.close(nothing)
