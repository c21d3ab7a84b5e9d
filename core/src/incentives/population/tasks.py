"""What one practitioner has to do, in the few words that fit into the cells of a table."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import frozen

from incentives.advice import Advice, BenefitAdvice, Deed, DeedKind, DeedSet
from incentives.advice.deed import request_text
from incentives.assessment.asking import MissingFact
from incentives.assessment.outcomes import ZERO


@frozen
class Task:
    """Deeds that only pay together: a ``DeedSet`` in plain words.

    Attributes:
        deeds: what they are called, see ``ids_of``, each with its own last day.
        steps: those that come before any request.
        by: the last day of the deed that has the earliest; ``None`` where no text names one.
        start: the first day on which it can be done, where that is still to come.
        advised: a prudent day to act by, where it is before the last day and still ahead.
        spending: whether something has to be bought or rented, as far as the texts say so.
        certain: what is then certain to be paid, beyond what is already.
        possible: what can then be paid at most; ``None`` where nothing bounds it.
    """

    deeds: Mapping[str, date | None]
    steps: tuple[str, ...]
    by: date | None
    start: date | None
    advised: date | None
    spending: bool
    certain: Decimal
    possible: Decimal | None

    @classmethod
    def of(cls, one: DeedSet) -> "Task":
        """A set of deeds in plain words."""
        first = one.steps or one.requests
        return cls(
            deeds={id: deed.deadline for deed in one.deeds for id in ids_of(deed)},
            steps=tuple(id for deed in one.steps for id in ids_of(deed)),
            by=min((deed.deadline for deed in one.deeds if deed.deadline), default=None),
            start=max((deed.earliest for deed in first if deed.earliest), default=None),
            advised=min((deed.advised for deed in one.deeds if deed.advised), default=None),
            spending=one.spending,
            certain=one.brings.certain,
            possible=one.brings.possible,
        )


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
        task, most = Task.of(one), one.brings.possible
        day = task.by or task.advised or date.max
        return task.spending, day, Decimal("-Infinity") if most is None else -most

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
