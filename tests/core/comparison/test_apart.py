"""Schemes that are not received together: their amounts are never added."""

from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from incentives import Comparison, Exclusion

Town = Callable[..., Any]
Ends = Callable[[Comparison], dict[str, tuple[object, object, object]]]
JUNE, LATER = date(2025, 6, 1), date(2026, 6, 1)


def test_a_scheme_pays_nothing_for_a_year_in_which_one_that_goes_before_it_is_due(town: Town, ends: Ends) -> None:
    both = town(a=(100, {"excluded_by": ["b"]}), b=(70, {}))
    assert ends(both.compared(a=True, b=True)) == {"EUR": (70, 70, 70)}
    assert ends(both.compared(a=True, b=False)) == {"EUR": (100, 100, 100)}
    assert ends(both.compared(a=False, b=True)) == {"EUR": (70, 70, 70)}


def test_each_assessment_stays_as_it_is(town: Town) -> None:
    compared = town(a=(100, {"excluded_by": ["b"]}), b=(70, {})).compared(a=True, b=True)
    assert [row.amount.certain for row in compared.assessments] == [100, 70]


def test_while_it_is_open_whether_the_first_is_due_only_one_of_the_two_is_possible(town: Town, ends: Ends) -> None:
    both = town(a=(100, {"excluded_by": ["b"]}), b=(70, {}))
    assert ends(both.compared(a=True)) == {"EUR": (0, 100, 100)}
    assert ends(both.compared()) == {"EUR": (0, 100, 100)}
    assert ends(both.compared(b=True)) == {"EUR": (70, 70, 70)}


def test_nothing_is_certain_beside_a_scheme_whose_rules_are_not_known(town: Town, ends: Ends) -> None:
    both = town(a=(100, {"excluded_by": ["b"]}), b=(70, {}))
    assert ends(both.compared(a=True, b=None)) == {"EUR": (0, 100, 100)}


def test_of_alternatives_the_higher_counts(town: Town, ends: Ends) -> None:
    three = town(a=(100, {"alternative_to": ["b"]}), b=(70, {}), c=(5, {}))
    assert ends(three.compared(a=True, b=True, c=True)) == {"EUR": (105, 105, 105)}
    assert ends(three.compared(a=False, b=True, c=True)) == {"EUR": (75, 75, 75)}
    assert ends(three.compared(b=True, c=True)) == {"EUR": (75, 105, 105)}


def test_schemes_that_are_not_there_exclude_nothing(town: Town, ends: Ends) -> None:
    alone = town(a=(100, {"excluded_by": ["z"], "alternative_to": ["y"]}))
    assert ends(alone.compared(a=True)) == {"EUR": (100, 100, 100)}
    assert alone.compared(a=True).apart == ()


def test_the_first_of_a_chain_leaves_the_last_its_due(town: Town, ends: Ends) -> None:
    chain = town(a=(100, {}), b=(70, {"excluded_by": ["a"]}), c=(30, {"excluded_by": ["b"]}))
    assert ends(chain.compared(a=True, b=True, c=True)) == {"EUR": (130, 130, 130)}
    assert ends(chain.compared(a=False, b=True, c=True)) == {"EUR": (70, 70, 70)}


@pytest.mark.parametrize("ids", [("a", "b"), ("a", "b", "c")])
def test_schemes_that_exclude_one_another_in_a_circle_count_as_alternatives(
    town: Town, ends: Ends, ids: tuple[str, ...]
) -> None:
    circle = {id: (10 * at + 10, {"excluded_by": [ids[at - 1]]}) for at, id in enumerate(ids)}
    most = 10 * len(ids)
    compared = town(**circle).compared(**dict.fromkeys(ids, True))
    assert ends(compared) == {"EUR": (most, most, most)}
    assert {apart.why for apart in compared.apart} == {"alternative"}


def test_what_excludes_another_by_choice_only_does_not_settle_it(town: Town, ends: Ends) -> None:
    # Whoever takes b instead of a receives c as well.
    three = town(a=(100, {"alternative_to": ["b"]}), b=(90, {}), c=(30, {"excluded_by": ["a"]}))
    assert ends(three.compared(a=True, b=True, c=True)) == {"EUR": (100, 120, 120)}


def test_an_excluded_scheme_is_within_reach_while_the_first_can_still_lapse(town: Town, ends: Ends) -> None:
    both = town(a=(100, {"excluded_by": ["b"]}), b=(70, {}))
    assert ends(both.compared(JUNE, a=True, b=True)) == {"EUR": (70, 70, 100)}
    assert ends(both.compared(LATER, a=True, b=True)) == {"EUR": (70, 70, 70)}
    assert ends(both.compared(JUNE, a=True, b=False)) == {"EUR": (100, 100, 100)}


def test_who_stands_apart_and_why_is_told(town: Town) -> None:
    both = town(a=(100, {"excluded_by": ["b"]}), b=(70, {}))
    (apart,) = both.compared(a=True, b=True).apart
    assert (apart.row.scheme.id, apart.other.scheme.id, apart.why) == ("xx-a", "xx-b", "excluded")
    assert apart.is_other_due is True
    assert apart.references[0].place == "article 1"
    (apart,) = both.compared(a=True).apart
    assert apart.is_other_due is None
    assert both.compared(a=True, b=False).apart == ()
    assert both.compared(a=False, b=True).apart == ()
    (apart,) = town(a=(100, {"alternative_to": ["b"]}), b=(70, {"alternative_to": ["a"]})).compared(a=True).apart
    assert (apart.why, apart.is_other_due) == ("alternative", None)


def test_amounts_of_one_currency_give_way_to_a_scheme_in_another(town: Town, ends: Ends) -> None:
    both = town(a=(100, {"excluded_by": ["b"]}), b=(70, {"currency": "CHF"}))
    assert ends(both.compared(a=True, b=True)) == {"EUR": (0, 0, 0), "CHF": (70, 70, 70)}
    assert ends(both.compared(a=True, b=False)) == {"EUR": (100, 100, 100), "CHF": (0, 0, 0)}


def test_of_alternatives_in_two_currencies_neither_is_certain(town: Town, ends: Ends) -> None:
    both = town(a=(100, {"alternative_to": ["b"]}), b=(70, {"currency": "CHF"}))
    assert ends(both.compared(a=True, b=True)) == {"EUR": (0, 100, 100), "CHF": (0, 70, 70)}
    assert ends(both.compared(a=True, b=False))["EUR"] == (100, 100, 100)


def really(edges: dict[str, set[str]], due: dict[str, bool], amounts: dict[str, int]) -> int:
    """What is received in the end: each scheme that is due, and before which none that is received goes."""
    received: dict[str, bool] = {}
    for id in sorted(due):  # only later ones give way to earlier ones
        received[id] = due[id] and not any(received[other] for other in edges[id])
    return sum(amounts[id] for id, is_received in received.items() if is_received)


@given(
    edges=st.fixed_dictionaries({id: st.sets(st.sampled_from("abcd"[:at] or "-")) for at, id in enumerate("abcd")}),
    told=st.fixed_dictionaries(dict.fromkeys("abcd", st.sampled_from([True, False, "unknown"]))),
)
def test_the_sum_lies_within_its_bounds_however_the_open_ones_are_settled(
    town: Town, edges: dict[str, set[str]], told: dict[str, bool | str]
) -> None:
    amounts = {"a": 10, "b": 40, "c": 20, "d": 30}
    schemes = town(**{id: (amounts[id], {"excluded_by": sorted(edges[id] - {"-"})}) for id in "abcd"})
    known = {id: value for id, value in told.items() if isinstance(value, bool)}
    (now,) = schemes.compared(**known).totals
    open_ = [id for id in "abcd" if id not in known]
    for values in product((True, False), repeat=len(open_)):
        due = {**known, **dict(zip(open_, values, strict=True))}
        (then,) = schemes.compared(**due).totals
        assert then.certain == then.possible == really({id: edges[id] - {"-"} for id in "abcd"}, due, amounts)
        assert now.certain <= then.certain
        assert now.possible is not None
        assert then.certain <= now.possible


@pytest.mark.parametrize("others", [("xx-a",), ("xx-b", "xx-b")])
def test_a_scheme_names_other_schemes_each_once(town: Town, others: tuple[str, ...]) -> None:
    scheme, _ = town(a=(1, {"excluded_by": ["b"]})).schemes["a"]
    (one,) = scheme.excluded_by
    named = tuple(Exclusion(id, one.references) for id in others)
    with pytest.raises(ValueError, match="excluded_by"):
        evolve(scheme, excluded_by=named)
    with pytest.raises(ValueError, match="alternative_to"):
        evolve(scheme, alternative_to=named)


def test_an_exclusion_says_where_it_is_written() -> None:
    with pytest.raises(ValueError, match="say where it is written"):
        Exclusion("xx-b", ())
