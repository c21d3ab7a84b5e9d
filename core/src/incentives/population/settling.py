"""Facts that contradict one another in a row: unknown there, and marked."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_

import polars as pl
from attrs import define, field

from incentives.assessment.consistent import Key, key_of, keys_of
from incentives.population.cleaning import Cleaned
from incentives.population.intake import FactColumn
from incentives.population.stages import R, Stages
from incentives.population.toolarge import too_large
from incentives.rules.columns import View
from incentives.rules.expressions import (
    AllOf,
    Comparison,
    DatePart,
    Expression,
    IsNone,
    Not,
    ReferenceYear,
)
from incentives.rules.facts import At, Fact
from incentives.scheme.edition import Edition


@define(eq=False)
class Facts:
    """What the rows of a table say, step by step: as cleaned, then without what contradicts itself.

    Attributes:
        prefix: of the names of hidden columns.
        columns: those that say a fact.
        readings: the reader's answers to open questions, by id.
        as_of: the day on which it is asked, if any.
    """

    prefix: str
    columns: Sequence[FactColumn]
    readings: Mapping[str, bool]
    as_of: date | None = None
    _values: dict[Key, pl.Expr] = field(factory=dict, init=False)
    _invalid: dict[Key, list[pl.Expr]] = field(factory=dict, init=False)
    _within: dict[Key, int] = field(factory=dict, init=False)
    _absent: dict[Key, dict[Key, pl.Expr]] = field(factory=lambda: defaultdict(dict), init=False)

    def cleaned(self, frame: R, given: Mapping[FactColumn, Cleaned]) -> R:
        """The frame with each fact's value and mark as hidden columns."""
        hidden = Stages(f"{self.prefix}v")
        for column in self.columns:
            clean, key = given[column], column.key
            value = clean.value if clean.is_at_hand else hidden.hide(clean.value, 0)
            self._values[key] = value if clean.unreadable is None else hidden.hide(clean.known(value), 1)
            self._invalid[key] = [hidden.hide(clean.misfits(value), 1)] if clean.can_misfit else []
            if clean.absent is not None:
                self._absent[key][key] = hidden.hide(clean.absent, 0)
            if column.day is not None:
                self._absent[column.about][key] = hidden.hide(value.fill_null(False), 1)
        self._told_twice(hidden)
        return hidden.computed(frame)

    def _told_twice(self, hidden: Stages) -> None:
        """A day that is given, and beside it told to be absent: neither counts."""
        for key, by_column in self._absent.items():
            for teller, told in by_column.items():
                if key in self._values and teller != key:
                    both = hidden.hide(told & ~self._values[key].is_null(), 2)
                    self._values[key] = hidden.hide(pl.when(~both).then(self._values[key]), 3)
                    by_column[teller] = hidden.hide(told & ~both, 3)
                    for one in (key, teller):
                        self._invalid[one].append(both)

    def settled(
        self,
        frame: R,
        impossible: Iterable[tuple[int, Expression]],
        step: str = "c",
        following: Callable[[Expression], Expression] = lambda expression: expression,
    ) -> R:
        """The frame in which facts that contradict one another are unknown and marked.

        Args:
            frame: with the cleaned facts.
            impossible: conditions that cannot be, each with the year that it is seen from.
            step: of which this is, for the names of hidden columns.
            following: gives each condition as it follows from what else the row says.
        """
        by_year: dict[int, dict[str, Expression]] = defaultdict(dict)
        for year, condition in impossible:
            by_year[year][condition.digest] = condition
        involved: dict[Key, list[pl.Expr]] = defaultdict(list)
        within: dict[Key, int] = {}
        for year, by_digest in by_year.items():
            conditions = tuple(by_digest.values())
            stages = Stages(f"{self.prefix}{step}{year}_", following)
            stages.add(conditions, self.view(year))
            for condition in conditions:
                cell = stages.cell(condition)
                if isinstance(cell, pl.Expr):
                    holds = stages.hide(cell.fill_null(False), stages.depth(condition))
                    for key in keys_of(condition, year):
                        involved[key].append(holds)
                    within |= _only_year(condition, year, stages)
            frame = stages.computed(frame)
        self._within |= within  # not before: only what follows has no date of another year
        return self._without(frame, involved, f"{step}s")

    def without_too_large(self, frame: R, editions: Iterable[Edition]) -> R:
        """The frame in which facts whose product is too large for any amount are unknown and marked."""
        involved: dict[Key, list[pl.Expr]] = defaultdict(list)
        for edition in editions:
            for node, is_wide in too_large(edition, self.view(edition.year)):
                for key in keys_of(node, edition.year):
                    involved[key].append(is_wide.fill_null(False))
        return self._without(frame, involved, "w")

    def _without(self, frame: R, involved: Mapping[Key, list[pl.Expr]], step: str = "s") -> R:
        hidden = Stages(f"{self.prefix}{step}")
        for key, cells in involved.items():
            if key not in self._values and key not in self._absent:
                continue
            is_wrong = hidden.hide(reduce(or_, cells), 0)
            if key in self._values:
                value = self._values[key]
                self._invalid[key].append(is_wrong & ~value.is_null())
                self._values[key] = hidden.hide(pl.when(~is_wrong).then(value), 1)
            for teller, told in self._absent.get(key, {}).items():
                self._invalid[teller].append(is_wrong & told)
                self._absent[key][teller] = hidden.hide(told & ~is_wrong, 1)
        return hidden.computed(frame)

    def view(self, year: int) -> View:
        """The facts seen from a reference year."""
        annual: dict[int, dict[str, pl.Expr]] = defaultdict(dict)
        permanent: dict[str, pl.Expr] = {}
        for (id, its_year), value in self._values.items():
            (permanent if its_year is None else annual[its_year])[id] = value
        absent = {key: reduce(or_, told.values()) for key, told in self._absent.items()}
        return View(year, permanent, annual, self.readings, self._within, absent, self.as_of)

    def flags(self, ids: Iterable[str], years: frozenset[int]) -> list[tuple[str, pl.Expr]]:
        """Which columns can say something invalid, each with whether they do in the row.

        Args:
            ids: of the facts that count.
            years: whose facts count.
        """
        mine = frozenset(ids)
        return [
            (column.name, reduce(or_, flags))
            for column in self.columns
            if column.about[0] in mine and (column.year is None or column.year in years)
            if (flags := self._invalid[column.key])
        ]


def _only_year(condition: Expression, year: int, stages: Stages) -> dict[Key, int]:
    """The calendar year that a date must be in, if one that is not absent must by a condition that cannot be."""
    match condition:
        case AllOf(operands=(Not(operand=IsNone(operand=Fact() | At() as day)), Comparison() as rest)) if (
            day.digest in {one.digest for one in rest.days}
        ):
            return _only_year(rest, year, stages)
        case Comparison(operator="!=", left=DatePart(part="year", operand=Fact() | At() as day), right=right):
            only = stages.cell(right)
            return {key_of(day, year): only} if isinstance(only, int) else {}
    return {}


def reads_a_year(condition: Expression) -> bool:
    """Whether a condition depends on the year that it is seen from."""
    return any(
        isinstance(node, At | ReferenceYear) or (isinstance(node, Fact) and node.annual) for node in condition.walk()
    )
