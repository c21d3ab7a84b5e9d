"""What of an entitlement will be paid, as far as is known: by its request, the account, what was paid or refused."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from attrs import frozen

from incentives.assessment.outcomes import ZERO, Amount
from incentives.rules.building import literal
from incentives.rules.evaluation import Program, compile_program
from incentives.rules.expressions import Expression
from incentives.rules.operators import all_of, any_of
from incentives.rules.trace import Trace
from incentives.scheme.application import DatedWindow, Payment, Request
from incentives.scheme.benefit import Benefit
from incentives.scheme.edition import Edition
from incentives.values import Window, WindowStatus


@frozen(eq=False)
class Coming:
    """Under which conditions the money of a benefit that is due comes.

    Attributes:
        surely: where it holds, what is certain will be paid.
        perhaps: unless it is false, what is possible may be paid.
        in_reach: unless it is false, deeds that are still possible can bring it.
        received: whether it was paid already; counts only where it is told.
        refused: whether the authority refused it; counts only where it is told.
        bases: the same of the benefits that it comes on top of: it never comes more surely than they do.
    """

    surely: Expression
    perhaps: Expression
    in_reach: Expression
    received: Expression
    refused: Expression
    bases: tuple["Coming", ...]

    @property
    def parts(self) -> tuple[Expression, ...]:
        """Its own conditions, in the order of the attributes."""
        return (self.surely, self.perhaps, self.in_reach, self.received, self.refused)


NO, YES = literal(False), literal(True)


@lru_cache(maxsize=4096)
def coming_of(edition: Edition, as_of: date | None) -> Mapping[str, Coming]:
    """For each benefit of an edition, by id, the conditions under which its money comes, seen from a day.

    Without a day, everything is final.
    """
    by_id = {benefit.id: benefit for benefit in edition.benefits}

    def coming(benefit: Benefit) -> Coming:
        return _coming(benefit, edition, as_of, tuple(coming(by_id[id]) for id in benefit.on_top_of))

    return {id: coming(benefit) for id, benefit in by_id.items()}


@lru_cache(maxsize=4096)
def payable_program(edition: Edition, as_of: date | None) -> Program:
    """These conditions of all benefits, compiled."""
    return compile_program(part for coming in coming_of(edition, as_of).values() for part in coming.parts)


def _coming(benefit: Benefit, edition: Edition, as_of: date | None, bases: tuple[Coming, ...]) -> Coming:
    application, request = edition.application, benefit.request
    account = application.payment.account_given
    surely = perhaps = in_reach = YES
    if request is not None and application.window is not None:
        surely, perhaps, in_reach = _requested(request, application.window, application.payment, as_of, edition)
    paid_to = YES if account is None else account
    return Coming(
        surely=all_of(surely, paid_to),
        perhaps=all_of(perhaps, paid_to),
        in_reach=in_reach if as_of is not None else all_of(in_reach, paid_to),
        received=NO if benefit.received is None else benefit.received,
        refused=NO if benefit.refused is None else benefit.refused,
        bases=bases,
    )


def _requested(
    request: Request, dated: DatedWindow, payment: Payment, as_of: date | None, edition: Edition
) -> tuple[Expression, Expression, Expression]:
    """Whether a request was surely, or perhaps, made as it must be, and whether it still can be."""
    covered = [] if request.covers is None else [request.covers]
    in_order = [*covered, *(part.condition for part in request.requirements)]
    nothing_to_send = NO if request.needed is None else ~request.needed
    day = request.made_on
    already = YES if as_of is None else day <= as_of
    surely = any_of(nothing_to_send, all_of(*in_order, already, _surely_open(day, dated.days)))
    made = NO if _is_too_early(dated, as_of) else request.made & ~day.is_none
    in_time = all_of(made, *in_order, _perhaps_open(day, dated))
    perhaps = any_of(nothing_to_send, in_time, literal(may_still_be_taken(dated, payment, as_of)))
    return surely, perhaps, any_of(perhaps, literal(is_over(dated.days, edition, as_of) is not True))


def _is_too_early(dated: DatedWindow, as_of: date | None) -> bool:
    """Whether nobody can have requested anything yet."""
    return as_of is not None and dated.is_firm and dated.days.status(as_of) is WindowStatus.NOT_YET_OPEN


def _surely_open(day: Expression, days: Window) -> Expression:
    """That a day is one on which requests are known to be taken."""
    return NO if days.surely_open is None else day.is_between(days.surely_open.start, days.surely_open.end)


def _perhaps_open(day: Expression, dated: DatedWindow) -> Expression:
    """That a day is not surely too early or too late; a window that is only planned rules nothing out."""
    first, last = (dated.days.first_day, dated.days.last_day) if dated.is_firm else (None, None)
    return all_of(YES if first is None else day >= first, YES if last is None else day <= last)


def may_still_be_taken(dated: DatedWindow, payment: Payment, as_of: date | None) -> bool:
    """Whether a missed request may be taken all the same: the closing day is not sure, and payment not over."""
    if as_of is None or (dated.is_firm and dated.days.closes is not None):
        return False
    is_over = dated.days.status(as_of) is WindowStatus.CLOSED
    return is_over and (payment.period is None or as_of <= payment.period.end)


def is_over(window: Window, edition: Edition, as_of: date | None) -> bool | None:
    """Whether nothing can be requested any more; without a day, everything is final.

    ``None`` where no day of the window is known and the reference period has passed.
    """
    if as_of is None:
        return True
    if window.last_day is None and as_of > edition.period.end:
        return None
    return window.status(as_of) is WindowStatus.CLOSED


def payable(entitled: Amount, coming: Coming, trace: Trace) -> Amount:
    """What will be paid of what a benefit entitles to, without what was paid already."""
    if trace.value(coming.received) is True:
        return Amount(ZERO, ZERO, ZERO, entitled.currency)
    surely, perhaps, in_reach = _ways(coming, trace)
    return Amount(
        entitled.certain if surely else ZERO,
        entitled.possible if perhaps else ZERO,
        entitled.reachable if in_reach else ZERO,
        entitled.currency,
    )


def _ways(coming: Coming, trace: Trace) -> tuple[bool, ...]:
    """Whether money surely comes, whether it may, and whether deeds can bring it."""
    if trace.value(coming.refused) is True:
        return False, False, False
    surely, perhaps, in_reach = trace.value(coming.surely), trace.value(coming.perhaps), trace.value(coming.in_reach)
    ways: list[tuple[bool, ...]] = [(surely is True, perhaps is not False, in_reach is not False)]
    ways += [_ways(base, trace) for base in coming.bases if trace.value(base.received) is not True]
    return tuple(map(all, zip(*ways, strict=True)))
