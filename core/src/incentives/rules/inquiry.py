"""What is found once for some rules, to say of each situation which terms can still change them."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, reduce
from operator import itemgetter, or_
from typing import Any, TypeVar

from attrs import field, frozen

from incentives.rules import expressions as ex
from incentives.rules.consequences import Consequences
from incentives.rules.evaluation import Known, Program, compile_program, indispensable
from incentives.rules.facts import At, Fact, OpenQuestion, Term, terms_of
from incentives.rules.representatives import Atom, atoms_of, is_pair
from incentives.rules.standins import Outcome
from incentives.rules.types import YES_NO

MADE_OF_PARTS = ex.Not | ex.AllOf | ex.AnyOf | ex.AtLeast | ex.When | ex.Follows
MOST_KEPT = 2_000
T = TypeVar("T")


@frozen(eq=False)
class Inquiry:
    """Rules, of which it is asked what can change them, with what cannot be.

    Terms are counted in the order in which they are read first; a set of them is a whole number, one bit for each.

    Attributes:
        rules: the rules.
        consequences: of what cannot be.
        program: the rules as they follow from that, and what cannot be.
        terms: what all of these read.
        bent: of conditions on one term, by digest, whether no few of its values stand for all.
    """

    rules: tuple[ex.Expression, ...]
    consequences: Consequences
    program: Program = field(init=False)
    terms: tuple[Term, ...] = field(init=False)
    bent: dict[str, bool] = field(factory=dict, init=False)
    _reads: dict[str, int] = field(init=False)
    _limits: tuple[tuple[ex.Expression, int, int], ...] = field(init=False)
    _found: dict[object, Any] = field(factory=dict, init=False)
    _leaves: dict[str, list[ex.Expression]] = field(factory=dict, init=False)
    _atoms: dict[str, tuple[Atom, ...]] = field(factory=dict, init=False)

    @program.default
    def _compile(self) -> Program:
        return compile_program([*map(self.consequences.following, self.rules), *self.consequences.impossible])

    @terms.default
    def _terms_read(self) -> tuple[Term, ...]:
        return tuple(node for node in self.program.nodes if isinstance(node, Fact | At | OpenQuestion))

    @_reads.default
    def _read_by_terms(self) -> dict[str, int]:
        return {term.digest: 1 << at for at, term in enumerate(self.terms)}

    @_limits.default
    def _what_cannot_be(self) -> tuple[tuple[ex.Expression, int, int], ...]:
        """Each condition with the terms that it reads, and those that it cannot hold without."""
        return tuple(
            (limit, self.reads(limit), sum(self._reads[digest] for digest in indispensable(limit)))
            for limit in self.consequences.impossible
        )

    def reads(self, node: ex.Expression) -> int:
        """The terms that a node reads."""
        bits = self._reads.get(node.digest)
        if bits is None:
            bits = reduce(or_, (self._reads[term.digest] for term in terms_of(node)), 0)
            if node.digest in self.program.position:  # parts are put together in too many ways to be kept for good
                self._reads[node.digest] = bits
        return bits

    def atoms(self, node: ex.Expression) -> tuple[Atom, ...]:
        """The smallest conditions of a node."""
        if node.digest not in self._atoms:
            self._atoms[node.digest] = tuple(atoms_of(node))
        return self._atoms[node.digest]

    def leaves(self, node: ex.Expression) -> list[ex.Expression]:
        """The conditions and quantities that a node is made of, and that are not made of others."""
        if node.digest not in self._leaves:
            self._leaves[node.digest] = leaves_of(node, lambda _: None)
        return self._leaves[node.digest]

    def limits(self, terms: int, unknown: int) -> list[ex.Expression]:
        """What cannot be and hangs on some terms, where it may turn out so without any other that is unknown."""
        return [limit for limit, reads, needs in self._limits if reads & terms and not needs & unknown & ~terms]

    def once(self, key: object, find: Callable[[], T]) -> T:
        """What was found before under a key, or is found now."""
        if key not in self._found:
            if len(self._found) >= MOST_KEPT:
                self._found.clear()
            self._found[key] = find()
        found: T = self._found[key]
        return found

    def key(self, node: ex.Expression, known: Known, values: tuple[Outcome, ...]) -> object:
        """Of what a node comes to: with the values on which that depends."""
        values_of = self.once(("values", node.digest), lambda: self._values_bearing_on(node))
        return node.digest, known.year, known.as_of, values_of(values)

    def _values_bearing_on(self, node: ex.Expression) -> Callable[[tuple[Outcome, ...]], object]:
        places = [self.program.position[self.terms[at].digest] for at in places_in(self._bearing_on(node))]
        return itemgetter(*places) if places else lambda _: ()

    def _bearing_on(self, node: ex.Expression) -> int:
        if node.digest not in self.program.position:  # it puts parts together
            return reduce(or_, map(self._bearing_on, node.children))
        return self.once(("bearing", node.digest), lambda: self._found_bearing_on(node))

    def _found_bearing_on(self, node: ex.Expression) -> int:
        own = bearing = self.reads(node)
        for limit in self.limits(own, 0):
            bearing |= self.reads(limit)
        for one in (*node.walk(), *self._settled_by_others(node)):
            if one.digest in self.beside[1]:
                bearing |= self.reads(self.consequences.following(one))
        for at in places_in(own):
            for digest in self.consequences.counted_with(self.terms[at].digest):
                bearing |= self._reads[digest]
        return bearing

    @cached_property
    def beside(self) -> tuple[Program, Mapping[str, int]]:
        """What others may settle while its own terms are open, as it follows from them; where it stands, by digest."""
        rules = map(self.consequences.following, self.rules)
        asked = {one.digest: one for rule in rules for one in self._settled_by_others(rule)}
        followed = {digest: self.consequences.following(one) for digest, one in asked.items()}
        program = compile_program(followed.values())
        return program, {digest: program.position[one.digest] for digest, one in followed.items()}

    def _settled_by_others(self, node: ex.Expression) -> Iterator[ex.Expression]:
        """The conditions of a node that relate several quantities, and the premises of these."""
        for part in node.walk():
            if isinstance(part, Atom) and self._is_one(part):
                continue
            if isinstance(part, Atom):
                yield part
            if isinstance(part, ex.ShareAtLeast):
                yield self.none_left(part)
            if isinstance(part, ex.Follows) and not all(map(self._is_one, self.atoms(part))):
                yield from (one for side in (part.holds, part.fails) for one in side.walk() if one.type == YES_NO)

    def _is_one(self, atom: Atom) -> bool:
        reads = self.reads(atom)
        return not reads & (reads - 1) or is_pair(atom)

    def none_left(self, share: ex.ShareAtLeast) -> ex.Expression:
        """That nothing is left of the whole of a share."""
        return self.once(("none", share.digest), lambda: share.whole <= 0)


def leaves_of(node: ex.Expression, value: Callable[[ex.Expression], Outcome]) -> list[ex.Expression]:
    """The unknown conditions and quantities that a node is made of, and that are not made of others.

    Args:
        node: the node.
        value: of its parts.
    """
    found: list[ex.Expression] = []
    waiting, met = [node], set[str]()
    while waiting:
        part = waiting.pop()
        if part.digest in met or value(part) is not None:
            continue
        met.add(part.digest)
        if isinstance(part, MADE_OF_PARTS):
            waiting += reversed(part.children)
        else:
            found.append(part)
    return found


def places_in(bits: int) -> list[int]:
    """Where the bits of a set stand."""
    return [at for at in range(bits.bit_length()) if bits >> at & 1]
