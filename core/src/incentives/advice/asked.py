"""A condition held against one situation: what must hold, what cannot be, and what is known besides what was told."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache
from typing import Any, TypeVar

from attrs import field, frozen

from incentives.advice.moves import moved, value_of
from incentives.assessment.basis import Basis
from incentives.assessment.consistent import Consistent, Key, key_of
from incentives.errors import InconsistentFacts
from incentives.rules.building import literal
from incentives.rules.evaluation import Known, Program, compile_program
from incentives.rules.expressions import Expression, by_digest
from incentives.rules.facts import At, Fact, OpenQuestion, Term, terms_of
from incentives.rules.operators import any_of
from incentives.rules.representatives import Atom, is_pair
from incentives.rules.types import NO_DAY, YES_NO, Kind, Value
from incentives.situation import CheckedSituation, Contradictory

T = TypeVar("T")
MOST_KEPT = 4096  # answers about one condition
NOT_FOUND: Any = object()
_Probe = tuple[Fact, Expression, bool, Value]
A_DAY = timedelta(days=1)


class State(IntEnum):
    """What becomes of a fact or a question where deeds are looked for.

    ``UNKNOWN``; told as a day that is ``PAST``, whether or not it can change; told, and ``STAYS``, or ``CHANGES``.
    """

    UNKNOWN = 0
    PAST = 1
    STAYS = 2
    CHANGES = 3


def _state(value: object, can_change: bool, since: date) -> State:
    if value is None:
        return State.UNKNOWN
    if isinstance(value, date) and value < since - A_DAY:
        return State.PAST
    return State.CHANGES if can_change else State.STAYS


@frozen
class _Keyed:
    condition: Expression = field(eq=by_digest)


@frozen(eq=False)
class Asked:
    """A condition, compiled with what cannot be.

    Attributes:
        condition: what must hold, settled also by the facts that it follows from.
        impossible: what cannot hold of the facts that it reads.
        reads: everything that is asked.
        facts: of the reference year or permanent, that it reads, and that what cannot be reads beside them.
        program: all of it, compiled.
    """

    condition: Expression
    impossible: tuple[Expression, ...]
    reads: Expression
    facts: tuple[Fact, ...]
    program: Program
    _terms: tuple[Term, ...] = field(init=False, repr=False)
    _found: dict[object, Any] = field(factory=dict, init=False, repr=False)

    @_terms.default
    def _terms_read(self) -> tuple[Term, ...]:
        return tuple(node for node in self.program.nodes if isinstance(node, Fact | At | OpenQuestion))

    def told(self, known: Known, since: date, movable: Iterable[Fact]) -> object:
        """All that counts of what is known: where that is the same, the same deeds are found.

        What no deed changes counts only as what the conditions on it come to, unless they relate it to something that
        is not known or can change. So does a day well before any on which deeds can be done: none brings it back, and
        none of the days around it is one to act on.

        Args:
            known: what is known.
            since: the first day on which deeds can be done.
            movable: the facts that deeds can change.
        """
        values, at = self.program.run(known), self.program.position
        changing = {fact.digest for fact in movable}
        states = tuple([_state(values[at[one.digest]], one.digest in changing, since) for one in self._terms])
        places = self.once(states, lambda: self._places(states))
        return states, tuple([values[place] for place in places])

    def _places(self, states: tuple[State, ...]) -> tuple[int, ...]:
        """Where stands in the trace what counts of terms in some states."""
        by_digest = dict(zip((term.digest for term in self._terms), states, strict=True))
        atoms = [
            (atom, {term.digest for term in terms_of(atom)}) for atom in self.program.nodes if isinstance(atom, Atom)
        ]
        found: dict[int, None] = {}
        for term, state in zip(self._terms, states, strict=True):
            mine = [(atom, read - {term.digest}) for atom, read in atoms if term.digest in read]
            match state:
                case State.UNKNOWN:
                    continue
                case State.PAST:
                    is_enough = all(not others or is_pair(atom) for atom, others in mine)
                case State.STAYS:
                    others_stay = all(by_digest[one] is State.STAYS for _, others in mine for one in others)
                    is_enough = term.type != YES_NO and others_stay
                case State.CHANGES:
                    is_enough = False
            counting = [atom for atom, _ in mine] if is_enough else [term]
            found |= dict.fromkeys(self.program.position[one.digest] for one in counting)
        return tuple(found)

    def once(self, key: object, find: Callable[[], T]) -> T:
        """What was found out before under a key, or is found out now."""
        found: T = self._found.get(key, NOT_FOUND)
        if found is NOT_FOUND:
            found = find()
            if len(self._found) >= MOST_KEPT:
                self._found.clear()
            self._found[key] = found
        return found

    @classmethod
    def of(cls, consistent: Consistent, condition: Expression) -> "Asked":
        """A condition about an edition, seen together with what cannot be."""
        return _asked(consistent, _Keyed(condition))

    def value(self, known: Known) -> bool | None:
        """Whether the condition holds; it does not where the facts cannot be."""
        try:
            values = self.program.run(known)
        except InconsistentFacts:
            return False
        at = self.program.position
        if any(values[at[one.digest]] is True for one in self.impossible):
            return False
        return values[at[self.condition.digest]]  # type: ignore[return-value]  # a condition is true, false or None


@lru_cache(maxsize=4096)
def _asked(consistent: Consistent, keyed: _Keyed) -> Asked:
    condition = keyed.condition
    followed = consistent.following(condition)
    own = _facts(condition)
    beside = [one for one in consistent.impossible if not _facts(one).keys().isdisjoint(own)]
    facts = own | {fact.digest: fact for one in beside for fact in _facts(one).values()}
    checked = [one for one in consistent.impossible if not _facts(one).keys().isdisjoint(facts)]
    reads = any_of(condition, *beside)
    program = compile_program([condition, followed, reads, *checked])
    return Asked(followed, tuple(checked), reads, tuple(facts.values()), program)


def _facts(condition: Expression) -> dict[str, Fact]:
    return {term.digest: term for term in terms_of(condition) if isinstance(term, Fact)}


def settled(basis: Basis, conditions: Iterable[Expression]) -> Known:
    """What is known, with the values of untold facts that follow from it: without a device it has no kind.

    Args:
        basis: what is told.
        conditions: of whose facts that is asked.
    """
    known = basis.known
    facts = {digest: fact for condition in conditions for digest, fact in _facts(condition).items()}
    untold = [fact for fact in facts.values() if value_of(known, key_of(fact, known.year)) is None]
    probes = [probe for fact in untold for probe in _probes(fact)]
    if not probes:
        return known
    program = compile_program(probe for _, probe, _, _ in probes)
    values = basis.consistent.settled(program, program.run(known), known)
    return moved(
        known,
        {
            key_of(fact, known.year): value
            for fact, probe, holds, value in probes
            if values[program.position[probe.digest]] is holds
        },
    )


@lru_cache(maxsize=4096)
def _probes(fact: Fact) -> tuple[_Probe, ...]:
    return tuple(_probed(fact))


def _probed(fact: Fact) -> Iterator[_Probe]:
    """Conditions that tell its value: if one has this answer, the fact has that value."""
    match fact.kind:
        case Kind.YES_NO:
            yield from ((fact, fact, holds, holds) for holds in (True, False))
        case Kind.DATE:
            yield fact, fact.is_none, True, NO_DAY
        case Kind.COUNT:
            yield fact, fact > 0, False, 0
        case Kind.SET:
            yield fact, fact.contains_any(fact.values), False, frozenset[str]()


def is_contradicted(situation: CheckedSituation, changes: Iterable[Key]) -> bool:
    """Whether facts that were changed contradict others, in whichever year that is seen from."""
    program, conditions = _alarms(situation.contradictory, frozenset(id for id, _ in changes))
    years = situation.annual or (0,)
    runs = (program.run(situation.seen_from(year)) for year in years)
    return any(values[program.position[one.digest]] is True for values in runs for one in conditions)


@lru_cache(maxsize=4096)
def _alarms(contradictory: Contradictory, ids: frozenset[str]) -> tuple[Program, tuple[Expression, ...]]:
    found = {digest: one for id in sorted(ids) for digest, one in contradictory.by_fact.get(id, {}).items()}
    return compile_program(found.values() or [literal(False)]), tuple(found.values())
