"""The content of what will be paid: the word for each row, and the rows of which nothing is told."""

from collections.abc import Collection, Iterator

from incentives.assessment import Assessment, BenefitResult, Eligibility, MissingFact, Outcome, RequestStatus
from incentives.assessment.outcomes import ZERO
from incentives.catalogue.catalogue import NotAssessed
from incentives.catalogue.failures import guarded
from incentives.comparison import Untold
from incentives.report import parts
from incentives.report.parts import Content
from incentives.values import WindowStatus
from incentives.wording import Speech, formats


def benefit(result: BenefitResult, speech: Speech) -> Content:
    """What will be paid of a benefit, and what was told of its payment."""
    return {
        "payable": parts.amount(result.payable, speech),
        "received": result.is_received,
        "refused": result.is_refused,
        "payable_text": speech.say("payable", key) if (key := _state(result)) else None,
    }


def _state(result: BenefitResult) -> str | None:
    """What there is to say of a payment, besides its request."""
    if result.is_received:
        return "received"
    if result.is_refused:
        return "refused"
    starts, as_of = result.basis.edition.application.payment.period, result.basis.as_of
    is_awaited = starts is not None and as_of is not None and as_of >= starts.start and result.payable.possible != ZERO
    return "not_told" if is_awaited and result.benefit.received is not None and result.is_received is None else None


def result_key(a: Assessment) -> str:
    """The word for a row: what can be said of the entitlement, and where it is due, of the money."""
    if a.eligibility is not Eligibility.ELIGIBLE:
        return f"{a.eligibility.value}{_condition(a)}"
    if a.payable.reachable == ZERO and any(result.is_refused for result in _due(a)):
        return "eligible_refused"
    if a.payable.reachable == ZERO and a.received.possible != ZERO:
        return "eligible_received"
    if alert := request_alert(a):
        return f"eligible_{alert}"
    if a.payable.certain < a.amount.certain and a.received.possible == ZERO:
        return "eligible_to_do" if a.payable.possible == ZERO else "eligible_unknown"
    return "eligible_so_far" if any(result.is_so_far for result in a.criteria.values()) else "eligible"


def _condition(a: Assessment) -> str:
    """On what money hangs that is not settled, besides what is missing: a request made in time, or still to be made."""
    if hangs_on_past_request(a):
        return "_if_requested"
    is_to_be_requested = a.amount.possible != ZERO and a.payable.possible == ZERO and a.payable.reachable != ZERO
    return "_to_do" if a.eligibility is Eligibility.UNDETERMINED and is_to_be_requested else ""


def hangs_on_past_request(a: Assessment) -> bool:
    """Whether the window is over, and nobody told whether the request was made: no deed can bring it any more."""
    is_over = a.application.status is WindowStatus.CLOSED
    return (
        is_over
        and a.payable.possible != ZERO
        and any(
            result.request is RequestStatus.UNKNOWN for result in a.benefits.values() if result.payable.possible != ZERO
        )
    )


def request_alert(a: Assessment) -> str | None:
    """What threatens a benefit that is due: that its request was missed, or is not valid."""
    lost = {result.request for result in _due(a) if not (result.is_received or result.is_refused)}
    return next((s.value for s in (RequestStatus.MISSED, RequestStatus.INVALID) if s in lost), None)


def _due(a: Assessment) -> Iterator[BenefitResult]:
    return (result for result in a.benefits.values() if result.outcome is Outcome.MET)


def untold(one: Untold, language: str, named: Collection[str] = ()) -> Content:
    """Rows of which nothing is told, and the one question to answer first.

    Args:
        one: the rows.
        language: of the report.
        named: the schemes that were asked for by their ids: their rows are laid out all the same.
    """
    speech, question = Speech(language), one.question
    values = {
        "country": formats.country(one.jurisdiction, language),
        "rows": formats.listing([f"{short_name(row, language)} {row.year}" for row in one.rows], language),
    }
    key = "elsewhere" if question is None else "country" if one.is_country else "row"
    asked = None if question is None else _asked(question, speech)
    return {
        "jurisdiction": one.jurisdiction,
        "rows": [{"scheme": row.scheme.id, "year": row.year, "shown": row.scheme.id in named} for row in one.rows],
        "question": None if question is None else question.id,
        "question_year": None if question is None else question.year,
        "text": " ".join(filter(None, (speech.say("untold", key, **values), asked))),
    }


def _asked(question: MissingFact, speech: Speech) -> str | None:
    """A question; nothing where the wording of its scheme cannot be used, which its own row tells."""
    text = guarded(lambda: question.question(speech.language)).value
    return None if text is None else f"{text} ({parts.place(question.id, question.year, speech)})"


def short_name(row: Assessment | NotAssessed, language: str) -> str:
    """A scheme's short name; its id where its wording cannot be used, which its own row tells."""
    named = guarded(lambda: Speech(language).of(row.scheme.wording, row.year).say("scheme", "short"))
    return named.value or row.scheme.id
