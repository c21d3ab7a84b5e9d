"""What is still open in the answer: which untold facts and open questions can change it, for each benefit.

The answer is each benefit's outcome and amount, whether it was requested, and what will be paid of it. It is put into
rules, so that one mechanism says of all of them what can still change them.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from attrs import evolve, field, frozen

from incentives.assessment.assessment import Assessment
from incentives.assessment.payable import YES, Coming, coming_of
from incentives.assessment.plan import Plan, plan_of
from incentives.assessment.reachable import Reach
from incentives.errors import InconsistentFacts
from incentives.rules.consequences import Consequences
from incentives.rules.evaluation import Known
from incentives.rules.expressions import Expression, Literal
from incentives.rules.facts import OpenQuestion, Term, fact_of, terms_of, year_of
from incentives.rules.inquiry import Inquiry
from incentives.rules.operators import all_of, any_of
from incentives.rules.relevance import still_missing
from incentives.rules.seen import Seen
from incentives.rules.trace import Trace
from incentives.rules.types import Value
from incentives.scheme.benefit import Benefit
from incentives.scheme.criterion import Criterion
from incentives.scheme.edition import Edition
from incentives.values import WindowStatus

TRUE, FALSE = frozenset({True}), frozenset({False})


@frozen(eq=False)
class AnswerRule:
    """A part of the answer.

    Attributes:
        benefit: the id of the benefit.
        rule: the condition or the amount.
        ends: the values that make a difference: what may come counts as coming until it is known not to, for instance;
            ``None`` for any.
    """

    benefit: str
    rule: Expression
    ends: frozenset[Value] | None = None


@frozen(eq=False)
class AnswerRules:
    """The answer of an edition, seen from a day, as rules.

    Attributes:
        plan: the compiled edition.
        as_of: the day; without it everything is final.
        due: whether each benefit is due, how much, and whether it can still become so.
        paid: whether each is requested as it must be, and paid.
        untimely: the digests of what nobody can tell on that day: of a request before it can be made, of money before
            it comes, and of what the authority's account shows while it doesn't.
    """

    plan: Plan
    as_of: date | None
    due: tuple[AnswerRule, ...] = field(init=False)
    paid: tuple[AnswerRule, ...] = field(init=False)
    untimely: frozenset[str] = field(init=False)
    _inquiries: dict[Consequences, Inquiry] = field(factory=dict, init=False)

    @due.default
    def _of_entitlement(self) -> tuple[AnswerRule, ...]:
        return tuple(rule for benefit in self.plan.edition.benefits for rule in self._is_due(benefit))

    def _is_due(self, benefit: Benefit) -> Iterator[AnswerRule]:
        id = benefit.id
        yield AnswerRule(id, self.plan.entitled[id])
        if terms_of(benefit.amount):
            yield AnswerRule(id, self.plan.due[id])
        if self.as_of is not None:
            yield AnswerRule(id, self._can_be_due(benefit), FALSE)

    def _can_be_due(self, benefit: Benefit) -> Expression:
        """That it is due, or that deeds can still make it so; what goes before it counts as out of the way."""
        edition = self.plan.edition
        by_id = {criterion.id: criterion for criterion in edition.criteria}
        return all_of(edition.covers, *(self._can_be_met(by_id[id]) for id in edition.required_by(benefit)))

    def _can_be_met(self, criterion: Criterion) -> Expression:
        if criterion.condition is None:
            return YES
        as_of, window = self.as_of, self.plan.edition.application.window
        if as_of is not None and criterion.deadline is not None and as_of <= criterion.deadline:
            return Reach(self.plan.edition.year, as_of).to(criterion.condition)
        last_day = window.days.last_day if window else None
        if as_of is not None and last_day is not None and as_of <= last_day:
            return Reach(self.plan.edition.year, as_of, handed_in_only=True).to(criterion.condition)
        return criterion.condition

    @paid.default
    def _of_payment(self) -> tuple[AnswerRule, ...]:
        return tuple(rule for benefit in self.plan.edition.benefits for rule in self._is_paid(benefit))

    def _is_paid(self, benefit: Benefit) -> Iterator[AnswerRule]:
        coming, due = coming_of(self.plan.edition, self.as_of)[benefit.id], self.plan.entitled[benefit.id]
        can_be_due = due if self.as_of is None else self._can_be_due(benefit)
        yield AnswerRule(benefit.id, all_of(due, self._way(coming, "surely")), TRUE)
        yield AnswerRule(benefit.id, all_of(due, self._way(coming, "perhaps")), FALSE)
        yield AnswerRule(benefit.id, all_of(can_be_due, self._way(coming, "in_reach")), FALSE)

    def _way(self, coming: Coming, part: str) -> Expression:
        """A way in which money comes that was neither received nor refused, nor what it comes on top of refused."""
        own: Expression = getattr(coming, part)
        below = [any_of(base.received, self._way(base, part)) for base in coming.bases]
        return all_of(own, ~coming.received, ~coming.refused, *below)

    @untimely.default
    def _not_yet(self) -> frozenset[str]:
        edition, as_of = self.plan.edition, self.as_of
        window, period = edition.application.window, edition.application.payment.period
        unseen = (one for one in edition.terms if not isinstance(one, OpenQuestion))
        hidden = frozenset(one.digest for one in unseen if not edition.shows(fact_of(one), as_of))
        if as_of is None:
            return hidden
        is_early = window is not None and window.days.status(as_of) is WindowStatus.NOT_YET_OPEN
        found: list[Expression | None] = []
        needed: list[Expression | None] = []
        for benefit in edition.benefits:
            if is_early or (period is not None and as_of < period.start):
                found += [benefit.received, benefit.refused]
            if is_early and (request := benefit.request) is not None:
                found += [request.made, request.made_on, request.covers]
                found += [part.condition for part in request.requirements]
                needed.append(request.needed)
        return hidden | (_read_by(found) - _read_by([*needed, *edition.entitlements.values()]))

    def inquiry(self, consequences: Consequences) -> Inquiry:
        """The rules, of which it is asked what can change them, with what follows from what cannot be."""
        if consequences not in self._inquiries:
            rules = (one.rule for one in (*self.due, *self.paid) if not isinstance(one.rule, Literal))
            self._inquiries[consequences] = Inquiry(tuple(rules), consequences)
        return self._inquiries[consequences]


def _read_by(parts: Iterable[Expression | None]) -> frozenset[str]:
    return frozenset(term.digest for part in parts if part is not None for term in terms_of(part))


@lru_cache(maxsize=4096)
def answer_rules(edition: Edition, as_of: date | None) -> AnswerRules:
    """The answer of an edition, seen from a day, as rules; made at the first call."""
    return AnswerRules(plan_of(edition), as_of)


def with_value(known: Known, term: Term, value: Value) -> Known:
    """The same knowledge with one thing more."""
    if isinstance(term, OpenQuestion):
        return evolve(known, readings={**known.readings, term.id: value is True})
    year, id = year_of(term, known.year), fact_of(term).id
    if year is None:
        return evolve(known, permanent={**known.permanent, id: value})
    return evolve(known, annual={**known.annual, year: {**known.annual.get(year, {}), id: value}})


@frozen
class OpenTerm:
    """A fact or an open question that can still change the answer.

    Attributes:
        term: it.
        benefits: the ids of the benefits of which it can change something.
    """

    term: Term
    benefits: tuple[str, ...]


@frozen(eq=False)
class Openness:
    """What is still open in an answer.

    Attributes:
        assessment: what is known of it.
    """

    assessment: Assessment
    _seen: Seen = field(init=False)

    @_seen.default
    def _look(self) -> Seen:
        basis = self.assessment.basis
        return Seen.of(self._rules.inquiry(basis.consistent_in_all.consequences), basis.known)

    @property
    def _rules(self) -> AnswerRules:
        return answer_rules(self.assessment.edition, self.assessment.as_of)

    def of_entitlement(self) -> tuple[OpenTerm, ...]:
        """What can change whether a benefit is due, or can become so, and how much it is; in the order of the rules."""
        return self._found(self._rules.due)

    def of_payment(self) -> tuple[OpenTerm, ...]:
        """What can change whether a benefit that is due, or can become so, was requested as it must be, and is paid."""
        return self._found(self._rules.paid)

    def idle_in_payment(self, term: Term, value: Value) -> set[str]:
        """The digests of the other untold terms that could only change parts of the payment which a value settles."""
        inquiry, trace = self._seen.inquiry, self._seen.trace
        try:
            given = Trace(inquiry.program, inquiry.program.run(with_value(self._seen.known, term, value)))
        except InconsistentFacts:
            return set()
        idle, needed = set[str](), set[str]()
        for rule in (one.rule for one in self._rules.paid if not isinstance(one.rule, Literal)):
            followed = inquiry.consequences.following(rule)
            if trace.value(followed) is None:
                terms = (one.digest for one in terms_of(rule) if trace.value(one) is None)
                (needed if given.value(followed) is None else idle).update(terms)
        return idle - needed - {term.digest}

    def _found(self, rules: tuple[AnswerRule, ...]) -> tuple[OpenTerm, ...]:
        unasked = {*self.assessment.edition.decisions, *self._rules.untimely}
        terms: dict[str, Term] = {}
        bearing: dict[str, dict[str, None]] = {}
        for one in rules:
            if isinstance(one.rule, Literal):
                continue
            for term in still_missing(one.rule, self._seen, one.ends):
                if term.digest not in unasked:
                    terms[term.digest] = term
                    bearing.setdefault(term.digest, {})[one.benefit] = None
        return tuple(OpenTerm(term, tuple(bearing[digest])) for digest, term in terms.items())
