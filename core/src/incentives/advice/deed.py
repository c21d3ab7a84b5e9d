"""What one can do: a deed, the facts that it changes, and a situation in which deeds are done."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from attrs import evolve, field, frozen

from incentives.assessment.basis import Basis
from incentives.assessment.consistent import Key
from incentives.assessment.results import BenefitResult, CriterionResult
from incentives.rules.expressions import by_digest
from incentives.rules.facts import Fact
from incentives.rules.types import Kind, Value
from incentives.scheme.application import DatedWindow, Evidence, Handling, Request
from incentives.situation import CheckedSituation, Situation
from incentives.wording import Speech, formats

Told = TypeVar("Told", Situation, CheckedSituation)


class DeedKind(StrEnum):
    """What a deed is for: to meet a ``criterion``, to ``request`` what is due, or to give the ``account``."""

    CRITERION = "criterion"
    REQUEST = "request"
    ACCOUNT = "account"


@frozen
class FactChange:
    """A fact as it is, and as it has to become.

    Attributes:
        fact: the fact.
        year: the year it belongs to; ``None`` for a permanent one.
        have: its value now; ``None`` where it is not told.
        need: the nearest value that does.
    """

    fact: Fact = field(eq=by_digest, repr=lambda fact: fact.id)
    year: int | None
    have: Value | None
    need: Value

    @property
    def key(self) -> Key:
        """The fact's id and the year."""
        return self.fact.id, self.year

    @property
    def more(self) -> Decimal | int | None:
        """How many more are needed of a number; ``None`` for any other fact."""
        if self.fact.kind not in {Kind.COUNT, Kind.DECIMAL, Kind.MONEY}:
            return None
        return self.need - (self.have or 0)  # type: ignore[operator,return-value]  # both are numbers

    @property
    def is_bought(self) -> bool:
        """Whether something has to be bought or rented for it, as far as the texts say so."""
        return self.need in self.fact.bought and self.have not in self.fact.bought


@frozen
class Deed:
    """Something to do, with the last day for it.

    Attributes:
        basis: what it is read from.
        kind: what it is for.
        changes: the facts that it changes; with more than one, none of them does alone.
        criteria: ids of the criteria that it meets; none for a request or the account.
        benefits: ids of the benefits that are requested; none for other deeds.
        deadline: the last day that surely counts; ``None`` where no text names one.
        latest: the last day that may count: later than the deadline where the texts leave that open.
        advised: a prudent day to act by, where it is before the deadline and still ahead.
        earliest: the first day on which it can be done, where that is still to come.
    """

    basis: Basis = field(eq=False, repr=False)
    kind: DeedKind
    changes: tuple[FactChange, ...]
    criteria: tuple[str, ...] = ()
    benefits: tuple[str, ...] = ()
    deadline: date | None = None
    latest: date | None = None
    advised: date | None = None
    earliest: date | None = None
    _results: tuple[CriterionResult | BenefitResult, ...] = field(default=(), eq=False, repr=False)

    @property
    def scheme(self) -> str:
        """The id of the scheme that it is for."""
        return self.basis.scheme.id

    @property
    def year(self) -> int:
        """The reference year that it is for."""
        return self.basis.year

    @property
    def spending(self) -> bool:
        """Whether something has to be bought or rented for it, as far as the texts say so; no price is known."""
        return any(change.is_bought for change in self.changes)

    @property
    def unless_done(self) -> bool:
        """Whether a request is perhaps made already, or filled in by the payer: nobody told."""
        requests = [one.benefit.request for one in self._results if isinstance(one, BenefitResult)]
        return any(request is not None and self._is_perhaps_done(request) for request in requests)

    def _is_perhaps_done(self, request: Request) -> bool:
        value = self.basis.details.value
        is_untold = self.earliest is None and value(request.made) is None and value(request.made_on) is None
        return is_untold or (request.needed is not None and value(request.needed) is None)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The papers it takes: those of the criteria that it meets; with a request, those that are sent."""
        found: dict[str, Evidence] = {}
        for result in self._results:
            if isinstance(result, CriterionResult):
                found |= {one.id: one for one in result.evidence}
            else:
                papers = (paper for criterion in result.required for paper in criterion.evidence)
                found |= {one.id: one for one in papers if one.handling is Handling.SENT}
        return tuple(found.values())

    @property
    def window(self) -> DatedWindow | None:
        """The days of a request; ``None`` for other deeds."""
        return self.basis.edition.application.window if self.kind is DeedKind.REQUEST else None

    def text(self, language: str = "en") -> str:
        """What to do, in a sentence or two."""
        speech = self.basis.speech(language)
        match self.kind:
            case DeedKind.REQUEST:
                return request_text([self], speech)
            case DeedKind.ACCOUNT:
                names = [speech.name(change.fact) for change in self.changes]
                return speech.say("deeds", "account", names=formats.listing(names, language))
            case DeedKind.CRITERION:
                said = [self._remedy(result, language) for result in self._results]
                return " ".join(dict.fromkeys(said))

    def _remedy(self, result: CriterionResult | BenefitResult, language: str) -> str:
        remedy = result.remedy(language) if isinstance(result, CriterionResult) else None
        return remedy or self.basis.speech(language).say("criteria", result.id, "name")


def request_text(requests: Sequence[Deed], speech: Speech) -> str:
    """All that some requests of one scheme and year ask for, in one sentence."""
    channel = speech.say("channels", requests[0].basis.edition.application.channel, "name")
    ids = dict.fromkeys(id for deed in requests for id in deed.benefits)
    names = formats.listing([speech.say("benefits", id, "name") for id in ids], speech.language)
    return speech.say("deeds", "request", channel=channel, names=names)


def merged(deeds: Iterable[Deed]) -> Mapping[Key, FactChange]:
    """Every fact that some deeds change, each once.

    Where several change the same: of a set what all of them add, of what has an order the higher value.
    """
    found: dict[Key, FactChange] = {}
    for change in (change for deed in deeds for change in deed.changes):
        before = found.get(change.key)
        found[change.key] = change if before is None else evolve(before, need=_both(before, change))
    return found


def _both(one: FactChange, other: FactChange) -> Value:
    if isinstance(one.need, frozenset) and isinstance(other.need, frozenset):
        have = one.have if isinstance(one.have, frozenset) else frozenset[str]()
        return ((one.need | other.need) - have) | (one.need & other.need)
    if one.fact.kind is Kind.ORDERED_CHOICE:
        return max(one.need, other.need, key=one.fact.values.index)
    if one.fact.kind in {Kind.COUNT, Kind.DECIMAL, Kind.MONEY}:
        return max(one.need, other.need)
    return other.need


def applied(situation: Told, deeds: Iterable[Deed]) -> Told:
    """The situation once some deeds are done.

    Args:
        situation: as it is; a checked one gives a checked one.
        deeds: of one advice, or of several about the same situation.
    """
    return changed(situation, {change.key: change.need for change in merged(deeds).values()})


def changed(situation: Told, values: Mapping[Key, Value]) -> Told:
    """The situation with other values of some facts."""
    is_raw = isinstance(situation, Situation)
    written = {
        key: sorted(value) if is_raw and isinstance(value, frozenset) else value for key, value in values.items()
    }
    permanent, annual = with_values(situation.permanent, situation.annual, written)
    return evolve(situation, permanent=permanent, annual=annual)


def with_values(
    permanent: Mapping[str, Any], annual: Mapping[int, Mapping[str, Any]], values: Mapping[Key, Any]
) -> tuple[dict[str, Any], dict[int, dict[str, Any]]]:
    """Permanent facts, and those of each year, with other values of some."""
    fixed, by_year = dict(permanent), {year: dict(facts) for year, facts in annual.items()}
    for (id, year), value in values.items():
        (fixed if year is None else by_year.setdefault(year, {}))[id] = value
    return fixed, by_year
