"""What a result answers of one scheme and year, as far as two results are held against one another."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import field, frozen

from incentives.assessment.assessment import Assessment
from incentives.assessment.outcomes import Amount, Eligibility, Outcome, RequestStatus
from incentives.catalogue.catalogue import NotAssessed

Key = tuple[str, int]


@frozen
class BenefitAnswer:
    """What is said of one benefit.

    Attributes:
        outcome: whether it is due.
        request: whether it was requested as it must be.
        entitled: the entitlement.
        payable: what will be paid of it.
        received: whether it was paid already, as told.
    """

    outcome: Outcome
    request: RequestStatus
    entitled: Amount
    payable: Amount
    received: bool | None


@frozen
class RowAnswer:
    """What is said of one scheme and year; amounts as they are printed, to the cent.

    Attributes:
        scheme: id.
        year: reference year.
        eligibility: of the whole; ``None`` where nothing can be said.
        criteria: the outcome of each, by id.
        benefits: by id.
        entitled: the entitlement in all.
        payable: what will be paid in all.
        received: what was received already.
        told: whether sums count it.
        code: why nothing can be said; ``None`` where something is.
    """

    scheme: str
    year: int
    eligibility: Eligibility | None = None
    criteria: Mapping[str, Outcome] = field(factory=dict)
    benefits: Mapping[str, BenefitAnswer] = field(factory=dict)
    entitled: Amount | None = None
    payable: Amount | None = None
    received: Amount | None = None
    told: bool = False
    code: str | None = None

    @property
    def key(self) -> Key:
        """Of which scheme and year it is."""
        return self.scheme, self.year

    @classmethod
    def of(cls, row: Assessment | NotAssessed) -> "RowAnswer":
        """What an assessment says."""
        if isinstance(row, NotAssessed):
            return cls(row.scheme.id, row.year, code=row.code)
        return cls(
            scheme=row.scheme.id,
            year=row.year,
            eligibility=row.eligibility,
            criteria={id: result.outcome for id, result in row.criteria.items()},
            benefits={
                id: BenefitAnswer(
                    one.outcome, one.request, in_cents(one.amount), in_cents(one.payable), one.is_received
                )
                for id, one in row.benefits.items()
            },
            entitled=in_cents(row.amount),
            payable=in_cents(row.payable),
            received=in_cents(row.received),
            told=row.is_told,
        )


def in_cents(amount: Amount) -> Amount:
    """An amount as reports print it."""
    possible, reachable = (None if one is None else _cents(one) for one in (amount.possible, amount.reachable))
    return Amount(_cents(amount.certain), possible, reachable, amount.currency)


def _cents(amount: Decimal) -> Decimal:
    return Decimal(f"{amount:.2f}")
