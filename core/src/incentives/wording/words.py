"""Reader: an expression in the words of a language."""

from collections.abc import Iterable
from decimal import Decimal
from functools import singledispatch
from typing import Any

from incentives.rules import expressions as ex
from incentives.rules.facts import At, Fact, OpenQuestion
from incentives.rules.operators import raw
from incentives.rules.types import DATE, Type
from incentives.values.exact import STEADY
from incentives.wording import formats
from incentives.wording.speech import Speech

SIGNS = {"==": "is", "!=": "is_not", "<": "below", "<=": "at_most", ">": "above", ">=": "at_least"}
YEAR_SIGNS = {"<": "before", "<=": "or_earlier", ">": "after", ">=": "or_later"}
CALCULATED = {"+": "plus", "-": "minus", "*": "times"}
GROUPED = (ex.AllOf, ex.AnyOf, ex.AtLeast, ex.When, ex.Minimum, ex.Maximum)  # said of several parts
BRACKETED = ex.Rounded | ex.Quotient | ex.Minimum | ex.Maximum | ex.Moved
DATE_SIGNS = {"<": "before", "<=": "until", ">": "after", ">=": "from"}


@singledispatch
def words(node: ex.Expression, speech: Speech) -> str:
    """The expression as a phrase: "acts recognised by INAMI (2024) at least 500"."""
    raise NotImplementedError(type(node).__name__)


@words.register
def _(node: ex.Literal, speech: Speech) -> str:
    return speech.value(node.value, node.type)


@words.register(Fact)
@words.register(At)
def _(node: Fact | At, speech: Speech) -> str:
    return speech.name(node)


@words.register
def _(node: OpenQuestion, speech: Speech) -> str:
    return f"[{speech.name(node).rstrip('.')}]"


@words.register
def _(node: ex.ReferenceYear, speech: Speech) -> str:
    return str(speech.year) if speech.year else speech.say("words", "reference_year")


@words.register
def _(node: ex.AsOf, speech: Speech) -> str:
    return speech.say("words", "as_of")


@words.register
def _(node: ex.Not, speech: Speech) -> str:
    return speech.say("words", "not", a=_grouped(node.operand, speech))


@words.register
def _(node: ex.Follows, speech: Speech) -> str:
    return words(node.operand, speech)


@words.register
def _(node: ex.AsShown, speech: Speech) -> str:
    shown = (_grouped(node.operand, speech), _grouped(node.holds, speech))
    return speech.say("words", "as_shown", a=shown[0], b=shown[1])


@words.register
def _(node: ex.AllOf, speech: Speech) -> str:
    return speech.say("words", "and").join(_grouped(operand, speech) for operand in node.operands)


@words.register
def _(node: ex.AnyOf, speech: Speech) -> str:
    return speech.say("words", "or").join(_grouped(operand, speech) for operand in node.operands)


@words.register
def _(node: ex.AtLeast, speech: Speech) -> str:
    number = formats.number(node.count, speech.language)
    return speech.say("words", "some_of", n=number, a=_parted(node.operands, speech))


@words.register
def _(node: ex.Comparison, speech: Speech) -> str:
    signs = YEAR_SIGNS if isinstance(node.left, ex.DatePart) else DATE_SIGNS if node.left.type == DATE else SIGNS
    sign = signs.get(node.operator, SIGNS[node.operator])
    return speech.say("words", sign, a=_term(node.left, speech), b=_compared(node, speech))


@words.register
def _(node: ex.IsNone, speech: Speech) -> str:
    return speech.say("words", "is_none", a=words(node.operand, speech))


@words.register(ex.IsIn)
@words.register(ex.ContainsAny)
@words.register(ex.ContainsAll)
def _(node: ex.IsIn | ex.ContainsAny | ex.ContainsAll, speech: Speech) -> str:
    labels = [_labelled(node.operand, value, speech) for value in node.values]
    key = {ex.IsIn: "one_of", ex.ContainsAny: "any_of", ex.ContainsAll: "all_of"}[type(node)]
    if isinstance(node, ex.IsIn) and len(labels) == 1:
        key = "is"
    return speech.say("words", key, a=words(node.operand, speech), b=_list(labels, speech))


@words.register
def _(node: ex.Arithmetic, speech: Speech) -> str:
    parts = [_factor(part, speech) if node.operator == "*" else _term(part, speech) for part in node.children]
    if isinstance(node.right, ex.Arithmetic) and not parts[1].startswith("("):
        parts[1] = f"({parts[1]})"  # a - (b - c) is not a - b - c
    return speech.say("words", CALCULATED[node.operator], a=parts[0], b=parts[1])


def _term(node: ex.Expression, speech: Speech) -> str:
    text = words(node, speech)
    return f"({text})" if isinstance(node, BRACKETED) else text


def _factor(node: ex.Expression, speech: Speech) -> str:
    """A factor as it is said; a decimal below one as a percentage, and a sum apart from what stands beside it."""
    value = node.value if isinstance(node, ex.Literal) else None
    if isinstance(value, Decimal) and 0 < value < 1:
        return formats.percentage(value, speech.language)
    is_sum = isinstance(node, ex.Arithmetic) and node.operator != "*"
    return f"({words(node, speech)})" if is_sum else _term(node, speech)


@words.register(ex.Minimum)
@words.register(ex.Maximum)
def _(node: ex.Minimum | ex.Maximum, speech: Speech) -> str:
    key = "lowest" if isinstance(node, ex.Minimum) else "highest"
    if node.type == DATE:
        key = "earliest" if isinstance(node, ex.Minimum) else "latest"
    return speech.say("words", key, a=_parted(node.operands, speech))


@words.register
def _(node: ex.Rounded, speech: Speech) -> str:
    text = words(node.operand, speech)
    is_one_word = isinstance(node.operand, Fact | At)
    unit = speech.value(Decimal(node.to), node.type)
    return speech.say("words", f"rounded_{node.mode}", a=text if is_one_word else f"({text})", b=unit)


@words.register
def _(node: ex.Quotient, speech: Speech) -> str:
    text = speech.say("words", "divided", a=_factor(node.dividend, speech), b=_factor(node.divisor, speech))
    return speech.say("words", f"rounded_{node.mode}", a=f"({text})", b=speech.value(Decimal(node.to), node.type))


@words.register
def _(node: ex.DatePart, speech: Speech) -> str:
    return speech.say("words", node.part, a=words(node.operand, speech))


@words.register
def _(node: ex.Moved, speech: Speech) -> str:
    by = node.by.value if isinstance(node.by, ex.Literal) else None
    is_later = not isinstance(by, int) or by >= 0
    if isinstance(by, int):
        number, key = formats.number(abs(by), speech.language), "one" if abs(by) == 1 else "many"
    else:
        number, key = _factor(node.by, speech), "many"
    span = speech.say("words", f"{node.unit}_{key}", n=number)
    return speech.say("words", "later" if is_later else "earlier", a=_term(node.operand, speech), b=span)


@words.register
def _(node: ex.Elapsed, speech: Speech) -> str:
    ends = _term(node.start, speech), _term(node.end, speech)
    return speech.say("words", f"{node.unit}_between", a=ends[0], b=ends[1])


@words.register
def _(node: ex.When, speech: Speech) -> str:
    steps, below = _steps(node)
    if len(steps) > 1:
        return _stepwise(steps, below, speech)
    parts = {"a": node.condition, "b": node.then, "c": node.otherwise}
    return speech.say("words", "when", **{key: _grouped(part, speech) for key, part in parts.items()})


@words.register
def _(node: ex.ShareAtLeast, speech: Speech) -> str:
    threshold = formats.percentage(STEADY.divide(node.numerator, node.denominator), speech.language)
    return speech.say("words", "share", a=words(node.part, speech), b=words(node.whole, speech), c=threshold)


def _steps(node: ex.Expression) -> tuple[list[tuple[ex.Comparison, ex.Expression]], ex.Expression]:
    """The thresholds of one quantity with the value from each on, the lowest first, and the value below them all."""
    steps: list[tuple[ex.Comparison, ex.Expression]] = []
    while isinstance(node, ex.When) and _is_threshold(node.condition) and _goes_below(node.condition, steps):
        steps.insert(0, (node.condition, node.then))  # type: ignore[arg-type]  # a comparison, as was just seen
        node = node.otherwise
    return steps, node


def _is_threshold(node: ex.Expression) -> bool:
    return isinstance(node, ex.Comparison) and node.operator == ">=" and isinstance(node.right, ex.Literal)


def _goes_below(condition: ex.Expression, steps: list[tuple[ex.Comparison, ex.Expression]]) -> bool:
    if not steps:
        return True
    next_one = steps[0][0]
    left, right = condition.children
    is_same = left.digest == next_one.left.digest and left.type.is_quantity
    return is_same and _number(right) < _number(next_one.right)


def _number(node: ex.Expression) -> Any:
    return raw(node.value) if isinstance(node, ex.Literal) else None


def _stepwise(steps: list[tuple[ex.Comparison, ex.Expression]], below: ex.Expression, speech: Speech) -> str:
    """A quantity, then each value with the threshold from which it holds."""
    key = "step_date" if steps[0][0].left.type == DATE else "step"
    said = (speech.say("words", key, a=_grouped(value, speech), b=_compared(one, speech)) for one, value in steps)
    quantity = words(steps[0][0].left, speech)
    return speech.say("words", "steps", a=quantity, b="; ".join(said), c=_grouped(below, speech))


def _parted(nodes: Iterable[ex.Expression], speech: Speech) -> str:
    return "; ".join(_grouped(node, speech) for node in nodes)


def _grouped(node: ex.Expression, speech: Speech) -> str:
    text = words(node, speech)
    return f"({text})" if isinstance(node, GROUPED) else text


def _compared(node: ex.Comparison, speech: Speech) -> str:
    if not isinstance(node.right, ex.Literal):
        return _term(node.right, speech)
    if isinstance(node.left, ex.DatePart):
        return str(node.right.value)  # a year takes no thousands separator
    return _labelled(node.left, str(node.right.value), speech) if node.left.type.values else words(node.right, speech)


def _labelled(operand: ex.Expression, value: str, speech: Speech) -> str:
    return speech.value(value, Type(operand.type.kind), operand.id if isinstance(operand, Fact | At) else None)


def _list(labels: Iterable[str], speech: Speech) -> str:
    return ", ".join(labels) or speech.say("values", "none")
