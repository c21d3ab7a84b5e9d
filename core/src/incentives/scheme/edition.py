"""A scheme's rules for one reference period: immutable, complete, free of contradictions."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from attrs import field, frozen

from incentives.errors import InvalidEdition
from incentives.rules.building import literal
from incentives.rules.expressions import Expression
from incentives.rules.facts import Fact, OpenQuestion, Term, fact_of, terms_of
from incentives.rules.operators import all_of
from incentives.scheme.application import Application, Contact, Evidence, Letter
from incentives.scheme.benefit import Benefit
from incentives.scheme.canonical import DIGESTED_IF_GIVEN, UNDIGESTED, canonical
from incentives.scheme.contradictions import contradictions_of
from incentives.scheme.criterion import Criterion, Establishment
from incentives.scheme.displayed import Disagreement, can_be_seen, disagreements
from incentives.scheme.group import Group
from incentives.scheme.references import Confidence, Figure, least_sure
from incentives.scheme.shared import PROFESSION
from incentives.scheme.together import Bundle, below, bundles_of
from incentives.values import Period


@frozen
class Cycle:
    """Several reference years that are judged together.

    Attributes:
        period: from the first day to the last.
        place: which year of the cycle the edition is, counted from 1.
        length: how many years it has.
    """

    period: Period
    place: int
    length: int


@frozen(eq=False)
class Edition:
    """The rules of one scheme for one reference period.

    Two editions say the same when their ``digest`` is the same.

    Attributes:
        scheme: the scheme's id.
        year: its key: the year of reference.
        period: the days that the facts refer to.
        currency: of every amount in it, ISO 4217.
        criteria: in the order in which they are shown.
        benefits: what it pays.
        application: channel, window and payment.
        contacts: whom to ask.
        evidence: the supporting documents that criteria name.
        figures: every figure with its source.
        professions: those that its text covers.
        verified_on: the day on which it was last compared with its sources.
        expected_next: the day from which newer rules are to be expected, where known.
        projected: whether it is announced only, so that results hold only "if the announced rules hold".
        notes: ids of sentences shown with every result.
        cycle: the cycle that it belongs to, if any.
        source: the file it comes from; for error messages, and to name what a user supplied.
        user_supplied: whether the user supplied it, in place of the scheme's plugin.
        groups: benefits under one ceiling, or of which one is received.
        letters: that somebody may have to write about a criterion.

    Raises:
        InvalidEdition: listing every contradiction, each with its place.
    """

    scheme: str
    year: int
    period: Period
    currency: str
    criteria: tuple[Criterion, ...]
    benefits: tuple[Benefit, ...]
    application: Application
    contacts: tuple[Contact, ...]
    evidence: tuple[Evidence, ...]
    figures: tuple[Figure, ...]
    professions: tuple[str, ...]
    verified_on: date
    expected_next: date | None = None
    projected: bool = False
    notes: tuple[str, ...] = ()
    cycle: Cycle | None = None
    source: str = field(default="", metadata=UNDIGESTED)
    user_supplied: bool = field(default=False, metadata=UNDIGESTED)
    groups: tuple[Group, ...] = field(default=(), metadata=DIGESTED_IF_GIVEN)
    letters: tuple[Letter, ...] = field(default=(), metadata=UNDIGESTED)

    def __attrs_post_init__(self) -> None:
        faults = [f"$.{fault}" for fault in contradictions_of(self)]
        if faults:
            raise InvalidEdition(self.source or f"{self.scheme} {self.year}", faults)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything the edition says; the same in every process."""
        return hashlib.sha256(canonical(self).encode()).hexdigest()

    @cached_property
    def confidence(self) -> Confidence:
        """That of the least sure figure which its amounts rest on."""
        return least_sure(tuple(reference for figure in self.figures for reference in figure.references))

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Every fact and open question that it reads."""
        found = {term.digest: term for expression in _expressions(self) for term in terms_of(expression)}
        return tuple(found.values())

    @cached_property
    def reads_day(self) -> bool:
        """Whether an outcome or an amount hangs on the day on which it is asked."""
        return any(expression.reads_day for expression in _expressions(self))

    @property
    def questions(self) -> tuple[OpenQuestion, ...]:
        """The open questions on which one of its outcomes can depend."""
        return tuple(term for term in self.terms if isinstance(term, OpenQuestion))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that it reads, of whichever year."""
        facts = (fact_of(term) for term in self.terms if not isinstance(term, OpenQuestion))
        return tuple({fact.digest: fact for fact in facts}.values())

    def shows(self, fact: Fact, as_of: date | None) -> bool:
        """Whether a fact can be looked up on a day: always, unless only the authority's account shows it."""
        return can_be_seen(self, fact, as_of)

    @cached_property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """Where what the authority's account shows and what is told cannot both be so."""
        return tuple(disagreements(self))

    @property
    def user_file(self) -> str | None:
        """The file that the user supplied; ``None`` for an edition that comes with the scheme."""
        return self.source if self.user_supplied else None

    @property
    def decisions(self) -> Mapping[str, Criterion]:
        """The criteria that a person judges, by the digest of the fact that holds the decision."""
        judged = (one for one in self.criteria if one.established_by is Establishment.DISCRETIONARY)
        return {one.condition.digest: one for one in judged if one.condition is not None}

    @cached_property
    def bundles(self) -> tuple[Bundle, ...]:
        """Its benefits as they are summed: what shares a ceiling, or excludes one another, together."""
        return bundles_of(self.benefits, self.groups)

    def required_by(self, benefit: Benefit) -> tuple[str, ...]:
        """The criteria that a benefit needs, with those of the benefits it comes on top of."""
        return tuple(dict.fromkeys(id for one in self._with_those_below(benefit) for id in one.requires))

    def excluded_by(self, benefit: Benefit) -> tuple[str, ...]:
        """The benefits that go before it, with those that go before the benefits it comes on top of."""
        return tuple(dict.fromkeys(id for one in self._with_those_below(benefit) for id in one.not_with))

    def conditions_of(self, benefit: Benefit) -> tuple[Expression, ...]:
        """What must hold for a benefit to be due, besides that no benefit is due which goes before it."""
        conditions = {criterion.id: criterion.condition for criterion in self.criteria}
        return tuple(found for id in self.required_by(benefit) if (found := conditions[id]) is not None)

    @cached_property
    def covers(self) -> Expression:
        """Whether its text covers the practitioner's profession; unknown while that is not told."""
        is_everyone = {*PROFESSION.values} <= {*self.professions}
        return literal(True) if is_everyone else PROFESSION.is_in(self.professions)

    @cached_property
    def entitlements(self) -> Mapping[str, Expression]:
        """For each benefit's id, the condition under which it is due: to nobody whose profession is not covered."""
        by_id = {benefit.id: benefit for benefit in self.benefits}
        found: dict[str, Expression] = {}

        def entitlement(id: str) -> Expression:
            if id not in found:
                first = (~entitlement(other) for other in self.excluded_by(by_id[id]))
                found[id] = all_of(self.covers, *self.conditions_of(by_id[id]), *first)
            return found[id]

        return {benefit.id: entitlement(benefit.id) for benefit in self.benefits}

    def _with_those_below(self, benefit: Benefit) -> tuple[Benefit, ...]:
        by_id = {other.id: other for other in self.benefits}
        return (benefit, *(by_id[id] for id in below(benefit, self.benefits)))


def _expressions(edition: Edition) -> Iterator[Expression]:
    yield edition.covers
    for criterion in edition.criteria:
        if criterion.condition is not None:
            yield criterion.condition
        yield from (variant.condition for variant in criterion.variants)
        yield from (note.condition for note in criterion.notes_where)
    for benefit in edition.benefits:
        yield benefit.amount
        beside = (benefit.instalment, benefit.payments, benefit.received, benefit.refused)
        yield from (part for part in beside if part is not None)
        if (request := benefit.request) is not None:
            yield from (request.made, request.made_on, *(requirement.condition for requirement in request.requirements))
            yield from (part for part in (request.covers, request.needed) if part is not None)
    yield from (group.at_most for group in edition.groups if group.at_most is not None)
    yield from (evidence.needed for evidence in edition.evidence if evidence.needed is not None)
    yield from (letter.needed for letter in edition.letters if letter.needed is not None)
    if edition.application.payment.account_given is not None:
        yield edition.application.payment.account_given
