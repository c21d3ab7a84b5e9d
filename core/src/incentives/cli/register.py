"""The command that makes a table of practitioners from public registers."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve

from incentives.cli.misuse import BadValue, Misused
from incentives.cli.options import Day, language, loading, output, together
from incentives.cli.output import Run, all_or_none, command, tell
from incentives.cli.screen import echo
from incentives.errors import needing_extra
from incentives.hints import harmless, listed
from incentives.population.dialect import DELIMITERS, Dialect
from incentives.wording import Speech
from incentives.wording.formats import day as in_words
from incentives.wording.formats import number

if TYPE_CHECKING:
    from incentives.population.register_records import RegisterFile, RegisterTable

MOST_CODES = 10  # that a report names of those which say nothing


class Kept(click.ParamType[tuple[str, str]]):
    """``COLUMN=VALUE``."""

    name = "column"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The column, and what must stand there."""
        if isinstance(value, tuple):
            return value
        name, mark, wanted = (part.strip() for part in value.partition("="))
        if not (name and mark and wanted):
            raise BadValue("no_keep", repr(value), param, ctx)
        return name, wanted


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--day",
    type=Day(),
    help="The day of the extracts, where the name of a file does not say it. What they say belongs to its year.",
)
@click.option(
    "--keep",
    type=Kept(),
    multiple=True,
    metavar="COLUMN=VALUE",
    help="Only practitioners with this value, as in practitioner.profession=physiotherapist. Can be repeated.",
)
@click.option(
    "--delimiter", type=click.Choice(list(DELIMITERS)), default="comma", help="Between the cells of a CSV file written."
)
@together(language, *output, *loading)
@command
def register(
    files: tuple[Path, ...], *, day: date | None, keep: tuple[tuple[str, str], ...], delimiter: str, **options: Any
) -> None:
    """Make a table of practitioners from the public registers FILE..., for `incentives table`.

    Each FILE is known by its columns, as its authority publishes it. The table has one row a practitioner: the number
    in the column id, and a column for each fact that the registers say. What rows of one practitioner say differently
    stays untold, and so does what no register says.
    """
    if not files or options["output"] is None:
        raise Misused("register_in_and_out")
    with needing_extra("tables"):
        from incentives.population import table_files  # Polars is missed here, not later
    from incentives.report.safe_writing import check_new, new_file

    form = table_files.form_of(options["output"])
    run = Run(**options)
    target: Path = options["output"]
    read = partial(run.catalogue.read_registers, files, today=run.today, day=day, keep=keep)
    made, _ = all_or_none(read, partial(check_new, target, force=run.force), lang=run.lang)
    with new_file(target, force=run.force) as temporary:
        dialect = evolve(Dialect(), delimiter=DELIMITERS[delimiter])
        table_files.write_table(made.frame.lazy(), temporary, form, dialect=dialect)
    echo("".join(f"{harmless(line)}\n" for line in _lines(run, made)))
    tell(Speech(run.lang).say("table_file", "saved", path=str(target), rows=number(len(made.frame), run.lang)))
    run.end()


def _lines(run: Run, made: "RegisterTable") -> Iterator[str]:
    """What the files come to, and what the table says and leaves untold."""
    say = Speech(run.lang).say
    for one in made.files:
        yield from _of_file(run, one)
    for name in made.differing:
        yield say("register", "told", column=name, told=number(made.told[name], run.lang))
        if made.differing[name]:
            yield f"  - {say('register', 'differing', count=number(made.differing[name], run.lang))}"
    if made.unwanted:
        yield say("register", "unwanted", count=number(made.unwanted, run.lang))
    yield say("register", "rest")


def _of_file(run: Run, one: "RegisterFile") -> Iterator[str]:
    say, words = Speech(run.lang).say, Speech(run.lang).of(one.register.wording)
    place = ("registers", one.register.name)
    values = {"path": one.path.name, "name": words.say(*place, "name"), "rows": number(one.rows, run.lang)}
    if one.day is None:
        yield say("register", "file", **values)
    else:
        yield say("register", "file_of", **values, day=in_words(one.day, run.lang))
    for id, count in one.left_out.items():
        if count:
            reason = words.find(*place, id) or say("register", id)
            yield f"  - {say('register', 'left_out', count=number(count, run.lang), reason=reason)}"
    for fact, codes in one.silent.items():
        if codes:
            named = listed((f"{code} ({number(times, run.lang)})" for code, times in codes.items()), most=MOST_CODES)
            yield f"  - {say('register', 'silent', column=fact, codes=named)}"
