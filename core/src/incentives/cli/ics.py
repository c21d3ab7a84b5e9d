"""The command that writes a calendar."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from incentives.cli.app import SITUATION
from incentives.cli.options import Years, as_of, language, loading, only_schemes, output, own_editions, together
from incentives.cli.output import Run, all_or_none, command, tell
from incentives.wording import Speech, formats

if TYPE_CHECKING:
    from incentives.comparison.untold import Row
    from incentives.timeline import Timeline


@click.command()
@SITUATION
@click.option("--years", type=Years(), required=True, help="Reference years: 2024-2026 or 2022,2024.")
@only_schemes
@together(language, *output, *loading, own_editions, as_of)
@command
def calendar(situation: Path, years: tuple[int, ...], only: tuple[str, ...], **options: Any) -> None:
    """Write a calendar (iCalendar) of the last days, windows and payments of the practitioner in the file SITUATION.

    With - for SITUATION it is read from standard input, as TOML. Each day is an event with reminders; importing the
    calendar again, once the situation has changed, updates the events of the last time. What is only planned or not
    known is tentative and says so.
    """
    from incentives.report.agenda import Whose, check_can_write
    from incentives.report.safe_writing import check_new
    from incentives.timeline import timeline_of

    run = Run(**options)
    checks: list[Callable[[], Any]] = [check_can_write, *(partial(run.catalogue.__getitem__, id) for id in only)]
    if run.output is not None:
        checks.append(partial(check_new, run.output, force=run.force))
    checked, *_ = all_or_none(partial(run.situation, situation), *checks, lang=run.lang)
    comparison = run.desk.compared(checked, years, only)
    whose = Whose(checked.id or checked.label or situation.name, checked.label)
    written = run.desk.calendar(comparison, whose, datetime.now(UTC), only)
    if left_out := list(_left_out(timeline_of(comparison.rows), only, run.lang)):
        tell(Speech(run.lang).say("calendar", "left_out", rows=formats.listing(left_out, run.lang)))
    run.write(written.decode(), newline="")


def _left_out(line: "Timeline", only: tuple[str, ...], lang: str) -> Iterator[str]:
    """The schemes and years of which no day is written."""
    from incentives.report.coming import short_name
    from incentives.report.timelined import is_shown

    silent: list[Row] = [year.assessment for year in line.years if not is_shown(year, only)]
    yield from (f"{short_name(row, lang)} {row.year}" for row in [*silent, *line.not_assessed])
