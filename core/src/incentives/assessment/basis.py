"""What every part of an assessment is read from: one edition, one situation, one trace."""

from datetime import date
from functools import cached_property

from attrs import define, field

from incentives.assessment.placeholders import Placeholders
from incentives.assessment.plan import Plan, details
from incentives.rules.evaluation import Known
from incentives.rules.trace import Trace
from incentives.scheme.criterion import Criterion
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.situation.checking import CheckedSituation
from incentives.wording import Speech


@define(eq=False)  # made for every assessment: freezing would cost more than the rest
class Basis:
    """The edition, the facts, and what evaluating the one over the other gave.

    Attributes:
        scheme: the scheme.
        edition: its rules for the year.
        situation: the facts, checked.
        as_of: the day on which it is asked; ``None`` takes everything as final.
        known: the facts as rules read them.
        plan: the compiled edition.
        trace: the values of every node of the edition's conditions.
        loosened: the trace without what deeds can still change; ``None`` without ``as_of``.
        late: the trace without what can still be handed in; ``None`` once the application window has closed.
    """

    scheme: Scheme = field(repr=lambda scheme: scheme.id)
    edition: Edition = field(repr=lambda edition: str(edition.year))
    situation: CheckedSituation = field(repr=False)
    as_of: date | None
    known: Known
    plan: Plan = field(repr=False)
    trace: Trace = field(repr=False)
    loosened: Trace | None = field(repr=False)
    late: Trace | None = field(repr=False)

    @property
    def year(self) -> int:
        """The reference year."""
        return self.edition.year

    @cached_property
    def details(self) -> Trace:
        """The values behind reasons, requests and documents; evaluated when first asked for."""
        return details(self.edition, self.known)

    def speech(self, language: str, criterion: Criterion | None = None) -> Speech:
        """The scheme's voice in a language, for this edition, with this situation's values."""
        voice = Speech(language).of(self.scheme.wording, self.year)
        filler = Placeholders(self.edition, self.scheme.facts, self.known, voice, criterion)
        return voice.of(self.scheme.wording, self.year, filler.text)
