"""What the operators of expressions, and the words beside them, build: nodes whose types fit, constants folded.

What is asked of a ``when`` is asked of its branches, and what is asked of a minimum or a maximum of its parts, so that
knowledge of one part is not lost while another is unknown.
"""

import operator as op
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from incentives.errors import ExpressionError
from incentives.hints import hint
from incentives.rules.expressions import (
    AllOf,
    AnyOf,
    Arithmetic,
    AtLeast,
    Comparison,
    ContainsAll,
    ContainsAny,
    DatePart,
    Expression,
    IsIn,
    IsNone,
    Literal,
    Maximum,
    Minimum,
    Moved,
    Not,
    When,
)
from incentives.rules.types import COUNT, DATE, YES_NO, Kind, LiteralValue, Percent, Type, is_literal
from incentives.values import Money, dates
from incentives.values.exact import CALCULATED, STEADY

OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType({
    "==": op.eq, "!=": op.ne, "<": op.lt, "<=": op.le, ">": op.gt, ">=": op.ge,
})  # fmt: skip
ARITHMETIC: Mapping[str, Callable[[Any, Any], Any]] = MappingProxyType({"+": op.add, "-": op.sub, "*": op.mul})
MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
EXTREMES = (Minimum, Maximum)
ASKED_OF: Mapping[type[Expression], tuple[Kind, ...]] = MappingProxyType({
    IsIn: (Kind.CHOICE, Kind.ORDERED_CHOICE),
    ContainsAny: (Kind.SET,),
    ContainsAll: (Kind.SET,),
})  # fmt: skip


def describe(expression: Expression) -> str:
    """The expression's own name for an error message: a fact's id, or its kind."""
    return str(getattr(expression, "id", None) or f"{type(expression).__name__} ({expression.type})")


def as_expression(value: object) -> Expression:
    """An expression as it is, or a Python value as a literal."""
    if isinstance(value, Expression):
        return value
    if not is_literal(value):
        hints = {
            float: "; write decimals as Decimal('0.7'), so that they stay exact",
            Percent: "; a percentage multiplies, as in x * percent('70'), or is compared with a share",
        }
        msg = f"{value!r} cannot stand in a rule{hints.get(type(value), '')}"
        raise ExpressionError(msg)
    return Literal(value)  # type: ignore[arg-type]  # is_literal has just said so


def raw(value: LiteralValue) -> Any:
    """The value of a literal as it is calculated with: an amount without its currency."""
    return value.amount if isinstance(value, Money) else value


def lifted(build: Callable[..., Expression], *parts: Expression) -> Expression:
    """Build over the branches of each ``When`` among the parts, so that knowledge of either branch is not lost."""
    for at, part in enumerate(parts):
        if isinstance(part, When):
            before, after = parts[:at], parts[at + 1 :]
            branches = (lifted(build, *before, branch, *after) for branch in (part.then, part.otherwise))
            return When(part.condition, *branches)
    return build(*parts)


# Conditions


def _condition(value: object) -> Expression:
    expression = as_expression(value)
    if expression.type != YES_NO:
        msg = f"expected a condition, got {describe(expression)}, a {expression.type}"
        raise ExpressionError(msg)
    return expression


def negated(value: object) -> Expression:
    """True where the condition is false."""
    condition = _condition(value)
    match condition:
        case Literal(value=holds):
            return Literal(not holds)
        case Not(operand=operand):
            return operand
    return Not(condition)


def _gather(node: type[AllOf | AnyOf], decisive: bool, conditions: Sequence[object]) -> Expression:
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


def at_least(count: int, *conditions: object) -> Expression:
    """Whether so many of the conditions hold: true as soon as they do, false when too few can still.

    A condition that is given twice counts twice.

    Raises:
        ExpressionError: if the count is not a whole number, or a part is no condition.
    """
    if type(count) is not int:
        msg = f"at_least(count, *conditions) begins with a whole number, such as 2; got {count!r}"
        raise ExpressionError(msg)
    parts = [_condition(condition) for condition in conditions]
    open_parts = [part for part in parts if not isinstance(part, Literal)]
    wanted = count - sum(part.value is True for part in parts if isinstance(part, Literal))
    if wanted <= 0 or wanted > len(open_parts):
        return Literal(wanted <= 0)
    if wanted in {1, len(open_parts)}:
        return any_of(*open_parts) if wanted == 1 else all_of(*open_parts)
    return AtLeast(wanted, tuple(open_parts))


# Comparisons


def compared(operator: str, left: object, right: object) -> Expression:
    """Two quantities, or a choice and its value, compared."""
    return lifted(lambda a, b: _compared(operator, a, b), as_expression(left), as_expression(right))


def _compared(operator: str, left: Expression, right: Expression) -> Expression:
    if isinstance(left, EXTREMES):
        return _part_by_part(operator, left, right)
    return (
        _part_by_part(MIRRORED[operator], right, left) if isinstance(right, EXTREMES) else _pair(operator, left, right)
    )


def _part_by_part(operator: str, extreme: Minimum | Maximum, other: Expression) -> Expression:
    """The lowest is at most so much when one part is, and at least so much when every part is; likewise the highest."""
    if operator in {"==", "!="}:
        equal = all_of(*(_part_by_part(one, extreme, other) for one in ("<=", ">=")))
        return equal if operator == "==" else negated(equal)
    parts = (_known_pair(operator, part, other) for part in extreme.operands)
    one_is_enough = isinstance(extreme, Minimum) == (operator in {"<", "<="})
    return any_of(*parts) if one_is_enough else all_of(*parts)


def _known_pair(operator: str, left: Expression, right: Expression) -> Expression:
    compared = _compared(operator, left, right)
    if isinstance(compared, Comparison) and isinstance(left, Literal) and isinstance(right, Literal):
        return Literal(OPERATORS[operator](raw(left.value), raw(right.value)))
    return compared


def _pair(operator: str, left: Expression, right: Expression) -> Expression:
    if left.type.kind is Kind.TEXT and right.type.kind in {Kind.CHOICE, Kind.ORDERED_CHOICE}:
        return _pair(MIRRORED[operator], right, left)
    kind, equality = left.type.kind, operator in {"==", "!="}
    ordered = kind is Kind.ORDERED_CHOICE or (kind is Kind.CHOICE and equality)
    if ordered and isinstance(right, Literal) and isinstance(right.value, str):
        _values_of(left, (right.value,))
        return Comparison(operator, left, right)
    if _are_alike(left.type, right.type):
        return Comparison(operator, left, right)
    msg = f"{describe(left)} {operator} {describe(right)} has no meaning{left.type.how_compared}"
    raise ExpressionError(msg)


# Quantities


def calculated(operator: str, left: object, right: object) -> Expression:
    """A sum or a difference of numbers or of amounts in one currency, or either of them times a number."""
    if operator == "*":
        left, right = (
            STEADY.divide(one.numerator, one.denominator) if isinstance(one, Percent) else one for one in (left, right)
        )
    return lifted(lambda a, b: _calculated(operator, a, b), as_expression(left), as_expression(right))


def _calculated(operator: str, left: Expression, right: Expression, *, folds: bool = False) -> Expression:
    _check_calculable(operator, left, right)
    if isinstance(left, EXTREMES) and (keeps := _keeps_order(operator, right)) is not None:
        return _each(left, lambda part: _calculated(operator, part, right, folds=True), keeps_order=keeps)
    if isinstance(right, EXTREMES) and (keeps := _keeps_order(operator, left)) is not None:
        keeps = keeps and operator != "-"  # the less is taken away, the more is left
        return _each(right, lambda part: _calculated(operator, left, part, folds=True), keeps_order=keeps)
    if (folds or operator == "*") and isinstance(left, Literal) and isinstance(right, Literal):
        return _folded(operator, left, right)
    return Arithmetic(operator, left, right)


def _keeps_order(operator: str, other: Expression) -> bool | None:
    """Whether the larger of two is still the larger after this; ``None`` where that is not known."""
    if operator != "*":
        return True
    return raw(other.value) >= 0 if isinstance(other, Literal) else None


def _folded(operator: str, left: Literal, right: Literal) -> Literal:
    table: Mapping[str, Callable[[Any, Any], Any]] = ARITHMETIC if left.type == right.type == COUNT else CALCULATED
    result, currency = table[operator](raw(left.value), raw(right.value)), left.type.currency or right.type.currency
    return Literal(Money(result, currency) if currency else result)


def _check_calculable(operator: str, left: Expression, right: Expression) -> None:
    amounts = [one for one in (left, right) if one.type.kind is Kind.MONEY]
    if not all(one.type.is_number or one.type.kind is Kind.MONEY for one in (left, right)):
        is_sound = False
    elif operator == "*":
        is_sound = len(amounts) < 2  # noqa: PLR2004  # both of the two
    else:
        is_sound = not amounts or left.type == right.type
    if not is_sound:
        rule = (
            "a number or an amount is multiplied by a number or by percent('12.5'), never by an amount"
            if operator == "*"
            else "only numbers, or amounts in one currency, are added"
        )
        msg = f"{describe(left)} {operator} {describe(right)}: {rule}"
        raise ExpressionError(msg)


def minimum(*quantities: object) -> Expression:
    """The lowest of some numbers or of some amounts in one currency, or the earliest of some dates.

    Raises:
        ExpressionError: if there is none, or they are not of one kind.
    """
    return _extreme(Minimum, quantities)


def maximum(*quantities: object) -> Expression:
    """The highest of some numbers or of some amounts in one currency, or the latest of some dates.

    Raises:
        ExpressionError: if there is none, or they are not of one kind.
    """
    return _extreme(Maximum, quantities)


def _extreme(node: type[Minimum | Maximum], quantities: Iterable[object]) -> Expression:
    name, parts = node.__name__.lower(), [as_expression(quantity) for quantity in quantities]
    if not parts:
        msg = f"{name}() has nothing to choose from: give it numbers, amounts or dates"
        raise ExpressionError(msg)
    for part in parts:
        if not _are_alike(part.type, parts[0].type):
            msg = (
                f"{name}({describe(parts[0])}, {describe(part)}): it takes numbers, amounts in one currency, or dates, "
                "and all of one of these"
            )
            raise ExpressionError(msg)
    return lifted(lambda *each: _gathered(node, each), *parts)


def _are_alike(one: Type, other: Type) -> bool:
    return (one.is_number and other.is_number) or (one == other and one.is_quantity)


def _gathered(node: type[Minimum | Maximum], parts: Sequence[Expression]) -> Expression:
    """Flatten, and keep of several literals the one that counts."""
    flat = [one for part in parts for one in (part.operands if isinstance(part, node) else (part,))]
    operands = {part.digest: part for part in flat if not isinstance(part, Literal)}
    if literals := [part for part in flat if isinstance(part, Literal)]:
        pick = min if node is Minimum else max
        chosen = pick(literals, key=lambda one: raw(one.value))
        operands[chosen.digest] = chosen
    return node(tuple(operands.values())) if len(operands) > 1 else next(iter(operands.values()))


def _each(extreme: Minimum | Maximum, build: Callable[[Expression], Expression], *, keeps_order: bool) -> Expression:
    """The extreme of what is built from each part; of the other end where the order is turned round."""
    is_lowest = isinstance(extreme, Minimum) == keeps_order
    return _extreme(Minimum if is_lowest else Maximum, map(build, extreme.operands))


def in_order(
    build: Callable[[Expression], Expression], quantity: Expression, *, keeps_order: bool = True
) -> Expression:
    """Build over each branch of a ``When`` and each part of an extreme what keeps, or turns, the order of values."""

    def built(part: Expression) -> Expression:
        return _each(part, built, keeps_order=keeps_order) if isinstance(part, EXTREMES) else build(part)

    return lifted(built, quantity)


def date_part(part: str, operand: Expression) -> Expression:
    """The year or the month of a date."""
    if operand.type != DATE:
        msg = f"only a date has a {part}; {describe(operand)} is a {operand.type}"
        raise ExpressionError(msg)
    if part == "year":
        return in_order(lambda day: DatePart(part, day), operand)
    return lifted(lambda day: DatePart(part, day), operand)


def moved(operand: Expression, years: object, months: object, days: object) -> Expression:
    """A day so many years, months and days later."""
    if operand.type != DATE:
        msg = f"only a date is moved by years, months or days; {describe(operand)} is a {operand.type}"
        raise ExpressionError(msg)
    counts = [as_expression(count) for count in (years, months, days)]
    for count in counts:
        if count.type != COUNT:
            msg = f"a date is moved by a whole number; {describe(count)} is a {count.type}"
            raise ExpressionError(msg)
    by_year, by_month, by_day = counts
    if not _is_nothing(by_month) and not _is_nothing(by_year):
        by_month, by_year = _calculated("+", calculated("*", by_year, 12), by_month, folds=True), Literal(0)
    for unit, by in (("years", by_year), ("months", by_month), ("days", by_day)):
        operand = operand if _is_nothing(by) else moved_by(operand, by, unit)
    return operand


def _is_nothing(count: Expression) -> bool:
    return isinstance(count, Literal) and count.value == 0


def moved_by(operand: Expression, by: Expression, unit: str) -> Expression:
    """A day so many of one unit later."""
    check_unit(unit)

    def built(day: Expression, count: Expression) -> Expression:
        if isinstance(day, Literal) and isinstance(count, Literal):
            return Literal(dates.moved(raw(day.value), unit, raw(count.value)))
        return Moved(day, count, unit)

    return in_order(lambda day: in_order(lambda count: built(day, count), by), operand)


def check_unit(unit: str) -> None:
    """Make sure that time is reckoned in a unit that there is.

    Raises:
        ExpressionError: if it is none.
    """
    if unit not in dates.UNITS:
        msg = f"time is reckoned in {', '.join(dates.UNITS)}, not in {unit!r}"
        raise ExpressionError(msg)


def told_absent(operand: Expression) -> Expression:
    """Whether a day was told to be absent; of an extreme, whether one of its parts was."""
    if operand.type != DATE:
        msg = f"only a date is told to be absent; {describe(operand)} is a {operand.type}"
        raise ExpressionError(msg)
    return lifted(lambda day: any_of(*map(IsNone, day.days)), operand)


def or_nothing(quantity: Expression, told: frozenset[str] = frozenset()) -> Expression:
    """A number or an amount, zero where a day that it is reckoned from was told to be absent.

    Args:
        quantity: what is reckoned.
        told: digests of conditions that are false wherever it counts.
    """
    if isinstance(quantity, When):
        asked = quantity.condition
        false = {part.digest for part in (asked.operands if isinstance(asked, AnyOf) else (asked,))}
        return When(asked, or_nothing(quantity.then, told), or_nothing(quantity.otherwise, told | false))
    absent = [condition for condition in map(IsNone, quantity.days) if condition.digest not in told]
    return When(any_of(*absent), zero_of(quantity), quantity) if absent else quantity


def zero_of(quantity: Expression) -> Literal:
    """Nothing of a number, or of an amount in its currency."""
    currency = quantity.type.currency
    return Literal(Money(0, currency) if currency else 0)


# Choices and sets


def asked(node: type[IsIn | ContainsAny | ContainsAll], operand: Expression, values: Iterable[str]) -> Expression:
    """Whether a choice is one of some values, or a set holds some of them."""
    kinds = ASKED_OF[node]
    if operand.type.kind not in kinds:
        msg = f"{describe(operand)} is a {operand.type}, not a {' or '.join(kind.value for kind in kinds)}"
        raise ExpressionError(msg)
    chosen = _values_of(operand, values)
    return lifted(lambda choice: node(choice, chosen), operand)


def _values_of(operand: Expression, values: Iterable[str]) -> tuple[str, ...]:
    """The values, checked against those the choice or set has."""
    chosen = tuple(dict.fromkeys((values,) if isinstance(values, str) else values))
    for value in chosen:
        if value not in operand.type.values:
            known = hint(str(value), known=operand.type.values, otherwise="its values are {}")
            msg = f"{describe(operand)} has no value {value!r}; {known}"
            raise ExpressionError(msg)
    return chosen
