"""What differs about a part of an edition, in words: each thing as it was and as it is, or what came and what went."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

import attrs
from attrs import evolve, frozen

from incentives.assessment.placeholders import figure_text
from incentives.changes import Aspect
from incentives.changes.difference import MOVES_WITH_THE_YEAR, aspects
from incentives.report import paid, parts
from incentives.report.filler import SEVERAL, named
from incentives.report.records.twoeditions import Aspect as AspectTold
from incentives.report.voices import voice
from incentives.rules.expressions import Expression
from incentives.rules.types import TEXT
from incentives.scheme.application import Request
from incentives.scheme.edition import Edition
from incentives.scheme.references import Figure
from incentives.scheme.scheme import Scheme
from incentives.values import Period
from incentives.wording import Speech, formats
from incentives.wording.words import words


@frozen(eq=False)
class Side:
    """One of the two editions, and how it speaks.

    Attributes:
        scheme: of both.
        edition: its rules.
        speech: its sentences.
    """

    scheme: Scheme
    edition: Edition
    speech: Speech

    @classmethod
    def of(cls, scheme: Scheme, edition: Edition, language: str) -> "Side":
        """An edition in a language."""
        return cls(scheme, edition, voice(scheme, edition, language))

    def named(self, table: str, id: str) -> str:
        """The name of a criterion, a benefit, a document or a contact."""
        return self.speech.say(table, id, "name")

    def figure(self, figure: Figure) -> str:
        """The value of a figure."""
        return figure_text(figure, self.speech, self.scheme.facts, self.edition.currency)

    def items(self, figure: Figure) -> dict[str, str]:
        """The values of a figure that has several, each in words."""
        values = figure.value if isinstance(figure.value, tuple) else ()
        return {str(value): self.figure(evolve(figure, value=value)) for value in values}


Sides = tuple[Side, Side]
SENTENCES = frozenset({"steps", "details", "groups"})
# What has a word for each of its values; `standing` has its own.
WORDED = frozenset({"theme", "established_by", "cadence", "handling", "confidence"})


def aspect_record(aspect: Aspect, sides: Sides) -> AspectTold:
    """One thing that differs."""
    if isinstance(aspect.after, Request) or isinstance(aspect.before, Request):
        return _told(aspect, sides, sentences=[*_request(aspect.before, aspect.after, sides)])
    if aspect.name == "groups":
        return _groups(aspect, sides)
    is_several = aspect.name in SEVERAL or aspect.name == "formats"
    if is_several and isinstance(aspect.before, tuple) and isinstance(aspect.after, tuple):
        return several(aspect, sides, lambda side, one: _one_of(aspect.name, one, side))
    if not (_can_be_said(aspect.name, aspect.before) and _can_be_said(aspect.name, aspect.after)):
        return _told(aspect, sides, sentences=[_say(sides, "otherwise", name=_label(aspect, sides))])
    before, after = (
        None if value is None else _text(aspect.name, value, side)
        for value, side in zip((aspect.before, aspect.after), sides, strict=True)
    )
    return _told(aspect, sides, before=before, after=after)


def _groups(aspect: Aspect, sides: Sides) -> AspectTold:
    """Which ceilings and choices came, and which went."""
    old, new = (
        [text for group in value for text in paid.group_rule(group, side.speech).sentences]
        for value, side in zip((aspect.before, aspect.after), sides, strict=True)
        if isinstance(value, tuple)
    )
    added, removed = [text for text in new if text not in old], [text for text in old if text not in new]
    otherwise = [] if added or removed else [_say(sides, "otherwise", name=_label(aspect, sides))]
    return _told(aspect, sides, added=added, removed=removed, sentences=otherwise)


def figure_record(aspect: Aspect, before: Figure, after: Figure, sides: Sides) -> AspectTold:
    """What differs about a figure: its value, or how sure it is."""
    if aspect.name != "value":
        return aspect_record(aspect, sides)
    if isinstance(before.value, tuple) and isinstance(after.value, tuple):
        texts = {**sides[0].items(before), **sides[1].items(after)}
        return several(aspect, sides, lambda _, value: texts[value])
    return _told(aspect, sides, before=sides[0].figure(before), after=sides[1].figure(after))


def _one_of(what: str, id: str, side: Side) -> str:
    return named(what, [id], side.speech)[0] if what in SEVERAL else id


def several(aspect: Aspect, sides: Sides, name: Callable[[Side, str], str]) -> AspectTold:
    """What came to several things, and what went."""
    old, new = _ids(aspect.before), _ids(aspect.after)
    added = [name(sides[1], id) for id in new if id not in old]
    removed = [name(sides[0], id) for id in old if id not in new]
    if not added and not removed:  # in another order only
        return _told(aspect, sides, sentences=[_say(sides, "order", name=_label(aspect, sides))])
    return _told(aspect, sides, added=added, removed=removed)


def _ids(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _label(aspect: Aspect, sides: Sides) -> str:
    return sides[1].speech.find("aspects", aspect.name) or aspect.name


def _say(sides: Sides, key: str, **values: str) -> str:
    return sides[1].speech.say("diff", key, **values)


def _told(  # noqa: PLR0913  # each is a part of the record
    aspect: Aspect,
    sides: Sides,
    *,
    before: str | None = None,
    after: str | None = None,
    added: Iterable[str] = (),
    removed: Iterable[str] = (),
    sentences: Iterable[str] = (),
) -> AspectTold:
    label, added, removed, said = _label(aspect, sides), list(added), list(removed), list(sentences)
    if added or removed:
        said += _came_and_went(aspect, label, (added, removed), sides)
    elif not said:
        none = sides[1].speech.say("values", "none")
        change = _say(sides, "from_to", before=before or none, after=after or none)
        said = [sides[1].speech.say("labels", "pair", a=label, b=change)]
        if before == after:  # a difference that no sentence shows
            stands = before is not None and aspect.name in MOVES_WITH_THE_YEAR
            said = [_say(sides, "unmoved" if stands else "otherwise", name=label, value=before or "")]
    return AspectTold(
        id=aspect.name,
        name=label,
        before=before,
        after=after,
        added=tuple(added),
        removed=tuple(removed),
        sentences=tuple(said),
    )


def _came_and_went(aspect: Aspect, label: str, both: tuple[list[str], list[str]], sides: Sides) -> Iterable[str]:
    for key, found in zip(("now_also", "no_longer"), both, strict=True):
        alone = aspect.name in SENTENCES
        groups = found if alone else [formats.listing(found, sides[1].speech.language)] if found else []
        yield from (_say(sides, key, name=label, values=text) for text in groups)


def _can_be_said(name: str, value: object) -> bool:
    """Whether there are words for a value; a record that the model has gained since may have none."""
    if name in {"window", "payment", "period", "cycle"}:
        return True
    parts = value if isinstance(value, tuple) else (value,)
    return not any(attrs.has(type(part)) and not isinstance(part, Expression) for part in parts)


def _text(name: str, value: Any, side: Side) -> str:
    speech = side.speech
    match name:
        case "standing":
            return speech.find("standing", value.value) or str(value.value)
        case "channel":
            return side.named("channels", value)
        case "window":
            return " ".join(filter(None, (parts.window_text(value, speech), parts.advice_text(value, speech))))
        case "payment":
            return parts.payment_text(value, speech)
        case "period":
            return _period(value, speech)
        case "cycle":
            return _period(value.period, speech)
        case _ if name in WORDED and isinstance(value, StrEnum):
            return speech.find(name, value.value) or str(value.value)
    return _plain(value, speech)


def _plain(value: Any, speech: Speech) -> str:
    match value:
        case Expression():
            return words(value, speech)
        case str():
            return str(value)
        case tuple():
            return formats.listing([_plain(one, speech) for one in value], speech.language) or speech.say(
                "values", "none"
            )
        case _ if type(value).__module__ in {"builtins", "datetime", "decimal"} and value is not None:
            return speech.value(value, TEXT)
    return str(value)


def _period(period: Period, speech: Speech) -> str:
    start, end = (formats.day(day, speech.language) for day in (period.start, period.end))
    return speech.say("labels", "span", start=start, end=end)


def _request(before: object, after: object, sides: Sides) -> Iterable[str]:
    if not isinstance(before, Request):
        yield _say(sides, "request_new")
        return
    if not isinstance(after, Request):
        yield _say(sides, "request_gone")
        return
    old, new = ({one.id: one for one in request.requirements} for request in (before, after))
    for key, some, others, side in (("request_asks", new, old, sides[1]), ("request_drops", old, new, sides[0])):
        yield from (
            _say(sides, key, part=words(one.condition, side.speech)) for id, one in some.items() if id not in others
        )
    years = sides[1].edition.year - sides[0].edition.year
    if {aspect.name for aspect in aspects(before, after, years)} - {"requirements"}:
        yield _say(sides, "request_other")
