"""Days that are compared with one another: which of them can still change a rule."""

# ruff: noqa: SIM300 - a fact written in capitals is no constant to be put on the right

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from incentives import NO_DAY, Expression, Fact, Known, all_of, any_of, relevant_missing
from incentives.rules.evaluation import compile_program
from incentives.rules.facts import terms_of
from incentives.rules.types import Value

BEGUN, CLAIMED, ENDED = (Fact.day(f"xx.{name}", annual=False) for name in ("begun_on", "claimed_on", "ended_on"))
MEMBER = Fact.yes_no("xx.member", annual=False)
LIMITS = (date(2024, 3, 1), date(2024, 12, 31))
# Around each limit so many days that three different ones lie on either side; and in each year that is asked about.
DAYS = sorted(
    {
        *(limit + timedelta(step) for limit in LIMITS for step in range(-3, 4)),
        *(date(year, 6, day) for year in (2022, 2023, 2025, 2026) for day in (14, 15, 16)),
    }
)
COMPARED: tuple[Callable[[Expression, Expression], Expression], ...] = (
    lambda a, b: a < b,
    lambda a, b: a <= b,
    lambda a, b: a == b,
    lambda a, b: a != b,
)
ATOMS: list[Expression] = [
    *(compare(a, b) for compare in COMPARED for a, b in ((BEGUN, CLAIMED), (CLAIMED, ENDED), (ENDED, BEGUN))),
    *(day >= limit for day in (BEGUN, CLAIMED, ENDED) for limit in LIMITS),
    *(day.year == year for day in (BEGUN, CLAIMED) for year in (2023, 2024, 2025)),
    BEGUN > LIMITS[0],
    CLAIMED == LIMITS[1],
    BEGUN.is_none,
    CLAIMED.is_none,
    MEMBER,
]
RULES = st.recursive(
    st.sampled_from(ATOMS),
    lambda parts: st.one_of(
        parts.map(lambda part: ~part),
        st.lists(parts, min_size=2, max_size=3).map(lambda some: all_of(*some)),
        st.lists(parts, min_size=2, max_size=3).map(lambda some: any_of(*some)),
    ),
    max_leaves=4,
)


def that_change(rule: Expression) -> set[str]:
    """By trying everything: the facts of which some value changes what is known of the rule."""
    program, terms = compile_program([rule]), terms_of(rule)
    values: list[tuple[Value | None, ...]] = [
        (None, True, False) if term.digest == MEMBER.digest else (None, *DAYS, NO_DAY) for term in terms
    ]
    found = {
        given: program.run(
            Known(2024, {term.id: one for term, one in zip(terms, given, strict=True) if one is not None})
        )[-1]
        for given in product(*values)
    }
    return {
        terms[at].id
        for given, value in found.items()
        for at, one in enumerate(given)
        if one is not None and found[(*given[:at], None, *given[at + 1 :])] is not value
    }


@given(RULES.filter(lambda rule: len(terms_of(rule)) <= 3))  # the fourth takes too long to be tried
def test_exactly_the_days_that_can_change_a_rule_that_compares_them_are_listed(rule: Expression) -> None:
    assert {term.id for term in relevant_missing(rule, Known(2024))} == that_change(rule)


def test_room_is_found_for_several_days_between_two_limits() -> None:
    rule = (BEGUN > LIMITS[0]) & (BEGUN < CLAIMED) & (CLAIMED < LIMITS[0] + timedelta(3)) & MEMBER
    assert {term.id for term in relevant_missing(rule, Known(2024))} == {BEGUN.id, CLAIMED.id, MEMBER.id}
    never = (BEGUN > LIMITS[0]) & (BEGUN < CLAIMED) & (CLAIMED < LIMITS[0] + timedelta(2)) & MEMBER
    assert {term.id for term in relevant_missing(never | ~MEMBER, Known(2024))} == that_change(never | ~MEMBER)
