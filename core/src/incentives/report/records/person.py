"""The records of one practitioner."""

from collections.abc import Mapping
from datetime import date as day
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from incentives.assessment import Eligibility, Outcome, RequestStatus
from incentives.assessment.outcomes import PaymentStatus
from incentives.comparison import Bar
from incentives.report.records.kept import Kept
from incentives.report.records.pieces import (
    Contact,
    Edition,
    Evidence,
    Named,
    Reading,
    Reference,
    SchemeYear,
    Stated,
    Sums,
)
from incentives.report.records.recording import LATER, Record
from incentives.report.records.rulebook import AnyBenefit, AnyCriterion, ApplicationRule, GroupRule
from incentives.report.records.times import Timeline


class Place(StrEnum):
    """Where something stands in the answer: what a reader does with it."""

    NOW = "now"
    BY = "by"
    LATER = "later"
    TELL_US = "tell_us"
    SILENT = "silent"
    JUDGED = "judged"
    DONE = "done"
    RECEIVED = "received"
    SPENDING = "spending"
    LATE = "late"
    NOT_COUNTED = "not_counted"
    BEWARE = "beware"


class Answer(Record):
    """One thing in the answer: deeds that only pay together, money that comes or came, or what is not known."""

    place: Annotated[Place, "what a reader does with it"]
    text: Annotated[str, "what it is, in a line"]
    money_text: Annotated[str, "what hangs on it, in words; empty where no amount does"]
    steps: Annotated[tuple[str, ...], "what to do, in order: all of it"]
    hints: Annotated[tuple[str, ...], "what else one must know: when, which papers, whom to ask, what is open"]
    worth: Annotated[Decimal | None, "what hangs on it at most; null where no amount does, or nothing bounds it"]
    currency: Annotated[str | None, "ISO 4217; null where no amount hangs on it"]
    by: Annotated[day | None, "the last day for it, where it is known"]
    safer: Annotated[day | None, "a prudent day before that"]
    scheme: Annotated[str | None, "the scheme's id; null where it is of several"]
    years: Annotated[tuple[int, ...], "reference years"]
    benefits: Annotated[tuple[str, ...], "ids of the benefits"]


class RequestFact(Record):
    """A fact that would settle a request."""

    id: Annotated[str, "the fact's id"]
    year: Annotated[int | None, "the year under which to give it; null for a permanent one"]
    question: Annotated[str, "the question to answer"]


class Benefit(AnyBenefit):
    """One benefit: what is due of it, what will be paid, how it is requested."""

    outcome: Annotated[Literal[Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN], "whether it is due on the criteria"]
    eligibility: Annotated[Eligibility, "as for the assessment"]
    eligibility_text: Annotated[str, "the same in words"]
    subject_to: Annotated[tuple[str, ...], "as for the assessment"]
    amount: Annotated[Sums, "the entitlement to this benefit"]
    payable: Annotated[Sums, "what will be paid of it; nothing where it was received already"]
    received: Annotated[bool | None, "whether it was paid already, as told"]
    refused: Annotated[bool | None, "whether the authority refused it, as told"]
    payable_text: Annotated[
        str | None, "a sentence on what was told of its payment, or that it comes only with another benefit"
    ]
    instalment: Annotated[Decimal | None, "one payment, where the edition names it and it is known"]
    payments: Annotated[int | None, "how many of them the reference period has"]
    excluded_by: Annotated[tuple[str, ...], "names of those of them that are due"]
    request: Annotated[RequestStatus, "whether it was requested as it must be"]
    request_text: Annotated[str | None, "the same in a sentence; null where nothing is due"]
    request_reason: Annotated[str | None, "why, where there is more to say"]
    request_asks: Annotated[tuple[RequestFact, ...], "facts that would settle a request which is unknown"]
    blocked_by: Annotated[tuple[str, ...], "names of the criteria that are not met and keep it back"]
    unsettled: Annotated[tuple[str, ...], "names of the criteria that it needs and that are not settled"]


class Group(GroupRule):
    """What benefits pay together."""

    choices: Annotated[tuple[str, ...], "names of the alternatives between which to choose, or perhaps"]
    amount: Annotated[Sums, "what they pay in all"]


class FactRead(Record):
    """A fact or an open question that a criterion read."""

    id: Annotated[str, "the fact's or the open question's id"]
    is_open_question: Annotated[bool, "whether it is an open question"]
    name: Annotated[str, "its name, with the year"]
    value_text: Annotated[str, "its value, for people"]
    known: Annotated[bool, "whether it was given"]
    decided: Annotated[bool, "whether the outcome rests on it"]


class Criterion(AnyCriterion):
    """One criterion: its outcome, why, by which rule, and what can be done."""

    outcome: Annotated[Outcome, "waived: set aside by the authority, counts as met"]
    outcome_text: Annotated[str, 'the same in words, with "so far" before the deadline']
    reason: Annotated[str, "why, in one or two sentences"]
    rule: Annotated[str | None, "the condition in words; null where it isn't asked"]
    facts: Annotated[tuple[FactRead, ...], "all that it read, and those of others from which its outcome follows"]
    remedy: Annotated[str | None, "what to do so that it becomes met; null where nothing can or need be done"]
    still_open: Annotated[bool, "not met, but a deed before the deadline can still make it so"]
    so_far: Annotated[bool, "the deadline hasn't passed"]
    evidence: Annotated[tuple[str, ...], "names of its papers"]


class MissingFact(RequestFact):
    """A fact that can still change the answer."""

    help: Annotated[str | None, "where to find the answer, what counts"]
    bears_on: Annotated[tuple[str, ...], "names of the benefits that it bears on"]
    spread: Annotated[Decimal | None, "by how much the amount is open there; null where unbounded"]


class PendingDecision(Record):
    """What a person judges."""

    criterion: Annotated[str, "the id of the criterion that a person judges"]
    name: Annotated[str, "its name"]
    reason: Annotated[str, "what is judged, in one or two sentences"]
    fact: Annotated[MissingFact, "the fact under which to give the decision once it is taken"]


class OpenQuestion(Stated):
    """A point on which the texts are silent, and whom to ask."""

    why: Annotated[str | None, "what the texts say, and where they stop"]
    ask: Annotated[Contact, "whom to ask"]
    bears_on: Annotated[tuple[str, ...], "names of the benefits that it bears on"]


class Deed(Record):
    """What can still be done, and by when."""

    what: Annotated[str, "what to do"]
    by: Annotated[day | None, "by when, where the day is known"]
    at_latest: Annotated[day | None, "a day after which it is surely too late, where only that is known"]
    advise_by: Annotated[day | None, "a prudent day to act by, before that, until it has passed; never a closing day"]
    advise_note: Annotated[str | None, "whose practice that day is taken from; null where the deadline itself is known"]
    about: Annotated[str, "what it is about"]


class Application(ApplicationRule):
    """Where, how and when to apply, as of the day."""

    payment_status: Annotated[PaymentStatus, "whether what is due can be paid; it never changes what is due"]
    payment_status_text: Annotated[str | None, "the same in a sentence"]


class Assessment(SchemeYear):
    """Everything that is to be said of one scheme and year."""

    assessed: Annotated[Literal[True], "true"]
    scheme_name: Annotated[str, "its short name"]
    scheme_full_name: Annotated[str, "its full name"]
    jurisdiction: Annotated[str, "country code"]
    authority: Annotated[str, "the body that pays, by its own name"]
    covered: Annotated[bool | None, "whether the edition's text covers the profession; null while that is not told"]
    coverage_text: Annotated[str | None, "a sentence for a profession that it doesn't cover"]
    eligibility: Annotated[
        Eligibility, "something is certain; possible; in reach; none of these; the text is for others"
    ]
    eligibility_text: Annotated[str, "the same in a sentence"]
    subject_to: Annotated[
        tuple[str, ...], "criteria that a person judges, where these alone keep something from being due"
    ]
    so_far: Annotated[bool, "whether a deadline of a criterion is still open, so that what is met can change"]
    request_alert: Annotated[Literal["missed", "invalid"] | None, "what threatens a benefit that is due"]
    result: Annotated[str, "the word of the summary: the eligibility, and what becomes of money that is due"]
    told: Annotated[bool, "whether anything is told of the scheme for that year; if not, no sum and no list counts it"]
    amount: Annotated[Sums, "the entitlement over all benefits"]
    payable: Annotated[Sums, "what will be paid of it, without what was received already"]
    received: Annotated[Sums, "what was received already, as far as it was told"]
    benefits: Annotated[tuple[Benefit, ...], "one for each benefit of the edition"]
    groups: Annotated[tuple[Group, ...], "benefits under one ceiling, or of which one is received"]
    criteria: Annotated[tuple[Criterion, ...], "every criterion, in the edition's order"]
    missing_facts: Annotated[tuple[MissingFact, ...], "those that can still change the answer, the largest range first"]
    pending_decisions: Annotated[tuple[PendingDecision, ...], "what a person judges and can still change the amount"]
    open_questions: Annotated[tuple[OpenQuestion, ...], "those that can still change the answer"]
    readings: Annotated[tuple[Reading, ...], "open questions that the reader answered"]
    to_do: Annotated[tuple[Deed, ...], "what can still be done, by date"]
    not_checked: Annotated[tuple[str, ...], "names of criteria copied from the body that attests them"]
    not_checked_text: Annotated[str | None, "a sentence about them"]
    application: Annotated[Application, "where, how and when, as of the day"]
    contacts: Annotated[tuple[Contact, ...], "whom to ask"]
    evidence: Annotated[tuple[Evidence, ...], "the papers needed in this situation"]
    notes: Annotated[tuple[str, ...], "sentences about the edition"]
    edition: Annotated[Edition, "the rules used"]
    as_of: Annotated[day | None, "the day on which it is asked"]


class ShownRow(SchemeYear):
    """A row of which nothing is told."""

    shown: Annotated[bool, "whether it is laid out all the same, since its scheme was asked for by name"]


class Untold(Record):
    """Rows of which nothing is told, and the one question to answer first."""

    jurisdiction: Annotated[str, "country code"]
    rows: Annotated[tuple[ShownRow, ...], "the rows: all of a country where nothing of it is told, else one"]
    question: Annotated[str | None, "id of the fact to answer first; null for a country where one doesn't practise"]
    question_year: Annotated[int | None, "the year that it belongs to"]
    text: Annotated[str, "the same in sentences"]


class NotAssessed(SchemeYear):
    """A year of which nothing can be said, and why."""

    assessed: Annotated[Literal[False], "false"]
    scheme_name: Annotated[str, "its short name"]
    code: Annotated[
        Literal["unknown_edition", "invalid_edition", "invalid_wording", "assessment_failed"],
        "the rules are not known, or broken; its sentences are; the rules failed on these facts: see failures",
    ]
    text: Annotated[str, "the same in a sentence"]
    known_years: Annotated[tuple[int, ...], "the years of which rules are known"]


class BenefitAmounts(Named):
    """One benefit of a result that was saved without answers: what it comes to."""

    __table__ = "benefits"
    eligibility: Annotated[Eligibility, "as for the assessment"]
    amount: Annotated[Sums, "the entitlement to this benefit"]
    payable: Annotated[Sums, "what will be paid of it"]


class AmountsOnly(SchemeYear):
    """A scheme and year of a result that was saved without answers: what it comes to, and by which rules."""

    assessed: Annotated[Literal["amounts_only"], "that it was, and that the amounts alone were saved"]
    scheme_name: Annotated[str, "its short name"]
    jurisdiction: Annotated[str, "country code"]
    authority: Annotated[str, "the body that pays, by its own name"]
    eligibility: Annotated[Eligibility, "as for the assessment"]
    told: Annotated[bool, "whether anything is told of the scheme for that year; if not, no sum counts it"]
    amount: Annotated[Sums, "the entitlement over all benefits"]
    payable: Annotated[Sums, "what will be paid of it, without what was received already"]
    benefits: Annotated[tuple[BenefitAmounts, ...], "one for each benefit of the edition"]
    edition: Annotated[Edition, "the rules"]


class Rate(Record):
    """What one unit of another currency is worth."""

    currency: Annotated[str, "ISO 4217"]
    rate: Annotated[str, "how many units of the sum's currency one unit is"]


class SumAtRates(Sums):
    """One sum over every currency, at rates that the user gave."""

    rates: Annotated[tuple[Rate, ...], "the rates that were given"]
    text: Annotated[str, "all of it in a sentence"]


class Apart(SchemeYear):
    """Two schemes that are not received together for one year."""

    other: Annotated[str, "id of the other"]
    why: Annotated[Bar, "the other goes first; or the practitioner receives one of the two"]
    text: Annotated[str, "the same in a sentence"]
    references: Annotated[tuple[Reference, ...], "where it is written"]


class Comparison(Record):
    """What one practitioner is due, by year and scheme, with the sums."""

    label: Annotated[str | None, "the situation's label"]
    as_of: Annotated[day | None, "the day on which it is asked"]
    as_of_text: Annotated[str | None, "a sentence: seen on that day, and based on the answers"]
    notices: Annotated[tuple[str, ...], "answers that were not used, or do not go well together, each with its path"]
    answer: Annotated[tuple[Answer, ...], "what to do, by when, for how much, over all schemes and years"]
    told: Annotated[int, "of how many schemes and years something is told"]
    rows: Annotated[
        tuple[Assessment | NotAssessed | AmountsOnly, ...], "by year and scheme; the key assessed tells which"
    ]
    totals: Annotated[tuple[Sums, ...], "what will be paid, by currency, over the rows of which something is told"]
    received: Annotated[tuple[Sums, ...], "what was received already, as far as it was told, by currency"]
    untold: Annotated[tuple[Untold, ...], "rows of which nothing is told for their year, which no sum holds"]
    totals_note: Annotated[
        str, "sentences: what the sums hold, on which condition, and by which rules of the user's own"
    ]
    totals_by_year: Annotated[Mapping[str, tuple[Sums, ...]], "the same for each reference year; the year is text"]
    total_in: Annotated[SumAtRates | None, "one sum over every currency; only with compare --total-in"]
    apart: Annotated[tuple[Apart, ...], "schemes that are not received together for one year; the sums never add them"]
    timeline: Annotated[Timeline | None, "what happens when; only with --timeline"]
    kept: Annotated[
        Kept | None, "what it takes to work it out again; null in formats for people, and without answers", LATER
    ]
    not_kept: Annotated[
        str | None,
        "a sentence, where it cannot be worked out again nor explained: the answers were left out, or a plugin's rules "
        "cannot be written as data",
        LATER,
    ]
