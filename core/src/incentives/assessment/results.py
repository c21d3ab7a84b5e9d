"""The parts of an assessment: one criterion, one benefit, one thing that is missing."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from attrs import define, field, frozen

from incentives.assessment.basis import Basis
from incentives.assessment.outcomes import (
    MET,
    NOT_MET,
    UNKNOWN,
    Amount,
    Eligibility,
    Outcome,
    RequestStatus,
    eligibility,
)
from incentives.assessment.requests import RequestResult, request_result
from incentives.rules.explanation import TermRead, explain
from incentives.rules.facts import At, Fact, OpenQuestion, terms_of
from incentives.scheme.application import Contact, Evidence
from incentives.scheme.benefit import Benefit
from incentives.scheme.criterion import Criterion
from incentives.scheme.references import Reference


@define(eq=False)  # made for every assessment: freezing would cost more than the rest
class CriterionResult:
    """A criterion held against a situation.

    Attributes:
        basis: what it is read from.
        criterion: the criterion.
        outcome: whether it is met; before its deadline, so far.
    """

    basis: Basis = field(repr=False)
    criterion: Criterion = field(repr=lambda criterion: criterion.id)
    outcome: Outcome

    @property
    def id(self) -> str:
        """The criterion's id."""
        return self.criterion.id

    @property
    def references(self) -> tuple[Reference, ...]:
        """Where the criterion is written."""
        return self.criterion.references

    @property
    def is_so_far(self) -> bool:
        """Whether its deadline has not passed, so that the outcome can still change."""
        as_of, deadline = self.basis.as_of, self.criterion.deadline
        return as_of is not None and deadline is not None and as_of <= deadline

    @property
    def still_open(self) -> bool:
        """Whether it is not met, but a deed before its deadline, or a document sent in time, can still make it so."""
        condition = self.criterion.condition
        trace = self.basis.loosened if self.is_so_far else self.basis.late
        if self.outcome is not NOT_MET or condition is None or trace is None:
            return False
        return trace.value(condition) is not False

    @property
    def deadline(self) -> date | None:
        """The last day for what can still be done: the criterion's own, or for documents that of the window."""
        window = self.basis.edition.application.window
        is_late = self.basis.as_of is not None and not self.is_so_far and self.basis.late is not None
        return window.days.closes if is_late and window is not None else self.criterion.deadline

    @property
    def facts_read(self) -> tuple[TermRead, ...]:
        """Every fact and open question that it read, its value, and whether the outcome rests on it."""
        condition = self.criterion.condition
        return () if condition is None else explain(condition, self.basis.trace)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The supporting documents; those surely not needed in this situation are left out."""
        by_id = {evidence.id: evidence for evidence in self.basis.edition.evidence}
        found = (by_id[id] for id in self.criterion.evidence)
        details = self.basis.details
        return tuple(e for e in found if e.needed is None or details.value(e.needed) is not False)

    def reason(self, language: str = "en") -> str:
        """Why the outcome is what it is, in one or two sentences."""
        speech = self.basis.speech(language, self.criterion)
        for variant in self.criterion.variants:
            if self.basis.details.value(variant.condition) is True:
                sentence = speech.find("criteria", self.id, f"{self.outcome.value}_{variant.id}")
                if sentence is not None:
                    return sentence
        return speech.say("criteria", self.id, self.outcome.value)

    def remedy(self, language: str = "en") -> str | None:
        """What to do so that it becomes met; ``None`` where nothing can or need be done."""
        pending = self.outcome is UNKNOWN and (self.is_so_far or self.basis.as_of is None)
        if not self.still_open and not pending:
            return None
        speech = self.basis.speech(language, self.criterion)
        late = None if self.is_so_far or pending else speech.find("criteria", self.id, "remedy_late")
        return late or speech.find("criteria", self.id, "remedy")


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
        fact, offset = (term.fact, term.offset) if isinstance(term, At) else (term, 0)
        return cls(basis, fact, basis.year + offset if fact.annual else None, spread, benefits)

    @property
    def id(self) -> str:
        """The fact's id."""
        return self.fact.id

    def question(self, language: str = "en") -> str:
        """The question to answer."""
        return self.basis.speech(language).question(self.fact, self.year)

    def help(self, language: str = "en") -> str | None:
        """Where to find the answer, and what counts."""
        return self.basis.speech(language).find("facts", self.id, "help", year=str(self.year or ""))


@define(eq=False)  # made for every assessment: freezing would cost more than the rest
class BenefitResult:
    """A benefit held against a situation.

    Attributes:
        basis: what it is read from.
        benefit: the benefit.
        outcome: whether it is due: met, not met or unknown.
        amount: what is due.
        is_reachable: whether it is due, possible, or can still become so.
    """

    basis: Basis = field(repr=False)
    benefit: Benefit = field(repr=lambda benefit: benefit.id)
    outcome: Outcome
    amount: Amount
    is_reachable: bool
    _criteria: Mapping[str, CriterionResult] = field(repr=False)
    _required: tuple[str, ...] = field(repr=False)

    @property
    def required(self) -> tuple[CriterionResult, ...]:
        """The criteria that it needs, with those of the benefits that it comes on top of."""
        return tuple(self._criteria[id] for id in self._required)

    @property
    def id(self) -> str:
        """The benefit's id."""
        return self.benefit.id

    @property
    def eligibility(self) -> Eligibility:
        """What can be said of this benefit."""
        return eligibility(self.outcome is MET, self.outcome is UNKNOWN, self.is_reachable)

    @property
    def _request(self) -> RequestResult:
        return request_result(self.basis, self.benefit)

    @property
    def request(self) -> RequestStatus:
        """Whether it was requested as it must be."""
        return self._request.status

    def request_reason(self, language: str = "en") -> str | None:
        """Why a request is invalid, missed or uncertain, where there is more to say than the status."""
        return self._request.text(language)

    @property
    def request_asks(self) -> tuple[MissingFact, ...]:
        """The facts that would settle an uncertain request."""
        request = self.benefit.request
        if request is None or self.request is not RequestStatus.UNKNOWN:
            return ()
        made = [] if self.basis.details.value(request.made_on) is not None else [request.made]
        parts = [*made, request.made_on, *(requirement.condition for requirement in request.requirements)]
        parts += [] if request.covers is None else [request.covers]
        terms = {term.digest: term for part in parts for term in terms_of(part)}.values()
        return tuple(
            MissingFact.of(self.basis, term, None, (self.id,))
            for term in terms
            if not isinstance(term, OpenQuestion) and self.basis.details.value(term) is None
        )

    @property
    def blocked_by(self) -> tuple[CriterionResult, ...]:
        """The criteria that are not met and keep it from being due."""
        return tuple(result for result in self.required if result.outcome is NOT_MET)


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
