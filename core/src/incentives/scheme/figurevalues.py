"""The values of figures as an edition file writes them, read as the rules need them."""

import types
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, get_args, get_origin

import attrs

from incentives.errors import ExpressionError
from incentives.hints import hint, shown
from incentives.rules.building import when
from incentives.rules.expressions import Expression
from incentives.rules.facts import OpenQuestion
from incentives.scheme.limits import check_figure

if TYPE_CHECKING:
    from incentives.scheme.editionfile import FileFigure


def figure_value(
    figure: "FileFigure", attribute: "attrs.Attribute[Any]", annotation: Any, questions: Mapping[str, OpenQuestion]
) -> object:
    """What a file says of a figure, as its rules read it.

    Args:
        figure: as it is written.
        attribute: of the record of figures.
        annotation: its type there.
        questions: that a figure in doubt may name, by id.

    Raises:
        TypeError: if it is of another type, or in doubt where the rules take it as certain.
        ValueError: if it is incomplete, or lies outside what the figure can be.
    """
    kinds = get_args(annotation) if isinstance(annotation, types.UnionType) else (annotation,)
    if figure.question is None:
        return _typed(figure.value, kinds, attribute)
    if figure.value is not None:
        msg = "has a value and a question; keep one of the two"
        raise ValueError(msg)
    if Expression not in kinds:
        msg = "is left in doubt, but the rules take it as certain"
        raise TypeError(msg)
    if figure.question not in questions:
        meant = hint(figure.question, known=questions)
        msg = f"{shown(figure.question)} is no open question of the scheme; {meant}"
        raise ValueError(msg)
    try:
        yes, no = (_typed(one, kinds, attribute) for one in (figure.yes, figure.no))
        return when(questions[figure.question]).then(yes).otherwise(no)
    except ExpressionError as error:
        raise TypeError(str(error)) from error


def _typed(value: object, kinds: tuple[Any, ...], attribute: "attrs.Attribute[Any]") -> object:
    typed = _of_kind(value, kinds)
    check_figure(typed, attribute)
    return typed


def _of_kind(value: object, kinds: tuple[Any, ...]) -> object:
    for kind in kinds:
        if get_origin(kind) is tuple and isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        if kind is Decimal and type(value) in {str, int}:
            return _decimal(value)
        if type(value) is kind:
            return value
    wanted = " or ".join(getattr(kind, "__name__", str(kind)) for kind in kinds if kind not in {Expression, type(None)})
    advice = "; write an amount as text, so that it stays exact" if isinstance(value, float) else ""
    msg = f"expected {wanted}, got {shown(value)}{advice}"
    raise TypeError(msg)


def _decimal(value: object) -> Decimal:
    try:
        number = Decimal(value) if isinstance(value, int) else Decimal(str(value))
    except ArithmeticError:
        number = Decimal("NaN")
    if not number.is_finite():
        msg = f"expected an amount such as '800.00', got {shown(value)}"
        raise ValueError(msg)
    return number
