"""An interview in a terminal, line by line: it works on every screen, and with what reads screens aloud."""

import textwrap
from collections.abc import Callable

from attrs import define, field, frozen

from incentives.errors import InvalidSituation
from incentives.hints import harmless
from incentives.interview.headings import heading, reason
from incentives.interview.interview import Interview
from incentives.interview.replies import NotUnderstood, reply
from incentives.interview.screens import Inquired, InterviewScreen
from incentives.rules.types import Kind
from incentives.situation import Situation
from incentives.situation.faults import fault_text
from incentives.situation.foreign_values import UNKNOWN
from incentives.wording import Speech

HELP, LEAVE, BACK, STOP = "?", "-", "<", "!"
INDENT = "   "


class Stopped(Exception):
    """Somebody stops; what was answered so far is kept in the dialogue."""


@frozen(eq=False)
class Terminal:
    """Where a dialogue is held.

    Attributes:
        read: asks for a line, after a prompt.
        write: shows lines.
        width: of a line.
    """

    read: Callable[[str], str]
    write: Callable[[str], None]
    width: int


@define(eq=False)
class Dialogue:
    """An interview with somebody.

    Attributes:
        interview: as far as it has come.
        terminal: where it is held.
        language: in which.
        answers: to the questions of the screen that is shown.
    """

    interview: Interview
    terminal: Terminal
    language: str
    answers: dict[str, object] = field(factory=dict)
    _taken_back: dict[str, object] = field(factory=dict, init=False)
    _number: int = field(default=0, init=False)

    @property
    def situation(self) -> Situation:
        """Everything that was answered so far."""
        return self.interview.so_far(self.answers)

    @property
    def is_begun(self) -> bool:
        """Whether anything was answered."""
        return self.interview.can_go_back or bool(self.answers)

    def hold(self) -> None:
        """Ask until nothing can change the answer any more.

        Raises:
            Stopped: if somebody asks to stop.
        """
        self._say(self._word("legend"))
        while (screen := self.interview.screen) is not None:
            self._number += 1
            self._head(screen)
            self.answers = {}
            if self._asked(screen):
                self._taken_back = {}
                self.interview, self.answers = self.interview.answer(self.answers), {}
            else:
                self._taken_back = {}
                self.interview, self.answers = self.interview.back(), {}
                self._number -= 2

    def _asked(self, screen: InterviewScreen) -> bool:
        """Whether the questions of a screen were answered; otherwise somebody goes back to the one before."""
        left = list(screen.questions)
        while left:
            question = left[0]
            match self._line(question, len(self.answers) + 1, len(self.answers) + len(left)):
                case text if text == BACK and self.answers:
                    path, value = self.answers.popitem()
                    self._taken_back[path] = value
                case text if text == BACK and self.interview.can_go_back:
                    return False
                case text if text == BACK:
                    self._say(self._word("first"))
                case text if text == STOP:
                    raise Stopped
                case text if text == HELP:
                    self._say(question.help(self.language) or self._word("no_help"))
                case text:
                    self._take(question, text)
            left = list(self.interview.still_asked(self.answers))
        return True

    def _take(self, question: Inquired, text: str) -> None:
        """Keep an answer, or say why it cannot be one."""
        before = self._before(question)
        if text == "" and before is None:
            self._say(self._word("how_to_leave"))
            return
        try:
            value = before if text == "" else UNKNOWN if text == LEAVE else reply(question.term, question.choices, text)
            self.interview.still_asked({**self.answers, question.path: value})
        except NotUnderstood as error:
            self._say(self._word("not_understood", expected=self._word(f"type_{error.id}")))
        except InvalidSituation as error:
            self._say(*(fault_text(fault, self.language) for fault in error.faults))
            self._say(self._word("how_to_correct"))
        else:
            self.answers[question.path] = value
            self._taken_back.pop(question.path, None)

    def _before(self, question: Inquired) -> object:
        value = self._taken_back.get(question.path, question.given)
        return None if value == UNKNOWN else value

    def _head(self, screen: InterviewScreen) -> None:
        title = self._word("screen", number=str(self._number), topic=heading(screen, self.language))
        self.terminal.write(f"\n{title}\n{'-' * len(title)}")
        if why := reason(screen, self.language):
            self._say(why)

    def _line(self, question: Inquired, number: int, of: int) -> str:
        """What is typed in answer to a question."""
        head = self._word("question", number=str(number), of=str(of), text=question.text(self.language))
        self.terminal.write("")
        if question.is_reading:
            self._say(self._word("reading"))
        self._say(head)
        kind = question.term.type.kind
        if kind in {Kind.CHOICE, Kind.ORDERED_CHOICE, Kind.SET}:
            speech = question.speech(self.language)
            for at, value in enumerate(question.choices, 1):
                label = speech.value(value, question.term.type, question.asked.id)
                self._say(f"{at:>2}  {label}", indent=INDENT)
        hint = self._word(f"type_{TYPED[kind]}")
        if (before := self._before(question)) is not None:
            hint += self._word("before", value=self._said(question, before))
        return self.terminal.read(harmless(f"{INDENT}{hint}")).strip()

    def _said(self, question: Inquired, value: object) -> str:
        told = frozenset(value) if isinstance(value, list) else value
        return question.speech(self.language).value(told, question.term.type, question.asked.id)  # type: ignore[arg-type]  # it was taken before

    def _word(self, id: str, **values: str) -> str:
        return Speech(self.language).say("interview", id, **values)

    def _say(self, *texts: str, indent: str = "") -> None:
        for text in texts:
            for line in text.splitlines():
                deeper = indent + " " * (len(line) - len(line.lstrip()))
                own = harmless(line.strip())
                self.terminal.write(
                    textwrap.fill(
                        own,
                        self.terminal.width,
                        initial_indent=deeper,
                        subsequent_indent=f"{deeper}    " if indent else deeper,
                        break_long_words=False,
                    )
                )


TYPED = {
    Kind.YES_NO: "yes_no",
    Kind.CHOICE: "choose_one",
    Kind.ORDERED_CHOICE: "choose_one",
    Kind.SET: "choose_several",
    Kind.DATE: "day",
    Kind.COUNT: "count",
    Kind.DECIMAL: "number",
    Kind.MONEY: "number",
}
