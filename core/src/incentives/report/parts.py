"""The small parts that every report is made of."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from incentives.report.filler import filled, makes, named
from incentives.report.records.pieces import (
    Contact,
    Cost,
    EditionMark,
    Evidence,
    Payment,
    Reading,
    Reference,
    Sums,
    Window,
)
from incentives.report.records.pieces import Edition as EditionUsed
from incentives.report.records.rulebook import QuestionRule
from incentives.rules.facts import OpenQuestion
from incentives.scheme import application
from incentives.scheme import references as written
from incentives.scheme.builders import EditionDates
from incentives.scheme.criterion import Criterion, Standing
from incentives.scheme.edition import Edition
from incentives.scheme.freshness import Freshness, freshness
from incentives.scheme.scheme import Scheme
from incentives.values import Period, WindowStatus
from incentives.wording import Speech, formats

if TYPE_CHECKING:
    from incentives.assessment import MissingFact

C = TypeVar("C", bound=Cost)
M = TypeVar("M", bound=EditionMark)
ENDS = ("certain", "possible", "reachable")


@makes(Cost)
def cost(value: Any, speech: Speech) -> Cost:
    """What is certain and possible, for programs and for people."""
    return _money(Cost, ENDS[:2], value, speech)


@makes(Sums)
def sums(value: Any, speech: Speech) -> Sums:
    """What is certain, possible and within reach, for programs and for people."""
    return _money(Sums, ENDS, value, speech)


def _money(kind: type[C], ends: Iterable[str], value: Any, speech: Speech) -> C:
    texts = {f"{end}_text": money_text(getattr(value, end), value.currency, speech) for end in ends}
    return filled(kind, speech, value, **texts)


def texts(amount: Cost) -> dict[str, str]:
    """What it says for people: what is certain first."""
    return {end: getattr(amount, f"{end}_text") for end in ENDS if hasattr(amount, end)}


def money_text(part: Decimal | None, currency: str, speech: Speech) -> str:
    """An amount; that nothing bounds it, where it is ``None``."""
    return speech.say("report", "unbounded") if part is None else formats.amount(part, currency, speech.language)


@makes(Reference)
def reference(item: written.Reference, speech: Speech) -> Reference:
    """Where something is written, and how sure that is."""
    document = item.document
    return filled(Reference, speech, item, document, document=document.title, date=document.published_on)


def references(items: Iterable[written.Reference], speech: Speech) -> tuple[Reference, ...]:
    """Where something is written."""
    return tuple(reference(item, speech) for item in items)


@makes(Contact)
def contact(item: application.Contact, speech: Speech) -> Contact:
    """Whom to ask, how, when, and what to quote."""
    told = {what: speech.find("contacts", item.id, what) for what in ("hours", "quote")}
    return filled(Contact, speech, item, **told)


def readings(answers: Mapping[str, bool], speech: Speech) -> tuple[Reading, ...]:
    """The open questions that the reader answered."""
    return tuple(
        Reading(
            id=id,
            statement=speech.say("questions", id, "statement"),
            answer=answer,
            answer_text=speech.say("values", "yes" if answer else "no"),
        )
        for id, answer in answers.items()
    )


@makes(QuestionRule)
def question(item: OpenQuestion, speech: Speech) -> QuestionRule:
    """A point on which the texts are silent."""
    return QuestionRule(
        id=item.id,
        statement=speech.say("questions", item.id, "statement"),
        why=speech.find("questions", item.id, "why"),
        ask=speech.say("contacts", item.ask, "name"),
    )


def place(id: str, year: int | None, speech: Speech) -> str:
    """Where a fact is written in a situation file."""
    return speech.say("labels", "place", year=str(year), id=id) if year else f"{id} ="


def asked(question: "MissingFact", speech: Speech) -> str:
    """A question, and where its answer is written."""
    return f"{question.question(speech.language)} ({place(question.id, question.year, speech)})"


def reached(name: str, *ways: str | None) -> str:
    """Somebody to ask, with the ways to reach them that there are."""
    return ", ".join([name, *(way.rstrip(".") for way in ways if way)])


def established(item: Criterion, speech: Speech) -> str | None:
    """Who establishes a criterion; nobody does where it is not asked."""
    return speech.say("established_by", item.established_by.value) if item.standing is Standing.ASKED else None


def translation_note(scheme: Scheme, language: str) -> tuple[str, ...]:
    """That the wording is our own translation, where it is."""
    return (Speech(language).say("labels", "ours"),) if scheme.wording.is_ours(language) else ()


@makes(Window)
def window(
    dated: application.DatedWindow, speech: Speech, status: WindowStatus | None = None, as_of: date | None = None
) -> Window:
    """When one can apply, as far as it is known, and what is prudent, until that day has passed."""
    return filled(
        Window,
        speech,
        dated,
        dated.days,
        advise_by=dated.advised(as_of),
        advise_text=advice_text(dated, speech, as_of),
        status=status,
        status_text=None if status is None else speech.say("window", status.value),
        text=window_text(dated, speech),
        references=references((*dated.references, *dated.advise_references), speech),
    )


def advice_text(dated: application.DatedWindow, speech: Speech, as_of: date | None = None) -> str | None:
    """The prudent day to act by, and whose practice it is taken from; that it has passed, while one can still act."""
    is_closed = as_of is not None and dated.days.status(as_of) is WindowStatus.CLOSED
    if dated.advise_by is None or dated.advise_note is None or is_closed:
        return None
    day, why = formats.day(dated.advise_by, speech.language), speech.say("notes", dated.advise_note)
    return speech.say("window", "to_be_safe" if dated.advised(as_of) else "was_safe", date=day, why=why)


def window_text(dated: application.DatedWindow, speech: Speech, within: str = "within") -> str:
    """A window in one phrase; ``within`` is the phrase for bounds of days that are not known."""
    days = dated.days
    known = {
        name: formats.day(day, speech.language)
        for name in ("opens", "open_by", "closes", "closes_at_latest")
        if (day := getattr(days, name)) is not None
    }
    if days.within is not None:
        known |= _ends(days.within, speech)
    if "closes" in known:
        start = "from" if "opens" in known else "open_by" if "open_by" in known else "until"
        end = "_or_later" if "closes_at_latest" in known else ""
        sentence = speech.say("window", f"{start}{end}", **known)
    else:
        sentence = speech.say("window", within if days.within else "days_unknown", **known)
    return f"{sentence} {speech.say('window', 'planned')}" if days.planned else sentence


def _ends(period: Period, speech: Speech) -> dict[str, str]:
    return {"start": formats.day(period.start, speech.language), "end": formats.day(period.end, speech.language)}


def payment_text(item: application.Payment, speech: Speech) -> str:
    """When it is paid in one phrase."""
    text = speech.say("payment", "unknown")
    if item.period is not None:
        text = speech.say("payment", "between", **_ends(item.period, speech))
    return f"{text} {speech.say('window', 'planned')}" if item.planned else text


@makes(Payment)
def payment(item: application.Payment, speech: Speech) -> Payment:
    """When it is paid, as far as it is known."""
    return filled(Payment, speech, item, text=payment_text(item, speech))


def evidence(item: application.Evidence, criteria: Iterable[Criterion], speech: Speech, **own: Any) -> Evidence:
    """A supporting document, and the criteria that it is for."""
    purpose = [criterion.id for criterion in criteria if item.id in criterion.evidence]
    return filled(Evidence, speech, item, for_=named("criteria", purpose, speech), **own)


def freshness_of(scheme: Scheme, item: Edition | EditionDates, as_of: date | None, language: str) -> dict[str, Any]:
    """Whether an edition should be checked before anybody relies on it; nothing is said without a day."""
    if as_of is None:
        return {"freshness": None, "freshness_text": None}
    found = freshness(item, scheme, as_of)
    days = {"verified": item.verified_on, "expected": item.expected_next, "as_of": as_of}
    told = {name: formats.day(day, language) for name, day in days.items() if day}
    text = None if found is Freshness.CURRENT else Speech(language).say("freshness", found.value, **told)
    return {"freshness": found, "freshness_text": text}


def marked(  # what an edition is marked with
    kind: type[M], scheme: Scheme, item: Edition, speech: Speech, as_of: date | None, /, *sources: object, **own: Any
) -> M:
    """A record of an edition: whose it is, whether it is announced only, and whether it should be checked."""
    core = Speech(speech.language)  # these are the library's own words, which no plugin has
    return filled(
        kind,
        speech,
        *sources,
        item,
        user_supplied_text=core.say("report", "user_supplied", file=item.source) if item.user_supplied else None,
        projected_text=speech.say("report", "projected") if item.projected else None,
        **freshness_of(scheme, item, as_of, speech.language),
        **own,
    )


def years_text(scheme: Scheme, language: str) -> str:
    """The years of which a scheme's rules are known, those that the user supplied marked."""
    mine = {item.year for item in scheme.user_editions}
    speech = Speech(language)
    marked = (speech.say("labels", "user_year", year=str(one)) if one in mine else str(one) for one in scheme.years)
    return formats.listing(marked, language)


def edition(scheme: Scheme, item: Edition, speech: Speech, as_of: date | None = None) -> EditionUsed:
    """Which rules were used, how sure they are, whether they are still to be relied on, and their digest."""
    return marked(
        EditionUsed,
        scheme,
        item,
        speech,
        as_of,
        verified_on_text=formats.day(item.verified_on, speech.language),
        period_start=item.period.start,
        period_end=item.period.end,
    )
