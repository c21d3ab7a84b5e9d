"""A bylaw whose amounts are in proportion, for one practitioner and in every row of a table.

Article 3. Whoever bills 1,200 acts in the year is paid 1,000 euros. For another number of acts the amount is in
proportion, to the nearest cent, half a cent upwards; it is at least 150 euros and at most 1,000 euros.
Article 4. Who takes trainees is paid 300.30 euros in the proportion of the hours to all claims, likewise rounded;
20 euros where there was no claim.
Article 5. Who bills at least 25.50 euros of fees an act, cut to the cent, bills enough; who bills no act does not.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from incentives import Fact, money, pro_rata, ratio

ACTS, CLAIMS = Fact.count("xx.acts", unit="acts"), Fact.count("xx.claims", unit="claims")
HOURS = Fact.decimal("xx.hours", unit="hours", least=None)
FEES = Fact.money("xx.fees", currency="EUR", least=None)
Checked = Callable[..., list[Any]]
FULL = money(1000, "EUR")
ARTICLE_3 = pro_rata(FULL, ACTS, 1200, 2, "half_up", floor=money(150, "EUR"), ceiling=FULL)
ARTICLE_4 = pro_rata(money("300.30", "EUR"), HOURS, CLAIMS, 2, "half_up", if_none=money(20, "EUR"))
ARTICLE_5 = ratio(FEES, ACTS, 2, "down", if_none=money(0, "EUR")) >= money("25.50", "EUR")


def ranges(rows: list[Any]) -> list[tuple[Any, Any]]:
    return [(row["xx-aid.certain"], row["xx-aid.possible"]) for row in rows]


def test_the_amount_is_in_proportion_between_its_limits(frame_kinds: Any, aid_of: Any, checked: Checked) -> None:
    rows: list[Any] = [{"acts": acts} for acts in (0, 180, 181, 600, 1199, 1200, 9999)] + [{"member": True}]
    got = ranges(checked(aid_of({}, [((), ARTICLE_3)]), frame_kinds["polars"], rows))
    paid = [Decimal(text) for text in ("150", "150", "150.83", "500", "999.17", "1000", "1000")]
    assert got == [*((one, one) for one in paid), (150, 1000)]


def test_the_whole_may_be_told_and_may_be_none(frame_kind: Any, aid_of: Any, checked: Checked) -> None:
    rows: list[Any] = [
        {"hours": Decimal("2.5"), "claims": 30},  # 25.025, half a cent upwards
        {"hours": Decimal("0.000001"), "claims": 1},
        {"hours": Decimal(7), "claims": 0},
        {"claims": 0},
        {"hours": Decimal(3)},
        {"claims": 3},
        {"member": True},
    ]
    got = ranges(checked(aid_of({}, [((), ARTICLE_4)]), frame_kind, rows))
    half = Decimal("25.03")
    assert got[:4] == [(half, half), (0, 0), (20, 20), (20, 20)]
    assert got[4] == (0, Decimal("900.90"))
    assert [possible for _, possible in got[5:]] == [None, None]


def test_what_is_billed_an_act_is_compared_once_cut_to_the_cent(
    frame_kinds: Any, aid_of: Any, checked: Checked
) -> None:
    rows: list[Any] = [
        {"fees": Decimal("76.50"), "acts": 3},
        {"fees": Decimal("76.499999"), "acts": 3},
        {"fees": Decimal(9999), "acts": 0},
        {"acts": 0},
        {"fees": Decimal(9999)},
        {"acts": 4},
    ]
    aid = aid_of({"enough": ARTICLE_5}, [(("enough",), FULL)])
    got = checked(aid, frame_kinds["polars"], rows)
    assert [row["xx-aid.enough"] for row in got] == [True, False, False, False, None, None]


def test_numbers_below_zero_to_divide_by_are_marked_and_count_for_nothing(aid_of: Any) -> None:
    rate = ratio(FEES, ACTS - CLAIMS, 2, "down", if_none=money(0, "EUR"))
    frame = pl.DataFrame(
        {
            "xx.acts": [5, 3],
            "xx.claims": [3, 5],
            "xx.fees": [Decimal(7), Decimal(7)],
        }
    )
    got = aid_of({"some": rate > money(0, "EUR")}, [(("some",), rate)]).table(frame)
    assert got["xx-aid.certain"].to_list() == [Decimal("3.5"), 0]
    assert got["xx-aid.possible"].to_list() == [Decimal("3.5"), 7]  # by no less than one
    assert got["xx-aid.invalid"].to_list()[0] is None
    assert "xx.acts" in got["xx-aid.invalid"].to_list()[1]


@pytest.mark.parametrize(
    ("fees", "acts", "expected"),
    [
        ("999999999999.99", 3, "333333333333.33"),
        ("0.000001", 999999999, "0"),
        ("-999999999999.99", 7, "-142857142857.15"),
    ],
)
def test_large_and_fine_amounts_are_divided_exactly(
    fees: str, acts: int, expected: str, aid_of: Any, checked: Checked, frame_kinds: Any
) -> None:
    below = money("-999999999999", "EUR")
    rate = ratio(FEES, ACTS, 2, "down", if_none=money(0, "EUR")) - below  # no benefit is negative
    got = checked(aid_of({}, [((), rate)]), frame_kinds["polars"], [{"fees": Decimal(fees), "acts": acts}])
    assert got[0]["xx-aid.certain"] == Decimal(expected) + 999999999999
