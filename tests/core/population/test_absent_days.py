"""A table says that a day is absent: as text in a CSV file, beside a typed column in a column of its own."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from incentives import Catalogue, InvalidTable
from incentives.population.coverage import coverage
from incentives.population.intake import fact_columns

FIRST, YEAR = "fr.billing.first_secured_on", 2025
RATE = "fr-fami.transmission_rate"
INVALID, REASONS = "fr-fami.invalid", "fr-fami.reasons"
BILLED = {  # what is untold is how many acts went by secured claim: none did where there was no first claim
    "fr.billing.transmitted_previous_year": False,
    "fr.billing.secured": None,
    "fr.billing.total": 5,
    "fr.billing.excluded_secured": 0,
    "fr.billing.excluded_total": 0,
}
Asked = Callable[..., list[dict[str, Any]]]


def rows_of(count: int, **columns: list[Any]) -> pl.DataFrame:
    """Practitioners who billed five acts, and columns of their own."""
    return pl.DataFrame({name: [value] * count for name, value in BILLED.items()}).with_columns(
        pl.Series(name.replace("__", "."), cells, dtype=pl.Date if all(map(is_day, cells)) else None)
        for name, cells in columns.items()
    )


def is_day(cell: object) -> bool:
    return cell is None or isinstance(cell, date)


@pytest.fixture
def asked(catalogue: Catalogue) -> Asked:
    """The rows of a frame with what it gets."""

    def ask(frame: Any, **options: Any) -> list[dict[str, Any]]:
        result = catalogue.assess_table(frame, "fr-fami", YEAR, **options)
        native = result.collect() if isinstance(result, pl.LazyFrame) else pl.DataFrame(result)
        return native.rows(named=True)

    return ask


@pytest.mark.parametrize("form", ["eager", "lazy", "arrow", "pandas"])
def test_beside_a_typed_column_a_column_says_it_on_every_frame(asked: Asked, form: str) -> None:
    told = rows_of(4, fr__billing__first_secured_on=[None] * 4).with_columns(
        pl.Series(f"{FIRST}.none", [True, False, None, True])
    )
    forms = {"eager": lambda: told, "lazy": told.lazy, "arrow": told.to_arrow, "pandas": told.to_pandas}
    rows = asked(forms[form]())
    assert [row[RATE] for row in rows] == [False, None, None, False]
    assert [row[INVALID] for row in rows] == [None] * 4


def test_the_column_says_it_alone_too_and_with_its_year(asked: Asked) -> None:
    frame = rows_of(2).with_columns(pl.Series(f"{FIRST}.none", [True, False]))
    assert [row[RATE] for row in asked(frame)] == [False, None]
    assert [row[RATE] for row in asked(frame.rename({f"{FIRST}.none": f"{FIRST}.none@{YEAR}"}))] == [False, None]
    assert [row[RATE] for row in asked(frame.rename({f"{FIRST}.none": f"{FIRST}.none@2023"}))] == [None, None]


def test_a_day_that_is_given_and_told_to_be_absent_is_neither_and_both_are_marked(asked: Asked) -> None:
    frame = rows_of(2).with_columns(
        pl.Series(FIRST, [date(YEAR, 12, 1)] * 2), pl.Series(f"{FIRST}.none", [True, False])
    )
    frame = frame.with_columns(pl.lit(5).alias("fr.billing.secured"), pl.lit(5).alias("fr.billing.total"))
    twice, once = asked(frame)
    assert (twice[RATE], set(twice[INVALID].split(";"))) == (None, {FIRST, f"{FIRST}.none"})
    assert (once[RATE], once[INVALID]) == (None, None)  # a first claim in December: the texts do not say


def test_what_contradicts_an_absent_day_is_marked_by_the_column_that_told_it(asked: Asked) -> None:
    frame = rows_of(1).with_columns(pl.Series(f"{FIRST}.none", [True]), pl.Series("fr.billing.secured", [3]))
    (row,) = asked(frame.with_columns(pl.lit(5).alias("fr.billing.total")))
    assert set(row[INVALID].split(";")) == {f"{FIRST}.none", "fr.billing.secured"}


def test_in_a_csv_file_it_is_the_word_none(catalogue: Catalogue, written: Callable[..., Path]) -> None:
    from incentives.population.intake import Origin
    from incentives.population.table import over_table
    from incentives.population.wanted import Wanted

    head = ",".join([*BILLED, FIRST])
    lines = [f"false,{secured},{total},0,0,{day}" for secured, total, day in (
        ("", 5, "none"), ("", 5, " none "), ("", 5, ""), ("", 5, "unknown"), (4, 5, "2025-03-01"),
        ("", 5, "None"), (3, 5, "none"),
    )]  # fmt: skip
    frame = pl.read_csv(written("\n".join([head, *lines])), infer_schema=False)
    wanted = [Wanted(catalogue["fr-fami"], catalogue.edition("fr-fami", YEAR), "fr-fami")]
    rows = over_table(frame, wanted, catalogue.vocabulary, {}, origin=Origin.TEXT_FILE).rows(named=True)
    assert [row[RATE] for row in rows] == [False, False, None, None, True, None, None]
    marked = [set((row[INVALID] or "").split(";")) - {""} for row in rows]
    assert marked == [set(), set(), set(), set(), set(), {FIRST}, {FIRST, "fr.billing.secured"}]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("fr.conventioned.none", "unknown_fact_near"),
        (f"{FIRST}.nonne", "unknown_fact_near"),
        ("fr.practice_started_on.none@2025", "column_needs_no_year"),
    ],
)
def test_only_a_day_has_such_a_column(asked: Asked, name: str, fault: str) -> None:
    with pytest.raises(InvalidTable) as caught:
        asked(pl.DataFrame({name: [True]}))
    assert [one.id for one in caught.value.faults] == [fault]  # type: ignore[attr-defined]  # faults have an id


def test_such_a_column_holds_true_and_false_and_one_column_says_it(asked: Asked) -> None:
    with pytest.raises(InvalidTable) as caught:
        asked(pl.DataFrame({f"{FIRST}.none": ["x"], f"{FIRST}.none@{YEAR}": ["x"]}))
    assert {one.id for one in caught.value.faults} == {"column_same_fact", "column_yes_no"}  # type: ignore[attr-defined]  # faults have an id


@pytest.mark.parametrize(("language", "said"), [("en", "none"), ("fr", "aucune"), ("nl", "geen")])
def test_a_sentence_says_the_absent_day_as_the_language_does(catalogue: Catalogue, language: str, said: str) -> None:
    from types import SimpleNamespace

    from incentives.population.reasons import Reasons
    from incentives.population.stages import Stages
    from incentives.rules.columns import View
    from incentives.wording import Speech

    scheme, edition = catalogue["fr-fami"], catalogue.edition("fr-fami", YEAR)
    day = catalogue.vocabulary.facts[FIRST]
    frame = pl.LazyFrame({"day": pl.Series([None, date(2025, 5, 1), None]), "no": [True, False, False]})
    for columns in ({YEAR: {FIRST: pl.col("day")}}, {}):
        view = View(YEAR, {}, columns, absent={(FIRST, YEAR): pl.col("no")})
        stages = Stages("s")
        text = Reasons(scheme, edition, view, language, stages).value(day)
        assert isinstance(text, pl.Expr)
        found = stages.computed(frame).select(text.alias("text")).collect()["text"].to_list()
        assert found[0] == said
        assert found[2] == Speech(language).value(None, SimpleNamespace(kind=day.kind))  # type: ignore[arg-type]  # its kind is asked


def test_a_summary_counts_it_as_given(catalogue: Catalogue) -> None:
    frame = rows_of(3).with_columns(pl.Series(f"{FIRST}.none", [True, True, None]))
    (edition,) = catalogue.summarise_table(frame, "fr-fami", YEAR).editions
    missing = {one.id: one.not_given for one in edition.missing}
    assert missing[FIRST] == 1


def test_a_column_that_says_it_covers_the_day_and_is_read(catalogue: Catalogue) -> None:
    columns, _ = fact_columns([f"{FIRST}.none", "be.first_registered_on.none"], catalogue.vocabulary, YEAR, ())
    found = coverage(columns, [catalogue.edition("fr-fami", YEAR)], catalogue.vocabulary)
    assert FIRST not in found.missing
    assert found.unread == ("be.first_registered_on.none",)
