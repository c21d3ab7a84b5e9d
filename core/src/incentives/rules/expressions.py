"""Expressions of the rule language: frozen, typed when built, compared by digest, never a Python truth value."""

import difflib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NoReturn

from attrs import field, fields, frozen

from incentives.errors import ExpressionError
from incentives.rules.types import COUNT, DATE, DECIMAL, YES_NO, Kind, LiteralValue, Type, is_literal, type_of

MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _canonical(value: object) -> str:
    if isinstance(value, Expression):
        return value.digest
    if isinstance(value, tuple):
        return f"({','.join(map(_canonical, value))})"
    text = repr(value) if type(value) is str else str(value)  # quoted, so that no text reads like two
    return f"{type(value).__name__}:{text}"


@frozen(eq=False)
class Expression:
    """A condition, an amount or another quantity, as data.

    ``&``, ``|`` and ``~`` combine conditions; ``==``, ``<`` and the like build comparisons. Since ``==`` builds an
    expression, two expressions are the same when their ``digest`` is.

    Attributes:
        digest: SHA-256 of the whole expression, the same in every process.

    Raises:
        ExpressionError: if parts of unfitting types are combined, or a truth value is taken.
    """

    digest: str = field(init=False, repr=False, default="")

    def __attrs_post_init__(self) -> None:
        own = (getattr(self, attribute.name) for attribute in fields(type(self)) if attribute.name != "digest")
        text = "|".join([type(self).__name__, *map(_canonical, own)])
        object.__setattr__(self, "digest", hashlib.sha256(text.encode()).hexdigest())

    @property
    def type(self) -> Type:
        """The type of what it yields: a condition, unless a node says otherwise."""
        return YES_NO

    @property
    def children(self) -> "tuple[Expression, ...]":
        """The expressions it is directly made of."""
        values = (getattr(self, attribute.name) for attribute in fields(type(self)))
        parts = (part for value in values for part in (value if isinstance(value, tuple) else (value,)))
        return tuple(part for part in parts if isinstance(part, Expression))

    def walk(self, seen: set[str] | None = None) -> "Iterator[Expression]":
        """Every distinct node once, children before their parents."""
        seen = set() if seen is None else seen
        if self.digest not in seen:
            seen.add(self.digest)
            for child in self.children:
                yield from child.walk(seen)
            yield self

    __hash__ = object.__hash__

    def __bool__(self) -> NoReturn:
        msg = (
            "an expression has no truth value of its own: combine conditions with & | ~ instead of and, or, not; "
            "write when(...).then(...).otherwise(...) instead of if, and x.is_between(a, b) instead of a <= x <= b"
        )
        raise ExpressionError(msg)

    def __and__(self, other: object) -> "Expression":
        return all_of(self, other)

    def __rand__(self, other: object) -> "Expression":
        return all_of(other, self)

    def __or__(self, other: object) -> "Expression":
        return any_of(self, other)

    def __ror__(self, other: object) -> "Expression":
        return any_of(other, self)

    def __invert__(self) -> "Expression":
        condition = _condition(self)
        match condition:
            case Literal(value=value):
                return Literal(not value)
            case Not(operand=operand):
                return operand
        return Not(condition)

    def __eq__(self, other: object) -> "Expression":  # type: ignore[override]  # builds a comparison, by design
        return _compare("==", self, other)

    def __ne__(self, other: object) -> "Expression":  # type: ignore[override]  # builds a comparison, by design
        return _compare("!=", self, other)

    def __lt__(self, other: object) -> "Expression":
        return _compare("<", self, other)

    def __le__(self, other: object) -> "Expression":
        return _compare("<=", self, other)

    def __gt__(self, other: object) -> "Expression":
        return _compare(">", self, other)

    def __ge__(self, other: object) -> "Expression":
        return _compare(">=", self, other)

    def __add__(self, other: object) -> "Expression":
        return _arithmetic("+", self, other)

    def __radd__(self, other: object) -> "Expression":
        return _arithmetic("+", other, self)

    def __sub__(self, other: object) -> "Expression":
        return _arithmetic("-", self, other)

    def __rsub__(self, other: object) -> "Expression":
        return _arithmetic("-", other, self)

    @property
    def year(self) -> "Expression":
        """The year of a date, a whole number."""
        return _date_part("year", self)

    @property
    def month(self) -> "Expression":
        """The month of a date, 1 to 12."""
        return _date_part("month", self)

    def is_between(self, low: object, high: object) -> "Expression":
        """Whether it lies between two values, both included."""
        return (self >= low) & (self <= high)

    def is_in(self, values: Iterable[str]) -> "Expression":
        """Whether a choice is one of these values; false for no values at all."""
        chosen = _values_of(self, values, Kind.CHOICE, Kind.ORDERED_CHOICE)
        return lifted(lambda choice: IsIn(choice, chosen), self)

    def contains_any(self, values: Iterable[str]) -> "Expression":
        """Whether a set holds at least one of these values; false for no values at all."""
        chosen = _values_of(self, values, Kind.SET)
        return lifted(lambda a_set: ContainsAny(a_set, chosen), self)

    def contains_all(self, values: Iterable[str]) -> "Expression":
        """Whether a set holds every one of these values; true for no values at all."""
        chosen = _values_of(self, values, Kind.SET)
        return lifted(lambda a_set: ContainsAll(a_set, chosen), self)


@frozen(eq=False)
class Literal(Expression):
    """A value written in a rule."""

    value: LiteralValue

    @property
    def type(self) -> Type:
        return type_of(self.value)


@frozen(eq=False)
class Not(Expression):
    """True where its operand is false; unknown where it is unknown."""

    operand: Expression


@frozen(eq=False)
class AllOf(Expression):
    """False as soon as one operand is false, true when all are, otherwise unknown."""

    operands: tuple[Expression, ...]


@frozen(eq=False)
class AnyOf(Expression):
    """True as soon as one operand is true, false when none can be, otherwise unknown."""

    operands: tuple[Expression, ...]


@frozen(eq=False)
class Comparison(Expression):
    """Two quantities of one type, compared; unknown while either is."""

    operator: str
    left: Expression
    right: Expression


@frozen(eq=False)
class IsIn(Expression):
    """Whether a choice is among some values."""

    operand: Expression
    values: tuple[str, ...]


@frozen(eq=False)
class ContainsAny(Expression):
    """Whether a set holds at least one of some values."""

    operand: Expression
    values: tuple[str, ...]


@frozen(eq=False)
class ContainsAll(Expression):
    """Whether a set holds all of some values."""

    operand: Expression
    values: tuple[str, ...]


@frozen(eq=False)
class Arithmetic(Expression):
    """A sum or a difference; exact; unknown while either part is."""

    operator: str
    left: Expression
    right: Expression

    @property
    def type(self) -> Type:
        return DECIMAL if self.right.type == DECIMAL else self.left.type


@frozen(eq=False)
class DatePart(Expression):
    """The year or the month of a date."""

    part: str
    operand: Expression

    @property
    def type(self) -> Type:
        return COUNT


@frozen(eq=False)
class ReferenceYear(Expression):
    """The year that the annual facts of the evaluation belong to."""

    @property
    def type(self) -> Type:
        return COUNT


@frozen(eq=False)
class When(Expression):
    """One value or another by a condition; while that is unknown, their common value if they agree."""

    condition: Expression
    then: Expression
    otherwise: Expression

    @property
    def type(self) -> Type:
        return DECIMAL if self.otherwise.type == DECIMAL else self.then.type


@frozen(eq=False)
class ShareAtLeast(Expression):
    """Whether ``part`` is at least ``numerator / denominator`` of ``whole``, compared without division.

    A whole of zero has the value of ``if_none``; a negative whole, or a part larger than its whole, is a fault.
    """

    part: Expression
    whole: Expression
    numerator: int
    denominator: int
    if_none: Expression


def as_expression(value: object) -> Expression:
    """An expression as it is, or a Python value as a literal."""
    if isinstance(value, Expression):
        return value
    if not is_literal(value):
        hint = "; write decimals as Decimal('0.7'), so that they stay exact" if isinstance(value, float) else ""
        msg = f"{value!r} cannot stand in a rule{hint}"
        raise ExpressionError(msg)
    return Literal(value)  # type: ignore[arg-type]  # is_literal has just said so


def by_digest(value: object) -> object:
    """Key for comparing a record's field that holds an expression, or several: ``field(eq=by_digest)``."""
    if isinstance(value, Expression):
        return value.digest
    return tuple(map(by_digest, value)) if isinstance(value, tuple) else value


def describe(expression: Expression) -> str:
    """The expression's own name for an error message: a fact's id, or its kind."""
    named = getattr(expression, "fact", expression)  # a fact of another year goes by the id of the fact
    return str(getattr(named, "id", None) or f"{type(expression).__name__} ({expression.type})")


def _condition(value: object) -> Expression:
    expression = as_expression(value)
    if expression.type != YES_NO:
        msg = f"expected a condition, got {describe(expression)}, a {expression.type}"
        raise ExpressionError(msg)
    return expression


def _gather(node: "type[AllOf | AnyOf]", decisive: bool, conditions: Sequence[object]) -> Expression:
    """Flatten and fold constants; neither changes what three-valued logic yields."""
    operands: dict[str, Expression] = {}
    for condition in map(_condition, conditions):
        if isinstance(condition, Literal):
            if condition.value is decisive:
                return condition
            continue
        for part in condition.operands if isinstance(condition, node) else (condition,):
            operands[part.digest] = part
    if len(operands) == 1:
        return next(iter(operands.values()))
    return node(tuple(operands.values())) if operands else Literal(not decisive)


def all_of(*conditions: object) -> Expression:
    """Whether every condition holds; true for none at all."""
    return _gather(AllOf, False, conditions)


def any_of(*conditions: object) -> Expression:
    """Whether at least one condition holds; false for none at all."""
    return _gather(AnyOf, True, conditions)


def lifted(build: Callable[..., Expression], *parts: Expression) -> Expression:
    """Build over the branches of each ``When`` among the parts, so that knowledge of either branch is not lost."""
    for at, part in enumerate(parts):
        if isinstance(part, When):
            before, after = parts[:at], parts[at + 1 :]
            branches = (lifted(build, *before, branch, *after) for branch in (part.then, part.otherwise))
            return When(part.condition, *branches)
    return build(*parts)


def _compare(operator: str, left: object, right: object) -> Expression:
    return lifted(lambda a, b: _comparison(operator, a, b), as_expression(left), as_expression(right))


def _comparison(operator: str, left: Expression, right: Expression) -> Expression:
    if left.type.kind is Kind.TEXT and right.type.kind in {Kind.CHOICE, Kind.ORDERED_CHOICE}:
        return _comparison(MIRRORED[operator], right, left)
    kind, equality = left.type.kind, operator in {"==", "!="}
    ordered = kind is Kind.ORDERED_CHOICE or (kind is Kind.CHOICE and equality)
    if ordered and isinstance(right, Literal) and isinstance(right.value, str):
        _values_of(left, (right.value,), kind)
        return Comparison(operator, left, right)
    same = left.type == right.type or (left.type.is_number and right.type.is_number)
    if same and (left.type.is_number or kind in {Kind.MONEY, Kind.DATE}):
        return Comparison(operator, left, right)
    msg = f"{describe(left)} {operator} {describe(right)} has no meaning{left.type.how_compared}"
    raise ExpressionError(msg)


def _arithmetic(operator: str, left: object, right: object) -> Expression:
    def build(a: Expression, b: Expression) -> Expression:
        numbers = a.type.is_number and b.type.is_number
        if not numbers and not (a.type.kind is Kind.MONEY and a.type == b.type):
            msg = f"{describe(a)} {operator} {describe(b)}: only numbers, or amounts in one currency, are added"
            raise ExpressionError(msg)
        return Arithmetic(operator, a, b)

    return lifted(build, as_expression(left), as_expression(right))


def _date_part(part: str, operand: Expression) -> Expression:
    if operand.type != DATE:
        msg = f"only a date has a {part}; {describe(operand)} is a {operand.type}"
        raise ExpressionError(msg)
    return lifted(lambda day: DatePart(part, day), operand)


def _values_of(operand: Expression, values: Iterable[str], *kinds: Kind) -> tuple[str, ...]:
    """The values, checked against those the choice or set has."""
    if operand.type.kind not in kinds:
        msg = f"{describe(operand)} is a {operand.type}, not a {' or '.join(kind.value for kind in kinds)}"
        raise ExpressionError(msg)
    chosen = tuple(dict.fromkeys((values,) if isinstance(values, str) else values))
    for value in chosen:
        if value not in operand.type.values:
            near = difflib.get_close_matches(str(value), operand.type.values, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; its values are {', '.join(operand.type.values)}"
            msg = f"{describe(operand)} has no value {value!r}{hint}"
            raise ExpressionError(msg)
    return chosen
