"""The fields in which a question is answered: what stands in them, and what it means."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from attrs import frozen
from starlette.datastructures import FormData

from incentives.hints import short
from incentives.interview.replies import NONE, NotUnderstood, reply
from incentives.interview.screens import Inquired, InterviewScreen
from incentives.rules.facts import Fact
from incentives.rules.types import NO_DAY, Kind
from incentives.situation.foreign_values import UNKNOWN
from incentives.wording import Speech

LONGEST = 200  # signs of what is shown again as it was typed
CHOSEN = frozenset({Kind.YES_NO, Kind.CHOICE, Kind.ORDERED_CHOICE})
Texts = Sequence[str]
NOTHING: Mapping[str, str] = MappingProxyType({})


def name_of(path: str) -> str:
    """The name of the fields of a question."""
    return f"q.{path}"


@frozen
class Choice:
    """One thing that can be chosen.

    Attributes:
        id: in the page, of the first field of a question.
        value: that is sent.
        label: beside it.
        is_chosen: whether it is.
    """

    id: str | None
    value: str
    label: str
    is_chosen: bool


@frozen(eq=False)
class Field:
    """The fields of one question.

    Attributes:
        question: that they answer.
        id: in the page; the first of them has it.
        language: of the page.
        texts: what is typed and chosen in them.
        error: what is wrong with that.
    """

    question: Inquired
    id: str
    language: str
    texts: Texts = ()
    error: str | None = None

    @property
    def name(self) -> str:
        """Of each of them."""
        return name_of(self.question.path)

    @property
    def kind(self) -> str:
        """How it is answered: ``one`` or ``several`` of some choices, or ``typed``, or as a ``day``."""
        kind = self.question.term.type.kind
        if kind in CHOSEN:
            return "one"
        return {Kind.SET: "several", Kind.DATE: "day"}.get(kind, "typed")

    @property
    def label(self) -> str:
        """What is to be typed."""
        text = expected(self.question, self.language)
        return f"{text[:1].upper()}{text[1:]}"

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole number."""
        return self.question.term.type.kind is Kind.COUNT

    @property
    def is_displayed(self) -> bool:
        """Whether the authority's own account shows it."""
        return isinstance(self.question.term, Fact) and self.question.term.display is not None

    @property
    def typed(self) -> str:
        """What is typed, beside what is chosen."""
        return short(next((text for text in self.texts if text not in self._beside), ""), LONGEST)

    @property
    def choices(self) -> list[Choice]:
        """What can be chosen; last, that it is not known."""
        first = None if self.kind in {"typed", "day"} else self.id  # the field that is typed in comes before them
        every = [*self._values, *self._beside.items()]
        return [
            Choice(None if at else first, value, label, value in self.texts) for at, (value, label) in enumerate(every)
        ]

    @property
    def _values(self) -> list[tuple[str, str]]:
        speech, term = self.question.speech(self.language), self.question.term
        if term.type.kind is Kind.YES_NO:
            return [("true", speech.say("values", "yes")), ("false", speech.say("values", "no"))]
        if self.kind in {"typed", "day"}:
            return []
        return [(value, speech.value(value, term.type, self.question.asked.id)) for value in self.question.choices]

    @property
    def _beside(self) -> Mapping[str, str]:
        """What is chosen in place of a value."""
        say = Speech(self.language).say
        none = {"several": "none_of_them", "day": "no_such_day"}.get(self.kind)
        unknown = "not_from_payer" if self.question.is_reading else "unknown"
        return {**({NONE: say("pages", none)} if none else {}), UNKNOWN: say("pages", unknown)}


def expected(question: Inquired, language: str) -> str:
    """What can be written in answer to a question."""
    return Speech(language).say("pages", "expected", question.term.type.kind.value)


def texts_of(value: object, kind: Kind) -> Texts:
    """What stands in the fields for an answer, as a situation says it."""
    match value:
        case None:
            return ()
        case bool():
            return ("true" if value else "false",)
        case list():
            return tuple(map(str, value)) or (NONE,)
        case date():
            return (value.isoformat(),)
    return (NONE,) if value == NO_DAY and kind is Kind.DATE else (str(value),)


def given_texts(screen: InterviewScreen, given: Mapping[str, object]) -> Mapping[str, Texts]:
    """What stands in the fields of a screen for some answers, by path."""
    return {path: texts_of(given.get(path), one.term.type.kind) for path, one in screen.paths.items()}


def fields_of(
    screen: InterviewScreen, language: str, texts: Mapping[str, Texts], mistakes: Mapping[str, str] = NOTHING
) -> list[Field]:
    """The fields of a screen.

    Args:
        screen: the questions.
        language: of the page.
        texts: what stands in the fields, by path.
        mistakes: what is wrong with it, by path.
    """
    return [
        Field(one, f"q{number}", language, texts.get(one.path, ()), mistakes.get(one.path))
        for number, one in enumerate(screen.questions, 1)
    ]


@frozen(eq=False)
class Entries:
    """What was entered on one screen.

    Attributes:
        texts: by path.
        answers: as far as they can be read, by path.
        unread: by path, the id of the sentence that says why an answer cannot be read.
    """

    texts: Mapping[str, Texts]
    answers: Mapping[str, object]
    unread: Mapping[str, str]

    @classmethod
    def of(cls, screen: InterviewScreen, form: FormData) -> "Entries":
        """From the fields of a form."""
        texts = {path: _entered(form.getlist(name_of(path))) for path in screen.paths}
        answers: dict[str, object] = {}
        unread: dict[str, str] = {}
        for path, question in screen.paths.items():
            try:
                if texts[path]:
                    answers[path] = answer_in(question, texts[path])
            except NotUnderstood as error:
                unread[path] = error.id
        return cls(texts, answers, unread)


def _entered(values: Iterable[object]) -> Texts:
    return tuple(text for value in values if isinstance(value, str) and (text := value.strip()))


def answer_in(question: Inquired, texts: Texts) -> object:
    """The answer that stands in the fields of a question, as a situation says it.

    Raises:
        NotUnderstood: if it cannot be read.
    """
    kind = question.term.type.kind
    is_apart = UNKNOWN in texts or (NONE in texts and kind in {Kind.SET, Kind.DATE})
    if len(texts) > 1 and (is_apart or kind is not Kind.SET):
        raise NotUnderstood("only_one")
    if texts[0] == UNKNOWN:
        return UNKNOWN
    return reply(question.term, question.choices, ",".join(texts))
