"""The commands that read saved results: whether one comes out the same, and why two differ."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from incentives.cli.options import common, own_editions, together
from incentives.cli.output import Run, all_or_none, command

DIFFERS = 1
RESULT = partial(click.argument, type=click.Path(path_type=Path))


@click.command()
@RESULT("result", metavar="RESULT")
@together(common, own_editions)
@command
def replay(result: Path, **options: Any) -> None:
    """Work out again what is saved in the file RESULT: with the rules saved in it, and with those installed now.

    RESULT is what `check` or `compare` wrote with --format json or toml. Says whether it comes out the same, if not why
    not, and whether its rules were corrected since. Exits with 1 where something comes out otherwise.
    """
    from incentives.report.replayed import replay_body
    from incentives.report.savedresults import read_saved
    from incentives.saved.replaying import replay as replayed

    run = Run(**options)
    found = replayed(read_saved(result, run.catalogue), run.catalogue)
    body = replay_body(found, run.lang, run.today)
    run.give(run.desk.report("replay", body), exit_code=0 if found.is_same else DIFFERS, is_private=True)


@click.command("explain-change")
@RESULT("before", metavar="A")
@RESULT("after", metavar="B")
@common
@command
def explain_change(before: Path, after: Path, **options: Any) -> None:
    """Say why the result saved in the file B differs from the one in A: the day, the rules, each answer.

    A and B are what `check` or `compare` wrote with --format json or toml. The amounts add up, and the rules are those
    that are saved in the files: no plugin has to be installed as it was.
    """
    from incentives.report.explained import explanation_body
    from incentives.report.savedresults import read_saved
    from incentives.saved.explaining import explain_change as explained

    run = Run(**options)
    results = all_or_none(*(partial(read_saved, path, run.catalogue) for path in (before, after)), lang=run.lang)
    found = explained(*results)
    run.give(run.desk.report("explanation", explanation_body(found, run.lang)), is_private=True)
