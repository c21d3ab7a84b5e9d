"""Benefits that are not simply added: ceilings, alternatives, and those that another goes before."""

from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incentives import Assessment, Fact, Group, Outcome, money, when

MadeUp = Any  # the class that the fixture `made_up` is
Grouped = Callable[..., Group]
JUNE, LATER = date(2025, 6, 1), date(2026, 6, 1)
Benefits = dict[str, tuple[int, list[str], dict[str, Any]]]
PAIR: Benefits = {"grant": (100, ["a"], {}), "prize": (70, ["b"], {})}
FIRST: Benefits = {"grant": (100, ["a"], {}), "prize": (70, ["b"], {"not_with": ("grant",)})}


def ends(result: Assessment) -> tuple[object, object, object]:
    return result.amount.certain, result.amount.possible, result.amount.reachable


def outcomes(result: Assessment) -> dict[str, Outcome]:
    return {id: one.outcome for id, one in result.benefits.items()}


def test_benefits_under_a_ceiling_pay_together_no_more_than_that(made_up: MadeUp, group: Grouped) -> None:
    aid = made_up.of({**PAIR, "bonus": (5, ["a"], {})}, group("both", "grant", "prize", at_most=120))
    assert ends(aid.assess(a=True, b=True)) == (125, 125, 125)
    assert ends(aid.assess(a=True, b=False)) == (105, 105, 105)
    assert ends(aid.assess(a=True)) == (105, 125, 125)
    assert ends(aid.assess()) == (0, 125, 125)


def test_the_benefits_under_a_ceiling_keep_their_own_amounts_and_the_group_says_what_they_pay(
    made_up: MadeUp, group: Grouped
) -> None:
    result = made_up.of(PAIR, group("both", "grant", "prize", at_most=120)).assess(a=True, b=True)
    assert {id: one.amount.certain for id, one in result.benefits.items()} == {"grant": 100, "prize": 70}
    both = result.groups["both"]
    assert (both.amount.certain, both.amount.possible, both.is_cut, both.choices) == (120, 120, True, ())


def test_a_ceiling_that_nothing_reaches_cuts_nothing(made_up: MadeUp, group: Grouped) -> None:
    result = made_up.of(PAIR, group("both", "grant", "prize", at_most=170)).assess(a=True, b=True)
    assert ends(result) == (170, 170, 170)
    assert not result.groups["both"].is_cut


def test_a_ceiling_that_hangs_on_a_fact_bounds_the_sum_from_both_sides(made_up: MadeUp, group: Grouped) -> None:
    large = Fact.yes_no("xx.large")
    ceiling = when(large).then(money(150, "EUR")).otherwise(money(90, "EUR"))
    aid = made_up.of(PAIR, group("both", "grant", "prize", at_most=ceiling))
    assert ends(aid.assess(a=True, b=True)) == (90, 150, 150)
    assert ends(aid.assess(a=True, b=True, large=True)) == (150, 150, 150)
    assert ends(aid.assess(a=True, b=True, large=False)) == (90, 90, 90)


def test_a_ceiling_that_nothing_bounds_leaves_what_is_certain_at_nothing(made_up: MadeUp, group: Grouped) -> None:
    costs = Fact.money("xx.costs", currency="EUR")
    aid = made_up.of(PAIR, group("both", "grant", "prize", at_most=costs))
    assert ends(aid.assess(a=True, b=True)) == (0, 170, 170)


def test_of_alternatives_the_highest_counts_and_the_choice_is_told(made_up: MadeUp, group: Grouped) -> None:
    aid = made_up.of({**PAIR, "bonus": (5, ["a"], {})}, group("either", "grant", "prize", one_only=True))
    both = aid.assess(a=True, b=True)
    assert ends(both) == (105, 105, 105)
    assert outcomes(both) == {"grant": "met", "prize": "met", "bonus": "met"}
    assert both.groups["either"].choices == ("grant", "prize")
    one = aid.assess(a=False, b=True)
    assert ends(one) == (70, 70, 70)
    assert one.groups["either"].choices == ()
    assert ends(aid.assess(b=True)) == (70, 105, 105)


def test_alternatives_can_have_a_ceiling_too(made_up: MadeUp, group: Grouped) -> None:
    aid = made_up.of(PAIR, group("either", "grant", "prize", one_only=True, at_most=80))
    assert ends(aid.assess(a=True, b=True)) == (80, 80, 80)
    assert ends(aid.assess(a=False, b=True)) == (70, 70, 70)


def test_what_comes_on_top_of_an_alternative_comes_with_that_one_only(made_up: MadeUp, group: Grouped) -> None:
    aid = made_up.of(
        {**PAIR, "extra": (20, ["c"], {"on_top_of": ("prize",)})}, group("either", "grant", "prize", one_only=True)
    )
    assert ends(aid.assess(a=True, b=True, c=True)) == (100, 100, 100)
    richer = made_up.of(
        {**PAIR, "extra": (40, ["c"], {"on_top_of": ("prize",)})}, group("either", "grant", "prize", one_only=True)
    )
    assert ends(richer.assess(a=True, b=True, c=True)) == (110, 110, 110)


def test_a_benefit_is_not_paid_where_one_that_goes_before_it_is_due(made_up: MadeUp) -> None:
    aid = made_up.of(FIRST)
    both = aid.assess(a=True, b=True)
    assert outcomes(both) == {"grant": "met", "prize": "not_met"}
    assert ends(both) == (100, 100, 100)
    assert both.benefits["prize"].excluded_by == ("grant",)
    assert both.benefits["prize"].blocked_by == ()
    other = aid.assess(a=False, b=True)
    assert outcomes(other) == {"grant": "not_met", "prize": "met"}
    assert (ends(other), other.benefits["prize"].excluded_by) == ((70, 70, 70), ())


def test_while_it_is_open_whether_another_goes_before_it_both_are_possible_but_never_added(made_up: MadeUp) -> None:
    result = made_up.of(FIRST).assess(b=True)
    assert outcomes(result) == {"grant": "unknown", "prize": "unknown"}
    assert ends(result) == (0, 100, 100)
    assert [missing.id for missing in result.missing_facts] == ["xx.a"]


def test_what_comes_on_top_of_an_excluded_benefit_is_excluded_with_it(made_up: MadeUp) -> None:
    aid = made_up.of({**FIRST, "extra": (20, ["c"], {"on_top_of": ("prize",)})})
    result = aid.assess(a=True, b=True, c=True)
    assert (result.benefits["extra"].outcome, result.benefits["extra"].excluded_by) == ("not_met", ("grant",))
    assert ends(result) == (100, 100, 100)
    assert ends(aid.assess(a=False, b=True, c=True)) == (90, 90, 90)


def test_a_chain_of_exclusions_leaves_the_first_and_the_last(made_up: MadeUp) -> None:
    aid = made_up.of({**FIRST, "third": (30, ["c"], {"not_with": ("prize",)})})
    result = aid.assess(a=True, b=True, c=True)
    assert outcomes(result) == {"grant": "met", "prize": "not_met", "third": "met"}
    assert ends(result) == (130, 130, 130)
    assert ends(aid.assess()) == (0, 130, 130)


def test_an_excluded_benefit_is_within_reach_while_the_other_can_still_lapse(made_up: MadeUp) -> None:
    aid = made_up.of({"grant": (100, ["a"], {}), "prize": (300, ["b"], {"not_with": ("grant",)})})
    early = aid.assess(JUNE, a=True, b=True)
    assert (early.benefits["prize"].eligibility, ends(early)) == ("not_yet", (100, 100, 300))
    late = aid.assess(LATER, a=True, b=True)
    assert (late.benefits["prize"].eligibility, ends(late)) == ("not_eligible", (100, 100, 100))


def test_alternatives_whose_sum_is_settled_ask_for_nothing(made_up: MadeUp, group: Grouped) -> None:
    equal = made_up.of(
        {"grant": (70, ["a"], {}), "prize": (70, ["b"], {})}, group("either", "grant", "prize", one_only=True)
    )
    assert equal.assess(a=True).missing_facts == ()
    assert [missing.id for missing in equal.assess(a=False).missing_facts] == ["xx.b"]


def test_what_a_fact_bears_on_under_a_ceiling_is_no_more_than_the_ceiling_leaves(
    made_up: MadeUp, group: Grouped
) -> None:
    result = made_up.of(PAIR, group("both", "grant", "prize", at_most=120)).assess(a=True)
    (missing,) = result.missing_facts
    assert (missing.id, missing.spread) == ("xx.b", 20)


AMOUNTS = st.sampled_from([10, 30, 70, 100])
VALUES = st.sampled_from([True, False, None])


@st.composite
def editions(draw: st.DrawFn) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Five benefits, of which later ones may give way to earlier ones or come on top of one; and up to two groups."""
    benefits: dict[str, Any] = {}
    for place in range(5):
        earlier = list(benefits)
        rest: dict[str, Any] = {}
        if place > 0 and draw(st.booleans()):
            key: str = draw(st.sampled_from(["not_with", "on_top_of"]))
            rest[key] = (draw(st.sampled_from(earlier)),)
        requires: list[str] = draw(st.lists(st.sampled_from(list("abcd")), min_size=1, max_size=2, unique=True))
        benefits[f"n{place}"] = (draw(AMOUNTS), requires, rest)
    cut = draw(st.integers(1, 4))
    groups = []
    for ids in (list(benefits)[:cut], list(benefits)[cut:]):
        one_only = len(ids) > 1 and not any("on_top_of" in benefits[id][2] for id in benefits) and draw(st.booleans())
        at_most = draw(st.none() | AMOUNTS)
        if one_only or at_most is not None:
            groups.append({"ids": ids, "one_only": one_only, "at_most": at_most})
    return benefits, groups


@given(drawn=editions(), told=st.fixed_dictionaries(dict.fromkeys("abcd", VALUES)))
def test_the_sum_lies_within_its_bounds_whatever_the_missing_facts_are(
    made_up: MadeUp, group: Grouped, drawn: tuple[dict[str, Any], list[dict[str, Any]]], told: dict[str, bool | None]
) -> None:
    benefits, groups = drawn
    aid = made_up.of(
        benefits,
        *(
            group(f"g{at}", *one["ids"], at_most=one["at_most"], one_only=one["one_only"])
            for at, one in enumerate(groups)
        ),
    )
    known = {id: value for id, value in told.items() if value is not None}
    missing = [id for id in told if id not in known]
    now = aid.assess(**known)
    asked = {one.id.removeprefix("xx.") for one in now.missing_facts}
    found = set()
    for values in product((True, False), repeat=len(missing)):
        answered = dict(zip(missing, values, strict=True))
        then = aid.assess(**known, **answered)
        assert then.amount.certain == then.amount.possible
        assert now.amount.certain <= then.amount.certain <= (now.amount.possible or 0)
        for id, result in now.benefits.items():
            assert result.outcome in {"unknown", then.benefits[id].outcome}
        found.add((then.amount.certain, tuple(answered[id] for id in missing if id in asked)))
    assert len({answers for _, answers in found}) == len(found), "a fact that is not asked for changes the sum"
    if now.amount.certain == now.amount.possible:
        assert not asked


@pytest.mark.parametrize("one_only", [True, False])
def test_the_sum_is_that_of_the_benefits_that_are_really_due_together(
    made_up: MadeUp, group: Grouped, one_only: bool
) -> None:
    grouped = group("g", "grant", "prize", one_only=one_only, at_most=90)
    aid = made_up.of({**PAIR, "third": (30, ["c"], {"not_with": ("prize",)})}, grouped)
    for a, b, c in product((True, False), repeat=3):
        due = [amount for amount, is_due in ((100, a), (70, b)) if is_due]
        third = 30 if c and not b else 0
        inside = max(due, default=0) if one_only else sum(due)
        assert aid.assess(a=a, b=b, c=c).amount.certain == min(inside, 90) + third
