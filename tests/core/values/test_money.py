from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incentives import Money

AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9)


@pytest.mark.parametrize("amount", ["800.00", 800, Decimal("800.00")])
def test_an_amount_is_written_as_text_a_whole_number_or_a_decimal(amount: Decimal | int | str) -> None:
    assert Money(amount, "EUR").amount == Decimal(800)


@pytest.mark.parametrize("amount", [800.0, 0.1, True, float("nan")])
def test_a_floating_amount_is_refused_so_that_it_stays_exact(amount: Any) -> None:
    with pytest.raises(TypeError, match="written as text or a whole number"):
        Money(amount, "EUR")


@pytest.mark.parametrize("amount", ["", "eight hundred", "800 €", "NaN", "Infinity", Decimal("NaN"), "-Infinity"])
def test_what_is_no_number_is_no_amount(amount: str) -> None:
    with pytest.raises(ValueError, match=r"expected an amount such as '800\.00'"):
        Money(amount, "EUR")


@pytest.mark.parametrize("currency", ["", "eur", "EURO", "€", "E", "EU1"])
def test_a_currency_is_a_three_letter_code(currency: str) -> None:
    with pytest.raises(ValueError, match="ISO 4217"):
        Money(1, currency)


def test_a_sum_keeps_every_cent() -> None:
    assert Money("0.10", "EUR") + Money("0.20", "EUR") == Money("0.30", "EUR")


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(ValueError, match="EUR and USD are never added without a rate"):
        Money(1, "EUR") + Money(1, "USD")


def test_equal_amounts_are_equal_however_they_are_written() -> None:
    assert Money("800", "EUR") == Money("800.00", "EUR")
    assert hash(Money("800", "EUR")) == hash(Money("800.00", "EUR"))
    assert Money("800", "EUR") != Money("800", "USD")


def test_money_has_no_order_of_its_own() -> None:
    with pytest.raises(TypeError):
        assert Money(1, "EUR") < Money(2, "EUR")  # type: ignore[operator]  # the mistake under test


def test_money_is_frozen() -> None:
    with pytest.raises(AttributeError):
        Money(1, "EUR").amount = Decimal(2)  # type: ignore[misc]  # the mistake under test


@given(a=AMOUNTS, b=AMOUNTS, c=AMOUNTS)
def test_the_order_of_a_sum_never_matters(a: Decimal, b: Decimal, c: Decimal) -> None:
    one, two, three = (Money(amount, "EUR") for amount in (a, b, c))
    assert one + two == two + one
    assert (one + two) + three == one + (two + three)
