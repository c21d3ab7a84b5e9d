"""Benefits of an edition whose amounts are not simply added."""

from attrs import field, frozen
from attrs.converters import optional

from incentives.rules.expressions import Expression, by_digest
from incentives.rules.operators import or_nothing
from incentives.scheme.references import Reference


@frozen
class Group:
    """Benefits under one ceiling, or of which one is received. A benefit is in one group at most.

    Attributes:
        id: named in the wording under ``groups.<id>``.
        benefits: ids of its benefits.
        references: where it is written; at least one.
        at_most: together they pay no more than this, in the edition's currency; ``None`` for no ceiling.
        one_only: whether they are alternatives: the practitioner receives one of them. The highest counts in sums.
        notes: ids of sentences shown with it.
    """

    id: str
    benefits: tuple[str, ...] = field(converter=tuple[str, ...])
    references: tuple[Reference, ...]
    at_most: Expression | None = field(default=None, eq=by_digest, converter=optional(or_nothing))
    one_only: bool = False
    notes: tuple[str, ...] = ()
