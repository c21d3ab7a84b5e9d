"""Expressions held against tables of rows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
import pytest
from attrs import evolve
from incentives import Expression, Fact, InconsistentFacts, Known, OpenQuestion, Trace, bounds, evaluate
from incentives.rules.columnbounds import Ends
from incentives.rules.columns import View, column, inputs
from incentives.rules.facts import At, Term, terms_of
from incentives.rules.measures import Cell
from incentives.rules.setcolumns import MOST_BITS
from incentives.rules.types import NO_DAY, Kind, Value

YEAR, ASKED_ON = 2024, date(2025, 2, 28)
Givens = Mapping[str, Value]
TOLD = Fact.yes_no("xx.told")  # stands for any column of true and false


def held(value: Value | None, values: Sequence[str]) -> Any:
    """A value as a column holds it: a day that is told to be absent stands in a column of its own."""
    if not values and value == NO_DAY:
        return None
    if not isinstance(value, frozenset):
        return value
    return sum(1 << values.index(item) for item in value) if len(values) <= MOST_BITS else " ; ".join(sorted(value))


def type_of(term: Term) -> Any:
    number = pl.Decimal(28, 6)
    plain = {
        Kind.YES_NO: pl.Boolean,
        Kind.COUNT: pl.Int64,
        Kind.DECIMAL: number,
        Kind.MONEY: number,
        Kind.DATE: pl.Date,
    }
    if term.type.kind is Kind.SET:
        return pl.UInt8 if len(term.type.values) <= MOST_BITS else pl.String
    return plain.get(term.type.kind, pl.Enum(term.type.values))


def frame_of(columns: Mapping[str, tuple[Term, list[Value | None]]], count: int) -> pl.DataFrame:
    """A frame with some terms in its columns, and a column that is none."""
    made = [
        pl.Series(name, [held(value, term.type.values) for value in values], type_of(term))
        for name, (term, values) in columns.items()
    ]
    return pl.DataFrame([pl.Series("row", range(count)), *made])


def place_of(term: Term) -> tuple[str, int | None]:
    if isinstance(term, At):
        return term.fact.id, YEAR + term.offset
    assert isinstance(term, Fact)
    return term.id, YEAR if term.annual else None


def values_over_rows(
    expression: Expression, rows: Sequence[Givens], readings: Mapping[str, bool]
) -> dict[str | None, list[Any]]:
    """The values of an expression over a table of rows, and the ends of its range; no column for what no row gives."""
    terms = [term for term in terms_of(expression) if not isinstance(term, OpenQuestion)]
    read = [term for term in terms if any(term.digest in row for row in rows)]
    columns: dict[str, tuple[Term, list[Value | None]]] = {
        str(place_of(term)): (term, [row.get(term.digest) for row in rows]) for term in read
    }
    days = [term for term in read if term.type.kind is Kind.DATE]
    columns |= {f"{place_of(term)} none": (TOLD, [row.get(term.digest) == NO_DAY for row in rows]) for term in days}
    frame = frame_of(columns, len(rows))
    permanent: dict[str, pl.Expr] = {}
    annual: dict[int, dict[str, pl.Expr]] = {}
    for term in read:
        id, year = place_of(term)
        (permanent if year is None else annual.setdefault(year, {}))[id] = pl.col(str((id, year)))
    absent = {place_of(term): pl.col(f"{place_of(term)} none") for term in days}
    view = View(YEAR, permanent, annual, readings, absent=absent, as_of=ASKED_ON)
    cells: dict[str, Cell] = {}
    for node in expression.walk():
        cells[node.digest] = column(node, [cells[child.digest] for child in inputs(node)], view)
    found: dict[str | None, Cell] = {None: cells[expression.digest]}
    if expression.type.is_number or expression.type.kind is Kind.MONEY:
        ends = Ends(lambda node: cells[node.digest])(expression)
        found |= {"low": ends.low, "high": ends.high}
    return {end: values(frame, cell, len(rows)) for end, cell in found.items()}


def values(frame: pl.DataFrame, cell: Cell, count: int) -> list[Any]:
    if not isinstance(cell, pl.Expr):
        return [cell] * count
    return frame.select(pl.col("row"), cell.alias("value"))["value"].to_list()


def one_by_one(expression: Expression, known: Known) -> dict[str | None, Any]:
    found: dict[str | None, Any] = {None: evaluate(expression, known)}
    if expression.type.is_number or expression.type.kind is Kind.MONEY:
        ends = bounds(expression, Trace.of([expression], known))
        found |= {"low": ends.low, "high": ends.high}
    return found


@pytest.fixture(scope="session")
def agree(knowing: Callable[[Givens], Known]) -> Callable[..., None]:
    """`agree(expression, rows, readings)`; rows in which a share cannot be are left out."""

    def check(expression: Expression, rows: Sequence[Givens], readings: Mapping[str, bool] | None = None) -> None:
        expected, kept = [], []
        for row in rows:
            known = knowing(row)
            try:
                expected.append(one_by_one(expression, evolve(known, readings=readings or {})))
            except InconsistentFacts:
                continue
            kept.append(row)
        for end, cells in values_over_rows(expression, kept, readings or {}).items():
            wanted = [row[end] for row in expected]
            assert cells == wanted, (end, kept)
            assert [isinstance(cell, bool) for cell in cells] == [isinstance(cell, bool) for cell in wanted]

    return check


@pytest.fixture(scope="session")
def over_rows() -> Callable[..., dict[str | None, list[Any]]]:
    """`over_rows(expression, rows, readings)`: its values in each row, and for a quantity the ends of its range."""
    return values_over_rows
