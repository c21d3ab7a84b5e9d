"""What the facts that are told say of others: conditions that are settled because their opposite cannot be.

From what cannot hold together follows, for each condition that a rule asks, which facts settle it where its own are
unknown. Found once, in expressions: whoever evaluates them, for one practitioner or over a table, needs nothing more.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache, partial
from math import ceil, floor

from attrs import evolve, field, fields, frozen

from incentives.rules import expressions as ex
from incentives.rules.facts import At, Fact, Term, terms_of
from incentives.rules.inequalities import Inequality, Number, Row, closure, is_feasible, rows
from incentives.rules.literals import DENSE, Among, Statement, Statements, TooMany, Way, together
from incentives.rules.operators import all_of, any_of
from incentives.rules.representatives import Atom
from incentives.rules.trace import Trace
from incentives.rules.types import YES_NO, Kind, Value

NEVER = ex.Literal(False)
MOST_PREMISES = 64


@frozen(eq=False)
class Consequences:
    """What follows from what cannot be.

    Attributes:
        impossible: conditions that cannot hold.
    """

    impossible: tuple[ex.Expression, ...]
    _statements: Statements = field(factory=Statements, init=False)
    _settling: dict[str, tuple[ex.Expression, ex.Expression] | None] = field(factory=dict, init=False)
    _all: "Following" = field(init=False)

    @_all.default
    def _of_all(self) -> "Following":
        return Following(self)

    def following(self, expression: ex.Expression) -> ex.Expression:
        """The expression, each of its smallest conditions settled also by the facts that it follows from."""
        return self._all(expression)

    def settling(self, node: ex.Expression) -> tuple[ex.Expression, ex.Expression] | None:
        """The conditions on other facts under which a condition holds, and fails; ``None`` where nothing settles it."""
        if node.digest not in self._settling:
            both = self._excluded(node, holds=False), self._excluded(node, holds=True)
            self._settling[node.digest] = None if all(map(_is_never, both)) else both
        return self._settling[node.digest]

    def may_settle(self, node: ex.Expression) -> bool:
        """Whether facts other than its own may settle a node."""
        return (_is_smallest(node) or self.hangs_together(node)) and self.settling(node) is not None

    def leaves_one(self, quantity: Term, trace: Trace) -> bool:
        """Whether what is known leaves an unknown quantity one value only."""
        is_whole = quantity.type.kind not in DENSE
        least, most = list[Number]([0] if is_whole else []), list[Number]()
        for row in self._counting.get(quantity.digest, ()):
            mine, rest = _apart(row.inequality, quantity.digest)
            total = _total(rest, trace)
            if total is not None and all(self._holds(one, trace) for one in row.conditions):
                end = Fraction(-total) / mine
                if mine > 0:
                    least.append(ceil(end) if is_whole else end)
                else:
                    most.append(floor(end) if is_whole else end)
        return bool(most) and bool(least) and min(most) <= max(least)

    def counted_with(self, quantity: str) -> set[str]:
        """The facts whose values can leave a count one value only, by digest."""
        statements = [one for row in self._counting.get(quantity, ()) for one in (row.inequality, *row.conditions)]
        return {digest for one in statements for digest in self._read_by(one)}

    @cached_property
    def _counting(self) -> Mapping[str, list[Row]]:
        """What holds of counts, by each of them."""
        found: dict[str, list[Row]] = {}
        for row in self._rows:
            for key in row.inequality.keys:
                found.setdefault(key, []).append(row)
        return found

    def _read_by(self, statement: Hashable) -> Iterable[str]:
        if isinstance(statement, Among):
            return (term.digest for term in terms_of(self._statements.subjects[statement.key][0]))
        return statement.keys if isinstance(statement, Inequality) else ()

    def _holds(self, statement: Hashable, trace: Trace) -> bool:
        """Whether it is known that a statement holds."""
        if isinstance(statement, Inequality):
            total = _total(statement, trace)
            return total is not None and statement.holds(total)
        if not isinstance(statement, Among):
            return False
        subject, held = self._statements.subjects[statement.key]
        value = _value(subject.digest, trace)
        return value is not None and (value if held is None else held in value) in statement.values  # type: ignore[operator]  # then it is a set

    def hangs_together(self, node: ex.Expression) -> bool:
        """Whether parts of a condition ask the same thing, so that they must be judged together."""
        if not isinstance(node, ex.AllOf | ex.AnyOf):
            return False
        often = Counter(
            term.digest
            for part in node.operands
            for term in terms_of(part)
            if not term.type.is_quantity and term.digest in self._touched
        )
        return any(times > 1 for times in often.values())

    def _excluded(self, condition: ex.Expression, *, holds: bool) -> ex.Expression:
        """A condition on other facts under which one cannot hold, or cannot fail."""
        is_compared = isinstance(condition, ex.Comparison) and (condition.operator != "!=") is holds
        if not (is_compared or isinstance(condition, ex.IsNone)) and any(
            term.type.kind is Kind.DATE for term in terms_of(condition)
        ):
            return NEVER  # a day can also be none, of which no comparison holds but that it is another
        if not self._touched & {term.digest for term in terms_of(condition)}:
            return NEVER
        try:
            ways = self._statements.ways(condition, holds=holds)
        except TooMany:
            return NEVER
        if is_compared:  # of an absent day none holds but that it is another
            ways = [way | {self._statements.given(day) for day in condition.days} for way in ways]
        own = _own_terms(condition)
        return all_of(*(any_of(*self._told_by_others(self._refutations(way), own)) for way in ways))

    def _told_by_others(self, found: Iterable[Way], own: frozenset[str]) -> Iterator[ex.Expression]:
        """What is found as conditions, without those that need all facts of the condition itself: it is known then."""
        for said in self._statements.joined(found):
            if not own <= {term.digest for term in terms_of(said)}:
                yield said

    @cached_property
    def _touched(self) -> frozenset[str]:
        return frozenset(term.digest for one in self.impossible for term in terms_of(one))

    def _refutations(self, way: Way) -> list[Way]:
        """Statements under which a way in which a condition can hold is none."""
        found: list[Way] = []
        for statement in way:
            if len(way) > 1:
                found += self._denied(statement)
            if isinstance(statement, Among):
                found += self._covered(statement, way)
        found += self._violated(way)
        if any(self._statements.is_absence(statement) for statement in way):
            found += [other for one in found for other in self._before(one)]
        sparse = sorted(dict.fromkeys(found), key=len)[:MOST_PREMISES]
        return [one for one in sparse if not any(other < one for other in sparse)]

    def _before(self, premises: Way) -> Iterator[Way]:
        """What some premises follow from in turn, one inequality of them at a time; of a day, where it is given."""
        for statement in premises:
            if isinstance(statement, Inequality):
                given = self._statements.days_given(statement)
                for reason in self._violated(frozenset({statement.opposite})):
                    if (both := together(premises - {statement}, reason, given)) is not None:
                        yield both

    def _denied(self, statement: Statement) -> Iterator[Way]:
        if isinstance(statement, Inequality):
            yield frozenset({statement.opposite})
        else:
            yield frozenset({Among(statement.key, self._statements.domain(statement.key) - statement.values)})

    def _covered(self, statement: Among, way: Way) -> list[Way]:
        """Where every value of a statement is excluded, by one contradiction or by several."""
        open_: list[tuple[frozenset[object], Way]] = [(statement.values, frozenset())]
        found: list[Way] = []
        for excluded, conditions in self._exclusions.get(statement.key, ()):
            rest = _without(conditions, way)
            for left, before in tuple(open_):
                both = together(before, rest)
                if both is None or not left & excluded or len(open_) > MOST_PREMISES:
                    continue
                (found.append(both) if left <= excluded else open_.append((left - excluded, both)))
        return found

    def _violated(self, way: Way) -> Iterator[Way]:
        """Where the inequalities of a way cannot all be fulfilled."""
        units = [statement for statement in way if isinstance(statement, Inequality)]
        days = {key for unit in units for key in unit.keys if self._statements.is_date(key)}
        if not units:
            return
        counts = {key for unit in units for key in unit.keys if self._statements.is_count(key)} - self._counted
        given = [*units, *map(_not_negative, sorted(counts))]
        made = closure(
            rows([(one, frozenset()) for one in given], 1 + max((max(row.parents) for row in self._rows), default=0)),
            self._rows,
            lambda key: key in days or not self._statements.is_date(key),  # another day may be none
        )
        for row in made:
            conditions = _without(row.conditions, way)  # type: ignore[arg-type]  # of statements
            if (
                len(row.parents) > 1
                and (both := together(conditions, frozenset({row.inequality.opposite}))) is not None
            ):
                yield both if row.inequality.factors else conditions

    @cached_property
    def _clauses(self) -> list[Way]:
        """Statements that cannot all be true."""
        found: list[Way] = []
        for condition in self.impossible:
            try:
                found += self._statements.ways(condition)
            except TooMany:
                continue
        return list(dict.fromkeys(found))

    @cached_property
    def _exclusions(self) -> Mapping[str, list[tuple[frozenset[object], Way]]]:
        found: dict[str, list[tuple[frozenset[object], Way]]] = {}
        for clause in self._clauses:
            for statement in clause:
                if isinstance(statement, Among):
                    found.setdefault(statement.key, []).append((statement.values, clause - {statement}))
        return found

    @cached_property
    def _counted(self) -> frozenset[str]:
        """The counts that the statements are about; those of a condition come with it."""
        found = (one for clause in self._clauses for one in clause if isinstance(one, Inequality))
        return frozenset(key for one in found for key in one.keys if self._statements.is_count(key))

    @cached_property
    def _rows(self) -> list[Row]:
        given = [
            (statement.opposite, clause - {statement})
            for clause in self._clauses
            for statement in clause
            if isinstance(statement, Inequality)
        ]
        given += [(_not_negative(key), frozenset()) for key in sorted(self._counted)]
        plain = [one for one, conditions in given if not conditions]
        plain = _irreducible(plain) if len(plain) <= MOST_PREMISES else plain
        kept = [(one, conditions) for one, conditions in given if conditions or one in plain]
        return closure(rows(dict.fromkeys(kept)), (), lambda key: not self._statements.is_date(key))


@frozen(eq=False)
class Following:
    """Expressions in which conditions are settled also by the facts that they follow from.

    Attributes:
        consequences: what follows from what cannot be.
        among: the digests of the nodes for which that is asked, all others being known; ``None`` for all nodes.
    """

    consequences: Consequences = field(repr=False)
    among: frozenset[str] | None = None
    _found: dict[str, ex.Expression] = field(factory=dict, init=False, repr=False)

    def __call__(self, expression: ex.Expression) -> ex.Expression:
        """The same expression otherwise."""
        if expression.digest not in self._found:
            self._found[expression.digest] = self._made(expression)
        return self._found[expression.digest]

    def _made(self, node: ex.Expression, *, is_inside: bool = False) -> ex.Expression:
        if self.among is not None and node.digest not in self.among:
            return node
        hangs_together = not is_inside and self.consequences.hangs_together(node)
        inner = rebuilt(node, partial(self._made, is_inside=True) if is_inside or hangs_together else self)
        settling = self.consequences.settling(node) if hangs_together or _is_smallest(node) else None
        return inner if settling is None else ex.Follows(inner, *settling)


def _is_smallest(node: ex.Expression) -> bool:
    return node.type == YES_NO and isinstance(node, Fact | At | Atom)


NOTHING_IMPOSSIBLE = Consequences(())


def _value(key: str, trace: Trace) -> Value | None:
    place = trace.program.position.get(key)
    return None if place is None else trace.values[place]


def _apart(inequality: Inequality, key: str) -> tuple[int, Inequality]:
    """How many times it counts a number, and what it counts besides."""
    factors = dict(inequality.factors)
    return factors.pop(key), evolve(inequality, factors=frozenset(factors.items()))


def _total(inequality: Inequality, trace: Trace) -> Number | None:
    """What some numbers come to; ``None`` while one is unknown."""
    total: Number = inequality.constant
    for key, factor in inequality.factors:
        value = _value(key, trace)
        if type(value) is int:
            total += factor * value
        elif isinstance(value, Decimal):
            total += factor * Fraction(value)
        else:
            return None
    return total


@frozen
class _Impossible:
    """Conditions that are the same as others if their digests are."""

    digests: tuple[str, ...]
    conditions: tuple[ex.Expression, ...] = field(eq=False)


def consequences_of(impossible: Iterable[ex.Expression]) -> Consequences:
    """What follows from what cannot be, found once: the years of a scheme seldom differ in it."""
    conditions = tuple(impossible)
    return _found(_Impossible(tuple(condition.digest for condition in conditions), conditions))


@lru_cache(maxsize=256)
def _found(impossible: _Impossible) -> Consequences:
    return Consequences(impossible.conditions)


def _not_negative(count: str) -> Inequality:
    return Inequality.of({count: 1}, 0)


def _irreducible(given: Iterable[Inequality]) -> list[Inequality]:
    """Those of some inequalities that do not follow from the others."""
    kept = list(dict.fromkeys(given))
    for one in tuple(kept):
        others = [other for other in kept if other is not one]
        if not is_feasible([*others, one.opposite]):
            kept = others
    return kept


def _without(conditions: Way, way: Way) -> Way:
    """The conditions that do not hold already where all statements of a way do."""
    return frozenset(one for one in conditions if not any(_entails(statement, one) for statement in way))


def _entails(one: Statement, other: Statement) -> bool:
    if isinstance(one, Among):
        return isinstance(other, Among) and one.key == other.key and one.values <= other.values
    return isinstance(other, Inequality) and one.factors == other.factors and one.slack <= other.slack


def _own_terms(condition: ex.Expression) -> frozenset[str]:
    """The facts without which a condition is unknown."""
    parts = (condition.part, condition.whole) if isinstance(condition, ex.ShareAtLeast) else (condition,)
    return frozenset(term.digest for part in parts for term in terms_of(part))


def _is_never(condition: ex.Expression) -> bool:
    return isinstance(condition, ex.Literal) and condition.value is False


def rebuilt(node: ex.Expression, each: Callable[[ex.Expression], ex.Expression]) -> ex.Expression:
    """The node with other children; itself where none of them is another."""
    if not node.children:
        return node
    changed: dict[str, object] = {}
    for attribute in fields(type(node)):
        value = getattr(node, attribute.name)
        if isinstance(value, ex.Expression):
            changed[attribute.name] = each(value)
        elif isinstance(value, tuple) and any(isinstance(part, ex.Expression) for part in value):
            changed[attribute.name] = tuple(map(each, value))
    return (
        node
        if all(_is_same(getattr(node, name), value) for name, value in changed.items())
        else evolve(node, **changed)
    )


def _is_same(one: object, other: object) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return all(a is b for a, b in zip(one, other, strict=True))
    return one is other


def seen_from(condition: ex.Expression, year: int, base: int) -> ex.Expression:
    """A condition as it is in one year, said from another year.

    Args:
        condition: as seen from the year that it is about.
        year: that year.
        base: the year from which it is to be said.
    """

    def moved(node: ex.Expression) -> ex.Expression:
        match node:
            case Fact() if node.annual:
                return node.at(year - base)
            case At():
                return node.fact.at(node.offset + year - base)
            case ex.ReferenceYear():
                return ex.Literal(year)
        return rebuilt(node, moved)

    return moved(condition)
