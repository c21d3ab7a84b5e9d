"""A scheme's rules for one reference period: immutable, complete, free of contradictions."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

import attrs
from attrs import field, frozen

from incentives.errors import InvalidEdition
from incentives.rules.expressions import Expression
from incentives.rules.facts import At, Fact, OpenQuestion, Term, terms_of
from incentives.rules.types import YES_NO, Kind
from incentives.scheme.application import Application, Contact, Evidence
from incentives.scheme.benefit import Benefit
from incentives.scheme.criterion import Criterion, Standing
from incentives.scheme.references import Confidence, Figure, least_sure
from incentives.values import Period

# What a table of practitioners says besides its criteria: no criterion can be called so.
COLUMNS = frozenset({"certain", "possible", "eligibility", "invalid", "reasons", "change", "against", "user_supplied"})


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
    source: str = field(default="", metadata={"undigested": True})
    user_supplied: bool = field(default=False, metadata={"undigested": True})

    def __attrs_post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise InvalidEdition(self.source or f"{self.scheme} {self.year}", faults)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything the edition says; the same in every process."""
        return hashlib.sha256(_canonical(self).encode()).hexdigest()

    @cached_property
    def confidence(self) -> Confidence:
        """That of the least sure figure which its amounts rest on."""
        return least_sure(tuple(reference for figure in self.figures for reference in figure.references))

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Every fact and open question that it reads."""
        found = {term.digest: term for expression in _expressions(self) for term in terms_of(expression)}
        return tuple(found.values())

    @property
    def questions(self) -> tuple[OpenQuestion, ...]:
        """The open questions on which one of its outcomes can depend."""
        return tuple(term for term in self.terms if isinstance(term, OpenQuestion))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that it reads, of whichever year."""
        facts = (term.fact if isinstance(term, At) else term for term in self.terms)
        return tuple({fact.digest: fact for fact in facts if isinstance(fact, Fact)}.values())

    @property
    def user_file(self) -> str | None:
        """The file that the user supplied; ``None`` for an edition that comes with the scheme."""
        return self.source if self.user_supplied else None

    def required_by(self, benefit: Benefit) -> tuple[str, ...]:
        """The criteria that a benefit needs, with those of the benefits it comes on top of."""
        by_id = {other.id: other for other in self.benefits}
        below = (id for under in benefit.on_top_of for id in self.required_by(by_id[under]))
        return tuple(dict.fromkeys((*benefit.requires, *below)))

    def conditions_of(self, benefit: Benefit) -> tuple[Expression, ...]:
        """What must hold for a benefit to be due."""
        conditions = {criterion.id: criterion.condition for criterion in self.criteria}
        return tuple(found for id in self.required_by(benefit) if (found := conditions[id]) is not None)


def _expressions(edition: Edition) -> Iterator[Expression]:
    for criterion in edition.criteria:
        if criterion.condition is not None:
            yield criterion.condition
        yield from (variant.condition for variant in criterion.variants)
    for benefit in edition.benefits:
        yield benefit.amount
        if (request := benefit.request) is not None:
            yield from (request.made, request.made_on, *(requirement.condition for requirement in request.requirements))
            yield from (part for part in (request.covers, request.needed) if part is not None)
    yield from (evidence.needed for evidence in edition.evidence if evidence.needed is not None)
    if edition.application.payment.account_given is not None:
        yield edition.application.payment.account_given


def _faults(edition: Edition) -> Iterator[str]:
    criteria = {criterion.id: criterion for criterion in edition.criteria}
    benefits = {benefit.id: benefit for benefit in edition.benefits}
    evidence = {item.id for item in edition.evidence}
    contacts = {contact.id for contact in edition.contacts}
    for kind, items in (("criteria", edition.criteria), ("benefits", edition.benefits)):
        ids = [item.id for item in items]
        yield from (f"{kind}.{id}: declared {ids.count(id)} times" for id in dict.fromkeys(ids) if ids.count(id) > 1)
        yield from (
            f"{kind}.{item.id}: has no reference; say where it is written" for item in items if not item.references
        )
    yield from (f"figures.{figure.name}: has no reference" for figure in edition.figures if not figure.references)
    yield from (
        f"criteria.{id}: a table of practitioners has a column of this name; choose another"
        for id in criteria
        if id in COLUMNS
    )
    for criterion in edition.criteria:
        asked = criterion.standing is Standing.ASKED
        if asked is (criterion.condition is None):
            yield f"criteria.{criterion.id}: standing {criterion.standing.value!r}, and a condition exactly when asked"
        elif criterion.condition is not None and criterion.condition.type != YES_NO:
            yield f"criteria.{criterion.id}: its condition is a {criterion.condition.type}, not a condition"
        yield from (
            f"criteria.{criterion.id}: no evidence {id!r} is declared"
            for id in criterion.evidence
            if id not in evidence
        )
    for benefit in edition.benefits:
        place = f"benefits.{benefit.id}"
        yield from (f"{place}: requires {id!r}, which is no criterion" for id in benefit.requires if id not in criteria)
        yield from (f"{place}: on top of {id!r}, which is no benefit" for id in benefit.on_top_of if id not in benefits)
        if benefit.amount.type.kind is not Kind.MONEY or benefit.amount.type.currency != edition.currency:
            yield f"{place}: its amount is a {benefit.amount.type}, not money in {edition.currency}"
        if benefit.request is not None and edition.application.window is None:
            yield f"{place}: must be requested, but there is no window (one without days says they are unknown)"
        if circle := _circle(benefit.id, benefits):
            yield f"{place}: benefits on top of one another in a circle: {' -> '.join(circle)}"
    if (cycle := edition.cycle) is not None and not 1 <= cycle.place <= cycle.length:
        yield f"cycle: {edition.year} is year {cycle.place} of {cycle.length}; give the years of the cycle it lies in"
    for question in edition.questions:
        if question.ask not in contacts:
            yield f"contacts: open question {question.id} is to be asked of {question.ask!r}, who is no contact"


def _circle(start: str, benefits: Mapping[str, Benefit]) -> list[str]:
    """The way from a benefit back to itself, or nothing."""
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop()
        for below in benefits[way[-1]].on_top_of if way[-1] in benefits else ():
            if below == start:
                return [*way, start]
            if below not in seen:
                seen.add(below)
                ways.append([*way, below])
    return []


def _canonical(value: object) -> str:
    if isinstance(value, Expression):
        return value.digest
    kind = type(value)
    if attrs.has(kind):
        kept = [a.name for a in attrs.fields(kind) if not a.metadata.get("undigested")]
        return f"{kind.__name__}({','.join(f'{name}={_canonical(getattr(value, name))}' for name in kept)})"
    if isinstance(value, tuple):
        return f"({','.join(map(_canonical, value))})"
    return f"{type(value).__name__}:{value!r}"  # quoted, so that no text can pass for two
