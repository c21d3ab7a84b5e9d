"""One screen of an interview: questions on one topic, and why they are asked."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import field, frozen

from incentives.assessment.asking import MissingFact, PendingQuestion
from incentives.interview.topics import Topic
from incentives.rules.facts import Fact, OpenQuestion
from incentives.scheme.scheme import Scheme
from incentives.situation.paths import path_of
from incentives.wording import Speech


@frozen(eq=False)
class Inquired:
    """A question of an interview: for a fact, or for the reader's own answer to a point on which the texts are silent.

    Attributes:
        asked: what is asked, with the benefits on which it bears.
        given: what was answered before it was taken back, or ``"unknown"``; ``None`` where nothing was.
        choices: the values to choose from; of countries, those of the schemes that are asked about.
    """

    asked: MissingFact | PendingQuestion = field(repr=lambda asked: asked.id)
    given: object = None
    choices: tuple[str, ...] = ()

    @property
    def term(self) -> Fact | OpenQuestion:
        """What is asked."""
        return self.asked.question if isinstance(self.asked, PendingQuestion) else self.asked.fact

    @property
    def year(self) -> int | None:
        """The year that it belongs to; ``None`` for a permanent fact or an open question."""
        return None if isinstance(self.asked, PendingQuestion) else self.asked.year

    @property
    def path(self) -> str:
        """Where a situation says it, such as ``2025.fr.scor.transmissions``; answers go by it."""
        year = self.year
        return path_of(self.term, 0) if year is None else f"{year}.{self.asked.id}"

    @property
    def is_reading(self) -> bool:
        """Whether it asks for a reading of the texts, which only the authority can settle."""
        return isinstance(self.asked, PendingQuestion)

    def text(self, language: str = "en") -> str:
        """The question; of an open question the statement that holds if the answer is yes."""
        if isinstance(self.asked, PendingQuestion):
            return self.asked.statement(language)
        return self.asked.question(language)

    def help(self, language: str = "en") -> str | None:
        """Where to find the answer and what counts; of an open question, what the texts say."""
        return self.asked.why(language) if isinstance(self.asked, PendingQuestion) else self.asked.help(language)

    def name(self, language: str = "en") -> str:
        """What is asked, in a few words; of an open question the statement."""
        return self.speech(language).say(*self._name)

    @property
    def _name(self) -> tuple[str, str, str]:
        return ("questions", self.asked.id, "statement") if self.is_reading else ("facts", self.asked.id, "name")

    def speech(self, language: str) -> Speech:
        """The voice of the scheme that asks."""
        return self.asked.basis.speech(language)


@frozen(eq=False)
class Stake:
    """The money of one scheme and year that hangs on some questions.

    Attributes:
        scheme: the scheme.
        year: the reference year.
        benefits: the ids of the benefits.
        money: how much of them is open, or not certain to be paid; ``None`` where nothing bounds it.
        currency: of the money.
    """

    scheme: Scheme = field(repr=lambda scheme: scheme.id)
    year: int
    benefits: tuple[str, ...]
    money: Decimal | None
    currency: str


@frozen(eq=False)
class InterviewScreen:
    """The questions to ask next.

    Attributes:
        topic: what they are about; ``None`` where they gather what was left open before.
        questions: the questions: those of one scheme and year together, that which settles most first.
        stakes: why they are asked: the money that hangs on them, the most first.
    """

    topic: Topic | None
    questions: tuple[Inquired, ...]
    stakes: tuple[Stake, ...]

    @property
    def paths(self) -> Mapping[str, Inquired]:
        """The questions, by path."""
        return {one.path: one for one in self.questions}
