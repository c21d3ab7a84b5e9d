"""Reader: expressions as plain data (tables, lists, text, numbers), for files and exports, and back."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import singledispatch
from typing import Any

from attrs import fields

from incentives.errors import ExpressionError
from incentives.rules import expressions as ex
from incentives.rules.building import as_shown, rounded, share, when
from incentives.rules.facts import At, Fact, OpenQuestion
from incentives.rules.operators import ARITHMETIC, OPERATORS, all_of, any_of, at_least, maximum, minimum, moved_by
from incentives.rules.proportions import quotient_by
from incentives.rules.spans import elapsed
from incentives.rules.types import Percent
from incentives.values import Money

Plain = dict[str, Any]


def _compared(operator: str, left: ex.Expression, right: ex.Expression) -> ex.Expression:
    built: ex.Expression = OPERATORS[operator](left, right)  # type: ignore[assignment]  # expressions build a comparison
    return built


BUILDERS: Mapping[type[ex.Expression], tuple[str, Callable[..., ex.Expression]]] = {
    ex.Not: ("not", lambda operand: ~operand),
    ex.AllOf: ("all_of", lambda operands: all_of(*operands)),
    ex.AnyOf: ("any_of", lambda operands: any_of(*operands)),
    ex.AtLeast: ("at_least", lambda count, operands: at_least(count, *operands)),
    ex.Comparison: ("compare", _compared),
    ex.IsNone: ("is_none", lambda operand: operand.is_none),
    ex.IsIn: ("is_in", lambda operand, values: operand.is_in(values)),
    ex.ContainsAny: ("contains_any", lambda operand, values: operand.contains_any(values)),
    ex.ContainsAll: ("contains_all", lambda operand, values: operand.contains_all(values)),
    ex.Arithmetic: ("arithmetic", lambda operator, left, right: ARITHMETIC[operator](left, right)),
    ex.Minimum: ("minimum", lambda operands: minimum(*operands)),
    ex.Maximum: ("maximum", lambda operands: maximum(*operands)),
    ex.Rounded: ("rounded", rounded),
    ex.Quotient: ("quotient", quotient_by),
    ex.DatePart: ("date_part", lambda part, operand: operand.year if part == "year" else operand.month),
    ex.Moved: ("moved", moved_by),
    ex.Elapsed: ("elapsed", elapsed),
    ex.ReferenceYear: ("reference_year", ex.ReferenceYear),
    ex.AsOf: ("as_of", ex.AsOf),
    ex.AsShown: (
        "as_shown",
        lambda operand, holds, fails: as_shown(operand, met=holds, not_met=fails),
    ),
    ex.When: ("when", lambda condition, then, otherwise: when(condition).then(then).otherwise(otherwise)),
    ex.ShareAtLeast: (
        "share_at_least",
        lambda part, whole, numerator, denominator, if_none: (
            share(part, of=whole, if_none=if_none) >= Percent(numerator, denominator)
        ),
    ),
}
BY_NAME = dict(BUILDERS.values())


@singledispatch
def to_plain(node: ex.Expression) -> Plain:
    """The expression as nested tables that JSON and TOML can hold.

    >>> from incentives import Fact
    >>> to_plain(Fact.count("be.acts", unit="acts") >= 500)
    {'compare': {'operator': '>=', 'left': {'fact': 'be.acts'}, 'right': {'whole': 500}}}
    """
    return _by_name(node)


def _by_name(node: ex.Expression) -> Plain:
    parts = {name: _part(getattr(node, name)) for name in _own_fields(type(node))}
    return {BUILDERS[type(node)][0]: parts}


@to_plain.register
def _(node: ex.Literal) -> Plain:
    match node.value:
        case bool():
            return {"yes_no": node.value}
        case int():
            return {"whole": node.value}
        case Decimal():
            return {"decimal": str(node.value)}
        case Money():
            return {"money": str(node.value.amount), "currency": node.value.currency}
        case date():
            return {"date": node.value.isoformat()}
        case _:
            return {"text": node.value}


@to_plain.register
def _(node: ex.Follows) -> Plain:
    return to_plain(node.operand)  # what it follows from is no part of the rule


@to_plain.register
def _(node: ex.AsShown) -> Plain:
    return _by_name(node)


@to_plain.register
def _(node: Fact) -> Plain:
    return {"fact": node.id}


@to_plain.register
def _(node: At) -> Plain:
    return {"fact": node.fact.id, "years_away": node.offset}


@to_plain.register
def _(node: OpenQuestion) -> Plain:
    return {"question": node.id}


def from_plain(data: Plain, facts: Mapping[str, Fact], questions: Mapping[str, OpenQuestion]) -> ex.Expression:
    """The expression that ``to_plain`` wrote, its types checked anew.

    Args:
        data: what ``to_plain`` yielded.
        facts: the facts it may read, by id.
        questions: the open questions it may read, by id.

    Raises:
        ExpressionError: if the data names a node, a fact or a question that is not known.
    """
    try:
        expression = _built(data, facts, questions)
    except ExpressionError:
        raise
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        msg = f"a part of {data!r} is not written as an expression is: {error}"
        raise ExpressionError(msg) from error
    if not isinstance(expression, ex.Expression):
        msg = f"expected a table that describes an expression, got {data!r}"
        raise ExpressionError(msg)
    return expression


def _built(value: object, facts: Mapping[str, Fact], questions: Mapping[str, OpenQuestion]) -> Any:
    match value:
        case {"fact": str(id), "years_away": int(offset)} if id in facts:
            return facts[id].at(offset)
        case {"fact": str(id), **rest} if id in facts and not rest:
            return facts[id]
        case {"question": str(id)} if id in questions:
            return questions[id]
        case {"yes_no": bool(raw)} | {"whole": int(raw)} | {"text": str(raw)}:
            return ex.Literal(raw)
        case {"decimal": str(text)}:
            return ex.Literal(Decimal(text))
        case {"money": str(text), "currency": str(currency)}:
            return ex.Literal(Money(text, currency))
        case {"date": str(text)}:
            return ex.Literal(date.fromisoformat(text))
        case dict() if len(value) == 1 and (name := next(iter(value))) in BY_NAME:
            return BY_NAME[name](**{key: _built(part, facts, questions) for key, part in value[name].items()})
        case list():
            return tuple(_built(part, facts, questions) for part in value)
        case str() | int():
            return value
    msg = f"no expression is written like {value!r}: its node, fact or question is not known here"
    raise ExpressionError(msg)


def _own_fields(node: type[ex.Expression]) -> list[str]:
    return [attribute.name for attribute in fields(node) if attribute.name != "digest"]


def _part(value: object) -> object:
    if isinstance(value, ex.Expression):
        return to_plain(value)
    return [_part(item) for item in value] if isinstance(value, tuple) else value
