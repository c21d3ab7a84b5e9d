"""What schemes cost in all that are not paid together: in every row as for one practitioner."""

from collections.abc import Callable
from decimal import Decimal
from itertools import product
from typing import Any

import duckdb
import polars as pl
import pytest
from incentives import Catalogue, Situation, compare, load_catalogue

BACKENDS: dict[str, Callable[[pl.DataFrame], Any]] = {
    "polars": lambda frame: frame,
    "polars lazy": pl.DataFrame.lazy,
    "pyarrow": pl.DataFrame.to_arrow,
    "pandas": lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
    "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
}
NAMES = ("practice", "jury_agreed", "bicycle", "car")
ROWS = [  # without the one of whom nothing is told: their own comparison counts nothing
    dict(zip(NAMES, values, strict=True))
    for values in product((True, False, None), repeat=len(NAMES))
    if any(value is not None for value in values)
]
SCHEMES = {
    "one before another": ("xx-town", "xx-region"),
    "one of two": ("xx-region", "xx-fund"),
    "both": ("xx-fund", "xx-region", "xx-town"),
    "nothing between them": ("xx-fund", "xx-town"),
}


@pytest.fixture
def catalogue(town_installed: None) -> Catalogue:  # noqa: ARG001  # it is there before the catalogue is loaded
    return load_catalogue()


def by_hand(catalogue: Catalogue, schemes: tuple[str, ...]) -> dict[str, tuple[Decimal, Decimal]]:
    """The sums of every practitioner's own comparison."""
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for row in ROWS:
        facts = {f"xx.{name}": value for name, value in row.items() if value is not None}
        situation = Situation.of({2025: facts})
        for total in compare([catalogue.assess(id, 2025, situation) for id in schemes]).totals:
            certain, possible = sums.get(total.currency, (Decimal(0), Decimal(0)))
            sums[total.currency] = (certain + total.certain, possible + (total.possible or 0))
    return sums


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("which", SCHEMES)
def test_schemes_cost_together_what_each_practitioner_can_have_of_them(
    catalogue: Catalogue, backend: str, which: str
) -> None:
    frame = pl.DataFrame({f"xx.{name}": [row[name] for row in ROWS] for name in NAMES})
    summary = catalogue.summarise_table_all(BACKENDS[backend](frame), [2025], SCHEMES[which])
    found = {cost.currency: (cost.certain, cost.possible) for cost in summary.costs}
    assert found == by_hand(catalogue, SCHEMES[which])
    added = {id: sum(one.cost.certain for one in summary.editions if one.scheme == id) for id in SCHEMES[which]}
    assert all(added.values())


def test_an_edition_alone_costs_what_it_always_did(catalogue: Catalogue) -> None:
    frame = pl.DataFrame({f"xx.{name}": [row[name] for row in ROWS] for name in NAMES})
    (alone,) = catalogue.summarise_table_all(frame, [2025], ["xx-region"]).costs
    both = catalogue.summarise_table_all(frame, [2025], ["xx-region", "xx-town"])
    assert alone.certain == 27 * 500
    assert [one.cost for one in both.editions if one.scheme == "xx-region"] == [alone]
    assert next(cost for cost in both.costs if cost.currency == "CHF").certain < alone.certain
