"""Facts with a least and a largest value: one person and a table agree on them, and a limit only ever narrows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from incentives import Expression, Fact, Fault, InvalidSituation, literal, maximum, minimum, money, percent, share, when
from incentives.errors import InvalidTable
from incentives.population.intake import Origin

YEAR = 2024
FIRST_DAY, LAST_DAY = date(2023, 3, 1), date(2024, 6, 30)
LIMITED = (
    Fact.count("xx.months", unit="months", most=12),
    Fact.count("xx.rooms", unit="rooms", least=1, most=4),
    Fact.decimal("xx.part", unit="share", most=1),
    Fact.money("xx.fees", currency="EUR", most=Decimal("800.50")),
    Fact.money("xx.balance", currency="EUR", least=-100, most=500),
    Fact.day("xx.joined_on", least=FIRST_DAY, most=LAST_DAY),
)
UNLIMITED = (
    Fact.count("xx.months", unit="months"),
    Fact.count("xx.rooms", unit="rooms"),
    Fact.decimal("xx.part", unit="share", least=None),
    Fact.money("xx.fees", currency="EUR", least=None),
    Fact.money("xx.balance", currency="EUR", least=None),
    Fact.day("xx.joined_on"),
)
VALUES: Mapping[str, Sequence[Any]] = {
    "xx.months": [None, 0, 1, 6, 11, 12, 13, -1],
    "xx.rooms": [None, 1, 2, 4, 0, 5],
    "xx.part": [None, *map(Decimal, ("0", "0.5", "1", "1.000001", "-0.5"))],
    "xx.fees": [None, *map(Decimal, ("0", "300", "800.50", "800.51", "-0.01"))],
    "xx.balance": [None, *map(Decimal, ("-100", "0", "499.99", "500", "-100.01", "501"))],
    "xx.joined_on": [None, FIRST_DAY, LAST_DAY, date(2023, 12, 31), date(2023, 2, 28), date(2024, 7, 1)],
}
TYPES: dict[str, Any] = {"xx.part": pl.Decimal(20, 6), "xx.fees": pl.Decimal(20, 2), "xx.balance": pl.Decimal(20, 2)}
TYPES |= {"xx.months": pl.Int64, "xx.rooms": pl.Int64, "xx.joined_on": pl.Date}


def aid(aid_of: Any, facts: Sequence[Fact]) -> Any:
    """Conditions and amounts that limits settle, bound, or leave as they are."""
    months, rooms, part, fees, balance, joined = facts
    whole_year = months >= 12
    conditions: dict[str, Expression] = {
        "at_most_a_year": months <= 12,
        "more_than_a_year": months > 12,
        "whole_year": whole_year,
        "months_and_rooms": months + rooms <= 13,
        "a_room": rooms >= 1,
        "some_rate": share(months, of=months + rooms, if_none=literal(False)) >= percent("90"),
        "not_in_debt": balance + fees >= money(-100, "EUR"),
        "earns": fees - balance > money(901, "EUR"),
        "half": part * 2 >= 1,
        "joined_before": joined <= LAST_DAY,
        "joined_in_time": joined.year >= 2023,
        "either": (months >= 6) | (fees > money("800.50", "EUR")),
    }
    amounts = [
        ((), months * money(10, "EUR")),
        (("half",), fees * percent("50")),
        (("months_and_rooms",), minimum(balance, money(900, "EUR"))),
        (("joined_before",), when(whole_year).then(money(100, "EUR")).otherwise(months * money(8, "EUR"))),
        ((), maximum(fees, money(100, "EUR")) * part),
    ]
    return aid_of(conditions, amounts, declared=facts)


@pytest.fixture(scope="module")
def limited(aid_of: Any) -> Any:
    return aid(aid_of, LIMITED)


@pytest.fixture(scope="module")
def unlimited(aid_of: Any) -> Any:
    return aid(aid_of, UNLIMITED)


def inside(limited: Any, row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says that can be."""
    facts = limited.vocabulary.facts
    return {id: value for id, value in row.items() if value is not None and facts[id].extent.holds(value)}


ROWS = st.lists(st.fixed_dictionaries({id: st.sampled_from(values) for id, values in VALUES.items()}), min_size=10)
OUTCOMES = {"met": True, "not_met": False, "unknown": None}


@settings(max_examples=25)
@given(rows=ROWS)
def test_a_table_says_of_every_row_what_is_said_of_one_person(rows: list[dict[str, Any]], limited: Any) -> None:
    readable = {id: values[1] for id, values in VALUES.items()}  # without such a row a column may be refused whole
    frame = pl.DataFrame({id: pl.Series([row[id] for row in (readable, *rows)], dtype=TYPES[id]) for id in VALUES})
    for row, got in zip(rows, limited.table(frame).rows(named=True)[1:], strict=True):
        facts = inside(limited, row)
        alone = limited.alone(facts, {})
        for id, result in alone.criteria.items():
            assert got[f"xx-aid.{id}"] is OUTCOMES[result.outcome.value], (id, facts)
        assert (got["xx-aid.certain"], got["xx-aid.possible"]) == (alone.amount.certain, alone.amount.possible), facts
        wrong = [id for id, value in row.items() if value is not None and id not in facts]
        assert (got["xx-aid.invalid"] or "").split(";") == (sorted(wrong, key=[*VALUES].index) or [""])


@settings(max_examples=40)
@given(row=st.fixed_dictionaries({id: st.sampled_from(values) for id, values in VALUES.items()}))
def test_a_limit_only_narrows_what_is_open_and_what_is_asked(row: dict[str, Any], limited: Any, unlimited: Any) -> None:
    facts = inside(limited, row)
    narrow, wide = limited.alone(facts, {}), unlimited.alone(facts, {})
    for id, result in wide.criteria.items():
        assert result.outcome.value in {"unknown", narrow.criteria[id].outcome.value}
    assert narrow.amount.certain >= wide.amount.certain
    assert narrow.amount.possible is not None
    assert wide.amount.possible is None or narrow.amount.possible <= wide.amount.possible
    assert {one.id for one in narrow.missing_facts} <= {one.id for one in wide.missing_facts}


def test_of_nothing_told_every_amount_is_bounded_and_what_cannot_matter_is_not_asked(limited: Any) -> None:
    nothing = limited.alone({}, {})
    outcomes = {id: result.outcome.value for id, result in nothing.criteria.items()}
    assert [id for id, outcome in outcomes.items() if outcome == "met"] == ["at_most_a_year", "a_room", "not_in_debt"]
    assert [id for id, outcome in outcomes.items() if outcome == "not_met"] == ["more_than_a_year", "earns"]
    assert [one.amount.possible for one in nothing.benefits.values()] == [
        120,
        Decimal("400.25"),
        500,
        100,
        Decimal("800.5"),
    ]
    told = limited.alone({"xx.months": 9}, {})
    assert told.criteria["months_and_rooms"].outcome.value == "met"  # there are four rooms at most
    assert "xx.rooms" not in {one.id for one in told.missing_facts}


@pytest.mark.parametrize("make", [lambda frame: frame, lambda frame: frame.to_pandas(), lambda frame: frame.to_arrow()])
@pytest.mark.parametrize(
    ("id", "cells", "dtypes"),
    [
        ("xx.months", [12, 13, 0, None], (pl.UInt8, pl.Int64, pl.UInt64, pl.Float64)),
        ("xx.rooms", [4, 0, 1, None], (pl.Int8, pl.UInt32, pl.Float32)),
        ("xx.part", [Decimal("0.5"), Decimal("1.5"), Decimal(0), None], (pl.Decimal(30, 10), pl.Float64)),
        ("xx.balance", [-100, -101, 500, None], (pl.Int32, pl.Decimal(20, 2), pl.Float64)),
    ],
)
def test_a_cell_outside_is_unknown_and_marked_whatever_its_type(
    id: str, cells: list[Any], dtypes: Sequence[Any], make: Callable[[pl.DataFrame], Any], limited: Any, in_rows: Any
) -> None:
    for dtype in dtypes:
        floats = [None if cell is None else float(cell) for cell in cells] if dtype.is_float() else cells
        got = in_rows(limited.table(make(pl.DataFrame({id: pl.Series(floats, dtype=dtype, strict=False)}))))
        assert [row["xx-aid.invalid"] for row in got] == [None, id, None, None], dtype


def test_a_cell_of_text_is_held_against_the_limits_too(limited: Any) -> None:
    cells = {
        "xx.months": ["12", " 13", "12.0", ""],
        "xx.part": ["1.00", "1.000001", "0.5", "-1"],
        "xx.joined_on": ["2023-03-01", "2023-02-28", "none", "unknown"],
    }
    got = limited.table(pl.DataFrame(cells), origin=Origin.TEXT_FILE).rows(named=True)
    wrong = "xx.months;xx.part;xx.joined_on"
    assert [row["xx-aid.invalid"] for row in got] == [None, wrong, None, "xx.part"]


def test_limits_of_many_digits_are_followed_up_only_as_far_as_a_table_has_room(aid_of: Any) -> None:
    fees, costs = (Fact.money(f"xx.{name}", currency="EUR", most=Decimal("800.5")) for name in ("fees", "costs"))
    rules = {
        "few": fees * percent("12.5") + costs >= money("900.56", "EUR"),
        "many": fees * percent("12.3457") + costs >= money("899.33", "EUR"),
    }
    one = aid_of(rules, [((), fees)], declared=(fees, costs))
    rows = [{"xx.fees": Decimal(fee), "xx.costs": None} for fee in ("0", "799", "800.5")]
    got = one.table(pl.DataFrame(rows, schema=dict.fromkeys(("xx.fees", "xx.costs"), pl.Decimal(20, 2)))).rows(
        named=True
    )
    for row, table in zip(rows, got, strict=True):
        alone = one.alone({"xx.fees": row["xx.fees"]}, {})
        assert [table[f"xx-aid.{id}"] for id in rules] == [OUTCOMES[alone.criteria[id].outcome.value] for id in rules]
    assert [table["xx-aid.few"] for table in got] == [False, False, None]


def test_a_column_in_which_no_cell_can_be_is_refused_with_its_range(limited: Any) -> None:
    with pytest.raises(InvalidTable) as caught:
        limited.table(pl.DataFrame({"xx.months": [13, 14], "xx.joined_on": [date(2025, 1, 1)] * 2}))
    said = str(caught.value)
    assert "xx.months: none of its cells can be read (cells: 2; the first: “13”). Write numbers from 0 to 12" in said
    assert "Write days from 2023-03-01 to 2024-06-30" in said


@pytest.mark.parametrize(
    ("id", "value", "said"),
    [
        ("xx.months", 13, "expected 0 to 12, got 13"),
        ("xx.months", -1, "expected 0 to 12, got -1"),
        ("xx.rooms", 0, "expected 1 to 4, got 0"),
        ("xx.part", 1.5, "expected 0 to 1, got 1.5"),
        ("xx.fees", Decimal("800.51"), "expected 0 to 800.5, got 800.51"),
        ("xx.balance", -101, "expected -100 to 500, got -101"),
        ("xx.joined_on", date(2023, 2, 28), "expected a day from 2023-03-01 to 2024-06-30, got 2023-02-28"),
    ],
)
def test_a_value_outside_is_a_fault_with_its_path_and_the_range(id: str, value: Any, said: str, limited: Any) -> None:
    with pytest.raises(InvalidSituation) as caught:
        limited.alone({id: value, "xx.part": 1} if id != "xx.part" else {id: value}, {})
    (fault,) = caught.value.faults
    assert str(fault) == f"2024.{id}: {said}."
    assert isinstance(fault, Fault)
    assert all(fault.text(language) for language in ("fr", "nl"))


def test_a_day_told_to_be_absent_is_in_no_range_and_no_fault(limited: Any) -> None:
    assert limited.alone({"xx.joined_on": "none"}, {}).criteria["joined_before"].outcome.value == "not_met"
