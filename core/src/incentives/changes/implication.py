"""Whether one condition implies another for whoever everything is known of: decided exactly, or not at all.

Both conditions are evaluated together for every combination of a few values that stand for all (see
``rules.representatives``); open questions are terms like any other. A part that both have, and that shares no term with
the rest, counts as one yes or no if it can be both. What would take too many combinations, or relates several unknown
quantities in a part that only one side has, stays undecided.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod

from attrs import frozen

from incentives.changes.alignment import TERMS, rebuilt
from incentives.errors import InconsistentFacts
from incentives.rules.evaluation import Known, compile_program, place_of
from incentives.rules.expressions import AllOf, Expression, Literal
from incentives.rules.facts import Fact, Term
from incentives.rules.representatives import Atom, atoms_of, is_entangled, representatives
from incentives.rules.trace import Trace
from incentives.rules.types import YES_NO, Value

Values = tuple[bool, ...]
MOST_COMBINATIONS = 20_000


@frozen
class Implication:
    """What follows from what; ``None`` where it is not decided.

    Attributes:
        forwards: whether the second condition holds wherever the first does.
        backwards: whether the first holds wherever the second does.
    """

    forwards: bool | None
    backwards: bool | None


def implication(first: Expression, second: Expression, year: int) -> Implication:
    """How two conditions of one reference year imply each other."""
    if first.digest == second.digest:
        return Implication(True, True)
    parts = _shared_parts((first, second), year)
    pair = [_without(condition, parts) for condition in (first, second)]
    seen = _values_together(pair, year)
    if seen is None:
        return Implication(None, None)
    is_exact = _stand_alone(pair, parts.values()) and all(_can_be_both(part, year) for part in parts.values())
    fails = {"forwards": (True, False) in seen, "backwards": (False, True) in seen}
    # A combination that no situation may have proves nothing; that there is none at all proves it all the same.
    return Implication(**{way: (False if is_exact else None) if failed else True for way, failed in fails.items()})


def _values_together(conditions: Sequence[Expression], year: int) -> set[Values] | None:
    """The combinations of values that the conditions have; ``None`` where that cannot be found out."""
    both = AllOf(tuple(conditions))
    trace = Trace.of([both], Known(year))
    if any(_is_untried(atom, trace) for atom in atoms_of(both)):
        return None
    return _tried(conditions, year, {term: representatives(term, both, trace) for term in _terms(both)})


def _tried(conditions: Sequence[Expression], year: int, choices: Mapping[Term, Sequence[Value]]) -> set[Values] | None:
    if prod(map(len, choices.values())) > MOST_COMBINATIONS:
        return None
    program = compile_program(conditions)
    places = [program.position[condition.digest] for condition in conditions]
    found = set()
    for values in product(*choices.values()):
        try:
            trace = program.run(_known(year, zip(choices, values, strict=True)))
        except InconsistentFacts:
            continue
        found.add(tuple(bool(trace[place]) for place in places))
    return found


def _known(year: int, values: Iterable[tuple[Term, Value]]) -> Known:
    known = Known(year, {})
    for term, value in values:
        store, key = place_of(term, known)
        store[key] = value
    return known


def _shared_parts(pair: tuple[Expression, Expression], year: int) -> dict[str, Expression]:
    """The largest conditions that both have, by digest, as far as cutting them out loses nothing."""
    digests = {node.digest for node in pair[1].walk()}
    shared = {node.digest: node for node in pair[0].walk() if node.digest in digests and _is_part(node)}
    shared = {digest: node for digest, node in shared.items() if _is_knot(node, year) or _can_be_both(node, year)}
    while True:
        used = {node.digest: node for condition in pair for node in _largest(condition, shared)}
        entangled = [node for node in used.values() if not _is_knot(node, year) and not _is_alone(node, pair, used)]
        if not entangled:
            return used
        for node in entangled:
            del shared[node.digest]


def _terms(condition: Expression) -> tuple[Term, ...]:
    """The facts and questions that it reads, each once, however often its parts are used."""
    return tuple(node for node in condition.walk() if isinstance(node, TERMS))


def _is_part(node: Expression) -> bool:
    return node.type == YES_NO and not isinstance(node, (Literal, *TERMS)) and bool(_terms(node))


def _largest(condition: Expression, parts: Mapping[str, Expression]) -> Iterator[Expression]:
    seen, waiting = set(), [condition]
    while waiting:
        node = waiting.pop()
        if node.digest in parts:
            yield node
        elif node.digest not in seen:
            seen.add(node.digest)
            waiting += reversed(node.children)


def _without(node: Expression, parts: Mapping[str, Expression]) -> Expression:
    """The condition with a fact of its own for each of the parts."""
    stand_ins = {digest: Fact.yes_no(f"part.n{number}") for number, digest in enumerate(parts)}
    done: dict[str, Expression] = dict(stand_ins)

    def cut(one: Expression) -> Expression:
        if one.digest not in done:  # a part that is used twice is cut once
            done[one.digest] = rebuilt(one, cut)
        return done[one.digest]

    return cut(node)


def _is_alone(node: Expression, pair: Sequence[Expression], used: Mapping[str, Expression]) -> bool:
    others = [other for other in used.values() if other is not node]
    return _stand_alone([*(_without(condition, used) for condition in pair), *others], [node])


def _stand_alone(rest: Iterable[Expression], parts: Iterable[Expression]) -> bool:
    """Whether no part shares a term with another or with the rest."""
    seen = {term.digest for condition in rest for term in _terms(condition)}
    for part in parts:
        terms = {term.digest for term in _terms(part)}
        if terms & seen:
            return False
        seen |= terms
    return True


def _is_knot(node: Expression, year: int) -> bool:
    """Whether it relates several unknown quantities and has no smaller conditions: it is cut out or nothing is."""
    return isinstance(node, Atom) and _is_untried(node, Trace.of([node], Known(year)))


def _is_untried(atom: Atom, trace: Trace) -> bool:
    """Whether no few values stand for all: it relates several quantities, or hangs on the day on which it is asked."""
    return atom.reads_day or is_entangled(atom, trace)


def _can_be_both(node: Expression, year: int) -> bool:
    """Whether some values make the condition true and others false; found by trying, so surely so."""
    trace = Trace.of([node], Known(year))
    found = _tried([node], year, {term: representatives(term, node, trace) for term in _terms(node)})
    return found is not None and {(True,), (False,)} <= found
