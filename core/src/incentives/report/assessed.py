"""One assessment: everything that a practitioner, or a program, may want of it."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from incentives.assessment import (
    Assessment,
    BenefitResult,
    CriterionResult,
    Eligibility,
    GroupResult,
    MissingFact,
    Outcome,
    RequestStatus,
)
from incentives.assessment.applications import ApplicationResult
from incentives.assessment.outcomes import ZERO, PaymentStatus
from incentives.catalogue.catalogue import NotAssessed
from incentives.report import coming, paid, parts
from incentives.report.filler import filled, listed, makes, named
from incentives.report.records import person
from incentives.report.records.person import Deed
from incentives.report.records.pieces import Evidence as EvidenceRecord
from incentives.report.records.rulebook import AnyBenefit, AnyCriterion, ApplicationRule
from incentives.report.standing import Standing
from incentives.rules.explanation import TermRead
from incentives.rules.facts import OpenQuestion
from incentives.scheme.application import Evidence, Handling
from incentives.scheme.benefit import Benefit
from incentives.scheme.criterion import Criterion
from incentives.values import still_ahead
from incentives.wording import Speech, formats
from incentives.wording.words import words

Row = person.Assessment | person.NotAssessed
NO_DAYS: dict[str, Any] = dict.fromkeys(("by", "at_latest", "advise_by", "advise_note"))


def row_record(row: Assessment | NotAssessed, language: str) -> Row:
    """An assessment, or the row that says why there is none."""
    return not_assessed(row, language) if isinstance(row, NotAssessed) else assessment_record(row, language)


def not_assessed(row: NotAssessed, language: str) -> person.NotAssessed:
    """What can be said of a year whose rules are not known, or broken."""
    speech = Speech(language).of(row.scheme.wording, row.year)
    how = speech.say("report", "supply_file" if row.scheme.takes_files else "supply_plugin", scheme=row.scheme.id)
    values = {"known": parts.years_text(row.scheme, language), "how": how}
    return _without_rules(row, row.code, speech.say("scheme", "short"), speech, values)


def unworded(row: Assessment | NotAssessed, language: str, code: str = "invalid_wording") -> person.NotAssessed:
    """The row of a scheme whose own sentences cannot be used, or whose rules failed."""
    return _without_rules(row, code, row.scheme.id, Speech(language), {})


def _without_rules(
    row: Assessment | NotAssessed, code: Any, name: str, speech: Speech, values: dict[str, str]
) -> person.NotAssessed:
    return filled(
        person.NotAssessed,
        speech,
        row,
        assessed=False,
        scheme_name=name,
        code=code,
        text=speech.say("report", code, scheme=row.scheme.id, year=str(row.year), **values),
        known_years=row.scheme.years,
    )


def assessment_record(a: Assessment, language: str) -> person.Assessment:
    """Everything an assessment says."""
    speech, edition = a.speech(language), a.edition
    standing = Standing.under(a.basis, speech)
    return filled(
        person.Assessment,
        speech,
        a,
        a.application,
        a.scheme,
        assessed=True,
        coverage_text=speech.say("scheme", "not_covered") if a.is_covered is False else None,
        eligibility_text=_headline(a, speech),
        so_far=any(result.is_so_far for result in a.criteria.values()),
        request_alert=coming.request_alert(a),
        result=coming.result_key(a),
        pending_decisions=tuple(
            person.PendingDecision(
                criterion=decision.id,
                name=speech.say("criteria", decision.id, "name"),
                reason=a.criteria[decision.id].reason(language),
                fact=missing_fact(decision.missing, speech),
            )
            for decision in a.pending_decisions
        ),
        open_questions=tuple(
            filled(person.OpenQuestion, speech, question, bears_on=named("benefits", question.benefits, speech))
            for question in a.open_questions
        ),
        readings=parts.readings(a.readings, speech),
        to_do=tuple(
            sorted(_to_do(a, speech), key=lambda deed: deed.advise_by or deed.by or deed.at_latest or date.max)
        ),
        not_checked_text=speech.say("report", "not_checked") if a.not_checked else None,
        application=_application(a, speech),
        contacts=standing.part("contacts", lambda voice: tuple(parts.contact(one, voice) for one in edition.contacts)),
        evidence=tuple(standing.part(("evidence", item.id), partial(_paper, item, a)) for item in _evidence(a)),
        notes=(*named("notes", edition.notes, speech), *parts.translation_note(a.scheme, language)),
        edition=standing.part("edition", lambda voice: parts.edition(a.scheme, edition, voice, a.as_of)),
    )


def _paper(item: Evidence, a: Assessment, speech: Speech) -> EvidenceRecord:
    handling = speech.say("handling", _handling(item, a))
    return parts.evidence(item, a.edition.criteria, speech, handling_text=handling)


def _application(a: Assessment, speech: Speech) -> person.Application:
    found = a.application
    rule = Standing.under(a.basis, speech).part("application", partial(_application_rule, found, a.as_of))
    return filled(person.Application, speech, found, payment_status_text=_payment_text(a, speech), **vars(rule))


def _application_rule(found: ApplicationResult, as_of: date | None, speech: Speech) -> ApplicationRule:
    window = None if found.window is None else parts.window(found.window, speech, found.status, as_of)
    return filled(ApplicationRule, speech, found, found.rules, window=window)


@makes(person.MissingFact)
def missing_fact(missing: MissingFact, speech: Speech) -> person.MissingFact:
    """A fact that can still change the answer."""
    return filled(person.MissingFact, speech, missing, bears_on=named("benefits", missing.benefits, speech))


def _said(section: str, eligibility: Eligibility, subject_to: Iterable[str], speech: Speech) -> str:
    """The word for an entitlement in a sentence; where only a person's judgement is missing, subject to that."""
    if ids := tuple(subject_to):
        return speech.say(section, "subject_to", criteria=listed("criteria", ids, speech))
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
    if any(result.needs_day for result in a.benefits.values()):
        sentences.append(speech.say("eligibility", "without_a_day"))
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


@makes(person.Benefit)
def benefit(result: BenefitResult, speech: Speech) -> person.Benefit:
    """One benefit: what is due of it, what will be paid, how it is requested."""
    is_answered = result.is_received or result.is_refused  # then nobody asks any more how it was requested
    due = result.eligibility not in {Eligibility.NOT_ELIGIBLE, Eligibility.NOT_COVERED} and not is_answered
    standing = Standing.under(result.basis, speech)
    return filled(
        person.Benefit,
        speech,
        result,
        result.benefit,
        eligibility_text=_benefit_headline(result, speech),
        request_text=speech.say("request", result.request.value) if due else None,
        request_reason=result.request_reason(speech.language) if due else None,
        request_asks=tuple(filled(person.RequestFact, speech, asked) for asked in (result.request_asks if due else ())),
        payable_text=coming.payable_text(result, speech),
        **paid.instalments(result, speech),
        **standing.part(("benefit", result.id), partial(_benefit_rule, result.benefit)),
    )


def _benefit_rule(item: Benefit, speech: Speech) -> dict[str, Any]:
    return _without(vars(filled(AnyBenefit, speech, item, notes=(), instalment_text=None)), "notes", "instalment_text")


def _without(rule: dict[str, Any], *names: str) -> dict[str, Any]:
    """What stands of a rule, without what hangs on the practitioner."""
    return {name: part for name, part in rule.items() if name not in names}


@makes(person.Group)
def group(result: GroupResult, speech: Speech) -> person.Group:
    """What benefits pay together."""
    rule = paid.group_rule(result.group, speech)
    sentences = list(rule.sentences)
    if result.is_cut:
        sentences.append(speech.say("labels", "group_cut"))
    if result.choices:
        choices = listed("choices", result.choices, speech)
        sentences.append(speech.say("labels", "group_choose", benefits=choices))
    own = {"sentences": tuple(sentences), "amount": parts.sums(result.amount, speech)}
    return person.Group(**{**vars(rule), **own}, choices=named("choices", result.choices, speech))


@makes(person.Criterion)
def criterion(result: CriterionResult, speech: Speech) -> person.Criterion:
    """One criterion: its outcome, why, by which rule, and what can be done."""
    criterion = result.criterion
    speech = result.basis.speech(speech.language, criterion)
    standing = Standing.under(result.basis, speech)
    return filled(
        person.Criterion,
        speech,
        result,
        outcome_text=_outcome_text(result, speech),
        facts=tuple([_read(read, result, standing) for read in result.facts_read]),
        **standing.part(("criterion", criterion.id), partial(_criterion_rule, criterion, result.basis.as_of)),
    )


def _criterion_rule(item: Criterion, as_of: date | None, speech: Speech) -> dict[str, Any]:
    own = {"deadline": item.deadline, "advise_by": item.advised(as_of), "notes": ()}
    rule = filled(AnyCriterion, speech, item, established_by_text=parts.established(item, speech), **own)
    said = None if item.condition is None else words(item.condition, speech)
    return {**_without(vars(rule), "notes"), "rule": said}


def _outcome_text(result: CriterionResult, speech: Speech) -> str:
    if result.still_open:
        return speech.say("outcome", "not_met_still_open")
    is_to_be_judged = result.is_judged and result.outcome is Outcome.UNKNOWN
    text = speech.say("outcome", "to_be_judged" if is_to_be_judged else result.outcome.value)
    so_far = result.is_so_far and result.outcome in {Outcome.MET, Outcome.UNKNOWN}
    return f"{text} {speech.say('outcome', 'so_far')}" if so_far else text


def _read(read: TermRead, result: CriterionResult, standing: Standing) -> person.FactRead:
    make = partial(_read_anew, read, result)
    if read.value is None or isinstance(read.value, bool) or read.value in read.term.type.values:  # one of a few
        return standing.part(("read", read.term.digest, read.value, read.decided), make)
    return make(standing.speech)


def _read_anew(read: TermRead, result: CriterionResult, speech: Speech) -> person.FactRead:
    return person.FactRead(
        id=read.term.id,
        is_open_question=isinstance(read.term, OpenQuestion),
        name=speech.name(read.term, result.basis.year),
        value_text=speech.term_value(read.term, read.value),
        known=read.value is not None,
        decided=read.decided,
    )


def _evidence(a: Assessment) -> list[Evidence]:
    found = {item.id: item for result in a.criteria.values() for item in result.evidence}
    return list(found.values())


def _handling(item: Evidence, a: Assessment) -> str:
    """What becomes, or became, of a supporting document."""
    return "was_sent" if item.handling is Handling.SENT and a.basis.is_window_over else item.handling.value


def _to_do(a: Assessment, speech: Speech) -> Iterator[Deed]:
    """What can still be done, for the parts of which money can still come."""
    reachable = [result for result in a.benefits.values() if result.payable.reachable != ZERO]
    if not reachable or not a.is_told:
        return
    wanted = {one.id for result in reachable for one in result.required}
    for result in a.criteria.values():
        remedy = result.remedy(speech.language)
        if result.id in wanted and remedy is not None:
            about, at_latest = speech.say("criteria", result.id, "name"), result.deadline
            by = still_ahead(at_latest, a.as_of)
            advised = result.criterion.advised(a.as_of) if at_latest == result.criterion.deadline else None
            advised = None if advised == at_latest else advised
            at_latest = at_latest if by else result.last_day  # only a later day may be open
            days: dict[str, Any] = {"by": by, "at_latest": at_latest, "advise_by": advised, "advise_note": None}
            yield Deed(what=remedy, about=about, **days)
    yield from _requests(a, reachable, speech)
    if a.eligibility is Eligibility.ELIGIBLE and a.application.payment_status is PaymentStatus.BLOCKED:
        what, about = speech.say("notes", "payment_blocked"), speech.say("report", "payment")
        yield Deed(what=what, about=about, **NO_DAYS)


def _requests(a: Assessment, reachable: list[BenefitResult], speech: Speech) -> Iterator[Deed]:
    dated = a.application.window
    if dated is None:
        return
    is_over = a.basis.is_window_over
    again = [RequestStatus.TO_DO] if is_over else [RequestStatus.TO_DO, RequestStatus.INVALID]
    pending = [result for result in reachable if result.request in again]
    doubtful = {RequestStatus.MISSED, RequestStatus.INVALID, RequestStatus.UNKNOWN} - set(again)
    advised = dated.advised(a.as_of)
    why = speech.say("notes", dated.advise_note) if advised and dated.advise_note else None
    days: dict[str, Any] = {
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
        yield Deed(what=" ".join(said), about=about, **days)
        sent = [speech.say("evidence", item.id, "name") for item in _evidence(a) if item.handling is Handling.SENT]
        if sent:
            what = speech.say("report", "send", documents=formats.listing(sent, speech.language))
            yield Deed(what=what, about=speech.say("report", "evidence"), **days)
    asked = [result for result in reachable if result.request in doubtful]
    if asked:
        contact = speech.say("contacts", a.application.contacts[0].id, "name") if a.application.contacts else ""
        what = speech.say("report", "ask_request", names=_names(asked, speech), contact=contact)
        yield Deed(what=" ".join([what, *_reasons(asked, speech)]), about=about, **NO_DAYS)


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
