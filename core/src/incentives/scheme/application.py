"""How, where and when a benefit is requested and paid."""

from enum import StrEnum

from attrs import field, frozen

from incentives.rules.expressions import Expression, by_digest
from incentives.scheme.references import Confidence, Reference, least_sure
from incentives.values import Period, Window


@frozen
class Contact:
    """Whom to ask. Its name, hours and what to quote are in the wording under ``contacts.<id>``.

    Attributes:
        id: its name within the edition.
        email: where known.
        phone: where known.
        address: by post, where known.
        url: where known.
    """

    id: str
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    url: str | None = None


class Handling(StrEnum):
    """What becomes of a supporting document.

    ``sent`` to the payer, ``kept`` for controls, or ``not_asked``.
    """

    SENT = "sent"
    KEPT = "kept"
    NOT_ASKED = "not_asked"


@frozen
class Evidence:
    """A kind of supporting document. Maps to ``cccev:EvidenceType``.

    Attributes:
        id: named in the wording under ``evidence.<id>``.
        handling: whether it is sent to the payer, kept for controls, or not asked.
        formats: file formats accepted for an upload.
        max_megabytes: the largest upload accepted.
        details: ids of sentences under ``evidence_details``: what it must show, when it is asked, when never again.
        references: where that is written.
        needed: the condition under which it is asked; ``None`` for always.
    """

    id: str
    handling: Handling
    formats: tuple[str, ...] = ()
    max_megabytes: int | None = None
    details: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    needed: Expression | None = field(default=None, eq=by_digest)


@frozen
class DatedWindow:
    """The application window with its sources.

    Attributes:
        days: the days known.
        notes: ids of sentences about them.
        references: where they are written.
    """

    days: Window
    notes: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def is_firm(self) -> bool:
        """Whether a day outside it is surely too early or too late: neither planned nor only inferred."""
        return not self.days.planned and least_sure(self.references) is not Confidence.INFERRED


@frozen
class Payment:
    """When the money is paid, and what can hold it back.

    Attributes:
        period: the days between which it falls; ``None`` if nothing is known.
        planned: whether the text calls it provisional.
        notes: ids of sentences about it.
        references: where it is written.
        account_given: the condition without which what is due cannot be paid; ``None`` for none.
    """

    period: Period | None = None
    planned: bool = False
    notes: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    account_given: Expression | None = field(default=None, eq=by_digest)


@frozen
class Application:
    """Channel, window and payment of an edition. The channel maps to ``cv:Channel``.

    Attributes:
        channel: id, named in the wording under ``channels``.
        steps: ids of sentences under ``steps``, in the order in which they are done.
        window: ``None`` where nothing has to be requested.
        payment: when and how it is paid.
        notes: ids of sentences about the application.
        references: where it is written.
    """

    channel: str
    steps: tuple[str, ...]
    payment: Payment
    window: DatedWindow | None = None
    notes: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()


@frozen
class Requirement:
    """What makes a request valid.

    Attributes:
        id: of the sentence said where it fails, in the wording under ``requests.<id>``.
        condition: what must hold.
    """

    id: str
    condition: Expression = field(eq=by_digest)


@frozen
class Request:
    """How a benefit is requested, as far as facts can tell.

    Attributes:
        made: whether a request was made, a condition.
        made_on: the day on which it was, a date; told to be absent, no request was made.
        covers: whether what was sent names this benefit, a condition; ``None`` where it always does.
        needed: whether there is anything to request at all, a condition; ``None`` for always.
        requirements: without which it is not considered.
    """

    made: Expression = field(eq=by_digest)
    made_on: Expression = field(eq=by_digest)
    covers: Expression | None = field(default=None, eq=by_digest)
    needed: Expression | None = field(default=None, eq=by_digest)
    requirements: tuple[Requirement, ...] = ()
