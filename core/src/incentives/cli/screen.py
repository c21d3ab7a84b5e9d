"""Standard output holds the report alone, whatever plugins print: it is set apart before the first of them runs."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from contextvars import ContextVar
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TextIO

import click

from incentives.catalogue.failures import heard

OUTPUT = 1  # the descriptor that every program prints to
_report: ContextVar[TextIO | None] = ContextVar("report", default=None)


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
    if sys.stdout is None:  # closed before the program began
        yield
        return
    shown, kept = sys.stdout, BytesIO()
    tokens = _report.set(shown), heard.set(lambda: _drained(kept))
    sys.stdout = TextIOWrapper(kept, "utf-8", "replace", write_through=True)
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
    try:
        own = os.dup(OUTPUT)
    except OSError:
        own = None
    if own is None or sys.stdout is None:  # closed before the program began
        yield
        return
    with Path(os.devnull).open("wb", buffering=0) as nowhere:
        os.dup2(nowhere.fileno(), OUTPUT)
    first = sys.stdout
    sys.stdout = report = os.fdopen(own, "w", encoding=first.encoding, errors=first.errors)
    try:
        yield
    finally:
        sys.stdout = first
        with suppress(OSError):  # what could not be written was told when it was
            report.close()


def _drained(kept: BytesIO) -> str:
    """What was kept since the last time; nothing where a plugin has closed it."""
    if kept.closed:
        return ""
    text = kept.getvalue().decode("utf-8", "replace")
    kept.seek(0)
    kept.truncate()
    return text
