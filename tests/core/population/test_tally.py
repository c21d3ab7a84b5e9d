"""Counts and sums over a table."""

from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from incentives.population.figures.tally import Tally, streamed

FRAME = pl.LazyFrame(
    {
        "held": [True, False, None, True],
        "amount": [Decimal("0.10"), Decimal("0.20"), Decimal("1.05"), Decimal(3)],
        "bounded": [Decimal(1), None, Decimal(2), Decimal(3)],
    }
)
HELD, AMOUNT, BOUNDED = (pl.col(name) for name in ("held", "amount", "bounded"))


def taken(tally: Tally, *, rows: int = 4) -> None:
    tally.take(FRAME.head(rows), streamed)


def test_a_condition_is_counted_true_false_and_unknown() -> None:
    tally = Tally()
    asked = tally.true(HELD), tally.false(HELD), tally.unknown(HELD)
    taken(tally)
    assert [count() for count in asked] == [2, 1, 1]


@pytest.mark.parametrize(("cell", "counts"), [(True, [4, 0, 0]), (False, [0, 4, 0]), (None, [0, 0, 4])])
def test_what_is_the_same_in_every_row_counts_all_of_them(cell: Any, counts: list[int]) -> None:
    tally = Tally()
    asked = tally.true(cell), tally.false(cell), tally.unknown(cell)
    taken(tally)
    assert [count() for count in asked] == counts


def test_amounts_are_summed_to_the_cent_and_one_that_is_not_bounded_has_no_sum() -> None:
    tally = Tally()
    asked = tally.total(AMOUNT), tally.total(BOUNDED), tally.total(Decimal("0.35")), tally.total(None)
    taken(tally)
    assert [total() for total in asked] == [Decimal("4.35"), None, Decimal("1.40"), None]


def test_nothing_is_counted_and_summed_in_an_empty_table() -> None:
    tally = Tally()
    counts = tally.true(HELD), tally.unknown(None)
    totals = tally.total(AMOUNT), tally.total(BOUNDED), tally.total(None), tally.total(Decimal(5))
    taken(tally, rows=0)
    assert (tally.rows(), *(count() for count in counts)) == (0, 0, 0)
    assert {total() for total in totals} == {Decimal(0)}
