"""The smallest sets of changes after which something holds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, product

from attrs import frozen

from incentives.assessment.consistent import Key
from incentives.rules.types import Value

Values = Mapping[Key, Value]
MOST_TRIED = 20_000  # assignments of one question: no shipped edition comes near


@frozen(eq=False)
class Move:
    """Facts that change together.

    Attributes:
        options: the values that they can take, nearest first.
    """

    options: tuple[Values, ...]


def smallest(moves: Sequence[Move], does: Callable[[Values], bool]) -> Iterator[Values]:
    """Every set of changes that does and of which no part does, the fewest changes first, each with nearest values."""
    found: list[frozenset[int]] = []
    tried = 0
    for size in range(len(moves) + 1):
        for places in map(frozenset, combinations(range(len(moves)), size)):
            if any(one <= places for one in found):
                continue
            for options in product(*(moves[place].options for place in sorted(places))):
                values = {key: value for option in options for key, value in option.items()}
                tried += 1
                if does(values):
                    found.append(places)
                    yield values
                    break
                if tried > MOST_TRIED:
                    return
