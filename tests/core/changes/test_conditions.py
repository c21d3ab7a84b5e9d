"""Tightened, loosened or neither: decided by logic, and never guessed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from incentives import (
    Direction,
    Expression,
    Fact,
    Known,
    OpenQuestion,
    all_of,
    at_least,
    evaluate,
    last_day_of_february,
    maximum,
    percent,
    share,
    when,
)
from incentives.changes.conditions import ConditionChange, condition_change
from incentives.changes.implication import MOST_COMBINATIONS

Facts = dict[str, Fact]
Rule = Callable[[Facts, OpenQuestion], Expression]

# before, after, and whom the change suits
CASES: dict[str, tuple[Rule, Rule, str | None]] = {
    "a higher threshold": (lambda f, _: f["kilometres"] >= 500, lambda f, _: f["kilometres"] >= 600, "tightened"),
    "a lower threshold": (lambda f, _: f["kilometres"] >= 500, lambda f, _: f["kilometres"] > 450, "loosened"),
    "a whole number above and from the next": (
        lambda f, _: f["kilometres"] > 499,
        lambda f, _: f["kilometres"] >= 500,
        None,
    ),
    "a condition more": (lambda f, _: f["cycles"], lambda f, _: f["cycles"] & f["member"], "tightened"),
    "an alternative more": (lambda f, _: f["cycles"], lambda f, _: f["cycles"] | f["member"], "loosened"),
    "another condition": (lambda f, _: f["cycles"], lambda f, _: f["member"], "changed"),
    "the same in other words": (
        lambda f, _: ~(f["cycles"] & f["member"]),
        lambda f, _: ~f["cycles"] | ~f["member"],
        None,
    ),
    "stricter here and laxer there": (
        lambda f, _: (f["kilometres"] >= 500) & (f["trips"] >= 10),
        lambda f, _: (f["kilometres"] >= 600) & (f["trips"] >= 5),
        "changed",
    ),
    "one of three, then two of them": (
        lambda f, _: at_least(1, f["cycles"], f["member"], f["trips"] >= 3),
        lambda f, _: at_least(2, f["cycles"], f["member"], f["trips"] >= 3),
        "tightened",
    ),
    "the larger of two multiples": (
        lambda f, _: maximum(f["trips"] * 2, 10) >= 20,
        lambda f, _: maximum(f["trips"] * 2, 10) >= 30,
        "tightened",
    ),
    "years since the first one, counted in the rule": (
        lambda f, _: f["joined_on"].year + 2 >= 2023,
        lambda f, _: f["joined_on"].year + 2 >= 2024,
        None,
    ),
    "a value more of a choice": (
        lambda f, _: f["bicycle"].is_in(["city"]),
        lambda f, _: f["bicycle"].is_in(["city", "cargo"]),
        "loosened",
    ),
    "every value of a choice but one": (
        lambda f, _: f["bicycle"].is_in(["city", "cargo"]),
        lambda f, _: f["bicycle"] != "race",
        None,
    ),
    "a larger bell": (lambda f, _: f["bell"] >= "small", lambda f, _: f["bell"] >= "large", "tightened"),
    "any lock, then one of two": (
        lambda f, _: f["locks"].contains_any(["chain", "folding", "frame"]),
        lambda f, _: f["locks"].contains_any(["chain", "folding"]),
        "tightened",
    ),
    "one of two locks, then both": (
        lambda f, _: f["locks"].contains_any(["chain", "folding"]),
        lambda f, _: f["locks"].contains_all(["chain", "folding"]),
        "tightened",
    ),
    "a doubt that stays beside a higher threshold": (
        lambda f, q: (f["kilometres"] >= 500) & q,
        lambda f, q: (f["kilometres"] >= 600) & q,
        "tightened",
    ),
    "a doubt that comes with a higher threshold either way": (
        lambda f, _: f["kilometres"] >= 6,
        lambda f, q: f["kilometres"] >= when(q).then(7).otherwise(8),
        "tightened",
    ),
    "the last day of the year": (
        lambda f, _: f["joined_on"] <= date(2023, 12, 31),
        lambda f, _: f["joined_on"] <= date(2024, 12, 31),
        None,
    ),
    "a day of the year, later": (
        lambda f, _: f["joined_on"] <= date(2023, 11, 30),
        lambda f, _: f["joined_on"] <= date(2024, 12, 31),
        "loosened",
    ),
    "the last day of February in a leap year": (
        lambda f, _: f["joined_on"] <= last_day_of_february(2023),
        lambda f, _: f["joined_on"] <= last_day_of_february(2024),
        None,
    ),
    "a 28 February that stays one": (
        lambda f, _: f["joined_on"] <= date(2023, 2, 28),
        lambda f, _: f["joined_on"] <= date(2024, 2, 28),
        None,
    ),
    "the year itself": (
        lambda f, _: f["joined_on"].year == 2023,
        lambda f, _: f["joined_on"].year == 2024,
        None,
    ),
    "years of grace, one fewer": (
        lambda f, _: f["joined_on"].year.is_between(2021, 2023),
        lambda f, _: f["joined_on"].year.is_between(2023, 2024),
        "tightened",
    ),
    "a fixed day that both keep": (
        lambda f, _: (f["joined_on"] >= date(2010, 1, 1)) & (f["kilometres"] >= 500),
        lambda f, _: (f["joined_on"] >= date(2010, 1, 1)) & (f["kilometres"] >= 500),
        None,
    ),
    "another year of the same fact": (
        lambda f, _: f["kilometres"].at(-2) >= 500,
        lambda f, _: f["kilometres"] >= 500,
        "changed",
    ),
    "the same fact two years back": (
        lambda f, _: f["kilometres"].at(-2) >= 445,
        lambda f, _: f["kilometres"].at(-2) >= 500,
        "tightened",
    ),
}


# before, after, and which of the two leaves open what the direction hangs on
DOUBTS: dict[str, tuple[Rule, Rule, tuple[bool, bool]]] = {
    "a doubt settled for the practitioner": (
        lambda f, q: f["cycles"] | (f["member"] & q),
        lambda f, _: f["cycles"] | f["member"],
        (True, False),
    ),
    "a doubt that was none": (lambda f, _: f["cycles"], lambda f, q: f["cycles"] & ~q, (False, True)),
    "a threshold in doubt": (
        lambda f, _: f["kilometres"] >= 6,
        lambda f, q: f["kilometres"] >= when(q).then(6).otherwise(7),
        (False, True),
    ),
    "a rule that may not have been there": (lambda f, q: f["cycles"] & q, lambda f, _: f["cycles"], (True, False)),
    "what surely counted is among what may count": (
        lambda f, q: f["bicycle"].is_in(["city", "cargo"]) | (f["bicycle"].is_in(["race"]) & q),
        lambda f, q: f["bicycle"].is_in(["city"]) | (f["bicycle"].is_in(["race", "cargo"]) & q),
        (False, True),
    ),
    "another doubt in another place": (
        lambda f, q: f["cycles"] & q,
        lambda f, _: f["cycles"] & OpenQuestion("xx-cycling.unicycle_counts", ask="town"),
        (True, False),
    ),
}


def changed(facts: Facts, question: OpenQuestion, before: Rule, after: Rule) -> ConditionChange | None:
    return condition_change(before(facts, question), after(facts, question), 1, 2024)


@pytest.mark.parametrize("case", CASES)
def test_a_change_of_a_condition_has_the_direction_that_logic_gives_it(
    facts: Facts, question: OpenQuestion, case: str
) -> None:
    before, after, direction = CASES[case]
    found = changed(facts, question, before, after)
    assert (found and found.direction.value) == direction
    assert found is None or found.is_decided


OPPOSITE = {Direction.TIGHTENED: Direction.LOOSENED, Direction.LOOSENED: Direction.TIGHTENED}


@pytest.mark.parametrize("case", CASES)
def test_the_way_back_is_the_opposite(facts: Facts, question: OpenQuestion, case: str) -> None:
    before, after, direction = CASES[case]
    back = condition_change(after(facts, question), before(facts, question), -1, 2023)
    assert (back and back.direction) == (direction and OPPOSITE.get(Direction(direction), Direction(direction)))


@pytest.mark.parametrize("case", DOUBTS)
def test_against_what_the_texts_leave_open_no_direction_is_claimed(
    facts: Facts, question: OpenQuestion, case: str
) -> None:
    before, after, opens = DOUBTS[case]
    found = changed(facts, question, before, after)
    assert found
    assert (found.direction, found.is_decided) == (Direction.CHANGED, False)
    assert (found.was_open, found.is_open) == opens


def secured(facts: Facts, question: OpenQuestion, threshold: str) -> Expression:
    return share(facts["trips"], of=facts["kilometres"], if_none=question) >= percent(threshold)


def test_a_share_of_unknown_counts_in_both_does_not_stand_in_the_way(facts: Facts, question: OpenQuestion) -> None:
    rate = secured(facts, question, "70")
    found = condition_change(facts["cycles"] & rate, (facts["cycles"] | facts["member"]) & rate, 1, 2024)
    assert found
    assert (found.direction, found.is_decided) == (Direction.LOOSENED, True)


def test_a_share_in_both_beside_something_that_changed_elsewhere_is_cut_out_alone(
    facts: Facts, question: OpenQuestion
) -> None:
    rate_of_members = secured(facts, question, "70") & facts["member"]
    found = condition_change(
        rate_of_members | facts["cycles"], rate_of_members | (facts["cycles"] & facts["member"]), 1, 2024
    )
    assert found
    assert (found.direction, found.is_decided) == (Direction.TIGHTENED, True)


def test_two_shares_of_unknown_counts_are_changed_and_no_direction_is_claimed(
    facts: Facts, question: OpenQuestion
) -> None:
    found = condition_change(secured(facts, question, "70"), secured(facts, question, "80"), 1, 2024)
    assert found
    assert (found.direction, found.is_decided) == (Direction.CHANGED, False)


def test_a_part_that_both_have_and_that_is_about_the_same_facts_as_the_rest_proves_no_difference(
    facts: Facts, question: OpenQuestion
) -> None:
    rate = secured(facts, question, "70")  # nobody with a share of 70 % has 0 trips of at least one kilometre
    has_trips = facts["trips"] >= 1
    found = condition_change(rate & (facts["kilometres"] >= 1), rate & (facts["kilometres"] >= 1) & has_trips, 1, 2024)
    assert found  # in truth the same; that is not found out, and no direction is claimed
    assert (found.direction, found.is_decided) == (Direction.CHANGED, False)


def test_with_too_many_combinations_no_direction_is_claimed(question: OpenQuestion) -> None:
    many = [Fact.yes_no(f"xx.yes_{number}") for number in range(MOST_COMBINATIONS.bit_length())]
    found = condition_change(all_of(*many), all_of(*many[1:]) & question | ~many[0], 1, 2024)
    assert found
    assert (found.direction, found.is_decided) == (Direction.CHANGED, False)


def test_a_comparison_that_may_be_fixed_or_may_not_gives_a_direction_only_if_it_is_the_same_either_way(
    facts: Facts,
) -> None:
    year = facts["joined_on"].year
    # From 2022 on, in both years: a fixed year, or a year of grace more? The texts must say.
    found = condition_change(year.is_between(2022, 2023), year.is_between(2022, 2024), 1, 2024)
    assert found
    assert (found.direction, found.is_decided) == (Direction.CHANGED, False)


def test_a_comparison_that_stands_unmoved_in_both_is_fixed(facts: Facts) -> None:
    since = facts["joined_on"] >= date(2010, 1, 1)
    this_year = facts["repairs"] >= 1
    found = condition_change(since & this_year, since & this_year & facts["member"], 1, 2024)
    assert found
    assert (found.direction, found.is_decided) == (Direction.TIGHTENED, True)


def known(**values: Any) -> Known:
    return Known(2024, annual={2024: {f"xx.{name}": value for name, value in values.items()}})


def test_what_is_called_tightened_is_met_by_fewer(facts: Facts, question: OpenQuestion) -> None:
    before, after, _ = CASES["a higher threshold"]
    for kilometres in (0, 499, 500, 599, 600):
        met = [evaluate(rule(facts, question), known(kilometres=kilometres)) for rule in (before, after)]
        assert met[0] or not met[1]
    assert evaluate(before(facts, question), known(kilometres=550))
    assert not evaluate(after(facts, question), known(kilometres=550))
