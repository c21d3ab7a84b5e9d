"""The command for a whole table of practitioners."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve

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
from incentives.population.dialect import DELIMITERS, Dialect
from incentives.report.worded import that_can_be_said
from incentives.rules.types import Kind
from incentives.scheme.edition import Edition
from incentives.situation import Situation
from incentives.wording import LANGUAGES, Speech
from incentives.wording.formats import number
from incentives.wording.said import Said, saying

if TYPE_CHECKING:
    import polars as pl

    from incentives.population.intake import FactColumn
    from incentives.population.table_files import TableFile
    from incentives.population.wanted import Wanted

Answers = Mapping[str, bool]


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
    from incentives.population.coverage import columns_read

    del readings  # they change no column
    run = Run(**options)
    asked = asked_for(run.catalogue, only or None, years)
    names = columns_read([edition for _, edition in asked.editions], run.catalogue.vocabulary, run.as_of)
    run.write(DELIMITERS[delimiter or "comma"].join(names) + "\n")


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
        from incentives.population import table_files  # Polars is missed here, not later
    target: Path | None = options["output"]
    figures.check(force=options["force"])
    with _written(source, target, force=options["force"]) as temporary:
        run = Run(**options)
        asked = asked_for(run.catalogue, only or None, years)
        if figures or reasons is not None:
            asked = _worded(run, asked, reasons or run.lang)
        answers = dict(readings)
        both = figures.both(run, asked)
        given = table_files.read_table(source)
        columns = _columns(run, given, asked)
        if target is not None:
            frame, marks = _assessed(run, given, asked, both, answers, reasons, to_do=figures.to_do)
        _say_what_is_not_read(run, columns, asked, both, answers)
        if target is not None and temporary is not None:  # both or neither
            sets = [one.name for one in columns if one.fact.kind is Kind.SET]
            form = table_files.form_of(target)
            with given.read():
                table_files.check_writable(frame, target, form, sets)
            dialect = given.dialect or Dialect()
            dialect = evolve(dialect, delimiter=DELIMITERS[delimiter]) if delimiter else dialect
            watch = watching(run, given)
            frame = table_files.counted(frame, marks, watch.seen)
            with given.read():
                few = table_files.LONG_ROWS_AT_A_TIME if reasons is not None else None
                few = table_files.SLOW_ROWS_AT_A_TIME if figures.to_do else few
                watch.run(
                    lambda: table_files.write_table(
                        frame, temporary, form, dialect=dialect, sets=sets, rows_at_a_time=few
                    )
                )
    if target is not None:
        _say(run, "saved", path=str(target), rows=number(watch.rows, run.lang))
        if watch.invalid:
            _say(run, "some_invalid", rows=number(watch.invalid, run.lang), column=_listed(marks))
            names = (f"{name} ({number(times, run.lang)})" for name, times in sorted(watch.names.items()))
            _say(run, "some_invalid_in", columns=_listed(names))
    figures.give(run, given, asked, answers)
    run.end()


def _worded(run: Run, asked: Asked, language: str) -> Asked:
    """Without those whose sentences cannot be used; where none is left, the failures are told."""
    editions = tuple(that_can_be_said(asked.editions, run.catalogue, language))
    return evolve(asked, editions=editions) if editions else run.end()


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


def _columns(run: Run, given: "TableFile", asked: Asked) -> "list[FactColumn]":
    """The columns that say a fact; what is wrong with others is said where the whole table is judged."""
    from incentives.population.intake import fact_columns

    years = {edition.year for _, edition in asked.editions}
    with given.read():
        names = given.frame.collect_schema().names()
    return fact_columns(names, run.catalogue.vocabulary, years.pop() if len(years) == 1 else None, ())[0]


def _assessed(  # noqa: PLR0913  # what a table is asked
    run: Run,
    given: "TableFile",
    asked: Asked,
    both: "tuple[Wanted, Edition] | None",
    readings: Answers,
    reasons: str | None,
    *,
    to_do: bool,
) -> "tuple[pl.LazyFrame, list[str]]":
    """The table with the columns of the answers, not computed yet, and the columns that say what is invalid."""
    from incentives.population.figures.reform import over_both
    from incentives.population.table import over_table

    vocabulary, wanted = run.catalogue.vocabulary, asked.wanted(run.as_of, to_do=to_do)
    marks = [f"{one.name}.invalid" for one in wanted]
    with given.read():
        if both is None:
            return over_table(given.frame, wanted, vocabulary, readings, origin=given.origin, reasons=reasons), marks
        marks.append(f"{both[0].name}.against.invalid")
        return over_both(given.frame, *both, vocabulary, readings, origin=given.origin), marks


def _say_what_is_not_read(
    run: Run, columns: "Sequence[FactColumn]", asked: Asked, both: "tuple[Wanted, Edition] | None", readings: Answers
) -> None:
    """What somebody would want to know before trusting a table full of gaps."""
    from incentives.population.coverage import coverage

    vocabulary = run.catalogue.vocabulary
    for notice in vocabulary.check(Situation({}, {}, readings, source="--reading")).notices:
        click.echo(notice.text(run.lang), err=True)
    found = [coverage(columns, [edition for _, edition in asked.editions], vocabulary, run.as_of)]
    if both is not None:  # each of the two reads the columns as of its own year
        after, before = both[0].edition.year, both[1]
        moved = [evolve(one, year=before.year if one.year == after else one.year) for one in columns]
        found.append(coverage(moved, [before], vocabulary))
    if missing := dict.fromkeys(name for one in found for name in one.missing):
        _say(run, "no_column", columns=_listed(missing))
    if unread := [name for name in found[0].unread if all(name in one.unread for one in found)]:
        _say(run, "unread", columns=_listed(unread))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _say(run: Run, sentence: str, **values: str) -> None:
    tell(Speech(run.lang).say("table_file", sentence, **values))
