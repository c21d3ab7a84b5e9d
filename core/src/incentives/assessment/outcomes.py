"""The words in which an assessment answers."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from incentives.values.exact import STEADY, plus

ZERO = Decimal(0)


class Outcome(StrEnum):
    """Of a criterion, or of a benefit (which is never waived nor not applicable).

    ``met`` and ``not_met``: as the facts given settle it, whatever the others are. ``unknown``: a missing fact or an
    open question can still decide it. ``waived``: set aside by the authority, counts as met. ``not_applicable``: not
    asked in this edition, stands in nobody's way.
    """

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"


# Named here because Python 3.11 looks a member up by a function call, which an assessment would make dozens of times.
MET, NOT_MET, UNKNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
OUTCOMES: dict[bool | None, Outcome] = {True: MET, False: NOT_MET, None: UNKNOWN}


class Eligibility(StrEnum):
    """What can be said of an entitlement on the criteria.

    ``eligible``: something is certain. ``undetermined``: something is possible. ``not_yet``: nothing is on today's
    facts, but deeds before their deadlines can change that. ``not_eligible``: none of these. ``not_covered``: the text
    is not the practitioner's, whose profession has its own or none: nothing is due, and nothing is asked.
    """

    ELIGIBLE = "eligible"
    UNDETERMINED = "undetermined"
    NOT_YET = "not_yet"
    NOT_ELIGIBLE = "not_eligible"
    NOT_COVERED = "not_covered"


ELIGIBLE, UNDETERMINED = Eligibility.ELIGIBLE, Eligibility.UNDETERMINED
NOT_YET, NOT_ELIGIBLE, NOT_COVERED = Eligibility.NOT_YET, Eligibility.NOT_ELIGIBLE, Eligibility.NOT_COVERED


class RequestStatus(StrEnum):
    """Whether a benefit was requested as it must be; apart from whether it is due.

    ``not_needed``: nothing is to be requested. ``to_do``: it was not, and still can be. ``valid`` and ``invalid``: it
    was. ``missed``: it was not, and the window has closed. ``unknown``: what is known of it, or of the window, doesn't
    tell.
    """

    NOT_NEEDED = "not_needed"
    TO_DO = "to_do"
    VALID = "valid"
    INVALID = "invalid"
    MISSED = "missed"
    UNKNOWN = "unknown"


class PaymentStatus(StrEnum):
    """Whether what is due can be paid.

    ``possible``, ``blocked`` by something that the practitioner can put right, such as a missing account, or
    ``unknown``.
    """

    POSSIBLE = "possible"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"


@frozen
class Amount:
    """An entitlement in one currency, over what is not known; ``None`` where nothing bounds it.

    Attributes:
        certain: due whatever the missing facts and open questions turn out to be.
        possible: due at most.
        reachable: due at most if, besides, every deed still possible is done in time.
        currency: ISO 4217.
    """

    certain: Decimal
    possible: Decimal | None
    reachable: Decimal | None
    currency: str

    @classmethod
    def total(cls, amounts: Iterable["Amount"], currency: str) -> "Amount":
        """The sum of amounts in one currency."""
        certain = ZERO
        possible: Decimal | None = ZERO
        reachable: Decimal | None = ZERO
        for part in amounts:
            certain = plus(certain, part.certain)
            one_sum_does = reachable is possible and part.reachable is part.possible  # without a day, for one
            possible = None if possible is None or part.possible is None else plus(possible, part.possible)
            reachable = possible if one_sum_does else _sum(reachable, part.reachable)
        return cls(certain, possible, reachable, currency)

    def __add__(self, other: "Amount") -> "Amount":
        """The sum of two amounts in one currency."""
        return Amount.total((self, other), self.currency)

    def __sub__(self, other: "Amount") -> "Amount":
        """What is left of it once another is taken away that is part of it; never below nothing."""
        return Amount(
            max(STEADY.subtract(self.certain, other.certain), ZERO),
            _rest(self.possible, other.possible),
            _rest(self.reachable, other.reachable),
            self.currency,
        )


def _rest(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else max(STEADY.subtract(one, other), ZERO)


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else plus(one, other)


def eligibility(is_covered: bool | None, is_certain: bool, is_possible: bool, is_reachable: bool) -> Eligibility:
    """The word for what is certain, possible, reachable, of those whose profession is, or may be, covered."""
    if is_covered is False:
        return NOT_COVERED
    if is_certain:
        return ELIGIBLE
    if is_possible:
        return UNDETERMINED
    return NOT_YET if is_reachable else NOT_ELIGIBLE
