"""What of an expression or a record counts for its digest."""

from typing import Any

from attrs import Attribute

# Metadata of a field that came later than the first editions: part of what is said only where it says something, so
# that an edition which doesn't use it keeps the digest that it always had.
DIGESTED_IF_GIVEN = {"digested_if_given": True}
# The same where another such field of the same expression takes values of the same type: said with its name.
NAMED_IF_GIVEN = {**DIGESTED_IF_GIVEN, "named": True}


def is_given(attribute: "Attribute[Any]", value: object) -> bool:
    """Whether a field says something: always, unless it came later and has the value of those that lack it."""
    is_later = attribute.metadata.get("digested_if_given", False)
    return not is_later or bool(value != attribute.default)


def name_of(attribute: "Attribute[Any]") -> str:
    """What stands before the value of a field: mostly nothing, its place tells it."""
    return f"{attribute.name}=" if attribute.metadata.get("named", False) else ""
