"""Every combination of the values of some variables at once: a set of them is a whole number, one bit for each."""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from math import prod

from attrs import field, frozen

from incentives.rules.types import Value

#: Where an expression has each of the values that it can have: the combinations; in all others it is unknown.
Spread = Mapping[Value, int]


@lru_cache(maxsize=4096)
def _repeated(width: int, period: int, count: int) -> int:
    """The first so many of each period."""
    bits, done = (1 << width) - 1, period
    while done < count:
        bits |= bits << done
        done *= 2
    return bits & ((1 << count) - 1)


@frozen(eq=False)
class Combinations:
    """All combinations of some variables, each unknown or with one of its values.

    Attributes:
        sizes: for each variable, how many values it has, being unknown among them as the first.
    """

    sizes: Sequence[int]
    steps: Sequence[int] = field(init=False)

    @steps.default
    def _widths(self) -> Sequence[int]:
        return [prod(self.sizes[:at]) for at in range(len(self.sizes))]

    @cached_property
    def every(self) -> int:
        """All of them."""
        return (1 << prod(self.sizes)) - 1

    def where(self, variable: int, choice: int) -> int:
        """Those in which a variable has the value of a number; it is unknown in those of number zero."""
        step, size = self.steps[variable], self.sizes[variable]
        return _repeated(step, step * size, prod(self.sizes)) << step * choice

    def settled(self, variable: int, of: Spread, among: int) -> frozenset[Value]:
        """The values that something unknown can get as a variable gets one.

        Args:
            variable: its number.
            of: where the thing has which value.
            among: the combinations that count.
        """
        step, size = self.steps[variable], self.sizes[variable]
        before = self.where(variable, 0)
        for bits in of.values():
            before &= ~bits
        return frozenset(
            value
            for value, bits in of.items()
            if any((bits & among) >> step * choice & before for choice in range(1, size))
        )
