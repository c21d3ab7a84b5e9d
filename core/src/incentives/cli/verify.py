"""The command that holds the conformance kit's checks against installed plugins."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from incentives.catalogue import Catalogue
from incentives.catalogue.plugin import PluginInfo
from incentives.cli.misuse import Misused
from incentives.cli.options import common
from incentives.cli.output import Run, command, explain
from incentives.errors import UnreadableFile
from incentives.report.filler import filled
from incentives.report.records import host as records
from incentives.report.records.host import Soundness, Verifications
from incentives.wording import Speech

if TYPE_CHECKING:
    from incentives.testing.verification import Step, Verification

FOUND = 1


@click.command()
@click.argument("plugin", nargs=-1)
@click.option(
    "--cases",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Hold the plugin's worked cases in this folder against it too, and what they cover.",
)
@common
@command
def verify(plugin: tuple[str, ...], cases: Path | None, **options: Any) -> None:
    """Check that each PLUGIN is sound (all installed ones unless named): records, wording, dates, reach, laws, weight.

    Exits with 1 where something is to be put right. What was found sound is remembered: `incentives plugins` shows it.
    """
    from incentives.testing.kept import remember
    from incentives.testing.verification import verify as verified

    if cases is not None and len(plugin) != 1:
        raise Misused("cases_of_one")
    run = Run(**options)
    with progress() as step:
        found = verified(run.catalogue, plugin, cases, step)
    for one in found:
        try:
            remember(one, run.catalogue, run.today)
        except UnreadableFile as error:
            explain(error, run.lang)
    report = run.desk.report("verification", _body(found))
    run.give(report, exit_code=0 if all(one.is_sound for one in found) else FOUND)


def _body(found: "tuple[Verification, ...]") -> Verifications:
    """What was found, plugin by plugin."""
    speech = Speech("en")
    return Verifications(
        plugins=tuple(
            filled(
                records.Verification,
                speech,
                one.plugin,
                one,
                sound=one.is_sound,
                findings=tuple(
                    filled(records.Finding, speech, finding, severity=finding.severity.value)
                    for finding in one.findings
                ),
            )
            for one in found
        )
    )


def standings(catalogue: Catalogue) -> dict[PluginInfo, Soundness]:
    """What is known of the verification of each plugin but core's own."""
    from incentives.testing.kept import of_others, recall

    found = {plugin: recall(plugin, catalogue) for plugin in of_others(catalogue)}
    return {plugin: Soundness(standing=kept.standing.value, on=kept.on) for plugin, kept in found.items()}


@contextmanager
def progress() -> "Iterator[Step | None]":
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # heavy: only where somebody looks on
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda said, done, total: progress.update(task, description=said, completed=done, total=total)
