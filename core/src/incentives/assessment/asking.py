"""What keeps an amount open: facts nobody gave, texts that are silent, decisions that nobody has taken."""

from decimal import Decimal

from attrs import field, frozen

from incentives.assessment.basis import Basis
from incentives.rules.facts import At, Fact, OpenQuestion, fact_of, year_of
from incentives.scheme.application import Contact
from incentives.scheme.criterion import Criterion


@frozen(eq=False)
class MissingFact:
    """A fact nobody gave that can still change the amount.

    Attributes:
        basis: what it is read from.
        fact: the fact.
        year: the year it belongs to; ``None`` for a permanent one.
        spread: by how much the amount is open among the benefits that it bears on; ``None`` if unbounded.
        benefits: ids of those benefits.
    """

    basis: Basis = field(repr=False)
    fact: Fact
    year: int | None
    spread: Decimal | None
    benefits: tuple[str, ...]

    @classmethod
    def of(cls, basis: Basis, term: Fact | At, spread: Decimal | None, benefits: tuple[str, ...]) -> "MissingFact":
        """From the term that a rule read."""
        return cls(basis, fact_of(term), year_of(term, basis.year), spread, benefits)

    @property
    def id(self) -> str:
        """The fact's id."""
        return self.fact.id

    def question(self, language: str = "en") -> str:
        """The question to answer; in the past, once its year is over."""
        year, as_of = self.year, self.basis.as_of
        is_past = year is not None and as_of is not None and as_of.year > year
        return self.basis.speech(language).question(self.fact, year, is_past=is_past)

    def help(self, language: str = "en") -> str | None:
        """Where to find the answer, and what counts."""
        return self.basis.speech(language).help(self.fact, self.year)


@frozen(eq=False)
class PendingQuestion:
    """A point on which the texts are silent or disagree, and that can change the amount.

    Attributes:
        basis: what it is read from.
        question: the open question.
        spread: by how much the amount is open among the benefits that it bears on; ``None`` if unbounded.
        benefits: ids of those benefits.
    """

    basis: Basis = field(repr=False)
    question: OpenQuestion
    spread: Decimal | None
    benefits: tuple[str, ...]

    @property
    def id(self) -> str:
        """The open question's id."""
        return self.question.id

    @property
    def ask(self) -> Contact:
        """Whom to ask."""
        return next(contact for contact in self.basis.edition.contacts if contact.id == self.question.ask)

    def statement(self, language: str = "en") -> str:
        """The statement that holds if the answer is yes."""
        return self.basis.speech(language).say("questions", self.id, "statement")

    def why(self, language: str = "en") -> str | None:
        """What the texts say, and where they stop or disagree."""
        return self.basis.speech(language).find("questions", self.id, "why")


@frozen(eq=False)
class PendingDecision:
    """A criterion that a person judges, and that can change the amount; nobody can tell the outcome beforehand.

    Attributes:
        criterion: the criterion.
        missing: the fact that holds the decision once it is taken.
    """

    criterion: Criterion = field(repr=lambda criterion: criterion.id)
    missing: MissingFact

    @property
    def id(self) -> str:
        """The criterion's id."""
        return self.criterion.id
