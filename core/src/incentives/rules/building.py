"""The words with which rules are written, beside the operators that expressions have themselves."""

from decimal import Decimal, InvalidOperation
from typing import NoReturn

from attrs import frozen

from incentives.errors import ExpressionError
from incentives.rules.expressions import (
    Expression,
    Literal,
    ReferenceYear,
    ShareAtLeast,
    When,
    as_expression,
    describe,
    lifted,
)
from incentives.rules.types import YES_NO
from incentives.values import Money


@frozen
class Percent:
    """An exact share of a whole: ``numerator`` in ``denominator``."""

    numerator: int
    denominator: int


def percent(text: str) -> Percent:
    """An exact percentage, written as text: ``percent("70")``, ``percent("33.3")``.

    Raises:
        ExpressionError: if the text is not a number of at least 0.
    """
    try:
        value = Decimal(text) / 100
    except (InvalidOperation, TypeError):
        value = Decimal(-1)
    if not value.is_finite() or value < 0 or not isinstance(text, str):
        msg = f"expected a percentage written as text, such as '70', got {text!r}"
        raise ExpressionError(msg)
    return Percent(*value.as_integer_ratio())


@frozen(eq=False)
class Share:
    """A part of a whole, waiting to be compared: ``share(part, of=whole, if_none=question) >= percent("70")``."""

    part: Expression
    whole: Expression
    if_none: Expression

    def __ge__(self, threshold: object) -> Expression:
        if not isinstance(threshold, Percent):
            msg = f"a share is compared with percent('...'), got {threshold!r}"
            raise ExpressionError(msg)
        return lifted(
            lambda part, whole: ShareAtLeast(part, whole, threshold.numerator, threshold.denominator, self.if_none),
            self.part,
            self.whole,
        )

    def __bool__(self) -> NoReturn:
        msg = "a share is no condition yet: write share(...) >= percent('...'), and ~ before it for less"
        raise ExpressionError(msg)

    def __eq__(self, other: object) -> NoReturn:
        self.__bool__()

    __ne__ = __eq__
    __hash__ = object.__hash__


def share(part: object, *, of: object, if_none: object) -> Share:
    """The share that ``part`` is ``of`` a whole; a whole of zero has the value of ``if_none``, a condition.

    The comparison multiplies whole numbers and never divides, so that exactly 70 % is 70 %.

    Raises:
        ExpressionError: if the parts are not counts, or ``if_none`` is not a condition.
    """
    numbers = as_expression(part), as_expression(of)
    none = as_expression(if_none)
    for expression in numbers:
        if not expression.type.is_number:
            msg = f"a share is one of numbers; {describe(expression)} is a {expression.type}"
            raise ExpressionError(msg)
    if none.type != YES_NO:
        msg = f"if_none is the condition that holds when the whole is zero; {describe(none)} is a {none.type}"
        raise ExpressionError(msg)
    return Share(*numbers, none)


@frozen(eq=False)
class _Then:
    condition: Expression
    value: Expression

    def otherwise(self, value: object) -> Expression:
        """Complete the expression with the value it has when the condition is false."""
        other = as_expression(value)
        if self.value.type != other.type and not (self.value.type.is_number and other.type.is_number):
            one, another = (f"{describe(branch)}, a {branch.type}" for branch in (self.value, other))
            msg = f"both branches of a when yield the same kind; got {one}, and {another}"
            raise ExpressionError(msg)
        return When(self.condition, self.value, other)


@frozen(eq=False)
class _When:
    condition: Expression

    def then(self, value: object) -> _Then:
        """Give the value it has when the condition is true."""
        return _Then(self.condition, as_expression(value))


def when(condition: object) -> _When:
    """``when(c).then(a).otherwise(b)``: one value or another; while ``c`` is unknown, their common value if they agree.

    Raises:
        ExpressionError: if the condition is none, or the branches differ in kind.
    """
    expression = as_expression(condition)
    if expression.type != YES_NO:
        msg = f"when(...) takes a condition; {describe(expression)} is a {expression.type}"
        raise ExpressionError(msg)
    return _When(expression)


def literal(value: object) -> Expression:
    """A value of Python as an expression.

    Raises:
        ExpressionError: for a float, or another value that no rule can hold.
    """
    return as_expression(value)


def money(amount: Decimal | int | str, currency: str) -> Expression:
    """An amount as an expression, in units of the currency."""
    return Literal(Money(amount, currency))


def reference_year() -> Expression:
    """The year that the annual facts of the evaluation belong to."""
    return ReferenceYear()
