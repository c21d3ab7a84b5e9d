"""Random tables of practitioners as plain rows, and what the single assessment says of each row."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import pytest
from attrs import field, frozen
from hypothesis import strategies as st
from incentives import Catalogue, Edition, Fact, InvalidSituation, Outcome, Situation
from incentives.rules.expressions import Literal
from incentives.rules.facts import At, terms_of
from incentives.rules.types import NO_DAY, Kind
from sample import sample

Row = Mapping[str, Any]
Key = tuple[str, int | None]  # a fact's id, and the year that it belongs to
RowPlan = tuple[str, int, list[tuple[int, int]]]  # what it starts from, a seed, and changes of its cells

NOTHING = ("unknown", "", " \t")  # what a cell of text can hold that says nothing
STATES = {Outcome.MET: True, Outcome.WAIVED: True, Outcome.NOT_MET: False, Outcome.UNKNOWN: None}
DAYS = ((1, 1), (6, 15), (12, 1), (12, 31))
LARGEST = 10**12
INVALID: Mapping[Kind, tuple[object, ...]] = {
    Kind.COUNT: (-1, LARGEST + 1),
    Kind.CHOICE: ("zz",),
    Kind.ORDERED_CHOICE: ("zz",),
    Kind.SET: (("zz",),),
}


@frozen
class Column:
    """A column that says a fact.

    Attributes:
        name: of the column.
        fact: what it says.
        year: the year it belongs to; `None` for a permanent fact.
        form: a number from which each kind of frame chooses the type of the column.
        day: of a column that says whether a day is absent, the id of that day.
    """

    name: str
    fact: Fact = field(eq=False)
    year: int | None
    form: int
    day: str | None = None

    @property
    def key(self) -> Key:
        return self.day or self.fact.id, self.year


@frozen(eq=False)
class Table:
    """A table as plain rows: sets are tuples, what is not given is `None`."""

    schemes: tuple[str, ...]
    years: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = field(repr=False)
    readings: Mapping[str, bool]

    def cells(self, column: Column) -> list[Any]:
        return [row[column.name] for row in self.rows]

    def said(
        self, row: Row, ids: set[str], years: set[int | None]
    ) -> tuple[dict[Key, Any], dict[Key, set[str]], set[Key]]:
        """The facts that a row gives, the columns that say each, and the days that are given and told to be absent."""
        read = [one for one in self.columns if one.key[0] in ids and one.year in years]
        given = [one for one in read if one.day is None and row[one.name] not in (None, *NOTHING)]
        facts = {one.key: row[one.name] for one in given}
        names = {one.key: {one.name} for one in read if one.day is None}
        twice = set[Key]()
        for one in read:
            if one.day is not None and row[one.name] is True:
                names[one.key] = {one.name}
                if one.key in facts:
                    names[one.key] |= {column.name for column in read if column.key == one.key}
                    twice.add(one.key)
                facts[one.key] = NO_DAY
        return {key: value for key, value in facts.items() if key not in twice}, names, twice

    def __repr__(self) -> str:
        given = [{name: cell for name, cell in row.items() if cell is not None} for row in self.rows]
        return f"Table({self.schemes}, {self.years}, {self.readings}, {given})"


def years_of(edition: Edition) -> set[int]:
    """The years of which an edition reads facts."""
    return {edition.year, *(edition.year + term.offset for term in edition.terms if isinstance(term, At))}


def figures_of(edition: Edition) -> list[Any]:
    """The values that its conditions hold."""
    conditions = [criterion.condition for criterion in edition.criteria if criterion.condition is not None]
    return [node.value for one in conditions for node in one.walk() if isinstance(node, Literal)]


def values_of(fact: Fact, edition: Edition) -> tuple[Any, ...]:
    """Valid values on, between and around the figures of an edition."""
    figures = figures_of(edition)
    match fact.kind:
        case Kind.YES_NO:
            return (True, False)
        case Kind.COUNT:
            numbers = {n + d for n in figures if type(n) is int for d in (-1, 0, 1)}
            return tuple(sorted(n for n in numbers | {0, 1, 70, 100, LARGEST} if n >= 0))
        case Kind.DATE:
            days = {date(edition.year + offset, *day) for offset in range(-4, 3) for day in DAYS}
            days |= {n + timedelta(d) for n in figures if isinstance(n, date) for d in (-1, 0, 1)}
            return tuple(sorted(days))
        case Kind.SET:
            return ((), *((value,) for value in fact.values), fact.values, fact.values[:2])
        case _:
            return fact.values


def options(column: Column, edition: Edition) -> list[Any]:
    """Everything that a cell can say, nothing at all first."""
    said = NOTHING if column.fact.kind in {Kind.CHOICE, Kind.ORDERED_CHOICE, Kind.SET} else []
    mixed = [(column.fact.values[0], "zz")] if column.fact.kind is Kind.SET else []
    return [None, *said, *values_of(column.fact, edition), *INVALID.get(column.fact.kind, ()), *mixed]


def situation_of(facts: Mapping[Key, Any], readings: Mapping[str, bool]) -> Situation:
    data: dict[Any, Any] = {"readings": dict(readings)}
    for (id, year), value in facts.items():
        (data if year is None else data.setdefault(year, {}))[id] = list(value) if isinstance(value, tuple) else value
    return Situation.of(data)


@frozen(eq=False)
class Oracle:
    """Answers of the single assessment."""

    catalogue: Catalogue

    @cache  # noqa: B019  # one for the whole session
    def best(self, scheme: str, year: int) -> Mapping[Key, Any]:
        """Facts of which an edition is met as far as a short search finds it."""
        edition, chance = self.catalogue.edition(scheme, year), random.Random(year)  # noqa: S311  # no secret
        keys = [
            (fact, its_year)
            for fact in edition.facts
            for its_year in (sorted(years_of(edition)) if fact.annual else [None])
        ]
        found: list[tuple[Decimal, int, dict[Key, Any]]] = []
        for _ in range(4):
            facts: dict[Key, Any] = {}
            for fact, its_year in keys:
                values = list(values_of(fact, edition))
                chance.shuffle(values)
                tried = [{**facts, (fact.id, its_year): value} for value in values]
                fitting = [one for one in tried if not self.invalid(one)]
                facts = max(fitting, key=lambda one: self._rank(edition, one), default=facts)
            found.append((*self._rank(edition, facts)[2:], facts))
        return max(found, key=lambda one: one[:2])[2]

    def _rank(self, edition: Edition, facts: Mapping[Key, Any]) -> tuple[int, int, Decimal, int]:
        assessment = self.catalogue.assess(edition.scheme, edition.year, situation_of(facts, {}))
        outcomes = [result.outcome for result in assessment.criteria.values()]
        met = outcomes.count(Outcome.MET)
        return -outcomes.count(Outcome.NOT_MET), met, assessment.amount.certain, met

    def invalid(self, facts: Mapping[Key, Any], readings: Mapping[str, bool] | None = None) -> set[Key]:
        """What the faults of a situation name; an answer to an open question is no cell, and stays."""
        try:
            self.catalogue.check(situation_of(facts, readings or {}))
        except InvalidSituation as error:
            paths = {path for fault in error.faults for path in fault.paths}  # type: ignore[attr-defined]  # faults have paths
            paths = {path for path in paths if not path.startswith("readings.")}
            return {(path[5:], int(path[:4])) if path[:4].isdigit() else (path, None) for path in paths}
        return set()

    def editions(self, table: Table) -> dict[str, Edition]:
        """The editions that a table is held against, by what the names of their columns begin with."""
        several = len(table.years) > 1
        return {
            f"{id}@{year}" if several else id: self.catalogue.edition(id, year)
            for year in sorted(table.years)
            for id in table.schemes
        }

    def _bearing_on(self, edition: Edition) -> set[str]:
        """The facts that an edition reads, and those that cannot be together with them."""
        read = {term.id for term in edition.terms}
        contradictions = (one for scheme in self.catalogue for one in scheme.contradictions)
        together = ({term.id for term in terms_of(one.condition)} for one in contradictions)
        return read.union(*(ids for ids in together if not ids.isdisjoint(read)))

    def read(self, table: Table, row: Row) -> tuple[dict[Key, Any], dict[Key, set[str]], set[Key], set[Key]]:
        """What a row says, as `Table.said` has it, and what of that cannot be, whoever asks it."""
        ids = {fact.id for scheme in self.catalogue for fact in scheme.facts}  # what others ask can contradict it
        facts, names, twice = table.said(row, ids, {column.year for column in table.columns})
        return facts, names, twice, self.invalid(facts, table.readings) | twice

    @lru_cache(maxsize=64)  # noqa: B019  # one for the whole session
    def expected(self, table: Table) -> list[dict[str, Any]]:
        """The columns that must be added, row by row."""
        editions = self.editions(table)
        read = {year for edition in editions.values() for year in years_of(edition)}
        expected = []
        for row in table.rows:
            facts, names, twice, invalid = self.read(table, row)
            near = {key: value for key, value in facts.items() if key[1] in {None, *read}}
            wrong_near = self.invalid(near, table.readings) | twice
            known = {key: value for key, value in facts.items() if key not in invalid}
            checked = self.catalogue.check(situation_of(known, table.readings))
            added: dict[str, Any] = {}
            for name, edition in editions.items():
                assessment = self.catalogue.assess(edition.scheme, edition.year, checked)
                for id, result in assessment.criteria.items():
                    if result.outcome is not Outcome.NOT_APPLICABLE:
                        added[f"{name}.{id}"] = STATES[result.outcome]
                added[f"{name}.certain"] = assessment.amount.certain
                added[f"{name}.possible"] = assessment.amount.possible
                added[f"{name}.eligibility"] = assessment.eligibility.value
                mine = {fact.id for fact in self.catalogue[edition.scheme].facts}
                marked = {key for key in invalid if key[0] in mine and key[1] in {None, *years_of(edition)}}
                asked = self._bearing_on(edition)
                marked = {key for key in marked if key in wrong_near or key[0] in asked}  # nothing asks for the others
                added[f"{name}.invalid"] = {said for key in marked for said in names[key]}
            expected.append(added)
        return expected


def columns_of(
    catalogue: Catalogue, schemes: Sequence[str], years: Sequence[int], chance: random.Random
) -> list[Column]:
    """Columns of the facts that matter, most of them, and of some that do not."""
    read = {year for id in schemes for year in years for year in years_of(catalogue.edition(id, year))}
    mine = {fact.id: fact for id in schemes for fact in catalogue[id].facts}
    found: list[Column] = []
    for fact in catalogue.vocabulary.facts.values():
        likely = 0.95 if fact.id in mine else 0.1
        all_years = (
            [(year, likely) for year in sorted(read)] + [(min(read) - 9, 0.05)] if fact.annual else [(None, likely)]
        )
        for year, share in all_years:
            if chance.random() >= share:
                continue
            is_plain = not fact.annual or (len(years) == 1 and year == years[0] and chance.random() < 0.7)
            end = "" if is_plain else f"@{year}"
            found.append(Column(f"{fact.id}{end}", fact, year, chance.randrange(60)))
            if fact.kind is Kind.DATE and chance.random() < 0.7:
                told = Fact.yes_no(f"{fact.id}.none")
                found.append(Column(f"{fact.id}.none{end}", told, year, chance.randrange(60), fact.id))
                if chance.random() < 0.2:
                    del found[-2]  # a table may say no more than that there was no such day
    chance.shuffle(found)
    return found


def table_of(
    oracle: Oracle, schemes: Sequence[str], years: Sequence[int], seed: int, plans: Sequence[RowPlan]
) -> Table:
    """A table made of plans."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    columns = columns_of(oracle.catalogue, schemes, years, chance)
    editions = [oracle.catalogue.edition(id, year) for id in schemes for year in years]
    cells = [options(column, editions[place % len(editions)]) for place, column in enumerate(columns)]
    best: dict[Key, Any] = {}
    for edition in editions:
        best |= oracle.best(edition.scheme, edition.year)
    questions = [question.id for edition in editions for question in edition.questions]
    readings = {id: chance.random() < 0.5 for id in questions if chance.random() < 0.4}
    rows = [_row(columns, cells, best, plan) for plan in plans]
    if readable := _readable(columns, rows, editions[0]):
        rows.append(readable)
    return Table(tuple(schemes), tuple(years), tuple(columns), tuple(rows), readings)


def _readable(columns: Sequence[Column], rows: Sequence[Row], edition: Edition) -> Row | None:
    """A row more with a cell that can be read in each column that has others only, since such a column is a fault."""
    found: dict[str, Any] = {}
    for column in columns:
        wrong = [*INVALID.get(column.fact.kind, ()), (*column.fact.values[:1], "zz")]
        said = [row[column.name] for row in rows if row[column.name] not in (None, *NOTHING)]
        if said and all(cell in wrong for cell in said):
            found[column.name] = values_of(column.fact, edition)[0]
    return {column.name: found.get(column.name) for column in columns} if found else None


def _row(columns: Sequence[Column], cells: Sequence[Sequence[Any]], best: Mapping[Key, Any], plan: RowPlan) -> Row:
    start, seed, changes = plan
    chance = random.Random(seed)  # noqa: S311  # no secret
    is_best = start == "best"
    row: dict[str, Any] = {one.name: None if one.day or not is_best else best.get(one.key) for one in columns}
    if start == "random":
        for column, cell in zip(columns, cells, strict=True):
            row[column.name] = chance.choice(cell) if chance.random() < 0.8 else None
    for at, to in changes if columns else ():
        cell = cells[at % len(columns)]
        row[columns[at % len(columns)].name] = cell[to % len(cell)]
    return row


ROW_PLANS: st.SearchStrategy[RowPlan] = st.tuples(
    st.sampled_from(["best", "empty", "random"]),
    st.integers(0, 2**16),
    st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=6),
)


def random_plans(chance: random.Random, count: int) -> Iterator[RowPlan]:
    """Plans for many rows, mostly of practitioners who are nearly there."""
    for _ in range(count):
        start = chance.choice(["best", "best", "best", "random", "empty"])
        yield (
            start,
            chance.randrange(2**16),
            [(chance.randrange(99), chance.randrange(99)) for _ in range(chance.randrange(7))],
        )


@pytest.fixture(scope="session")
def oracle(catalogue: Catalogue) -> Oracle:
    return Oracle(catalogue)


@pytest.fixture(scope="session")
def keys(catalogue: Catalogue) -> list[tuple[str, int]]:
    """Every edition of every plugin."""
    return [(scheme.id, year) for scheme in catalogue for year in scheme.years]


@pytest.fixture(scope="session")
def tables(oracle: Oracle) -> Callable[..., st.SearchStrategy[Table]]:
    """`tables(schemes, years)`: random tables of a few rows."""

    def strategy(schemes: Sequence[str], years: Sequence[int]) -> st.SearchStrategy[Table]:
        plans = st.lists(ROW_PLANS, max_size=12)
        return st.builds(lambda seed, rows: table_of(oracle, schemes, years, seed, rows), st.integers(0, 2**16), plans)

    return strategy


@pytest.fixture(scope="session")
def large_table(oracle: Oracle) -> Callable[..., Table]:
    """`large_table(schemes, years, rows)`: one random table, always the same."""

    @cache
    def made(schemes: tuple[str, ...], years: tuple[int, ...], rows: int) -> Table:
        chance = random.Random(f"{schemes} {years}")  # noqa: S311  # no secret
        return table_of(oracle, schemes, years, chance.randrange(2**16), list(random_plans(chance, sample(rows))))

    return lambda schemes, years, rows: made(tuple(schemes), tuple(years), rows)


@pytest.fixture(scope="session")
def agree(oracle: Oracle) -> Callable[..., None]:
    """`agree(frame_kind, table)`: the table as such a frame gets the columns that the single assessment says."""

    def check(kind: Any, table: Table) -> None:
        native = kind.make(table)
        result = oracle.catalogue.assess_table_all(native, table.years, table.schemes, readings=table.readings)
        assert type(result) is kind.type
        given, got = kind.rows(native), kind.rows(result)
        expected = oracle.expected(table)
        assert len(got) == len(expected)
        for before, row, outcome in zip(given, got, expected, strict=True):
            added = {name: cell for name, cell in row.items() if name not in before}
            for name in [name for name in added if name.endswith(".invalid")]:
                said = [] if added[name] is None else added[name].split(";")
                assert len(set(said)) == len(said)
                added[name] = set(said)
            assert {name: row[name] for name in before} == before
            assert {name: (type(cell), cell) for name, cell in added.items()} == {
                name: (type(cell), cell) for name, cell in outcome.items()
            }

    return check
