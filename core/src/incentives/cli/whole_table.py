"""The command for a whole table of practitioners."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from incentives.catalogue.tables import Asked, asked_for
from incentives.cli.misuse import Misused
from incentives.cli.options import (
    Readings,
    Years,
    as_of,
    format_name,
    language,
    loading,
    only_schemes,
    output,
    own_editions,
    together,
)
from incentives.cli.output import Run, command, tell
from incentives.cli.spooling import spooled
from incentives.cli.tablefigures import Figures, watching
from incentives.cli.tablefigures import options as figure_options
from incentives.errors import WouldOverwrite, needing_extra
from incentives.population.dialect import DELIMITERS
from incentives.wording import LANGUAGES, Speech
from incentives.wording.formats import number
from incentives.wording.said import Said, saying


@click.command()
@click.argument("source", metavar="[INPUT]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--year",
    "--years",
    "years",
    type=Years(),
    required=True,
    help="Reference year. Of several (2024-2025), columns of annual facts must say theirs: be.acts@2024.",
)
@only_schemes
@click.option(
    "--reading",
    "readings",
    multiple=True,
    type=Readings(),
    metavar="ID=yes|no",
    help="Your answer to an open question, for every row. Can be repeated.",
)
@click.option(
    "--reasons",
    type=click.Choice(LANGUAGES),
    help="Add one column of text for each scheme: why criteria are not met, or not known, in this language.",
)
@click.option(
    "--to-do",
    is_flag=True,
    help="With --as-of: add what each practitioner has to do, by when, for how much; to --summary, which deed by which "
    "day brings the most to the most.",
)
@click.option(
    "--delimiter",
    type=click.Choice(list(DELIMITERS)),
    help="Between the cells of the CSV file written.  [default: as in INPUT, otherwise comma]",
)
@click.option(
    "--template", is_flag=True, help="Write an empty CSV file with a column for every fact asked, to be filled in."
)
@together(*figure_options, language, format_name, *output, *loading, own_editions, as_of)
@command
def table(  # noqa: PLR0913  # an argument for each option
    source: Path | None,
    *,
    template: bool,
    reasons: str | None,
    to_do: bool,
    delimiter: str | None,
    summary: bool,
    chart: Path | None,
    against: int | Path | None,
    **options: Any,
) -> None:
    """Check what every practitioner in the table INPUT is due, one row each; write it, with the answers, to OUTPUT.

    With --summary or --chart, the whole table in figures, instead of OUTPUT or besides it.

    Both are CSV, Parquet or Arrow IPC files, by their suffix (.csv, .parquet, .arrow, .feather, .ipc). Columns are
    named by fact id; an empty cell or a missing column is not known; other columns are kept as they are. In CSV a set
    is written cpts;msp and the empty set as a lone ; and what separates cells (comma, semicolon, tab or |) is seen in
    the first line. With - for INPUT the table is read from standard input. Memory stays flat, whatever the number of
    rows.
    """
    figures = Figures(summary, chart, against, to_do=to_do)
    if template:
        if source is not None or figures or against is not None or reasons is not None or to_do:
            raise Misused("template_alone")
        _write_template(delimiter, **options)
    if source is None or (options["output"] is None and not figures):
        raise Misused("table_in_and_out")
    if reasons is not None and (options["output"] is None or against is not None):
        raise Misused("reasons_need_output")
    if to_do:
        _check_to_do(figures, options["output"], options["as_of"])
    with spooled(source, options["lang"]) as path:
        _assess(path, delimiter, figures, reasons, **options)


def _check_to_do(figures: Figures, target: Path | None, day: date | None) -> None:
    if day is None:
        raise Misused("to_do_needs_day")
    if figures.against is not None:
        raise Misused("to_do_of_one")
    if target is None and not figures.summary:
        raise Misused("to_do_needs_output")


def _write_template(
    delimiter: str | None, years: tuple[int, ...], only: tuple[str, ...], readings: object, **options: Any
) -> None:
    from incentives.report.heldtable import empty_table

    del readings  # they change no column
    run = Run(**options)
    asked = asked_for(run.catalogue, only or None, years)
    run.write(empty_table(run.desk, asked, DELIMITERS[delimiter or "comma"]))


def _assess(  # noqa: PLR0913, PLR0917  # an argument for each option
    source: Path,
    delimiter: str | None,
    figures: Figures,
    reasons: str | None,
    years: tuple[int, ...],
    only: tuple[str, ...],
    readings: tuple[tuple[str, bool], ...],
    **options: Any,
) -> None:
    with needing_extra("tables"):
        from incentives.population.table_files import form_of, read_table  # Polars is missed here, not later
    from incentives.report.answeredtable import invalid_rows
    from incentives.report.heldtable import HeldTable

    target: Path | None = options["output"]
    figures.check(force=options["force"])
    with _written(source, target, force=options["force"]) as temporary:
        run = Run(**options)
        asked = asked_for(run.catalogue, only or None, years)
        if figures or reasons is not None:
            asked = _worded(run, asked, reasons or run.lang)
        two = figures.compared(run, asked)
        held = HeldTable(run.desk, read_table(source), asked, two, dict(readings), figures.to_do)
        answers = held.answers(reasons) if target is not None else None
        for notice in held.notices():
            tell(notice)
        if answers is not None and target is not None and temporary is not None:  # all or none
            answers.check_writable(target)
            watch = watching(run, held.given)
            mark = DELIMITERS[delimiter] if delimiter else None
            watch.run(lambda: answers.write(temporary, form_of(target), watch.seen, mark))
    if answers is not None:
        tell(Speech(run.lang).say("table_file", "saved", path=str(target), rows=number(watch.rows, run.lang)))
        for notice in invalid_rows(watch.invalid, watch.names, answers.marks, run.lang):
            tell(notice)
    figures.give(run, held)
    run.end()


def _worded(run: Run, asked: Asked, language: str) -> Asked:
    """Without those whose sentences cannot be used; where none is left, the failures are told."""
    from incentives.report.heldtable import sayable

    found = sayable(asked, run.catalogue, language)
    return found if found.editions else run.end()


@contextmanager
def _written(source: Path, target: Path | None, *, force: bool) -> Iterator[Path | None]:
    """Within it, an empty file that becomes the one to write at the end, unless that fails; nothing without one."""
    if target is None:
        yield None
        return
    from incentives.cli.progress import ended_by_signals
    from incentives.population.table_files import form_of
    from incentives.report.safe_writing import exists, new_file

    form_of(target)
    if exists(target) and exists(source) and target.samefile(source):
        raise saying(WouldOverwrite, Said.of("same_file", path=target), path=str(target))
    with ended_by_signals(), new_file(target, force=force) as temporary:
        yield temporary
