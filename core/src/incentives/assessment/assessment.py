"""The whole result for one edition and one situation. The authority decides; we assess."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from attrs import field, frozen

from incentives.assessment.applications import ApplicationResult
from incentives.assessment.asking import MissingFact, PendingDecision, PendingQuestion
from incentives.assessment.basis import Basis
from incentives.assessment.due import benefit_results, ceilings_of, sums_of, whole
from incentives.assessment.grouped import GroupResult
from incentives.assessment.outcomes import MET, OUTCOMES, UNKNOWN, ZERO, Amount, Eligibility, eligibility
from incentives.assessment.relevant import Relevant, relevant
from incentives.assessment.results import BenefitResult, CriterionResult
from incentives.rules.facts import OpenQuestion, fact_of
from incentives.scheme.criterion import Establishment
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.scheme.shared import PROFESSION
from incentives.situation.checking import CheckedSituation
from incentives.wording import Speech


@frozen(eq=False, slots=False)
class Assessment:
    """What one practitioner is due under one edition, on what is known.

    Amounts are entitlements on the criteria; whether and how a benefit was requested is its own ``request``.

    Attributes:
        basis: what it is read from.
        criteria: every criterion of the edition, by id, in the edition's order.
        benefits: every benefit of the edition, by id.
        amount: the sum over the benefits, as far as they can be had together and no ceiling cuts them.
        groups: every group of the edition, by id.
    """

    basis: Basis = field(repr=False)
    criteria: Mapping[str, CriterionResult]
    benefits: Mapping[str, BenefitResult]
    amount: Amount
    groups: Mapping[str, GroupResult] = field(factory=dict)

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

    @cached_property
    def eligibility(self) -> Eligibility:
        """What can be said of the whole: eligible as soon as some benefit is certain."""
        is_certain = is_possible = is_reachable = False
        for result in self.benefits.values():
            is_certain = is_certain or result.outcome is MET
            is_possible = is_possible or result.outcome is UNKNOWN
            is_reachable = is_reachable or result.is_reachable
        return eligibility(self.basis.is_covered, is_certain, is_possible, is_reachable)

    @cached_property
    def payable(self) -> Amount:
        """What will be paid in all, as far as is known, besides what was received already."""
        received = {id: result.received for id, result in self.benefits.items()}
        coming = {id: result.payable for id, result in self.benefits.items()}
        if not any(one.possible != ZERO for one in received.values()):
            return whole(coming, self.basis)
        return whole({id: coming[id] + received[id] for id in coming}, self.basis) - whole(received, self.basis)

    @cached_property
    def received(self) -> Amount:
        """What was received already, as far as it was told."""
        return whole({id: result.received for id, result in self.benefits.items()}, self.basis)

    @cached_property
    def namespaces(self) -> frozenset[str]:
        """The name spaces of the facts that the edition reads, without the one that all countries share."""
        return frozenset(fact.namespace for fact in self.edition.facts) - {PROFESSION.namespace}

    @cached_property
    def is_told(self) -> bool:
        """Whether anything is told of this scheme for its year, or what is told settles it all the same.

        That is a fact of its name space under the reference year. Where nothing is, a sum over the schemes leaves it
        out: nobody knows whether it concerns the practitioner at all.
        """
        told = self.situation.namespaces.get(self.year, frozenset())
        is_open = self.eligibility in {Eligibility.UNDETERMINED, Eligibility.NOT_YET}
        return not is_open or not told.isdisjoint(self.namespaces)

    @property
    def is_covered(self) -> bool | None:
        """Whether the edition's text covers the practitioner's profession; ``None`` while that is unknown."""
        return self.basis.is_covered

    @property
    def subject_to(self) -> tuple[str, ...]:
        """The ids of the criteria that a person judges, where these judgements alone keep a benefit from being due.

        Empty where something is due without them. Of several such benefits, the one that hangs on the fewest.
        """
        if self.eligibility is not Eligibility.UNDETERMINED:
            return ()
        return min((ids for one in self.benefits.values() if (ids := one.subject_to)), key=len, default=())

    @cached_property
    def _relevant(self) -> tuple[Relevant, ...]:
        """Unknown terms that can change the amount, each with the range it bears on, the largest first."""
        sums = () if self.basis.plan.added else sums_of(_amounts(self.benefits), self.basis)
        return relevant(self.basis, self.benefits, sums)

    @property
    def missing_facts(self) -> tuple[MissingFact, ...]:
        """The unknown facts that can still change the amount, or whether a benefit is due: "tell us".

        The largest range first. An answer that would contradict what is told counts for nothing.
        Without those that hold a decision, which nobody can tell before it is taken: see ``pending_decisions``; and
        without what only the authority's account shows, on a day on which it doesn't.
        """
        decisions = self.edition.decisions
        return tuple(
            MissingFact.of(self.basis, one.term, one.spread, one.benefits)
            for one in self._relevant
            if not isinstance(one.term, OpenQuestion)
            and one.term.digest not in decisions
            and self.edition.shows(fact_of(one.term), self.as_of)
        )

    @property
    def pending_decisions(self) -> tuple[PendingDecision, ...]:
        """The criteria that a person judges and that can still change the amount: "the authority judges"."""
        decisions = self.edition.decisions
        return tuple(
            PendingDecision(decisions[one.term.digest], MissingFact.of(self.basis, one.term, one.spread, one.benefits))
            for one in self._relevant
            if not isinstance(one.term, OpenQuestion) and one.term.digest in decisions
        )

    @property
    def open_questions(self) -> tuple[PendingQuestion, ...]:
        """The points on which the texts are silent and that can still change the amount, each with whom to ask."""
        return tuple(
            PendingQuestion(self.basis, one.term, one.spread, one.benefits)
            for one in self._relevant
            if isinstance(one.term, OpenQuestion)
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
    basis = Basis.of(scheme, edition, situation, as_of)
    plan, values = basis.plan, basis.values
    criteria = {
        criterion.id: CriterionResult(basis, criterion, fixed or OUTCOMES[values[place]])  # type: ignore[index]  # a condition is true, false or None
        for criterion, fixed, place in plan.places
    }
    benefits = benefit_results(basis, criteria)
    ceilings = ceilings_of(basis)
    groups = {group.id: GroupResult.of(group, benefits, ceilings, edition) for group in edition.groups}
    return Assessment(basis, criteria, benefits, whole(_amounts(benefits), basis), groups)


def _amounts(benefits: Mapping[str, BenefitResult]) -> dict[str, Amount]:
    return {id: result.amount for id, result in benefits.items()}
