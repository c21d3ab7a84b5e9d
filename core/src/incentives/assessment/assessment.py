"""The whole result for one edition and one situation. The authority decides; we assess."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import attrgetter

from attrs import field, frozen

from incentives.assessment.application import ApplicationResult
from incentives.assessment.basis import Basis
from incentives.assessment.outcomes import MET, NOT_MET, OUTCOMES, UNKNOWN, ZERO, Amount, Eligibility, eligibility
from incentives.assessment.plan import Payable, plan_of
from incentives.assessment.results import BenefitResult, CriterionResult, MissingFact, PendingQuestion
from incentives.rules.bounds import bounds
from incentives.rules.building import literal, when
from incentives.rules.facts import OpenQuestion, Term
from incentives.rules.relevance import relevant_missing
from incentives.rules.trace import Trace
from incentives.scheme.criterion import Establishment
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.situation.checking import CheckedSituation
from incentives.values import Money
from incentives.wording import Speech

PROFESSION = "practitioner.profession"
_AMOUNT = attrgetter("amount")


@frozen(eq=False, slots=False)
class Assessment:
    """What one practitioner is due under one edition, on what is known.

    Amounts are entitlements on the criteria; whether and how a benefit was requested is its own ``request``.

    Attributes:
        basis: what it is read from.
        criteria: every criterion of the edition, by id, in the edition's order.
        benefits: every benefit of the edition, by id.
        amount: the sum over the benefits.
    """

    basis: Basis = field(repr=False)
    criteria: Mapping[str, CriterionResult]
    benefits: Mapping[str, BenefitResult]
    amount: Amount

    @property
    def scheme(self) -> Scheme:
        """The scheme."""
        return self.basis.scheme

    @property
    def edition(self) -> Edition:
        """Its rules for the year."""
        return self.basis.edition

    @property
    def year(self) -> int:
        """The reference year."""
        return self.basis.edition.year

    @property
    def as_of(self) -> date | None:
        """The day on which it is asked; ``None`` takes everything as final."""
        return self.basis.as_of

    @property
    def situation(self) -> CheckedSituation:
        """The facts."""
        return self.basis.situation

    @property
    def eligibility(self) -> Eligibility:
        """What can be said of the whole: eligible as soon as some benefit is certain."""
        is_certain = is_possible = is_reachable = False
        for result in self.benefits.values():
            is_certain = is_certain or result.outcome is MET
            is_possible = is_possible or result.outcome is UNKNOWN
            is_reachable = is_reachable or result.is_reachable
        return eligibility(is_certain, is_possible, is_reachable)

    @property
    def is_covered(self) -> bool | None:
        """Whether the edition's text covers the practitioner's profession; ``None`` while that is unknown."""
        profession = self.situation.permanent.get(PROFESSION)
        return None if profession is None else profession in self.edition.professions

    @property
    def is_elsewhere(self) -> bool:
        """Whether another text is the practitioner's: the profession is not covered, and nothing is certain."""
        return self.is_covered is False and self.eligibility is not Eligibility.ELIGIBLE

    @cached_property
    def _relevant(self) -> tuple[tuple[Term, Decimal | None, tuple[str, ...]], ...]:
        """Unknown terms that can change the amount, each with the range it bears on, the largest first."""
        ranges: dict[str, Decimal | None] = {}
        terms: dict[str, Term] = {}
        concerned: dict[str, list[str]] = {}
        for result in self.benefits.values():
            if result.outcome is NOT_MET or result.amount.certain == result.amount.possible:
                continue
            spread = None if result.amount.possible is None else result.amount.possible - result.amount.certain
            nothing = literal(Money(0, self.edition.currency))
            due = when(self.basis.plan.entitled[result.id]).then(result.benefit.amount).otherwise(nothing)
            for term in relevant_missing(due, self.basis.known):
                terms[term.digest] = term
                so_far = ranges.get(term.digest, ZERO)
                ranges[term.digest] = None if spread is None or so_far is None else so_far + spread
                concerned.setdefault(term.digest, []).append(result.id)
        order = sorted(terms, key=lambda digest: (ranges[digest] is not None, -(ranges[digest] or ZERO)))
        return tuple((terms[digest], ranges[digest], tuple(concerned[digest])) for digest in order)

    @property
    def missing_facts(self) -> tuple[MissingFact, ...]:
        """The unknown facts that can still change the amount, the largest range first: "tell us"."""
        return tuple(
            MissingFact.of(self.basis, term, spread, benefits)
            for term, spread, benefits in self._relevant
            if not isinstance(term, OpenQuestion)
        )

    @property
    def open_questions(self) -> tuple[PendingQuestion, ...]:
        """The points on which the texts are silent and that can still change the amount, each with whom to ask."""
        return tuple(
            PendingQuestion(self.basis, term, spread, benefits)
            for term, spread, benefits in self._relevant
            if isinstance(term, OpenQuestion)
        )

    @property
    def readings(self) -> Mapping[str, bool]:
        """The open questions of this edition that the reader answered, with the answers."""
        answers = self.situation.readings
        return {question.id: answers[question.id] for question in self.edition.questions if question.id in answers}

    @property
    def not_checked(self) -> tuple[CriterionResult, ...]:
        """The criteria whose content was not checked here: their outcome is copied from the body that attests it."""
        attested = Establishment.ATTESTED_BY_BODY
        return tuple(
            result
            for result in self.criteria.values()
            if result.criterion.established_by is attested and result.criterion.condition is not None
        )

    @property
    def application(self) -> ApplicationResult:
        """Where, how and when to apply, and when it is paid."""
        return ApplicationResult(self.basis)

    def speech(self, language: str) -> Speech:
        """The scheme's voice in a language, for this edition, with this situation's values."""
        return self.basis.speech(language)


def assess(scheme: Scheme, edition: Edition, situation: CheckedSituation, as_of: date | None = None) -> Assessment:
    """Hold an edition against a checked situation.

    Args:
        scheme: the scheme of the edition.
        edition: the rules.
        situation: the facts.
        as_of: the day on which it is asked; without it everything is taken as final.
    """
    plan, known = plan_of(edition), situation.seen_from(edition.year)
    values = plan.program.run(known)
    basis = Basis(scheme, edition, situation, as_of, known, plan, values)
    criteria = {
        criterion.id: CriterionResult(basis, criterion, fixed or OUTCOMES[values[place]])  # type: ignore[index]  # a condition is true, false or None
        for criterion, fixed, place in plan.places
    }
    benefits = _benefits(basis, criteria)
    amount = Amount.total(map(_AMOUNT, benefits.values()), edition.currency)
    return Assessment(basis, criteria, benefits, amount)


def _benefits(basis: Basis, criteria: Mapping[str, CriterionResult]) -> dict[str, BenefitResult]:
    results, values, has_day = {}, basis.values, basis.as_of is not None
    for parts in basis.plan.payable:
        entitled: bool | None = values[parts.entitled_at]  # type: ignore[assignment]  # a condition, as above
        is_reachable = entitled is not False or (has_day and _can_be_reached(parts, criteria))
        due = parts.flat[is_reachable][entitled] if parts.flat else _due(entitled, is_reachable, parts, basis)
        results[parts.benefit.id] = BenefitResult(
            basis, parts.benefit, OUTCOMES[entitled], due, is_reachable, criteria, parts.required
        )
    return results


def _can_be_reached(parts: Payable, criteria: Mapping[str, CriterionResult]) -> bool:
    required = (criteria[id] for id in parts.required)
    return all(result.outcome is not NOT_MET or result.still_open for result in required)


def _due(entitled: bool | None, is_reachable: bool, parts: Payable, basis: Basis) -> Amount:
    """What is due of a benefit whose amount depends on facts."""
    low, high = _ends(parts, basis.trace)
    certain = ZERO if entitled is not True or low is None else low
    possible = ZERO if entitled is False else high
    reachable = ZERO if not is_reachable else high if basis.as_of is None else _most(high, parts, basis)
    return Amount(certain, possible, reachable, basis.edition.currency)


def _ends(parts: Payable, trace: Trace) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and the highest amount of a benefit, as far as it is due."""
    value = trace.values[parts.amount_at]
    if isinstance(value, Decimal):
        return value, value
    found = bounds(parts.benefit.amount, trace)
    return found.low, found.high


def _most(high: Decimal | None, parts: Payable, basis: Basis) -> Decimal | None:
    """The highest amount once deeds have changed what they can."""
    if basis.loosened is None or high is None:
        return high
    reached = _ends(parts, basis.loosened)[1]
    return None if reached is None else max(high, reached)
