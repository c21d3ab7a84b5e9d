"""What will be paid: the word for each row, and the rows of which nothing is told."""

from collections.abc import Collection
from typing import Any

from incentives.assessment import Assessment, BenefitResult, Eligibility, Outcome, RequestStatus
from incentives.assessment.outcomes import ZERO, PaymentStatus
from incentives.catalogue.catalogue import NotAssessed
from incentives.catalogue.failures import guarded
from incentives.comparison import Untold
from incentives.report import parts
from incentives.report.filler import filled
from incentives.report.records import person
from incentives.values import WindowStatus
from incentives.wording import Speech, formats

LOST = (RequestStatus.MISSED, RequestStatus.INVALID)


def payable_text(result: BenefitResult, speech: Speech) -> str | None:
    """What was told of the payment of a benefit."""
    return speech.say("payable", key) if (key := _state(result)) else None


def _state(result: BenefitResult) -> str | None:
    """What there is to say of a payment, besides its request."""
    if result.is_received:
        return "received"
    if result.is_refused:
        return "refused"
    if result.is_held_back:
        return "with_base"
    starts, as_of = result.basis.edition.application.payment.period, result.basis.as_of
    is_awaited = starts is not None and as_of is not None and as_of >= starts.start and result.payable.possible != ZERO
    return "not_told" if is_awaited and result.benefit.received is not None and result.is_received is None else None


def result_key(a: Assessment) -> str:
    """The word for a row: what can be said of the entitlement, and where it is due, of the money."""
    answer, is_due = answered(a), a.eligibility is Eligibility.ELIGIBLE
    if answer:
        return f"eligible_{answer}" if is_due else answer
    if alert := request_alert(a):
        return f"{a.eligibility.value}_{alert}{in_part(a)}"
    if not is_due:
        return f"{a.eligibility.value}{_condition(a)}"
    if a.payable.certain < (a.amount - a.received).certain:
        return f"eligible{_condition(a) or '_unknown'}"
    return "eligible_so_far" if any(result.is_so_far for result in a.criteria.values()) else "eligible"


def answered(a: Assessment) -> str | None:
    """Whether the money was received, refused, or the one in part and the other in part, where no more is to come."""
    if a.payable.reachable != ZERO or a.eligibility is Eligibility.NOT_COVERED:
        return None
    is_received = any(result.is_received for result in a.benefits.values())
    is_refused = any(result.is_refused and result.is_reachable for result in a.benefits.values())
    return "_".join(["received"] * is_received + ["refused"] * is_refused) or None


def _condition(a: Assessment) -> str:
    """On what money hangs besides what is missing: a request made in time, or still to be made, or an account."""
    if hangs_on_past_request(a):
        return "_if_requested"
    is_blocked = a.application.payment_status is PaymentStatus.BLOCKED
    is_in_reach = a.payable.reachable != ZERO or (a.as_of is None and is_blocked)
    if a.amount.possible == ZERO or a.payable.possible != ZERO or not is_in_reach:
        return ""
    return "_no_account" if is_blocked else "_to_do"


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


def request_alert(a: Assessment) -> Any:
    """What threatens a benefit that is due, or would be: that its request was missed, or is not valid."""
    return next((status.value for status in LOST if status in _requests(a)), None)


def in_part(a: Assessment) -> str:
    """Whether that threatens only a part of what is due, as a word's ending."""
    return "_in_part" if a.payable.reachable != ZERO and _requests(a) - {*LOST} else ""


def _requests(a: Assessment) -> set[RequestStatus]:
    """How the benefits that are due, and neither received nor refused, were requested.

    Where none is due, those that may be: but only if nothing can be paid of them any more, whatever they hang on.
    """
    if a.eligibility is Eligibility.UNDETERMINED and a.payable.reachable == ZERO:
        wanted = Outcome.UNKNOWN
    else:
        wanted = Outcome.MET
    due = (result for result in a.benefits.values() if result.outcome is wanted)
    return {result.request for result in due if not (result.is_received or result.is_refused)}


def untold(one: Untold, language: str, named: Collection[str] = ()) -> person.Untold:
    """Rows of which nothing is told, and the one question to answer first.

    Args:
        one: the rows.
        language: of the report.
        named: the schemes that were asked for by their ids: their rows are laid out all the same.
    """
    speech, question = Speech(language), one.question
    values = {"rows": formats.listing([f"{short_name(row, language)} {row.year}" for row in one.rows], language)}
    key = "elsewhere" if question is None else "country" if one.is_country else "row"
    if key != "row":  # the names of all countries take long to load
        values["country"] = formats.country(one.jurisdiction, language)
    # nothing where the wording of its scheme cannot be used, which its own row tells
    asked = None if question is None else guarded(lambda: parts.asked(question, speech)).value
    return person.Untold(
        jurisdiction=one.jurisdiction,
        rows=tuple(filled(person.ShownRow, speech, row, shown=row.scheme.id in named) for row in one.rows),
        question=None if question is None else question.id,
        question_year=None if question is None else question.year,
        text=" ".join(filter(None, (speech.say("untold", key, **values), asked))),
    )


def short_name(row: Assessment | NotAssessed, language: str) -> str:
    """A scheme's short name; its id where its wording cannot be used, which its own row tells."""
    named = guarded(lambda: Speech(language).of(row.scheme.wording, row.year).say("scheme", "short"))
    return named.value or row.scheme.id
