"""Content laid out in blocks, for people: the answer first, then why, then how, then where it is written."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from incentives.report.blocks import Block, Heading, Listing, Paragraph, Point
from incentives.report.parts import Content
from incentives.wording import Speech, formats


@frozen(eq=False)
class Labels:
    """The library's own words around the content, in its language."""

    speech: Speech

    def __call__(self, key: str, **values: object) -> str:
        """One label, filled in."""
        return self.speech.say("labels", key, **{name: str(value) for name, value in values.items()})

    def day(self, text: str | None) -> str:
        """A date of the content in words."""
        return (
            formats.day(date.fromisoformat(text), self.speech.language)
            if text
            else self.speech.say("labels", "not_known")
        )

    def pair(self, key: str, value: object) -> str:
        """A label and what it stands for."""
        return self.tied(self(key), value)

    def tied(self, name: object, value: object) -> str:
        """A name and a value, with the language's colon."""
        return self("pair", a=name, b=value)

    def listing(self, items: Iterable[str]) -> str:
        """Several things in one sentence."""
        return formats.listing(items, self.speech.language)


def labels_of(content: Mapping[str, Any]) -> Labels:
    """The labels in the content's language."""
    return Labels(Speech(content["language"]))


def year(marked: Content, say: Labels) -> str:
    """A year, with a mark where the user supplied its rules."""
    return say("user_year", year=marked["year"]) if marked["user_supplied"] else str(marked["year"])


def points(texts: Iterable[str]) -> Iterator[Block]:
    """A list of plain points, or nothing."""
    items = tuple(Point(text) for text in texts)
    if items:
        yield Listing(items)


def section(level: int, title: str, body: Iterable[Block]) -> Iterator[Block]:
    """A heading over a body, or nothing where the body is empty."""
    inner = list(body)
    if inner:
        yield Heading(level, title)
        yield from inner


def reference_text(reference: Content) -> str:
    """A reference in one line."""
    where = f"{reference['document']}, {reference['place']}"
    address = f" <{reference['url']}>" if reference["url"] else ""
    return f"{where} [{reference['confidence_text']}]{address}"


def references(items: Iterable[Content]) -> list[str]:
    """References, each document and place once."""
    return list(dict.fromkeys(map(reference_text, items)))


def contact_text(contact: Content) -> str:
    """A contact in one line."""
    keys = ("phone", "hours", "email", "address", "url", "quote")
    return ", ".join([contact["name"], *(contact[key].rstrip(".") for key in keys if contact[key])])


def contacts(items: Iterable[Content]) -> Iterator[Block]:
    """Whom to ask."""
    yield from points(map(contact_text, items))


def application(content: Content, say: Labels) -> Iterator[Block]:
    """Where, how and when to apply, and when it is paid."""
    window, payment = content["window"], content["payment"]
    rows = [say.pair("channel", content["channel_name"])]
    if window:
        status = f" ({window['status_text']})" if window["status_text"] else ""
        advice = [window["advise_text"]] if window["advise_text"] else []
        rows += [say.pair("window", window["text"] + status), *advice, *window["notes"]]
    rows += [say.pair("payment", payment["text"]), *payment["notes"], *content["notes"]]
    if content.get("payment_status_text"):
        rows.append(content["payment_status_text"])
    yield from points(rows)
    if content["steps"]:
        yield Paragraph(say.pair("steps", "").rstrip())
        yield Listing(tuple(map(Point, content["steps"])), ordered=True)


def groups(items: Iterable[Content]) -> Iterator[Block]:
    """What benefits pay together."""
    found = tuple(Point(item["name"], (*item["sentences"], *item["notes"])) for item in items)
    if found:
        yield Listing(found)


def evidence(items: Iterable[Content], say: Labels, *, sources: bool = False) -> Iterator[Block]:
    """The supporting documents; with ``sources``, also where each of them is asked."""
    found = []
    for item in items:
        upload = []
        if item["formats"]:
            upload = [say("upload", formats=", ".join(item["formats"]), size=item["max_megabytes"] or say("not_known"))]
        purpose = f" ({say.listing(item['for'])})" if item["for"] else ""
        written = [say.pair("written", text) for text in references(item["references"])] if sources else []
        below = (*item["details"], *upload, *written)
        found.append(Point(say.tied(item["name"], item["handling_text"] + purpose), below))
    if found:
        yield Listing(tuple(found))


def open_questions(items: Iterable[Content], say: Labels) -> Iterator[Block]:
    """The points on which the texts are silent, and whom to ask."""
    found = []
    for item in items:
        asked = item["ask"] if isinstance(item["ask"], str) else contact_text(item["ask"])
        below = (item["why"] or "", say.pair("ask", asked), say.pair("answer_with", item["id"]))
        found.append(Point(item["statement"], tuple(text for text in below if text)))
    if found:
        yield Listing(tuple(found))


def closing(content: Mapping[str, Any], say: Labels) -> Iterator[Block]:
    """What every report ends with: what failed, the date, the editions, who decides."""
    failures = [
        Point(f"{f['plugin']} ({f['distribution']}), {f['stage']}: {f['message']}") for f in content["failures"]
    ]
    yield from section(2, say("failures"), [Listing(tuple(failures))] if failures else [])
    used = [
        say(
            "edition_line",
            scheme=edition["scheme"],
            year=edition["year"],
            digest=edition["digest"][:12],
            verified=edition["verified_on_text"],
            confidence=edition["confidence_text"],
        )
        + (f" {edition['user_supplied_text']}" if edition["user_supplied"] else "")
        for edition in content["editions"]
    ]
    lines = [say("made_on", date=say.day(content["date"])), *used, *content["decides"]]
    if used:
        lines.append(content["disclaimer"])
    yield from section(2, say("about"), points(lines))
