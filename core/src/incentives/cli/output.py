"""Loading, printing and exit codes: what every command does around its own work."""

import shutil
import sys
from codecs import lookup
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from attrs import field, frozen

from incentives.catalogue import Catalogue, load_catalogue
from incentives.cli.screen import apart, echo, end_if_unwritable, screen
from incentives.errors import (
    AssessmentFailed,
    IncentivesError,
    InvalidEdition,
    InvalidReport,
    InvalidSituation,
    InvalidTable,
    MissingWording,
    PluginConflict,
    PluginFailed,
    UnreadableFile,
)
from incentives.hints import harmless, place
from incentives.hookspecs import Screen
from incentives.report.desk import Desk
from incentives.situation import CheckedSituation, Situation
from incentives.situation.faults import fault_text
from incentives.situation.streams import STANDARD_INPUT
from incentives.wording import Speech
from incentives.wording.said import Said, saying, sentence_of

if TYPE_CHECKING:
    from incentives.report.records.whole import Report

FAULTY_INPUT, PLUGIN_FAILED = 2, 3
FAULTS_OF_PLUGINS = (AssessmentFailed, InvalidEdition, MissingWording, PluginConflict, PluginFailed)
SHORT_FORMATS = {"text", "markdown"}
WIDEST, WITHOUT_SCREEN = 110, 100
SIMPLER = str.maketrans("\N{NARROW NO-BREAK SPACE}┃│━╇█░▒◆◇✓✗", "\N{NO-BREAK SPACE}||-+#~$!?vx")


@frozen(eq=False)
class Run:
    """One run of a command.

    Attributes:
        lang: of the answer.
        format_name: of the report.
        output: the file to write, or ``None`` for the screen.
        force: whether that file may be replaced; ``None`` where the command never does.
        disable: plugins not to load.
        own_editions: files of the user's own editions.
        accept_failures: whether a failed plugin still exits with 0.
        files_by_name: whether files of own editions are named without their folders, since others are told.
        as_of: the day on which it is asked, where it is given.
        parts: what is asked for beside the answer.
        today: read from the clock once.
        catalogue: the schemes.
    """

    lang: str = "en"
    format_name: str = "text"
    output: Path | None = None
    force: bool | None = False
    disable: tuple[str, ...] = ()
    own_editions: tuple[Path, ...] = ()
    accept_failures: bool = False
    files_by_name: bool = False
    as_of: date | None = None
    parts: frozenset[str] = frozenset()
    today: date = field(factory=date.today)
    catalogue: Catalogue = field(init=False)

    @catalogue.default
    def _load(self) -> Catalogue:
        catalogue = load_catalogue(disable=self.disable)
        if not self.own_editions:
            return catalogue
        try:
            return catalogue.with_edition(*self.own_editions, by_name=self.files_by_name)
        except InvalidEdition as error:  # of the user's own, so no plugin failed
            explain(error, self.lang)
            sys.exit(FAULTY_INPUT)

    @property
    def day(self) -> date:
        """The day on which it is asked: today unless another is given."""
        return self.as_of or self.today

    @property
    def shows_answer_only(self) -> bool:
        """Whether nothing is shown beside the answer to one practitioner, and of a long list only a part."""
        return not self.parts and self.format_name in SHORT_FORMATS

    def situation(self, path: Path) -> CheckedSituation:
        """The situation in a file, or on standard input, checked."""
        if str(path) != STANDARD_INPUT:
            return self.catalogue.check(self.catalogue.read_situation(path))
        try:
            written = sys.stdin.buffer.read()
        except (OSError, AttributeError) as error:  # Python has no stream where it was closed
            raise saying(UnreadableFile, Said.of("no_standard_input")) from error
        source = Said.of("standard_input").text(self.lang)
        return self.catalogue.check(Situation.from_toml(written, source=source))

    @property
    def desk(self) -> Desk:
        """Where its reports are made."""
        return Desk(self.catalogue, self.lang, self.today, self.as_of)

    def give(self, report: "Report", *, exit_code: int = 0, is_private: bool = False) -> NoReturn:
        """Print or write a report, and exit as ``write`` does."""
        self.write(self.rendered(report), exit_code, is_private=is_private)

    def rendered(self, made: "Report") -> str:
        """A report in the format that is asked for."""
        return self.catalogue.render(self.format_name, made, self._screen())

    def show(self, made: "Report") -> None:
        """Print a report, wherever something else is written."""
        echo(fitting(self.rendered(made)))

    def write(self, text: str, exit_code: int = 0, *, newline: str | None = None, is_private: bool = False) -> NoReturn:
        """Print or write a text, and exit with the code, or as the plugins deserve where it is 0.

        Args:
            text: the text.
            exit_code: the code.
            newline: how line ends are written to a file, as for ``open``.
            is_private: whether nobody else may read the file.
        """
        if self.output is None:
            echo(fitting(text))
        else:
            from incentives.report.safe_writing import write_new  # only where something is saved

            write_new(self.output, text, force=self.force, newline=newline, is_private=is_private)
            tell(Speech(self.lang).say("labels", "saved", path=str(self.output)))
        self.end(exit_code)

    def end(self, exit_code: int = 0) -> NoReturn:
        """Say which plugins failed, and exit with the code, or as they deserve where it is 0."""
        for failure in self.catalogue.failures:
            tell(f"{failure.plugin} ({failure.distribution}): {failure.message}")
        failed = self.catalogue.failures and not self.accept_failures
        sys.exit(exit_code or (PLUGIN_FAILED if failed else 0))

    def _screen(self) -> Screen:
        styled = self.output is None and screen().isatty()
        return Screen(min(shutil.get_terminal_size().columns, WIDEST) if styled else WITHOUT_SCREEN, styled, self.parts)


def fitting(text: str) -> str:
    """The text in signs that the screen has; an escaped sign is still the same in JSON and TOML."""
    encoding = screen().encoding or "utf-8"
    try:
        text.encode("utf-8" if lookup(encoding).name == "ascii" else encoding)  # click itself mends ASCII
    except UnicodeEncodeError:
        return text.translate(SIMPLER).encode(encoding, "backslashreplace").decode(encoding)
    return text


def command(function: Callable[..., None]) -> Callable[..., None]:
    """A command that asks plugins: only its report is printed."""
    return explained(apart()(function))


def explained(function: Callable[..., None]) -> Callable[..., None]:
    """A command whose expected errors are explained and exit with 2."""

    @wraps(function)
    def run(**given: Any) -> None:
        try:
            function(**given)
        except IncentivesError as error:
            explain_and_exit(error, given.get("lang", "en"))
        except OSError as error:
            end_if_unwritable(error, given.get("lang", "en"))
            raise

    return run


def all_or_none(*calls: Callable[[], Any], lang: str) -> list[Any]:
    """What each call gives; where one or more are refused, all that is wrong is said, and nothing is done."""
    found, errors = [], []
    for call in calls:
        try:
            found.append(call())
        except IncentivesError as error:
            errors.append(error)
    for refused in errors:
        explain(refused, lang)
    if errors:
        sys.exit(FAULTY_INPUT)
    return found


def explain_and_exit(error: IncentivesError, language: str) -> NoReturn:
    """Say what is wrong and what to do, and exit as the error deserves."""
    explain(error, language)
    sys.exit(PLUGIN_FAILED if isinstance(error, FAULTS_OF_PLUGINS) else FAULTY_INPUT)


def explain(error: IncentivesError, language: str) -> None:
    """Say what is wrong and what to do, without a traceback."""
    lines = [sentence_of(error, language)]
    if isinstance(error, InvalidSituation | InvalidTable | InvalidReport):
        faults = [fault_text(fault, language) for fault in error.faults]
        lines = [
            Speech(language).say("labels", "faulty", source=place(str(error.source))),
            *(f"  - {text}" for text in faults),
        ]
    tell("\n".join(lines))


def tell(text: str) -> None:
    """Print a message beside the answer; nothing in it is obeyed by a terminal."""
    click.echo("\n".join(map(harmless, text.split("\n"))), err=True)
