"""What is left to do once the criteria are met: the request, on a day on which it is taken, and the account."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from attrs import define, evolve, field, frozen

from incentives.advice.asked import Asked, is_contradicted
from incentives.advice.deed import Deed, DeedKind, FactChange, changed, merged
from incentives.advice.moves import moved, moves_of, value_of
from incentives.advice.search import Values, smallest
from incentives.advice.steps import ahead, setting_of
from incentives.assessment.assessment import Assessment, assess
from incentives.assessment.consistent import Consistent, key_of
from incentives.assessment.outcomes import NOT_MET, ZERO, RequestStatus
from incentives.assessment.results import BenefitResult
from incentives.errors import InconsistentFacts
from incentives.rules.evaluation import Known
from incentives.rules.expressions import Expression
from incentives.rules.facts import Fact, terms_of
from incentives.rules.operators import all_of
from incentives.scheme.application import Request
from incentives.scheme.edition import Edition
from incentives.values import WindowStatus

SETTLED = {RequestStatus.VALID, RequestStatus.NOT_NEEDED}


def account_deed(before: Assessment, as_of: date) -> Deed | None:
    """To give the account, where it is told to be absent and can be given."""
    given, basis = before.edition.application.payment.account_given, before.basis
    if given is None or basis.details.value(given) is not False:
        return None
    asked = Asked.of(basis.consistent, given)
    facts = [fact for fact in asked.facts if not fact.fixed]
    moves = list(moves_of(facts, setting_of(asked, basis.known, ahead(as_of, None))))
    found = next(smallest(moves, lambda values: asked.value(moved(basis.known, values)) is True), None)
    if found is None:
        return None
    return Deed(basis, DeedKind.ACCOUNT, _changes(found, {fact.id: fact for fact in facts}, basis.known))


@frozen(eq=False)
class Requested:
    """A request on a day.

    Attributes:
        deed: to make it.
        day: the day.
        is_outside: whether it is surely made as it must be, but on a day that is not known to be one on which it is
            taken: then it is refused, or it hangs on the day.
    """

    deed: Deed
    day: date
    is_outside: bool


def request_deeds(before: Assessment, id: str, as_of: date) -> Iterator[Requested]:
    """To request a benefit, and those that it comes on top of, on each day that may do."""
    results = [before.benefits[one] for one in with_those_below(before, id)]
    pending = [one for one in results if _is_to_be_made(one)]
    requests = tuple(request for one in pending if (request := one.benefit.request) is not None)
    window = before.edition.application.window
    if not requests or window is None:
        return
    days = window.days
    deed = Deed(
        before.basis,
        DeedKind.REQUEST,
        (),
        benefits=tuple(one.id for one in pending),
        deadline=days.closes,
        latest=days.last_day,
        advised=window.advised(as_of),
        earliest=days.first_day if days.first_day and days.first_day > as_of else None,
        results=tuple(pending),
    )
    for day in _days(before, as_of):
        if (sent := _made_on(day, requests, before)) is not None:
            is_outside = sent.is_sure and days.status(day) is not WindowStatus.OPEN
            yield Requested(evolve(deed, changes=sent.changes), day, is_outside)


def with_those_below(assessment: Assessment, id: str) -> tuple[str, ...]:
    """The benefits that one comes on top of, then itself."""
    others = assessment.benefits[id].benefit.on_top_of
    return tuple(dict.fromkeys([*(one for other in others for one in with_those_below(assessment, other)), id]))


def _is_to_be_made(result: BenefitResult) -> bool:
    """Whether a request is a deed, and no answer that is missing: one that was perhaps made is made again unless done.

    Where the window is over, a request that nobody told of is a question.
    """
    request, status, value = result.benefit.request, result.request, result.basis.details.value
    if request is None or status in SETTLED:
        return False
    if status is not RequestStatus.UNKNOWN or (result.outcome is not NOT_MET and result.payable.possible == ZERO):
        return True
    if value(request.made_on) is not None and not result.basis.details.is_absent(request.made_on):
        return False
    made = value(request.made)
    return made is False or (made is None and not result.basis.is_window_over)


def _days(assessment: Assessment, as_of: date) -> list[date]:
    """Days on which a request may be taken: today, the first of the window, the first after the reference period."""
    days = [as_of, assessment.edition.period.end + timedelta(days=1)]
    if (window := assessment.edition.application.window) is not None:
        days += [] if window.days.surely_open is None else [window.days.surely_open.start]
        days += [] if window.days.first_day is None else [window.days.first_day]
    return sorted({day for day in days if day >= as_of})


@frozen(eq=False)
class _Sent:
    """Requests, sent as they must be.

    Attributes:
        changes: of facts.
        is_sure: whether each is then surely made, covers what it must, and is needed all the same.
    """

    changes: tuple[FactChange, ...]
    is_sure: bool


def _made_on(day: date, requests: tuple[Request, ...], before: Assessment) -> _Sent | None:
    """The smallest set of changes after which all of it was sent as it must be, on one day."""
    sending = _sending(requests, before.basis.consistent)
    if sending is None:
        return None
    asked, known, year = sending.asked, before.basis.known, before.year
    sent = {key_of(one, year): day for one in sending.dates}
    moved_on = moved(known, sent)
    key = day, year, asked.told(moved_on, day, (*sending.facts, *sending.dates))
    found = asked.once(key, lambda: _smallest(sending, moved_on, day))
    if found is None:
        return None
    values, is_sure = found
    changes = _changes({**sent, **values}, sending.by_id, known)
    changed_ids = {one.fact.digest for one in changes}
    needs = [request.needed for request in requests if request.needed is not None]
    is_needed_as_before = changed_ids.isdisjoint(term.digest for part in needs for term in terms_of(part))
    return _Sent(changes, is_sure and is_needed_as_before)


@frozen(eq=False)
class _Sending:
    """Some requests, sent together on one day.

    Attributes:
        asked: that each was sent as it must be.
        facts: that change with that.
        dates: the days on which they are made.
    """

    asked: Asked
    facts: tuple[Fact, ...]
    dates: tuple[Fact, ...]

    @property
    def by_id(self) -> Mapping[str, Fact]:
        """All that changes."""
        return {one.id: one for one in (*self.facts, *self.dates)}


@lru_cache(maxsize=4096)
def _sending(requests: tuple[Request, ...], consistent: Consistent) -> _Sending | None:
    dates = tuple(request.made_on for request in requests if isinstance(request.made_on, Fact))
    if len(dates) < len(requests):
        return None  # reckoned from other days: nobody can say which
    parts = [part for request in requests for part in (request.made, request.covers) if part is not None]
    parts += [part.condition for request in requests for part in request.requirements]
    asked = Asked.of(consistent, all_of(*parts))
    read = {term.digest for condition in _conditions(consistent.plan.edition) for term in terms_of(condition)}
    facts = tuple(one for one in asked.facts if one.digest not in read and not one.fixed)
    return _Sending(asked, facts, dates)


def _smallest(sending: _Sending, known: Known, day: date) -> tuple[Values, bool] | None:
    """The first of the smallest sets of changes, once the days are told, and whether it surely does."""
    asked = sending.asked
    moves = list(moves_of(sending.facts, setting_of(asked, known, ahead(day, None))))
    for answers in ({True}, {True, None}):
        for values in smallest(moves, lambda one, fits=answers: asked.value(moved(known, one)) in fits):  # type: ignore[misc]  # mypy reads no default of a lambda
            return values, answers == {True}
    return None


def _conditions(edition: Edition) -> Iterator[Expression]:
    return (one.condition for one in edition.criteria if one.condition is not None)


def _changes(values: Values, facts: Mapping[str, Fact], known: Known) -> tuple[FactChange, ...]:
    changes = (FactChange(facts[id], year, value_of(known, (id, year)), new) for (id, year), new in values.items())
    return tuple(change for change in changes if change.have != change.need)


@define(eq=False)
class Outlook:
    """What becomes of an assessment once deeds are done; what was looked at once is kept.

    Attributes:
        assessment: as things stand.
    """

    assessment: Assessment
    _seen: dict[object, Assessment | None] = field(factory=dict, init=False)

    def after(self, deeds: Iterable[Deed], day: date | None) -> Assessment | None:
        """The assessment on a day once some deeds are done; ``None`` where the facts could not be so."""
        changes = merged(deeds)
        if not changes and day == self.assessment.as_of:
            return self.assessment
        key = day, frozenset((key, change.need) for key, change in changes.items())
        if key not in self._seen:
            self._seen[key] = self._assessed({key: change.need for key, change in changes.items()}, day)
        return self._seen[key]

    def _assessed(self, values: Values, day: date | None) -> Assessment | None:
        a, situation = self.assessment, changed(self.assessment.situation, values)
        if values and is_contradicted(situation, values):
            return None
        try:
            return assess(a.scheme, a.edition, situation, day)
        except InconsistentFacts:
            return None
