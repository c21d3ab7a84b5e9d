from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incentives import Expression, Fact, Known, Range, Trace, bounds, literal, money, reference_year, when
from incentives.rules.types import Value

MEMBER, TRAINED = Fact.yes_no("be.member"), Fact.yes_no("be.trained")
ACTS = Fact.count("be.acts", unit="acts")
FEES = Fact.money("be.fees", currency="EUR")
STARTED = Fact.day("be.started_on")
BASE = when(MEMBER).then(money(490, "EUR")).otherwise(money(0, "EUR"))
EXTRA = when(TRAINED).then(money(100, "EUR")).otherwise(money(20, "EUR"))


def bounded(expression: Expression, **values: Value) -> tuple[Decimal | None, Decimal | None]:
    known = Known(2024, annual={2024: {f"be.{name}": value for name, value in values.items()}})
    found = bounds(expression, Trace.of([expression], known))
    return found.low, found.high


@pytest.mark.parametrize(
    ("expression", "values", "low", "high"),
    [
        (money("490.00", "EUR"), {}, 490, 490),
        (BASE, {}, 0, 490),
        (BASE, {"member": True}, 490, 490),
        (BASE, {"member": False}, 0, 0),
        (BASE + EXTRA, {}, 20, 590),
        (BASE + EXTRA, {"member": True}, 510, 590),
        (BASE + EXTRA, {"trained": False}, 20, 510),
        (BASE - EXTRA, {}, -100, 470),
        (when(MEMBER).then(EXTRA).otherwise(money(500, "EUR")), {}, 20, 500),
        (ACTS, {}, 0, None),
        (ACTS + 5, {}, 5, None),
        (5 - ACTS, {}, None, 5),
        (ACTS - ACTS.at(-1), {}, None, None),
        (ACTS - ACTS.at(-1), {"acts": 7}, None, 7),
        (when(MEMBER).then(ACTS).otherwise(5), {}, 0, None),
        (when(MEMBER).then(5 - ACTS).otherwise(9), {}, None, 9),
        (when(MEMBER).then(ACTS).otherwise(5), {"member": False}, 5, 5),
        (when(MEMBER).then(ACTS).otherwise(5), {"acts": 8}, 5, 8),
        (FEES, {}, 0, None),
        (FEES + money(1, "EUR"), {"fees": Decimal("2.5")}, Decimal("3.5"), Decimal("3.5")),
        (STARTED.month, {}, 1, 12),
        (STARTED.year, {}, None, None),
        (reference_year(), {}, 2024, 2024),
        (literal(3), {}, 3, 3),
    ],
)
def test_the_range_of_a_quantity_over_what_is_unknown(
    expression: Expression, values: dict[str, Value], low: object, high: object
) -> None:
    assert bounded(expression, **values) == (low, high)


def test_the_hull_of_two_ranges_is_open_where_one_is() -> None:
    assert Range(Decimal(1), Decimal(2)).hull(Range(Decimal(5), Decimal(9))) == Range(Decimal(1), Decimal(9))
    assert Range(None, Decimal(2)).hull(Range(Decimal(5), None)) == Range(None, None)


@given(data=st.data())
def test_every_completion_lies_within_the_bounds(
    data: st.DataObject,
    quantities: st.SearchStrategy[Expression],
    partly_given: Callable[[Expression], st.SearchStrategy[dict[str, Value]]],
    fully_given: Callable[[Expression], st.SearchStrategy[dict[str, Value]]],
    value_with: Callable[[Expression, Mapping[str, Value]], Value | None],
    knowing: Callable[[Mapping[str, Value]], Known],
) -> None:
    quantity = data.draw(quantities)
    some = data.draw(partly_given(quantity))
    complete = data.draw(fully_given(quantity)) | some
    value = value_with(quantity, complete)
    found = bounds(quantity, Trace.of([quantity], knowing(some)))
    assert isinstance(value, int | Decimal)
    assert found.low is None or found.low <= value
    assert found.high is None or value <= found.high
    if value_with(quantity, some) is not None:
        assert (found.low, found.high) == (value, value)


@given(data=st.data())
def test_knowing_more_never_widens_the_bounds(
    data: st.DataObject,
    quantities: st.SearchStrategy[Expression],
    partly_given: Callable[[Expression], st.SearchStrategy[dict[str, Value]]],
    value_with: Callable[[Expression, Mapping[str, Value]], Value | None],
    knowing: Callable[[Mapping[str, Value]], Known],
) -> None:
    quantity = data.draw(quantities)
    some = data.draw(partly_given(quantity))
    more = data.draw(partly_given(quantity)) | some
    value_with(quantity, more)
    before, after = (bounds(quantity, Trace.of([quantity], knowing(values))) for values in (some, more))
    assert after.hull(before) == before
