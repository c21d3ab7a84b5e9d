"""Sums of which one side is not bounded, and by how much a fact leaves them open."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from incentives import Amount, Assessment, Fact, Group, money, when

MadeUp = Any  # the class that the fixture `made_up` is
Grouped = Callable[..., Group]
Benefits = dict[str, tuple[Any, list[str], dict[str, Any]]]
COSTS = Fact.money("xx.costs", currency="EUR")
PAIR: Benefits = {"grant": (100, ["a"], {}), "prize": (70, ["b"], {})}
WITH_COSTS: Benefits = {"grant": (COSTS, ["a"], {}), "prize": (70, ["b"], {})}


def ends(amount: Amount) -> tuple[object, object, object]:
    return amount.certain, amount.possible, amount.reachable


def spreads(result: Assessment) -> dict[str, Decimal | None]:
    return {missing.id.removeprefix("xx."): missing.spread for missing in result.missing_facts}


def amount(certain: int, possible: int | None, reachable: int | None) -> Amount:
    low, high, higher = (None if end is None else Decimal(end) for end in (certain, possible, reachable))
    return Amount(low or Decimal(0), high, higher, "EUR")


@pytest.mark.parametrize(
    ("whole", "part", "rest"),
    [
        ((100, 100, 100), (60, 60, 60), (40, 40, 40)),
        ((100, 150, 200), (60, 60, 60), (40, 90, 140)),
        ((50, None, None), (20, 20, 20), (30, None, None)),
        ((50, 80, None), (20, 20, 20), (30, 60, None)),
        ((50, 80, 80), (0, None, None), (50, None, None)),  # nobody knows what is left
        ((0, 0, 100), (60, 60, 60), (0, 0, 40)),  # never below nothing
    ],
)
def test_what_is_left_is_open_where_the_whole_or_the_part_is(
    whole: tuple[int, int | None, int | None],
    part: tuple[int, int | None, int | None],
    rest: tuple[int, int | None, int | None],
) -> None:
    assert amount(*whole) - amount(*part) == amount(*rest)


def test_a_ceiling_closes_a_sum_that_is_open_at_the_top(made_up: MadeUp, group: Grouped) -> None:
    aid = made_up.of(WITH_COSTS, group("both", "grant", "prize", at_most=120))
    assert ends(aid.assess(a=True, b=True).amount) == (70, 120, 120)
    assert ends(aid.assess(a=True, b=True).groups["both"].amount) == (70, 120, 120)
    assert ends(aid.assess(a=False, b=True).amount) == (70, 70, 70)


def test_a_ceiling_that_is_open_itself_closes_nothing(made_up: MadeUp, group: Grouped) -> None:
    limit = Fact.money("xx.limit", currency="EUR")
    aid = made_up.of(WITH_COSTS, group("both", "grant", "prize", at_most=limit))
    assert ends(aid.assess(a=True, b=True).amount) == (0, None, None)
    assert ends(aid.assess(a=True, b=True, limit=Decimal(90)).amount) == (70, 90, 90)
    assert ends(aid.assess(a=True, b=True, limit=Decimal(-1)).amount) == (0, 0, 0)  # nobody owes an incentive


def test_a_sum_without_a_ceiling_is_open_at_the_top_as_soon_as_one_part_is(made_up: MadeUp, group: Grouped) -> None:
    for groups in ((), (group("either", "grant", "prize", one_only=True),)):
        aid = made_up.of(WITH_COSTS, *groups)
        assert ends(aid.assess(a=True, b=True).amount) == (70, None, None)
        assert ends(aid.assess(a=False, b=True).amount) == (70, 70, 70)


def test_two_parts_of_a_group_are_added_with_what_comes_beside_it(made_up: MadeUp, group: Grouped) -> None:
    benefits: Benefits = {**WITH_COSTS, "bonus": (5, ["c"], {})}
    aid = made_up.of(benefits, group("both", "grant", "prize", at_most=120))
    assert ends(aid.assess(a=True, b=True, c=True).amount) == (75, 125, 125)


@pytest.mark.parametrize(
    ("ceiling", "told", "expected"),
    [
        (170, {}, {"a": 100, "b": 70}),  # each by no more than its own benefit
        (120, {}, {"a": 100, "b": 70}),
        (80, {}, {"a": 80, "b": 70}),  # nor by more than the ceiling
        (60, {}, {"a": 60, "b": 60}),
        (120, {"a": True}, {"b": 20}),  # nor by more than what is certain leaves of it
        (120, {"b": True}, {"a": 50}),
        (120, {"a": False}, {"b": 70}),
    ],
)
def test_what_a_fact_bears_on_in_a_group_is_the_lower_of_its_benefits_and_of_their_sum(
    made_up: MadeUp, group: Grouped, ceiling: int, told: dict[str, bool], expected: dict[str, int]
) -> None:
    aid = made_up.of(PAIR, group("both", "grant", "prize", at_most=ceiling))
    assert spreads(aid.assess(**told)) == expected


def test_what_a_fact_bears_on_in_two_benefits_is_their_sum_as_far_as_the_ceiling_goes(
    made_up: MadeUp, group: Grouped
) -> None:
    benefits: Benefits = {"grant": (100, ["a"], {}), "prize": (70, ["a"], {}), "bonus": (5, ["a"], {})}
    assert spreads(made_up.of(benefits).assess()) == {"a": 175}
    capped = made_up.of(benefits, group("both", "grant", "prize", at_most=120))
    assert spreads(capped.assess()) == {"a": 125}
    assert capped.assess().missing_facts[0].benefits == ("grant", "prize", "bonus")


def test_what_a_fact_bears_on_in_two_groups_is_cut_in_each_by_itself(made_up: MadeUp, group: Grouped) -> None:
    benefits: Benefits = {**PAIR, "bonus": (5, ["a"], {}), "extra": (6, ["c"], {})}
    small, large = group("small", "bonus", "extra", at_most=8), group("large", "grant", "prize", at_most=120)
    assert spreads(made_up.of(benefits, large, small).assess()) == {"a": 105, "b": 70, "c": 6}


def test_what_a_fact_bears_on_is_bounded_by_the_side_that_is(made_up: MadeUp, group: Grouped) -> None:
    assert spreads(made_up.of(WITH_COSTS).assess()) == {"a": None, "costs": None, "b": 70}
    capped = made_up.of(WITH_COSTS, group("both", "grant", "prize", at_most=120))
    assert spreads(capped.assess()) == {"a": 120, "costs": 120, "b": 70}
    either = made_up.of(WITH_COSTS, group("either", "grant", "prize", one_only=True))
    assert spreads(either.assess()) == {"a": None, "costs": None, "b": 70}
    assert list(spreads(either.assess())) == ["a", "costs", "b"]  # what nothing bounds comes first


def test_of_equal_amounts_nothing_is_left_to_ask_but_whether_they_are_due(made_up: MadeUp) -> None:
    same = (
        when(~COSTS.is_between(money(0, "EUR"), money(9, "EUR"))).then(money(100, "EUR")).otherwise(money(100, "EUR"))
    )
    assert spreads(made_up.of({"grant": (same, ["a"], {})}).assess(a=True)) == {}
    assert spreads(made_up.of({"grant": (same, ["a"], {})}).assess()) == {"a": 100}
    nothing: Benefits = {"visit": (0, ["a"], {})}
    assert spreads(made_up.of(nothing).assess()) == {"a": 0}
    assert spreads(made_up.of(nothing).assess(a=True)) == {}
