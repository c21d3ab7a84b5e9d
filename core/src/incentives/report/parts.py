"""The small parts that every report's content is made of."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from incentives.scheme.application import Contact, DatedWindow, Evidence, Payment
from incentives.scheme.builders import EditionDates
from incentives.scheme.criterion import Criterion, Standing
from incentives.scheme.edition import Edition
from incentives.scheme.freshness import Freshness, freshness
from incentives.scheme.references import Reference
from incentives.scheme.scheme import Scheme
from incentives.values import Period, WindowStatus
from incentives.wording import Speech, formats

if TYPE_CHECKING:
    from incentives.assessment.outcomes import Amount

Content = dict[str, Any]


def iso(day: date | None) -> str | None:
    """A date for programs."""
    return None if day is None else day.isoformat()


def amount(value: "Amount", speech: Speech) -> Content:
    """Certain, possible and reachable, for programs and for people."""

    def text(part: Decimal | None) -> str:
        unbounded = speech.say("report", "unbounded")
        return unbounded if part is None else formats.amount(part, value.currency, speech.language)

    return {
        "currency": value.currency,
        "certain": f"{value.certain:.2f}",
        "possible": None if value.possible is None else f"{value.possible:.2f}",
        "reachable": None if value.reachable is None else f"{value.reachable:.2f}",
        "certain_text": text(value.certain),
        "possible_text": text(value.possible),
        "reachable_text": text(value.reachable),
    }


def references(items: Iterable[Reference], speech: Speech) -> list[Content]:
    """Where something is written, and how sure that is."""
    return [
        {
            "document": item.document.title,
            "publisher": item.document.publisher,
            "date": iso(item.document.published_on),
            "url": item.document.url,
            "place": item.place,
            "confidence": item.confidence.value,
            "confidence_text": speech.say("confidence", item.confidence.value),
        }
        for item in items
    ]


def contacts(items: Iterable[Contact], speech: Speech) -> list[Content]:
    """Whom to ask, how, when, and what to quote."""
    return [
        {
            "id": item.id,
            "name": speech.say("contacts", item.id, "name"),
            "email": item.email,
            "phone": item.phone,
            "address": item.address,
            "url": item.url,
            "hours": speech.find("contacts", item.id, "hours"),
            "quote": speech.find("contacts", item.id, "quote"),
        }
        for item in items
    ]


def notes(ids: Iterable[str], speech: Speech) -> list[str]:
    """The sentences of some notes."""
    return [speech.say("notes", id) for id in ids]


def place(id: str, year: int | None, speech: Speech) -> str:
    """Where a fact is written in a situation file."""
    return speech.say("labels", "place", year=str(year), id=id) if year else f"{id} ="


def established(item: Criterion, speech: Speech) -> str | None:
    """Who establishes a criterion; nobody does where it is not asked."""
    return speech.say("established_by", item.established_by.value) if item.standing is Standing.ASKED else None


def translation_note(scheme: Scheme, language: str) -> list[str]:
    """That the wording is our own translation, where it is."""
    return [Speech(language).say("labels", "ours")] if scheme.wording.is_ours(language) else []


def window(
    dated: DatedWindow | None, status: WindowStatus | None, speech: Speech, as_of: date | None = None
) -> Content | None:
    """When one can apply, as far as it is known, and what is prudent, until that day has passed."""
    if dated is None:
        return None
    days = dated.days
    within = None if days.within is None else {"start": iso(days.within.start), "end": iso(days.within.end)}
    return {
        "opens": iso(days.opens),
        "open_by": iso(days.open_by),
        "closes": iso(days.closes),
        "closes_at_latest": iso(days.closes_at_latest),
        "within": within,
        "planned": days.planned,
        "advise_by": iso(dated.advised(as_of)),
        "advise_text": advice_text(dated, speech, as_of),
        "status": None if status is None else status.value,
        "status_text": None if status is None else speech.say("window", status.value),
        "text": window_text(dated, speech),
        "notes": notes(dated.notes, speech),
        "references": references((*dated.references, *dated.advise_references), speech),
    }


def advice_text(dated: DatedWindow, speech: Speech, as_of: date | None = None) -> str | None:
    """The prudent day to act by, and whose practice it is taken from; that it has passed, while one can still act."""
    is_closed = as_of is not None and dated.days.status(as_of) is WindowStatus.CLOSED
    if dated.advise_by is None or dated.advise_note is None or is_closed:
        return None
    day, why = formats.day(dated.advise_by, speech.language), speech.say("notes", dated.advise_note)
    return speech.say("window", "to_be_safe" if dated.advised(as_of) else "was_safe", date=day, why=why)


def window_text(dated: DatedWindow, speech: Speech, within: str = "within") -> str:
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


def payment(item: Payment, speech: Speech) -> Content:
    """When it is paid, as far as it is known."""
    text = speech.say("payment", "unknown")
    if item.period is not None:
        text = speech.say("payment", "between", **_ends(item.period, speech))
    if item.planned:
        text = f"{text} {speech.say('window', 'planned')}"
    return {
        "start": iso(item.period.start) if item.period else None,
        "end": iso(item.period.end) if item.period else None,
        "planned": item.planned,
        "text": text,
        "notes": notes(item.notes, speech),
        "references": references(item.references, speech),
    }


def evidence(item: Evidence, criteria: Iterable[Criterion], speech: Speech) -> Content:
    """A supporting document, and the criteria that it is for."""
    return {
        "id": item.id,
        "name": speech.say("evidence", item.id, "name"),
        "handling": item.handling.value,
        "handling_text": speech.say("handling", item.handling.value),
        "for": [
            speech.say("criteria", criterion.id, "name") for criterion in criteria if item.id in criterion.evidence
        ],
        "details": [speech.say("evidence_details", id) for id in item.details],
        "formats": list(item.formats),
        "max_megabytes": item.max_megabytes,
        "references": references(item.references, speech),
    }


def origin(item: Edition, language: str) -> Content:
    """Whether the user supplied an edition, and from which file; in the library's own words, which no plugin has."""
    text = Speech(language).say("report", "user_supplied", file=item.source) if item.user_supplied else None
    return {
        "user_supplied": item.user_supplied,
        "user_file": item.user_file,
        "user_supplied_text": text,
    }


def freshness_of(scheme: Scheme, item: Edition | EditionDates, as_of: date | None, language: str) -> Content:
    """Whether an edition should be checked before anybody relies on it; nothing is said without a day."""
    if as_of is None:
        return {"freshness": None, "freshness_text": None}
    found = freshness(item, scheme, as_of)
    days = {"verified": item.verified_on, "expected": item.expected_next, "as_of": as_of}
    told = {name: formats.day(day, language) for name, day in days.items() if day}
    is_current = found is Freshness.CURRENT
    text = None if is_current else Speech(language).say("freshness", found.value, **told)
    return {"freshness": found.value, "freshness_text": text}


def years_text(scheme: Scheme, language: str) -> str:
    """The years of which a scheme's rules are known, those that the user supplied marked."""
    mine = {item.year for item in scheme.user_editions}
    speech = Speech(language)
    marked = (speech.say("labels", "user_year", year=str(one)) if one in mine else str(one) for one in scheme.years)
    return formats.listing(marked, language)


def edition(scheme: Scheme, item: Edition, speech: Speech, as_of: date | None = None) -> Content:
    """Which rules were used, how sure they are, whether they are still to be relied on, and their digest."""
    return {
        "scheme": item.scheme,
        "year": item.year,
        "digest": item.digest,
        "confidence": item.confidence.value,
        "confidence_text": speech.say("confidence", item.confidence.value),
        "verified_on": iso(item.verified_on),
        "verified_on_text": formats.day(item.verified_on, speech.language),
        "expected_next": iso(item.expected_next),
        **freshness_of(scheme, item, as_of, speech.language),
        "projected": item.projected,
        "projected_text": speech.say("report", "projected") if item.projected else None,
        "period_start": iso(item.period.start),
        "period_end": iso(item.period.end),
        "decides": speech.say("scheme", "decides"),
        **origin(item, speech.language),
    }
