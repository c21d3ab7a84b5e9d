"""The records of a timeline: nothing in them that an assessment or its edition does not say."""

from datetime import date
from functools import cached_property

from attrs import field, frozen

from incentives.assessment.assessment import Assessment
from incentives.assessment.outcomes import Amount
from incentives.catalogue.catalogue import NotAssessed
from incentives.scheme.edition import Cycle
from incentives.timeline.marks import Mark, marks_of
from incentives.timeline.states import Certainty, DeedState, MoneyState, Phase
from incentives.values import Period, Window, WindowStatus


@frozen
class Deadline:
    """The last day on which a deed can make a criterion met.

    Attributes:
        criterion: its id.
        day: the last day by the rule.
        advise_by: a safer day, where there is one before it.
        certainty: how sure the day is: planned where the edition's rules are only announced.
        state: what has become of the deed.
        is_so_far: whether the day has not passed, so that what is done or missing can still change.
        until: where the day has passed and only documents can still be sent, the last day for these, if it is known.
    """

    criterion: str
    day: date
    advise_by: date | None
    certainty: Certainty
    state: DeedState
    is_so_far: bool
    until: date | None = None


@frozen
class RequestTime:
    """When the year's benefits are requested.

    Attributes:
        days: the days known of the window.
        advise_by: a prudent day, where no closing day is known.
        certainty: how sure these days are.
        status: where the day on which it is asked stands in the window; ``None`` without such a day.
        state: what has become of the request.
        benefits: the ids of the benefits that are, or were, to be requested.
    """

    days: Window
    advise_by: date | None
    certainty: Certainty
    status: WindowStatus | None
    state: DeedState
    benefits: tuple[str, ...]


@frozen
class PaymentTime:
    """When the year's benefits are paid.

    Attributes:
        period: the days between which it falls; ``None`` if nothing is known.
        certainty: how sure these days are.
        state: what has become of the money.
    """

    period: Period | None
    certainty: Certainty
    state: MoneyState


@frozen
class CourseYear:
    """One reference year of one scheme.

    Attributes:
        scheme: the scheme's id.
        year: the reference year.
        period: the days that the facts refer to.
        deadlines: of the criteria that are asked, in the edition's order.
        request: when it is requested; ``None`` where nothing has to be.
        payment: when it is paid.
        payable: what will be paid, besides what was received already.
        received: what was received already, as far as it was told.
        phase: where one stands; ``None`` without a day on which it is asked.
        is_told: whether anything is told of this year; where nothing is, its money is in no sum.
        is_covered: whether the text covers the practitioner's profession; ``None`` while that is unknown.
        assessment: that all of it is read from.
    """

    scheme: str
    year: int
    period: Period
    deadlines: tuple[Deadline, ...]
    request: RequestTime | None
    payment: PaymentTime
    payable: Amount
    received: Amount
    phase: Phase | None
    is_told: bool
    is_covered: bool | None
    assessment: Assessment = field(eq=False, repr=False)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every day that stands on the line, in order."""
        return tuple(sorted(marks_of(self), key=lambda mark: (mark.day, mark.deed)))


@frozen(slots=False)
class Course:
    """What is one thing over time: a year of a scheme, or a cycle with its years.

    Attributes:
        scheme: the scheme's id.
        years: those that were assessed, in order; of a cycle perhaps not all.
        cycle: the days of the cycle and its length, where the years belong to one.
    """

    scheme: str
    years: tuple[CourseYear, ...]
    cycle: Cycle | None = None

    @cached_property
    def period(self) -> Period:
        """From the first day that facts refer to, to the last; of a cycle the whole of it."""
        return self.cycle.period if self.cycle else Period(self.years[0].period.start, self.years[-1].period.end)


@frozen(slots=False)
class Timeline:
    """What happens when, for one practitioner.

    Attributes:
        as_of: the day on which it is asked, if there is one.
        courses: by scheme and first day.
        not_assessed: the schemes and years of which nothing can be said.
    """

    as_of: date | None
    courses: tuple[Course, ...]
    not_assessed: tuple[NotAssessed, ...] = ()

    @property
    def years(self) -> tuple[CourseYear, ...]:
        """The years of all courses."""
        return tuple(year for course in self.courses for year in course.years)

    @cached_property
    def period(self) -> Period | None:
        """From the first day that stands on it to the last, the day on which it is asked among them.

        ``None`` where nothing stands on it.
        """
        days = [day for course in self.courses for day in (course.period.start, course.period.end)]
        days += [mark.day for year in self.years for mark in year.marks]
        if days and self.as_of:
            days.append(self.as_of)
        return Period(min(days), max(days)) if days else None
