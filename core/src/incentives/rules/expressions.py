"""Expressions of the rule language: frozen, compared by digest, never a Python truth value.

Here is what each node is; ``operators`` builds them, and checks types when it does.
"""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NoReturn

from attrs import field, fields, frozen

from incentives.errors import ExpressionError
from incentives.rules.digested import is_given, name_of
from incentives.rules.types import COUNT, DATE, DECIMAL, YES_NO, LiteralValue, Type, common_type, type_of


def _canonical(value: object) -> str:
    if isinstance(value, Expression):
        return value.digest
    if isinstance(value, tuple):
        return f"({','.join(map(_canonical, value))})"
    return f"{type(value).__name__}:{repr(value) if type(value) is str else value}"  # quoted: no text reads like two


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
        own = ((one, getattr(self, one.name)) for one in fields(type(self)) if one.name != "digest")
        text = "|".join(
            [type(self).__name__, *(name_of(one) + _canonical(value) for one, value in own if is_given(one, value))]
        )
        object.__setattr__(self, "digest", hashlib.sha256(text.encode()).hexdigest())

    @property
    def type(self) -> Type:
        """The type of what it yields: a condition, unless a node says otherwise."""
        return YES_NO

    @property
    def children(self) -> "tuple[Expression, ...]":
        """The expressions it is directly made of."""
        return self._children

    @cached_property
    def _children(self) -> "tuple[Expression, ...]":
        values = (getattr(self, one.name) for one in fields(type(self)))
        parts = (part for value in values for part in (value if isinstance(value, tuple) else (value,)))
        return tuple(part for part in parts if isinstance(part, Expression))

    @cached_property
    def leaves(self) -> "tuple[Expression, ...]":
        """The facts and open questions that it reads, each once, in the order of reading."""
        if not self.children:
            return () if isinstance(self, Literal | ReferenceYear | AsOf) else (self,)
        return tuple({leaf.digest: leaf for child in self.children for leaf in child.leaves}.values())

    @cached_property
    def reads_day(self) -> bool:
        """Whether it hangs on the day on which it is asked."""
        return any(child.reads_day for child in self.children)

    @cached_property
    def days(self) -> "tuple[Expression, ...]":
        """The facts of days that a quantity is reckoned from; it is absent where one was told to be absent."""
        return tuple(leaf for leaf in self.leaves if leaf.type == DATE)

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
        return operators.all_of(self, other)

    def __rand__(self, other: object) -> "Expression":
        return operators.all_of(other, self)

    def __or__(self, other: object) -> "Expression":
        return operators.any_of(self, other)

    def __ror__(self, other: object) -> "Expression":
        return operators.any_of(other, self)

    def __invert__(self) -> "Expression":
        return operators.negated(self)

    def __eq__(self, other: object) -> "Expression":  # type: ignore[override]  # builds a comparison, by design
        return operators.compared("==", self, other)

    def __ne__(self, other: object) -> "Expression":  # type: ignore[override]  # builds a comparison, by design
        return operators.compared("!=", self, other)

    def __lt__(self, other: object) -> "Expression":
        return operators.compared("<", self, other)

    def __le__(self, other: object) -> "Expression":
        return operators.compared("<=", self, other)

    def __gt__(self, other: object) -> "Expression":
        return operators.compared(">", self, other)

    def __ge__(self, other: object) -> "Expression":
        return operators.compared(">=", self, other)

    def __add__(self, other: object) -> "Expression":
        return operators.calculated("+", self, other)

    def __radd__(self, other: object) -> "Expression":
        return operators.calculated("+", other, self)

    def __sub__(self, other: object) -> "Expression":
        return operators.calculated("-", self, other)

    def __rsub__(self, other: object) -> "Expression":
        return operators.calculated("-", other, self)

    def __mul__(self, other: object) -> "Expression":
        return operators.calculated("*", self, other)

    def __rmul__(self, other: object) -> "Expression":
        return operators.calculated("*", other, self)

    def __truediv__(self, other: object) -> NoReturn:
        ways = "multiply the other side, as in income >= 12 * limit, take a percentage, as in income * percent('12.5')"
        raise ExpressionError(
            f"a quotient is seldom exact: {ways}, compare a share(part, of=whole, if_none=condition), "
            "or say how the text rounds it: ratio(a, b, 2, 'half_up', if_none=value)"
        )

    __rtruediv__ = __truediv__

    @property
    def year(self) -> "Expression":
        """The year of a date, a whole number."""
        return operators.date_part("year", self)

    @property
    def month(self) -> "Expression":
        """The month of a date, 1 to 12."""
        return operators.date_part("month", self)

    def plus(self, *, years: object = 0, months: object = 0, days: object = 0) -> "Expression":
        """A day so many years, months and days later, each a whole number or an expression of one; earlier if negative.

        Years and months come first, and where the month they lead to has no such day, it is the last of that month: a
        month after 31 January is the last of February. An absent day stays absent.
        """
        return operators.moved(self, years, months, days)

    @property
    def is_none(self) -> "Expression":
        """Whether a day was told to be absent: unknown where nothing was told of it.

        A comparison with an absent day, or with a part of it, is false; only ``!=`` is true.
        """
        return operators.told_absent(self)

    def is_between(self, low: object, high: object) -> "Expression":
        """Whether it lies between two values, both included."""
        return (self >= low) & (self <= high)

    def is_in(self, values: Iterable[str]) -> "Expression":
        """Whether a choice is one of these values; false for no values at all."""
        return operators.asked(IsIn, self, values)

    def contains_any(self, values: Iterable[str]) -> "Expression":
        """Whether a set holds at least one of these values; false for no values at all."""
        return operators.asked(ContainsAny, self, values)

    def contains_all(self, values: Iterable[str]) -> "Expression":
        """Whether a set holds every one of these values; true for no values at all."""
        return operators.asked(ContainsAll, self, values)


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
class AtLeast(Expression):
    """True as soon as so many operands are true, false when fewer than that can still be, otherwise unknown."""

    count: int
    operands: tuple[Expression, ...]


@frozen(eq=False)
class Comparison(Expression):
    """Two quantities of one type, compared; unknown while either is, and only ``!=`` holds of an absent one."""

    operator: str
    left: Expression
    right: Expression


@frozen(eq=False)
class IsNone(Expression):
    """Whether a day was told to be absent; unknown while nothing is told of it."""

    operand: Expression


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
    """A sum, a difference or a product; exact; unknown while either part is, absent where one is."""

    operator: str
    left: Expression
    right: Expression

    @property
    def type(self) -> Type:
        return self._type

    @cached_property
    def _type(self) -> Type:
        return common_type(self.left.type, self.right.type)


@frozen(eq=False)
class Minimum(Expression):
    """The lowest of some numbers or amounts, or the earliest of some dates; unknown or absent where one of them is."""

    operands: tuple[Expression, ...]

    @property
    def type(self) -> Type:
        return common_type(*(operand.type for operand in self.operands))


@frozen(eq=False)
class Maximum(Expression):
    """The highest of some numbers or amounts, or the latest of some dates; unknown or absent where one of them is."""

    operands: tuple[Expression, ...]

    @property
    def type(self) -> Type:
        return common_type(*(operand.type for operand in self.operands))


@frozen(eq=False)
class Rounded(Expression):
    """A number or an amount, rounded to a multiple of a power of ten.

    Attributes:
        operand: what is rounded.
        to: the power of ten, as text: ``"0.01"``.
        mode: ``"down"`` to the multiple at or below, ``"up"`` to the one at or above, ``"half_up"`` to the nearest, a
            half to the one above.
    """

    operand: Expression
    to: str
    mode: str

    @property
    def type(self) -> Type:
        return DECIMAL if self.operand.type == COUNT else self.operand.type


@frozen(eq=False)
class Quotient(Expression):
    """A number or an amount divided by another, rounded; exact until then.

    It is unknown where the divisor is zero: ``ratio`` says before what holds there. A divisor below zero is a fault.

    Attributes:
        dividend: what is divided.
        divisor: by what.
        to: the power of ten to a multiple of which it is rounded, as text: ``"0.01"``.
        mode: as of ``Rounded``.
    """

    dividend: Expression
    divisor: Expression
    to: str
    mode: str

    @property
    def type(self) -> Type:
        return DECIMAL if self.divisor.type.currency else common_type(self.dividend.type, DECIMAL)


@frozen(eq=False)
class DatePart(Expression):
    """The year or the month of a date."""

    part: str
    operand: Expression

    @property
    def type(self) -> Type:
        return COUNT


@frozen(eq=False)
class Moved(Expression):
    """A day so many years, months or days later; the last of the month where that has no such day.

    Attributes:
        operand: the day.
        by: a whole number of them; earlier where it is negative.
        unit: ``"years"``, ``"months"`` or ``"days"``.
    """

    operand: Expression
    by: Expression
    unit: str

    @property
    def type(self) -> Type:
        return DATE


@frozen(eq=False)
class Elapsed(Expression):
    """How many whole years, months or days lie between two days; negative where the second is the earlier one.

    Attributes:
        unit: ``"years"``, ``"months"`` or ``"days"``.
        start: the first day.
        end: the second one.
    """

    unit: str
    start: Expression
    end: Expression

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
class AsOf(Expression):
    """The day on which it is asked; unknown without one, and then nobody is asked for it."""

    @property
    def type(self) -> Type:
        return DATE

    @cached_property
    def reads_day(self) -> bool:
        return True


@frozen(eq=False)
class When(Expression):
    """One value or another by a condition; while that is unknown, their common value if they agree."""

    condition: Expression
    then: Expression
    otherwise: Expression

    @property
    def type(self) -> Type:
        return self._type

    @cached_property
    def _type(self) -> Type:
        return common_type(self.then.type, self.otherwise.type)

    @cached_property
    def days(self) -> tuple[Expression, ...]:
        return ()  # which of its branches counts is not said here


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


@frozen(eq=False)
class Follows(Expression):
    """A condition that holds or fails, where its own facts are unknown, by two others; in rules only ``AsShown``."""

    operand: Expression
    holds: Expression
    fails: Expression


@frozen(eq=False)
class AsShown(Follows):
    """A condition that holds or fails, where its own facts are unknown, as the authority's own account shows it."""


def by_digest(value: object) -> object:
    """Key for comparing a record's field that holds an expression, or several: ``field(eq=by_digest)``."""
    if isinstance(value, Expression):
        return value.digest
    return tuple(map(by_digest, value)) if isinstance(value, tuple) else value


from incentives.rules import operators  # noqa: E402  # it builds these nodes, and they call it: each needs the other
