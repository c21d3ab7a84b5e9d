"""Reader: an expression in the words of a language."""

from collections.abc import Iterable
from decimal import Decimal
from functools import singledispatch

from incentives.rules import expressions as ex
from incentives.rules.facts import At, Fact, OpenQuestion
from incentives.rules.types import DATE, Type
from incentives.wording import formats
from incentives.wording.speech import Speech

SIGNS = {"==": "is", "!=": "is_not", "<": "below", "<=": "at_most", ">": "above", ">=": "at_least"}
YEAR_SIGNS = {"<": "before", "<=": "or_earlier", ">": "after", ">=": "or_later"}
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
def _(node: ex.Not, speech: Speech) -> str:
    return speech.say("words", "not", a=_grouped(node.operand, speech))


@words.register
def _(node: ex.AllOf, speech: Speech) -> str:
    return speech.say("words", "and").join(_grouped(operand, speech) for operand in node.operands)


@words.register
def _(node: ex.AnyOf, speech: Speech) -> str:
    return speech.say("words", "or").join(_grouped(operand, speech) for operand in node.operands)


@words.register
def _(node: ex.Comparison, speech: Speech) -> str:
    signs = YEAR_SIGNS if isinstance(node.left, ex.DatePart) else DATE_SIGNS if node.left.type == DATE else SIGNS
    sign = signs.get(node.operator, SIGNS[node.operator])
    return speech.say("words", sign, a=words(node.left, speech), b=_compared(node, speech))


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
    sign = "plus" if node.operator == "+" else "minus"
    right = words(node.right, speech)
    part = f"({right})" if isinstance(node.right, ex.Arithmetic) else right  # a - (b - c) is not a - b - c
    return speech.say("words", sign, a=words(node.left, speech), b=part)


@words.register
def _(node: ex.DatePart, speech: Speech) -> str:
    return speech.say("words", node.part, a=words(node.operand, speech))


@words.register
def _(node: ex.When, speech: Speech) -> str:
    parts = {"a": node.condition, "b": node.then, "c": node.otherwise}
    return speech.say("words", "when", **{key: _grouped(part, speech) for key, part in parts.items()})


@words.register
def _(node: ex.ShareAtLeast, speech: Speech) -> str:
    threshold = formats.percentage(Decimal(node.numerator) / node.denominator, speech.language)
    return speech.say("words", "share", a=words(node.part, speech), b=words(node.whole, speech), c=threshold)


def _grouped(node: ex.Expression, speech: Speech) -> str:
    text = words(node, speech)
    return f"({text})" if isinstance(node, ex.AllOf | ex.AnyOf | ex.When) else text


def _compared(node: ex.Comparison, speech: Speech) -> str:
    if not isinstance(node.right, ex.Literal):
        return words(node.right, speech)
    if isinstance(node.left, ex.DatePart):
        return str(node.right.value)  # a year takes no thousands separator
    return _labelled(node.left, str(node.right.value), speech) if node.left.type.values else words(node.right, speech)


def _labelled(operand: ex.Expression, value: str, speech: Speech) -> str:
    fact = operand.fact if isinstance(operand, At) else operand
    return speech.value(value, Type(operand.type.kind), fact.id if isinstance(fact, Fact) else None)


def _list(labels: Iterable[str], speech: Speech) -> str:
    return ", ".join(labels) or speech.say("values", "none")
