"""What will be paid, row by row, as one by one: only where the day is told on which it is asked."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import polars as pl
import pytest
from everything_met import EVERYTHING, FAMI, WITHOUT_EQUIPMENT, in_cells
from incentives import Catalogue, Situation
from software_aid import MEETING

ENDS = ("payable_certain", "payable_possible", "received")
AIDED = {**MEETING, "be.acts": 500}
CHANGES: list[dict[str, object]] = [
    {},
    {"be.inami_software.requested": False},
    {"be.inami_software.requested": True},
    {"be.inami_software.requested_on": date(2025, 9, 1), "be.inami_software.request_channel": "prosante"},
    {"be.inami_software.requested_on": date(2025, 9, 1), "be.inami_software.request_channel": "form"},
    {"be.inami_software.requested_on": date(2025, 9, 1)},
    {"be.acts": 499},
    {"be.acts": None},
]


@pytest.fixture(scope="module")
def frame() -> pl.DataFrame:
    rows = [{**AIDED, "be.inami_software.requested": None, **change} for change in CHANGES]
    names = dict.fromkeys(name for row in rows for name in row)
    return pl.DataFrame([{name: row.get(name) for name in names} for row in rows], infer_schema_length=None)


def one_by_one(catalogue: Catalogue, day: date) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for change in CHANGES:
        facts = {key: value for key, value in {**AIDED, **change}.items() if value is not None}
        data: dict[Any, Any] = {2024: {}}
        for key, value in facts.items():
            (data[2024] if catalogue.vocabulary.facts[key].annual else data)[key] = value
        a = catalogue.assess("be-inami-software", 2024, Situation.of(data), day)
        found.append((a.payable.certain, a.payable.possible, a.received.possible))
    return found


@pytest.mark.parametrize("day", [date(2025, 2, 1), date(2025, 11, 1), date(2026, 6, 1)])
def test_each_row_is_told_what_will_be_paid(catalogue: Catalogue, frame: pl.DataFrame, day: date) -> None:
    table = catalogue.assess_table(frame, "be-inami-software", 2024, as_of=day)
    columns = [table[f"be-inami-software.{end}"].to_list() for end in ENDS]
    assert list(zip(*columns, strict=True)) == one_by_one(catalogue, day)


def test_a_paper_form_is_due_and_not_paid(catalogue: Catalogue, frame: pl.DataFrame) -> None:
    table = catalogue.assess_table(frame, "be-inami-software", 2024, as_of=date(2026, 6, 1))
    row = table.row(4, named=True)
    assert row["be-inami-software.certain"] == Decimal(800)
    assert (row["be-inami-software.payable_certain"], row["be-inami-software.payable_possible"]) == (0, 0)


def test_without_a_day_nothing_is_said_of_payments(catalogue: Catalogue, frame: pl.DataFrame) -> None:
    added = catalogue.assess_table(frame, "be-inami-software", 2024).columns
    assert not [name for name in added if name.rpartition(".")[2] in ENDS]


KINDS: dict[str, tuple[Callable[[pl.DataFrame], Any], Callable[[Any], Any]]] = {
    "lazy": (pl.DataFrame.lazy, pl.LazyFrame.collect),
    "pyarrow": (pl.DataFrame.to_arrow, pl.from_arrow),
    "duckdb": (lambda frame: duckdb.from_arrow(frame.to_arrow()), lambda relation: relation.pl()),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_frame_is_told_the_same(catalogue: Catalogue, frame: pl.DataFrame, kind: str) -> None:
    day = date(2025, 11, 1)
    make, read = KINDS[kind]
    table = read(catalogue.assess_table(make(frame), "be-inami-software", 2024, as_of=day))
    columns = [[Decimal(value) for value in table[f"be-inami-software.{end}"].to_list()] for end in ENDS]
    assert list(zip(*columns, strict=True)) == one_by_one(catalogue, day)


DECLARED = {
    **in_cells({**EVERYTHING[FAMI], **WITHOUT_EQUIPMENT}),
    "fr.fami.declared_on": date(2026, 2, 10),
    "fr.fami.declared_items": "coordination",
}


@pytest.mark.parametrize(
    ("mailbox", "paid", "refused", "expected"),
    [
        ("mssante_personal", "", "", (590, 590, 0)),
        ("mssante_organisational", "", "", (0, 0, 0)),  # the mailbox was to be declared: the base isn't paid
        ("mssante_organisational", "base", "", (100, 100, 490)),
        ("mssante_personal", "", "base", (0, 0, 0)),
    ],
)
def test_a_supplement_comes_only_with_what_it_is_paid_on_top_of(
    catalogue: Catalogue, mailbox: str, paid: str, refused: str, expected: tuple[int, ...]
) -> None:
    told = {"fr.secure_messaging": mailbox, "fr.fami.received": paid, "fr.fami.refused": refused}
    frame = pl.DataFrame([{**DECLARED, **told}])
    table = catalogue.assess_table(frame, "fr-fami", 2025, as_of=date(2026, 11, 22))
    assert tuple(table[f"fr-fami.{end}"].item() for end in ENDS) == expected
