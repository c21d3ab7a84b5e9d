"""The command that counts an export of what was billed, and writes the facts that follow as a situation file."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click
from attrs import evolve

from incentives.cli.misuse import BadValue, Misused
from incentives.cli.options import FIRST_YEAR, LAST_YEAR, as_of, language, loading, output, own_editions, together
from incentives.cli.output import Run, all_or_none, command, tell
from incentives.cli.screen import echo
from incentives.cli.spooling import spooled
from incentives.errors import UnreadableFile
from incentives.situation import Situation
from incentives.situation.activity import ActivityExport
from incentives.situation.streams import STANDARD_INPUT
from incentives.values import Period
from incentives.wording import Speech
from incentives.wording.said import Said

TOML, DECEMBER = ".toml", 12


class Covers(click.ParamType[Period]):
    """``2024-2025``, ``2025`` or ``2025-03-01..2025-12-31``."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        """From the first day to the last."""
        if isinstance(value, Period):
            return value
        try:
            period = _time(value)
        except ValueError:
            period = None
        if period is None or not FIRST_YEAR <= period.start.year <= period.end.year <= LAST_YEAR:
            raise BadValue("no_covers", repr(value), param, ctx)
        return period


def _time(text: str) -> Period:
    """The days that a text names.

    Raises:
        ValueError: if it names none.
    """
    if years := re.fullmatch(r"(\d{4})(?:-(\d{4}))?", text):
        return Period(date(int(years[1]), 1, 1), date(int(years[2] or years[1]), DECEMBER, 31))
    start, end = (date.fromisoformat(day.strip()) for day in text.split(".."))
    return Period(start, end)


@click.command("read-activity")
@click.argument("source", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--scheme", "scheme_id", metavar="SCHEME", help="For which it is counted.  [default: the only one]")
@click.option("--year", type=int, help="Reference year.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="SITUATION",
    help="A situation file to which the facts are added; it is read, and stays as it is.",
)
@click.option(
    "--covers",
    type=Covers(),
    help="The time of which FILE holds everything: 2024-2025, or 2025-03-01..2025-12-31.  [default: from its first "
    "line to its last]",
)
@click.option("--columns", is_flag=True, help="List the columns that FILE can have.")
@together(language, *output, *loading, own_editions, as_of)
@command
def read_activity(
    source: Path | None,
    *,
    scheme_id: str | None,
    year: int | None,
    into: Path | None,
    covers: Period | None,
    columns: bool,
    **options: Any,
) -> None:
    """Count what was billed, by the export FILE of a practice's software, and write a situation file with the facts.

    FILE is CSV, with the columns that --columns lists; with - it is read from standard input. The report says what was
    counted, what was left out and why; it stands as comments at the top of the situation file. What no text settles for
    the year, and what FILE does not show, is left unknown, with the reason.
    """
    if columns:
        if source is not None or into is not None or covers is not None or options["output"] is not None:
            raise Misused("columns_alone")
        run = Run(**options)
        run.write("\n".join(_columns(run, _scheme(run, scheme_id))) + "\n")
    if source is None or year is None:
        raise Misused("activity_needs")
    from incentives.report.counted import counted_lines, situation_text
    from incentives.report.safe_writing import check_new, write_new

    run = Run(**options)
    scheme = _scheme(run, scheme_id)
    run.catalogue.edition(scheme, year)
    checks: list[Callable[[], Any]] = []
    if run.output is not None:
        checks.append(partial(check_new, run.output, force=run.force))
    read = partial(_read, run, source, scheme, covers)
    export, (told, text), *_ = all_or_none(read, partial(_told, run, into), *checks, lang=run.lang)
    reading = run.catalogue.count_activity(export, scheme, year, situation=told)
    lines = counted_lines(reading, run.lang)
    written = situation_text(reading, lines, text)
    if run.output is None:
        run.write(written)
    echo("\n".join(lines) + "\n")
    write_new(run.output, written, force=run.force, is_private=True)
    tell(Speech(run.lang).say("labels", "saved", path=str(run.output)))
    run.end()


def _scheme(run: Run, named: str | None) -> str:
    """The scheme that is meant; where none is named, the only one for which exports are counted."""
    from incentives.catalogue.activity_reading import countable

    if named is not None:
        return named
    known = countable(run.catalogue)
    if len(known) != 1:
        raise Misused("activity_scheme", known=", ".join(known) or Said.of("nothing"))
    return known[0]


def _read(run: Run, source: Path, scheme_id: str, covers: Period | None) -> ActivityExport:
    """The export in a file, or on standard input."""
    with spooled(source, run.lang) as path:
        export = run.catalogue.read_activity(path, scheme_id, as_of=run.day, covers=covers)
    is_stream = str(source) == STANDARD_INPUT
    return evolve(export, source=Said.of("standard_input").text(run.lang) if is_stream else source.name)


def _told(run: Run, path: Path | None) -> tuple[Situation | None, str | None]:
    """A situation, and its text where facts can be put between its lines."""
    if path is None:
        return None, None
    situation = run.catalogue.read_situation(path)
    run.catalogue.check(situation)
    if path.suffix != TOML:
        return situation, None
    try:
        return situation, path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:  # it changed since it was read
        raise UnreadableFile(str(error), path=str(path)) from error


def _columns(run: Run, scheme_id: str) -> list[str]:
    """What the columns are called, and what their cells say."""
    from incentives.catalogue.activity_reading import reader_of
    from incentives.situation.activity import ActivityKind

    say = Speech(run.lang).say
    scheme = run.catalogue[scheme_id]
    speech = Speech(run.lang).of(scheme.wording)
    _, reader = reader_of(run.catalogue, scheme_id)
    lines = [say("counting", "columns", scheme=speech.say("scheme", "short"))]
    for column in reader.columns:
        name = say("counting", "names", name=column.name, also=", ".join(column.also)) if column.also else column.name
        what = say("counting", column.kind.value)
        told = say("counting", "column", name=name, says=speech.say("activity_columns", column.name), what=what)
        lines.append(f"  - {say('counting', 'needed', column=told) if column.is_required else told}")
        for word, others in column.words.items():
            spellings = ", ".join((word, *others))
            lines.append(f"      {say('labels', 'pair', a=spellings, b=speech.say('activity_words', word))}")
    if sum(column.kind is ActivityKind.COUNT for column in reader.columns) > 1:
        lines.append(say("counting", "some_count"))
    return lines
