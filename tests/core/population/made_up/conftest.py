"""Schemes made up for a test: every kind of fact, and rules that no shipped scheme has."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType, SimpleNamespace
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from incentives import (
    PROFESSION,
    Application,
    Assessment,
    Benefit,
    Cadence,
    Confidence,
    Contact,
    Contradiction,
    Criterion,
    Document,
    Edition,
    Establishment,
    Expression,
    Fact,
    Group,
    InvalidSituation,
    OpenQuestion,
    Payment,
    Period,
    Reference,
    Scheme,
    Situation,
    Standing,
    Theme,
    Wording,
)
from incentives.assessment.assessment import assess
from incentives.population.table import over_table
from incentives.population.wanted import Wanted
from incentives.situation import Vocabulary

YEAR = 2024
FACTS = (
    Fact.yes_no("xx.member"),
    Fact.yes_no("xx.licensed", annual=False),
    Fact.count("xx.acts", unit="acts"),
    Fact.count("xx.claims", unit="claims"),
    Fact.decimal("xx.hours", unit="hours", least=None),
    Fact.money("xx.fees", currency="EUR", least=None),
    Fact.day("xx.started_on", annual=False),
    Fact.ordered_choice("xx.level", ["none", "low", "high"]),
    Fact.set_of("xx.forms", ["house", "team", "network"]),
    Fact.set_of("xx.many", [f"value_{number}" for number in range(70)]),
)
FIRST = OpenQuestion("xx-aid.first_counts", ask="office")
REFERENCES = (Reference(Document("bylaw", "Bylaw"), "article 1", Confidence.OFFICIAL),)


class Aid:
    """A scheme of one edition, of conditions by id, and amounts with the criteria that they require.

    The benefits are called `b0`, `b1` and so on; `rest` is what else one of them has.
    """

    def __init__(
        self,
        conditions: Mapping[str, Expression],
        amounts: Sequence[tuple[tuple[str, ...], Expression]],
        contradictions: Sequence[Expression] = (),
        rest: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
        groups: Sequence[Group] = (),
        declared: Sequence[Fact] = FACTS,
    ) -> None:
        criteria = [
            Criterion(id, one, Standing.ASKED, Theme.ACTIVITY, Establishment.DECLARED, REFERENCES)
            for id, one in conditions.items()
        ]
        benefits = [
            Benefit(f"b{at}", amount, Cadence.YEARLY, requires, REFERENCES, **rest.get(f"b{at}", {}))
            for at, (requires, amount) in enumerate(amounts)
        ]
        self.edition = Edition(
            "xx-aid",
            YEAR,
            Period.calendar_year(YEAR),
            "EUR",
            tuple(criteria),
            tuple(benefits),
            Application("counter", (), Payment()),
            (Contact("office"),),
            (),
            (),
            PROFESSION.values,
            date(YEAR, 1, 1),
            groups=tuple(groups),
        )
        wording: Any = SimpleNamespace()
        self.impossible = tuple(
            Contradiction(f"impossible_{at}", condition) for at, condition in enumerate(contradictions)
        )
        self.scheme = Scheme(
            "xx-aid", "XX", "Town", PROFESSION.values, declared, {}, wording, (FIRST,), self.impossible
        )
        facts = {fact.id: fact for fact in declared}
        self.vocabulary = Vocabulary(facts, {FIRST.id: FIRST}, tuple((one, Wording(".")) for one in self.impossible))  # type: ignore[arg-type]  # its sentences are never said

    def table(
        self, native: Any, readings: Mapping[str, bool] | None = None, as_of: date | None = None, **options: Any
    ) -> Any:
        wanted = [Wanted(self.scheme, self.edition, "xx-aid", as_of)]
        return over_table(native, wanted, self.vocabulary, readings or {}, **options)

    def takes(self, facts: Mapping[str, Any]) -> bool:
        """Whether the single assessment takes some facts."""
        try:
            self.alone(facts, {})
        except InvalidSituation:
            return False
        return True

    def alone(self, facts: Mapping[str, Any], readings: Mapping[str, bool], as_of: date | None = None) -> Assessment:
        data: dict[Any, Any] = {YEAR: {}, "readings": dict(readings)}
        for id, value in facts.items():
            fact = self.vocabulary.facts[id]
            (data[YEAR] if fact.annual else data)[id] = list(value) if isinstance(value, tuple) else value
        return assess(self.scheme, self.edition, self.vocabulary.check(Situation.of(data)), as_of)


def table_of(rows: Sequence[Mapping[str, Any]]) -> Any:
    """A plain table of the facts that some row names, for the makers of frames; counts, texts and days."""
    ids = dict.fromkeys(f"xx.{name}" for row in rows for name in row)
    columns = [SimpleNamespace(name=id, fact=fact, form=0) for fact in FACTS for id in ids if fact.id == id]
    return SimpleNamespace(columns=columns, rows=[{id: row.get(id[3:]) for id in ids} for row in rows])


def rows_of(frame: Any) -> list[dict[str, Any]]:
    if isinstance(frame, pl.DataFrame):
        return frame.rows(named=True)
    if isinstance(frame, pd.DataFrame):
        frame = pa.Table.from_pandas(frame[[name for name in frame.columns if name.startswith("xx-aid.")]])
    elif not isinstance(frame, pa.Table):
        frame = pa.table(frame.to_arrow_table())
    rows: list[dict[str, Any]] = frame.to_pylist()
    return rows


@pytest.fixture(scope="session")
def aid_of() -> type[Aid]:
    """`aid_of(conditions, amounts, contradictions)`: a scheme that asks the facts above."""
    return Aid


@pytest.fixture(scope="session")
def group_of() -> Callable[..., Group]:
    """`group_of("b0", "b1", at_most=money(100, "EUR"))`."""

    def grouped(*ids: str, at_most: Expression | None = None, one_only: bool = False) -> Group:
        return Group("-".join(ids), ids, REFERENCES, at_most, one_only)

    return grouped


@pytest.fixture(scope="session")
def plain_table() -> Callable[[Sequence[Mapping[str, Any]]], Any]:
    return table_of


@pytest.fixture(scope="session")
def in_rows() -> Callable[[Any], list[dict[str, Any]]]:
    """What was added to a frame of Polars, pandas, PyArrow or DuckDB, in rows."""
    return rows_of


@pytest.fixture(scope="session")
def checked() -> Callable[..., list[Any]]:
    """`checked(aid, frame_kind, rows, readings)`: the rows of the result, each compared with the single assessment."""

    def rows(
        aid: Aid, kind: Any, rows: Sequence[Mapping[str, Any]], readings: Mapping[str, bool] | None = None
    ) -> list[Any]:
        """The rows of the result, each compared with the single assessment of its facts."""
        table = table_of(rows)
        got: list[Any] = kind.rows(aid.table(kind.make(table), readings))
        for given, row in zip(table.rows, got, strict=True):
            facts = {id: value for id, value in given.items() if value is not None}
            alone = aid.alone(facts, readings or {})
            outcomes = {"met": True, "not_met": False, "unknown": None}
            for id, result in alone.criteria.items():
                assert row[f"xx-aid.{id}"] is outcomes[result.outcome.value], (id, facts)
            assert (row["xx-aid.certain"], row["xx-aid.possible"]) == (alone.amount.certain, alone.amount.possible), (
                facts
            )
            assert row["xx-aid.eligibility"] == alone.eligibility.value
            assert row["xx-aid.invalid"] is None
        return got

    return rows
