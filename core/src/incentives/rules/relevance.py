"""Reader: which unknown facts and open questions can still change the answer.

A term is listed exactly when, for some values of the other unknown terms (given or still missing), giving it a value
changes what the expression evaluates to. Parts that share no unknown term are judged apart and composed; parts that do
are judged together, over representative values. Where that would take too many combinations, or relates several unknown
quantities, every term of the part is listed: never too few.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from itertools import product
from math import prod

from attrs import field, frozen

from incentives.errors import InconsistentFacts
from incentives.rules import expressions as ex
from incentives.rules.consequences import NOTHING_IMPOSSIBLE, Consequences
from incentives.rules.evaluation import Known, compile_program, evaluate
from incentives.rules.facts import At, OpenQuestion, Term, terms_of
from incentives.rules.operators import any_of
from incentives.rules.representatives import atoms_of, is_entangled, is_pair, shared, unknown_terms
from incentives.rules.trace import Trace
from incentives.rules.types import YES_NO, Value

Count = tuple[int, int]  # how many conditions are true, and how many are not false
Outcome = Value | None
Move = tuple[Outcome, Outcome]
MOST_COMBINATIONS = 20_000


@frozen(eq=False)
class Reach:
    """What a part of an expression can still come to.

    Attributes:
        outcomes: every value it can take as terms are given, ``None`` for still unknown.
        moves: for each term's digest, the changes of value that giving it can cause.
    """

    outcomes: frozenset[Outcome]
    moves: Mapping[str, frozenset[Move]] = field(factory=dict)


@frozen(eq=False)
class Seen:
    """What is known, and what cannot be beside it.

    Attributes:
        known: of one practitioner.
        trace: the values of the whole expression, and of what cannot be.
        consequences: of what cannot be.
    """

    known: Known
    trace: Trace
    consequences: Consequences

    def limits(self, terms: Sequence[Term]) -> tuple[ex.Expression, ...]:
        """What cannot be and hangs on some unknown terms, as far as a few values of each stand for all."""
        mine = {term.digest for term in terms}
        return tuple(
            limit
            for limit in self.consequences.impossible
            if self.trace.value(limit) is None
            and not mine.isdisjoint(term.digest for term in unknown_terms(limit, self.trace))
            and not any(is_entangled(atom, self.trace) and not is_pair(atom) for atom in atoms_of(limit))
        )


@frozen
class _Asked:
    """What is asked, which has the same answer wherever the same values are known."""

    digest: str
    consequences: Consequences
    values: tuple[Value | None, ...]
    expression: ex.Expression = field(eq=False)
    seen: Seen = field(eq=False)


def relevant_missing(
    expression: ex.Expression, known: Known, consequences: Consequences = NOTHING_IMPOSSIBLE
) -> tuple[Term, ...]:
    """The unknown facts and open questions that can still change the value, in the order of the rule.

    Sound: giving a value to one that is not listed changes nothing, whatever else is given or not.
    Tight: each one listed can change it.

    Args:
        expression: the rule.
        known: what is known.
        consequences: of what cannot be: no value counts that contradicts what is known.
    """
    trace = Trace.of([consequences.following(expression), *terms_of(expression), *consequences.impossible], known)
    return _missing(_Asked(expression.digest, consequences, trace.values, expression, Seen(known, trace, consequences)))


@lru_cache(maxsize=1024)  # the same is asked of many, and of one by whoever looks again
def _missing(asked: _Asked) -> tuple[Term, ...]:
    expression, seen = asked.expression, asked.seen
    moves = _reach(seen.consequences.following(expression), seen.trace, seen).moves
    return tuple(term for term in unknown_terms(expression, seen.trace) if moves.get(term.digest))


def _reach(node: ex.Expression, trace: Trace, known: Seen) -> Reach:
    value = trace.value(node)
    if value is not None:
        return Reach(frozenset({value}))
    match node:
        case ex.Not():
            return _composed(lambda x: None if x is None else not x, [_reach(node.operand, trace, known)])
        case ex.AllOf() | ex.AnyOf():
            fold = _and if isinstance(node, ex.AllOf) else _or
            groups = _groups(node.operands, trace)
            parts = [_group_reach(type(node), group, trace, known) for group in groups]
            return reduce(lambda a, b: _composed(fold, [a, b]), parts)
        case ex.AtLeast() if len(_groups(node.operands, trace)) == len(node.operands):
            return _enough(node.count, [_reach(operand, trace, known) for operand in node.operands])
        case ex.When() if len(_groups(node.children, trace)) == len(node.children):
            return _composed(_choose, [_reach(child, trace, known) for child in node.children])
    return _together(node, trace, known)


def _group_reach(
    node: type[ex.AllOf] | type[ex.AnyOf], group: Sequence[ex.Expression], trace: Trace, known: Seen
) -> Reach:
    return _reach(group[0], trace, known) if len(group) == 1 else _together(node(tuple(group)), trace, known)


def _composed(function: Callable[..., Outcome], parts: Sequence[Reach]) -> Reach:
    """The reach of a function of parts that share no unknown term."""
    moves: dict[str, frozenset[Move]] = {}
    for at, part in enumerate(parts):
        others = [other.outcomes for other in (*parts[:at], *parts[at + 1 :])]
        for digest, changes in part.moves.items():
            pairs = (
                (function(*rest[:at], before, *rest[at:]), function(*rest[:at], after, *rest[at:]))
                for before, after in changes
                for rest in product(*others)
            )
            moves[digest] = frozenset(pair for pair in pairs if pair[0] is not pair[1] and pair[0] != pair[1])
    return Reach(frozenset(function(*values) for values in product(*(part.outcomes for part in parts))), moves)


def _together(node: ex.Expression, trace: Trace, known: Seen) -> Reach:
    """The reach of a part whose unknown terms must be judged together, by trying representative values."""
    terms = unknown_terms(node, trace)
    limits = known.limits(terms)
    choices = [(None, *values) for values in shared(terms, any_of(*atoms_of(node), *limits), trace)]
    if prod(map(len, choices)) > MOST_COMBINATIONS or any(is_entangled(atom, trace) for atom in atoms_of(node)):
        return _anything(node, [term for term in terms if not known.consequences.leaves_one(term, trace)], known)
    outcomes = _tabulated(node, limits, terms, choices, known.known)
    moves: dict[str, set[Move]] = {term.digest: set() for term in terms}
    for values, after in outcomes.items():
        for at, term in enumerate(terms):
            before = outcomes.get((*values[:at], None, *values[at + 1 :]))
            if values[at] is not None and before is not after and before != after:
                moves[term.digest].add((before, after))
    return Reach(frozenset(outcomes.values()), {digest: frozenset(pairs) for digest, pairs in moves.items()})


def _anything(node: ex.Expression, terms: Sequence[Term], known: Seen) -> Reach:
    ends: tuple[Outcome, ...] = (True, False) if node.type == YES_NO else (0, 1)
    relevant, asked = terms, node.operand if isinstance(node, ex.Follows) else node
    if isinstance(asked, ex.ShareAtLeast):
        counted = [asked.part, asked.whole, *([asked.if_none] if _can_be_none(asked, known) else [])]
        counted += _live(node, known) if isinstance(node, ex.Follows) else []
        bearing = {term.digest for part in counted for term in terms_of(part)}
        relevant = [term for term in terms if term.digest in bearing]
    elif isinstance(asked, ex.AllOf | ex.AnyOf) and asked is node:  # what changes the whole changes one of its parts
        moving = [_reach(part, known.trace, known).moves for part in asked.operands]
        relevant = [term for term in terms if any(moves.get(term.digest) for moves in moving)]
    moves = {term.digest: frozenset((None, end) for end in ends) for term in relevant}
    return Reach(frozenset({None, *ends}), moves)


def _live(node: ex.Follows, known: Seen) -> list[ex.Expression]:
    """What a condition follows from and can still turn out to hold, as far as that is open itself."""

    def is_open(condition: ex.Expression) -> bool:
        return evaluate(known.consequences.following(condition), known.known) is None

    sides = filter(is_open, (node.holds, node.fails))
    ways = filter(is_open, (way for side in sides for way in _operands(side, ex.AllOf)))
    premises = filter(is_open, (premise for way in ways for premise in _operands(way, ex.AnyOf)))
    return [part for premise in premises for part in filter(is_open, _operands(premise, ex.AllOf))]


def _operands(node: ex.Expression, kind: type[ex.AllOf] | type[ex.AnyOf]) -> tuple[ex.Expression, ...]:
    return node.operands if isinstance(node, kind) else (node,)


def _can_be_none(node: ex.ShareAtLeast, known: Seen) -> bool:
    """Whether the whole can still turn out to be zero: not below a part that is known to be more."""
    if known.trace.value(node.part) or known.trace.value(node.whole):
        return False
    return evaluate(known.consequences.following(node.whole <= 0), known.known) is not False


def _tabulated(
    node: ex.Expression,
    limits: Sequence[ex.Expression],
    terms: Sequence[Term],
    choices: Iterable[Sequence[Outcome]],
    known: Known,
) -> dict[tuple[Outcome, ...], Outcome]:
    """The value of the node for every combination; those that contradict themselves are left out."""
    program = compile_program([any_of(*limits), node])
    cannot_be = program.position[any_of(*limits).digest]
    permanent, readings = dict(known.permanent), dict(known.readings)
    annual = {year: dict(values) for year, values in known.annual.items()}
    places = [place_of(term, known.year, permanent, annual, readings) for term in terms]
    working = Known(known.year, permanent, annual, readings)
    table: dict[tuple[Outcome, ...], Outcome] = {}
    for values in product(*choices):
        for (store, key), value in zip(places, values, strict=True):
            store[key] = value
        try:
            found = program.run(working)
        except InconsistentFacts:
            continue
        if found[cannot_be] is not True:
            table[values] = found[program.position[node.digest]]
    return table


def place_of(
    term: Term, year: int, permanent: dict[str, Value], annual: dict[int, dict[str, Value]], readings: dict[str, bool]
) -> tuple[dict[str, Outcome], str]:
    """Where the value of a term is put, among what is known, and under which key."""
    store: dict[str, Value] | dict[str, bool]
    match term:
        case OpenQuestion():
            store, key = readings, term.id
        case At():
            store, key = annual.setdefault(year + term.offset, {}), term.fact.id
        case _:
            store, key = annual.setdefault(year, {}) if term.annual else permanent, term.id
    return store, key  # type: ignore[return-value]  # the copies may hold None, which reads as unknown


def _groups(nodes: Sequence[ex.Expression], trace: Trace) -> list[list[ex.Expression]]:
    """The nodes, those that share an unknown term in one group; known ones each alone."""
    groups: list[tuple[set[str], list[ex.Expression]]] = []
    for node in nodes:
        terms = {term.digest for term in unknown_terms(node, trace)} if trace.value(node) is None else set()
        joined = [group for group in groups if group[0] & terms]
        groups = [group for group in groups if not group[0] & terms]
        groups.append(
            (terms.union(*(group[0] for group in joined)), [n for group in joined for n in group[1]] + [node])
        )
    return [group[1] for group in groups]


def _and(a: Outcome, b: Outcome) -> Outcome:
    return False if a is False or b is False else None if a is None or b is None else True


def _or(a: Outcome, b: Outcome) -> Outcome:
    return True if a is True or b is True else None if a is None or b is None else False


def _enough(count: int, parts: Sequence[Reach]) -> Reach:
    """The reach of at least so many of conditions that share no unknown term."""

    def value(true: int, not_false: int) -> Outcome:
        return True if true >= count else False if not_false < count else None

    beside: dict[frozenset[Outcome], set[Count]] = {}  # what the others come to is the same for parts that are alike
    moves: dict[str, frozenset[Move]] = {}
    for at, part in enumerate(parts):
        if part.moves and part.outcomes not in beside:
            beside[part.outcomes] = _counts(other.outcomes for other in (*parts[:at], *parts[at + 1 :]))
        for digest, changes in part.moves.items():
            pairs = (
                (value(*_with(rest, before)), value(*_with(rest, after)))
                for before, after in changes
                for rest in beside[part.outcomes]
            )
            moves[digest] = frozenset(pair for pair in pairs if pair[0] is not pair[1])
    return Reach(frozenset(value(*counts) for counts in _counts(part.outcomes for part in parts)), moves)


def _counts(parts: Iterable[frozenset[Outcome]]) -> set[Count]:
    """How many conditions can be true, and how many not false, when each has one of its outcomes."""
    counts = {(0, 0)}
    for outcomes in parts:
        counts = {_with(count, outcome) for count in counts for outcome in outcomes}
    return counts


def _with(count: Count, outcome: Outcome) -> Count:
    return count[0] + (outcome is True), count[1] + (outcome is not False)


def _choose(condition: Outcome, then: Outcome, otherwise: Outcome) -> Outcome:
    if condition is None:
        return then if then == otherwise else None
    return then if condition else otherwise
