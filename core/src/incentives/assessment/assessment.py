"""The whole result for one edition and one situation. The authority decides; we assess."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property

from attrs import frozen

from incentives.assessment.application import ApplicationResult
from incentives.assessment.placeholders import Placeholders
from incentives.assessment.outcomes import OUTCOMES, Amount, Eligibility, Outcome, eligibility
from incentives.assessment.plan import FIXED, Plan, details, plan_of
from incentives.assessment.results import BenefitResult, CriterionResult, MissingFact, PendingQuestion
from incentives.rules.bounds import Range, bounds
from incentives.rules.building import literal, when
from incentives.rules.evaluation import Known
from incentives.rules.facts import OpenQuestion, Term
from incentives.rules.relevance import relevant_missing
from incentives.rules.trace import Trace
from incentives.scheme.benefit import Benefit
from incentives.scheme.criterion import Criterion, Establishment
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.situation.checking import CheckedSituation
from incentives.values import Money
from incentives.wording import Speech

PROFESSION = "practitioner.profession"
ZERO = Decimal(0)


@frozen(eq=False, slots=False)
class Assessment:
    """What one practitioner is due under one edition, on what is known.

    Amounts are entitlements on the criteria; whether and how a benefit was requested is its own ``request``.

    Attributes:
        scheme: the scheme.
        edition: its rules for the year.
        situation: the facts, checked.
        as_of: the day on which it is asked; ``None`` takes everything as final.
        trace: the values of every node of the edition's conditions.
        loosened: the trace without what deeds can still change; ``None`` without ``as_of``.
    """

    scheme: Scheme
    edition: Edition
    situation: CheckedSituation
    as_of: date | None
    known: Known
    plan: Plan
    trace: Trace
    loosened: Trace | None

    @property
    def year(self) -> int:
        """The reference year."""
        return self.edition.year

    @cached_property
    def criteria(self) -> Mapping[str, CriterionResult]:
        """Every criterion of the edition, by id, in the edition's order."""
        values = self.trace.values
        return {
            criterion.id: CriterionResult(
                self, criterion, FIXED[criterion.standing] if place is None else OUTCOMES[values[place]]  # type: ignore[index]  # conditions are true, false or None
            )
            for criterion, place in self.plan.places
        }

    @cached_property
    def benefits(self) -> Mapping[str, BenefitResult]:
        """Every benefit of the edition, by id."""
        return {benefit.id: self._benefit(benefit, at, amount_at) for benefit, at, amount_at in self.plan.benefit_places}

    def _benefit(self, benefit: Benefit, entitled_at: int, amount_at: int) -> BenefitResult:
        entitled = self.trace.values[entitled_at]
        amount = self._range(benefit, amount_at, self.trace)
        reachable = entitled is not False or (self.loosened is not None and self._can_be_reached(benefit))
        most = self._range(benefit, amount_at, self.loosened) if self.loosened is not None else amount
        due = Amount(
            certain=(amount.low or ZERO) if entitled is True else ZERO,
            possible=ZERO if entitled is False else amount.high,
            reachable=most.hull(amount).high if reachable else ZERO,
            currency=self.edition.currency,
        )
        return BenefitResult(self, benefit, OUTCOMES[entitled], due, reachable)  # type: ignore[index]  # as above

    def _range(self, benefit: Benefit, at: int, trace: Trace) -> Range:
        value = trace.values[at]
        return Range(value, value) if isinstance(value, Decimal) else bounds(benefit.amount, trace)

    def _can_be_reached(self, benefit: Benefit) -> bool:
        by_id = {other.id: other for other in self.edition.benefits}
        required = [self.criteria[id] for id in benefit.requires]
        stands = all(result.outcome is not Outcome.NOT_MET or result.still_open for result in required)
        return stands and all(self._can_be_reached(by_id[id]) for id in benefit.on_top_of)

    @cached_property
    def amount(self) -> Amount:
        """The sum over the benefits."""
        return Amount.total((result.amount for result in self.benefits.values()), self.edition.currency)

    @property
    def eligibility(self) -> Eligibility:
        """What can be said of the whole: eligible as soon as some benefit is certain."""
        outcomes = [result.outcome for result in self.benefits.values()]
        return eligibility(
            Outcome.MET in outcomes,
            Outcome.UNKNOWN in outcomes,
            any(result.is_reachable for result in self.benefits.values()),
        )

    @property
    def is_covered(self) -> bool | None:
        """Whether the edition's text covers the practitioner's profession; ``None`` while that is unknown."""
        profession = self.situation.permanent.get(PROFESSION)
        return None if profession is None else profession in self.edition.professions

    @cached_property
    def _relevant(self) -> tuple[tuple[Term, Decimal | None, tuple[str, ...]], ...]:
        """Unknown terms that can change the amount, each with the range it bears on, the largest first."""
        ranges: dict[str, Decimal | None] = {}
        terms: dict[str, Term] = {}
        concerned: dict[str, list[str]] = {}
        for result in self.benefits.values():
            if result.outcome is Outcome.NOT_MET or result.amount.certain == result.amount.possible:
                continue
            spread = None if result.amount.possible is None else result.amount.possible - result.amount.certain
            nothing = literal(Money(0, self.edition.currency))
            due = when(self.plan.entitled[result.id]).then(result.benefit.amount).otherwise(nothing)
            for term in relevant_missing(due, self.known):
                terms[term.digest] = term
                so_far = ranges.get(term.digest, ZERO)
                ranges[term.digest] = None if spread is None or so_far is None else so_far + spread
                concerned.setdefault(term.digest, []).append(result.id)
        order = sorted(terms, key=lambda digest: (ranges[digest] is not None, -(ranges[digest] or ZERO)))
        return tuple((terms[digest], ranges[digest], tuple(concerned[digest])) for digest in order)

    @property
    def missing_facts(self) -> tuple[MissingFact, ...]:
        """"Tell us": the unknown facts that can still change the amount, the largest range first."""
        return tuple(
            MissingFact.of(self, term, spread, benefits)
            for term, spread, benefits in self._relevant
            if not isinstance(term, OpenQuestion)
        )

    @property
    def open_questions(self) -> tuple[PendingQuestion, ...]:
        """"The texts are silent": those that can still change the amount, each with whom to ask."""
        return tuple(
            PendingQuestion(self, term, spread, benefits)
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
        return tuple(result for result in self.criteria.values() if result.criterion.established_by is attested)

    @property
    def application(self) -> ApplicationResult:
        """Where, how and when to apply, and when it is paid."""
        return ApplicationResult(self)

    @cached_property
    def details(self) -> Trace:
        """The values behind reasons, requests and documents; evaluated when first asked for."""
        return details(self.edition, self.known)

    def speech(self, language: str, criterion: Criterion | None = None) -> Speech:
        """The scheme's voice in a language, for this edition, with this situation's values."""
        return Speech(language).of(self.scheme.wording, self.year, lambda name: self._fill(name, language, criterion))

    def _fill(self, name: str, language: str, criterion: Criterion | None) -> str | None:
        return Placeholders(self, language, criterion).text(name)


def assess(scheme: Scheme, edition: Edition, situation: CheckedSituation, as_of: date | None = None) -> Assessment:
    """Hold an edition against a checked situation.

    Args:
        scheme: the scheme of the edition.
        edition: the rules.
        situation: the facts.
        as_of: the day on which it is asked; without it everything is taken as final.
    """
    plan, known = plan_of(edition), situation.seen_from(edition.year)
    loose = None if as_of is None else Trace(plan.program, plan.program.run(plan.loosened(known)))
    return Assessment(
        scheme, edition, situation, as_of, known, plan, Trace(plan.program, plan.program.run(known)), loose
    )
