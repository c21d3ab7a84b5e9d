"""What the authority's own account shows of an edition: when that can be seen, and where it cannot be so."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from incentives.rules.expressions import AsShown, Expression
from incentives.rules.facts import Display, Fact
from incentives.rules.operators import all_of
from incentives.values import WindowStatus

if TYPE_CHECKING:
    from incentives.scheme.edition import Edition


@frozen
class Disagreement:
    """That the authority's account shows a criterion otherwise than the facts behind it are told.

    Attributes:
        criterion: the id of the criterion; the sentence about it is in the wording under ``faults.shown_<criterion>``.
        condition: what cannot be so.
    """

    criterion: str
    condition: Expression


def can_be_seen(edition: "Edition", fact: Fact, as_of: date | None) -> bool:
    """Whether a fact of an edition can be looked up on a day: always, unless only the authority's account shows it.

    What a form has filled in is seen while the window may be open, what is said of a payment from its first day on. A
    day that no text gives is none on which something is known to be shown; without a day nothing is.
    """
    if fact.display is None:
        return True
    if as_of is None:
        return False
    if fact.display is Display.ONCE_PAID:
        period = edition.application.payment.period
        return period is not None and as_of >= period.start
    window = edition.application.window
    may_be_open = {WindowStatus.OPEN, WindowStatus.UNKNOWN}
    return window is not None and as_of > edition.period.end and window.days.status(as_of) in may_be_open


def disagreements(edition: "Edition") -> Iterator[Disagreement]:
    """Where what is shown and what is told cannot both be so."""
    for criterion in edition.criteria:
        if criterion.condition is None:
            continue
        for node in criterion.condition.walk():
            if isinstance(node, AsShown):
                for one in (all_of(node.holds, ~node.operand), all_of(node.fails, node.operand)):
                    if one.children:  # a plain no where the account never shows that
                        yield Disagreement(criterion.id, one)


def as_ruled(condition: Expression) -> Expression:
    """A condition as the rule has it, whatever the authority's account shows."""
    if isinstance(condition, AsShown):
        return as_ruled(condition.operand)
    from incentives.rules.consequences import rebuilt  # heavy: only where rules are compared

    return rebuilt(condition, as_ruled)
