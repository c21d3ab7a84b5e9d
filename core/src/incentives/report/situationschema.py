"""The JSON Schema of a situation: every fact and open question that the installed schemes ask."""

from collections.abc import Iterator
from typing import Any

from incentives.catalogue import Catalogue
from incentives.rules.facts import Fact
from incentives.rules.types import NO_DAY, Kind
from incentives.scheme.shared import PRACTISES_IN, PROFESSION
from incentives.situation.foreign_values import UNKNOWN
from incentives.wording import Speech

YEAR = r"^(19|20)\d\d$"
LARGEST_COUNT = 10**9
NOT_KNOWN = ({"const": UNKNOWN}, {"type": "null"})
PLAIN: dict[Kind, dict[str, Any]] = {
    Kind.YES_NO: {"type": "boolean"},
    Kind.COUNT: {"type": "integer", "minimum": 0, "maximum": LARGEST_COUNT},
    Kind.DECIMAL: {"type": "number"},
    Kind.MONEY: {"type": "number"},
    Kind.DATE: {"anyOf": [{"type": "string", "format": "date"}, {"const": NO_DAY}]},
}


def situation_schema(catalogue: Catalogue, language: str) -> dict[str, Any]:
    """The JSON Schema of a situation.

    A fact that is not given, is null or ``"unknown"``, is unknown. Ids can stand dotted or nested. Ids of name spaces
    that no loaded plugin owns are taken and not used, so other keys are allowed.
    """
    permanent: dict[str, Any] = {}
    annual: dict[str, Any] = {}
    readings: dict[str, Any] = {}
    for fact, speech in _facts(catalogue, language):
        (annual if fact.annual else permanent).setdefault(fact.id, _fact(fact, speech))
    for scheme in catalogue.schemes:
        speech = Speech(language).of(scheme.wording)
        for question in scheme.questions:
            statement = speech.find("questions", question.id, "statement") or question.id
            readings[question.id] = {"anyOf": [{"type": "boolean"}, *NOT_KNOWN], "description": statement}
    return {
        "type": "object",
        "properties": {
            "label": {"type": "string"},
            "id": {"type": "string"},
            **permanent,
            "readings": {"type": "object", "properties": readings},
        },
        "patternProperties": {YEAR: {"type": "object", "properties": annual}},
    }


def row_schema(catalogue: Catalogue, language: str) -> dict[str, Any]:
    """The JSON Schema of one practitioner in a table: facts by their ids, and whatever else is kept as it is."""
    facts = {fact.id: _fact(fact, speech) for fact, speech in _facts(catalogue, language)}
    cell = {"type": ["string", "number", "boolean", "null"]}
    others = {"anyOf": [cell, {"type": "array", "items": cell}]}
    return {"type": "object", "properties": facts, "additionalProperties": others, "minProperties": 1}


def _facts(catalogue: Catalogue, language: str) -> Iterator[tuple[Fact, Speech]]:
    core = Speech(language)
    yield from ((fact, core) for fact in (PROFESSION, PRACTISES_IN))
    for scheme in catalogue.schemes:
        speech = core.of(scheme.wording)
        yield from ((fact, speech) for fact in scheme.facts)


def _limits(fact: Fact) -> dict[str, Any]:
    """Between which values a number lies; of days only the description can say it."""
    low, high = (None if end is None else int(end) if end == int(end) else float(end) for end in fact.extent.numbers)
    return {name: end for name, end in (("minimum", low), ("maximum", high)) if end is not None}


def _fact(fact: Fact, speech: Speech) -> dict[str, Any]:
    name = speech.find("facts", fact.id, "name") or fact.id
    told = f"{name}. {limits}" if (limits := speech.limits(fact)) else name
    match fact.kind:
        case Kind.CHOICE | Kind.ORDERED_CHOICE:
            kind: dict[str, Any] = {"enum": [*fact.values]}
        case Kind.SET:
            kind = {"type": "array", "items": {"enum": [*fact.values]}}
        case _:
            kind = {**PLAIN[fact.kind], **_limits(fact)}
    unit = {"x-unit": fact.unit} if fact.unit else {}
    return {"anyOf": [kind, *NOT_KNOWN], "description": told, **unit}
