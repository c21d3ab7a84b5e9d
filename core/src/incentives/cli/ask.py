"""The command that asks: an interview in a terminal, saved as a situation file, and the answer that follows from it."""

import os
import shlex
import shutil
import sys
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from incentives.cli.app import answer
from incentives.cli.misuse import Misused
from incentives.cli.options import Years, as_of, language, loading, only_schemes, output, own_editions, together
from incentives.cli.output import WIDEST, Run, command, explain, fitting, tell
from incentives.cli.screen import echo, screen
from incentives.errors import IncentivesError
from incentives.wording import Speech

if TYPE_CHECKING:
    from incentives.cli.dialogue import Dialogue

INTERRUPTED = 130  # as shells count an end by Ctrl-C
SUFFIX = ".toml"


@click.command()
@click.argument("situation", type=click.Path(path_type=Path), required=False)
@click.option(
    "--years", type=Years(), default=None, help="Reference years: 2025 or 2025-2026.  [default: last year and this one]"
)
@only_schemes
@together(language, *output, *loading, own_editions, as_of)
@command
def ask(
    situation: Path | None,
    years: tuple[int, ...] | None,
    only: tuple[str, ...],
    output: Path | None,
    *,
    force: bool,
    **options: Any,
) -> None:
    """Ask what can still change what you are due, save the answers, and show what they come to.

    Asks in a terminal, and only what matters; with a file SITUATION, only what it leaves open. What you answer is saved
    as a situation file (-o, or it asks where), never over another one unasked. On Ctrl-C it asks whether to save;
    pressed again, nothing is saved.
    """
    from incentives.cli.dialogue import Dialogue, Stopped, Terminal
    from incentives.report.safe_writing import check_new
    from incentives.situation import Situation

    if not (sys.stdin is not None and sys.stdin.isatty() and screen().isatty()):
        raise Misused("no_terminal")
    if output is not None:
        _check_name(output)
        check_new(output, force=force)
    run = Run(**options)
    wanted = [run.catalogue[id].id for id in only]
    told = Situation.of({}) if situation is None else run.catalogue.read_situation(situation)
    asked = years or (run.day.year - 1, run.day.year)
    interview = run.catalogue.interview(told, wanted or None, asked, run.day)
    width = min(shutil.get_terminal_size().columns, WIDEST) - 1
    dialogue = Dialogue(interview, Terminal(_read, _write, width), run.lang)
    say = partial(Speech(run.lang).say, "interview")
    is_agreed = output is not None  # that it is saved, and where
    try:
        dialogue.hold()
        _write(f"\n{say('done')}")
    except Stopped:
        _write(f"\n{say('stopped')}")
    except click.Abort:
        tell(f"\n{say('interrupted' if dialogue.is_begun else 'not_saved')}")
        if not dialogue.is_begun:
            sys.exit(INTERRUPTED)
        is_agreed = False
    path = situation
    if dialogue.is_begun:
        path = _saved(dialogue, output or Path(say("file_name")), run, force=force, is_agreed=is_agreed)
    elif path is None:
        tell(say("nothing_answered"))
        run.end()
    one = len(asked) == 1
    tell(say("then", command=shlex.join(_again("check" if one else "compare", path, asked, wanted, run))))
    answer(run, "check" if one else "comparison", run.situation(path), asked, wanted)


def _again(name: str, path: Path, years: tuple[int, ...], wanted: list[str], run: Run) -> list[str]:
    """The command that gives the same answer."""
    given = [("--scheme", id) for id in wanted] + [("--disable", one) for one in run.disable]
    given += [("--edition", str(one)) for one in run.own_editions]
    given += [] if run.as_of is None else [("--as-of", str(run.as_of))]
    asked = ",".join(map(str, years))
    options = [word for pair in given for word in pair]
    return ["incentives", name, str(path), "--years" if len(years) > 1 else "--year", asked, *options]


def _check_name(path: Path) -> None:
    if path.suffix != SUFFIX:
        raise Misused("no_toml_name", path=path)


def _saved(dialogue: "Dialogue", proposed: Path, run: Run, *, force: bool, is_agreed: bool) -> Path:
    """Where the answers were saved; asked for until it can be done, unless it was agreed and can."""
    from incentives.report.safe_writing import write_new

    say = partial(Speech(run.lang).say, "interview")
    text = dialogue.situation.to_toml()
    while True:
        try:
            path = proposed if is_agreed else _named(_read(say("save_as", name=str(proposed))).strip(), proposed)
            write_new(path, text, force=force, is_private=True)
        except click.Abort:
            tell(f"\n{say('not_saved')}")
            sys.exit(INTERRUPTED)
        except IncentivesError as error:
            explain(error, run.lang)
            is_agreed = False
        else:
            tell(Speech(run.lang).say("labels", "saved", path=str(path)))
            return path


def _named(typed: str, proposed: Path) -> Path:
    if not typed:
        return proposed
    name = os.path.expanduser(typed)  # noqa: PTH111  # which takes a user that there is not for a name
    return Path(name if name.endswith(SUFFIX) else f"{name}{SUFFIX}")


def _read(prompt: str) -> str:
    with redirect_stdout(screen()):
        typed: str = click.prompt(fitting(prompt), default="", show_default=False, prompt_suffix=" > ")
    return typed


def _write(text: str) -> None:
    echo(fitting(f"{text}\n"))
