"""Benefits that share a ceiling, are alternatives or give way to one another, over every kind of frame."""

from collections.abc import Callable
from decimal import Decimal
from itertools import product
from typing import Any

import duckdb
import polars as pl
import pytest
from incentives import Fact, OpenQuestion, money, when
from incentives.population.figures.summary import summarise
from incentives.population.wanted import Wanted

MEMBER, LICENSED = Fact.yes_no("xx.member"), Fact.yes_no("xx.licensed", annual=False)
ACTS = Fact.count("xx.acts", unit="acts")
FEES = Fact.money("xx.fees", currency="EUR", least=None)
FIRST = OpenQuestion("xx-aid.first_counts", ask="office")
Checked = Callable[..., list[Any]]
CONDITIONS = {"member": MEMBER, "licensed": LICENSED, "acts": ACTS >= 3}
# Every combination of true, false and unknown, as rows.
ROWS: list[dict[str, Any]] = [
    {name: value for name, value in zip(("member", "licensed", "acts"), values, strict=True) if value is not None}
    for values in product((True, False, None), (True, False, None), (9, 0, None))
]
FLAT = [(("member",), money(100, "EUR")), (("licensed",), money("70.50", "EUR")), (("acts",), money(30, "EUR"))]


def ends(rows: list[Any], *given: dict[str, Any]) -> list[tuple[Any, Any]]:
    """What is certain and possible in the rows of some facts."""
    return [(row["xx-aid.certain"], row["xx-aid.possible"]) for row in (rows[ROWS.index(facts)] for facts in given)]


ALL = {"member": True, "licensed": True, "acts": 9}
MEMBER_ONLY = {"member": True, "licensed": False, "acts": 0}


def test_a_ceiling_cuts_every_row(frame_kind: Any, aid_of: Any, group_of: Any, checked: Checked) -> None:
    aid = aid_of(CONDITIONS, FLAT, groups=[group_of("b0", "b1", at_most=money(120, "EUR"))])
    got = checked(aid, frame_kind, ROWS)
    assert ends(got, ALL, MEMBER_ONLY, {}, {"member": True}) == [(150, 150), (100, 100), (0, 150), (100, 150)]


def test_of_alternatives_the_highest_counts_in_every_row(
    frame_kind: Any, aid_of: Any, group_of: Any, checked: Checked
) -> None:
    aid = aid_of(CONDITIONS, FLAT, groups=[group_of("b0", "b1", one_only=True)])
    got = checked(aid, frame_kind, ROWS)
    assert ends(got, ALL, {}, {"licensed": True}) == [
        (130, 130),
        (0, 130),
        (Decimal("70.50"), 130),
    ]


def test_a_benefit_gives_way_in_every_row(frame_kind: Any, aid_of: Any, checked: Checked) -> None:
    aid = aid_of(CONDITIONS, FLAT, rest={"b1": {"not_with": ("b0",)}, "b2": {"on_top_of": ("b1",)}})
    got = checked(aid, frame_kind, ROWS)
    without = {"member": False, "licensed": True, "acts": 9}
    assert ends(got, ALL, without, {}) == [(100, 100), (Decimal("100.50"), Decimal("100.50")), (0, Decimal("100.50"))]


def test_ceilings_and_amounts_that_facts_decide_bound_every_row(
    frame_kind: Any, aid_of: Any, group_of: Any, checked: Checked
) -> None:
    ceiling = when(ACTS >= 5).then(money(150, "EUR")).otherwise(money(90, "EUR"))
    amounts = [(("member",), when(FIRST).then(money(80, "EUR")).otherwise(money(60, "EUR"))), *FLAT[1:]]
    aid = aid_of(CONDITIONS, amounts, groups=[group_of("b0", "b1", "b2", at_most=ceiling)])
    got = checked(aid, frame_kind, ROWS)
    assert ends(got, ALL, {"member": True, "licensed": True}) == [(150, 150), (90, 150)]
    assert ends(checked(aid, frame_kind, ROWS, {FIRST.id: False}), MEMBER_ONLY) == [(60, 60)]


AMOUNTS = [(("member",), FEES + money(0, "EUR")), *FLAT[1:]]


def backends() -> dict[str, Callable[[pl.DataFrame], Any]]:
    return {
        "polars": pl.DataFrame.lazy,
        "arrow": pl.DataFrame.to_arrow,
        "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
    }


UNBOUND = [
    (AMOUNTS, ("b0", "b1"), {"at_most": money(120, "EUR")}, False),
    (FLAT, ("b0", "b1"), {"at_most": FEES}, False),
    (AMOUNTS, ("b0", "b1", "b2"), {"one_only": True}, True),
    (AMOUNTS, ("b0", "b1"), {"one_only": True, "at_most": FEES}, True),
]


@pytest.mark.parametrize("backend", backends())
@pytest.mark.parametrize("rules", UNBOUND)
def test_what_nothing_bounds_is_cut_by_a_ceiling_and_cuts_nothing_as_one(
    aid_of: Any, group_of: Any, in_rows: Any, backend: str, rules: Any
) -> None:
    amounts, ids, rule, is_unbounded = rules
    fees = [None, Decimal("12.34"), Decimal("5000.01")]
    rows = [{**row, "fees": fee} for row in ROWS for fee in fees]
    frame = pl.DataFrame(
        {f"xx.{name}": [row.get(name) for row in rows] for name in ("member", "licensed", "acts", "fees")},
        schema_overrides={"xx.fees": pl.Decimal(18, 2)},
    )
    aid = aid_of(CONDITIONS, amounts, groups=[group_of(*ids, **rule)])
    got = in_rows(collected(aid.table(backends()[backend](frame))))
    for facts, row in zip(rows, got, strict=True):
        alone = aid.alone({f"xx.{name}": value for name, value in facts.items() if value is not None}, {})
        assert (row["xx-aid.certain"], row["xx-aid.possible"]) == (alone.amount.certain, alone.amount.possible), facts
    assert (None in {row["xx-aid.possible"] for row in got}) is is_unbounded


def collected(frame: Any) -> Any:
    return frame.collect() if isinstance(frame, pl.LazyFrame) else frame


def test_a_summary_costs_what_the_rows_add_up_to_and_each_benefit_its_own(aid_of: Any, group_of: Any) -> None:
    aid = aid_of(
        CONDITIONS, FLAT, rest={"b2": {"not_with": ("b1",)}}, groups=[group_of("b0", "b1", at_most=money(120, "EUR"))]
    )
    columns = {f"xx.{name}": [row.get(name) for row in ROWS] for name in ("member", "licensed", "acts")}
    wanted = [Wanted(aid.scheme, aid.edition, "xx-aid")]
    (summary,) = summarise(pl.DataFrame(columns), wanted, aid.vocabulary, {}).editions
    alone = [aid.alone({f"xx.{name}": value for name, value in row.items()}, {}) for row in ROWS]
    assert summary.cost.certain == sum(one.amount.certain for one in alone)
    assert summary.cost.possible == sum(one.amount.possible or 0 for one in alone)
    for benefit in summary.benefits:
        results = [one.benefits[benefit.id] for one in alone]
        assert benefit.cost.certain == sum(one.amount.certain for one in results)
        assert benefit.due == sum(one.outcome == "met" for one in results)
    assert sum(benefit.cost.certain for benefit in summary.benefits) > summary.cost.certain
