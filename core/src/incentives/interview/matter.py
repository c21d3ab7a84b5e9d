"""One edition in an interview: what is open in its answer, which money hangs on it, and which answers settle most."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from statistics import fmean

from attrs import field, frozen

from incentives.assessment.assessment import Assessment
from incentives.assessment.openness import Openness, OpenTerm, with_value
from incentives.assessment.outcomes import MET, NOT_MET, ZERO, Amount
from incentives.errors import InconsistentFacts
from incentives.interview.topics import Topic, topics_of
from incentives.rules.facts import OpenQuestion, Term, fact_of, terms_of
from incentives.rules.types import Kind, Value
from incentives.scheme.criterion import Criterion
from incentives.scheme.edition import Edition
from incentives.situation.paths import path_of
from incentives.values.exact import STEADY, in_all

EFFORT = {Kind.COUNT: 2, Kind.SET: 3, Kind.DATE: 2}  # of an answer; of a yes or no, or one choice, it is 1
FEW_AND_MANY = (0, 10**6)  # of a count: below and above every limit that a text could set


def open_money(amount: Amount) -> Decimal | None:
    """How much of an amount is not certain, and may come or be brought about; ``None`` where nothing bounds it."""
    if amount.possible is None or amount.reachable is None:
        return None
    return STEADY.subtract(max(amount.possible, amount.reachable), amount.certain)


@lru_cache(maxsize=4096)
def _read(edition: Edition) -> tuple[tuple[Term, Topic], ...]:
    """What its entitlements and amounts read, each with what it is about."""
    parts = (*edition.entitlements.values(), *(benefit.amount for benefit in edition.benefits))
    terms = {term.digest: term for part in parts for term in terms_of(part)}
    topics = topics_of(edition)
    return tuple((term, topics[digest]) for digest, term in terms.items())


@lru_cache(maxsize=4096)
def _bearing(edition: Edition) -> Mapping[Topic, tuple[str, ...]]:
    """The benefits on which each topic bears."""
    topics = topics_of(edition)
    found: dict[Topic, list[str]] = {}
    for benefit in edition.benefits:
        read = terms_of(edition.entitlements[benefit.id]), terms_of(benefit.amount)
        for topic in {topics[term.digest] for terms in read for term in terms}:
            found.setdefault(topic, []).append(benefit.id)
    return {topic: tuple(benefits) for topic, benefits in found.items()}


@frozen(eq=False)
class Matter:
    """One edition in an interview, on the answers so far.

    Attributes:
        assessment: what they come to.
    """

    assessment: Assessment
    _money_on: dict[Topic, Decimal | None] = field(factory=dict, init=False)

    @cached_property
    def _openness(self) -> Openness:
        return Openness(self.assessment)

    @cached_property
    def is_settled(self) -> bool:
        """Whether it is known of each benefit whether it is due, or can become so, and how much it is."""
        return self.assessment.is_covered is False or all(
            open_money(one.amount) == ZERO if one.outcome is MET else one.outcome is NOT_MET and not one.is_reachable
            for one in self.assessment.benefits.values()
        )

    @property
    def benefits(self) -> tuple[str, ...]:
        """The ids of its benefits."""
        return tuple(self.assessment.benefits)

    @cached_property
    def money(self) -> Decimal | None:
        """How much is open in all; ``None`` where nothing bounds it."""
        return open_money(self.assessment.amount)

    @cached_property
    def untold(self) -> Mapping[Topic, int]:
        """What its questions could be about, each with how many things are not told of it."""
        found: dict[Topic, int] = {}
        value = self.assessment.basis.trace.value
        for term, topic in () if self.is_settled else _read(self.assessment.edition):
            if value(term) is None:
                found[topic] = found.get(topic, 0) + 1
        return found

    @cached_property
    def entitlement(self) -> Mapping[Topic, tuple[OpenTerm, ...]]:
        """What can still change whether and how much is due, by what it is about."""
        found: dict[Topic, list[OpenTerm]] = {}
        topics = topics_of(self.assessment.edition)
        for one in () if self.is_settled else self._openness.of_entitlement():
            found.setdefault(topics[one.term.digest], []).append(one)
        return {topic: tuple(terms) for topic, terms in found.items()}

    @cached_property
    def payment(self) -> tuple[OpenTerm, ...]:
        """What can still change whether it was requested, and what will be paid."""
        can_come = any(one.is_reachable for one in self.assessment.benefits.values())
        return self._openness.of_payment() if can_come and self.assessment.is_covered is not False else ()

    @cached_property
    def open_entitlement(self) -> frozenset[str]:
        """The paths of the first."""
        year = self.assessment.year
        return frozenset(path_of(one.term, year) for terms in self.entitlement.values() for one in terms)

    @cached_property
    def open_payment(self) -> frozenset[str]:
        """The paths of the second."""
        return frozenset(path_of(one.term, self.assessment.year) for one in self.payment)

    def asked_about(self, topic: Topic) -> "list[Asked]":
        """What can change an entitlement and is about a topic: readings last, before them what spares most others."""
        asked = self.entitlement.get(topic, ()) if topic in self.untold else ()
        return [Asked(self, one, is_payment=False) for one in sorted(asked, key=lambda one: _rank(one, self._idle))]

    def asked_about_payment(self) -> "list[Asked]":
        """What can change only what is paid, readings last."""
        idle = self._openness.idle_in_payment
        asked = sorted(self.payment, key=lambda one: _rank(one, idle))
        return [Asked(self, one, is_payment=True) for one in asked]

    def money_on(self, topic: Topic) -> Decimal | None:
        """The open money of the benefits on which a topic bears."""
        if topic not in self._money_on:
            benefits = _bearing(self.assessment.edition).get(topic, ())
            self._money_on[topic] = self.stake(benefits, is_payment=False)
        return self._money_on[topic]

    def stake(self, benefits: tuple[str, ...], *, is_payment: bool) -> Decimal | None:
        """The money of some benefits that is open, or is not certain to be paid; ``None`` where nothing bounds it."""
        results = [self.assessment.benefits[id] for id in benefits]
        apart = [open_money(one.payable if is_payment else one.amount) for one in results]
        whole = open_money(self.assessment.payable if is_payment else self.assessment.amount)
        if None in apart:
            return whole
        inside = in_all(one for one in apart if one is not None)
        return inside if whole is None else min(inside, whole)

    def _idle(self, term: Term, value: Value) -> set[str]:
        """The untold terms that are read only by criteria that a value settles."""
        basis = self.assessment.basis
        try:
            given = basis.plan.program.run(with_value(basis.known, term, value))
        except InconsistentFacts:
            return set()
        idle, needed = set[str](), set[str]()
        for criterion, fixed, place in basis.plan.places:
            if fixed is None and basis.values[place] is None:
                (needed if given[place] is None else idle).update(_own(criterion))
        return {
            digest
            for digest in idle - needed - {term.digest}
            if basis.trace.values[basis.plan.program.position[digest]] is None
        }


def _rank(one: OpenTerm, idle: Callable[[Term, Value], set[str]]) -> tuple[bool, float]:
    """Readings come last, and before them what makes most other questions idle on average, once it is answered."""
    counts = [len(idle(one.term, value)) for value in values_to_try(one.term)]
    return isinstance(one.term, OpenQuestion), -fmean(counts or [0]) / EFFORT.get(one.term.type.kind, 1)


@frozen(eq=False)
class Asked:
    """One question of a matter.

    Attributes:
        matter: whose answer it can change.
        open: what is asked.
        is_payment: whether it is asked for what is paid, and not for an entitlement.
    """

    matter: Matter
    open: OpenTerm
    is_payment: bool

    @property
    def path(self) -> str:
        """Where a situation says it."""
        return path_of(self.open.term, self.matter.assessment.year)


def _own(criterion: Criterion) -> Iterator[str]:
    return (term.digest for term in terms_of(criterion.condition)) if criterion.condition is not None else iter(())


def values_to_try(term: Term) -> tuple[Value, ...]:
    """Answers by which it is found how much a question settles; of a day there are none that stand for all."""
    if isinstance(term, OpenQuestion) or term.type.kind is Kind.YES_NO:
        return (True, False)
    match term.type.kind:
        case Kind.CHOICE | Kind.ORDERED_CHOICE:
            return term.type.values
        case Kind.COUNT:
            low, high = fact_of(term).extent.numbers
            few, many = FEW_AND_MANY
            return int(low or few), many if high is None else int(high)
        case Kind.SET:
            return (frozenset(), frozenset(term.type.values))
    return ()
