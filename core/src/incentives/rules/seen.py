"""Rules of which it is asked what can change them, in one situation."""

from collections.abc import Iterable, Mapping
from functools import cached_property, reduce
from operator import or_

from attrs import define, field

from incentives.rules import expressions as ex
from incentives.rules.evaluation import Known
from incentives.rules.facts import Term, terms_of
from incentives.rules.inquiry import Inquiry, places_in
from incentives.rules.representatives import is_entangled, is_pair
from incentives.rules.standins import Outcome, StandIns, stand_ins
from incentives.rules.trace import Trace


@define(eq=False)
class Seen:
    """Rules of which it is asked what can change them, in one situation.

    Attributes:
        inquiry: the rules.
        known: what is known.
        trace: the values of their nodes.
        unknown: the terms of which no value is known.
    """

    inquiry: Inquiry
    known: Known
    trace: Trace
    unknown: int
    _fixed: dict[str, bool] = field(factory=dict, init=False)

    @classmethod
    def of(cls, inquiry: Inquiry, known: Known) -> "Seen":
        """The rules in a situation."""
        trace = Trace(inquiry.program, inquiry.program.run(known))
        unknown = (1 << at for at, term in enumerate(inquiry.terms) if trace.value(term) is None)
        return cls(inquiry, known, trace, sum(unknown))

    def value(self, node: ex.Expression) -> Outcome:
        """Of a node, be it settled by others; ``None`` also of one that puts some parts of a rule together."""
        place = self.trace.program.position.get(node.digest)
        value = None if place is None else self.trace.values[place]
        return value if value is not None else self._beside.get(node.digest)

    @cached_property
    def _beside(self) -> Mapping[str, Outcome]:
        program, places = self.inquiry.beside
        values = program.run(self.known)
        return {digest: values[place] for digest, place in places.items() if values[place] is not None}

    def key(self, node: ex.Expression) -> object:
        """Of what a node comes to: the same wherever that is the same."""
        return self.inquiry.key(node, self.known, self.trace.values)

    def missing(self, node: ex.Expression) -> list[Term]:
        """The unknown terms that a node reads, in the order of the rules."""
        return [self.inquiry.terms[at] for at in places_in(self.inquiry.reads(node) & self.unknown)]

    def limits(self, terms: int) -> list[ex.Expression]:
        """What cannot be and hangs on some unknown terms, as far as a few values of each stand for all."""
        return [
            limit
            for limit in self.inquiry.limits(terms, self.unknown)
            if self.trace.value(limit) is None and not any(map(self.is_free, self.leaves(limit)))
        ]

    def leaves(self, limit: ex.Expression) -> list[ex.Expression]:
        """The unknown conditions and quantities that something that cannot be is made of."""
        return [leaf for leaf in self.inquiry.leaves(limit) if self.trace.value(leaf) is None]

    def is_free(self, leaf: ex.Expression) -> bool:
        """Whether no few values stand for all: it relates several unknown quantities, other than two days."""
        bent, reads = self.inquiry.bent, self.inquiry.reads(leaf)
        if leaf.digest in bent:
            return bent[leaf.digest]
        is_free = any(is_entangled(atom, self.trace) for atom in self.inquiry.atoms(leaf))
        if not reads & (reads - 1) and not leaf.reads_day:  # of one term alone it is always so
            bent[leaf.digest] = is_free
        return is_free and not is_pair(leaf)

    def unknown_to(self, *leaves: ex.Expression) -> int:
        """The unknown terms that some conditions read."""
        bits = 0
        for leaf in leaves:
            bits |= self.inquiry.reads(leaf) & self.unknown
        return bits

    def stand_ins(self, leaves: Iterable[ex.Expression]) -> list[StandIns]:
        """Values that stand for all, of the unknown terms that some conditions read, those linked by them together."""
        groups: list[tuple[int, list[ex.Expression]]] = []
        for leaf in leaves:
            terms, its = self.unknown_to(leaf), [leaf]
            for other in [group for group in groups if group[0] & terms]:
                groups.remove(other)
                terms, its = terms | other[0], other[1] + its
            groups.append((terms, its))
        return [self._standing_for(terms, its) for terms, its in groups]

    def _standing_for(self, terms: int, leaves: list[ex.Expression]) -> StandIns:
        reads = [self.inquiry.reads(leaf) for leaf in leaves]
        beside = reduce(or_, reads) & ~self.unknown
        known = tuple(self.trace.value(self.inquiry.terms[at]) for at in places_in(beside))
        key = terms, tuple(leaf.digest for leaf in leaves), self.known.year, self.known.as_of, known
        return self.inquiry.once(key, lambda: self._found_standing_for(terms, leaves))

    def _found_standing_for(self, terms: int, leaves: list[ex.Expression]) -> StandIns:
        its = {leaf.digest: (leaf, self.missing(leaf)) for leaf in leaves}
        return stand_ins([self.inquiry.terms[at] for at in places_in(terms)], its, self.trace, self.known)

    def movers(self, leaf: ex.Expression) -> list[Term]:
        """The terms of which some values can settle a condition that relates several quantities, or a quantity."""
        terms = [term for term in self.missing(leaf) if not self._has_one_value(term)]
        if not isinstance(leaf, ex.ShareAtLeast):
            return terms
        if (is_none := self._is_none(leaf)) is None:
            return terms
        asked = [leaf.if_none] if is_none else [leaf.part, leaf.whole]
        inside = {term.digest for part in asked for term in terms_of(part)}
        return [term for term in terms if term.digest in inside]

    def _has_one_value(self, term: Term) -> bool:
        if term.digest not in self._fixed:
            self._fixed[term.digest] = self.inquiry.consequences.leaves_one(term, self.trace)
        return self._fixed[term.digest]

    def _is_none(self, share: ex.ShareAtLeast) -> Outcome:
        """Whether the whole is zero; it is not where it is at least a part that is known to be more."""
        if self.value(share.part) or self.value(share.whole):
            return False
        return self.value(self.inquiry.none_left(share))
