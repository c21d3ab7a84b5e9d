"""What stands in the placeholders of a scheme's sentences: facts, figures and dates."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from incentives.rules.facts import Fact
from incentives.scheme.criterion import Criterion
from incentives.rules.types import TEXT
from incentives.scheme.references import Doubtful, Figure
from incentives.wording import Speech, formats

if TYPE_CHECKING:
    from incentives.assessment.assessment import Assessment

_CENTS = re.compile(r"\d+\.\d\d")
_FACT = re.compile(r"(?P<id>[a-z0-9_.]+?)(@(?P<offset>-?\d+))?")


@frozen(eq=False)
class Placeholders:
    """Fills the placeholders of one assessment's sentences.

    Attributes:
        assessment: whose values they are.
        language: in which they are written.
        criterion: whose deadline ``{deadline}`` is.
    """

    assessment: "Assessment"
    language: str
    criterion: Criterion | None = None

    def text(self, name: str) -> str | None:
        """The text for a placeholder: a date, a figure's name, a fact's id or ``id@-1``; ``None`` for another."""
        edition = self.assessment.edition
        if name in {"year", "next_year"}:
            return str(edition.year + (name == "next_year"))
        if name in {"deadline", "closing"}:
            deadlines = [self.criterion.deadline] if self.criterion else [c.deadline for c in edition.criteria]
            days = [day for day in deadlines if day]
            return formats.day(max(days), self.language) if days else None
        figure = next((figure for figure in edition.figures if figure.name == name), None)
        return self._figure(figure) if figure else self._fact(name)

    def _fact(self, name: str) -> str | None:
        match = _FACT.fullmatch(name)
        fact = next((f for f in self.assessment.scheme.facts if match and f.id == match["id"]), None)
        if match is None or fact is None:
            return None
        known = self.assessment.known
        year = known.year + int(match["offset"] or 0)
        values = known.annual.get(year, {}) if fact.annual else known.permanent
        return self._speech.value(values.get(fact.id), fact.type, fact.id)

    @property
    def _speech(self) -> Speech:
        return Speech(self.language).of(self.assessment.scheme.wording, self.assessment.year)

    def _figure(self, figure: Figure) -> str:
        return figure_text(figure, self._speech, self.assessment.scheme.facts, self.assessment.edition.currency)


def figure_text(figure: Figure, speech: Speech, facts: Iterable[Fact], currency: str) -> str:
    """A figure's value in a language; one in doubt as its two readings."""
    labels = {value: fact.id for fact in facts for value in fact.values}
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
