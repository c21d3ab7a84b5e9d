"""What parts of a rule that share unknown terms come to together, by all combinations of values that stand for all.

A condition that relates several unknown quantities has no such values: it counts as one that may turn out either way,
as soon as any of its terms is given.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from math import prod
from operator import and_, or_

from attrs import define, field, frozen

from incentives.rules import expressions as ex
from incentives.rules.combinations import Combinations, Spread
from incentives.rules.inquiry import leaves_of
from incentives.rules.seen import Seen
from incentives.rules.standins import REFUSED, Outcome, StandIns
from incentives.rules.types import YES_NO, Value

MOST_COMBINATIONS = 20_000
NOWHERE: Spread = {}


@frozen(eq=False)
class Reach:
    """What a part of an expression can still come to.

    Attributes:
        outcomes: every value it can take as terms are given, ``None`` for still unknown.
        moves: for each term's digest, what giving it can settle that was unknown, and to which values.
    """

    outcomes: frozenset[Outcome]
    moves: Mapping[str, frozenset[Value]] = field(factory=dict)


def judged_jointly(node: ex.Expression, seen: Seen) -> Reach | None:
    """The reach of a part of a rule, by trying everything; ``None`` where that is too much."""
    leaves = leaves_of(node, seen.value)
    free = [leaf for leaf in leaves if seen.is_free(leaf)]
    apart = [leaf.digest for leaf in free]
    if node.digest in apart or any(leaf.type != YES_NO for leaf in free):
        return None
    tried = {leaf.digest: leaf for leaf in leaves if leaf.digest not in apart}
    asked = seen.unknown_to(*tried.values())
    if 3 ** (asked.bit_count() + len(free)) > MOST_COMBINATIONS:  # each can be unknown, and has two values or more
        return None
    limits = seen.limits(asked)
    for limit in limits:
        tried |= {leaf.digest: leaf for leaf in seen.leaves(limit) if not seen.unknown_to(leaf) & ~asked}
    groups = seen.stand_ins(tried.values())
    values = {digest: its for group in groups for digest, its in group.values.items()}
    values |= dict.fromkeys(apart, (True, False))
    if prod(len(its) + 1 for its in values.values()) > MOST_COMBINATIONS:
        return None
    combinations = Combinations([1 + len(its) for its in values.values()])
    spreads, refused = _spreads(combinations, values, groups, apart)
    found = _Spreads(combinations.every, spreads, seen.value).of(node)
    limited = _Spreads(combinations.every, spreads, seen.trace.value)
    among = combinations.every & ~reduce(or_, [limited.of(limit).get(True, 0) for limit in limits], refused)
    settled = {digest: combinations.settled(at, found, among) for at, digest in enumerate(values)}
    moves = {digest: settled[digest] for group in groups for digest in group.values}
    for leaf in free:
        for term in seen.movers(leaf):
            moves[term.digest] = moves.get(term.digest, frozenset()) | settled[leaf.digest]
    known = reduce(or_, found.values(), 0)
    outcomes = {value for value, bits in found.items() if bits & among}
    return Reach(frozenset({None, *outcomes}) if among & ~known else frozenset(outcomes), moves)


def needed(node: ex.AllOf | ex.AnyOf | ex.AtLeast, parts: int | None = None) -> Mapping[Value, int]:
    """How many of its parts have to be true for a condition to be true, and false for it to be false.

    Args:
        node: the condition.
        parts: how many there are, where its operands are grouped.
    """
    many = len(node.operands) if parts is None else parts
    count = node.count if isinstance(node, ex.AtLeast) else many if isinstance(node, ex.AllOf) else 1
    return {True: count, False: many - count + 1}


def _spreads(
    combinations: Combinations, values: Mapping[str, Sequence[Value]], groups: Iterable[StandIns], free: Iterable[str]
) -> tuple[dict[str, Spread], int]:
    """Where the smallest parts have which value, by digest; and the combinations that contradict themselves."""
    variables = {digest: at for at, digest in enumerate(values)}
    spreads: dict[str, Spread] = {
        digest: {value: combinations.where(variables[digest], at) for at, value in enumerate(values[digest], 1)}
        for digest in free
    }
    refused = 0
    for digest, (terms, answers) in (one for group in groups for one in group.answers.items()):
        its = [variables[term] for term in terms]
        found: dict[Value, int] = {}
        for choices, value in answers:
            found[value] = found.get(value, 0) | reduce(and_, map(combinations.where, its, choices))
        refused |= found.pop(REFUSED, 0)
        spreads[digest] = found
    return spreads, refused


@define(eq=False)
class _Spreads:
    """Where parts of a rule have which value; they are unknown anywhere else.

    Attributes:
        every: all combinations.
        parts: where the smallest parts have which value, by digest; of a limit there may be others that nothing tells.
        value: of a part that is known.
    """

    every: int
    parts: Mapping[str, Spread]
    value: Callable[[ex.Expression], Outcome]
    _found: dict[str, Spread] = field(factory=dict, init=False)

    def of(self, node: ex.Expression) -> Spread:
        """Of a part, be it made of others."""
        if node.digest not in self._found:
            value = self.value(node)
            known = self.parts.get(node.digest) if value is None else {value: self.every}
            self._found[node.digest] = self._made_of_parts(node) if known is None else known
        return self._found[node.digest]

    def _made_of_parts(self, node: ex.Expression) -> Spread:
        match node:
            case ex.Not():
                return {not value: bits for value, bits in self.of(node.operand).items()}
            case ex.AllOf() | ex.AnyOf() | ex.AtLeast():
                return {end: self._enough(count, end, node.operands) for end, count in needed(node).items()}
            case ex.When():
                condition, then, otherwise = map(self.of, node.children)
                yes, no = condition.get(True, 0), condition.get(False, 0)
                return {
                    value: (here := then.get(value, 0)) & yes | (there := otherwise.get(value, 0)) & no | here & there
                    for value in then.keys() | otherwise.keys()
                }
            case ex.Follows():
                operand, holds, fails = map(self.of, node.children)
                true, false = operand.get(True, 0), operand.get(False, 0)
                true |= holds.get(True, 0) & ~false
                return {True: true, False: false | fails.get(True, 0) & ~true}
        return NOWHERE

    def _enough(self, count: int, end: Value, operands: Sequence[ex.Expression]) -> int:
        """Where at least so many of some conditions have a value."""
        reached = [self.every, *(0 for _ in range(count))]  # by how many
        for operand in operands:
            bits = self.of(operand).get(end, 0)
            for many in range(count, 0, -1):
                reached[many] |= reached[many - 1] & bits
        return reached[count]
