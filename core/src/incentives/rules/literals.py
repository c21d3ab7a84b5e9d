"""Conditions taken apart: the ways in which one can hold, each as simple statements about one fact or one sum."""

from collections.abc import Iterable, Mapping
from datetime import MAXYEAR, date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import prod

from attrs import define, field, frozen

from incentives.rules import expressions as ex
from incentives.rules.evaluation import ordered_part
from incentives.rules.facts import At, Fact, fact_of
from incentives.rules.inequalities import Inequality, Number
from incentives.rules.operators import all_of
from incentives.rules.types import Kind
from incentives.values import Money

MOST_WAYS = 64
LARGEST_TIMES, LARGEST_FIGURE = 10**6, 10**12
YES, NO = frozenset({True}), frozenset({False})
NEGATED = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
DENSE = frozenset({Kind.DECIMAL, Kind.MONEY})
Quantity = Fact | At


@frozen
class Among:
    """Something has one of some values: a choice, a yes or no, whether a set holds a value, or a whole condition.

    Attributes:
        key: of what has them.
        values: those that it has one of.
    """

    key: str
    values: frozenset[object]


Statement = Among | Inequality
Way = frozenset[Statement]


class TooMany(Exception):  # no fault: the condition is left as it is
    """A condition holds in more ways than are worth looking at."""


@define(eq=False)
class Statements:
    """Takes conditions apart, and puts statements together again.

    Attributes:
        quantities: the numbers, amounts and dates that inequalities are about, by key.
        subjects: what else statements are about, by key; of a value in a set, with that value.
    """

    quantities: dict[str, Quantity] = field(factory=dict)
    subjects: dict[str, tuple[ex.Expression, str | None]] = field(factory=dict)

    def ways(self, condition: ex.Expression, *, holds: bool = True) -> list[Way]:
        """The ways in which a condition can hold, or fail.

        Raises:
            TooMany: if they are too many.
        """
        match condition:
            case ex.Literal():
                return [frozenset()] if condition.value is holds else []
            case ex.Not():
                return self.ways(condition.operand, holds=not holds)
            case ex.AllOf() | ex.AnyOf():
                parts = [self.ways(part, holds=holds) for part in condition.operands]
                return _every(parts) if isinstance(condition, ex.AllOf) is holds else _some(parts)
            case ex.When():
                branches = ((condition.condition, condition.then), (~condition.condition, condition.otherwise))
                return _some([_every([self.ways(case), self.ways(branch, holds=holds)]) for case, branch in branches])
            case ex.ShareAtLeast():
                return self._share(condition, holds=holds)
            case ex.Comparison():
                return self._compared(condition, NEGATED[condition.operator] if not holds else condition.operator)
            case ex.IsIn():
                return [self._choice(condition.operand, condition.values, holds=holds)]
            case ex.ContainsAny() | ex.ContainsAll():
                held = [[self._held(condition.operand, value, holds=holds)] for value in condition.values]
                return _every(held) if isinstance(condition, ex.ContainsAll) is holds else _some(held)
        return [self._whole(condition, holds=holds)]

    def _whole(self, condition: ex.Expression, *, holds: bool) -> Way:
        self.subjects[condition.digest] = condition, None
        return frozenset({Among(condition.digest, frozenset({holds}))})

    def given(self, day: ex.Expression) -> Among:
        """That a day was not told to be absent."""
        absent = ex.IsNone(day)
        self.subjects[absent.digest] = absent, None
        return Among(absent.digest, NO)

    def days_given(self, statement: Inequality) -> Way:
        """That none of the days that a statement is about was told to be absent."""
        return frozenset(self.given(self.quantities[key]) for key in statement.keys if self.is_date(key))

    def _choice(self, choice: ex.Expression, values: Iterable[str], *, holds: bool) -> Way:
        self.subjects[choice.digest] = choice, None
        chosen = frozenset(values)
        return frozenset({Among(choice.digest, chosen if holds else frozenset(choice.type.values) - chosen)})

    def _held(self, chosen: ex.Expression, value: str, *, holds: bool) -> Way:
        key = f"{chosen.digest}/{value}"
        self.subjects[key] = chosen, value
        return frozenset({Among(key, frozenset({holds}))})

    def _compared(self, node: ex.Comparison, operator: str) -> list[Way]:
        if node.left.type.kind in {Kind.CHOICE, Kind.ORDERED_CHOICE}:
            whole = ex.Comparison(operator, node.left, node.right)
            if node.left.type.kind is Kind.ORDERED_CHOICE:
                return [self._choice(node.left, ordered_part(whole), holds=True)]
            value = str(node.right.value) if isinstance(node.right, ex.Literal) else ""
            return [self._choice(node.left, [value], holds=operator == "==")]
        least, most = self._sides(node)
        if least is None or most is None:
            return [self._whole(node, holds=operator == node.operator)]
        below, above = most.opposite, least.opposite  # of "at most" and "at least"
        ways: dict[str, list[Way]] = {
            ">=": [frozenset({least})],
            "<=": [frozenset({most})],
            ">": [frozenset({below})],
            "<": [frozenset({above})],
            "==": [frozenset({least, most})],
            "!=": [frozenset({below}), frozenset({above})],
        }
        return ways[operator]

    def _sides(self, node: ex.Comparison) -> tuple[Inequality, Inequality] | tuple[None, None]:
        """That the left side is at least the right one, and that it is at most that."""
        if isinstance(node.left, ex.DatePart):
            return self._year(node.left, node.right)
        left, right = self._linear(node.left), self._linear(node.right)
        if left is None or right is None:
            return None, None
        return self._at_least(left, right), self._at_least(right, left)

    def _year(self, part: ex.DatePart, wanted: ex.Expression) -> tuple[Inequality, Inequality] | tuple[None, None]:
        year, day = wanted.value if isinstance(wanted, ex.Literal) else None, self._linear(part.operand)
        if part.part != "year" or day is None or not isinstance(year, int) or not 0 <= year <= MAXYEAR:
            return None, None
        first, last = date(max(year, 1), 1, 1).toordinal(), date(year, 12, 31).toordinal() if year else 0
        return self._at_least(day, ({}, first)), self._at_least(({}, last), day)

    def _at_least(self, one: "Sum", other: "Sum") -> Inequality:
        factors = {key: one[0].get(key, 0) - other[0].get(key, 0) for key in {**one[0], **other[0]}}
        is_dense = any(self.quantities[key].type.kind in DENSE for key in factors)
        return Inequality.of(factors, one[1] - other[1], is_dense=is_dense)

    def _linear(self, node: ex.Expression) -> "Sum | None":
        """So many times some facts, and a constant; dates are counted in days."""
        match node:
            case ex.Literal(value=date() as day):
                return {}, day.toordinal()
            case ex.Literal(value=int() as number):
                return {}, number
            case ex.Literal(value=Decimal() as number) | ex.Literal(value=Money(amount=number)):
                return {}, Fraction(number)
            case Fact() | At() if node.type.is_quantity:
                self.quantities[node.digest] = node
                return {node.digest: 1}, 0
            case ex.Arithmetic():
                left, right = self._linear(node.left), self._linear(node.right)
                if left is None or right is None:
                    return None
                if node.operator == "*":
                    return _times(left, right[1]) if not right[0] else _times(right, left[1]) if not left[0] else None
                return _plus(left, right if node.operator == "+" else _times(right, -1))
        return None

    def _share(self, node: ex.ShareAtLeast, *, holds: bool) -> list[Way]:
        part, whole = self._linear(node.part), self._linear(node.whole)
        if part is None or whole is None:
            return [self._whole(node, holds=holds)]
        some = self._at_least(({}, 0), whole).opposite
        enough = self._at_least(_times(part, node.denominator), _times(whole, node.numerator))
        reached = frozenset({some, enough if holds else enough.opposite})
        return _some([[reached], _every([[frozenset({some.opposite})], self.ways(node.if_none, holds=holds)])])

    def said(self, statement: Statement) -> ex.Expression:
        """A statement as a condition; one that never holds where the language has none for it."""
        if isinstance(statement, Among):
            subject, value = self.subjects[statement.key]
            if subject.type.kind in {Kind.CHOICE, Kind.ORDERED_CHOICE}:
                return subject.is_in(sorted(map(str, statement.values)))
            condition = subject if value is None else subject.contains_any([value])
            return condition if statement.values == YES else ~condition
        parts = [(self.quantities[key], factor) for key, factor in statement.factors]
        parts.sort(key=lambda part: part[0].digest)
        if all(quantity.type.kind is Kind.DATE for quantity, _ in parts):
            return _of_days(parts, int(statement.constant))
        return _of_numbers(parts, statement)

    def joined(self, ways: Iterable[Way]) -> list[ex.Expression]:
        """Ways as conditions; those that differ only in which value a set holds are one."""
        found: dict[tuple[Way, str], tuple[ex.Expression, list[str]]] = {}
        whole: list[Way] = []
        for way in ways:
            held = [one for one in way if isinstance(one, Among) and self._holds_value(one)]
            if len(held) != 1:
                whole.append(way)
                continue
            subject, value = self.subjects[held[0].key]
            found.setdefault((way - {*held}, subject.digest), (subject, []))[1].append(str(value))
        joined = [self._said(way) for way in whole]
        for (rest, _), (subject, values) in found.items():
            joined.append(all_of(self._said(rest), subject.contains_any(sorted(values))))
        return joined

    def _holds_value(self, statement: Among) -> bool:
        return self.subjects[statement.key][1] is not None and statement.values == YES

    def _said(self, way: Way) -> ex.Expression:
        return all_of(*sorted(map(self.said, way), key=lambda one: one.digest))

    def is_absence(self, statement: Statement) -> bool:
        """Whether it says of a day whether it was told to be absent."""
        return isinstance(statement, Among) and isinstance(self.subjects[statement.key][0], ex.IsNone)

    def is_date(self, key: str) -> bool:
        """Whether what has the key is a date."""
        return key in self.quantities and self.quantities[key].type.kind is Kind.DATE

    def is_count(self, key: str) -> bool:
        """Whether what has the key is a count, and never negative whatever else is said of it."""
        return key in self.quantities and self.quantities[key].type.kind is Kind.COUNT

    def domain(self, key: str) -> frozenset[object]:
        """All values that something can have."""
        subject, value = self.subjects[key]
        is_choice = value is None and subject.type.kind in {Kind.CHOICE, Kind.ORDERED_CHOICE}
        return frozenset(subject.type.values) if is_choice else YES | NO


Sum = tuple[Mapping[str, Number], Number]


def _times(one: Sum, factor: Number) -> Sum:
    return {key: factor * its for key, its in one[0].items()}, factor * one[1]


def _plus(one: Sum, other: Sum) -> Sum:
    return {key: one[0].get(key, 0) + other[0].get(key, 0) for key in {**one[0], **other[0]}}, one[1] + other[1]


def _some(parts: Iterable[list[Way]]) -> list[Way]:
    found = list(dict.fromkeys(way for part in parts for way in part))
    if len(found) > MOST_WAYS:
        raise TooMany
    return found


def _every(parts: list[list[Way]]) -> list[Way]:
    if prod(map(len, parts)) > MOST_WAYS:
        raise TooMany
    return [way for ways in product(*parts) if (way := together(*ways)) is not None]


def together(*ways: Way) -> Way | None:
    """All statements of some ways; ``None`` where something would have no value."""
    among: dict[str, frozenset[object]] = {}
    rest: set[Statement] = set()
    for statement in (statement for way in ways for statement in way):
        if isinstance(statement, Among):
            among[statement.key] = among.get(statement.key, statement.values) & statement.values
        else:
            rest.add(statement)
    return None if not all(among.values()) else frozenset({*rest, *(Among(*one) for one in among.items())})


def _of_days(parts: list[tuple[Quantity, int]], constant: int) -> ex.Expression:
    """A date compared with a day, or with another date."""
    match parts:
        case [(day, 1)] if -constant <= date.max.toordinal():
            return day >= date.fromordinal(max(-constant, 1))
        case [(day, -1)] if constant >= 1:
            return day <= date.fromordinal(min(constant, date.max.toordinal()))
        case [(one, 1), (other, -1)] | [(other, -1), (one, 1)] if constant in {0, -1}:
            return one > other if constant else one >= other
    return ex.Literal(False)


def _of_numbers(parts: list[tuple[Quantity, int]], said: Inequality) -> ex.Expression:
    """Numbers, or amounts, compared with others."""
    if any(quantity.type.kind is Kind.DATE for quantity, _ in parts):
        return ex.Literal(False)
    are_positive = all(_is_positive(quantity) for quantity, _ in parts)
    if are_positive and all(factor < 0 for _, factor in parts) and said.constant < 0:
        return ex.Literal(False)
    unit = next((quantity.type.currency for quantity, _ in parts if quantity.type.currency), None)
    times, constant = said.constant.denominator, said.constant.numerator
    if abs(constant) > LARGEST_FIGURE or any(abs(factor) * times > LARGEST_TIMES for _, factor in parts):
        return ex.Literal(False)  # no column has room for it
    more = [_so_many(quantity, factor * times, unit) for quantity, factor in parts if factor > 0]
    less = [_so_many(quantity, -factor * times, unit) for quantity, factor in parts if factor < 0]
    (more if constant > 0 else less).extend([_number(abs(constant), unit)] if constant else [])
    if not less and are_positive and (constant or not said.is_strict):
        return ex.Literal(True)
    left, right = _total(more, unit), _total(less, unit)
    return left > right if said.is_strict else left >= right


def _is_positive(quantity: Quantity) -> bool:
    low, _ = fact_of(quantity).extent.numbers
    return low is not None and low >= 0


def _so_many(quantity: Quantity, times: int, unit: str | None) -> ex.Expression:
    """So many times a number; in a currency, where it is compared with amounts."""
    if unit and not quantity.type.currency:
        return quantity * Money(times, unit)
    return quantity if times == 1 else quantity * times


def _number(value: int, unit: str | None) -> ex.Expression:
    return ex.Literal(Money(value, unit) if unit else value)


def _total(parts: list[ex.Expression], unit: str | None) -> ex.Expression:
    total = parts[0] if parts else _number(0, unit)
    for part in parts[1:]:
        total = total + part
    return total
