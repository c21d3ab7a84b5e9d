"""The ways to a benefit: deeds after which it will be paid, with what they gain and what still stands in them."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from incentives.advice.deed import Deed
from incentives.advice.formalities import Outlook, Requested, account_deed, request_deeds, with_those_below
from incentives.advice.steps import StepFinder, Steps
from incentives.assessment.asking import MissingFact, PendingDecision, PendingQuestion
from incentives.assessment.assessment import Assessment
from incentives.assessment.outcomes import NOT_MET, UNKNOWN, ZERO, Amount, RequestStatus
from incentives.assessment.results import BenefitResult
from incentives.values import WindowStatus

TOO_LATE = {RequestStatus.INVALID, RequestStatus.MISSED}


@frozen(eq=False)
class Way:
    """A smallest set of deeds after which a benefit will be paid.

    Attributes:
        benefit: id of the benefit.
        deeds: what to do; none where only answers are missing.
        on: the day on which all of it is done if each deed is done as early as it can be.
        after: the assessment on that day, once they are done.
        promised: what will then be paid of the benefit: certain, unless the way is ``if_still_taken`` or something is
            still to be answered; then it is possible.
        alone: what will then be paid in all beyond what is already, if nothing else is done.
        if_still_taken: whether no text tells that the request is taken on that day, so that one must ask.
    """

    benefit: str
    deeds: tuple[Deed, ...]
    on: date
    after: Assessment = field(repr=False)
    promised: Amount
    alone: Amount
    if_still_taken: bool

    @property
    def is_certain(self) -> bool:
        """Whether what is promised is certain."""
        return self.promised.certain == self.promised.possible

    @property
    def money(self) -> Decimal | None:
        """What is promised, if all that is still asked turns out well; ``None`` where nothing bounds it."""
        return self.promised.possible

    @property
    def spending(self) -> bool:
        """Whether something has to be bought or rented, as far as the texts say so."""
        return any(deed.spending for deed in self.deeds)

    @property
    def deadline(self) -> date | None:
        """The last day of the deed that has the earliest."""
        return min((deed.deadline for deed in self.deeds if deed.deadline), default=None)

    @property
    def questions(self) -> tuple[MissingFact, ...]:
        """What nobody told and still stands in the way once the deeds are done: "tell us whether"."""
        return questions_of(self.after, self.benefit)

    @property
    def open_questions(self) -> tuple[PendingQuestion, ...]:
        """Where the texts are silent and it still stands in the way; each with whom to ask."""
        return open_questions_of(self.after, self.benefit)

    @property
    def decisions(self) -> tuple[PendingDecision, ...]:
        """What a person still judges."""
        return tuple(one for one in self.after.pending_decisions if self.benefit in one.missing.benefits)


def questions_of(assessment: Assessment, id: str) -> tuple[MissingFact, ...]:
    """The facts nobody told that can still change a benefit, or tell whether its request counts; each once."""
    result = assessment.benefits[id]
    is_open = result.outcome is UNKNOWN or result.amount.certain != result.amount.possible
    asked = [one for one in assessment.missing_facts if id in one.benefits] if is_open else []
    asked += (one for other in with_those_below(assessment, id) for one in assessment.benefits[other].request_asks)
    return tuple({(one.id, one.year): one for one in asked}.values())


def open_questions_of(assessment: Assessment, id: str) -> tuple[PendingQuestion, ...]:
    """The points on which the texts are silent that can still change a benefit."""
    return tuple(one for one in assessment.open_questions if id in one.benefits)


def gained(before: Assessment, done: Assessment) -> Amount:
    """What will be paid in all beyond what is already."""
    gain = done.payable - before.payable
    return evolve(gain, reachable=gain.possible)


def brought(before: Assessment, done: Assessment, ids: Iterable[str]) -> Amount:
    """What some benefits pay once deeds are done, beyond what they surely do before; no more than all pay together."""

    def beyond(now: Amount, then: Amount) -> Amount:
        return then - Amount(now.certain, now.certain, now.certain, now.currency)

    mine, currency = tuple(ids), before.edition.currency
    one, other = (Amount.total((a.benefits[id].payable for id in mine), currency) for a in (before, done))
    own, every = beyond(one, other), beyond(before.payable, done.payable)
    possible = min((end for end in (own.possible, every.possible) if end is not None), default=None)
    return Amount(min(own.certain, every.certain), possible, possible, currency)


def ways_to(finder: StepFinder, outlook: Outlook, result: BenefitResult) -> tuple[Way, ...]:
    """Every way to a benefit, best first: certain before possible, the fewest changes, without spending."""
    if result.payable.reachable == ZERO:
        return ()
    found = (_completed(outlook, finder.as_of, result, steps) for steps in finder.of(result))
    return tuple(sorted((way for way in found if way is not None), key=_cost))


def _cost(way: Way) -> tuple[bool, bool, int, bool]:
    return not way.is_certain, way.if_still_taken, sum(len(deed.changes) for deed in way.deeds), way.spending


def _completed(outlook: Outlook, as_of: date, result: BenefitResult, steps: Steps) -> Way | None:
    """Steps with the account and the request; ``None`` where it would not be paid all the same."""
    met = outlook.after(steps, as_of)
    if met is None or met.benefits[result.id].outcome is NOT_MET:
        return None
    if (account := account_deed(met, as_of)) is not None:
        met = outlook.after((*steps, account), as_of) or met
    deeds = steps if account is None else (*steps, account)
    requested = [*request_deeds(met, result.id, as_of)]
    found = _least_doubtful(outlook, result.id, deeds, requested)
    found = found or next(_promising(outlook, result.id, [(deeds, as_of)]), None)
    return None if found is None else found.way(outlook.assessment)


def _least_doubtful(
    outlook: Outlook, id: str, deeds: tuple[Deed, ...], requested: list[Requested]
) -> "_Promise | None":
    """With the first request that is known to be taken, or else the first that may be.

    Those that hang on their day are looked at only where no other is known to be taken.
    """

    def taken(some: Iterable[Requested]) -> Iterator[_Promise]:
        tried = (((*deeds, one.deed), one.day) for one in some)
        return (promise for promise in _promising(outlook, id, tried) if promise.is_taken)

    inside = (one for one in requested if not one.is_outside)
    sure = next((promise for promise in taken(inside) if not promise.is_doubtful), None)
    return sure or next(taken(requested), None)


@frozen(eq=False)
class _Promise:
    """Deeds that are all done on a day, after which something of a benefit may be paid."""

    benefit: str
    deeds: tuple[Deed, ...]
    day: date
    after: Assessment

    @property
    def is_taken(self) -> bool:
        """Whether the requests are, or may be, in time: one that is surely too late is none to advise."""
        ids = (id for deed in self.deeds for id in deed.benefits)
        return not any(self.after.benefits[id].request in TOO_LATE for id in ids)

    @property
    def is_doubtful(self) -> bool:
        """Whether a request on a day that is told is not known to be taken, its own or that of a benefit below."""
        return any(_hangs_on_days(self.after.benefits[one]) for one in with_those_below(self.after, self.benefit))

    def way(self, before: Assessment) -> Way:
        """The way that it is."""
        promised = self.after.benefits[self.benefit].payable
        gain = gained(before, self.after)
        return Way(self.benefit, self.deeds, self.day, self.after, promised, gain, self.is_doubtful)


def _promising(outlook: Outlook, id: str, tried: Iterable[tuple[tuple[Deed, ...], date]]) -> Iterator[_Promise]:
    for deeds, day in tried:
        done = outlook.after(deeds, day)
        if done is not None and done.benefits[id].payable.possible != ZERO:
            yield _Promise(id, deeds, day, done)


def _hangs_on_days(result: BenefitResult) -> bool:
    if result.request in TOO_LATE:  # and something may still be paid: only where it is taken all the same
        return True
    request, window = result.benefit.request, result.basis.edition.application.window
    if request is None or window is None or result.request is not RequestStatus.UNKNOWN:
        return False
    day = result.basis.details.value(request.made_on)
    return isinstance(day, date) and window.days.status(day) is not WindowStatus.OPEN
