"""Whether a benefit was requested as it must be."""

from datetime import date

from attrs import frozen

from incentives.assessment.basis import Basis
from incentives.assessment.outcomes import RequestStatus
from incentives.assessment.payable import may_still_be_taken
from incentives.scheme.application import DatedWindow
from incentives.scheme.benefit import Benefit
from incentives.values import Window, WindowStatus


@frozen(eq=False)
class RequestResult:
    """The status of a request, and the sentences that say why.

    Attributes:
        basis: what it is read from.
        status: in one word.
        sentences: places of sentences in the wording.
    """

    basis: Basis
    status: RequestStatus
    sentences: tuple[tuple[str, str], ...] = ()


def request_result(basis: Basis, benefit: Benefit) -> RequestResult:
    """Judge the request for one benefit; whether the benefit is due is another matter."""
    request, dated = benefit.request, basis.edition.application.window
    if request is None or dated is None or basis.is_covered is False:
        return RequestResult(basis, RequestStatus.NOT_NEEDED)
    value = basis.details.value
    needed = True if request.needed is None else value(request.needed)
    if needed is False:
        note = "nothing_was_to_be_sent" if basis.is_window_over else "nothing_to_send"
        return RequestResult(basis, RequestStatus.NOT_NEEDED, (("request_notes", note),))
    made_on = value(request.made_on)
    made = value(request.made) if made_on is None else not basis.details.is_absent(request.made_on)
    covers = True if request.covers is None else value(request.covers)
    if needed is None and (made is False or covers is False):
        status = RequestStatus.TO_DO if basis.is_window_over is False else RequestStatus.UNKNOWN
        note = "was_perhaps_prefilled" if basis.is_window_over else "perhaps_prefilled"
        return RequestResult(basis, status, (("request_notes", note), *_late(basis, dated)))
    if made is False or covers is False:
        reasons = (("requests", "not_declared_item"),) if made else ()
        return _not_made(basis, dated, reasons)
    if isinstance(made_on, date) and basis.as_of is not None and made_on > basis.as_of:
        return RequestResult(basis, RequestStatus.UNKNOWN, (("request_notes", "after_as_of"),))
    failing = [("requests", part.id) for part in request.requirements if value(part.condition) is False]
    if failing:
        return RequestResult(basis, RequestStatus.INVALID, (*failing, *_late(basis, dated)))
    if made is None or covers is None:
        return _perhaps_made(basis, dated, needed)
    if not isinstance(made_on, date) or any(value(part.condition) is None for part in request.requirements):
        return RequestResult(basis, RequestStatus.UNKNOWN, (("request_notes", "tell_day_and_channel"),))
    return _made(basis, dated, made_on)


def _made(basis: Basis, dated: DatedWindow, day: date) -> RequestResult:
    match dated.days.status(day):
        case WindowStatus.OPEN:
            return RequestResult(basis, RequestStatus.VALID)
        case WindowStatus.UNKNOWN:
            return RequestResult(basis, RequestStatus.UNKNOWN, (("request_notes", "days_not_known"),))
        case _ if not dated.is_firm:
            return RequestResult(basis, RequestStatus.UNKNOWN, (("request_notes", "outside_planned"),))
        case WindowStatus.NOT_YET_OPEN:
            return RequestResult(basis, RequestStatus.INVALID, (("requests", "early"),))
        case WindowStatus.CLOSED:
            return RequestResult(basis, RequestStatus.INVALID, (("requests", "late"),))


def _not_made(basis: Basis, dated: DatedWindow, reasons: tuple[tuple[str, str], ...]) -> RequestResult:
    match basis.is_window_over:
        case False:
            return RequestResult(basis, RequestStatus.TO_DO, (*reasons, *_doubt(basis, dated.days)))
        case None:
            return RequestResult(basis, RequestStatus.UNKNOWN, (*reasons, ("request_notes", "may_be_over")))
        case _:
            return RequestResult(basis, RequestStatus.MISSED, (*reasons, *_late(basis, dated)))


def _perhaps_made(basis: Basis, dated: DatedWindow, needed: object) -> RequestResult:
    perhaps = (("request_notes", "perhaps_prefilled"),) if needed is None else ()
    if basis.as_of is not None and dated.days.status(basis.as_of) is WindowStatus.NOT_YET_OPEN:
        return RequestResult(basis, RequestStatus.TO_DO, perhaps)
    match basis.is_window_over:
        case False:
            notes = (*(perhaps or (("request_notes", "unless_done"),)), *_doubt(basis, dated.days))
            return RequestResult(basis, RequestStatus.TO_DO, notes)
        case None:
            both = (("request_notes", "was_it_made"), ("request_notes", "may_be_over"))
            return RequestResult(basis, RequestStatus.UNKNOWN, both)
        case _:
            return RequestResult(basis, RequestStatus.UNKNOWN, (("request_notes", "was_it_made"),))


def _doubt(basis: Basis, window: Window) -> tuple[tuple[str, str], ...]:
    """That the window may be over, where its days do not tell."""
    is_unsure = basis.as_of is not None and window.status(basis.as_of) is WindowStatus.UNKNOWN
    return (("request_notes", "may_be_over"),) if is_unsure else ()


def _late(basis: Basis, dated: DatedWindow) -> tuple[tuple[str, str], ...]:
    """That what was missed may be taken all the same, where it may."""
    note = "may_be_over" if dated.is_firm else "planned_closing"
    is_open = may_still_be_taken(dated, basis.edition.application.payment, basis.as_of)
    return (("request_notes", note),) if is_open else ()
