"""What one practitioner has to do, in the few words that fit into the cells of a table."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from incentives.advice import Advice, BenefitAdvice, Deed, DeedKind, DeedSet
from incentives.advice.deed import request_text
from incentives.assessment.asking import MissingFact
from incentives.assessment.outcomes import ZERO, Amount


@frozen
class Act:
    """One deed of a set.

    Attributes:
        id: what it is called in a table; see ``ids_of``.
        by: the last day for it; ``None`` where no text names one.
        is_alone: whether nothing else is needed for the money that hangs on it, requests aside.
        hanging: the money: of a step what the whole set brings, of a request what the benefits bring that need it.
    """

    id: str
    by: date | None
    is_alone: bool
    hanging: Amount


@frozen
class Task:
    """Deeds that only pay together: a ``DeedSet`` in plain words.

    Attributes:
        acts: the deeds.
        by: the last day of the deed that has the earliest; ``None`` where no text names one.
        start: the first day on which it can be done, where that is still to come.
        advised: a prudent day to act by, where it is before the last day and still ahead.
        spending: whether something has to be bought or rented, as far as the texts say so.
        brings: what is then paid, beyond what surely is already.
    """

    acts: tuple[Act, ...]
    by: date | None
    start: date | None
    advised: date | None
    spending: bool
    brings: Amount

    @property
    def deeds(self) -> tuple[str, ...]:
        """What the deeds are called."""
        return tuple(act.id for act in self.acts)

    @classmethod
    def of(cls, one: DeedSet) -> "Task":
        """A set of deeds in plain words."""
        first = one.steps or one.requests
        return cls(
            acts=tuple({act.id: act for act in _acts(one)}.values()),
            by=min((deed.deadline for deed in one.deeds if deed.deadline), default=None),
            start=max((deed.earliest for deed in first if deed.earliest), default=None),
            advised=min((deed.advised for deed in one.deeds if deed.advised), default=None),
            spending=one.spending,
            brings=one.brings,
        )


def _acts(one: DeedSet) -> Iterator[Act]:
    steps = [(id, deed.deadline) for deed in one.steps for id in ids_of(deed)]
    yield from (Act(id, by, len(steps) == 1, one.brings) for id, by in steps)
    for deed in one.requests:
        for benefit, id in zip(deed.benefits, ids_of(deed), strict=True):
            yield Act(id, deed.deadline, not steps, one.brought_by(benefit))


@frozen
class Tasks:
    """Everything that one practitioner has to do under one edition.

    Attributes:
        tasks: what comes first stands first; see ``in_order``.
        tell: the facts that nobody told and that still stand in the way, named as columns are.
        ask: the open questions that do.
        too_late: the ids of the benefits for which nothing can be done any more.
        is_told: whether anything is told of the scheme for its year; see ``Assessment.is_told``.
        said: what to do first, in sentences; empty where no language is asked.
    """

    tasks: tuple[Task, ...]
    tell: tuple[str, ...]
    ask: tuple[str, ...]
    too_late: tuple[str, ...]
    is_told: bool
    said: str = ""

    @property
    def first(self) -> Task | None:
        """What comes first."""
        return next(iter(self.tasks), None)

    @property
    def later(self) -> tuple[str, ...]:
        """The deeds of all other tasks, each once."""
        every = dict.fromkeys(id for task in self.tasks for id in task.deeds)
        return tuple(id for id in every if self.first is None or id not in self.first.deeds)

    @classmethod
    def of(cls, advice: Advice, language: str | None = None) -> "Tasks":
        """An advice in plain words.

        Args:
            advice: of one practitioner.
            language: of the sentences; none without it.
        """
        sets, waiting = in_order(advice), list(_waiting(advice))
        year = advice.assessment.year
        return cls(
            tasks=tuple(map(Task.of, sets)),
            tell=tuple(dict.fromkeys(_name(fact, year) for facts, _ in waiting for fact in facts)),
            ask=tuple(dict.fromkeys(question for _, questions in waiting for question in questions)),
            too_late=tuple(id for id, one in advice.benefits.items() if one.too_late),
            is_told=advice.assessment.is_told,
            said=_said(sets[0], advice, language) if sets and language is not None else "",
        )


def in_order(advice: Advice) -> list[DeedSet]:
    """The sets of deeds as one would do them.

    What costs nothing before what has to be bought, then what has the earliest day (the prudent one where no text names
    the last), then what brings most.
    """

    def key(one: DeedSet) -> tuple[bool, date, Decimal]:
        last = min((deed.deadline for deed in one.deeds if deed.deadline), default=None)
        prudent = min((deed.advised for deed in one.deeds if deed.advised), default=date.max)
        most = one.brings.possible
        return one.spending, last or prudent, Decimal("-Infinity") if most is None else -most

    return sorted(advice.sets, key=key)


def ids_of(deed: Deed) -> tuple[str, ...]:
    """What a deed is called in a table.

    The criteria that it meets, or ``request:BENEFIT`` for each benefit that is requested, or ``account:FACT`` for what
    is told of the account.
    """
    match deed.kind:
        case DeedKind.CRITERION:
            return deed.criteria
        case DeedKind.REQUEST:
            return tuple(f"request:{id}" for id in deed.benefits)
        case DeedKind.ACCOUNT:
            return tuple(f"account:{change.fact.id}" for change in deed.changes)


def _waiting(advice: Advice) -> Iterator[tuple[tuple[MissingFact, ...], tuple[str, ...]]]:
    """What still stands in the way of each benefit that money can come of, once its best way is followed."""
    for one in advice.benefits.values():
        found = one.best or (one if _may_be_paid(one) else None)
        if found is not None:
            yield found.questions, tuple(question.id for question in found.open_questions)


def _may_be_paid(one: BenefitAdvice) -> bool:
    return one.result.payable.possible != ZERO


def _name(fact: MissingFact, year: int) -> str:
    return fact.id if fact.year in {None, year} else f"{fact.id}@{fact.year}"


def _said(one: DeedSet, advice: Advice, language: str) -> str:
    steps = dict.fromkeys(deed.text(language) for deed in one.steps)
    return " ".join(steps) or request_text(one.requests, advice.assessment.speech(language))
