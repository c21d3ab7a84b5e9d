"""Which columns are made of which: what several expressions share is computed once."""

import polars as pl
from incentives import Expression, Fact, all_of, any_of
from incentives.population.stages import Stages
from incentives.rules.columns import View

YEAR = 2024
A, B, C, D = (Fact.yes_no(f"xx.{name}") for name in "abcd")
FACTS = (A, B, C, D)


def staged(*expressions: Expression) -> Stages:
    stages = Stages("h")
    stages.add(expressions, View(YEAR, {}, {YEAR: {fact.id: pl.col(fact.id) for fact in FACTS}}))
    return stages


def test_what_was_gathered_before_is_gathered_again_as_a_whole() -> None:
    for gather in (all_of, any_of):
        base, more = gather(A, B), gather(A, B, C)
        stages = staged(base, more)
        assert (stages.height, stages.depth(base), stages.depth(more)) == (1, 1, 1)
        both = staged(base, more, gather(A, B, C, D))
        assert (both.height, both.depth(gather(A, B, C, D))) == (2, 2)


def test_what_shares_only_a_part_or_is_gathered_otherwise_is_not() -> None:
    assert staged(all_of(A, B), all_of(B, C)).height == 0
    assert staged(all_of(A, B), any_of(A, B, C)).height == 0
