"""Standard output holds the report alone, whatever plugins print, and no report is lost without a word.

It is set apart before the first plugin runs; where it cannot be written, that is one message.
"""

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from contextvars import ContextVar
from traceback import walk_tb
from typing import TextIO

import click

from incentives.catalogue.failures import heard
from incentives.wording.said import Said, reason

OUTPUT = 1  # the descriptor that every program prints to
UNWRITABLE = 2
_report: ContextVar[TextIO | None] = ContextVar("report", default=None)


class _Closed(io.TextIOBase):
    """Stands for a standard output that was closed before the program started; Python has none then."""

    encoding = "utf-8"

    def write(self, _: str, /) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def screen() -> TextIO:
    """Where the report goes."""
    return _report.get() or sys.stdout


def echo(text: str) -> None:
    """Print a part of the report."""
    with redirect_stdout(screen()):  # which click mends where it can hold ASCII only
        click.echo(text, nl=False)


@contextmanager
def apart() -> Iterator[None]:
    """Within it, what is printed in Python is kept for those who ask what was ``heard``, and only ``echo`` is shown."""
    shown, kept = sys.stdout, io.BytesIO()
    tokens = _report.set(shown), heard.set(lambda: _drained(kept))
    sys.stdout = io.TextIOWrapper(kept, "utf-8", "replace", write_through=True)
    try:
        yield
    finally:
        sys.stdout = shown
        _report.reset(tokens[0])
        heard.reset(tokens[1])


@contextmanager
def alone() -> Iterator[None]:
    """For a process of its own: what is printed below Python, by a child or at exit does not reach the report either.

    The descriptor leads nowhere from here on, also afterwards: who prints to it when the process ends, ends with it.
    """
    first, own = sys.stdout, None
    if first is not None:
        with suppress(OSError):
            own = os.dup(OUTPUT)
    if first is not None and first.isatty():
        os.environ.setdefault("COLUMNS", str(os.get_terminal_size(OUTPUT).columns))  # nobody can ask the screen now
    nowhere = os.open(os.devnull, os.O_WRONLY)
    if nowhere != OUTPUT:  # the first that is free, where standard output was closed before the program began
        os.dup2(nowhere, OUTPUT)
        os.close(nowhere)
    if own is None:
        yield
        return
    sys.stdout = report = os.fdopen(own, "w", encoding=first.encoding, errors=first.errors)
    try:
        yield
    finally:
        sys.stdout = first
        with suppress(OSError):  # what could not be written was told when it was
            report.close()


def _drained(kept: io.BytesIO) -> str:
    """What was kept since the last time; nothing where a plugin has closed it."""
    if kept.closed:
        return ""
    text = kept.getvalue().decode("utf-8", "replace")
    kept.seek(0)
    kept.truncate()
    return text


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
