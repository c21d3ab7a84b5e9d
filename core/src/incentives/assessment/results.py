"""The parts of an assessment: one criterion, one benefit."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from attrs import define, evolve, field

from incentives.assessment.asking import MissingFact
from incentives.assessment.basis import Basis
from incentives.assessment.deeds import can_be_settled
from incentives.assessment.outcomes import (
    MET,
    NOT_MET,
    UNKNOWN,
    ZERO,
    Amount,
    Eligibility,
    Outcome,
    RequestStatus,
    eligibility,
)
from incentives.assessment.payable import coming_of, payable
from incentives.assessment.requests import RequestResult, request_result
from incentives.rules.bounds import Range, bounds
from incentives.rules.explanation import TermRead, explain, needs_day
from incentives.rules.expressions import AsShown, Expression
from incentives.rules.facts import OpenQuestion, Term, fact_of, terms_of
from incentives.scheme.application import Evidence
from incentives.scheme.benefit import Benefit
from incentives.scheme.criterion import Criterion, Establishment
from incentives.scheme.references import Reference
from incentives.wording import Speech, formats
from incentives.wording.byrule import by_rule


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

    @cached_property
    def still_open(self) -> bool:
        """Whether it is not met, but a deed before its deadline, or a document sent in time, can still make it so."""
        condition = self.criterion.condition
        trace = self.basis.loosened if self.is_so_far else self.basis.late
        if self.outcome is not NOT_MET or condition is None or trace is None or self.basis.is_covered is False:
            return False
        return trace.value(condition) is not False

    @property
    def can_lapse(self) -> bool:
        """Whether it is met, but what is done before its deadline, or sent in time, can still undo that."""
        condition = self.criterion.condition
        trace = self.basis.loosened if self.is_so_far else self.basis.late
        return (
            self.outcome is MET and condition is not None and trace is not None and trace.value(condition) is not True
        )

    @property
    def is_judged(self) -> bool:
        """Whether a person judges it, and no rule tells the outcome beforehand."""
        return self.criterion.established_by is Establishment.DISCRETIONARY

    @property
    def needs_day(self) -> bool:
        """Whether it is unknown, among other reasons, since no day is given on which it is asked."""
        condition = self.criterion.condition
        return self.outcome is UNKNOWN and condition is not None and needs_day(condition, self.basis.trace)

    @property
    def deadline(self) -> date | None:
        """The last day for what can still be done: the criterion's own, or for documents that of the window."""
        window = self.basis.edition.application.window
        is_late = self.basis.as_of is not None and not self.is_so_far and self.basis.late is not None
        return window.days.closes if is_late and window is not None else self.criterion.deadline

    @property
    def last_day(self) -> date | None:
        """The last day that may count: later than the deadline where documents can be sent until a day in doubt."""
        window = self.basis.edition.application.window
        return self.deadline if self.is_so_far or window is None else window.days.last_day

    @property
    def facts_read(self) -> tuple[TermRead, ...]:
        """Every fact and open question that it read, its value, and whether the outcome rests on it.

        Among them the facts of others from which an outcome follows whose own are not told.
        """
        condition = self.criterion.condition
        if condition is None:
            return ()
        told = self.basis.as_told
        if all(told.value(term) is not None for term in terms_of(condition)):
            return explain(condition, told)
        return self.basis.consistent.explain(condition, self.basis.known)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The supporting documents; those surely not needed in this situation are left out."""
        if not self.criterion.evidence:
            return ()
        by_id = {evidence.id: evidence for evidence in self.basis.edition.evidence}
        found = (by_id[id] for id in self.criterion.evidence)
        details = self.basis.details
        return tuple(e for e in found if e.needed is None or details.value(e.needed) is not False)

    @property
    def notes(self) -> tuple[str, ...]:
        """The ids of its notes; those that concern some practitioners only, where they concern this one."""
        if not self.criterion.notes_where:
            return self.criterion.notes
        conditions = {note.id: note.condition for note in self.criterion.notes_where}
        value = self.basis.details.value
        return tuple(id for id in self.criterion.notes if id not in conditions or value(conditions[id]) is True)

    def reason(self, language: str = "en") -> str:
        """Why the outcome is what it is, in one or two sentences."""
        speech = self.basis.speech(language, self.criterion)
        outcome = self.outcome.value
        return self._said(speech, outcome) or by_rule(outcome, self.criterion.condition, speech)

    def _said(self, speech: Speech, key: str) -> str | None:
        """The sentence under a key that fits this case best."""
        cases = (f"{key}_{one.id}" for one in self.criterion.variants if self.basis.told.value(one.condition) is True)
        found = (speech.find("criteria", self.id, place) for place in (*cases, key))
        return next((sentence for sentence in found if sentence is not None), None)

    @property
    def is_pending(self) -> bool:
        """Whether it is not settled, and deeds or documents can still settle it: more than an answer is missing."""
        condition = self.criterion.condition
        if condition is None or self.outcome is not UNKNOWN or not (self.is_so_far or self.basis.late):
            return False
        return can_be_settled(condition, self.basis, is_late=not self.is_so_far)

    def remedy(self, language: str = "en") -> str | None:
        """What to do so that it becomes met; ``None`` where nothing can or need be done, or can any more.

        Once the reference period is over, or only documents can still be sent, that is another deed: ``remedy_late``.
        """
        if self.basis.is_covered is False or not (self.still_open or self.is_pending):
            return None
        speech = self.basis.speech(language, self.criterion)
        is_late = self.basis.is_period_over or not self.is_so_far
        late = self._said(speech, "remedy_late") if is_late else None
        return late or (self._said(speech, "remedy") or self._by_rule(speech) if self.is_so_far else None)

    def _by_rule(self, speech: Speech) -> str:
        """What to do, in the words of the rule."""
        day, condition = self.criterion.deadline, self.criterion.condition
        if day is None:
            return by_rule("remedy", condition, speech)
        return by_rule("remedy_by", condition, speech, day=formats.day(day, speech.language))


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
        return eligibility(self.basis.is_covered, self.outcome is MET, self.outcome is UNKNOWN, self.is_reachable)

    @cached_property
    def _request(self) -> RequestResult:
        return request_result(self.basis, self.benefit)

    @property
    def request(self) -> RequestStatus:
        """Whether it was requested as it must be."""
        return self._request.status

    def request_reason(self, language: str = "en") -> str | None:
        """Why a request is invalid, missed or uncertain, where there is more to say than the status."""
        return " ".join(self.request_reasons(language)) or None

    def request_reasons(self, language: str = "en") -> tuple[str, ...]:
        """The same, sentence by sentence: of this benefit where there is one, or of any."""
        speech = self.basis.speech(language)
        places = self._request.sentences
        return tuple(speech.find(section, f"{id}_{self.id}") or speech.say(section, id) for section, id in places)

    @property
    def request_asks(self) -> tuple[MissingFact, ...]:
        """The facts that would settle an uncertain request, and whether what is due can be paid."""
        read = (term for part in self._payment_hangs_on for term in self._unsettled_terms(part))
        terms = {term.digest: term for term in read}.values()
        return tuple(
            MissingFact.of(self.basis, term, None, (self.id,))
            for term in terms
            if not isinstance(term, OpenQuestion)
            and self.basis.details.value(term) is None
            and self.basis.edition.shows(fact_of(term), self.basis.as_of)
        )

    def _unsettled_terms(self, part: Expression) -> Iterator[Term]:
        """What a condition reads, without what the authority's account tells already."""
        if isinstance(part, AsShown) and self.basis.details.value(part) is not None:
            return
        if not part.children:
            yield from terms_of(part)
        for child in part.children:
            yield from self._unsettled_terms(child)

    @property
    def _payment_hangs_on(self) -> list[Expression]:
        request, account = self.benefit.request, self.basis.edition.application.payment.account_given
        parts = [] if account is None or self.payable.possible == ZERO else [account]
        if request is None or self.request is not RequestStatus.UNKNOWN:
            return parts
        if self.basis.details.value(request.made) is False:
            return parts if request.needed is None else [*parts, request.needed]
        made = [] if self.basis.details.value(request.made_on) is not None else [request.made]
        parts += [*made, request.made_on, *(requirement.condition for requirement in request.requirements)]
        return parts if request.covers is None else [*parts, request.covers]

    @cached_property
    def payable(self) -> Amount:
        """What will be paid of it, as far as is known, besides what was received already."""
        coming = coming_of(self.basis.edition, self.basis.as_of)[self.id]
        return payable(self.amount, coming, self.basis.coming)

    @property
    def is_held_back(self) -> bool:
        """Whether less of it will be paid since less will be of a benefit that it comes on top of."""
        coming = coming_of(self.basis.edition, self.basis.as_of)[self.id]
        return payable(self.amount, evolve(coming, bases=()), self.basis.coming) != self.payable

    @cached_property
    def is_received(self) -> bool | None:
        """Whether it was paid already; ``None`` where that is not told."""
        return self._told(self.benefit.received)

    @cached_property
    def is_refused(self) -> bool | None:
        """Whether the authority refused it; ``None`` where that is not told."""
        return self._told(self.benefit.refused)

    def _told(self, condition: Expression | None) -> bool | None:
        return None if condition is None else self.basis.coming.value(condition)  # type: ignore[return-value]  # a condition is true, false or None

    @cached_property
    def received(self) -> Amount:
        """What was received of it: its amount wherever it is due, if it was told that it was paid."""
        currency = self.basis.edition.currency
        if self.is_received is not True:
            return Amount(ZERO, ZERO, ZERO, currency)
        return Amount(self.worth.low or ZERO, self.worth.high, self.worth.high, currency)

    @property
    def blocked_by(self) -> tuple[CriterionResult, ...]:
        """The criteria that are not met and keep it from being due."""
        return tuple(result for result in self.required if result.outcome is NOT_MET)

    @property
    def unsettled(self) -> tuple[CriterionResult, ...]:
        """The criteria that it needs of which nobody knows yet whether they are met."""
        return tuple(result for result in self.required if result.outcome is UNKNOWN)

    @property
    def excluded_by(self) -> tuple[str, ...]:
        """The ids of the benefits that go before it and are due, so that it is not paid."""
        return tuple(id for id, is_due in self._going_first().items() if is_due)

    @property
    def subject_to(self) -> tuple[str, ...]:
        """The ids of the criteria that a person judges, where these judgements alone keep it from being due."""
        if self.outcome is not UNKNOWN or any(is_due is not False for is_due in self._going_first().values()):
            return ()
        pending = [result for result in self.required if result.outcome is UNKNOWN]
        return tuple(result.id for result in pending) if all(result.is_judged for result in pending) else ()

    @property
    def needs_day(self) -> bool:
        """Whether it, or its amount, is not settled, among other reasons since no day is given on which it is asked."""
        parts = (self.basis.plan.entitled[self.id], self.benefit.amount)
        return self.outcome is not NOT_MET and any(needs_day(part, self.basis.trace) for part in parts)

    @property
    def worth(self) -> Range:
        """What it is in the whole reference period wherever it is due."""
        return bounds(self.benefit.amount, self.basis.trace)

    @property
    def instalment(self) -> Range | None:
        """One payment, from its lowest to its highest amount; ``None`` where the edition names none."""
        return self._range(self.benefit.instalment)

    @property
    def payments(self) -> Range | None:
        """How many payments the reference period has, from the fewest to the most; ``None`` as for the instalment."""
        return self._range(self.benefit.payments)

    def _range(self, part: Expression | None) -> Range | None:
        return None if part is None else bounds(part, self.basis.details)

    def _going_first(self) -> dict[str, bool | None]:
        """The benefits that go before it, with whether they are due."""
        plan, trace = self.basis.plan, self.basis.trace
        return {id: trace.value(plan.entitled[id]) for id in self.basis.edition.excluded_by(self.benefit)}  # type: ignore[misc]  # a condition is true, false or None
