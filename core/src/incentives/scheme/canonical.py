"""What a record says, written out in one way only, for its digest."""

from typing import Any

import attrs

from incentives.rules.digested import DIGESTED_IF_GIVEN, is_given
from incentives.rules.expressions import Expression

__all__ = ["DIGESTED_IF_GIVEN", "UNDIGESTED", "canonical"]

# Metadata of a field: never part of what a record says.
UNDIGESTED = {"undigested": True}


def canonical(value: object) -> str:
    """The record as text: equal exactly where two records say the same."""
    if isinstance(value, Expression):
        return value.digest
    kind = type(value)
    if attrs.has(kind):
        said = [a.name for a in attrs.fields(kind) if _is_said(a, getattr(value, a.name))]
        return f"{kind.__name__}({','.join(f'{name}={canonical(getattr(value, name))}' for name in said)})"
    if isinstance(value, tuple):
        return f"({','.join(map(canonical, value))})"
    return f"{type(value).__name__}:{value!r}"  # quoted, so that no text can pass for two


def _is_said(attribute: "attrs.Attribute[Any]", value: object) -> bool:
    if attribute.metadata.get("undigested"):
        return False
    return isinstance(value, Expression) or is_given(attribute, value)
