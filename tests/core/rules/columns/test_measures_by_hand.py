"""Numbers and amounts over a table, by hand: their ranges, and digits that may not be lost."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from incentives import (
    Expression,
    ExpressionError,
    Fact,
    OpenQuestion,
    maximum,
    minimum,
    money,
    percent,
    reference_year,
    rounded,
    share,
    tiers,
    when,
)
from incentives.rules.types import Value

Rows = list[dict[str, Any]]
Agree = Callable[..., None]
Givens = Callable[[Mapping[str, Any]], Mapping[str, Value]]
MEMBER, TRAINED = Fact.yes_no("xx.member"), Fact.yes_no("xx.trained")
ACTS, CLAIMS = Fact.count("xx.acts", unit="acts"), Fact.count("xx.claims", unit="claims")
HOURS = Fact.decimal("xx.hours", unit="hours")
FEES = Fact.money("xx.fees", currency="EUR")
STARTED = Fact.day("xx.started_on", annual=False)
FIRST = OpenQuestion("xx-aid.first_counts", ask="office")
BASE = when(MEMBER).then(money(490, "EUR")).otherwise(money(0, "EUR"))
WHICH = when(MEMBER).then(ACTS).otherwise(5)
STEPS = tiers(ACTS, (500, money(300, "EUR")), (1000, money("600.05", "EUR")), below=money(0, "EUR"))
EIGHTH = FEES * percent("12.5")
EXTRA = when(TRAINED).then(money("100.05", "EUR")).otherwise(money(20, "EUR"))
HALF, FULL, HALF_A_EURO = Decimal("0.5"), Decimal("590.05"), money("0.5", "EUR")


@pytest.mark.parametrize(
    ("expression", "rows", "ranges"),
    [
        (BASE + EXTRA, [{}, {"member": True}, {"trained": False}], [(20, FULL), (510, FULL), (20, 510)]),
        (BASE - EXTRA, [{}, {"member": True, "trained": False}], [(Decimal("-100.05"), 470), (470, 470)]),
        (ACTS, [{}, {"acts": 3}], [(0, None), (3, 3)]),
        (ACTS - ACTS.at(-1), [{}, {"acts": 7}, {"acts before": 2}], [(None, None), (None, 7), (-2, None)]),
        (5 - ACTS, [{}, {"acts": 7}], [(None, 5), (-2, -2)]),
        (WHICH, [{}, {"member": False}, {"acts": 8}, {"member": True}], [(0, None), (5, 5), (5, 8), (0, None)]),
        (
            FEES + money("0.05", "EUR"),
            [{}, {"fees": Decimal("2.5")}],
            [(Decimal("0.05"), None), (Decimal("2.55"),) * 2],
        ),
        (STARTED.month, [{}, {"started_on": date(2024, 3, 1)}], [(1, 12), (3, 3)]),
        (STARTED.year, [{}, {"started_on": date(2024, 3, 1)}], [(None, None), (2024, 2024)]),
        (HOURS + ACTS, [{"hours": HALF}, {"acts": 2}], [(HALF, None), (2, None)]),
        (reference_year() + 1, [{}], [(2025, 2025)]),
        (minimum(ACTS, 5), [{}, {"acts": 3}, {"acts": 9}], [(0, 5), (3, 3), (5, 5)]),
        (maximum(ACTS, CLAIMS), [{}, {"acts": 3}, {"claims": 9}], [(0, None), (3, None), (9, None)]),
        (minimum(FEES, HALF_A_EURO), [{}, {"fees": Decimal("0.4")}], [(0, HALF), (Decimal("0.4"),) * 2]),
        (ACTS * CLAIMS, [{}, {"acts": 3}, {"acts": 3, "claims": 2}], [(0, None), (0, None), (6, 6)]),
        (HOURS * ACTS, [{}, {"hours": HALF}, {"hours": -HALF, "acts": 2}], [(0, None), (0, None), (-1, -1)]),
        (HOURS * ACTS, [{"hours": -HALF}, {"hours": -HALF, "acts": 2}], [(None, None), (-1, -1)]),
        (ACTS * -2, [{}, {"acts": 3}], [(None, 0), (-6, -6)]),
        (STARTED.month * STARTED.month, [{}, {"started_on": date(2024, 3, 1)}], [(1, 144), (9, 9)]),
        (rounded(BASE * HALF, "100", "up"), [{}, {"member": True}], [(0, 300), (300, 300)]),
        (STEPS, [{}, {"acts": 500}], [(0, Decimal("600.05")), (300, 300)]),
        (
            when(MEMBER).then(EIGHTH).otherwise(BASE),
            [{}, {"fees": Decimal("0.000001")}, {"member": False}],
            [(0, None), (0, 490), (0, 0)],
        ),
    ],
)
def test_the_range_of_a_quantity_in_each_row(
    expression: Expression, rows: Rows, ranges: list[tuple[Any, Any]], over_rows: Any, agree: Agree, givens: Givens
) -> None:
    for some in (rows, *([row] for row in rows)):  # alone, a row leaves columns out that none gives
        found = over_rows(expression, [givens(row) for row in some], {})
        assert list(zip(found["low"], found["high"], strict=True)) == [ranges[rows.index(row)] for row in some]
        agree(expression, [givens(row) for row in some])


@pytest.mark.parametrize("text", ["70", "66.6667", "33.33333333", "33.3333333333", "66.66666666666666"])
def test_a_share_is_exact_whatever_its_digits_and_the_counts(text: str, agree: Agree, givens: Givens) -> None:
    counts = [
        (acts, claims)
        for claims in (*(10**12 - number for number in range(20)), 3, 100)
        for acts in {0, claims, claims // 2, claims * 2 // 3, claims // 3, claims // 3 + 1, claims * 7 // 10}
    ]
    rate = share(ACTS, of=CLAIMS, if_none=FIRST) >= percent(text)
    agree(rate, [givens({"acts": acts, "claims": claims}) for acts, claims in counts])


def test_a_share_of_decimals_is_exact_whatever_the_amounts(agree: Agree, givens: Givens) -> None:
    rate = share(HOURS, of=HOURS + ACTS, if_none=FIRST) >= percent("33.3333")
    amounts = ["0.333333", "333333333333.333333", "999999999999.999999", "0"]
    agree(rate, [givens({"hours": Decimal(text), "acts": n}) for text in amounts for n in (0, 1, 10**12)])


def test_a_share_with_more_digits_than_a_table_can_compare_is_refused(over_rows: Any, givens: Givens) -> None:
    rate = share(ACTS, of=CLAIMS, if_none=FIRST) >= percent("33.333333333333333333333333")
    with pytest.raises(ExpressionError, match="too many digits"):
        over_rows(rate, [givens({"acts": 1, "claims": 3})], {})


@pytest.mark.parametrize(
    "build",
    [
        lambda: EIGHTH * HOURS,
        lambda: EIGHTH * percent("0.0001"),
        lambda: minimum(FEES * HOURS * HALF, FEES),
        lambda: rounded(EIGHTH * HOURS, "0.01", "up"),
        lambda: EIGHTH * HOURS > FEES,
    ],
)
def test_what_is_finer_than_a_table_holds_is_refused_by_name(
    build: Callable[[], Expression], over_rows: Any, givens: Givens
) -> None:
    with pytest.raises(ExpressionError, match=r"digits after the point, and a table holds 12: .* rounded\(x, '0\.01'"):
        over_rows(build(), [givens({"fees": Decimal(1), "hours": Decimal(1)})], {})


def test_rounding_on_the_way_lets_a_table_compute_what_is_finer(agree: Agree, givens: Givens) -> None:
    fine = rounded(EIGHTH, "0.01", "half_up") * HOURS
    agree(fine, [givens({"fees": Decimal("1234.60"), "hours": Decimal("0.000001")})])


@pytest.mark.parametrize(
    ("expression", "row"),
    [
        (ACTS * CLAIMS, {"acts": 10**12, "claims": 10**12}),
        (HOURS * FEES, {"hours": Decimal(10**11), "fees": Decimal(10**11)}),
    ],
)
def test_a_product_without_room_for_its_digits_stops_and_is_never_wrong(
    expression: Expression, row: Mapping[str, Any], over_rows: Any, givens: Givens
) -> None:
    with pytest.raises(Exception, match=r"(?i)conversion|precision|overflow|out of range|does not fit|truncated"):
        over_rows(expression, [givens(row)], {})
