"""What is left to do once the criteria are met: the request, on a day on which it is taken, and the account."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from attrs import evolve

from incentives.advice.asked import Asked, is_contradicted
from incentives.advice.deed import Deed, DeedKind, FactChange, applied
from incentives.advice.moves import moved, moves_of, value_of
from incentives.advice.search import Values, smallest
from incentives.advice.steps import ahead, setting_of
from incentives.assessment.assessment import Assessment, assess
from incentives.assessment.consistent import key_of
from incentives.assessment.outcomes import NOT_MET, ZERO, RequestStatus
from incentives.assessment.results import BenefitResult
from incentives.errors import InconsistentFacts
from incentives.rules.evaluation import Known
from incentives.rules.expressions import Expression
from incentives.rules.facts import Fact, terms_of
from incentives.rules.operators import all_of
from incentives.scheme.application import Request

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


def request_deeds(before: Assessment, id: str, as_of: date) -> Iterator[tuple[Deed, date]]:
    """To request a benefit, and those that it comes on top of, on each day that may do."""
    results = [before.benefits[one] for one in with_those_below(before, id)]
    pending = [one for one in results if _is_to_be_made(one)]
    requests = [request for one in pending if (request := one.benefit.request) is not None]
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
        if (changes := _made_on(day, requests, before)) is not None:
            yield evolve(deed, changes=changes), day


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


def _made_on(day: date, requests: list[Request], before: Assessment) -> tuple[FactChange, ...] | None:
    """The smallest set of changes after which all of it was sent as it must be, on one day."""
    basis = before.basis
    dates = [request.made_on for request in requests if isinstance(request.made_on, Fact)]
    if len(dates) < len(requests):
        return None  # reckoned from other days: nobody can say which
    parts = [part for request in requests for part in (request.made, request.covers) if part is not None]
    parts += [part.condition for request in requests for part in request.requirements]
    asked = Asked.of(basis.consistent, all_of(*parts))
    read = {term.digest for condition in _conditions(before) for term in terms_of(condition)}
    facts = {one.id: one for one in asked.facts if one.digest not in read and not one.fixed}
    sent = {key_of(one, before.year): day for one in dates}
    known = moved(basis.known, sent)
    moves = list(moves_of(facts.values(), setting_of(asked, known, ahead(day, None))))
    for answers in ({True}, {True, None}):
        for values in smallest(moves, lambda one, fits=answers: asked.value(moved(known, one)) in fits):  # type: ignore[misc]  # mypy reads no default of a lambda
            return _changes({**sent, **values}, {**facts, **{one.id: one for one in dates}}, basis.known)
    return None


def _conditions(assessment: Assessment) -> Iterator[Expression]:
    return (one.condition for one in assessment.edition.criteria if one.condition is not None)


def _changes(values: Values, facts: Mapping[str, Fact], known: Known) -> tuple[FactChange, ...]:
    changes = (FactChange(facts[id], year, value_of(known, (id, year)), new) for (id, year), new in values.items())
    return tuple(change for change in changes if change.have != change.need)


def after(assessment: Assessment, deeds: Iterable[Deed], day: date | None) -> Assessment | None:
    """The assessment on a day once some deeds are done; ``None`` where the facts could not be so."""
    deeds = tuple(deeds)
    situation = applied(assessment.situation, deeds)
    if deeds and is_contradicted(situation, [change.key for deed in deeds for change in deed.changes]):
        return None
    try:
        return assess(assessment.scheme, assessment.edition, situation, day)
    except InconsistentFacts:
        return None
