"""The sum of amounts, where some are open at the top and where deeds can still bring more."""

from decimal import Decimal

import pytest
from incentives import Amount

ZERO, HUNDRED, FIFTY = Decimal(0), Decimal("100.00"), Decimal("50.00")
DUE = Amount(HUNDRED, HUNDRED, HUNDRED, "EUR")
LATER = Amount(ZERO, ZERO, FIFTY, "EUR")
PERHAPS = Amount(ZERO, FIFTY, FIFTY, "EUR")
UNBOUNDED = Amount(FIFTY, None, None, "EUR")
UNBOUNDED_LATER = Amount(ZERO, ZERO, None, "EUR")


@pytest.mark.parametrize(
    ("parts", "sums"),
    [
        ([], (0, 0, 0)),
        ([DUE, PERHAPS], (100, 150, 150)),
        ([DUE, LATER], (100, 100, 150)),
        ([LATER, DUE, PERHAPS], (100, 150, 200)),
        ([DUE, UNBOUNDED], (150, None, None)),
        ([UNBOUNDED, LATER], (50, None, None)),
        ([UNBOUNDED_LATER, DUE], (100, 100, None)),
        ([UNBOUNDED, UNBOUNDED_LATER, DUE], (150, None, None)),
    ],
)
def test_each_of_the_three_is_summed_on_its_own_in_any_order(parts: list[Amount], sums: tuple[object, ...]) -> None:
    for order in (parts, parts[::-1]):
        total = Amount.total(order, "EUR")
        assert (total.certain, total.possible, total.reachable) == sums
        assert total.currency == "EUR"
