"""The records of what changed from one edition to another."""

from decimal import Decimal
from typing import Annotated

from incentives.changes import ChangeKind, Joined
from incentives.report.records.pieces import EditionMark, Named, Reference, Sums
from incentives.report.records.recording import Record
from incentives.report.records.rulebook import QuestionRule


class ChangesSide(EditionMark):
    """One of two editions that are compared."""

    most: Annotated[Sums, "the most that it can pay"]


class ConditionPart(Record):
    """Where two conditions differ."""

    joined: Annotated[Joined, "one of several that are all needed, one of several of which any is enough, or neither"]
    before: Annotated[str | None, "the part as it was"]
    after: Annotated[str | None, "the part as it is"]
    sentences: Annotated[tuple[str, ...], "the difference in words"]


class Aspect(Named):
    """What else differs."""

    before: Annotated[str | None, "as it was; null for none, and where it is told by what came and went"]
    after: Annotated[str | None, "as it is"]
    added: Annotated[tuple[str, ...], "what came to several things, such as steps or professions"]
    removed: Annotated[tuple[str, ...], "what went"]
    sentences: Annotated[tuple[str, ...], "the difference in words"]


class PartChange(Named):
    """What became of a criterion, a benefit, a paper, a contact or a figure."""

    kind: Annotated[ChangeKind, "not_known_before, not_known_after: one edition leaves it open, or only concludes it"]
    kind_text: Annotated[str, "the same in words"]
    before: Annotated[str | None, "a criterion's condition, a benefit's amount, a figure's value as it was"]
    after: Annotated[str | None, "the same as it is"]
    difference: Annotated[Decimal | None, "how much more a benefit is; null where it isn't the same for all"]
    difference_text: Annotated[str | None, "the same in words; null for none"]
    decided: Annotated[bool | None, "whether the direction could be told; null where no condition changed"]
    parts: Annotated[tuple[ConditionPart, ...], "where the conditions differ"]
    aspects: Annotated[tuple[Aspect, ...], "what else differs"]
    references_before: Annotated[tuple[Reference, ...], "where it was written"]
    references_after: Annotated[tuple[Reference, ...], "where it is written"]


class Changes(Record):
    """What changed in a scheme from one reference year to another."""

    scheme: Annotated[str, "the scheme's id"]
    scheme_name: Annotated[str, "its short name"]
    before: Annotated[ChangesSide, "the first edition"]
    after: Annotated[ChangesSide, "the second"]
    same: Annotated[bool, "whether nothing that is compared changed"]
    same_text: Annotated[str | None, "the same in a sentence"]
    benefits: Annotated[tuple[PartChange, ...], "benefits that came, went or changed"]
    criteria: Annotated[tuple[PartChange, ...], "criteria, likewise"]
    application: Annotated[tuple[Aspect, ...], "what changed of channel, steps, window and payment"]
    evidence: Annotated[tuple[PartChange, ...], "papers"]
    contacts: Annotated[tuple[PartChange, ...], "whom to ask"]
    questions_added: Annotated[tuple[QuestionRule, ...], "points that only the second edition leaves open"]
    questions_settled: Annotated[tuple[QuestionRule, ...], "points that only the first left open"]
    edition_aspects: Annotated[tuple[Aspect, ...], "what changed of the edition as a whole, such as professions"]
    figures: Annotated[tuple[PartChange, ...], "figures whose value, or certainty, is another"]
    note: Annotated[str, "what the directions mean"]
