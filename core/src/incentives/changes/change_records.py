"""What changed from one edition of a scheme to another, as data."""

from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from attrs import field, frozen

from incentives.changes.conditions import ConditionChange
from incentives.rules.facts import OpenQuestion
from incentives.scheme.application import Contact, Evidence
from incentives.scheme.benefit import Benefit
from incentives.scheme.criterion import Criterion
from incentives.scheme.edition import Edition
from incentives.scheme.references import Figure

T = TypeVar("T")


class ChangeKind(StrEnum):
    """What became of a part of an edition.

    ``added`` or ``removed``; a condition ``tightened`` or ``loosened``; an amount ``raised`` or ``lowered``; otherwise
    ``changed``. ``not_known_before``: the first edition only concludes from other texts how it was, or that there was
    nothing, while a text says how it is; or it leaves it open. ``not_known_after``: the second edition leaves it open.
    Whether the rules changed cannot be told then.
    """

    ADDED = "added"
    REMOVED = "removed"
    TIGHTENED = "tightened"
    LOOSENED = "loosened"
    RAISED = "raised"
    LOWERED = "lowered"
    CHANGED = "changed"
    NOT_KNOWN_BEFORE = "not_known_before"
    NOT_KNOWN_AFTER = "not_known_after"

    @property
    def is_told(self) -> bool:
        """Whether it can be told that the rules changed."""
        return self not in {ChangeKind.NOT_KNOWN_BEFORE, ChangeKind.NOT_KNOWN_AFTER}


@frozen(eq=False)
class Aspect:
    """One thing about a part of an edition that is not what it was.

    Attributes:
        name: of the record's field, such as ``deadline`` or ``handling``.
        before: its value in the first edition.
        after: its value in the second.
    """

    name: str
    before: object
    after: object


@frozen(eq=False)
class Change(Generic[T]):
    """A part of an edition that is new, gone, or not what it was.

    Attributes:
        id: of the part; a figure's name.
        before: as the first edition has it; ``None`` where it has none.
        after: as the second edition has it; ``None`` where it has none.
        aspects: what differs, where both have it.
        was_known: whether the first edition has it from a text, and not concluded from others or left open.
        is_known: whether the second edition does not leave it open.
    """

    id: str
    before: T | None
    after: T | None
    aspects: tuple[Aspect, ...] = ()
    was_known: bool = field(kw_only=True, default=True)
    is_known: bool = field(kw_only=True, default=True)

    @property
    def kind(self) -> ChangeKind:
        """Added, removed or changed, and in which direction where there is one and it can be told."""
        if not self.was_known:
            return ChangeKind.NOT_KNOWN_BEFORE
        if not self.is_known:
            return ChangeKind.NOT_KNOWN_AFTER
        if self.before is None:
            return ChangeKind.ADDED
        return ChangeKind.REMOVED if self.after is None else self._direction

    @property
    def _direction(self) -> ChangeKind:
        return ChangeKind.CHANGED


@frozen(eq=False)
class CriterionChange(Change[Criterion]):
    """A criterion that is new, gone, or not what it was.

    Attributes:
        condition: how its condition changed; ``None`` where it did not, or where one of the editions does not ask it.
    """

    condition: ConditionChange | None = field(kw_only=True, default=None)

    @property
    def _direction(self) -> ChangeKind:
        return ChangeKind.CHANGED if self.condition is None else ChangeKind(self.condition.direction.value)


@frozen(eq=False)
class BenefitChange(Change[Benefit]):
    """A benefit that is new, gone, or not what it was.

    Attributes:
        difference: how much more it is, in the currency of both; ``None`` where one of the amounts is not a fixed one,
            or they are in different currencies.
    """

    difference: Decimal | None = field(kw_only=True, default=None)

    @property
    def _direction(self) -> ChangeKind:
        if not self.difference:
            return ChangeKind.CHANGED
        return ChangeKind.RAISED if self.difference > 0 else ChangeKind.LOWERED


@frozen(eq=False)
class EditionChanges:
    """What changed from one edition of a scheme to another.

    Sentences, notes and the places in the sources are not compared, nor is what moves with the year alone.

    Attributes:
        before: the first edition.
        after: the second.
        criteria: those that changed.
        benefits: those that changed.
        figures: those whose value changed, or how sure it is.
        evidence: the supporting documents that changed.
        contacts: those that changed.
        application: what changed of channel, steps, window and payment.
        edition: what changed of the edition as a whole, such as ``professions``, ``confidence`` or ``projected``.
        questions_added: open questions that only the second edition leaves open.
        questions_settled: open questions that only the first left open.
    """

    before: Edition = field(repr=lambda edition: str(edition.year))
    after: Edition = field(repr=lambda edition: str(edition.year))
    criteria: tuple[CriterionChange, ...]
    benefits: tuple[BenefitChange, ...]
    figures: tuple[Change[Figure], ...]
    evidence: tuple[Change[Evidence], ...]
    contacts: tuple[Change[Contact], ...]
    application: tuple[Aspect, ...]
    edition: tuple[Aspect, ...]
    questions_added: tuple[OpenQuestion, ...]
    questions_settled: tuple[OpenQuestion, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing of all this changed."""
        parts = (self.criteria, self.benefits, self.figures, self.evidence, self.contacts, self.application)
        return not any((*parts, self.edition, self.questions_added, self.questions_settled))
