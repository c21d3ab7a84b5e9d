"""What is reckoned from a day that is told to be absent is nothing, in a table as for one alone."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from incentives import Fact, clamp, maximum, money, months_between, reference_year, when

STARTED, MEMBER = Fact.day("xx.started_on", annual=False), Fact.yes_no("xx.member")
MONTHLY = money(20, "EUR") * (13 - STARTED.month)
AMOUNTS = {
    "by the month": MONTHLY,
    "at least something where it is reckoned": maximum(MONTHLY, money(100, "EUR")),
    "in one branch": when(MEMBER).then(MONTHLY).otherwise(money(7, "EUR")),
    "by whole months": money(20, "EUR") * clamp(months_between(STARTED.plus(days=-1), date(2024, 12, 31)), 0, 12),
    "guarded already": when(STARTED.is_none).then(money(3, "EUR")).otherwise(MONTHLY),
}
DAYS = (None, date(2024, 3, 1), "none")


@pytest.mark.parametrize("form", ["polars", "pyarrow"])
@pytest.mark.parametrize("case", AMOUNTS)
def test_an_amount_that_is_reckoned_from_an_absent_day(case: str, form: str, aid_of: Any, in_rows: Any) -> None:
    not_of_the_year = ~STARTED.is_none & (STARTED.year != reference_year())
    aid = aid_of({"member": MEMBER}, [(("member",), AMOUNTS[case])], [not_of_the_year])
    rows = [(day, member) for day in DAYS for member in (True, None)]
    frame = pl.DataFrame(
        {
            "xx.started_on": pl.Series([day if isinstance(day, date) else None for day, _ in rows], dtype=pl.Date),
            "xx.started_on.none": [day == "none" for day, _ in rows],
            "xx.member": [member for _, member in rows],
        }
    )
    got = in_rows(aid.table(frame if form == "polars" else frame.to_arrow()))
    for (day, member), row in zip(rows, got, strict=True):
        given = {"xx.started_on": day, "xx.member": member}
        alone = aid.alone({id: value for id, value in given.items() if value is not None}, {})
        assert (row["xx-aid.certain"], row["xx-aid.possible"]) == (alone.amount.certain, alone.amount.possible)
        assert row["xx-aid.invalid"] is None


def test_by_hand(aid_of: Any) -> None:
    aid = aid_of({"member": MEMBER}, [(("member",), MONTHLY)])
    ends = [
        (amount.certain, amount.possible)
        for day in DAYS
        for amount in [aid.alone({"xx.member": True, **({} if day is None else {"xx.started_on": day})}, {}).amount]
    ]
    assert ends == [(0, 240), (200, 200), (0, 0)]
