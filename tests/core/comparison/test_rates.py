"""One sum over several currencies: only at rates that the caller gives."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from incentives.errors import InvalidArgument

Town = Callable[..., Any]
RATES = {"CHF": Decimal("1.05"), "SEK": Decimal("0.0875")}


def test_every_currency_is_converted_exactly_and_the_sum_rounded_once_half_upwards(town: Town) -> None:
    aid = town(a=("100.01", {}), b=("0.10", {"currency": "CHF"}), c=("2.00", {"currency": "SEK"}))
    total = aid.compared(a=True, b=True, c=True).totals_in("EUR", RATES)
    # 100.01 + 0.105 + 0.175 = 100.29; rounding each part first would give 100.01 + 0.11 + 0.18 = 100.30.
    assert (total.certain, total.possible, total.reachable, total.currency) == (
        Decimal("100.29"),
        Decimal("100.29"),
        Decimal("100.29"),
        "EUR",
    )
    half = town(b=("0.10", {"currency": "CHF"})).compared(b=True).totals_in("EUR", RATES)
    assert half.certain == Decimal("0.11")


def test_what_is_certain_and_what_is_possible_are_converted_apart(town: Town) -> None:
    total = town(a=(100, {}), b=(10, {"currency": "CHF"})).compared(a=True).totals_in("EUR", RATES)
    assert (total.certain, total.possible) == (100, Decimal("110.50"))


def test_what_is_not_received_together_is_compared_in_one_currency(town: Town) -> None:
    both = town(a=(100, {"alternative_to": ["b"]}), b=(99, {"currency": "CHF"})).compared(a=True, b=True)
    assert both.totals_in("EUR", RATES).certain == Decimal("103.95")
    assert both.totals_in("EUR", {"CHF": Decimal("0.5")}).certain == 100


def test_every_currency_without_a_rate_is_named_at_once(town: Town) -> None:
    aid = town(a=(1, {}), b=(1, {"currency": "CHF"}), c=(1, {"currency": "SEK"})).compared()
    with pytest.raises(InvalidArgument, match="no rate for CHF, SEK: say how many EUR one of it is"):
        aid.totals_in("EUR", {})


def test_no_rate_is_needed_for_the_currency_of_the_sum_nor_for_one_that_no_row_has(town: Town) -> None:
    aid = town(a=(1, {})).compared(a=True)
    assert aid.totals_in("EUR", {}).certain == 1
    assert aid.totals_in("EUR", {"USD": Decimal(2), "EUR": Decimal(1)}).certain == 1


@pytest.mark.parametrize("rate", [1.05, 1, Decimal(0), Decimal(-1), Decimal("NaN"), Decimal("Infinity"), "1.05"])
def test_a_rate_is_an_exact_number_above_zero(town: Town, rate: object) -> None:
    aid = town(b=(1, {"currency": "CHF"})).compared(b=True)
    with pytest.raises(InvalidArgument, match="not a rate"):
        aid.totals_in("EUR", {"CHF": rate})


def test_one_unit_of_the_sum_s_own_currency_is_one(town: Town) -> None:
    with pytest.raises(InvalidArgument, match="one EUR is 1 EUR"):
        town(a=(1, {})).compared(a=True).totals_in("EUR", {"EUR": Decimal(2)})
