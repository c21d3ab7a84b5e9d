"""Records laid out in blocks, for people: the answer first, then why, then how, then where it is written."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from incentives.report.blocks import Block, Heading, Listing, Paragraph, Point
from incentives.report.parts import reached
from incentives.report.records.pieces import Contact, EditionMark, Evidence, Reference
from incentives.report.records.rulebook import ApplicationRule, GroupRule, QuestionRule
from incentives.report.records.whole import Report
from incentives.wording import Speech, formats

if TYPE_CHECKING:
    from incentives.report.records.person import OpenQuestion


@frozen(eq=False)
class Labels:
    """The library's own words around the content, in its language.

    Attributes:
        speech: the language.
        table: of the wording, where the labels are that are asked for by name.
    """

    speech: Speech
    table: str = "labels"

    def __call__(self, key: str, **values: object) -> str:
        """One label, filled in."""
        return self.speech.say(self.table, key, **{name: str(value) for name, value in values.items()})

    def of(self, table: str) -> "Labels":
        """The labels of another table."""
        return Labels(self.speech, table)

    def day(self, day: date | None) -> str:
        """A date in words."""
        return formats.day(day, self.speech.language) if day else self.speech.say("labels", "not_known")

    def pair(self, key: str, value: object) -> str:
        """A label and what it stands for."""
        return self.tied(self(key), value)

    def tied(self, name: object, value: object) -> str:
        """A name and a value, with the language's colon."""
        return self.speech.say("labels", "pair", a=str(name), b=str(value))

    def listing(self, items: Iterable[str]) -> str:
        """Several things in one sentence."""
        return formats.listing(items, self.speech.language)

    def names(self, key: str, **names: Iterable[str]) -> list[str]:
        """A label over several things in one sentence, or nothing where there are none."""
        found = {name: self.listing(items) for name, items in names.items()}
        return [self(key, **found)] if all(found.values()) else []


def labels_of(report: Report) -> Labels:
    """The labels in the report's language."""
    return Labels(Speech(report.language))


def year(marked: EditionMark, say: Labels) -> str:
    """A year, with a mark where the user supplied its rules."""
    return say("user_year", year=marked.year) if marked.user_supplied else str(marked.year)


def warnings(marked: EditionMark, say: Labels, name: str = "") -> Iterator[Block]:
    """Whose an edition is, that it is announced only, that it should be checked: as far as there is reason."""
    for text in filter(None, (marked.user_supplied_text, marked.projected_text, marked.freshness_text)):
        yield Paragraph(say.tied(name, text) if name else text, strong=True)


def listed(points: Iterable[Point]) -> Iterator[Block]:
    """A list, or nothing."""
    if items := tuple(points):
        yield Listing(items)


def points(texts: Iterable[str]) -> Iterator[Block]:
    """A list of plain points, or nothing."""
    return listed(map(Point, texts))


def section(level: int, title: str, body: Iterable[Block]) -> Iterator[Block]:
    """A heading over a body, or nothing where the body is empty."""
    inner = list(body)
    if inner:
        yield Heading(level, title)
        yield from inner


def references(items: Iterable[Reference]) -> list[str]:
    """References in a line each, each document and place once."""
    return list(dict.fromkeys(map(_reference_text, items)))


def _reference_text(reference: Reference) -> str:
    address = f" <{reference.url}>" if reference.url else ""
    return f"{reference.document}, {reference.place} [{reference.confidence_text}]{address}"


def written(items: Iterable[Reference], say: Labels) -> list[str]:
    """Where something is written, said to be that."""
    return [say.pair("written", text) for text in references(items)]


def contact_text(contact: Contact) -> str:
    """A contact in one line."""
    ways = (contact.phone, contact.hours, contact.email, contact.address, contact.url, contact.quote)
    return reached(contact.name, *ways)


def contacts(items: Iterable[Contact]) -> Iterator[Block]:
    """Whom to ask."""
    return points(map(contact_text, items))


def application(item: ApplicationRule, say: Labels) -> Iterator[Block]:
    """Where, how and when to apply, and when it is paid."""
    window, payment = item.window, item.payment
    rows: list[str | None] = [say.pair("channel", item.channel_name)]
    if window:
        status = f" ({window.status_text})" if window.status_text else ""
        rows += [say.pair("window", window.text + status), window.advise_text, *window.notes]
    rows += [say.pair("payment", payment.text), *payment.notes, *item.notes]
    rows.append(getattr(item, "payment_status_text", None))  # of an assessment alone
    yield from points(filter(None, rows))
    if item.steps:
        yield Paragraph(say.pair("steps", "").rstrip())
        yield Listing(tuple(map(Point, item.steps)), ordered=True)


def groups(items: Iterable[GroupRule]) -> Iterator[Block]:
    """What benefits pay together."""
    return listed(Point(item.name, (*item.sentences, *item.notes)) for item in items)


def evidence(items: Iterable[Evidence], say: Labels, *, sources: bool = False) -> Iterator[Block]:
    """The supporting documents; with ``sources``, also where each of them is asked."""
    return listed(_paper(item, say, item.references if sources else ()) for item in items)


def _paper(item: Evidence, say: Labels, sources: Iterable[Reference]) -> Point:
    upload = []
    if item.formats:
        upload = [say("upload", formats=", ".join(item.formats), size=item.max_megabytes or say("not_known"))]
    purpose = f" ({say.listing(item.for_)})" if item.for_ else ""
    return Point(say.tied(item.name, item.handling_text + purpose), (*item.details, *upload, *written(sources, say)))


def open_questions(items: "Iterable[OpenQuestion | QuestionRule]", say: Labels) -> Iterator[Block]:
    """The points on which the texts are silent, and whom to ask."""
    return listed(_question(item, say) for item in items)


def _question(item: "OpenQuestion | QuestionRule", say: Labels) -> Point:
    asked = contact_text(item.ask) if isinstance(item.ask, Contact) else item.ask
    below = (item.why, say.pair("ask", asked), say.pair("answer_with", item.id))
    return Point(item.statement, tuple(filter(None, below)))


def closing(report: Report, say: Labels) -> Iterator[Block]:
    """What reports end with: what failed, the date, the editions, who decides."""
    yield from failed(report, say)
    yield from about(report, say)


def failed(report: Report, say: Labels) -> Iterator[Block]:
    """The plugins that failed."""
    found = (f"{f.plugin} ({f.distribution}), {f.stage.value}: {f.message}" for f in report.failures)
    yield from section(2, say("failures"), points(found))


def about(report: Report, say: Labels) -> Iterator[Block]:
    """The date, the editions, who decides."""
    used = [
        say(
            "edition_line",
            scheme=edition.scheme,
            year=edition.year,
            digest=edition.digest[:12],
            verified=edition.verified_on_text,
            confidence=edition.confidence_text,
        )
        + (f" {edition.user_supplied_text}" if edition.user_supplied else "")
        for edition in report.editions
    ]
    lines = [say("made_on", date=say.day(report.date)), *used, *report.decides]
    if used:
        lines.append(report.disclaimer)
    yield from section(2, say("about"), points(lines))
