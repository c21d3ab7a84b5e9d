"""Pieces of work of the library itself, in whichever build this process imports."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, partial
from typing import Any

import polars as pl
from attrs import evolve
from incentives import Assessment, Catalogue, Fact, Situation, load_catalogue, money, tiers
from incentives.rules.types import Kind

from benchmarks import agreement, single
from benchmarks.agreement import SCHEME, Disagreement
from benchmarks.population import READ, YEAR, population

Run = Callable[[], object]
Prepare = Callable[[], Sequence[Run]]  # what is to be timed, made anew for each time
AGAIN = 7
CHECKED, INVALID = 2_000, 0.01  # rows, and the share of each kind of damage
SOME_FACTS = {"be.acts": 700, "fr.conventioned": True, "fr.scor.transmissions": 12}  # of several schemes
FORMS: dict[str, dict[str, Any]] = {
    "Enum, complete": {"choices": "enum"},
    "Enum, sets categorical": {"choices": "enum", "sets": "categorical"},
    "Enum, 20 % holes": {"choices": "enum", "holes": 0.2},
    "text, complete": {"choices": "text"},
    "text, 20 % holes": {"choices": "text", "holes": 0.2},
}

catalogue = cache(load_catalogue)


def always(*runs: Run) -> Prepare:
    """Parts that need no preparation."""
    return lambda: runs


@cache
def frame(rows: int, form: str) -> pl.DataFrame:
    """Made-up practitioners."""
    return population(rows, **FORMS[form])


def assess(table: Any) -> Any:
    """Their answers, by the library."""
    return catalogue().assess_table(table, SCHEME, YEAR)


@cache
def agrees(assess: Callable[[pl.DataFrame], Any], form: str, *, may_know_less: bool = False) -> None:
    """Refuse what differs from single assessments in any row, whatever is damaged."""
    for invalid in (0.0, INVALID):
        some = population(CHECKED, **FORMS[form], invalid=invalid)
        expected = agreement.reference(catalogue(), some)
        name = f"{form}, invalid {invalid:.0%}"
        agreement.check_columns(name, some, assess(some), expected, may_know_less=may_know_less)


def table(rows: int, form: str) -> Prepare:
    """A Polars frame of so many rows held against FAMI 2025."""
    agrees(assess, form)
    return always(partial(assess, frame(rows, form)))


def _lazily(table: pl.DataFrame) -> Run:
    return lambda: assess(table.lazy()).collect()


def _in_duckdb(table: pl.DataFrame) -> Run:
    import duckdb

    connection = duckdb.connect()
    connection.register("people", table.to_arrow())
    connection.execute("create table held as select * from people")
    return lambda: assess(connection.table("held")).to_arrow_table()


def _in_pandas(table: pl.DataFrame) -> Run:
    frame = table.to_pandas(use_pyarrow_extension_array=True)
    return lambda: assess(frame)


FRAMES: dict[str, Callable[[pl.DataFrame], Run]] = {
    "Polars": lambda table: partial(assess, table),
    "Polars, lazy": _lazily,
    "PyArrow": lambda table: partial(assess, table.to_arrow()),
    "pandas (Arrow)": _in_pandas,
    "DuckDB": _in_duckdb,
}


def kind_of_frame(rows: int, kind: str) -> Prepare:
    """The same people, a fifth of what is known of them taken away, in a frame of some kind, read to the end."""
    return always(FRAMES[kind](frame(rows, "text, 20 % holes")))


def one_by_one(*, checked: bool = False) -> Prepare:
    """The 1,000 situations of ``single.py``, each assessed, every outcome read."""
    people: list[Any] = single.situations()
    if checked:
        people = [catalogue().check(one) for one in people]
    return always(lambda: [_read(one) for one in people])


def _read(person: Any) -> object:
    assessment = catalogue().assess(SCHEME, YEAR, person)
    outcomes = [result.outcome for result in assessment.criteria.values()]
    due = [result.outcome for result in assessment.benefits.values()]
    return outcomes, due, assessment.amount, assessment.eligibility


def nothing_known() -> Prepare:
    """What can still change the answer of somebody who has told nothing but the profession."""
    person = Situation.of({"practitioner.profession": "physiotherapist"})
    return always(lambda: catalogue().assess(SCHEME, YEAR, person).missing_facts)


def nested(depth: int) -> Prepare:
    """One row held against an amount whose steps are amounts by steps, so many deep."""
    counts = [fact for fact in READ if fact.kind is Kind.COUNT]
    edition = catalogue().edition(SCHEME, YEAR)
    amount = money(10, "EUR")
    for fact in counts[:depth]:
        amount = tiers(fact, (10, amount + money(5, "EUR")), (20, amount + money(7, "EUR")), below=amount)
    stepwise = evolve(edition, benefits=(evolve(edition.benefits[0], amount=amount),))
    scheme = evolve(catalogue()[SCHEME], editions={YEAR: lambda: stepwise})
    alone = evolve(catalogue(), schemes=(scheme,))
    row = pl.DataFrame({counts[0].id: [3], counts[1].id: [15]})
    return always(lambda: alone.assess_table(row, SCHEME, YEAR))


def from_the_start(schemes: int) -> Prepare:
    """Finding and loading so many schemes; then one person under all of them, the first time, and again.

    Only in a process that has done nothing else: nothing can be loaded for the first time twice.
    """
    found: list[Catalogue] = []
    person = Situation.of({"practitioner.profession": "physiotherapist", YEAR: SOME_FACTS})

    def load() -> None:
        found.append(load_catalogue())
        if len(found[0].schemes) != schemes or found[0].failures:
            raise Disagreement(f"{len(found[0].schemes)} schemes instead of {schemes}; {found[0].failures[:1]}")

    def under_all() -> None:
        for one in found[0].assess_all(person, [YEAR]):
            if isinstance(one, Assessment):  # not every scheme has an edition for the year
                _ = one.amount, one.eligibility

    return always(load, *[under_all] * (1 + AGAIN))


def table_under_all(rows: int, told: int) -> Prepare:
    """A table held against every scheme at once; it tells of so many of those that are made up."""
    made = [scheme for scheme in catalogue() if scheme.jurisdiction == "XX"][:told]
    columns = [_column(fact, rows) for scheme in made for fact in scheme.facts]
    table = frame(rows, "text, 20 % holes").with_columns(columns)
    return always(lambda: catalogue().assess_table_all(table, [YEAR]))


def _column(fact: Fact, rows: int) -> pl.Series:
    """A column of values that go round, each seventh of them missing."""
    values: Sequence[object]
    match fact.kind:
        case Kind.YES_NO:
            values = True, False
        case Kind.COUNT:
            values = range(0, 2_000, 50)
        case Kind.DATE:
            values = date(YEAR, 3, 1), date(YEAR, 9, 1)
        case _:
            values = fact.values
    some = pl.Series(fact.id, [*values] * 6 + [None] * len(values))
    return some.gather(pl.int_range(rows, eager=True) % len(some))
