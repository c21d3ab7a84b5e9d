"""Whether deeds can still settle what is not settled, or only answers."""

from incentives.assessment.basis import Basis
from incentives.rules.expressions import Expression
from incentives.rules.facts import OpenQuestion, Term, fact_of, year_of
from incentives.rules.relevance import relevant_missing
from incentives.rules.trace import Trace
from incentives.rules.types import Kind


def can_be_settled(condition: Expression, basis: Basis, *, is_late: bool) -> bool:
    """Whether something that can still be done bears on a condition.

    Args:
        condition: of a criterion.
        basis: what is known.
        is_late: whether its deadline has passed, so that only documents can still be sent.
    """
    open_to_deeds = basis.plan.loosened(basis.known, handed_in_only=is_late)
    terms = relevant_missing(condition, open_to_deeds, basis.to_come.consequences)
    return any(_can_be_done(term, basis, handed_in_only=is_late) for term in terms)


def _can_be_done(term: Term, basis: Basis, *, handed_in_only: bool) -> bool:
    """Whether a deed can change a fact; a day that has come cannot change, and is only to be told."""
    if isinstance(term, OpenQuestion) or year_of(term, basis.year) not in {None, basis.year}:
        return False
    fact = fact_of(term)
    if handed_in_only and not fact.handed_in:
        return False
    if fact.kind is not Kind.DATE:
        return not fact.fixed
    is_absent = basis.consistent.following(term.is_none)
    return Trace.of([is_absent], basis.known).value(is_absent) is not False
