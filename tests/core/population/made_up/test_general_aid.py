"""Amounts as general aid schemes have them, on every kind of frame: stepwise, a percentage, capped, for each."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from incentives import Fact, at_least, clamp, maximum, minimum, money, percent, rounded, tiers, when

MEMBER, LICENSED = Fact.yes_no("xx.member"), Fact.yes_no("xx.licensed", annual=False)
ACTS, CLAIMS = Fact.count("xx.acts", unit="acts"), Fact.count("xx.claims", unit="claims")
HOURS = Fact.decimal("xx.hours", unit="hours", least=None)
FEES = Fact.money("xx.fees", currency="EUR", least=None)
STARTED = Fact.day("xx.started_on", annual=False)
NOTHING = money(0, "EUR")
Checked = Callable[..., list[Any]]


def certain_and_possible(rows: list[Any]) -> list[tuple[Any, Any]]:
    return [(row["xx-aid.certain"], row["xx-aid.possible"]) for row in rows]


def test_stepwise_amounts_from_both_sides_of_each_threshold(frame_kind: Any, aid_of: Any, checked: Checked) -> None:
    paid = tiers(ACTS, (500, money("300.05", "EUR")), (1000, money(600, "EUR")), below=NOTHING)
    rows: list[Any] = [{"acts": acts} for acts in (0, 499, 500, 999, 1000)] + [{"member": True}]
    got = certain_and_possible(checked(aid_of({}, [((), paid)]), frame_kind, rows))
    low = Decimal("300.05")
    assert got == [(0, 0), (0, 0), (low, low), (low, low), (600, 600), (0, 600)]


def test_a_percentage_to_the_cent_up_to_a_ceiling(frame_kind: Any, aid_of: Any, checked: Checked) -> None:
    paid = rounded(clamp(FEES * percent("12.5"), NOTHING, money(500, "EUR")), "0.01", "half_up")
    amounts = ("1234.60", "1234.59", "4000", "0.04", "0.039999", "-5")
    rows: list[Any] = [{"fees": Decimal(text)} for text in amounts] + [{"member": True}]
    got = certain_and_possible(checked(aid_of({"member": ~MEMBER}, [((), paid)]), frame_kind, rows))
    expected = [Decimal(text) for text in ("154.33", "154.32", "500", "0.01", "0", "0")]
    assert got == [*((one, one) for one in expected), (0, 500)]


def test_an_amount_for_each_and_for_each_hour(frame_kind: Any, aid_of: Any, checked: Checked) -> None:
    each = minimum(ACTS, 4) * money("12.50", "EUR")
    hourly = when(MEMBER).then(HOURS * money("0.333333", "EUR")).otherwise(NOTHING)
    rows: list[Any] = [
        {"acts": 3, "member": True, "hours": Decimal("0.000001")},
        {"acts": 9, "member": False},
        {"acts": 3, "member": True},
        {"member": False},
    ]
    got = certain_and_possible(checked(aid_of({}, [((), each), ((), hourly)]), frame_kind, rows))
    fine = Decimal("37.500000333333")
    assert got == [(fine, fine), (50, 50), (Decimal("37.5"), None), (0, 50)]


def test_so_many_of_several_conditions_and_what_is_compared_with_a_product(
    frame_kind: Any, aid_of: Any, checked: Checked
) -> None:
    conditions = {
        "two": at_least(2, MEMBER, LICENSED, FEES * percent("30") >= money("0.000003", "EUR")),
        "hours": rounded(HOURS * ACTS, "1", "down") >= 10,
        "limit": maximum(minimum(ACTS, 5), CLAIMS) <= 5,
        "later": maximum(STARTED, date(2024, 3, 1)).month == 3,
        "square": ACTS * CLAIMS > 6,
    }
    rows: list[Any] = [
        {},
        {"member": True, "licensed": True},
        {"member": False, "licensed": False},
        {"member": True, "licensed": False, "fees": Decimal("0.00001")},
        {"member": True, "licensed": False, "fees": Decimal("0.000009")},
        {"hours": Decimal("3.333333"), "acts": 3, "claims": 5},
        {"hours": Decimal("3.333334"), "acts": 3, "claims": 6},
        {"hours": Decimal("3.333333"), "acts": 30, "claims": 0},
        {"acts": 2, "claims": 3, "started_on": date(2024, 2, 29)},
        {"started_on": date(2024, 4, 1), "claims": 4},
    ]
    got = checked(aid_of(conditions, [(tuple(conditions), money(10, "EUR"))]), frame_kind, rows)
    assert [row["xx-aid.two"] for row in got][:5] == [None, True, False, True, False]
    assert [row["xx-aid.hours"] for row in got][5:8] == [False, True, True]
    assert [row["xx-aid.limit"] for row in got][5:] == [True, False, True, True, True]
    assert [row["xx-aid.square"] for row in got][5:] == [True, True, False, False, None]
