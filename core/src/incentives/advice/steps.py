"""The deeds that meet the criteria of a benefit: those that ask the same facts are met together."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice, product

from attrs import define, field

from incentives.advice.asked import Asked, settled
from incentives.advice.deed import Deed, DeedKind, FactChange
from incentives.advice.moves import Setting, moved, moves_of, value_of
from incentives.advice.search import Values, smallest
from incentives.assessment.assessment import Assessment
from incentives.assessment.basis import Basis
from incentives.assessment.consistent import Key, key_of
from incentives.assessment.outcomes import NOT_MET, UNKNOWN
from incentives.assessment.results import BenefitResult, CriterionResult
from incentives.rules.building import literal
from incentives.rules.evaluation import Known
from incentives.rules.expressions import Expression
from incentives.rules.facts import Fact, terms_of
from incentives.rules.operators import all_of
from incentives.rules.trace import Trace
from incentives.values import Period

MOST_WAYS = 8  # of one benefit: enough to choose from
OPEN = {NOT_MET, UNKNOWN}
ALWAYS = literal(True)
Steps = tuple[Deed, ...]


def ahead(as_of: date, last: date | None) -> Period:
    """The days from one on which deeds can be done; to no end where nothing bounds them."""
    return Period(as_of, max(as_of, last or date(as_of.year + 10, 12, 31)))


def setting_of(asked: Asked, known: Known, days: Period) -> Setting:
    """What a search for a condition starts from."""
    return Setting(asked.reads, Trace(asked.program, asked.program.run(known)), known, days)


@define(eq=False)
class StepFinder:
    """The steps to the benefits of one assessment; what several benefits need is looked for once.

    Attributes:
        assessment: seen from a day.
        as_of: that day.
        known: what is known, with what follows from it.
    """

    assessment: Assessment
    as_of: date
    known: Known = field(init=False)
    _movable: dict[bool, frozenset[Key]] = field(init=False)
    _found: dict[tuple[str, ...], tuple[Steps, ...]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        unmet = (one for one in self.assessment.criteria.values() if one.outcome in OPEN)
        self.known = settled(self._basis, map(_condition, unmet))
        plan, year = self._basis.plan, self.known.year
        late = plan.movable(self.known, handed_in_only=True) if self._basis.late is not None else ()
        movable = {False: plan.movable(self.known), True: late}
        self._movable = {is_late: frozenset(key_of(fact, year) for fact in facts) for is_late, facts in movable.items()}

    @property
    def _basis(self) -> Basis:
        return self.assessment.basis

    def of(self, result: BenefitResult) -> Iterator[Steps]:
        """Every smallest set of deeds after which its criteria are met, or hang on nothing but answers."""
        parts = [self._together(one) for one in _connected(result.required)]
        order = list(self.assessment.criteria)
        for chosen in islice(product(*parts), MOST_WAYS):
            deeds = [deed for steps in chosen for deed in steps]
            yield tuple(sorted(deeds, key=lambda deed: order.index(deed.criteria[0])))

    def stuck(self, result: BenefitResult) -> Iterator[CriterionResult]:
        """The criteria that are not met and that no deed can meet any more."""
        for part in _connected(result.required):
            if not self._together(part):
                lost = [one for one in part if one.outcome is NOT_MET]
                yield from [one for one in lost if not one.still_open] or lost

    def _together(self, results: tuple[CriterionResult, ...]) -> tuple[Steps, ...]:
        ids = tuple(result.id for result in results)
        if ids not in self._found:
            self._found[ids] = tuple(self._search(results))
        return self._found[ids]

    def _search(self, results: tuple[CriterionResult, ...]) -> list[Steps]:
        unmet = [result for result in results if result.outcome in OPEN]
        if not unmet:
            return [()]
        if any(result.outcome is NOT_MET and not result.still_open for result in unmet):
            return []
        asked = Asked.of(self._basis.consistent, all_of(*(_condition(result) for result in results)))
        days = ahead(self.as_of, min((last for one in unmet if (last := one.last_day)), default=None))
        facts = [fact for fact in asked.facts if self._can_change(fact, unmet)]
        by_key = {key_of(fact, self.known.year): fact for fact in facts}
        told = (asked.told(known, self.as_of, facts) for known in (self.known, self._basis.known))
        key = days, tuple(by_key), *told
        found = asked.once(key, lambda: self._found_by(asked, facts, days))
        return [self._steps(values, by_key, unmet) for values in sorted(found, key=len)]

    def _found_by(self, asked: Asked, facts: list[Fact], days: Period) -> list[Values]:
        """The smallest sets of changes that surely do, or else that may."""
        moves = list(moves_of(facts, setting_of(asked, self.known, days)))
        told = self._basis.known  # what follows from others need not follow any more once these have changed
        for answer in ({True}, {True, None}):
            found = list(smallest(moves, lambda one, fits=answer: asked.value(moved(told, one)) in fits))  # type: ignore[misc]  # mypy reads no default of a lambda
            if found:
                return found
        return []

    def _can_change(self, fact: Fact, unmet: Iterable[CriterionResult]) -> bool:
        """Whether deeds can change a fact in time for every criterion that reads it, or else for any."""
        key = key_of(fact, self.known.year)
        readers = [result for result in unmet if _reads(result, fact)]
        in_time = [key in self._movable[not result.is_so_far] for result in readers or unmet]
        return all(in_time) if readers else any(in_time)

    def _steps(self, values: Values, facts: dict[Key, Fact], unmet: list[CriterionResult]) -> Steps:
        """The changes by the criteria that they meet: one deed for each that needs some of its own."""
        left = dict(values)
        parts: list[tuple[list[CriterionResult], dict[Key, Fact]]] = []
        for result in unmet:
            mine = {key: facts[key] for key in left if _reads(result, facts[key])}
            if mine:
                parts.append(([result], mine))
                left = {key: value for key, value in left.items() if key not in mine}
            for results, changes in parts:
                if not mine and any(_reads(result, fact) for fact in changes.values()):
                    results.append(result)
        if parts:
            parts[0][1].update({key: facts[key] for key in left})
        return tuple(self._deed(results, changes, values) for results, changes in parts)

    def _deed(self, results: list[CriterionResult], facts: dict[Key, Fact], values: Values) -> Deed:
        changes = tuple(FactChange(fact, key[1], value_of(self.known, key), values[key]) for key, fact in facts.items())
        last = [day for result in results if (day := result.deadline)]
        latest = [day for result in results if (day := result.last_day)]
        prudent = [day for result in results if result.is_so_far and (day := _prudent(result, self.as_of))]
        return Deed(
            self._basis,
            DeedKind.CRITERION,
            changes,
            criteria=tuple(result.id for result in results),
            deadline=min(last, default=None),
            latest=min(latest, default=None),
            advised=min(prudent, default=None),
            results=tuple(results),
        )


def _prudent(result: CriterionResult, as_of: date) -> date | None:
    """A prudent day that is still ahead, where it is not the last day itself."""
    day = result.criterion.advised(as_of)
    return None if day == result.deadline else day


def _condition(result: CriterionResult) -> Expression:
    return ALWAYS if result.criterion.condition is None else result.criterion.condition


def _reads(result: CriterionResult, fact: Fact) -> bool:
    return any(term.digest == fact.digest for term in terms_of(_condition(result)))


def _connected(results: tuple[CriterionResult, ...]) -> list[tuple[CriterionResult, ...]]:
    """Criteria that read a fact in common, directly or through others, together."""
    parts = _parts(tuple(_condition(result) for result in results))
    return [tuple([results[place] for place in part]) for part in parts]


@lru_cache(maxsize=4096)
def _parts(conditions: tuple[Expression, ...]) -> tuple[tuple[int, ...], ...]:
    """The places of those conditions that read a fact in common, directly or through others, together."""
    parts: list[tuple[list[int], set[str]]] = []
    for place, condition in enumerate(conditions):
        read = {term.digest for term in terms_of(condition) if isinstance(term, Fact)}
        joined = [part for part in parts if not part[1].isdisjoint(read)]
        parts = [part for part in parts if part[1].isdisjoint(read)]
        members = [one for part in joined for one in part[0]]
        parts.append(([*members, place], read.union(*(part[1] for part in joined))))
    return tuple(tuple(part) for part, _ in parts)
