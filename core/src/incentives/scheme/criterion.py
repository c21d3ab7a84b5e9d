"""A condition of a scheme, with everything that explains it."""

from datetime import date
from enum import StrEnum

from attrs import field, frozen

from incentives.rules.expressions import Expression, by_digest
from incentives.scheme.canonical import DIGESTED_IF_GIVEN
from incentives.scheme.references import Reference
from incentives.values import still_ahead


class Standing(StrEnum):
    """What an edition makes of a criterion.

    ``asked``: it has a condition. ``waived``: the authority sets it aside, and it counts as met. ``not_applicable``:
    this edition does not ask it. One that a scheme never had in a year is left out instead.
    """

    ASKED = "asked"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"


class Establishment(StrEnum):
    """Who establishes whether a criterion is met.

    ``declared``: the practitioner. ``declared_prefilled``: the practitioner, in a declaration that the payer fills in
    where it can. ``automatic``: the payer measures it, and nothing is declared. ``attested_by_body``: a body does, and
    its word is taken.
    ``discretionary``: a person judges, such as a committee or an inspector. No rule tells the outcome beforehand: the
    condition is a yes/no fact, which holds the decision once there is one.
    """

    DECLARED = "declared"
    DECLARED_PREFILLED = "declared_prefilled"
    AUTOMATIC = "automatic"
    ATTESTED_BY_BODY = "attested_by_body"
    DISCRETIONARY = "discretionary"


class Theme(StrEnum):
    """What a criterion is about, so that schemes can be set side by side.

    ``registration`` with the authority; membership of a ``convention``; ``activity``: how much was done; ``software``;
    ``e_billing``: electronic claims; secure ``messaging``; ``coordination`` with other practitioners; ``telehealth``;
    ``quality`` of care.
    """

    REGISTRATION = "registration"
    CONVENTION = "convention"
    ACTIVITY = "activity"
    SOFTWARE = "software"
    E_BILLING = "e_billing"
    MESSAGING = "messaging"
    COORDINATION = "coordination"
    TELEHEALTH = "telehealth"
    QUALITY = "quality"


@frozen
class Variant:
    """A case in which an outcome, or what to do about it, has a sentence of its own.

    Attributes:
        id: of the case; its sentences are in the wording under ``criteria.<criterion>.<outcome>_<id>``,
            ``remedy_<id>`` and ``remedy_late_<id>``.
        condition: what holds in that case.
    """

    id: str
    condition: Expression = field(eq=by_digest)


@frozen
class ConditionalNote:
    """When a note of a criterion is shown with a result; in a description of the rules it always is.

    Attributes:
        id: of the note.
        condition: what must be known to hold.
    """

    id: str
    condition: Expression = field(eq=by_digest)


@frozen
class Criterion:
    """A condition of an edition. Maps to ``cccev:Criterion``.

    Attributes:
        id: named in the wording under ``criteria.<id>``.
        condition: what must hold; ``None`` exactly when it is not asked.
        standing: asked, waived by the authority, or not applicable in this edition.
        theme: what it is about.
        established_by: who establishes it.
        references: where it is written; at least one.
        deadline: the last day on which a deed can still make it true; ``None`` if none can.
        evidence: ids of the supporting documents.
        notes: ids of sentences shown with it.
        variants: tried in order for a more exact sentence.
        advise_by: a prudent day to act by, where it is before the deadline; advice only, no outcome turns on it.
        notes_where: the conditions of those notes that concern some practitioners only.
    """

    id: str
    condition: Expression | None = field(eq=by_digest)
    standing: Standing
    theme: Theme
    established_by: Establishment
    references: tuple[Reference, ...]
    deadline: date | None = None
    evidence: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    advise_by: date | None = field(default=None, metadata=DIGESTED_IF_GIVEN)
    notes_where: tuple[ConditionalNote, ...] = field(default=(), metadata=DIGESTED_IF_GIVEN)

    def advised(self, as_of: date | None) -> date | None:
        """The prudent day to act by; ``None`` where there is none, or where it has passed."""
        return still_ahead(self.advise_by, as_of)
