"""A bylaw that goes by the day of the request, for one practitioner and in every row of a table.

Article 1. Who has practised for at least three completed years on the day of the request is established, and is paid
500 euros.
Article 2. Who is not yet paid 10 euros for each whole month of practice until that day.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from incentives import Fact, Outcome, age, as_of, maximum, money, months_between, ratio, when

STARTED = Fact.day("xx.started_on", annual=False)
ESTABLISHED = age(STARTED) >= 3
PAID = (
    when(ESTABLISHED).then(money(500, "EUR")).otherwise(maximum(months_between(STARTED, as_of()), 0) * money(10, "EUR"))
)
MEMBER = Fact.yes_no("xx.member")
DAYS = (date(2021, 6, 30), date(2022, 1, 31), date(2025, 2, 1))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2024, 6, 29), [(False, 350), (False, 280), (False, 0)]),
        (date(2024, 6, 30), [(True, 500), (False, 290), (False, 0)]),  # from 31 January to 30 June are five months
        (date(2025, 2, 28), [(True, 500), (True, 500), (False, 0)]),
    ],
)
def test_on_both_sides_of_each_day(on: date, expected: list[Any], aid_of: Any, in_rows: Any) -> None:
    aid = aid_of({"established": ESTABLISHED}, [((), PAID)])
    got = in_rows(aid.table(pl.DataFrame({"xx.started_on": DAYS}), as_of=on))
    assert [(row["xx-aid.established"], row["xx-aid.certain"]) for row in got] == expected
    for row, day in zip(got, DAYS, strict=True):
        alone = aid.alone({"xx.started_on": day}, {}, on)
        assert (row["xx-aid.certain"], row["xx-aid.possible"]) == (alone.amount.certain, alone.amount.possible)
        assert (alone.criteria["established"].outcome is Outcome.MET) is row["xx-aid.established"]
        assert not any(benefit.needs_day for benefit in alone.benefits.values())


def test_without_a_day_it_is_unknown_says_so_and_asks_for_nothing(
    frame_kinds: Any, aid_of: Any, checked: Callable[..., list[Any]]
) -> None:
    aid = aid_of({"established": ESTABLISHED}, [(("established",), money(500, "EUR")), ((), PAID)])
    got = checked(aid, frame_kinds["polars"], [{"started_on": day} for day in DAYS])
    assert [row["xx-aid.established"] for row in got] == [None, None, None]
    assert [(row["xx-aid.certain"], row["xx-aid.possible"]) for row in got] == [(0, None)] * 3
    alone = aid.alone({"xx.started_on": date(2022, 1, 31)}, {})
    assert alone.missing_facts == ()
    assert alone.criteria["established"].needs_day
    assert [benefit.needs_day for benefit in alone.benefits.values()] == [True, True]
    never = aid_of({"member": MEMBER}, [(("member",), PAID)]).alone({"xx.member": False}, {})
    assert not never.benefits["b0"].needs_day


def test_a_day_that_is_absent_is_known_on_no_day_at_all(aid_of: Any) -> None:
    alone = aid_of({"established": ESTABLISHED}, [((), PAID)]).alone({"xx.started_on": "none"}, {})
    assert alone.criteria["established"].outcome is Outcome.NOT_MET
    assert (alone.amount.certain, alone.amount.possible) == (0, 0)


def test_a_span_to_divide_by_that_is_negative_on_that_day_is_a_fault(aid_of: Any) -> None:
    each = ratio(money(100, "EUR"), months_between(STARTED, as_of()), 2, "down", if_none=money(0, "EUR"))
    frame = pl.DataFrame({"xx.started_on": [date(2024, 1, 1), date(2024, 4, 2)]})
    got = aid_of({}, [((), each)]).table(frame, as_of=date(2024, 4, 1))
    assert got["xx-aid.certain"].to_list() == [Decimal("33.33"), 0]
    assert got["xx-aid.invalid"].to_list() == [None, "xx.started_on"]
