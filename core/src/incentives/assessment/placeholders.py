"""What stands in the placeholders of a scheme's sentences: facts, figures and dates."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from attrs import frozen

from incentives.rules.evaluation import Known
from incentives.rules.facts import Fact
from incentives.rules.types import TEXT
from incentives.scheme.criterion import Criterion
from incentives.scheme.edition import Edition
from incentives.scheme.references import Doubtful, Figure
from incentives.wording import Speech, formats

#: What an edition alone settles, besides its figures.
OF_EDITION = frozenset({"year", "next_year", "deadline", "closing", "advise_by"})
_CENTS = re.compile(r"\d+\.\d\d")
_FACT = re.compile(r"(?P<id>[a-z0-9_.]+?)(@(?P<offset>-?\d+))?")


@frozen(eq=False)
class Placeholders:
    """Fills the placeholders of an assessment's sentences.

    Attributes:
        edition: whose figures they are.
        facts: the scheme's facts.
        known: the values.
        speech: the language.
        criterion: whose deadline ``{deadline}`` is, and whose prudent day ``{advise_by}``.
        as_of: the day on which it is asked: a prudent day that has passed is no advice.
    """

    edition: Edition
    facts: tuple[Fact, ...]
    known: Known
    speech: Speech
    criterion: Criterion | None = None
    as_of: date | None = None

    def text(self, name: str) -> str | None:
        """The text for a placeholder: a date, a figure's name, a fact's id or ``id@-1``; ``None`` for another."""
        if name in {"year", "next_year"}:
            return str(self.edition.year + (name == "next_year"))
        if name in {"deadline", "closing", "advise_by"}:
            return self._day(is_advice=name == "advise_by")
        figure = _figures(self.edition).get(name)
        return figure_text(figure, self.speech, self.facts, self.edition.currency) if figure else self._fact(name)

    def _day(self, *, is_advice: bool) -> str | None:
        criteria = [self.criterion] if self.criterion else self.edition.criteria
        found = ((is_advice and one.advised(self.as_of)) or one.deadline for one in criteria)
        days = [day for day in found if day]
        return formats.day(max(days), self.speech.language) if days else None

    def _fact(self, name: str) -> str | None:
        if (match := _FACT.fullmatch(name)) is None:
            return None
        fact = _by_id(self.facts).get(match["id"])
        return None if fact is None else self.said(fact, int(match["offset"] or 0))

    def said(self, fact: Fact, offset: int) -> str:
        """What is known of a fact, ``offset`` years from the reference year, as the language writes it."""
        values = self.known.annual.get(self.known.year + offset, {}) if fact.annual else self.known.permanent
        return self.speech.value(values.get(fact.id), fact.type, fact.id)


@lru_cache(maxsize=4096)
def _figures(edition: Edition) -> Mapping[str, Figure]:
    return {figure.name: figure for figure in reversed(edition.figures)}


@lru_cache(maxsize=512)
def _by_id(facts: tuple[Fact, ...]) -> Mapping[str, Fact]:
    return {fact.id: fact for fact in reversed(facts)}


@lru_cache(maxsize=512)
def _labels(facts: tuple[Fact, ...]) -> Mapping[str, str]:
    """The fact of which each word of a choice is a value."""
    return {value: fact.id for fact in facts for value in fact.values}


def figure_text(figure: Figure, speech: Speech, facts: tuple[Fact, ...], currency: str) -> str:
    """A figure's value in a language; one in doubt as its two readings."""
    labels = _labels(facts)
    if isinstance(figure.value, Doubtful):
        yes, no = (_one(value, figure.name, speech, labels, currency) for value in (figure.value.yes, figure.value.no))
        return speech.say("values", "in_doubt", a=yes, b=no)
    if isinstance(figure.value, tuple):
        items = [_one(item, figure.name, speech, labels, currency) for item in figure.value]
        return formats.listing(items, speech.language) if items else speech.say("values", "none")
    return _one(figure.value, figure.name, speech, labels, currency)


def _one(value: object, name: str, speech: Speech, labels: Mapping[str, str], currency: str) -> str:
    match value:
        case bool():
            return speech.say("values", "yes" if value else "no")
        case str() if value in labels:
            return speech.value(value, TEXT, labels[value])
        case str() if name.endswith("_share"):
            return formats.number(Decimal(value), speech.language)
        case str() if _CENTS.fullmatch(value):
            return formats.amount(Decimal(value), currency, speech.language)
        case int() if name.startswith("cycle_"):
            return str(value)
        case int():
            return formats.number(value, speech.language)
        case _:
            return str(value)
