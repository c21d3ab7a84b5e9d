"""What every part of an assessment is read from: one edition, one situation, one trace."""

from datetime import date
from functools import cached_property
from typing import Any

from attrs import define, field

from incentives.assessment.consistent import (
    Consistent,
    consistent_in_all_with,
    consistent_with,
    left,
    past,
    values_of,
)
from incentives.assessment.payable import is_over, payable_program
from incentives.assessment.placeholders import Placeholders
from incentives.assessment.plan import Plan, details_of, plan_of
from incentives.rules.evaluation import NOTHING, Known, Program
from incentives.rules.expressions import Expression
from incentives.rules.facts import Fact
from incentives.rules.seen import Seen
from incentives.rules.trace import Trace
from incentives.rules.types import Value
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
        values: of every node of the edition's conditions.
    """

    scheme: Scheme = field(repr=lambda scheme: scheme.id)
    edition: Edition = field(repr=lambda edition: str(edition.year))
    situation: CheckedSituation = field(repr=False)
    as_of: date | None
    known: Known
    plan: Plan = field(repr=False)
    values: tuple[Value | None, ...] = field(repr=False)

    @classmethod
    def of(cls, scheme: Scheme, edition: Edition, situation: CheckedSituation, as_of: date | None) -> "Basis":
        """The edition compiled, and evaluated over the facts."""
        plan, known = plan_of(edition), situation.seen_from(edition.year, as_of)
        return cls(scheme, edition, situation, as_of, known, plan, values_of(plan, known, situation.contradictory))

    def __reduce__(self) -> tuple[Any, ...]:
        """From what it was made; the rest follows, and compiled functions cannot be pickled."""
        return Basis.of, (self.scheme, self.edition, self.situation, self.as_of)

    @property
    def year(self) -> int:
        """The reference year."""
        return self.edition.year

    @property
    def is_covered(self) -> bool | None:
        """Whether the edition's text covers the practitioner's profession; ``None`` while that is unknown."""
        return self.values[self.plan.covers_at]  # type: ignore[return-value]  # a condition is true, false or None

    @property
    def is_period_over(self) -> bool:
        """Whether the reference period has passed; without a day, everything is final."""
        return self.as_of is None or self.as_of > self.edition.period.end

    @property
    def is_window_over(self) -> bool | None:
        """Whether nothing can be requested any more; ``None`` where no day tells, and the reference period is over."""
        window = self.edition.application.window
        return False if window is None else is_over(window.days, self.edition, self.as_of)

    @cached_property
    def trace(self) -> Trace:
        """The values by node, for those who ask why."""
        return Trace(self.plan.program, self.values)

    @cached_property
    def as_told(self) -> Trace:
        """The values by node without what follows from others."""
        return Trace(self.plan.program, self.plan.program.run(self.known))

    @cached_property
    def loosened(self) -> Trace | None:
        """The trace without what deeds can still change; ``None`` without ``as_of``."""
        if self.as_of is None:
            return None
        return self._seen(self.plan.loosened(self.known))

    @cached_property
    def late(self) -> Trace | None:
        """The trace without what can still be handed in; ``None`` once the application window has closed."""
        window = self.edition.application.window
        last_day = window.days.last_day if window else None
        if self.as_of is None or last_day is None or self.as_of > last_day:
            return None
        return self._seen(self.plan.loosened(self.known, handed_in_only=True))

    def _seen(self, known: Known) -> Trace:
        values = values_of(self.plan, known, self.situation.contradictory, self._gone)
        return Trace(self.plan.program, values)

    @cached_property
    def _gone(self) -> tuple[Expression, ...]:
        """What deeds cannot bring any more: a day that has not come comes today or later, and what lasts stays."""
        if self.as_of is None:
            return ()
        absent, program = self.plan.absences
        trace = self._followed(program)
        days = (past(day, self.as_of) for day, condition in absent.items() if trace.value(condition) is True)
        stays = (left(fact, value) for fact in self.plan.lasting for value in self._held(fact))
        return *days, *stays

    def _held(self, fact: Fact) -> list[str]:
        """The values of a set that stay in it."""
        told = self.known.annual.get(self.year, NOTHING) if fact.annual else self.known.permanent
        held = told.get(fact.id)
        return [value for value in fact.values if value in fact.irreversible and value in held] if held else []  # type: ignore[operator]  # of a set, a set

    @property
    def to_come(self) -> Consistent:
        """The edition with what cannot be, nor come any more."""
        return consistent_with(self.edition, self.known, self.situation.contradictory, self._gone)

    @cached_property
    def consistent(self) -> Consistent:
        """The edition with what cannot be."""
        return consistent_with(self.edition, self.known, self.situation.contradictory)

    @cached_property
    def consistent_in_all(self) -> Consistent:
        """The same, also of what only requests, payments and details read."""
        return consistent_in_all_with(self.edition, self.known, self.situation.contradictory)

    @cached_property
    def seen(self) -> Seen:
        """What is needed to say what can still change the answer."""
        return Seen.of(self.consistent.inquiry, self.known)

    @property
    def later(self) -> Trace | None:
        """The trace without what deeds can still change of an amount, whichever criterion that fact is of.

        Until the period and every deadline have passed, that is all they can change; from then on, what is handed in.
        """
        if self.as_of is None:
            return None
        return self.loosened if self.as_of <= self.plan.last_deed else self.late

    @cached_property
    def details(self) -> Trace:
        """The values behind reasons, requests and documents; evaluated when first asked for."""
        return self._followed(details_of(self.edition))

    @cached_property
    def told(self) -> Trace:
        """The same, over what was told alone: a sentence that names values is one for those who gave them."""
        program = details_of(self.edition)
        return Trace(program, program.run(self.known))

    @cached_property
    def coming(self) -> Trace:
        """The values behind what will be paid; evaluated when first asked for."""
        return self._followed(payable_program(self.edition, self.as_of))

    def _followed(self, program: Program) -> Trace:
        """The trace of a program over what is known and, where that leaves something open, what follows from it."""
        values = program.run(self.known)
        return Trace(program, self.consistent_in_all.settled(program, values, self.known) if None in values else values)

    @cached_property
    def _voices(self) -> dict[tuple[str, str | None], Speech]:
        return {}

    def speech(self, language: str, criterion: Criterion | None = None) -> Speech:
        """The scheme's voice in a language, for this edition, with this situation's values."""
        key = language, None if criterion is None else criterion.id
        if key not in self._voices:
            voice = Speech(language).of(self.scheme.wording, self.year)
            filler = Placeholders(self.edition, self.scheme.facts, self.known, voice, criterion, self.as_of)
            self._voices[key] = voice.of(self.scheme.wording, self.year, filler.text)
        return self._voices[key]
