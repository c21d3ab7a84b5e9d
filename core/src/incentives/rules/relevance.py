"""Reader: which unknown facts and open questions can still change the answer.

A term is listed exactly when, for some values of the other unknown terms (given or still missing), giving it a value
changes what the expression evaluates to. Parts that share no unknown term are judged apart and composed; parts that do
are judged together, over representative values (``rules.jointly``). Where that would take too many combinations, every
term of the part is listed: never too few.

Asked is what a rule reads itself. By what cannot be, other terms can say something of those, and there is no end of
them: each earlier year has some. Once what is listed is given, none of them changes anything.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from itertools import product
from operator import or_

from attrs import field, frozen

from incentives.rules import expressions as ex
from incentives.rules.consequences import NOTHING_IMPOSSIBLE, Consequences
from incentives.rules.evaluation import Known
from incentives.rules.facts import Term, terms_of
from incentives.rules.inquiry import Inquiry
from incentives.rules.jointly import Reach, judged_jointly, needed
from incentives.rules.seen import Seen
from incentives.rules.standins import Outcome
from incentives.rules.types import YES_NO, Value


def relevant_missing(
    expression: ex.Expression, known: Known, consequences: Consequences = NOTHING_IMPOSSIBLE
) -> tuple[Term, ...]:
    """The unknown facts and open questions that can still change the value, in the order of the rule.

    Sound: giving a value to one that is read and not listed changes nothing, whatever else is given or not.
    Tight: each one listed can change it. A term that is not read is never listed: by what cannot be it may tell of one
    that is, but it changes nothing once those listed are given.

    Args:
        expression: the rule.
        known: what is known.
        consequences: of what cannot be: no value counts that contradicts what is known.
    """
    return still_missing(expression, Seen.of(inquiry([expression], consequences), known))


def still_missing(rule: ex.Expression, seen: Seen, ends: frozenset[Value] | None = None) -> tuple[Term, ...]:
    """The same, for one of the rules of an inquiry.

    Args:
        rule: the rule.
        seen: the inquiry in a situation.
        ends: the values that count, where only these make a difference; ``None`` for any.
    """
    moves = _reach(seen.inquiry.consequences.following(rule), seen).moves
    counted = moves if ends is None else {digest: its & ends for digest, its in moves.items()}
    return tuple(term for term in terms_of(rule) if counted.get(term.digest))


@frozen
class _Asked:
    """Rules that are the same as others if their digests are."""

    digests: tuple[str, ...]
    consequences: Consequences
    rules: tuple[ex.Expression, ...] = field(eq=False)


def inquiry(rules: Iterable[ex.Expression], consequences: Consequences) -> Inquiry:
    """The inquiry about some rules; those made last are kept."""
    rules = tuple(rules)
    return _inquiry(_Asked(tuple(rule.digest for rule in rules), consequences, rules))


@lru_cache(maxsize=1024)
def _inquiry(asked: _Asked) -> Inquiry:
    return Inquiry(asked.rules, asked.consequences)


def _reach(node: ex.Expression, seen: Seen) -> Reach:
    value = seen.value(node)
    if value is not None:
        return Reach(frozenset({value}))
    return seen.inquiry.once(seen.key(node), lambda: _found(node, seen))


def _found(node: ex.Expression, seen: Seen) -> Reach:
    match node:
        case ex.Not():
            return _composed(lambda x: None if x is None else not x, [_reach(node.operand, seen)])
        case ex.AllOf() | ex.AnyOf() if len(groups := _groups(node.operands, seen)) > 1:
            parts = [_reach(group[0] if len(group) == 1 else type(node)(tuple(group)), seen) for group in groups]
            return _enough(needed(node, len(parts)), parts)
        case ex.AtLeast() if len(_groups(node.operands, seen)) == len(node.operands):
            return _enough(needed(node), [_reach(operand, seen) for operand in node.operands])
        case ex.When() if len(_groups(node.children, seen)) == len(node.children):
            return _composed(_choose, [_reach(child, seen) for child in node.children])
    return judged_jointly(node, seen) or _loosely(node, seen)


def _loosely(node: ex.Expression, seen: Seen) -> Reach:
    """The reach of a part of which too much is open to be looked at: what changes it changes one of its own parts."""
    match node:
        case ex.AllOf() | ex.AnyOf() | ex.AtLeast():
            parts = [_reach(operand, seen) for operand in node.operands]
            within_reach: dict[Outcome, tuple[Value]] = {end: (end,) for end in _within_reach(needed(node), parts)}
            leads = [_leading(part, within_reach) for part in parts]
        case ex.Follows():
            operand, holds, fails = (_reach(child, seen) for child in node.children)
            leads = [operand, _leading(holds, {True: (True,)}), _leading(fails, {True: (False,)})]
        case ex.When():
            condition, *branches = (_reach(child, seen) for child in node.children)
            either = branches[0].outcomes | branches[1].outcomes
            leads = [_leading(condition, {True: either, False: either}), *branches]
        case _:
            ends: frozenset[Value] = frozenset((True, False) if node.type == YES_NO else (0, 1))
            leads = [Reach(ends, {term.digest: ends for term in seen.movers(node)})]
    moves: dict[str, frozenset[Value]] = {}
    for lead in leads:
        moves |= {digest: moves.get(digest, frozenset()) | ends for digest, ends in lead.moves.items()}
    return Reach(frozenset({None}).union(*(lead.outcomes for lead in leads)), moves)


def _leading(part: Reach, to: Mapping[Outcome, Iterable[Outcome]]) -> Reach:
    """A part whose values lead to others."""

    def led(ends: Iterable[Outcome]) -> frozenset[Value]:
        return frozenset(one for end in ends for one in to.get(end, ()) if one is not None)

    return Reach(led(part.outcomes), {digest: led(ends) for digest, ends in part.moves.items()})


def _groups(nodes: Sequence[ex.Expression], seen: Seen) -> list[list[ex.Expression]]:
    """The nodes, those that share an unknown term in one group; known ones each alone."""
    groups: list[tuple[int, list[ex.Expression]]] = []
    for node in nodes:
        terms = seen.inquiry.reads(node) & seen.unknown if seen.value(node) is None else 0
        joined = [group for group in groups if group[0] & terms]
        groups = [group for group in groups if not group[0] & terms]
        terms = reduce(or_, [its for its, _ in joined], terms)
        groups.append((terms, [other for _, others in joined for other in others] + [node]))
    return [group for _, group in groups]


def _enough(counts: Mapping[Value, int], parts: Sequence[Reach]) -> Reach:
    """The reach of a condition of conditions that share no unknown term, of which so many decide."""
    fixed = {end: sum(part.outcomes == {end} for part in parts) for end in counts}
    most = {end: sum(end in part.outcomes for part in parts) for end in counts}
    moves: dict[str, frozenset[Value]] = {}
    for part in parts:  # it decides where the others can come to just one less than is needed
        decisive = frozenset(
            end for end in counts if fixed[end] < counts[end] <= most[end] + (end not in part.outcomes)
        )
        moves |= {digest: ends & decisive for digest, ends in part.moves.items()}
    return Reach(frozenset({None, *_within_reach(counts, parts)}), moves)


def _within_reach(counts: Mapping[Value, int], parts: Sequence[Reach]) -> list[Value]:
    return [end for end, count in counts.items() if sum(end in part.outcomes for part in parts) >= count]


def _composed(function: Callable[..., Outcome], parts: Sequence[Reach]) -> Reach:
    """The reach of a function of parts that share no unknown term."""
    moves: dict[str, frozenset[Value]] = {}
    for at, part in enumerate(parts):
        others = [*product(*(other.outcomes for other in (*parts[:at], *parts[at + 1 :])))]
        open_ = [rest for rest in others if function(*rest[:at], None, *rest[at:]) is None]
        for digest, ends in part.moves.items():
            settled = {function(*rest[:at], end, *rest[at:]) for end in ends for rest in open_}
            moves[digest] = frozenset(end for end in settled if end is not None)
    return Reach(frozenset(function(*values) for values in product(*(part.outcomes for part in parts))), moves)


def _choose(condition: Outcome, then: Outcome, otherwise: Outcome) -> Outcome:
    if condition is None:
        return then if then == otherwise else None
    return then if condition else otherwise
