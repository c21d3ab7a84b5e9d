"""Whether a benefit was requested as it must be."""

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from incentives.assessment.outcomes import RequestStatus
from incentives.scheme.benefit import Benefit
from incentives.values import Window, WindowStatus

if TYPE_CHECKING:
    from incentives.assessment.assessment import Assessment


@frozen(eq=False)
class RequestResult:
    """The status of a request, and the sentences that say why.

    Attributes:
        assessment: the assessment that it is part of.
        status: in one word.
        sentences: places of sentences in the wording.
    """

    assessment: "Assessment"
    status: RequestStatus
    sentences: tuple[tuple[str, str], ...] = ()

    def text(self, language: str) -> str | None:
        """The sentences, or ``None`` where the status says it all."""
        speech = self.assessment.speech(language)
        return " ".join(speech.say(*place) for place in self.sentences) or None


def request_result(assessment: "Assessment", benefit: Benefit) -> RequestResult:
    """Judge the request for one benefit; whether the benefit is due is another matter."""
    request, dated = benefit.request, assessment.edition.application.window
    if request is None or dated is None:
        return RequestResult(assessment, RequestStatus.NOT_NEEDED)
    value = assessment.details.value
    needed = True if request.needed is None else value(request.needed)
    if needed is False:
        return RequestResult(assessment, RequestStatus.NOT_NEEDED, (("request_notes", "nothing_to_send"),))
    made_on = value(request.made_on)
    made = True if made_on is not None else value(request.made)
    covers = True if request.covers is None else value(request.covers)
    if made is False or covers is False:
        reasons = (("requests", "not_declared_item"),) if made else ()
        return _not_made(assessment, dated.days, reasons)
    failing = [("requests", part.id) for part in request.requirements if value(part.condition) is False]
    if failing:
        return RequestResult(assessment, RequestStatus.INVALID, tuple(failing))
    if made is None or covers is None:
        return _perhaps_made(assessment, dated.days)
    if not isinstance(made_on, date) or any(value(part.condition) is None for part in request.requirements):
        return RequestResult(assessment, RequestStatus.UNKNOWN, (("request_notes", "tell_day_and_channel"),))
    return _made(assessment, dated.days, made_on)


def _made(assessment: "Assessment", window: Window, day: date) -> RequestResult:
    match window.status(day):
        case WindowStatus.OPEN:
            return RequestResult(assessment, RequestStatus.VALID)
        case WindowStatus.UNKNOWN:
            return RequestResult(assessment, RequestStatus.UNKNOWN, (("request_notes", "days_not_known"),))
        case _ if window.planned:
            return RequestResult(assessment, RequestStatus.UNKNOWN, (("request_notes", "outside_planned"),))
        case WindowStatus.NOT_YET_OPEN:
            return RequestResult(assessment, RequestStatus.INVALID, (("requests", "early"),))
        case WindowStatus.CLOSED:
            return RequestResult(assessment, RequestStatus.INVALID, (("requests", "late"),))


def _not_made(assessment: "Assessment", window: Window, reasons: tuple[tuple[str, str], ...]) -> RequestResult:
    if not _is_over(assessment, window):
        return RequestResult(assessment, RequestStatus.TO_DO, reasons)
    planned = (("request_notes", "planned_closing"),) if window.planned else ()
    return RequestResult(assessment, RequestStatus.MISSED, (*reasons, *planned))


def _perhaps_made(assessment: "Assessment", window: Window) -> RequestResult:
    if not _is_over(assessment, window):
        return RequestResult(assessment, RequestStatus.TO_DO, (("request_notes", "unless_done"),))
    return RequestResult(assessment, RequestStatus.UNKNOWN, (("request_notes", "was_it_made"),))


def _is_over(assessment: "Assessment", window: Window) -> bool:
    """Whether nothing can be requested any more; without a day, everything is final."""
    return assessment.as_of is None or window.status(assessment.as_of) is WindowStatus.CLOSED
