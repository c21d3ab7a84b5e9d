"""The content of what changed from one edition of a scheme to another."""

from collections.abc import Iterable, Iterator
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
from incentives.report.changedaspects import Side, Sides, aspect_content, figure_content
from incentives.report.parts import Content
from incentives.rules.expressions import ContainsAll, ContainsAny, Expression, IsIn, Literal, When
from incentives.rules.facts import OpenQuestion
from incentives.scheme.application import Contact, Evidence
from incentives.scheme.references import Figure
from incentives.scheme.scheme import Scheme
from incentives.wording import Speech, formats
from incentives.wording.words import words

# How a part that came, or went, is told, by how it stands beside its neighbours.
CAME = {Joined.ALL: "asked_besides", Joined.ANY: "another_way", Joined.ALONE: "asked_besides"}
WENT = {Joined.ALL: "asked_no_longer", Joined.ANY: "no_way_any_more", Joined.ALONE: "asked_no_longer"}

Listed = IsIn | ContainsAny | ContainsAll


def changes_body(changes: EditionChanges, scheme: Scheme, language: str, as_of: date | None = None) -> Content:
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
    return {
        "scheme": scheme.id,
        "scheme_name": speech.say("scheme", "short"),
        "before": _side(sides[0], as_of),
        "after": _side(sides[1], as_of),
        "same": changes.is_empty,
        "same_text": speech.say("diff", "same", **years) if changes.is_empty else None,
        "benefits": [_benefit(change, sides) for change in changes.benefits],
        "criteria": [_criterion(change, sides) for change in changes.criteria],
        "application": [aspect_content(aspect, sides) for aspect in _steps_last(changes)],
        "evidence": [_evidence(change, sides) for change in changes.evidence],
        "contacts": [_contact(change, sides) for change in changes.contacts],
        "questions_added": _questions(changes.questions_added, sides[1]),
        "questions_settled": _questions(changes.questions_settled, sides[0]),
        "edition_aspects": [aspect_content(aspect, sides) for aspect in changes.edition],
        "figures": [_figure(change, sides) for change in changes.figures],
        "note": speech.say("diff", "note"),
    }


def _side(side: Side, as_of: date | None) -> Content:
    edition, speech = side.edition, side.speech
    return {
        "year": edition.year,
        **parts.origin(edition, speech.language),
        **parts.freshness_of(side.scheme, edition, as_of, speech.language),
        "most": parts.amount(SchemeColumn(side.scheme, edition).most, speech),
        "confidence": edition.confidence.value,
        "confidence_text": speech.say("confidence", edition.confidence.value),
        "projected_text": speech.say("report", "projected") if edition.projected else None,
    }


def _steps_last(changes: EditionChanges) -> list[Any]:
    return sorted(changes.application, key=lambda aspect: aspect.name == "steps")


def _entry(change: Change[Any], sides: Sides, name: str, texts: tuple[str | None, str | None], **more: Any) -> Content:
    """What every part that changed says of itself; ``more`` takes the place of what most parts do not have."""
    held = [() if part is None else getattr(part, "references", ()) for part in (change.before, change.after)]
    return {
        "id": change.id,
        "name": name,
        "kind": change.kind.value,
        "kind_text": sides[1].speech.say("change", change.kind.value),
        "before": texts[0],
        "after": texts[1],
        "difference": None,
        "difference_text": None,
        "decided": None,
        "parts": [],
        "aspects": [aspect_content(aspect, sides) for aspect in change.aspects],
        "references_before": parts.references(held[0], sides[0].speech),
        "references_after": parts.references(held[1], sides[1].speech),
        **more,
    }


def _standing(change: Change[Any], sides: Sides) -> Side:
    """The edition that has the part: the second, unless it is gone."""
    return sides[0] if change.after is None else sides[1]


def _criterion(change: CriterionChange, sides: Sides) -> Content:
    rules = tuple(
        None if part is None or part.condition is None else words(part.condition, side.speech)
        for part, side in zip((change.before, change.after), sides, strict=True)
    )
    name = _standing(change, sides).named("criteria", change.id)
    condition = change.condition
    if condition is None or not change.kind.is_told:
        return _entry(change, sides, name, (rules[0], rules[1]))
    kind = {"kind_text": _direction_text(condition, change.kind, sides[1].speech), "decided": condition.is_decided}
    told = [_part(part, sides) for part in condition.parts]
    return _entry(change, sides, name, (rules[0], rules[1]), parts=told, **kind)


def _direction_text(condition: ConditionChange, kind: ChangeKind, speech: Speech) -> str:
    if kind is not ChangeKind.CHANGED:
        return speech.say("change", kind.value)
    return speech.say("change", "neither" if condition.is_decided else "undecided")


def _part(part: ChangedPart, sides: Sides) -> Content:
    texts = [
        None if condition is None else words(_plainly(condition), side.speech)
        for condition, side in zip((part.before, part.after), sides, strict=True)
    ]
    return {
        "joined": part.joined.value,
        "before": texts[0],
        "after": texts[1],
        "sentences": list(_part_sentences(part, texts[0], texts[1], sides)),
    }


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


def _benefit(change: BenefitChange, sides: Sides) -> Content:
    amounts = [
        None if part is None else words(part.amount, side.speech)
        for part, side in zip((change.before, change.after), sides, strict=True)
    ]
    name = _standing(change, sides).named("benefits", change.id)
    more: Content = {}
    if change.difference is not None:
        more["difference"] = f"{change.difference:.2f}"
        more["difference_text"] = _signed(change.difference, sides[1]) if change.difference else None
    return _entry(change, sides, name, (amounts[0], amounts[1]), **more)


def _signed(difference: Decimal, side: Side) -> str:
    text = formats.amount(abs(difference), side.edition.currency, side.speech.language)
    return side.speech.say("diff", "more" if difference > 0 else "less", amount=text)


def _evidence(change: Change[Evidence], sides: Sides) -> Content:
    handling = [
        None if part is None else side.speech.say("handling", part.handling.value)
        for part, side in zip((change.before, change.after), sides, strict=True)
    ]
    return _entry(change, sides, _standing(change, sides).named("evidence", change.id), (handling[0], handling[1]))


def _contact(change: Change[Contact], sides: Sides) -> Content:
    return _entry(change, sides, _standing(change, sides).named("contacts", change.id), (None, None))


def _figure(change: Change[Figure], sides: Sides) -> Content:
    values = [
        None if figure is None else side.figure(figure)
        for figure, side in zip((change.before, change.after), sides, strict=True)
    ]
    told = []
    if change.before is not None and change.after is not None:
        told = [figure_content(aspect, change.before, change.after, sides) for aspect in change.aspects]
    return _entry(change, sides, change.id, (values[0], values[1]), aspects=told)


def _questions(questions: Iterable[OpenQuestion], side: Side) -> list[Content]:
    return [
        {
            "id": question.id,
            "statement": side.speech.say("questions", question.id, "statement"),
            "why": side.speech.find("questions", question.id, "why"),
            "ask": side.named("contacts", question.ask),
        }
        for question in questions
    ]
