"""Schemes that are not received together for one year: one goes before another, or the practitioner chooses."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property

from attrs import field, frozen

from incentives.assessment.assessment import Assessment
from incentives.assessment.outcomes import ZERO, Amount, Eligibility
from incentives.catalogue.catalogue import NotAssessed
from incentives.scheme.beside import Beside
from incentives.scheme.references import Reference
from incentives.scheme.scheme import Exclusion

Row = Assessment | NotAssessed
IS_DUE: Mapping[Eligibility, bool | None] = {
    Eligibility.ELIGIBLE: True,
    Eligibility.UNDETERMINED: None,
    Eligibility.NOT_YET: False,
    Eligibility.NOT_ELIGIBLE: False,
    Eligibility.NOT_COVERED: False,
}


class Bar(StrEnum):
    """Why two schemes are not received together."""

    EXCLUDED = "excluded"
    ALTERNATIVE = "alternative"


@frozen(eq=False)
class Apart:
    """Two rows of one year that are not received together.

    Attributes:
        row: the one that pays nothing where the other is due; of alternatives, either.
        other: the other.
        why: in one word.
        is_other_due: whether the other is due, where it goes first; ``None`` while that is not settled.
        references: where it is written.
    """

    row: Assessment
    other: Row
    why: Bar
    is_other_due: bool | None
    references: tuple[Reference, ...]


@frozen(eq=False, slots=False)
class Year:
    """The rows of one year, and what their schemes say of one another.

    Attributes:
        rows: by the id of the scheme.
    """

    rows: Mapping[str, Row] = field()
    _due: dict[str, bool | None] = field(factory=dict, init=False)

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Year":
        """From rows of one year."""
        return cls({row.scheme.id: row for row in rows})

    @cached_property
    def beside(self) -> Beside:
        """What the schemes say of one another."""
        return Beside.of(row.scheme for row in self.rows.values())

    def is_due(self, id: str) -> bool | None:
        """Whether a scheme is surely received: due, nothing before it due, and nothing to choose instead."""
        if id not in self._due:
            self._due[id] = self._judged(id)
        return self._due[id]

    def _judged(self, id: str) -> bool | None:
        row = self.rows[id]
        alone = None if isinstance(row, NotAssessed) else IS_DUE[row.eligibility]
        first = [self.is_due(other) for other in self.beside.first[id]]
        if alone is False or True in first:
            return False
        is_choice = _can_give(row) and any(_can_give(self.rows[other]) for other in self.beside.instead[id])
        return None if is_choice or None in first else alone

    def counted(self, id: str) -> Amount | None:
        """What a row will pay in the sums of its year, given what goes before it; ``None`` if it is not counted."""
        row = self.rows[id]
        if isinstance(row, NotAssessed) or row.is_covered is False or not row.is_told:
            return None
        amount, first = row.payable, {other: self.is_due(other) for other in self.beside.first[id]}
        if True in first.values():
            lapses = all(_may_change(self.rows[other]) for other, is_due in first.items() if is_due)
            return Amount(ZERO, ZERO, amount.reachable if lapses else ZERO, amount.currency)
        if None in first.values():
            return Amount(ZERO, amount.possible, amount.reachable, amount.currency)
        return amount

    @property
    def apart(self) -> Iterator[Apart]:
        """The rows that are not received together, of those that can give something."""
        for id, named in self.beside.first.items():
            for other, one in named.items():
                yield from self._told(id, other, Bar.EXCLUDED, one)
        for (id, other), one in self.beside.choices.items():
            yield from self._told(id, other, Bar.ALTERNATIVE, one)

    def _told(self, id: str, other: str, why: Bar, exclusion: Exclusion) -> Iterator[Apart]:
        row, beside = self.rows[id], self.rows[other]
        if isinstance(row, NotAssessed) or not _can_give(row) or not _can_give(beside):
            return
        is_due = self.is_due(other) if why is Bar.EXCLUDED else None
        yield Apart(row, beside, why, is_due, exclusion.references)


def _can_give(row: Row) -> bool:
    return isinstance(row, NotAssessed) or row.amount.reachable != 0


def _may_change(row: Row) -> bool:
    """Whether what is done or sent in time can still undo what is due."""
    return isinstance(row, Assessment) and any(result.can_lapse for result in row.criteria.values())
