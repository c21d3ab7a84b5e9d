"""What follows from several inequalities between whole numbers."""

import pytest
from incentives.rules.inequalities import Inequality, closure, is_feasible, rows


def at_least(constant: int = 0, **factors: int) -> Inequality:
    """The factors times the numbers, and the constant, come to zero or more."""
    return Inequality.of(factors, constant)


def test_an_inequality_is_in_lowest_terms_since_its_numbers_are_whole() -> None:
    assert at_least(-5, x=2) == at_least(-3, x=1)
    assert at_least(5, x=-2) == at_least(2, x=-1)


def test_the_opposite_holds_exactly_where_it_does_not() -> None:
    one = at_least(-5, x=1, y=-2)
    assert one.opposite.opposite == one
    for x in range(10):
        for y in range(4):
            holds = [x - 2 * y - 5 >= 0, -x + 2 * y + 4 >= 0]
            assert holds.count(True) == 1


def test_a_number_between_two_others_goes_out() -> None:
    between = rows([(at_least(x=1, y=-1), frozenset()), (at_least(y=1, z=-1), frozenset())])
    found = {row.inequality for row in closure(between, (), lambda _: True)}
    assert at_least(x=1, z=-1) in found
    kept = {row.inequality for row in closure(between, (), lambda key: key != "y")}
    assert at_least(x=1, z=-1) not in kept


def test_what_follows_needs_the_conditions_of_all_that_it_follows_from() -> None:
    given = rows([(at_least(x=1, y=-1), frozenset({"p"})), (at_least(y=1, z=-1), frozenset({"q"}))])
    (made,) = [row for row in closure(given, (), lambda _: True) if len(row.parents) > 1]
    assert made.conditions == {"p", "q"}


@pytest.mark.parametrize(
    ("given", "feasible"),
    [
        ([at_least(x=1), at_least(3, x=-1)], True),
        ([at_least(-4, x=1), at_least(3, x=-1)], False),
        ([at_least(-1, x=1, y=-1), at_least(-1, y=1, z=-1), at_least(x=-1, z=1)], False),
        ([at_least(x=1, y=-1), at_least(y=1, z=-1), at_least(x=-1, z=1)], True),
        ([at_least(-1)], False),
        ([], True),
    ],
)
def test_inequalities_that_cannot_all_hold_are_told(given: list[Inequality], feasible: bool) -> None:
    assert is_feasible(given) is feasible
