"""The command that writes a new plugin. It speaks English, like the code that it writes."""

import shlex
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

import click

from incentives.cli.output import explained
from incentives.errors import InvalidAnswers
from incentives.scaffold import QUESTIONS, Answers, Question, folder_fault, plugin_files, read_answers, write_folder


def _option(question: Question) -> Callable[[Callable[..., None]], Callable[..., None]]:
    help = f"{question.text}. Such as: {question.example}."
    return click.option(question.option, question.name, metavar="TEXT", help=help)


def _said(question: Question) -> str:
    return shlex.join((question.option, question.example))


def _options(function: Callable[..., None]) -> Callable[..., None]:
    for question in reversed(QUESTIONS):
        function = _option(question)(function)
    return function


@click.command("new-plugin")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@_options
@explained
def new_plugin(folder: Path | None, **given: str | None) -> None:
    """Write a new scheme plugin into FOLDER: a small example that works, with its tests, to start from.

    On a terminal, what no option gives is asked. FOLDER must be new or empty; unless given, it is named after the
    plugin.
    """
    today = date.today()  # noqa: DTZ011  # the author's own day
    answers, faults = read_answers({name: text for name, text in given.items() if text is not None})
    if folder is not None and (fault := folder_fault(folder)):
        faults.append(f"FOLDER: {fault}")
    missing = [question for question in QUESTIONS if given[question.name] is None]
    if missing and not faults and _on_terminal():
        answers |= _asked(missing, answers, today)
    else:
        faults += [f"{one.option}: is missing; {one.text}, such as {_said(one)}" for one in missing]
    if faults:
        raise InvalidAnswers(faults)
    plugin = Answers(**answers)
    place = folder or Path(plugin.distribution)
    texts = plugin_files(plugin, today)
    write_folder(place, texts)
    click.echo("\n".join((f"{place}", *_tree(texts), "", *_next_steps(place, plugin))))


def _on_terminal() -> bool:
    return sys.stdin.isatty()


def _asked(questions: Iterable[Question], given: Mapping[str, str], today: date) -> dict[str, str]:
    """Answers to the questions that are left, each asked until it can be used."""
    answers = dict(given)
    for question in questions:
        answers[question.name] = click.prompt(
            question.text, default=question.propose(answers, today), value_proc=_reader(question)
        )
    return answers


def _reader(question: Question) -> Callable[[str], str]:
    def read(text: str) -> str:
        try:
            return question.read(text)
        except ValueError as error:
            raise click.UsageError(str(error)) from error

    return read


def _tree(paths: Iterable[str]) -> Iterable[str]:
    """The files as a tree, each folder named once."""
    said: set[Path] = set()
    for path in map(Path, paths):
        for part in (*reversed(path.parents[:-1]), path):
            if part not in said:
                said.add(part)
                yield f"{'  ' * len(part.parts)}{part.name}"


def _next_steps(place: Path, plugin: Answers) -> Iterable[str]:
    yield "Next: its tests, which pass; then README.md there says what to replace, in which order."
    yield f"  cd {shlex.quote(str(place))}"
    yield '  python -m pip install -e ".[test]"'
    yield "  python -m pytest"
    yield f"  incentives show {plugin.id} --year {plugin.year}"
