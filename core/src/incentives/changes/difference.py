"""Two editions of a scheme, part by part."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import TypeVar

import attrs
from attrs import AttrsInstance

from incentives.changes.alignment import NO_RULE, Alignment
from incentives.changes.change_records import Aspect, BenefitChange, Change, CriterionChange, EditionChanges
from incentives.changes.conditions import condition_change
from incentives.changes.silence import LeftOpen, questions_of
from incentives.errors import InvalidArgument
from incentives.rules.bounds import bounds
from incentives.rules.evaluation import Known
from incentives.rules.expressions import by_digest
from incentives.rules.facts import OpenQuestion
from incentives.rules.trace import Trace
from incentives.scheme.benefit import Benefit
from incentives.scheme.criterion import Criterion
from incentives.scheme.displayed import as_ruled
from incentives.scheme.edition import Edition
from incentives.scheme.references import Confidence, Doubtful, Figure, least_sure
from incentives.values.exact import steady

Ids = tuple[frozenset[str], frozenset[str]]  # of parts of the first edition and of the second
T = TypeVar("T")
P = TypeVar("P", bound=AttrsInstance)
# What is compared part by part, what says which edition it is, and what two years always differ in.
OF_ITS_OWN = frozenset({
    "criteria", "benefits", "figures", "evidence", "contacts", "application",
    "scheme", "year", "verified_on", "expected_next", "source", "user_supplied", "letters",
})  # fmt: skip

# What always belongs to its year: where it did not move, somebody may have forgotten it.
MOVES_WITH_THE_YEAR = frozenset({"deadline", "window", "payment", "period"})
# Of a criterion: its condition is set against the other with its logic, its documents are told among the documents, and
# a prudent day is advice beside the deadline, which is told.
COMPARED_ELSEWHERE = frozenset({"condition", "evidence", "advise_by"})


@steady
def changes_between(before: Edition, after: Edition) -> EditionChanges:
    """What changed from one edition of a scheme to another.

    Days are compared as they stand in their year: 31 December 2024 and 31 December 2025 are the same day of two
    reference years, and so are the last days of their Februaries. A deadline, a window, a payment or a period that did
    not move with the year is told; elsewhere, a day that stands unmoved in both is the same.

    Args:
        before: the first edition.
        after: the second; of any other year, also an earlier one.

    Raises:
        InvalidArgument: if they are of different schemes.
    """
    if before.scheme != after.scheme:
        msg = f"expected two editions of one scheme, got {before.scheme} and {after.scheme}; compare_schemes is for two"
        raise InvalidArgument(msg, value=(before, after))
    years = after.year - before.year
    left = LeftOpen.of(before), LeftOpen.of(after)
    criteria, benefits = tuple(_criteria(before, after, left)), tuple(_benefits(before, after, left))
    evidence = _parts(
        (before, before.evidence),
        (after, after.evidence),
        partial(_purpose, before, after),
        left=(left[0].evidence, left[1].evidence),
    )
    return EditionChanges(
        before=before,
        after=after,
        criteria=criteria,
        benefits=benefits,
        figures=tuple(_figures(before, after, (*criteria, *benefits))),
        evidence=tuple(evidence),
        contacts=tuple(_parts((before, before.contacts), (after, after.contacts))),
        application=aspects(before.application, after.application, years),
        edition=tuple(_whole(before, after)),
        questions_added=_only_in(after, before),
        questions_settled=_only_in(before, after),
    )


def aspects(
    before: AttrsInstance, after: AttrsInstance, years: int, leave: frozenset[str] = frozenset()
) -> tuple[Aspect, ...]:
    """The fields in which two records of one kind differ, but for those to leave, sentences and sources."""
    names = [a.name for a in attrs.fields(type(after)) if a.init and a.name not in NO_RULE | leave]
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in names)
    return tuple(Aspect(name, old, new) for name, old, new in pairs if not _is_same(name, old, new, years))


def _is_same(name: str, before: object, after: object, years: int) -> bool:
    ways = (years,) if name in MOVES_WITH_THE_YEAR else (years, 0)
    return by_digest(Alignment(0).value(after)) in [by_digest(Alignment(way).value(before)) for way in ways]


def _matched(
    before: Iterable[T], after: Iterable[T], name: Callable[[T], str]
) -> Iterator[tuple[str, T | None, T | None]]:
    """The parts of both, by name: those of the second in their order, then those that are gone."""
    old, new = {name(one): one for one in before}, {name(one): one for one in after}
    return ((id, old.get(id), new.get(id)) for id in dict.fromkeys((*new, *old)))


def _id(part: AttrsInstance) -> str:
    id: str = getattr(part, "id")  # noqa: B009  # every record that is compared by it has one
    return id


def _purpose(before: Edition, after: Edition, evidence: str) -> tuple[Aspect, ...]:
    """The criteria that a document is for, where these are others."""
    old, new = (tuple(c.id for c in edition.criteria if evidence in c.evidence) for edition in (before, after))
    return (Aspect("criteria", old, new),) if set(old) != set(new) else ()


def _parts(
    before: tuple[Edition, Iterable[P]],
    after: tuple[Edition, Iterable[P]],
    more: Callable[[str], tuple[Aspect, ...]] = lambda _: (),
    left: Ids = (frozenset(), frozenset()),
) -> Iterator[Change[P]]:
    years = after[0].year - before[0].year
    for id, old, new in _matched(before[1], after[1], _id):
        found = () if old is None or new is None else (*aspects(old, new, years), *more(id))
        if old is None or new is None or found:
            was, known = _known((id, old, new), before[0], left)
            yield Change(id, old, new, found, was_known=was, is_known=known)


def _known(part: tuple[str, object | None, object | None], before: Edition, left: Ids) -> tuple[bool, bool]:
    """Whether each edition's texts say how a part of it is, or that there is none."""
    id, old, new = part
    return _was_known(old, new, before) and (new is not None or id not in left[0]), old is not None or id not in left[1]


def _was_known(old: object, new: object, before: Edition) -> bool:
    """Whether the first edition has a part from a text; where only the second does, no change can be told."""
    if new is None or _is_concluded(new):
        return True
    if old is None:
        return before.confidence is not Confidence.INFERRED or before.user_supplied
    return not _is_concluded(old)


def _is_concluded(part: object) -> bool:
    """Whether a part of an edition is only concluded from other texts."""
    references = getattr(part, "references", ())
    return bool(references) and least_sure(references) is Confidence.INFERRED


def _criteria(before: Edition, after: Edition, left: tuple[LeftOpen, LeftOpen]) -> Iterator[CriterionChange]:
    years, ids = after.year - before.year, (left[0].criteria, left[1].criteria)
    for id, old, new in _matched(before.criteria, after.criteria, _id):
        was, known = _known((id, old, new), before, ids)
        if old is None or new is None:
            yield CriterionChange(id, old, new, was_known=was, is_known=known)
            continue
        found, condition = aspects(old, new, years, leave=COMPARED_ELSEWHERE), None
        if old.condition is not None and new.condition is not None:
            condition = condition_change(as_ruled(old.condition), as_ruled(new.condition), years, after.year)
        if found or condition:
            if condition is not None:
                was, known = was and not condition.was_open, not condition.is_open
            yield CriterionChange(id, old, new, found, condition=condition, was_known=was, is_known=known)


def _benefits(before: Edition, after: Edition, left: tuple[LeftOpen, LeftOpen]) -> Iterator[BenefitChange]:
    for id, old, new in _matched(before.benefits, after.benefits, _id):
        was, known = _known((id, old, new), before, (left[0].benefits, left[1].benefits))
        if old is None or new is None:
            yield BenefitChange(id, old, new, was_known=was, is_known=known)
            continue
        difference = _difference((before, old), (after, new))
        leave = frozenset({"amount"} if difference == 0 else ())  # 490 and 490.00 are written in two ways
        if found := aspects(old, new, after.year - before.year, leave):
            if [aspect.name for aspect in found] == ["amount"]:
                asked, asks = questions_of(old.amount), questions_of(new.amount)
                was, known = was and asked <= asks, asks <= asked
            yield BenefitChange(id, old, new, found, difference=difference, was_known=was, is_known=known)


def _difference(before: tuple[Edition, Benefit], after: tuple[Edition, Benefit]) -> Decimal | None:
    old, new = _fixed(*before), _fixed(*after)
    return None if old is None or new is None or before[0].currency != after[0].currency else new - old


def _fixed(edition: Edition, benefit: Benefit) -> Decimal | None:
    """The amount where it is the same for everybody."""
    found = bounds(benefit.amount, Trace.of([benefit.amount], Known(edition.year)))
    return found.low if found.low == found.high else None


def _figures(
    before: Edition, after: Edition, served: tuple[Change[Criterion] | Change[Benefit], ...]
) -> Iterator[Change[Figure]]:
    """The figures that changed; those that came serve what came, and are no more known than that."""
    years = after.year - before.year
    went, came = ([one for one in served if getattr(one, side) is None] for side in ("after", "before"))
    left = (
        _names(before) if went and not any(one.was_known for one in went) else frozenset(),
        _names(after) if came and not any(one.is_known for one in came) else frozenset(),
    )
    for name, old, new in _matched(before.figures, after.figures, lambda figure: figure.name):
        was, known = _known((name, old, new), before, left)
        doubts = _doubt(old), _doubt(new)
        if doubts[0] != doubts[1]:
            was, known = was and doubts[0] is None, known and doubts[1] is None
        if old is None or new is None:
            yield Change(name, old, new, was_known=was, is_known=known)
            continue
        found = list(aspects(old, new, years))
        sure = (least_sure(old.references), least_sure(new.references))
        if sure[0] is not sure[1]:
            found.append(Aspect("confidence", *sure))
        if found:
            yield Change(name, old, new, tuple(found), was_known=was, is_known=known)


def _names(edition: Edition) -> frozenset[str]:
    return frozenset(figure.name for figure in edition.figures)


def _doubt(figure: Figure | None) -> str | None:
    """The open question that a figure hangs on."""
    return figure.value.question if figure is not None and isinstance(figure.value, Doubtful) else None


def _whole(before: Edition, after: Edition) -> Iterator[Aspect]:
    yield from aspects(before, after, after.year - before.year, leave=OF_ITS_OWN)
    if before.confidence is not after.confidence:
        yield Aspect("confidence", before.confidence, after.confidence)


def _only_in(edition: Edition, other: Edition) -> tuple[OpenQuestion, ...]:
    known = {question.digest for question in other.questions}
    return tuple(question for question in edition.questions if question.digest not in known)
