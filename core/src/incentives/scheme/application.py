"""How, where and when a benefit is requested and paid."""

from datetime import date
from enum import StrEnum

from attrs import field, frozen

from incentives.rules.expressions import Expression, by_digest
from incentives.scheme.canonical import DIGESTED_IF_GIVEN, UNDIGESTED
from incentives.scheme.references import Confidence, Reference, least_sure
from incentives.values import Period, Window, still_ahead


@frozen
class Contact:
    """Whom to ask. Its name, hours and what to quote are in the wording under ``contacts.<id>``.

    Attributes:
        id: its name within the edition.
        email: where known.
        phone: where known.
        address: by post, where known.
        url: where known.
        languages: in which one writes to it, ISO 639; empty where it takes the reader's.
    """

    id: str
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    url: str | None = None
    languages: tuple[str, ...] = field(default=(), metadata=UNDIGESTED)


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
class Letter:
    """A letter about a criterion, to copy and send: its text has blanks for names, since nobody is asked for them.

    It is no rule, so that it is no part of an edition's digest.

    Attributes:
        id: its name, recipient, occasion, subject and text are in the wording under ``letters.<id>``.
        criterion: id of the criterion that it is about.
        languages: in which it can be written, ISO 639; empty where it is in the reader's.
        references: where its contents are written; at least one.
        needed: the condition under which somebody needs it; ``None`` for always.
    """

    id: str
    criterion: str
    languages: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    needed: Expression | None = field(default=None, eq=by_digest)


@frozen
class DatedWindow:
    """The application window with its sources.

    Attributes:
        days: the days known.
        notes: ids of sentences about them.
        references: where they are written.
        advise_by: a prudent day to act by, from the practice of another profession or of an earlier year. It is never
            the closing day, and no status turns on it.
        advise_note: id of the phrase that says whose practice it is.
        advise_references: where that practice is written.

    Raises:
        ValueError: if the prudent day has no note, is surely too early or too late, or is missing beside its note.
    """

    days: Window
    notes: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    advise_by: date | None = field(default=None, metadata=DIGESTED_IF_GIVEN)
    advise_note: str | None = field(default=None, metadata=DIGESTED_IF_GIVEN)
    advise_references: tuple[Reference, ...] = field(default=(), metadata=DIGESTED_IF_GIVEN)

    def __attrs_post_init__(self) -> None:
        if (self.advise_by is None) is not (self.advise_note is None):
            msg = "give both advise_by (a prudent day) and advise_note (whose practice it is), or neither"
            raise ValueError(msg)
        first = self.days.opens or self.days.open_by or (self.days.within and self.days.within.start)
        last = self.days.closes or self.days.last_day
        day = self.advise_by
        if day and ((first and day < first) or (last and day > last)):
            msg = f"the prudent day {day} lies outside the window, which is from {first or '?'} to {last or '?'}"
            raise ValueError(msg)

    def advised(self, as_of: date | None) -> date | None:
        """The prudent day to act by; ``None`` where there is none, or where it has passed."""
        return still_ahead(self.advise_by, as_of)

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
