"""What changed from one edition of a scheme to another."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from incentives.changes import (
    BenefitChange,
    Change,
    ChangedPart,
    ChangeKind,
    ConditionChange,
    CriterionChange,
    EditionChanges,
    Joined,
)
from incentives.comparison import SchemeColumn
from incentives.report import parts
from incentives.report.changedaspects import Side, Sides, aspect_record, figure_record
from incentives.report.filler import filled
from incentives.report.records.rulebook import QuestionRule
from incentives.report.records.twoeditions import Aspect, Changes, ChangesSide, ConditionPart, PartChange
from incentives.rules.expressions import ContainsAll, ContainsAny, Expression, IsIn, Literal, When
from incentives.rules.facts import OpenQuestion
from incentives.scheme.application import Contact, Evidence
from incentives.scheme.criterion import Criterion
from incentives.scheme.references import Figure
from incentives.scheme.scheme import Scheme
from incentives.wording import Speech, formats
from incentives.wording.words import words

# How a part that came, or went, is told, by how it stands beside its neighbours.
CAME = {Joined.ALL: "asked_besides", Joined.ANY: "another_way", Joined.ALONE: "asked_besides"}
WENT = {Joined.ALL: "asked_no_longer", Joined.ANY: "no_way_any_more", Joined.ALONE: "asked_no_longer"}

Listed = IsIn | ContainsAny | ContainsAll


def changes_body(changes: EditionChanges, scheme: Scheme, language: str, as_of: date | None = None) -> Changes:
    """What changed: benefits, criteria, application, documents, open questions, figures.

    Args:
        changes: between two editions of the scheme.
        scheme: of both.
        language: of the report.
        as_of: the day on which it is asked, for which editions are still to be relied on.
    """
    sides = Side.of(scheme, changes.before, language), Side.of(scheme, changes.after, language)
    speech = sides[1].speech
    years = {"before": str(changes.before.year), "after": str(changes.after.year)}
    return Changes(
        scheme=scheme.id,
        scheme_name=speech.say("scheme", "short"),
        before=_side(sides[0], as_of),
        after=_side(sides[1], as_of),
        same=changes.is_empty,
        same_text=speech.say("diff", "same", **years) if changes.is_empty else None,
        benefits=tuple(_benefit(change, sides) for change in changes.benefits),
        criteria=tuple(_criterion(change, sides) for change in changes.criteria),
        application=tuple(aspect_record(aspect, sides) for aspect in _steps_last(changes)),
        evidence=tuple(_evidence(change, sides) for change in changes.evidence),
        contacts=tuple(_contact(change, sides) for change in changes.contacts),
        questions_added=_questions(changes.questions_added, sides[1]),
        questions_settled=_questions(changes.questions_settled, sides[0]),
        edition_aspects=tuple(aspect_record(aspect, sides) for aspect in changes.edition),
        figures=tuple(_figure(change, sides) for change in changes.figures),
        note=speech.say("diff", "note"),
    )


def _side(side: Side, as_of: date | None) -> ChangesSide:
    column = SchemeColumn(side.scheme, side.edition)
    return parts.marked(ChangesSide, side.scheme, side.edition, side.speech, as_of, column)


def _questions(items: Iterable[OpenQuestion], side: Side) -> tuple[QuestionRule, ...]:
    return tuple(parts.question(item, side.speech) for item in items)


def _steps_last(changes: EditionChanges) -> list[Any]:
    return sorted(changes.application, key=lambda aspect: aspect.name == "steps")


def _entry(change: Change[Any], sides: Sides, text: Callable[[Any, Side], str | None], **more: Any) -> PartChange:
    """What every part that changed says of itself; ``more`` takes the place of what most parts do not have."""
    both = list(zip((change.before, change.after), sides, strict=True))
    before, after = (None if part is None else text(part, side) for part, side in both)
    was, held = (parts.references(getattr(part, "references", ()), side.speech) for part, side in both)
    usual = {
        "kind_text": sides[1].speech.say("change", change.kind.value),
        **dict.fromkeys(("difference", "difference_text", "decided")),
        "parts": (),
        "aspects": tuple(aspect_record(aspect, sides) for aspect in change.aspects),
    }
    own = {"before": before, "after": after, "references_before": was, "references_after": held}
    return filled(PartChange, sides[1].speech, change, **{**usual, **own, **more})


def _name(table: str, change: Change[Any], sides: Sides) -> str:
    """The name of a part in the edition that has it: the second, unless it is gone."""
    return (sides[0] if change.after is None else sides[1]).named(table, change.id)


def _criterion(change: CriterionChange, sides: Sides) -> PartChange:
    condition, more = change.condition, {"name": _name("criteria", change, sides)}
    if condition is None or not change.kind.is_told:
        return _entry(change, sides, _rule, **more)
    return _entry(
        change,
        sides,
        _rule,
        parts=tuple(_part(part, sides) for part in condition.parts),
        kind_text=_direction_text(condition, change.kind, sides[1].speech),
        decided=condition.is_decided,
        **more,
    )


def _rule(criterion: Criterion, side: Side) -> str | None:
    return None if criterion.condition is None else words(criterion.condition, side.speech)


def _direction_text(condition: ConditionChange, kind: ChangeKind, speech: Speech) -> str:
    if kind is not ChangeKind.CHANGED:
        return speech.say("change", kind.value)
    return speech.say("change", "neither" if condition.is_decided else "undecided")


def _part(part: ChangedPart, sides: Sides) -> ConditionPart:
    before, after = (
        None if condition is None else words(_plainly(condition), side.speech)
        for condition, side in zip((part.before, part.after), sides, strict=True)
    )
    sentences = tuple(_part_sentences(part, before, after, sides))
    return ConditionPart(joined=part.joined, before=before, after=after, sentences=sentences)


def _plainly(condition: Expression) -> Expression:
    """A figure that is a yes or a no by an open question, as the question itself."""
    match condition:
        case When(condition=question, then=Literal(value=True), otherwise=Literal(value=False)):
            return question
    return condition


def _part_sentences(part: ChangedPart, before: str | None, after: str | None, sides: Sides) -> Iterator[str]:
    speech = sides[1].speech
    if before is None or after is None:
        key = CAME[part.joined] if before is None else WENT[part.joined]
        yield speech.say("diff", key, part=before or after or "")
        return
    lists = _two_lists(part)
    if lists is None:
        yield speech.say("diff", "from_to", before=before, after=after)
        return
    old, new = lists
    asked = words(new.operand, speech)
    for key, some, others, side in (("now_also", new, old, sides[1]), ("no_longer", old, new, sides[0])):
        labels = [_label(some.operand, value, side) for value in some.values if value not in others.values]
        if labels:
            yield speech.say("diff", key, name=asked, values=formats.listing(labels, speech.language))


def _two_lists(part: ChangedPart) -> tuple[Listed, Listed] | None:
    """The part where it asks the same fact for one of some values, and the values are others."""
    old, new = part.before, part.after
    if not isinstance(old, Listed) or not isinstance(new, Listed) or type(old) is not type(new):
        return None
    return (old, new) if old.operand.digest == new.operand.digest else None


def _label(operand: Expression, value: str, side: Side) -> str:
    fact = getattr(operand, "fact", operand)
    return side.speech.value(value, operand.type, getattr(fact, "id", None))


def _benefit(change: BenefitChange, sides: Sides) -> PartChange:
    difference = change.difference
    return _entry(
        change,
        sides,
        lambda part, side: words(part.amount, side.speech),
        name=_name("benefits", change, sides),
        difference=difference,
        difference_text=_signed(difference, sides[1]) if difference else None,
    )


def _signed(difference: Decimal, side: Side) -> str:
    text = formats.amount(abs(difference), side.edition.currency, side.speech.language)
    return side.speech.say("diff", "more" if difference > 0 else "less", amount=text)


def _evidence(change: Change[Evidence], sides: Sides) -> PartChange:
    name = _name("evidence", change, sides)
    return _entry(change, sides, lambda part, side: side.speech.say("handling", part.handling.value), name=name)


def _contact(change: Change[Contact], sides: Sides) -> PartChange:
    return _entry(change, sides, lambda _, __: None, name=_name("contacts", change, sides))


def _figure(change: Change[Figure], sides: Sides) -> PartChange:
    told: list[Aspect] = []
    if change.before is not None and change.after is not None:
        told = [figure_record(aspect, change.before, change.after, sides) for aspect in change.aspects]
    return _entry(change, sides, lambda figure, side: side.figure(figure), name=change.id, aspects=tuple(told))
