"""What is due of each benefit, and what can still become due."""

from collections.abc import Mapping
from decimal import Decimal

from incentives.assessment.basis import Basis
from incentives.assessment.outcomes import NOT_MET, OUTCOMES, ZERO, Amount
from incentives.assessment.plan import Payable
from incentives.assessment.results import BenefitResult, CriterionResult
from incentives.assessment.totals import Ceiling, Sum, summed
from incentives.rules.bounds import bounds
from incentives.rules.expressions import Expression
from incentives.rules.trace import Trace

Criteria = Mapping[str, CriterionResult]


def benefit_results(basis: Basis, criteria: Criteria) -> dict[str, BenefitResult]:
    """Every benefit of the edition, by id."""
    results, values, can_change = {}, basis.values, basis.as_of is not None and basis.is_covered is not False
    for parts in basis.plan.payable:
        entitled: bool | None = values[parts.entitled_at]  # type: ignore[assignment]  # a condition is true, false or None
        is_reachable = entitled is not False or (can_change and _can_be_reached(parts, criteria, basis))
        due = parts.flat[is_reachable][entitled] if parts.flat else _due(entitled, is_reachable, parts, basis)
        results[parts.benefit.id] = BenefitResult(
            basis, parts.benefit, OUTCOMES[entitled], due, is_reachable, criteria, parts.required
        )
    return results


def _can_be_reached(parts: Payable, criteria: Criteria, basis: Basis) -> bool:
    """Whether deeds can still bring a benefit that is not due: its criteria, and that nothing goes before it."""
    required = (criteria[id] for id in parts.required)
    if not all(result.outcome is not NOT_MET or result.still_open for result in required):
        return False
    return all(_can_stay_out(other, criteria, basis) for other in basis.plan.payable if other.benefit.id in parts.first)


def _can_stay_out(parts: Payable, criteria: Criteria, basis: Basis) -> bool:
    """Whether a benefit that goes before another may yet not be due: it lapses, or something goes before it in turn."""
    if basis.values[parts.entitled_at] is not True or any(criteria[id].can_lapse for id in parts.required):
        return True
    before = (other for other in basis.plan.payable if other.benefit.id in parts.first)
    return any(_can_be_reached(other, criteria, basis) for other in before)


def _due(entitled: bool | None, is_reachable: bool, parts: Payable, basis: Basis) -> Amount:
    """What is due of a benefit whose amount depends on facts."""
    low, high = _ends(parts.benefit.amount, basis.trace)
    certain = ZERO if entitled is not True or low is None else low
    possible = ZERO if entitled is False else high
    reachable = ZERO if not is_reachable else high if basis.as_of is None else _most(high, parts.benefit.amount, basis)
    return Amount(certain, possible, reachable, basis.edition.currency)


def ceiling(at_most: Expression, basis: Basis) -> Ceiling:
    """What a group pays at most, as far as it is known."""
    low, high = _ends(at_most, basis.trace)
    later = _most(high, at_most, basis)
    sure, possible, reachable = (None if end is None else max(end, ZERO) for end in (low, high, later))
    return Ceiling(ZERO if sure is None else sure, possible, reachable)


def ceilings_of(basis: Basis) -> dict[str, Ceiling]:
    """What each group of the edition that has a ceiling pays at most, by id."""
    return {id: ceiling(at_most, basis) for id, at_most in basis.plan.ceilings.items()}


def sums_of(parts: Mapping[str, Amount], basis: Basis) -> tuple[Sum, ...]:
    """An amount for each benefit, summed by bundle: as far as they can be had together and no ceiling cuts them."""
    edition, ceilings = basis.edition, ceilings_of(basis)
    return tuple(summed(parts, bundle, ceilings, edition.currency) for bundle in edition.bundles)


def whole(parts: Mapping[str, Amount], basis: Basis) -> Amount:
    """The sum of an amount for each benefit, as far as they can be had together and no ceiling cuts them."""
    amounts = parts.values() if basis.plan.added else (one.amount for one in sums_of(parts, basis))
    return Amount.total(amounts, basis.edition.currency)


def _ends(amount: Expression, trace: Trace) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and the highest value of an amount."""
    value = trace.value(amount)
    if isinstance(value, Decimal):
        return value, value
    found = bounds(amount, trace)
    return found.low, found.high


def _most(high: Decimal | None, amount: Expression, basis: Basis) -> Decimal | None:
    """The highest value of an amount once deeds have changed what they can."""
    if basis.later is None or high is None:
        return high
    reached = _ends(amount, basis.later)[1]
    return None if reached is None else max(high, reached)
