"""What the records of every report are made of."""

from datetime import date as day
from decimal import Decimal
from typing import Annotated

from incentives.catalogue.failures import Stage
from incentives.report.records.recording import Record
from incentives.scheme.application import Handling
from incentives.scheme.freshness import Freshness
from incentives.scheme.references import Confidence
from incentives.values import WindowStatus


class Fresh(Record):
    """Whether an edition should be checked before anybody relies on it."""

    freshness: Annotated[Freshness | None, "whether it should be checked before anybody relies on it, on the day asked"]
    freshness_text: Annotated[str | None, "a sentence if it should"]


class Sure(Record):
    """How sure something is."""

    confidence: Annotated[Confidence, "of the least sure figure"]
    confidence_text: Annotated[str, "the same in words"]


class EditionMark(Fresh, Sure):
    """Of which year an edition is, whose, and how far it can be relied on."""

    year: Annotated[int, "reference year"]
    projected_text: Annotated[str | None, "a sentence if the rules are announced only"]
    user_supplied: Annotated[bool, "whether the user supplied it, and not the scheme's plugin"]
    user_file: Annotated[str | None, "the user's file, as it was named; null for the plugin's own"]
    user_supplied_text: Annotated[str | None, "the same in a sentence"]


class Reference(Sure):
    """Where something is written, and how sure that is."""

    document: Annotated[str, "its title, in its own language"]
    publisher: Annotated[str | None, "who published it"]
    date: Annotated[day | None, "when"]
    url: Annotated[str | None, "where it can be read"]
    place: Annotated[str, "the place in it"]


class Sourced(Record):
    """What is said of something, and where it is written."""

    notes: Annotated[tuple[str, ...], "sentences about it"]
    references: Annotated[tuple[Reference, ...], "where it is written"]


class Named(Record):
    """A part of an edition."""

    id: Annotated[str, "its id in the scheme"]
    name: Annotated[str, "its name"]


class SchemeYear(Record):
    """A scheme and a year."""

    scheme: Annotated[str, "the scheme's id"]
    year: Annotated[int, "reference year"]


class Cost(Record):
    """What is certain and possible, for programs and for people."""

    currency: Annotated[str, "ISO 4217"]
    certain: Annotated[Decimal, "due whatever the missing facts and open questions turn out to be"]
    possible: Annotated[Decimal | None, "due at most; null where nothing bounds it"]
    certain_text: Annotated[str, "for people, with the currency"]
    possible_text: Annotated[str, "same"]


class Stated(Record):
    """An open question."""

    id: Annotated[str, "its id, as answered under readings"]
    statement: Annotated[str, "the statement that holds if the answer is yes"]


class Sums(Cost):
    """What is certain, possible and within reach, for programs and for people."""

    reachable: Annotated[Decimal | None, "due at most if every deed still possible is done in time"]
    reachable_text: Annotated[str, "same"]


class Bounds(Record):
    """Days that are certain where the exact ones are not known."""

    start: Annotated[day, "not before"]
    end: Annotated[day, "not after"]


class Window(Sourced):
    """When one can apply, as far as it is known."""

    opens: Annotated[day | None, "the first day"]
    open_by: Annotated[day | None, "a day on which it is known to be open already"]
    closes: Annotated[day | None, "the last day that is surely still open"]
    closes_at_latest: Annotated[day | None, "where the sources disagree, the last day that may be open"]
    within: Annotated[Bounds | None, "bounds that are certain where the days are not known"]
    planned: Annotated[bool, "whether the text calls its own dates provisional"]
    advise_by: Annotated[day | None, "a prudent day to act by, until it has passed; never a closing day"]
    advise_text: Annotated[str | None, "the same in a sentence, with whose practice it is; or that it has passed"]
    status: Annotated[WindowStatus | None, "on the day asked; null in show and compare-schemes"]
    status_text: Annotated[str | None, "the same in words"]
    text: Annotated[str, "the window in one phrase"]


class Payment(Sourced):
    """When it is paid, as far as it is known."""

    start: Annotated[day | None, "it is paid on or after this day"]
    end: Annotated[day | None, "it is paid on or before this day"]
    planned: Annotated[bool, "whether the text calls it provisional"]
    text: Annotated[str, "the payment in one phrase"]


class Contact(Named):
    """Whom to ask, how, when, and what to quote."""

    __table__ = "contacts"
    email: Annotated[str | None, "email"]
    phone: Annotated[str | None, "phone"]
    address: Annotated[str | None, "address"]
    url: Annotated[str | None, "url"]
    languages: Annotated[tuple[str, ...], "in which one writes to it, ISO 639; empty where it takes any"]
    hours: Annotated[str | None, "when"]
    quote: Annotated[str | None, "what to quote"]


class Evidence(Named):
    """A supporting document, and the criteria that it is for."""

    __table__ = "evidence"
    handling: Annotated[Handling, "sent to the payer, kept for controls, or not asked"]
    handling_text: Annotated[str, "the same in words"]
    for_: Annotated[tuple[str, ...], "names of the criteria that it is for"]
    details: Annotated[tuple[str, ...], "sentences: what it must show, when it is asked"]
    formats: Annotated[tuple[str, ...], "file formats accepted for an upload"]
    max_megabytes: Annotated[int | None, "the largest upload accepted"]
    references: Annotated[tuple[Reference, ...], "where that is written"]


class Edition(EditionMark):
    """Which rules were used, how sure they are, whether they are still to be relied on, and their digest."""

    scheme: Annotated[str, "the scheme's id"]
    digest: Annotated[str, "SHA-256 of everything that the edition says: quote it to say which rules were used"]
    verified_on: Annotated[day, "the day on which it was last compared with its sources"]
    verified_on_text: Annotated[str, "the same, for people"]
    expected_next: Annotated[day | None, "the day from which newer rules are to be expected"]
    projected: Annotated[bool, "announced only"]
    period_start: Annotated[day, "first day that the facts refer to"]
    period_end: Annotated[day, "last day"]
    decides: Annotated[str, "a sentence: who decides"]


class Failure(Record):
    """A plugin that failed; what it would have said is missing."""

    plugin: Annotated[str, "its entry point, or several joined by commas"]
    distribution: Annotated[str, "with its version"]
    stage: Annotated[Stage, "where it failed"]
    code: Annotated[str, "a stable word"]
    message: Annotated[str, "what is wrong and what to do"]
    scheme: Annotated[str | None, "the scheme concerned"]
    year: Annotated[int | None, "the edition concerned"]


class Reading(Stated):
    """An open question that the reader answered."""

    answer: Annotated[bool, "the reader's answer"]
    answer_text: Annotated[str, "the same in words"]
