"""The records of letters to copy and send."""

from datetime import date
from typing import Annotated

from incentives.report.records.pieces import Contact, Named, Reference, SchemeYear
from incentives.report.records.recording import Record


class Letter(Named, SchemeYear):
    """A letter about one criterion or one open question; names and numbers are blanks in square brackets."""

    scheme_name: Annotated[str, "short name of the scheme"]
    question: Annotated[str | None, "the open question that it asks; null where it asks for a paper"]
    criteria: Annotated[tuple[str, ...], "names of the criteria that it is about"]
    when: Annotated[str, "sentences: when it is needed, and when again"]
    to: Annotated[str, "who receives it"]
    contact: Annotated[Contact | None, "how to reach the receiver, where the texts say; null otherwise"]
    language: Annotated[str, "in which it is written, ISO 639: one that the receiver takes"]
    language_text: Annotated[str | None, "a sentence, where that is not the reader's own language"]
    subject: Annotated[str, "its subject"]
    text: Annotated[tuple[str, ...], "the letter, line by line; an empty line is a gap"]
    reading: Annotated[
        tuple[str, ...] | None, "the same in the reader's language, to understand it; null where it is in that"
    ]
    references: Annotated[tuple[Reference, ...], "where its contents are written"]


class Letters(Record):
    """The letters that matter for one practitioner on a day."""

    label: Annotated[str | None, "whose situation it is, if named"]
    as_of: Annotated[date | None, "the day on which it is asked"]
    letters: Annotated[tuple[Letter, ...], "those that matter then: papers first, then questions, by scheme and year"]
