"""Sets of combinations as whole numbers, against the same said by listing every combination."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from incentives.rules.combinations import Combinations
from incentives.rules.types import Value

SIZES = st.lists(st.integers(1, 4), max_size=5)


def listed(bits: int, combinations: Combinations) -> set[tuple[int, ...]]:
    """The combinations of a set, the first variable counted fastest."""
    every = [tuple(reversed(one)) for one in product(*map(range, reversed(combinations.sizes)))]
    return {one for at, one in enumerate(every) if bits >> at & 1}


@given(SIZES)
def test_every_combination_has_each_variable_at_one_of_its_values(sizes: list[int]) -> None:
    combinations = Combinations(sizes)
    every = set(product(*map(range, sizes)))
    assert listed(combinations.every, combinations) == every
    assert combinations.every.bit_count() == len(every)
    for variable, size in enumerate(sizes):
        for choice in range(size):
            found = listed(combinations.where(variable, choice), combinations)
            assert found == {one for one in every if one[variable] == choice}


@given(SIZES, st.data())
def test_what_a_variable_settles_is_what_is_known_with_it_and_not_without(
    sizes: list[int], data: st.DataObject
) -> None:
    combinations = Combinations(sizes)
    numbers = st.integers(0, combinations.every)
    among, true = data.draw(numbers), data.draw(numbers)
    of: dict[Value, int] = {True: true, False: data.draw(numbers) & ~true}
    where = {value: listed(bits, combinations) for value, bits in of.items()}
    known = where[True] | where[False]
    for variable, size in enumerate(sizes):
        settled = {
            value
            for value, them in where.items()
            for one in them & listed(among, combinations)
            if one[variable] in range(1, size) and (*one[:variable], 0, *one[variable + 1 :]) not in known
        }
        assert combinations.settled(variable, of, among) == settled
