"""A table that somebody sends: worked on in a file that only this process reads, and of which nothing is left."""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath, PureWindowsPath
from tempfile import TemporaryFile
from time import monotonic
from typing import IO, Any, BinaryIO

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from incentives.errors import needing_extra
from incentives.hints import harmless, short
from incentives.report.desk import Desk
from incentives.report.heldtable import HeldTable, held_table
from incentives.web.problems import Problem
from incentives.web.settings import Settings
from incentives.wording import Speech
from incentives.wording.formats import number

LONGEST_NAME = 80  # signs of a file's name; nobody needs more to know which it is
TYPES = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}
PIECE = 1 << 16  # bytes


class _Ended(Exception):  # it never leaves this module; the library for tables makes another of it, of its text alone
    """Ends the work from within."""


def check_tables() -> None:
    """Find out before any work whether there are libraries for tables.

    Raises:
        MissingExtra: if there are none.
    """
    with needing_extra("tables"):
        import polars as pl
    del pl


def file_name(given: str | None) -> str:
    """What a file was called where it comes from, without its folders; it is shown, and never opened."""
    return short(harmless(PureWindowsPath(PurePath(given or "").name).name), LONGEST_NAME)


@contextmanager
def sent_table(desk: Desk, settings: Settings, stream: BinaryIO, name: str, **asked: Any) -> Iterator[HeldTable]:
    """Within it, a table that was sent, held against rules; afterwards nothing of it is left.

    Args:
        desk: where its reports are made.
        settings: how it is served.
        stream: the file.
        name: of the file, as it is shown.
        asked: what is asked, as for ``held_table``.

    Raises:
        Problem: if it has too many rows.
        UnreadableFile: if it is no table.
    """
    check_tables()
    from incentives.population.received import received

    name = name or Speech(desk.language).say("table", "a_table")
    with received(stream, name) as path:
        held = held_table(desk, path, source=name, **asked)
        if held.given.rows() > settings.most_rows:
            raise _too_many(settings, desk.language)
        yield held


def answers_of(held: HeldTable, settings: Settings, form: str, reasons: str | None = None) -> IO[bytes]:
    """The table with the columns of the answers, in a file without a name, which is gone when it is closed.

    Args:
        held: the table.
        settings: how it is served.
        form: of the file: ``"csv"`` or ``"parquet"``.
        reasons: the language of a column of reasons; without it there is none.

    Raises:
        UnknownFormat: if the form cannot hold the table.
        Problem: if it has too many rows.
        TimeoutError: if it takes too long.
    """
    latest, rows = monotonic() + settings.longest, 0

    def seen(more: int, _: int, __: Counter[str]) -> None:
        nonlocal rows
        rows += more
        if rows > settings.most_rows or monotonic() > latest:
            raise _Ended

    path = held.given.path.with_name(f"answers.{form}")  # beside the table, and gone with it
    answers = held.answers(reasons)
    answers.check_writable(path)
    try:
        answers.write(path, form, seen)
    except _Ended as ended:
        raise (_too_many(settings, held.desk.language) if rows > settings.most_rows else TimeoutError) from ended
    kept = TemporaryFile()  # noqa: SIM115  # it is closed by the response
    with path.open("rb") as written:
        shutil.copyfileobj(written, kept)
    kept.seek(0)
    return kept


def _too_many(settings: Settings, language: str) -> Problem:
    said = Speech(language).say("group", "too_many_rows", rows=number(settings.most_rows, language))
    return Problem(413, "too_large", said)


class FileResponse(StreamingResponse):
    """A file without a name, sent piece by piece and closed, whatever becomes of who asked for it.

    Args:
        file: the file.
        form: ``"csv"`` or ``"parquet"``.
        name: under which a browser keeps it, without a suffix.
    """

    def __init__(self, file: IO[bytes], form: str, name: str) -> None:
        self._file = file
        headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
        super().__init__(iter(lambda: file.read(PIECE), b""), media_type=TYPES[form], headers=headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._file.close()
