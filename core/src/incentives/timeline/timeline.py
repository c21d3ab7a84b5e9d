"""A timeline from assessments."""

from collections.abc import Iterable, Iterator
from datetime import date

from incentives.assessment.assessment import Assessment
from incentives.assessment.outcomes import MET, UNKNOWN, ZERO, Outcome, RequestStatus
from incentives.assessment.results import BenefitResult, CriterionResult
from incentives.catalogue.catalogue import NotAssessed
from incentives.errors import InvalidArgument
from incentives.scheme.application import DatedWindow
from incentives.scheme.criterion import Standing
from incentives.scheme.edition import Cycle
from incentives.scheme.references import Confidence, Reference, least_sure
from incentives.timeline.records import Course, CourseYear, Deadline, PaymentTime, RequestTime, Timeline
from incentives.timeline.states import Certainty, DeedState, MoneyState, Phase
from incentives.values import WindowStatus


def timeline_of(assessments: Iterable[Assessment | NotAssessed]) -> Timeline:
    """What happens when, over years and cycles, for one practitioner.

    Args:
        assessments: of one practitioner, seen from one day, as ``Catalogue.assess_all`` gives them; also the rows of a
            comparison.

    Raises:
        InvalidArgument: if they are none, or seen from several days.
    """
    rows = list(assessments) if isinstance(assessments, Iterable) else [assessments]
    if not all(isinstance(row, Assessment | NotAssessed) for row in rows):
        msg = f"expected assessments, as Catalogue.assess or assess_all give them; got {rows!r:.80}"
        raise InvalidArgument(msg, value=rows)
    assessed = [row for row in rows if isinstance(row, Assessment)]
    days = {row.as_of for row in assessed}
    if len(days) > 1:
        msg = f"expected assessments that are seen from one day; got {', '.join(sorted(map(str, days)))}"
        raise InvalidArgument(msg, value=days)
    others = tuple(row for row in rows if isinstance(row, NotAssessed))
    return Timeline(next(iter(days), None), tuple(_courses(assessed)), others)


def _courses(rows: list[Assessment]) -> Iterator[Course]:
    """Years of one cycle together, each other year alone."""
    together: dict[tuple[str, date], list[Assessment]] = {}
    for row in sorted(rows, key=lambda row: (row.scheme.id, row.year)):
        cycle = row.edition.cycle
        start = cycle.period.start if cycle else row.edition.period.start
        together.setdefault((row.scheme.id, start), []).append(row)
    for (scheme, _), years in sorted(together.items()):
        cycles: list[Cycle] = [row.edition.cycle for row in years if row.edition.cycle]
        yield Course(scheme, tuple(map(_year, years)), cycles[0] if cycles else None)


def _year(a: Assessment) -> CourseYear:
    edition = a.edition
    request = None if edition.application.window is None else _request(a, edition.application.window)
    deadlines = tuple(_deadlines(a))
    return CourseYear(
        scheme=a.scheme.id,
        year=a.year,
        period=edition.period,
        deadlines=deadlines,
        request=request,
        payment=_payment(a),
        payable=a.payable,
        received=a.received,
        phase=None if a.as_of is None else _phase(a, a.as_of, request, deadlines),
        is_told=a.is_told,
        is_covered=a.is_covered,
        assessment=a,
    )


def _deadlines(a: Assessment) -> Iterator[Deadline]:
    worth = {id for result in a.benefits.values() if _can_come(result) for id in a.edition.required_by(result.benefit)}
    for result in a.criteria.values():
        criterion = result.criterion
        if criterion.standing is not Standing.ASKED or criterion.deadline is None:
            continue
        late = (result.still_open or result.is_pending) and not result.is_so_far
        yield Deadline(
            criterion=criterion.id,
            day=criterion.deadline,
            advise_by=criterion.advise_by if criterion.advise_by != criterion.deadline else None,
            certainty=_of_rules(criterion.references, is_announced=a.edition.projected),
            state=_deed(result, brings=criterion.id in worth),
            is_so_far=result.is_so_far,
            until=result.deadline if late else None,
        )


def _can_come(result: BenefitResult) -> bool:
    """Whether money of a benefit may still come."""
    payable = result.payable
    return payable.reachable != ZERO or payable.possible != ZERO


def _deed(result: CriterionResult, *, brings: bool) -> DeedState:
    if result.outcome is MET:
        return DeedState.DONE
    if not brings:
        is_missed = result.outcome is Outcome.NOT_MET and not result.still_open and result.basis.is_covered is not False
        return DeedState.MISSED if is_missed else DeedState.MOOT
    if result.outcome is UNKNOWN:
        return DeedState.UNSETTLED
    return DeedState.TO_DO if result.still_open else DeedState.MISSED


def _request(a: Assessment, dated: DatedWindow) -> RequestTime:
    asked = {result.id: result for result in a.benefits.values() if result.benefit.request is not None}
    return RequestTime(
        days=dated.days,
        advise_by=dated.advise_by,
        certainty=_certainty(dated.references, planned=dated.days.planned, known=dated.days.closes is not None),
        status=a.application.status,
        state=_request_state(a, list(asked.values())),
        benefits=tuple(asked),
    )


def _request_state(a: Assessment, asked: list[BenefitResult]) -> DeedState:
    open_ones = [result for result in asked if _concerns(result, a)]
    found = {result.request for result in open_ones} - {RequestStatus.NOT_NEEDED}
    can_repeat = a.as_of is not None and not a.basis.is_window_over
    if RequestStatus.TO_DO in found or (RequestStatus.INVALID in found and can_repeat):
        return DeedState.TO_DO
    if RequestStatus.UNKNOWN in found:
        return DeedState.UNSETTLED
    if found & {RequestStatus.MISSED, RequestStatus.INVALID}:
        is_taken_perhaps = any(result.payable.possible != ZERO for result in open_ones)
        return DeedState.UNSETTLED if is_taken_perhaps else DeedState.MISSED
    is_done = RequestStatus.VALID in found or any(result.is_received for result in asked)
    return DeedState.DONE if is_done else DeedState.MOOT


def _concerns(result: BenefitResult, a: Assessment) -> bool:
    """Whether money hangs, or hung, on the request for a benefit; none does once what it comes with is refused."""
    refused = (one.is_refused for one in (result, *(a.benefits[id] for id in result.benefit.on_top_of)))
    return result.is_reachable and not result.is_received and not any(refused)


def _payment(a: Assessment) -> PaymentTime:
    payment = a.edition.application.payment
    known = payment.period is not None
    certainty = _certainty(payment.references, planned=payment.planned, known=known)
    return PaymentTime(payment.period, certainty, _money(a))


def _money(a: Assessment) -> MoneyState:
    payable = a.payable
    if payable.certain != ZERO:
        return MoneyState.CERTAIN
    if payable.possible != ZERO:
        return MoneyState.POSSIBLE
    if payable.reachable != ZERO:
        return MoneyState.REACHABLE
    return MoneyState.RECEIVED if a.received.possible != ZERO else MoneyState.NOTHING


def _certainty(references: tuple[Reference, ...], *, planned: bool, known: bool) -> Certainty:
    if not known:
        return Certainty.UNKNOWN
    if planned:
        return Certainty.PLANNED
    return Certainty.INFERRED if least_sure(references) is Confidence.INFERRED else Certainty.STATED


def _of_rules(references: tuple[Reference, ...], *, is_announced: bool) -> Certainty:
    """How sure a criterion's last day is: of rules that are only announced, or only concluded from others', less so."""
    if is_announced:
        return Certainty.PLANNED
    is_inferred = all(reference.confidence is Confidence.INFERRED for reference in references)
    return Certainty.INFERRED if is_inferred else Certainty.STATED


def _phase(a: Assessment, as_of: date, request: RequestTime | None, deadlines: tuple[Deadline, ...]) -> Phase:
    if as_of < a.edition.period.start:
        return Phase.AHEAD
    if as_of <= a.edition.period.end:
        return Phase.RUNNING
    status = None if request is None else request.status
    if status is not None and status is not WindowStatus.CLOSED:
        return _WHILE_REQUESTED[status]
    if any(as_of <= one.day for one in deadlines):
        return Phase.FINISHING
    paid = a.edition.application.payment.period
    if paid is None:
        return Phase.PAYMENT_UNKNOWN
    return Phase.PAYING if as_of <= paid.end else Phase.OVER


_WHILE_REQUESTED = {
    WindowStatus.NOT_YET_OPEN: Phase.WAITING,
    WindowStatus.OPEN: Phase.OPEN,
    WindowStatus.UNKNOWN: Phase.PERHAPS_OPEN,
}
