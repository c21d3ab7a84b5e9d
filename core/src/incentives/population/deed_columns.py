"""What to do in every row, by when and for how much: the advice to each practitioner, in columns.

Tables have no rules of their own: a row is advised as one practitioner is, and rows that say the same share the advice.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from threading import Lock
from typing import Any, NoReturn

import polars as pl
from attrs import define, field

from incentives.advice import advise
from incentives.assessment.assessment import assess
from incentives.assessment.consistent import Key
from incentives.errors import AssessmentFailed, IncentivesError, UnknownEdition
from incentives.population.entitlement import exact
from incentives.population.reasons import value_in
from incentives.population.stages import Rows
from incentives.population.tasks import Tasks
from incentives.population.wanted import Wanted
from incentives.rules.columns import View
from incentives.rules.facts import terms_of
from incentives.rules.setcolumns import SEPARATOR
from incentives.rules.types import NO_DAY, Value
from incentives.scheme.edition import Edition
from incentives.situation import CheckedSituation, Vocabulary
from incentives.values.exact import steady
from incentives.wording.said import Said, saying

MOST_KEPT = 50_000  # rows whose advice is kept, of one edition
ONE_AT_A_TIME = Lock()  # threads of Polars would look things up in the same memory, and gain nothing
Row = tuple[Any, ...]
# The columns by the last part of their name; what each says of one practitioner, nothing where there is no such thing.
SAYS: Mapping[str, Callable[[Tasks], Any]] = {
    "to_do": lambda one: _joined(one.first.deeds) if one.first else None,
    "to_do_by": lambda one: one.first.by if one.first else None,
    "to_do_from": lambda one: one.first.start if one.first else None,
    "to_do_advised": lambda one: one.first.advised if one.first else None,
    "to_do_spending": lambda one: one.first.spending if one.first else None,
    "to_do_certain": lambda one: one.first.brings.certain if one.first else None,
    "to_do_possible": lambda one: one.first.brings.possible if one.first else None,
    "to_do_later": lambda one: _joined(one.later),
    "to_do_tell": lambda one: _joined(one.tell),
    "to_do_ask": lambda one: _joined(one.ask),
    "too_late": lambda one: _joined(one.too_late),
}
SAID = "to_do_said"
DATES, AMOUNTS = {"to_do_by", "to_do_from", "to_do_advised"}, {"to_do_certain", "to_do_possible"}


def _joined(ids: Iterable[str]) -> str | None:
    return SEPARATOR.join(ids) or None


def types_of(edition: Edition) -> dict[str, Any]:
    """The types of the columns, by the last part of their name."""
    types: dict[str, Any] = dict.fromkeys((*SAYS, SAID), pl.String())
    types |= dict.fromkeys(DATES, pl.Date()) | dict.fromkeys(AMOUNTS, exact(edition))
    return {**types, "to_do_spending": pl.Boolean()}


def add_tasks(
    rows: Rows, one: Wanted, vocabulary: Vocabulary, view: View, prefix: str, language: str | None
) -> dict[str, str]:
    """Add what to do in every row; gives the internal names of the columns, by the last part of their final ones.

    Args:
        rows: with the facts of the view.
        one: the edition, with the day on which it is asked.
        vocabulary: every fact that is known.
        view: the facts, settled.
        prefix: of internal names.
        language: of a column of sentences more; none without it.
    """
    says = SAYS if language is None else {**SAYS, SAID: lambda tasks: tasks.said or None}
    names, whole = {end: f"{prefix}t{at}" for at, end in enumerate(says)}, f"{prefix}t"
    advisor = Advisor(one, vocabulary, view, language)
    rows.with_columns(advisor.told(says, types_of(one.edition)).alias(whole))
    rows.with_columns(*(pl.col(whole).struct.field(end).alias(name) for end, name in names.items()))
    return names


@define(eq=False)
class Advisor:
    """Advises rows under one edition, each distinct one once.

    Attributes:
        one: the edition, with the day on which it is asked.
        vocabulary: every fact that is known.
        view: the facts, settled.
        language: of sentences; none without it.
    """

    one: Wanted
    vocabulary: Vocabulary
    view: View
    language: str | None = None
    _keys: tuple[Key, ...] = field(init=False)
    _absent: tuple[Key, ...] = field(init=False)
    _found: dict[Row, Tasks] = field(init=False)

    @_keys.default
    def _told_keys(self) -> tuple[Key, ...]:
        ids = linked(self.one.edition, self.vocabulary)
        annual = [(id, year) for year, cells in self.view.annual.items() for id in cells]
        return tuple(key for key in [*((id, None) for id in self.view.permanent), *annual] if key[0] in ids)

    @_absent.default
    def _absent_keys(self) -> tuple[Key, ...]:
        ids = linked(self.one.edition, self.vocabulary)
        return tuple(key for key in self.view.absent if key[0] in ids)

    @_found.default
    def _found_before(self) -> dict[Row, Tasks]:
        readings = tuple(sorted(self.view.readings.items()))
        return _kept(self.one, self.vocabulary, readings, self._keys, self._absent, self.language)

    @property
    def row(self) -> pl.Expr:
        """All that a row says, as one column."""
        values = [self._cell(key).alias(f"v{at}") for at, key in enumerate(self._keys)]
        absent = [self.view.absent[key].alias(f"a{at}") for at, key in enumerate(self._absent)]
        return pl.struct(*values, *absent) if values or absent else pl.struct(pl.lit(None).alias("v"))

    def _cell(self, key: Key) -> pl.Expr:
        id, year = key
        return (self.view.permanent if year is None else self.view.annual[year])[id]

    def told(
        self,
        says: Mapping[str, Callable[[Tasks], Any]],
        types: Mapping[str, Any],
        seen: Callable[[int], None] = lambda _: None,
    ) -> pl.Expr:
        """What is said of each row, as one column of structures.

        Args:
            says: what is said of one practitioner, by the names of its parts.
            types: of the parts.
            seen: told how many rows more were advised; what it raises ends the work.
        """

        def said(rows: pl.Series) -> pl.Series:
            numbers: dict[int, int] = {}
            every = [self._tasks(row) for row in rows.struct.unnest().rows()]
            seen(len(every))
            places = [numbers.setdefault(id(tasks), len(numbers)) for tasks in every]
            distinct = list({id(tasks): tasks for tasks in every}.values())
            parts = [pl.Series(name, [say(one) for one in distinct], types[name]) for name, say in says.items()]
            chosen = pl.Series(places, dtype=pl.UInt32)
            return pl.DataFrame([part.gather(chosen) for part in parts]).to_struct(rows.name)

        kind = pl.Struct({name: types[name] for name in says})
        return self.row.map_batches(said, return_dtype=kind, is_elementwise=True)

    def _tasks(self, row: Row) -> Tasks:
        with ONE_AT_A_TIME:
            found = self._found.get(row)
            if found is None:
                if len(self._found) >= MOST_KEPT:
                    self._found.clear()
                found = self._found[row] = self._advised(row)
            return found

    @steady
    def _advised(self, row: Row) -> Tasks:
        scheme, edition = self.one.rules
        try:
            assessment = assess(scheme, edition, self._situation(row), self.one.as_of)
            return Tasks.of(advise(assessment, _unknown), self.language)
        except Exception as error:
            problem = (error.said or str(error)) if isinstance(error, IncentivesError) else str(error)
            said = Said.of("rules_not_applied", scheme=scheme.id, year=edition.year, problem=problem)
            raise saying(AssessmentFailed, said, scheme=scheme.id, year=edition.year) from error

    def _situation(self, row: Row) -> CheckedSituation:
        facts = self.vocabulary.facts
        absent = zip(self._absent, row[len(self._keys) :], strict=False)
        values: dict[Key, Value] = {key: NO_DAY for key, told in absent if told}
        for key, held in zip(self._keys, row, strict=False):
            if (value := value_in(held, facts[key[0]])) is not None:
                values[key] = value
        permanent: dict[str, Value] = {}
        annual: dict[int, dict[str, Value]] = {}
        for (id, year), value in values.items():
            (permanent if year is None else annual.setdefault(year, {}))[id] = value
        return CheckedSituation(permanent, annual, self.view.readings, contradictory=self.vocabulary.contradictory)


@lru_cache(maxsize=4)
def _kept(*_: object) -> dict[Row, Tasks]:
    """What rows were told before that say the same of the same: a table and its summary share it."""
    return {}


def _unknown(year: int) -> NoReturn:
    """Which later year has rules again is said of one practitioner, not in a table."""
    raise UnknownEdition(str(year))


def linked(edition: Edition, vocabulary: Vocabulary) -> frozenset[str]:
    """The ids of the facts that an edition reads, and of those that contradictions link to them."""
    found: set[str] = set()
    waiting = [fact.id for fact in edition.facts]
    while waiting:
        if (id := waiting.pop()) not in found:
            found.add(id)
            conditions = vocabulary.contradictory.by_fact.get(id, {}).values()
            waiting += [term.id for one in conditions for term in terms_of(one)]
    return frozenset(found)
