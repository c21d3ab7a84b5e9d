"""A bylaw that counts whole years and months, for one practitioner and in every row of a table.

Article 1. Who has practised for at least three completed years on 31 December of the year is established. Who
started on 29 February completes a year on the 28th where there is no 29th.
Article 2. Newcomers are paid 20 euros for each whole month from the start to 31 December, for 12 months at most.
Article 3. Six months have to have passed by 31 August 2024; they end on the last day of a shorter month.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
from incentives import Fact, clamp, days_between, money, months_between, years_between

STARTED = Fact.day("xx.started_on", annual=False)
YEAR_END = date(2024, 12, 31)
Checked = Callable[..., list[Any]]
ESTABLISHED = years_between(STARTED, YEAR_END) >= 3
MONTHLY = clamp(months_between(STARTED, YEAR_END), 0, 12) * money(20, "EUR")
SETTLED = STARTED.plus(months=6) <= date(2024, 8, 31)


def test_completed_years_and_months_in_every_row(frame_kind: Any, aid_of: Any, checked: Checked) -> None:
    days = [
        date(2021, 12, 31),
        date(2022, 1, 1),
        date(2024, 2, 28),
        date(2024, 2, 29),
        date(2024, 3, 1),
        date(2024, 7, 31),
        date(2024, 12, 31),
        date(2025, 6, 1),
        date(1900, 2, 28),
    ]
    rows: list[Any] = [{"started_on": day} for day in days]
    got = checked(aid_of({"established": ESTABLISHED, "settled": SETTLED}, [((), MONTHLY)]), frame_kind, rows)
    assert [row["xx-aid.established"] for row in got] == [True, *[False] * 7, True]
    assert [row["xx-aid.settled"] for row in got] == [*[True] * 4, False, False, False, False, True]
    assert [row["xx-aid.certain"] for row in got] == [240, 240, 200, 200, 180, 100, 0, 0, 240]


def test_a_day_that_is_absent_pays_nothing_and_one_not_told_leaves_it_open(aid_of: Any) -> None:
    frame = pl.DataFrame(
        {"xx.started_on": pl.Series([None, None], dtype=pl.Date), "xx.started_on.none": [True, None]},
    )
    conditions = {"established": ESTABLISHED, "late": days_between(STARTED, YEAR_END) < 30}
    got = aid_of(conditions, [((), MONTHLY)]).table(frame)
    assert got["xx-aid.established"].to_list() == got["xx-aid.late"].to_list() == [False, None]
    assert got["xx-aid.certain"].to_list() == [0, 0]
    assert got["xx-aid.possible"].to_list() == [0, 240]
