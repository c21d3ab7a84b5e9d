"""Months compared in dates that may be in any year, and in dates that can only be in one."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from incentives import Expression, Fact, money, reference_year

STARTED = Fact.day("xx.started_on", annual=False)
MONTHS: dict[str, Expression] = {
    "in_december": STARTED.month == 12,
    "not_in_february": STARTED.month != 2,
    "before_march": STARTED.month < 3,
    "up_to_february": STARTED.month <= 2,
    "after_february": STARTED.month > 2,
    "from_april": STARTED.month >= 4,
    "month_zero": STARTED.month >= 0,
    "month_thirteen": STARTED.month == 13,
    "year_held_against_month": STARTED.year > STARTED.month,
}
ONLY_YEAR = {
    "any year": ([], 2024),
    "the reference year": ([STARTED.year != reference_year()], 2024),
    "the year after": ([STARTED.year != reference_year() + 1], 2025),
    "an absent day aside": ([~STARTED.is_none & (STARTED.year != reference_year())], 2024),
    "a year by its number": ([STARTED.year != 2023], 2023),
}


@pytest.mark.parametrize("case", ONLY_YEAR)
def test_months_and_years_are_compared_with_numbers_of_every_kind(
    case: str, frame_kind: Any, aid_of: Any, checked: Callable[..., list[Any]]
) -> None:
    hours, acts = Fact.decimal("xx.hours", unit="hours", least=None), Fact.count("xx.acts", unit="acts")
    contradictions, year = ONLY_YEAR[case]
    conditions = {
        "month_and_hours": STARTED.month <= hours,
        "month_and_half": STARTED.month > Decimal("2.5"),
        "month_and_acts": STARTED.month == acts,
        "year_and_hours": STARTED.year >= hours,
    }
    rows = [
        {"started_on": day, "hours": Decimal(number), "acts": 3}
        for day in (date(year, 2, 28), date(year, 3, 1), None)
        for number in ("2.999999", "3", "3000.5")
    ]
    checked(aid_of(conditions, [(("month_and_hours",), money(10, "EUR"))], contradictions), frame_kind, rows)


@pytest.mark.parametrize("case", ONLY_YEAR)
def test_months_are_compared_the_same_in_dates_of_one_year_and_of_any(
    case: str, frame_kind: Any, aid_of: Any, checked: Callable[..., list[Any]]
) -> None:
    contradictions, year = ONLY_YEAR[case]
    aid = aid_of(MONTHS, [(("in_december",), money(10, "EUR"))], contradictions)
    firsts = [date(year, month, 1) for month in range(1, 13)]
    days = [*firsts, *(first - timedelta(1) for first in firsts[1:]), date(year, 12, 31), None]
    got = checked(aid, frame_kind, [{"started_on": day} for day in days])
    assert [row["xx-aid.in_december"] for row in got[:13]] == [False] * 11 + [True, False]
    assert got[-1]["xx-aid.in_december"] is None


def test_a_month_of_another_year_than_a_date_can_be_in_is_unknown_and_marked(
    frame_kind: Any, aid_of: Any, plain_table: Any
) -> None:
    aid = aid_of(
        {"in_december": STARTED.month == 12}, [(("in_december",), money(10, "EUR"))], *ONLY_YEAR["the year after"][:1]
    )
    rows = [{"started_on": day} for day in (date(2025, 12, 31), date(2024, 12, 31), date(2026, 1, 1))]
    got = frame_kind.rows(aid.table(frame_kind.make(plain_table(rows))))
    assert [row["xx-aid.in_december"] for row in got] == [True, None, None]
    assert [row["xx-aid.invalid"] for row in got] == [None, "xx.started_on", "xx.started_on"]
    assert [row["xx-aid.possible"] for row in got] == [10, 10, 10]


def test_a_year_that_a_date_must_be_in_only_under_a_condition_says_nothing_of_others(
    frame_kind: Any, aid_of: Any, checked: Callable[..., list[Any]]
) -> None:
    member = Fact.yes_no("xx.member")
    aid = aid_of(MONTHS, [(("in_december",), money(10, "EUR"))], [member & (STARTED.year != reference_year())])
    got = checked(aid, frame_kind, [{"member": False, "started_on": date(2023, 12, 5)}])
    assert got[0]["xx-aid.in_december"] is True
