"""The records of what a saved result keeps, so that it can be worked out again and explained."""

from collections.abc import Mapping
from typing import Annotated

from incentives.report.records.host import Installed
from incentives.report.records.pieces import SchemeYear
from incentives.report.records.recording import Record


class Told(Record):
    """What was told, as rules read it: days and exact numbers as text, sets as lists."""

    id: Annotated[str | None, "a name that never changes, if any"]
    permanent: Annotated[Mapping[str, object], "the values of facts that hold whatever the year, by id"]
    annual: Annotated[Mapping[str, Mapping[str, object]], "those of a year, by year and id; the year is text"]
    readings: Annotated[Mapping[str, bool], "the reader's answers to open questions, by id"]


class KeptScheme(Installed):
    """A scheme, the plugin that gave it, and what it declares beside its editions."""

    id: Annotated[str, "the scheme's id"]
    jurisdiction: Annotated[str, "country code"]
    authority: Annotated[str, "the body that pays, by its own name"]
    professions: Annotated[tuple[str, ...], "ids of those that one of its editions covers"]
    facts: Annotated[tuple[str, ...], "ids of the facts that it asks"]
    questions: Annotated[tuple[str, ...], "ids of the points that its texts leave open"]
    excluded_by: Annotated[tuple[Mapping[str, object], ...], "schemes that go before it, with where that is written"]
    alternative_to: Annotated[tuple[Mapping[str, object], ...], "schemes of which, and of it, one is received"]
    names: Annotated[
        Mapping[str, object], "how it calls itself, benefits, criteria, facts and questions: as in a wording file"
    ]


class KeptEdition(SchemeYear):
    """An edition, whole."""

    digest: Annotated[str, "SHA-256 of everything that it says"]
    user_file: Annotated[str | None, "the user's file, as it was named; null for the plugin's own"]
    rules: Annotated[
        Mapping[str, object],
        "everything that it says: the parts have the names that Edition has in Python, expressions are written as "
        "to_plain writes them, and documents stand once",
    ]


class KeptContradiction(Record):
    """Facts that cannot hold together."""

    scheme: Annotated[str, "id of the scheme that says so"]
    id: Annotated[str, "of its sentence"]
    condition: Annotated[Mapping[str, object], "what cannot be, as to_plain writes it"]


class Kept(Record):
    """What it takes to work a result out again: the answers, and the rules as plain data."""

    version: Annotated[str, "of incentives, with which it was worked out"]
    language: Annotated[str, "of the names"]
    situation: Annotated[Told, "the answers"]
    facts: Annotated[Mapping[str, Mapping[str, object]], "what each fact is, by id: the parts of Fact in Python"]
    questions: Annotated[Mapping[str, str], "the points that the texts leave open, by id, with the contact to ask"]
    contradictions: Annotated[tuple[KeptContradiction, ...], "facts that cannot hold together"]
    schemes: Annotated[tuple[KeptScheme, ...], "the schemes"]
    editions: Annotated[tuple[KeptEdition, ...], "the editions that were used"]
