"""The rules of one year as they would read another year: what belongs to the year moves with it.

A day moves by the difference of the years; the last day of February moves to the last day of February, unless the other
rules keep the 28th. A year that is compared with the year of a date moves too. Facts need no move: those of a year are
counted from the reference year already.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import attrs
from attrs import evolve, field, frozen

from incentives.rules.expressions import Arithmetic, Comparison, DatePart, Expression, Literal, ReferenceYear
from incentives.rules.facts import At, Fact, OpenQuestion, terms_of
from incentives.values import last_day_of_february, years_later

E = TypeVar("E", bound=Expression)
TERMS = (Fact, At, OpenQuestion)
# Sentences, sources, and the place of a year in its cycle: none of them is a rule.
NO_RULE = frozenset(
    {
        "notes",
        "notes_where",
        "references",
        "variants",
        "place",
        "received",
        "refused",
        "advise_note",
        "advise_references",
    }
)


def rebuilt(node: E, change: Callable[[Expression], Expression]) -> E:
    """The node with its parts changed, and nothing folded."""
    if isinstance(node, TERMS):
        return node
    own = {a.name: getattr(node, a.name) for a in attrs.fields(type(node)) if a.init}
    changed = {name: _in_each(value, change) for name, value in own.items()}
    return evolve(node, **{name: value for name, value in changed.items() if value is not own[name]})


def _in_each(value: object, change: Callable[[Expression], Expression]) -> object:
    if isinstance(value, Expression):
        return change(value)
    return tuple(_in_each(part, change) for part in value) if isinstance(value, tuple) else value


@frozen(eq=False)
class Alignment:
    """How the rules of one year are set against those of another.

    Attributes:
        years: from the one to the other.
        dates: those in the other rules, which tell a fixed 28 February from the last day of the month.
        kept: digests of comparisons that stay as they are.
    """

    years: int
    dates: frozenset[date] = frozenset()
    kept: frozenset[str] = frozenset()
    _moved: dict[str, Expression] = field(factory=dict, init=False, repr=False)

    @classmethod
    def towards(cls, other: Expression, years: int) -> "Alignment":
        """Towards an expression of another year, everything moved."""
        values = (node.value for node in other.walk() if isinstance(node, Literal))
        return cls(years, frozenset(value for value in values if isinstance(value, date)))

    def keeping(self, kept: frozenset[str]) -> "Alignment":
        """The same, but for some comparisons, by digest."""
        return evolve(self, kept=kept)

    def day(self, day: date) -> date:
        """A day, moved."""
        moved = years_later(day, self.years)
        is_last = day == last_day_of_february(day.year) and moved not in self.dates
        return last_day_of_february(moved.year) if is_last else moved

    def expression(self, node: Expression) -> Expression:
        """An expression with its days and years moved."""
        if node.digest not in self._moved:  # a part that is used twice is moved once
            self._moved[node.digest] = self._expression(node)
        return self._moved[node.digest]

    def _expression(self, node: Expression) -> Expression:
        if isinstance(node, Literal) and isinstance(node.value, date):
            return evolve(node, value=self.day(node.value))
        if isinstance(node, Comparison):
            return node if node.digest in self.kept else rebuilt(self._years_of(node), self.expression)
        return rebuilt(node, self.expression)

    def _years_of(self, node: Comparison) -> Comparison:
        left, right = node.left, node.right
        if degree := _degree(left):
            right = _added(right, degree * self.years)
        if degree := _degree(node.right):
            left = _added(left, degree * self.years)
        return evolve(node, left=left, right=right)

    def value(self, value: Any) -> Any:
        """Any part of an edition, moved, without what is no rule."""
        match value:
            case Expression():
                return self.expression(value)
            case date():
                return self.day(value)
            case tuple():
                return tuple(map(self.value, value))
            case _ if attrs.has(type(value)):
                names = [a.name for a in attrs.fields(type(value)) if a.init and not a.name.startswith("_")]
                own = {name: getattr(value, name) for name in names}
                return evolve(
                    value, **{n: _empty(part) if n in NO_RULE else self.value(part) for n, part in own.items()}
                )
        return value


def alignments(before: Expression, after: Expression, years: int) -> tuple[Alignment, ...]:
    """The ways in which two rules may be set against each other; the one to show comes first.

    A comparison that stands unmoved in both is fixed. Where another one about the same facts is not, it may as well be
    one that was changed by just as much as it would have moved: then there is a second way, in which it is fixed.
    """
    moving = Alignment.towards(after, years)
    movable = [node for node in before.walk() if isinstance(node, Comparison) and _moves(node, moving)]
    stands = {node.digest for node in after.walk()}
    unmoved = frozenset(node.digest for node in movable if node.digest in stands)
    moved_about = {_about(node) for node in movable if node.digest not in unmoved}
    fixed = frozenset(node.digest for node in movable if node.digest in unmoved and _about(node) not in moved_about)
    return tuple(moving.keeping(kept) for kept in dict.fromkeys((fixed, unmoved)))


def _moves(node: Comparison, moving: Alignment) -> bool:
    return moving.expression(node).digest != node.digest


def _about(node: Expression) -> frozenset[str]:
    return frozenset(term.digest for term in terms_of(node))


def _empty(value: object) -> object:
    return () if isinstance(value, tuple) else 1 if isinstance(value, int) else "" if isinstance(value, str) else value


def _degree(node: Expression) -> int:
    """By how many years a whole number moves when the year moves by one."""
    match node:
        case DatePart(part="year") | ReferenceYear():
            return 1
        case Arithmetic(operator="+", left=left, right=right):
            return _degree(left) + _degree(right)
        case Arithmetic(operator="-", left=left, right=right):
            return _degree(left) - _degree(right)
    return 0


def _added(node: Expression, years: int) -> Expression:
    is_number = isinstance(node, Literal) and type(node.value) is int
    return evolve(node, value=node.value + years) if is_number else node  # type: ignore[call-arg,attr-defined]  # so it is a Literal
