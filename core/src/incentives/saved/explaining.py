"""Why two saved results differ: by the day, by the rules, by each answer, in amounts that add up."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from incentives.catalogue.catalogue import Catalogue
from incentives.changes import EditionChanges, changes_between
from incentives.errors import InvalidArgument, InvalidSituation
from incentives.rules.facts import Fact, OpenQuestion
from incentives.rules.types import Value
from incentives.saved.causes import Cause, CauseKind, Explanation, Turn
from incentives.saved.replaying import declared_otherwise, edition_in
from incentives.saved.row_answers import Key, RowAnswer
from incentives.saved.saved_result import SavedResult, sums_of, worked_out
from incentives.saved.shifts import Amounts, Shifts, added, amounts_of, less, shifts_between
from incentives.situation import CheckedSituation, Situation
from incentives.situation.paths import READINGS

TermKey = tuple[int | str | None, str]  # a year, None for good, or readings; and an id
Told = Mapping[TermKey, Value]


@frozen(eq=False)
class _State:
    """What comes out for some rules, answers and day."""

    amounts: Amounts
    answers: Mapping[Key, RowAnswer]


@frozen(eq=False)
class _Inquiry:
    """Two results, the schemes and years in both, and what was told in each."""

    before: SavedResult
    after: SavedResult
    both: tuple[Key, ...]
    old: Told
    new: Told

    @classmethod
    def of(cls, before: SavedResult, after: SavedResult) -> "_Inquiry":
        return cls(before, after, tuple(_in_both(before, after)), _told(before.situation), _told(after.situation))

    def state(self, catalogue: Catalogue, told: Told, as_of: date | None) -> _State | None:
        """What comes out; ``None`` where the answers contradict one another by these rules."""
        situation = _fitting(told, catalogue)
        if situation is None:
            return None
        comparison = worked_out(catalogue, situation, as_of, self.both)
        answers = {one.key: one for one in map(RowAnswer.of, comparison.rows)}
        return _State(amounts_of(answers.values(), sums_of(comparison)), answers)

    def by_the_last(self, told: Told) -> _State | None:
        """What the rules and the day of the second result give."""
        return self.state(self.after.catalogue, told, self.after.as_of)

    def saved(self, result: SavedResult, again: _State) -> Amounts:
        """The amounts as they were saved; sums only where all that they sum is in both."""
        answers = [result.answers[key] for key in self.both]
        if {*self.both} == {*result.answers}:
            return amounts_of(answers, result.totals)
        sums = {place: amount for place, amount in again.amounts.items() if place.scheme is None}
        return {**amounts_of(answers, ()), **sums}

    def steps(self, first: _State, last: _State) -> Iterator[Cause]:
        """Day, rules and answers, one after the other."""
        dated = first
        if self.before.as_of != self.after.as_of:
            # A day is no answer: what was free of contradictions stays so.
            dated = self.state(self.before.catalogue, self.old, self.after.as_of) or first
            yield Cause(CauseKind.DAY, *_moved(first, dated), before=self.before.as_of, after=self.after.as_of)
        ruled = self.by_the_last(self.old)
        moved = _moved(dated, ruled)
        changes, declared = tuple(self.changes()), self.declared()
        if changes or declared or moved[0] or moved[1]:
            yield Cause(CauseKind.RULES, *moved, changes=changes, declared=declared)
        alone = {key: self.alone(key, ruled) for key in self.differing()}
        yield from alone.values()
        rest = less(
            shifts_between((ruled or dated).amounts, last.amounts), [one.shifts for one in alone.values() if one.shifts]
        )
        if rest:
            yield Cause(CauseKind.TOGETHER, rest, parts=self.taking_part(alone, rest, ruled, last))

    def differing(self) -> list[TermKey]:
        """The facts and questions that are told otherwise: those for good, then by year, and then the questions."""
        keys = [key for key in {**self.old, **self.new} if self.old.get(key) != self.new.get(key)]
        return sorted(keys, key=lambda key: (key[0] == READINGS, key[0] is not None, str(key[0]), key[1]))

    def alone(self, key: TermKey, ruled: _State | None) -> Cause:
        """One answer changed, and no other."""
        changed = None if ruled is None else self.by_the_last(_with(self.old, key, self.new.get(key)))
        year, id = key
        return Cause(
            CauseKind.FACT,
            *(_moved(ruled, changed) if ruled is not None else (None, ())),
            term=self.term(key),
            id=id,
            year=year if isinstance(year, int) else None,
            before=self.old.get(key),
            after=self.new.get(key),
        )

    def term(self, key: TermKey) -> Fact | OpenQuestion:
        """What is told under a key, as the second result declares it, or else the first."""
        for result in (self.after, self.before):
            words = result.catalogue.vocabulary
            found = words.questions.get(key[1]) if key[0] == READINGS else words.facts.get(key[1])
            if found is not None:
                return found
        raise KeyError(key)

    def taking_part(
        self, alone: Mapping[TermKey, Cause], rest: Shifts, ruled: _State | None, last: _State
    ) -> tuple[Cause, ...]:
        """The answers of which it takes several: those that move something else last than first, if that is all."""
        moved_last = {key: self.moved_last(key, last) for key in alone}
        needed = {key: one for key, one in alone.items() if one.shifts is None or one.shifts != moved_last[key]}
        if ruled is not None and self.made_by(needed, ruled) == rest:
            return tuple(needed.values())
        return tuple(one for key, one in alone.items() if one.shifts or moved_last[key] or key in needed)

    def moved_last(self, key: TermKey, last: _State) -> Shifts | None:
        """What an answer moves after all others; ``None`` where these cannot be without it."""
        without = self.by_the_last(_with(self.new, key, self.old.get(key)))
        return None if without is None else shifts_between(without.amounts, last.amounts)

    def made_by(self, causes: Mapping[TermKey, Cause], ruled: _State) -> Shifts | None:
        """What some answers make together, beyond each alone; ``None`` where they cannot be without the others."""
        told = self.old
        for key in causes:
            told = _with(told, key, self.new.get(key))
        changed = self.by_the_last(told)
        if changed is None:
            return None
        return less(
            shifts_between(ruled.amounts, changed.amounts), [one.shifts for one in causes.values() if one.shifts]
        )

    def changes(self) -> Iterator[EditionChanges]:
        """What changed in the editions of both."""
        for key in self.both:
            old, new = (edition_in(result.catalogue, key) for result in (self.before, self.after))
            if old is not None and new is not None and old.digest != new.digest:
                yield changes_between(old, new)

    def declared(self) -> dict[str, tuple[str, ...]]:
        """What the schemes declare otherwise beside their editions."""
        ids = dict.fromkeys(scheme for scheme, _ in self.both)
        found = {id: tuple(declared_otherwise(self.before.catalogue[id], self.after.catalogue[id])) for id in ids}
        return {id: names for id, names in found.items() if names}


def explain_change(before: SavedResult, after: SavedResult) -> Explanation:
    """Why one result differs from another, with the rules that are saved in them.

    Args:
        before: the first.
        after: the second.

    Raises:
        InvalidArgument: if the answers of one of them contradict one another by its own rules, as those that were read
            from a file never do.
    """
    inquiry = _Inquiry.of(before, after)
    first = inquiry.state(before.catalogue, inquiry.old, before.as_of)
    last = inquiry.by_the_last(inquiry.new)
    if first is None or last is None:
        msg = "expected results whose answers do not contradict one another by their own rules"
        raise InvalidArgument(msg)
    start, end = inquiry.saved(before, first), inquiry.saved(after, last)
    drift = added([shifts_between(start, first.amounts), shifts_between(last.amounts, end)])
    version = [Cause(CauseKind.VERSION, drift)] if drift else []
    return Explanation(
        before,
        after,
        inquiry.both,
        _only_in(before, inquiry.both),
        _only_in(after, inquiry.both),
        shifts_between(start, end),
        (*version, *inquiry.steps(first, last)),
    )


def _in_both(before: SavedResult, after: SavedResult) -> Iterator[Key]:
    """The schemes and years that both asked for, and of which both could say something, or neither."""
    for key, old in before.answers.items():
        new = after.answers.get(key)
        if new is not None and (old.code is None) is (new.code is None):
            yield key


def _only_in(result: SavedResult, both: tuple[Key, ...]) -> tuple[Key, ...]:
    """The schemes and years of which one result alone says something."""
    return tuple(key for key, answer in result.answers.items() if key not in both and answer.code is None)


def _told(situation: CheckedSituation) -> Told:
    """What was told, in one table."""
    found: dict[TermKey, Value] = {(None, id): value for id, value in situation.permanent.items()}
    found |= {(year, id): value for year, facts in situation.annual.items() for id, value in facts.items()}
    return found | {(READINGS, id): answer for id, answer in situation.readings.items()}


def _with(told: Told, key: TermKey, value: Value | None) -> Told:
    """The same answers but one."""
    rest = {other: given for other, given in told.items() if other != key}
    return rest if value is None else {**rest, key: value}


def _fitting(told: Told, catalogue: Catalogue) -> CheckedSituation | None:
    """The answers that a catalogue can use; ``None`` where these contradict one another."""
    try:
        return catalogue.check(_situation(told))
    except InvalidSituation:
        usable = {key: value for key, value in told.items() if _is_usable(key, value, catalogue)}
    try:
        return catalogue.check(_situation(usable))
    except InvalidSituation:
        return None


def _is_usable(key: TermKey, value: Value, catalogue: Catalogue) -> bool:
    try:
        catalogue.check(_situation({key: value}))
    except InvalidSituation:
        return False
    return True


def _situation(told: Told) -> Situation:
    permanent, readings = ({id: value for (at, id), value in told.items() if at == part} for part in (None, READINGS))
    annual: dict[int, dict[str, object]] = {}
    for (year, id), value in told.items():
        if isinstance(year, int):
            annual.setdefault(year, {})[id] = value
    return Situation(permanent, annual, readings)


def _moved(before: _State, after: _State | None) -> tuple[Shifts | None, tuple[Turn, ...]]:
    """What moved and turned from one state to another; no amounts where there is no such state."""
    if after is None:
        return None, ()
    return shifts_between(before.amounts, after.amounts), tuple(_turns(before.answers, after.answers))


def _turns(before: Mapping[Key, RowAnswer], after: Mapping[Key, RowAnswer]) -> Iterator[Turn]:
    for key in after:
        old, new = (answers[key].criteria if key in answers else {} for answers in (before, after))
        for id in dict.fromkeys((*old, *new)):
            if old.get(id) != new.get(id):
                yield Turn(*key, id, old.get(id), new.get(id))
