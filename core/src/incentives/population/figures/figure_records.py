"""What a whole table says, in plain figures: no library for tables is needed to read them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from incentives.values.exact import plus


@frozen
class Cost:
    """A sum over all rows, in one currency.

    Attributes:
        currency: ISO 4217.
        certain: due whatever the missing facts and open questions turn out to be.
        possible: due at most; ``None`` where nothing bounds it.
    """

    currency: str
    certain: Decimal
    possible: Decimal | None


@frozen
class Blocking:
    """What a criterion does to a benefit that requires it, in rows of professions that are covered.

    Attributes:
        id: of the criterion.
        not_met: where it is not met.
        alone: of these, where it is the only one not met among those that the benefit requires.
        unknown: where it is unknown.
    """

    id: str
    not_met: int
    alone: int
    unknown: int

    @property
    def together(self) -> int:
        """Of the rows where it is not met, those where others are not met either."""
        return self.not_met - self.alone


@frozen
class BenefitSummary:
    """A benefit over all rows.

    Attributes:
        id: of the benefit.
        due: rows in which it is due.
        possible: rows in which that is unknown.
        not_due: rows in which it is not due, though the profession is covered.
        cost: what it costs.
        criteria: those that it requires, in the edition's order; one that is not applicable never keeps it back.
    """

    id: str
    due: int
    possible: int
    not_due: int
    cost: Cost
    criteria: tuple[Blocking, ...]


@frozen
class MissingSummary:
    """A fact that is not given, or an open question that is not answered, over the undetermined rows.

    Attributes:
        id: of the fact or the question.
        year: that the fact belongs to; ``None`` for a permanent fact and a question.
        is_question: whether it is an open question.
        not_given: undetermined rows in which it is not known.
        bears_on: of these, rows in which a benefit still hangs on it: none is missed in which it can change whether a
            benefit is due; a few may be too many, where several unknown facts bind one another.
        settles: of these, rows in which every benefit would be known as soon as it is, whatever it turns out to be;
            ``None`` where that cannot be told over a table.
    """

    id: str
    year: int | None
    is_question: bool
    not_given: int
    bears_on: int
    settles: int | None


@frozen(kw_only=True)
class EditionCost:
    """An edition over all rows: who is due something, and what it costs.

    Attributes:
        year: its reference year.
        digest: of the edition.
        user_supplied: whether the user supplied it.
        source: the file that the user supplied; ``None`` for an edition that comes with the scheme.
        eligible: rows in which something is due.
        undetermined: rows in which something may be due.
        not_eligible: rows in which nothing is.
        not_covered: rows of another profession than its text covers; in none of the other three.
        invalid: rows with a value that cannot be, which counts as unknown.
        cost: of all benefits together.
    """

    year: int
    digest: str
    user_supplied: bool
    source: str | None
    eligible: int
    undetermined: int
    not_eligible: int
    not_covered: int
    invalid: int
    cost: Cost


@frozen
class DeedSummary:
    """A deed over all rows.

    Attributes:
        id: the criterion that it meets, ``request:BENEFIT`` or ``account:FACT``.
        by: the last day for it; ``None`` where no text names one.
        rows: rows in which it is to be done.
        alone: of these, where no other deed is needed for the same money, requests aside.
        cost: what is paid in these rows once it is done, with the deeds that only pay together with it.
    """

    id: str
    by: date | None
    rows: int
    alone: int
    cost: Cost

    @property
    def together(self) -> int:
        """Of the rows, those where other deeds are needed too."""
        return self.rows - self.alone


@frozen
class ToDoSummary:
    """What is to be done over all rows, seen from a day.

    Attributes:
        as_of: the day.
        rows: rows in which something is to be done.
        untold: rows of which nothing is told of the scheme for its year; they are in no other figure here.
        deeds: every deed, on which most money hangs first, then that of most rows.
    """

    as_of: date
    rows: int
    untold: int
    deeds: tuple[DeedSummary, ...]


@frozen(kw_only=True)
class EditionSummary(EditionCost):
    """One edition over all rows, with what is behind its figures.

    Attributes:
        scheme: the scheme's id.
        name: what the names of its columns begin with.
        benefits: in the edition's order.
        missing: what is not known in undetermined rows, the fact or question that settles most of them first.
        readings: the reader's answers to the edition's open questions, by id.
        to_do: what is to be done; ``None`` where that is not asked.
    """

    scheme: str
    name: str
    benefits: tuple[BenefitSummary, ...]
    missing: tuple[MissingSummary, ...]
    readings: Mapping[str, bool]
    to_do: ToDoSummary | None = None


@frozen(kw_only=True)
class ComparedCost(EditionCost):
    """One of two editions over all rows.

    Attributes:
        compared: the cost without the rows of which no two amounts are compared, since one of the editions, or both,
            doesn't cover the profession.
    """

    compared: Cost


@frozen
class Summary:
    """A table in figures.

    Attributes:
        rows: how many practitioners there are.
        editions: one for each edition that the table was held against.
        costs: of all editions together, one for each currency.
    """

    rows: int
    editions: tuple[EditionSummary, ...]
    costs: tuple[Cost, ...]


def together(costs: Iterable[Cost]) -> Iterator[Cost]:
    """The sums of costs, one for each currency."""
    found: dict[str, Cost] = {}
    for cost in costs:
        one = found.get(cost.currency, Cost(cost.currency, Decimal(0), Decimal(0)))
        possible = None if one.possible is None or cost.possible is None else plus(one.possible, cost.possible)
        found[cost.currency] = Cost(cost.currency, plus(one.certain, cost.certain), possible)
    yield from found.values()


class Change(StrEnum):
    """What becomes of a practitioner's amount.

    ``gains``: what is certain afterwards is more than what was possible before. ``loses``: what is possible afterwards
    is less than what was certain before. ``same``: both are settled, and equal. ``undetermined``: none of these.
    ``not_covered``: one of the editions, or both, doesn't cover the profession, and no two amounts are to be compared.
    """

    GAINS = "gains"
    LOSES = "loses"
    SAME = "same"
    UNDETERMINED = "undetermined"
    NOT_COVERED = "not_covered"


@frozen
class Cause:
    """A criterion that differs in the rows of those who gain, or of those who lose.

    Attributes:
        id: of the criterion.
        rows: of those who lose, where it was met or not required before, and is required and not met afterwards; of
            those who gain, the reverse.
        alone: of these, where no other criterion differs so.
    """

    id: str
    rows: int
    alone: int

    @property
    def together(self) -> int:
        """Of the rows, those where other criteria differ too."""
        return self.rows - self.alone


@frozen
class Side:
    """Those who gain, or those who lose.

    Attributes:
        rows: how many.
        causes: the criteria that differ, the one with most rows first.
        without: of the rows, those in which no criterion differs so: by the amounts alone, or by what is not known.
    """

    rows: int
    causes: tuple[Cause, ...]
    without: int


@frozen
class Reform:
    """Two editions of a scheme over one table.

    Attributes:
        scheme: the scheme's id.
        rows: how many practitioners there are.
        before: the edition that is compared against.
        after: the edition asked for.
        gains: those who surely get more afterwards.
        loses: those who surely get less.
        same: rows in which both are settled, and equal.
        undetermined: rows of which none of this can be said.
        not_covered: rows of a profession that one of the editions, or both, doesn't cover.
        difference: what the edition afterwards costs more in the rows that are compared; less than nothing where it
            saves.
    """

    scheme: str
    rows: int
    before: ComparedCost
    after: ComparedCost
    gains: Side
    loses: Side
    same: int
    undetermined: int
    not_covered: int
    difference: Cost
