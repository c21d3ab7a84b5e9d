"""What the command for a table says of it as a whole: its summary, a chart, and another edition to compare against."""

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve, field, frozen

from incentives.catalogue.tables import Asked
from incentives.cli.misuse import Misused
from incentives.cli.output import FAULTY_INPUT, Run, explain, tell
from incentives.errors import InvalidEdition
from incentives.scheme.edition import Edition
from incentives.wording import Speech

if TYPE_CHECKING:
    from incentives.cli.progress import Watch
    from incentives.population.table_files import TableFile
    from incentives.population.wanted import Wanted
    from incentives.report.heldtable import HeldTable
    from incentives.report.records.whole import Report

YEAR_SIGNS = 4


class Against(click.ParamType[int | Path]):
    """A year, or the path of an edition file."""

    name = "year or file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | Path:
        """The year as a number, anything else as a path."""
        del param, ctx
        if isinstance(value, str) and len(value) == YEAR_SIGNS and value.isdecimal():
            return int(value)
        return value if isinstance(value, int) else Path(value)


options: tuple[Callable[..., Any], ...] = (
    click.option("--summary", is_flag=True, help="Print the table in figures, in the format of --format."),
    click.option(
        "--chart",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Draw the table in figures, as .svg or .png, for a slide.",
    ),
    click.option(
        "--against",
        type=Against(),
        metavar="YEAR|FILE",
        help="Compare with the scheme's edition of another year, or of a file of your own: who gains, who loses.",
    ),
)


@frozen(eq=False)
class Figures:
    """What is asked of the table as a whole.

    Attributes:
        summary: whether it is printed.
        chart: the file of a picture.
        against: the edition to compare with.
        to_do: whether it is asked what to do.
    """

    summary: bool
    chart: Path | None
    against: int | Path | None
    to_do: bool = field(default=False, kw_only=True)

    def __bool__(self) -> bool:
        return self.summary or self.chart is not None

    def check(self, *, force: bool) -> None:
        """Find out what is wrong with what is asked before any work.

        Raises:
            UnknownFormat: if the picture's suffix is none that can be drawn.
            UnreadableFile: if no file can have such a name.
            MissingExtra: if there is no library to draw with.
            WouldOverwrite: if there is such a file already, and ``force`` is not set.
        """
        if self.chart is None:
            return
        from incentives.report.chart import chart_format, check_can_draw
        from incentives.report.safe_writing import check_new

        chart_format(self.chart)
        check_can_draw()
        check_new(self.chart, force=force)

    def compared(self, run: Run, asked: Asked) -> "tuple[Wanted, Edition] | None":
        """The edition asked for and the one it is compared with, where one is."""
        if self.against is None:
            return None
        if len(asked.editions) != 1:
            raise Misused("against_one")
        from incentives.report.heldtable import compared_with

        try:
            return compared_with(run.catalogue, asked, self.against)
        except InvalidEdition as error:
            if isinstance(self.against, int):
                raise
            explain(error, run.lang)
            sys.exit(FAULTY_INPUT)  # a file of the user's own, so no plugin failed

    def give(self, run: Run, held: "HeldTable") -> None:
        """Print the summary and draw the chart, as far as they are asked for."""
        if not self:
            return
        made = _advised(run, held) if held.to_do and self.summary else evolve(held, to_do=False).figures()
        if self.chart is not None:
            from incentives.report.chart import chart, chart_format
            from incentives.report.safe_writing import new_file

            picture = chart(made, chart_format(self.chart))
            with new_file(self.chart, force=run.force) as temporary:
                temporary.write_bytes(picture)
            tell(Speech(run.lang).say("labels", "saved", path=str(self.chart)))
        if self.summary:
            run.show(made)


def watching(run: Run, given: "TableFile", times: int = 1) -> "Watch":
    """What watches work over the rows of a table.

    Args:
        run: of the command.
        given: the table.
        times: how often each row is worked on.
    """
    from incentives.cli.progress import Watch

    return Watch(Speech(run.lang), given.rows() * times, is_guess=given.dialect is not None)


def _advised(run: Run, held: "HeldTable") -> "Report":
    """The figures with what to do: long work, in the sight of whoever waits for it."""
    watch, found = watching(run, held.given, len(held.asked.editions)), []
    watch.run(lambda: found.append(held.figures(lambda rows: watch.seen(rows, 0, Counter()))))
    return found[0]
