"""The content of one assessment: everything that a practitioner, or a program, may want of it."""

from collections.abc import Iterable, Iterator
from datetime import date

from incentives.assessment import (
    Assessment,
    BenefitResult,
    CriterionResult,
    Eligibility,
    MissingFact,
    Outcome,
    RequestStatus,
)
from incentives.assessment.outcomes import ZERO, PaymentStatus
from incentives.catalogue.catalogue import NotAssessed
from incentives.report import coming, paid, parts
from incentives.report.parts import Content, iso
from incentives.rules.explanation import TermRead
from incentives.rules.facts import OpenQuestion
from incentives.scheme.application import Evidence, Handling
from incentives.values import still_ahead
from incentives.wording import Speech, formats
from incentives.wording.words import words


def row_content(row: Assessment | NotAssessed, language: str) -> Content:
    """The content of an assessment, or of the row that says why there is none."""
    return not_assessed_content(row, language) if isinstance(row, NotAssessed) else assessment_content(row, language)


def not_assessed_content(row: NotAssessed, language: str) -> Content:
    """What can be said of a year whose rules are not known, or broken."""
    speech = Speech(language).of(row.scheme.wording, row.year)
    values = {"scheme": row.scheme.id, "year": str(row.year), "known": parts.years_text(row.scheme, language)}
    how = speech.say("report", "supply_file" if row.scheme.takes_files else "supply_plugin", scheme=row.scheme.id)
    return {
        "assessed": False,
        "scheme": row.scheme.id,
        "scheme_name": speech.say("scheme", "short"),
        "year": row.year,
        "code": row.code,
        "text": speech.say("report", row.code, how=how, **values),
        "known_years": list(row.scheme.years),
    }


def unworded_content(row: Assessment | NotAssessed, language: str, code: str = "invalid_wording") -> Content:
    """The row of a scheme whose own sentences cannot be used, or whose rules failed."""
    return {
        "assessed": False,
        "scheme": row.scheme.id,
        "scheme_name": row.scheme.id,
        "year": row.year,
        "code": code,
        "text": Speech(language).say("report", code, scheme=row.scheme.id, year=str(row.year)),
        "known_years": list(row.scheme.years),
    }


def assessment_content(a: Assessment, language: str) -> Content:
    """Everything an assessment says, as nested tables."""
    speech = a.speech(language)
    application = a.application
    return {
        "assessed": True,
        "scheme": a.scheme.id,
        "scheme_name": speech.say("scheme", "short"),
        "scheme_full_name": speech.say("scheme", "name"),
        "jurisdiction": a.scheme.jurisdiction,
        "authority": a.scheme.authority,
        "year": a.year,
        "covered": a.is_covered,
        "coverage_text": speech.say("scheme", "not_covered") if a.is_covered is False else None,
        "eligibility": a.eligibility.value,
        "eligibility_text": _headline(a, speech),
        "subject_to": _criteria_named(a.subject_to, speech),
        "so_far": any(result.is_so_far for result in a.criteria.values()),
        "request_alert": coming.request_alert(a),
        "result": coming.result_key(a),
        "told": a.is_told,
        "amount": parts.amount(a.amount, speech),
        "payable": parts.amount(a.payable, speech),
        "received": parts.amount(a.received, speech),
        "benefits": [_benefit(result, speech) for result in a.benefits.values()],
        "groups": [paid.group(result, speech) for result in a.groups.values()],
        "criteria": [_criterion(result, language) for result in a.criteria.values()],
        "missing_facts": [_missing(missing, speech) for missing in a.missing_facts],
        "pending_decisions": [
            {
                "criterion": decision.id,
                "name": speech.say("criteria", decision.id, "name"),
                "reason": a.criteria[decision.id].reason(language),
                "fact": _missing(decision.missing, speech),
            }
            for decision in a.pending_decisions
        ],
        "open_questions": [
            {
                "id": question.id,
                "statement": question.statement(language),
                "why": question.why(language),
                "ask": parts.contacts([question.ask], speech)[0],
                "bears_on": [speech.say("benefits", id, "name") for id in question.benefits],
            }
            for question in a.open_questions
        ],
        "readings": [
            {"id": id, "statement": speech.say("questions", id, "statement"), "answer": answer,
             "answer_text": speech.say("values", "yes" if answer else "no")}
            for id, answer in a.readings.items()
        ],
        "to_do": [_dated(item) for item in sorted(_to_do(a, speech), key=_latest)],
        "not_checked": [speech.say("criteria", result.id, "name") for result in a.not_checked],
        "not_checked_text": speech.say("report", "not_checked") if a.not_checked else None,
        "application": {
            "channel": application.channel,
            "channel_name": speech.say("channels", application.channel, "name"),
            "steps": [speech.say("steps", id) for id in application.steps],
            "window": parts.window(application.window, application.status, speech, a.as_of),
            "payment": parts.payment(application.payment, speech),
            "payment_status": application.payment_status.value,
            "payment_status_text": _payment_text(a, speech),
            "notes": parts.notes(application.rules.notes, speech),
            "references": parts.references(application.rules.references, speech),
        },
        "contacts": parts.contacts(application.contacts, speech),
        "evidence": [
            {
                **parts.evidence(item, (result.criterion for result in a.criteria.values()), speech),
                "handling_text": speech.say("handling", _handling(item, a)),
            }
            for item in _evidence(a)
        ],
        "notes": [*parts.notes(a.edition.notes, speech), *parts.translation_note(a.scheme, language)],
        "edition": parts.edition(a.scheme, a.edition, speech, a.as_of),
        "as_of": iso(a.as_of),
    }  # fmt: skip


def _missing(missing: MissingFact, speech: Speech) -> Content:
    return {
        "id": missing.id,
        "year": missing.year,
        "question": missing.question(speech.language),
        "help": missing.help(speech.language),
        "bears_on": [speech.say("benefits", id, "name") for id in missing.benefits],
        "spread": None if missing.spread is None else f"{missing.spread:.2f}",
    }


def _criteria_named(ids: Iterable[str], speech: Speech) -> list[str]:
    return [speech.say("criteria", id, "name") for id in ids]


def _said(section: str, eligibility: Eligibility, subject_to: Iterable[str], speech: Speech) -> str:
    """The word for an entitlement in a sentence; where only a person's judgement is missing, subject to that."""
    if names := _criteria_named(subject_to, speech):
        return speech.say(section, "subject_to", criteria=formats.listing(names, speech.language))
    return speech.say(section, eligibility.value)


def _headline(a: Assessment, speech: Speech) -> str:
    if a.is_covered is False:
        return speech.say("scheme", "not_covered")
    if answer := coming.answered(a):
        return speech.say("eligibility", answer)
    sentences = [_said("eligibility", a.eligibility, a.subject_to, speech)]
    if alert := coming.request_alert(a):
        sentences.append(speech.say("request_alert", f"{alert}{coming.in_part(a)}"))
    if a.eligibility is Eligibility.ELIGIBLE and any(result.is_so_far for result in a.criteria.values()):
        sentences.append(speech.say("eligibility", "so_far"))
    return " ".join(sentences)


def _payment_text(a: Assessment, speech: Speech) -> str | None:
    if a.eligibility is not Eligibility.ELIGIBLE:
        return None
    return {
        PaymentStatus.POSSIBLE: None,
        PaymentStatus.BLOCKED: speech.find("notes", "payment_blocked"),
        PaymentStatus.UNKNOWN: speech.find("notes", "payment_account_unknown"),
    }[a.application.payment_status]


def _benefit_headline(result: BenefitResult, speech: Speech) -> str:
    if answer := "received" if result.is_received else "refused" if result.is_refused else None:
        return speech.say("benefit_eligibility", answer)
    return _said("benefit_eligibility", result.eligibility, result.subject_to, speech)


def _benefit(result: BenefitResult, speech: Speech) -> Content:
    is_answered = result.is_received or result.is_refused  # then nobody asks any more how it was requested
    due = result.eligibility not in {Eligibility.NOT_ELIGIBLE, Eligibility.NOT_COVERED} and not is_answered
    return {
        "id": result.id,
        "name": speech.say("benefits", result.id, "name"),
        "outcome": result.outcome.value,
        "eligibility": result.eligibility.value,
        "eligibility_text": _benefit_headline(result, speech),
        "subject_to": _criteria_named(result.subject_to, speech),
        "amount": parts.amount(result.amount, speech),
        **coming.benefit(result, speech),
        "cadence": result.benefit.cadence.value,
        "cadence_text": speech.say("cadence", result.benefit.cadence.value),
        **paid.instalments(result, speech),
        "on_top_of": [speech.say("benefits", id, "name") for id in result.benefit.on_top_of],
        "not_with": [speech.say("benefits", id, "name") for id in result.benefit.not_with],
        "excluded_by": [speech.say("benefits", id, "name") for id in result.excluded_by],
        "request": result.request.value,
        "request_text": speech.say("request", result.request.value) if due else None,
        "request_reason": result.request_reason(speech.language) if due else None,
        "request_asks": [
            {"id": asked.id, "year": asked.year, "question": asked.question(speech.language)}
            for asked in (result.request_asks if due else ())
        ],
        "blocked_by": [speech.say("criteria", blocking.id, "name") for blocking in result.blocked_by],
        "unsettled": [speech.say("criteria", unknown.id, "name") for unknown in result.unsettled],
        "notes": parts.notes(result.benefit.notes, speech),
        "references": parts.references(result.benefit.references, speech),
    }


def _criterion(result: CriterionResult, language: str) -> Content:
    speech = result.basis.speech(language, result.criterion)
    criterion = result.criterion
    return {
        "id": result.id,
        "name": speech.say("criteria", result.id, "name"),
        "outcome": result.outcome.value,
        "outcome_text": _outcome_text(result, speech),
        "reason": result.reason(language),
        "rule": None if criterion.condition is None else words(criterion.condition, speech),
        "facts": [_read(read, result, speech) for read in result.facts_read],
        "remedy": result.remedy(language),
        "deadline": iso(criterion.deadline),
        "advise_by": iso(criterion.advised(result.basis.as_of)),
        "still_open": result.still_open,
        "so_far": result.is_so_far,
        "theme": criterion.theme.value,
        "theme_text": speech.say("theme", criterion.theme.value),
        "established_by": criterion.established_by.value,
        "established_by_text": parts.established(criterion, speech),
        "evidence": [speech.say("evidence", item.id, "name") for item in result.evidence],
        "notes": parts.notes(result.notes, speech),
        "references": parts.references(criterion.references, speech),
    }


def _outcome_text(result: CriterionResult, speech: Speech) -> str:
    if result.still_open:
        return speech.say("outcome", "not_met_still_open")
    is_to_be_judged = result.is_judged and result.outcome is Outcome.UNKNOWN
    text = speech.say("outcome", "to_be_judged" if is_to_be_judged else result.outcome.value)
    so_far = result.is_so_far and result.outcome in {Outcome.MET, Outcome.UNKNOWN}
    return f"{text} {speech.say('outcome', 'so_far')}" if so_far else text


def _read(read: TermRead, result: CriterionResult, speech: Speech) -> Content:
    return {
        "id": read.term.id,
        "is_open_question": isinstance(read.term, OpenQuestion),
        "name": speech.name(read.term, result.basis.year),
        "value_text": speech.term_value(read.term, read.value),
        "known": read.value is not None,
        "decided": read.decided,
    }


def _evidence(a: Assessment) -> list[Evidence]:
    found = {item.id: item for result in a.criteria.values() for item in result.evidence}
    return list(found.values())


def _handling(item: Evidence, a: Assessment) -> str:
    """What becomes, or became, of a supporting document."""
    return "was_sent" if item.handling is Handling.SENT and a.basis.is_window_over else item.handling.value


def _to_do(a: Assessment, speech: Speech) -> Iterator[Content]:
    """What can still be done, for the parts of which money can still come."""
    reachable = [result for result in a.benefits.values() if result.payable.reachable != ZERO]
    if not reachable or not a.is_told:
        return
    wanted = {id for result in reachable for id in result.benefit.requires}
    for result in a.criteria.values():
        remedy = result.remedy(speech.language)
        if result.id in wanted and remedy is not None:
            about, at_latest = speech.say("criteria", result.id, "name"), result.deadline
            advised = result.criterion.advised(a.as_of) if at_latest == result.criterion.deadline else None
            advised = None if advised == at_latest else advised
            by = still_ahead(at_latest, a.as_of)  # where it has passed, only a later day may be open
            yield {"what": remedy, "by": by, "at_latest": at_latest, "about": about, "advise_by": advised}
    yield from _requests(a, reachable, speech)
    if a.eligibility is Eligibility.ELIGIBLE and a.application.payment_status is PaymentStatus.BLOCKED:
        what, about = speech.say("notes", "payment_blocked"), speech.say("report", "payment")
        yield {"what": what, "by": None, "at_latest": None, "about": about}


def _requests(a: Assessment, reachable: list[BenefitResult], speech: Speech) -> Iterator[Content]:
    dated = a.application.window
    if dated is None:
        return
    is_over = a.basis.is_window_over
    again = [RequestStatus.TO_DO] if is_over else [RequestStatus.TO_DO, RequestStatus.INVALID]
    pending = [result for result in reachable if result.request in again]
    doubtful = {RequestStatus.MISSED, RequestStatus.INVALID, RequestStatus.UNKNOWN} - set(again)
    advised = dated.advised(a.as_of)
    why = speech.say("notes", dated.advise_note) if advised and dated.advise_note else None
    days = {
        "by": still_ahead(dated.days.closes, a.as_of),
        "at_latest": dated.days.last_day,
        "advise_by": advised,
        "advise_note": why,
    }
    about = speech.say("report", "request_heading")
    if pending:
        channel = speech.say("channels", a.application.channel, "name")
        when = parts.window_text(dated, speech, "within_bounds")  # that the days are not known stands before it
        what = speech.say("report", "request", names=_names(pending, speech), channel=channel, window=when)
        passed = [] if advised else filter(None, [parts.advice_text(dated, speech, a.as_of)])
        said = [what, *passed, *_reasons(pending, speech), *_in_doubt(a, pending, speech)]
        yield {"what": " ".join(said), "about": about, **days}
        sent = [speech.say("evidence", item.id, "name") for item in _evidence(a) if item.handling is Handling.SENT]
        if sent:
            what = speech.say("report", "send", documents=formats.listing(sent, speech.language))
            yield {"what": what, "about": speech.say("report", "evidence"), **days}
    asked = [result for result in reachable if result.request in doubtful]
    if asked:
        contact = speech.say("contacts", a.application.contacts[0].id, "name") if a.application.contacts else ""
        what = speech.say("report", "ask_request", names=_names(asked, speech), contact=contact)
        yield {"what": " ".join([what, *_reasons(asked, speech)]), "about": about, "by": None, "at_latest": None}


def _in_doubt(a: Assessment, results: list[BenefitResult], speech: Speech) -> Iterator[str]:
    """Which benefits are due only by one reading of the texts, so that nobody requests them without knowing."""
    asked = {id for question in a.open_questions for id in question.benefits}
    doubtful = [result for result in results if result.outcome is Outcome.UNKNOWN and result.id in asked]
    if doubtful:
        yield speech.say("report", "hangs_on_question", names=_names(doubtful, speech))


def _names(results: list[BenefitResult], speech: Speech) -> str:
    return formats.listing([speech.say("benefits", result.id, "name") for result in results], speech.language)


def _reasons(results: list[BenefitResult], speech: Speech) -> list[str]:
    return list(dict.fromkeys(text for result in results for text in result.request_reasons(speech.language)))


def _latest(item: Content) -> date:
    latest: date | None = item.get("advise_by") or item["by"] or item["at_latest"]
    return latest or date.max


def _dated(item: Content) -> Content:
    days = {name: iso(item.get(name)) for name in ("by", "at_latest", "advise_by")}
    return {**item, **days, "advise_note": item.get("advise_note")}
