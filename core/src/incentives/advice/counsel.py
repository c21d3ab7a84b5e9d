"""What to do so that each benefit of an assessment is certain to be paid, alone and together, and what is too late."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property

from attrs import evolve, field, frozen

from incentives.advice.deed import Deed, DeedKind
from incentives.advice.formalities import Outlook
from incentives.advice.steps import StepFinder
from incentives.advice.ways import Way, brought, gained, open_questions_of, questions_of, ways_to
from incentives.assessment.asking import MissingFact, PendingQuestion
from incentives.assessment.assessment import Assessment
from incentives.assessment.outcomes import MET, Amount
from incentives.assessment.results import BenefitResult, CriterionResult
from incentives.errors import IncentivesError
from incentives.scheme.edition import Edition


@frozen(eq=False)
class TooLate:
    """What can no longer be done for a benefit, and from when it can count again.

    Attributes:
        criterion: the criterion that is not met; ``None`` where the request is too late.
        deadline: the last day that there was; ``None`` where no text names one, or where it is still ahead but no deed
            can meet the criterion by then.
        again: the next edition of the scheme whose period is not over; ``None`` where its rules are not known.
    """

    criterion: CriterionResult | None
    deadline: date | None
    again: Edition | None = field(repr=lambda edition: str(edition and edition.year))

    @property
    def counts_from(self) -> date | None:
        """The first day of the next period in which it can count; ``None`` where that is unknown."""
        return None if self.again is None else self.again.period.start


@frozen(eq=False)
class BenefitAdvice:
    """What to do for one benefit that is not certain to be paid.

    Attributes:
        result: the benefit as it stands.
        ways: the smallest sets of deeds that make it so, best first: what is certain, with the fewest changes, without
            spending. None where it is too late.
        too_late: what can no longer be done; empty where there is a way.
    """

    result: BenefitResult
    ways: tuple[Way, ...]
    too_late: tuple[TooLate, ...]
    _assessment: Assessment = field(repr=False)

    @property
    def id(self) -> str:
        """The benefit's id."""
        return self.result.id

    @property
    def best(self) -> Way | None:
        """The first of the ways."""
        return next(iter(self.ways), None)

    @property
    def questions(self) -> tuple[MissingFact, ...]:
        """What nobody told and can still change this benefit as things stand: "tell us whether"."""
        return questions_of(self._assessment, self.id)

    @property
    def open_questions(self) -> tuple[PendingQuestion, ...]:
        """Where the texts are silent and that can change this benefit; each with whom to ask."""
        return open_questions_of(self._assessment, self.id)


@frozen(eq=False, slots=False)
class DeedSet:
    """Deeds that only pay together, with every benefit that hangs on exactly these steps.

    Attributes:
        steps: what to do, besides requests: all of it, or nothing is paid.
        requests: what is requested for these benefits then.
        ways: the best way to each of these benefits.
    """

    steps: tuple[Deed, ...]
    requests: tuple[Deed, ...]
    ways: tuple[Way, ...]
    _advice: "Advice" = field(repr=False)

    @property
    def benefits(self) -> tuple[str, ...]:
        """The ids of these benefits."""
        return tuple(way.benefit for way in self.ways)

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """Steps and requests."""
        return (*self.steps, *self.requests)

    @property
    def spending(self) -> bool:
        """Whether something has to be bought or rented, as far as the texts say so."""
        return any(deed.spending for deed in self.deeds)

    @cached_property
    def alone(self) -> Amount:
        """What will be paid in all beyond what is already, if only this set is done."""
        return gained(self._advice.assessment, self._advice.after(self.ways))

    @cached_property
    def besides(self) -> Amount:
        """What it adds where every other set of the advice is done too."""
        others = self._advice.after([way for way in self._advice.ways if way not in self.ways])
        besides = self._advice.together - gained(self._advice.assessment, others)
        return evolve(besides, reachable=besides.possible)

    @cached_property
    def brings(self) -> Amount:
        """What these benefits pay once this set is done, beyond what they surely do already."""
        return brought(self._advice.assessment, self._advice.after(self.ways), self.benefits)

    def brought_by(self, benefit: str) -> Amount:
        """The same, of those of these benefits that need a benefit to be requested: its own, and those on top of it."""
        mine = [way.benefit for way in self.ways if any(benefit in deed.benefits for deed in way.deeds)]
        return brought(self._advice.assessment, self._advice.after(self.ways), mine)


@frozen(eq=False, slots=False)
class Advice:
    """What to do so that each benefit of one assessment is certain to be paid.

    It names only facts that deeds can change in time, on the readings given. Without a day to ask from, everything is
    final: then there are no ways, only questions.

    Attributes:
        assessment: as things stand.
        benefits: those that are neither certain to be paid, nor received, nor refused, by id.
    """

    assessment: Assessment = field(repr=False)
    benefits: Mapping[str, BenefitAdvice]
    _outlook: Outlook = field(repr=False)

    @property
    def ways(self) -> tuple[Way, ...]:
        """The best way to each benefit that has one."""
        return tuple(one.best for one in self.benefits.values() if one.best is not None)

    @cached_property
    def together(self) -> Amount:
        """What will be paid in all beyond what is already, if every best way is followed."""
        return gained(self.assessment, self.after(self.ways))

    @cached_property
    def sets(self) -> tuple[DeedSet, ...]:
        """The deeds of the best ways, by what only pays together; ways without any deed are in none."""
        by_steps: dict[tuple[Deed, ...], list[Way]] = {}
        for way in (way for way in self.ways if way.deeds):
            steps = tuple(deed for deed in way.deeds if deed.kind is not DeedKind.REQUEST)
            by_steps.setdefault(steps, []).append(way)
        return tuple(self._set(steps, ways) for steps, ways in by_steps.items())

    def _set(self, steps: tuple[Deed, ...], ways: Sequence[Way]) -> DeedSet:
        requests = dict.fromkeys(deed for way in ways for deed in way.deeds if deed.kind is DeedKind.REQUEST)
        return DeedSet(steps, tuple(requests), tuple(ways), self)

    def after(self, ways: Sequence[Way]) -> Assessment:
        """The assessment once some ways are followed together: made anew, so that ceilings and exclusions count."""
        day = max((way.on for way in ways), default=self.assessment.as_of)
        return self._outlook.after([deed for way in ways for deed in way.deeds], day) or self.assessment


def advise(assessment: Assessment, edition_of: Callable[[int], Edition]) -> Advice:
    """What to do so that each benefit is certain to be paid.

    Args:
        assessment: as things stand.
        edition_of: gives the scheme's edition of a year, or raises where it is broken.
    """
    pending = {id: result for id, result in assessment.benefits.items() if not _is_settled(result, assessment)}
    outlook = Outlook(assessment)
    if assessment.as_of is None or not pending:
        return Advice(assessment, {id: BenefitAdvice(one, (), (), assessment) for id, one in pending.items()}, outlook)
    finder, again = StepFinder(assessment, assessment.as_of), _next_edition(assessment, assessment.as_of, edition_of)
    found = {}
    for id, result in pending.items():
        ways = ways_to(finder, outlook, result)
        late = () if ways else tuple(_too_late(result, tuple(finder.stuck(result)), again))
        found[id] = BenefitAdvice(result, ways, late, assessment)
    return Advice(assessment, found, outlook)


def _next_edition(assessment: Assessment, as_of: date, edition_of: Callable[[int], Edition]) -> Edition | None:
    """The next edition of the scheme whose period is not over."""
    for year in (year for year in assessment.scheme.years if year > assessment.year):
        with suppress(IncentivesError):
            if (edition := edition_of(year)).period.end >= as_of:
                return edition
    return None


def _is_settled(result: BenefitResult, assessment: Assessment) -> bool:
    """Whether there is nothing to advise: it is certain to be paid, received, refused, or not the practitioner's."""
    if assessment.is_covered is False or result.is_received or result.is_refused:
        return True
    return result.outcome is MET and result.payable.certain == result.amount.possible


def _too_late(result: BenefitResult, stuck: tuple[CriterionResult, ...], again: Edition | None) -> Iterator[TooLate]:
    yield from (TooLate(one, None if one.is_so_far else one.criterion.deadline, again) for one in stuck)
    window = result.basis.edition.application.window
    if not stuck and window is not None:
        yield TooLate(None, window.days.last_day, again)
