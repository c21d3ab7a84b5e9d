"""A payable part of an edition."""

from datetime import date
from enum import StrEnum

from attrs import evolve, field, frozen
from attrs.converters import optional

from incentives.rules.expressions import Expression, Literal, by_digest
from incentives.rules.extents import ENDLESS
from incentives.rules.facts import At, Fact
from incentives.rules.operators import or_nothing
from incentives.rules.types import Kind
from incentives.scheme.application import Request
from incentives.scheme.canonical import DIGESTED_IF_GIVEN
from incentives.scheme.references import Reference
from incentives.values import Money


class Cadence(StrEnum):
    """How often a benefit is paid: ``once``, ``monthly``, ``yearly`` or ``per_cycle``."""

    ONCE = "once"
    MONTHLY = "monthly"
    YEARLY = "yearly"
    PER_CYCLE = "per_cycle"


def _without_usual_floors(node: Expression) -> Expression:
    """The amount, its facts without the floor that nobody declared: editions older than that keep their digest."""
    from incentives.rules.consequences import rebuilt  # the same as below

    if isinstance(node, At):
        return At(_without_usual_floor(node.fact), node.offset)
    return _without_usual_floor(node) if isinstance(node, Fact) else rebuilt(node, _without_usual_floors)


def _without_usual_floor(fact: Fact) -> Fact:
    is_usual = fact.kind in {Kind.DECIMAL, Kind.MONEY} and fact.least is None
    return evolve(fact, least=ENDLESS) if is_usual else fact


def _never_negative(amount: Expression) -> Expression:
    """The amount, and nothing where facts would bring it below zero: nobody owes an incentive.

    Nothing either where it is reckoned from a day that was told to be absent.
    """
    amount = or_nothing(amount)
    if isinstance(amount, Literal) or amount.type.kind is not Kind.MONEY:
        return amount
    from incentives.rules.bounds import bounds  # heavy: only where an amount is no plain figure
    from incentives.rules.evaluation import Known
    from incentives.rules.operators import maximum
    from incentives.rules.trace import Trace

    wide = _without_usual_floors(amount)
    low = bounds(wide, Trace.of([wide], Known(date.min.year))).low
    return amount if low is not None and low >= 0 else maximum(amount, Literal(Money(0, str(amount.type.currency))))


@frozen
class Benefit:
    """What an edition pays when its criteria are met.

    Attributes:
        id: named in the wording under ``benefits.<id>``.
        amount: for the whole reference period, in the edition's currency; never less than nothing.
        cadence: how often it is paid.
        requires: ids of criteria; those waived or not applicable satisfy it.
        on_top_of: ids of benefits without which it is not paid.
        references: where it is written; at least one.
        request: how it is requested; ``None`` where nothing has to be.
        notes: ids of sentences shown with it.
        not_with: ids of benefits that go first: it is not paid where one of them is due. Where the practitioner may
            choose instead, declare a ``Group`` with ``one_only``.
        instalment: one payment, in the edition's currency; a monthly benefit has one.
        payments: how many of them the reference period has, a count; given exactly where an instalment is.
        received: whether it was paid already, a condition; ``None`` where no fact tells.
        refused: whether the authority refused it, a condition; ``None`` where no fact tells.
    """

    id: str
    amount: Expression = field(eq=by_digest, converter=_never_negative)
    cadence: Cadence
    requires: tuple[str, ...]
    references: tuple[Reference, ...]
    on_top_of: tuple[str, ...] = ()
    request: Request | None = None
    notes: tuple[str, ...] = ()
    not_with: tuple[str, ...] = field(default=(), metadata=DIGESTED_IF_GIVEN)
    instalment: Expression | None = field(
        default=None, eq=by_digest, converter=optional(or_nothing), metadata=DIGESTED_IF_GIVEN
    )
    payments: Expression | None = field(
        default=None, eq=by_digest, converter=optional(or_nothing), metadata=DIGESTED_IF_GIVEN
    )
    received: Expression | None = field(default=None, eq=by_digest, metadata=DIGESTED_IF_GIVEN)
    refused: Expression | None = field(default=None, eq=by_digest, metadata=DIGESTED_IF_GIVEN)
