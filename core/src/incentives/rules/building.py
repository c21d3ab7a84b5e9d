"""The words with which rules are written, beside the operators that expressions have themselves."""

from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import NoReturn

from attrs import frozen

from incentives.errors import ExpressionError
from incentives.rules.expressions import AsShown, Expression, Literal, ReferenceYear, Rounded, ShareAtLeast, When
from incentives.rules.operators import as_expression, describe, in_order, lifted, maximum, minimum, raw
from incentives.rules.types import YES_NO, Kind, Percent
from incentives.values import Money
from incentives.values.exact import MODES, STEADY, rounded_to


def percent(text: str) -> Percent:
    """An exact percentage, written as text: ``percent("70")``, ``percent("33.3")``.

    A share is compared with it, and a number or an amount is multiplied by it: ``income * percent("12.5")``.

    Raises:
        ExpressionError: if the text is not a number of at least 0.
    """
    try:
        value = Decimal(text).scaleb(-2, STEADY)
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


def clamp(quantity: object, low: object, high: object) -> Expression:
    """A number, an amount or a date, but at least ``low`` and at most ``high``.

    Raises:
        ExpressionError: if they are not of one kind, or two literals leave nothing between them.
    """
    ends = as_expression(low), as_expression(high)
    clamped = maximum(ends[0], minimum(quantity, ends[1]))
    one, other = (raw(end.value) if isinstance(end, Literal) else None for end in ends)
    if one is not None and other is not None and one > other:
        msg = f"clamp(x, low, high) needs a low end that is not above the high one; got {one} and {other}"
        raise ExpressionError(msg)
    return clamped


def tiers(quantity: object, *steps: tuple[object, object], below: object) -> Expression:
    """Stepwise: the value of the highest threshold that a number, an amount or a date reaches.

    ``tiers(acts, (500, money(300, "EUR")), (1000, money(600, "EUR")), below=money(0, "EUR"))``: 300 EUR from 500 acts
    on, 600 EUR from 1,000 on. While the quantity is unknown, the common value of all steps if they agree.

    Args:
        quantity: what the thresholds are about.
        steps: each a threshold, a literal that belongs to its step, and the value from there on; the lowest first.
        below: the value below the first threshold.

    Raises:
        ExpressionError: if there is no step, kinds differ, or a threshold is no literal or not above the one before.
    """
    thresholds, measured = [as_expression(threshold) for threshold, _ in steps], as_expression(quantity)
    if not steps:
        msg = "tiers(x, (threshold, value), ..., below=value) needs at least one step"
        raise ExpressionError(msg)
    if not measured.type.is_quantity:
        msg = f"tiers go by a number, an amount or a date; {describe(measured)} is a {measured.type}"
        raise ExpressionError(msg)
    for threshold in thresholds:
        if not isinstance(threshold, Literal):
            msg = f"a threshold of tiers is a literal, such as 500; got {describe(threshold)}"
            raise ExpressionError(msg)
        _ = measured >= threshold  # its kind is checked before it is put in order
    for lower, higher in pairwise(raw(threshold.value) for threshold in thresholds if isinstance(threshold, Literal)):
        if lower >= higher:
            msg = f"the thresholds of tiers rise from step to step; {higher} comes after {lower}"
            raise ExpressionError(msg)

    def stepwise(reached: Expression) -> Expression:
        value = as_expression(below)
        for threshold, (_, reward) in zip(thresholds, steps, strict=True):
            value = when(reached >= threshold).then(reward).otherwise(value)
        return value

    return lifted(stepwise, measured)


def rounded(operand: object, to: str, mode: str) -> Expression:
    """A number or an amount rounded as the text says: ``rounded(income * percent("12.5"), "0.01", "half_up")``.

    Args:
        operand: what is rounded.
        to: a power of ten, as text: ``"0.01"`` for cents, ``"1"``, ``"10"``.
        mode: ``"down"`` to the multiple at or below, ``"up"`` to the one at or above, ``"half_up"`` to the nearest, a
            half to the one above.

    Raises:
        ExpressionError: if it is no number, or the way of rounding is none of these.
    """
    expression = as_expression(operand)
    if not (expression.type.is_number or expression.type.kind is Kind.MONEY):
        msg = f"only a number or an amount is rounded; {describe(expression)} is a {expression.type}"
        raise ExpressionError(msg)
    if mode not in MODES:
        msg = f"rounded(x, to, mode) takes one of the modes {', '.join(MODES)}, as the text says; got {mode!r}"
        raise ExpressionError(msg)
    unit = power_of_ten(to)

    def build(part: Expression) -> Expression:
        if not isinstance(part, Literal):
            return Rounded(part, f"{unit:f}", mode)
        number = rounded_to(raw(part.value), unit, mode)
        return Literal(Money(number, part.value.currency) if isinstance(part.value, Money) else number)

    return in_order(build, expression)


def power_of_ten(text: str) -> Decimal:
    """The unit that a number is rounded to.

    Raises:
        ExpressionError: if the text is none.
    """
    try:
        unit = Decimal(text).normalize(STEADY) if isinstance(text, str) else Decimal(0)
    except InvalidOperation:
        unit = Decimal(0)
    if not unit.is_finite() or unit.as_tuple()[:2] != (0, (1,)):
        msg = f"a number is rounded to a power of ten, written as text, such as '0.01' or '1'; got {text!r}"
        raise ExpressionError(msg)
    return Decimal(f"{unit:f}")


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


def as_shown(condition: Expression, *, met: Expression, not_met: Expression | None = None) -> Expression:
    """A condition that the authority's own account settles where the facts behind it are not told.

    What is told of these facts decides. Where it leaves the condition open, what the account shows does:
    ``as_shown(scor >= 1, met=shown == "validated", not_met=shown == "not_validated")``. A situation in which the two
    disagree contradicts itself.

    Args:
        condition: what must hold.
        met: that the account shows it as holding.
        not_met: that the account shows it as failing; ``None`` where it never does.

    Raises:
        ExpressionError: if one of them is no condition.
    """
    parts = (condition, met, Literal(False) if not_met is None else not_met)
    for part in parts:
        if not isinstance(part, Expression) or part.type != YES_NO:
            msg = f"as_shown takes conditions; {describe(part)} is none"
            raise ExpressionError(msg)
    return AsShown(*parts)
