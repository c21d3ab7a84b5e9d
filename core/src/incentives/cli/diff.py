"""The command that says what changed from one edition of a scheme to another."""

from typing import Any

import click

from incentives.cli.misuse import Misused
from incentives.cli.options import with_editions
from incentives.cli.output import Run, command


@click.command()
@click.argument("scheme")
@click.argument("before", metavar="A", type=int)
@click.argument("after", metavar="B", type=int)
@with_editions
@command
def diff(scheme: str, before: int, after: int, **options: Any) -> None:
    """Say what changed in the rules of SCHEME from the reference year A to B.

    An edition of your own (--edition) stands for its year.
    """
    if before == after:
        raise Misused("same_year_twice", scheme=scheme, year=before, before=before - 1)
    run = Run(**options)
    run.give(run.desk.changes(scheme, before, after))
