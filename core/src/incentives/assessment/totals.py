"""Sums over benefits that share a ceiling or exclude one another; certain, possible and reachable each apart."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import frozen

from incentives.assessment.outcomes import ZERO, Amount
from incentives.scheme.together import Bundle, Sums
from incentives.values.exact import plus


def _add(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else plus(one, other)


def _least(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return min((part for part in (one, other) if part is not None), default=None)


def _most(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else max(one, other)


HIGHS: Sums[Decimal | None] = Sums(ZERO, _add, _least, _most)  # ``None`` where nothing bounds it
LOWS: Sums[Decimal] = Sums(ZERO, plus, min, max)


@frozen
class Ceiling:
    """What a group pays at most, as far as it is known; never below zero.

    Attributes:
        certain: it is at least this.
        possible: it is at most this; ``None`` where nothing bounds it.
        reachable: it is at most this once deeds have changed what they can.
    """

    certain: Decimal
    possible: Decimal | None
    reachable: Decimal | None


@frozen
class Sum:
    """What is due of benefits that are summed together.

    Attributes:
        benefits: their ids.
        amount: due of them in all.
    """

    benefits: tuple[str, ...]
    amount: Amount


def summed(parts: Mapping[str, Amount], bundle: Bundle, ceilings: Mapping[str, Ceiling], currency: str) -> Sum:
    """The sum of a bundle, as far as its benefits can be had together and no ceiling cuts them.

    Args:
        parts: by benefit.
        bundle: of some of them.
        ceilings: by group.
        currency: of the parts.
    """
    certain = {id: parts[id].certain for id in bundle.benefits}
    possible = {id: parts[id].possible for id in bundle.benefits}
    reachable = {id: parts[id].reachable for id in bundle.benefits}
    amount = Amount(
        bundle.total(certain, {id: one.certain for id, one in ceilings.items()}, LOWS),
        bundle.total(possible, {id: one.possible for id, one in ceilings.items()}, HIGHS),
        bundle.total(reachable, {id: one.reachable for id, one in ceilings.items()}, HIGHS),
        currency,
    )
    return Sum(bundle.benefits, amount)
