"""The records of rules without a practitioner."""

from collections.abc import Mapping
from datetime import date as day
from typing import Annotated

from incentives.report.records.pieces import (
    Contact,
    Edition,
    EditionMark,
    Evidence,
    Fresh,
    Named,
    Payment,
    Reference,
    Sourced,
    Stated,
    Sums,
    Window,
)
from incentives.report.records.recording import Record
from incentives.scheme.application import Handling
from incentives.scheme.benefit import Cadence
from incentives.scheme.criterion import Establishment, Standing, Theme


class AnyCriterion(Named, Sourced):
    """What a criterion is, with and without a practitioner."""

    __table__ = "criteria"
    theme: Annotated[Theme, "what it is about"]
    theme_text: Annotated[str, "the same in words"]
    established_by: Annotated[Establishment, "who establishes it"]
    established_by_text: Annotated[str | None, "the same in words; null where it is not asked"]
    deadline: Annotated[day | None, "the last day on which a deed can make it true"]
    advise_by: Annotated[day | None, "a prudent day to act by, until it has passed; no outcome turns on it"]


class AnyBenefit(Named, Sourced):
    """What a benefit is, with and without a practitioner."""

    __table__ = "benefits"
    cadence: Annotated[Cadence, "how often it is paid"]
    cadence_text: Annotated[str, "the same in words"]
    instalment_text: Annotated[str | None, "one payment and how many there are; null where the edition names none"]
    on_top_of: Annotated[tuple[str, ...], "names of benefits without which it isn't paid"]
    not_with: Annotated[tuple[str, ...], "names of benefits that go first: it isn't paid where one of them is due"]


class UserEdition(Record):
    """An edition that the user supplied."""

    year: Annotated[int, "reference year; the plugin's own edition of that year isn't used"]
    file: Annotated[str, "the user's file, as it was named"]
    text: Annotated[str, "the same in words"]


class NewestEdition(Fresh):
    """Of the last known year, whether it is still to be relied on."""

    year: Annotated[int, "reference year"]


class Scheme(Named):
    """What a scheme is, whom it covers, which years are known, which plugin gives it."""

    short: Annotated[str, "short name"]
    summary: Annotated[str, "one sentence"]
    jurisdiction: Annotated[str, "country code"]
    authority: Annotated[str, "who pays, with an explanation"]
    professions: Annotated[tuple[str, ...], "names of those that one of its editions covers"]
    years: Annotated[tuple[int, ...], "the reference years of which rules are known, the user's own among them"]
    user_editions: Annotated[tuple[UserEdition, ...], "those of them that the user supplied"]
    newest: Annotated[NewestEdition | None, "of the last of these years; null in show, and where it is broken"]
    provider: Annotated[str, "the distribution that gives it, with its version"]
    translation_is_ours: Annotated[bool, "whether the wording in this language is our translation"]


class Schemes(Record):
    """The schemes that installed plugins give."""

    schemes: Annotated[tuple[Scheme, ...], "sorted by id"]
    left_out: Annotated[int, "how many more there are, where a short list for people was asked for; else 0"]


class CriterionRule(AnyCriterion):
    """A criterion, without a practitioner."""

    rule: Annotated[str, "the condition in words, or why it isn't asked"]
    standing: Annotated[Standing, "what the edition makes of it"]
    standing_text: Annotated[str | None, "the same in words; null where it is asked"]


class BenefitRule(AnyBenefit):
    """A benefit, without a practitioner."""

    amount_text: Annotated[str, "the amount, or how it is worked out"]
    requires: Annotated[tuple[str, ...], "names of criteria"]


class GroupRule(Named, Sourced):
    """Benefits under one ceiling, or of which one is received."""

    __table__ = "groups"
    benefits: Annotated[tuple[str, ...], "names of its benefits"]
    one_only: Annotated[bool, "whether they are alternatives, of which one is received"]
    at_most_text: Annotated[str | None, "what they pay together at most; null for no ceiling"]
    sentences: Annotated[tuple[str, ...], "the same in sentences"]


class Figure(Record):
    """A figure beside its source."""

    name: Annotated[str, "as in the edition's file"]
    value_text: Annotated[str, "for people"]
    references: Annotated[tuple[Reference, ...], "where it stands"]


class QuestionRule(Stated):
    """A point on which the texts are silent."""

    why: Annotated[str | None, "what the texts say, and where they stop"]
    ask: Annotated[str, "the name of the contact to ask"]


class ApplicationRule(Sourced):
    """Where, how and when to apply, on any day."""

    channel: Annotated[str, "its id"]
    channel_name: Annotated[str, "where to apply"]
    steps: Annotated[tuple[str, ...], "in the order in which they are done"]
    window: Annotated[Window | None, "when one can apply; null where nothing is requested"]
    payment: Annotated[Payment, "when it is paid"]


class Rules(Record):
    """One edition, whole."""

    scheme: Annotated[Scheme, "what it is"]
    edition: Annotated[Edition, "of which year, how sure, from when"]
    professions: Annotated[tuple[str, ...], "those that this edition covers"]
    most: Annotated[Sums, "the most that it can pay"]
    criteria: Annotated[tuple[CriterionRule, ...], "in the edition's order"]
    benefits: Annotated[tuple[BenefitRule, ...], "what it pays"]
    groups: Annotated[tuple[GroupRule, ...], "benefits under one ceiling, or of which one is received"]
    figures: Annotated[tuple[Figure, ...], "every figure beside its source"]
    open_questions: Annotated[tuple[QuestionRule, ...], "points on which the texts are silent"]
    application: Annotated[ApplicationRule, "where, how and when"]
    evidence: Annotated[tuple[Evidence, ...], "the papers"]
    contacts: Annotated[tuple[Contact, ...], "whom to ask"]
    notes: Annotated[tuple[str, ...], "sentences shown with every result"]


class BenefitInShort(Record):
    """A benefit in a few words."""

    __table__ = "benefits"
    name: Annotated[str, "its name"]
    amount_text: Annotated[str, "the amount, or how it is worked out"]
    cadence_text: Annotated[str, "how often it is paid"]
    instalment_text: Annotated[str | None, "one payment and how many there are; null where the edition names none"]


class PaperInShort(Record):
    """A paper in a few words."""

    __table__ = "evidence"
    name: Annotated[str, "what it is"]
    handling_text: Annotated[str, "what becomes of it"]


class Column(EditionMark):
    """One edition among others."""

    scheme: Annotated[str, "the scheme's id"]
    scheme_name: Annotated[str, "its short name"]
    jurisdiction: Annotated[str, "country code"]
    authority: Annotated[str, "who pays"]
    most: Annotated[Sums, "the most that it can pay"]
    benefits: Annotated[tuple[BenefitInShort, ...], "what it pays"]
    groups: Annotated[tuple[str, ...], "sentences about ceilings and alternatives"]
    channel_name: Annotated[str, "where to apply"]
    window: Annotated[Window | None, "when; null where nothing is requested"]
    payment: Annotated[Payment, "when it is paid"]
    evidence_burden: Annotated[Mapping[Handling, int], "kinds of papers, by handling"]
    established: Annotated[Mapping[Establishment, int], "criteria asked, by who establishes them"]
    evidence: Annotated[tuple[PaperInShort, ...], "the papers"]


class Cell(Named):
    """A criterion in a few words."""

    __table__ = "criteria"
    standing: Annotated[Standing, "what the edition makes of it"]
    rule: Annotated[str, "the condition in words, or its standing"]
    established_by_text: Annotated[str | None, "who establishes it; null where it is not asked"]


class ThemeRow(Record):
    """The criteria on a theme, column by column."""

    theme: Annotated[Theme, "the theme"]
    theme_text: Annotated[str, "the same in words"]
    criteria: Annotated[tuple[tuple[Cell, ...], ...], "for each column, its criteria on the theme"]


class SchemeComparison(Record):
    """Schemes side by side, without a practitioner."""

    columns: Annotated[tuple[Column, ...], "one for each scheme"]
    themes: Annotated[tuple[ThemeRow, ...], "the criteria on each theme, column by column"]
