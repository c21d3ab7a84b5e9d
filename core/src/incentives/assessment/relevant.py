"""Which unknown facts and open questions can still change the amount, and by how much."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from attrs import frozen

from incentives.assessment.basis import Basis
from incentives.assessment.outcomes import UNKNOWN, ZERO, Amount
from incentives.assessment.results import BenefitResult
from incentives.assessment.totals import Sum
from incentives.rules.facts import OpenQuestion, Term, fact_of
from incentives.rules.relevance import still_missing
from incentives.values.exact import STEADY, in_all, steady


@frozen
class Relevant:
    """An unknown term.

    Attributes:
        term: the fact or open question.
        spread: by how much the amount is open among the benefits that it bears on; ``None`` if unbounded.
        benefits: ids of these.
    """

    term: Term
    spread: Decimal | None
    benefits: tuple[str, ...]


@steady
def relevant(basis: Basis, benefits: Mapping[str, BenefitResult], sums: Iterable[Sum]) -> tuple[Relevant, ...]:
    """Unknown terms that can change the amount, or whether a benefit is due, the largest range first.

    Sound, and tight as far as each benefit is added by itself. Of benefits that share a ceiling or exclude one another,
    nothing is asked once their sum is settled.

    Args:
        basis: what is known.
        benefits: by id.
        sums: of the benefits that are not simply added.
    """
    within = {id: one for one in sums for id in one.benefits}
    terms: dict[str, Term] = {}
    bearing: dict[str, list[BenefitResult]] = {}
    for result in benefits.values():
        if result.outcome is not UNKNOWN and _spread(result.amount) == 0:
            continue
        if result.id in within and _spread(within[result.id].amount) == 0:
            continue
        for term in _terms(result, basis):
            terms[term.digest] = term
            bearing.setdefault(term.digest, []).append(result)
    found = [
        Relevant(term, _bears_on(bearing[digest], within), tuple(result.id for result in bearing[digest]))
        for digest, term in terms.items()
    ]
    return tuple(sorted(found, key=_place))


def _place(one: Relevant) -> tuple[bool, Decimal, bool]:
    """What bears on most comes first; of the same weight, what the authority's account shows: it spares counting."""
    is_shown = not isinstance(one.term, OpenQuestion) and fact_of(one.term).display is not None
    return one.spread is not None, (one.spread or ZERO).copy_negate(), not is_shown


def _terms(result: BenefitResult, basis: Basis) -> tuple[Term, ...]:
    is_nothing = _spread(result.amount) == 0  # whether it is due is open nevertheless
    rules = basis.plan.entitled if is_nothing else basis.plan.due
    return still_missing(rules[result.id], basis.seen)


def _bears_on(results: list[BenefitResult], within: Mapping[str, Sum]) -> Decimal | None:
    """By how much some benefits are open, those that are summed together by no more than their sum."""
    apart = [_spread(result.amount) for result in results if result.id not in within]
    for one in {id(within[result.id]): within[result.id] for result in results if result.id in within}.values():
        inside = _sum([_spread(result.amount) for result in results if result.id in one.benefits])
        whole = _spread(one.amount)
        apart.append(whole if inside is None else inside if whole is None else min(inside, whole))
    return _sum(apart)


def _spread(amount: Amount) -> Decimal | None:
    return None if amount.possible is None else STEADY.subtract(amount.possible, amount.certain)


def _sum(parts: list[Decimal | None]) -> Decimal | None:
    return None if None in parts else in_all(part for part in parts if part is not None)
