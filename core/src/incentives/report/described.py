"""Rules without a practitioner: one edition, or schemes side by side."""

from datetime import date

from incentives.assessment.placeholders import figure_text
from incentives.catalogue import Catalogue
from incentives.comparison import SchemeColumn
from incentives.comparison import SchemeComparison as SideBySide
from incentives.report import paid, parts
from incentives.report.filler import filled, makes
from incentives.report.listings import scheme_record
from incentives.report.records.rulebook import (
    BenefitInShort,
    BenefitRule,
    Cell,
    Column,
    CriterionRule,
    Figure,
    Rules,
    SchemeComparison,
    ThemeRow,
)
from incentives.report.voices import voice
from incentives.scheme.application import Handling
from incentives.scheme.benefit import Benefit
from incentives.scheme.criterion import Criterion, Establishment, Standing
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.wording import Speech
from incentives.wording.byrule import by_rule
from incentives.wording.words import words


def edition_body(
    scheme: Scheme, edition: Edition, catalogue: Catalogue, language: str, as_of: date | None = None
) -> Rules:
    """One edition, whole: criteria, figures, amounts, application, evidence, sources, open questions."""
    speech = voice(scheme, edition, language)
    return filled(
        Rules,
        speech,
        edition,
        SchemeColumn(scheme, edition),
        scheme=scheme_record(scheme, catalogue, language),
        edition=parts.edition(scheme, edition, speech, as_of),
        figures=tuple(
            filled(Figure, speech, one, value_text=figure_text(one, speech, scheme.facts, edition.currency))
            for one in edition.figures
        ),
        open_questions=tuple(parts.question(one, speech) for one in edition.questions),
        evidence=tuple(parts.evidence(item, edition.criteria, speech) for item in edition.evidence),
    )


@makes(CriterionRule)
def criterion(item: Criterion, speech: Speech) -> CriterionRule:
    """A criterion with its condition in words, or what the edition makes of it instead."""
    is_asked = item.standing is Standing.ASKED
    rule = (
        words(item.condition, speech)
        if item.condition is not None
        else speech.find("criteria", item.id, item.standing.value) or by_rule(item.standing.value, None, speech)
    )
    standing = None if is_asked else speech.say("outcome", item.standing.value)
    return filled(
        CriterionRule,
        speech,
        item,
        rule=rule,
        standing_text=standing,
        established_by_text=parts.established(item, speech),
    )


@makes(BenefitRule)
def benefit(item: Benefit, speech: Speech) -> BenefitRule:
    """A benefit with its amount in words."""
    return filled(BenefitRule, speech, item, **_amount(item, speech))


@makes(BenefitInShort)
def benefit_in_short(item: Benefit, speech: Speech) -> BenefitInShort:
    """A benefit with its amount in words, and little more."""
    return filled(BenefitInShort, speech, item, **_amount(item, speech))


def _amount(item: Benefit, speech: Speech) -> dict[str, str | None]:
    return {"amount_text": words(item.amount, speech), "instalment_text": paid.instalment_rule(item, speech)}


def scheme_comparison_body(comparison: SideBySide, language: str, as_of: date | None = None) -> SchemeComparison:
    """Schemes side by side, by theme, amount, cadence, channel and evidence."""
    speech = Speech(language)
    voices = [voice(column.scheme, column.edition, language) for column in comparison.columns]
    columns = [_column(column, voice, as_of) for column, voice in zip(comparison.columns, voices, strict=True)]
    return SchemeComparison(
        columns=tuple(columns),
        themes=tuple(
            ThemeRow(
                theme=theme,
                theme_text=speech.say("theme", theme.value),
                criteria=tuple(
                    tuple(_cell(one, voice) for one in criteria) for criteria, voice in zip(cells, voices, strict=True)
                ),
            )
            for theme, cells in comparison.themes.items()
        ),
    )


def _cell(item: Criterion, speech: Speech) -> Cell:
    rule = words(item.condition, speech) if item.condition is not None else speech.say("outcome", item.standing.value)
    return filled(Cell, speech, item, rule=rule, established_by_text=parts.established(item, speech))


def _column(column: SchemeColumn, speech: Speech, as_of: date | None) -> Column:
    edition, scheme = column.edition, column.scheme
    return parts.marked(
        Column,
        scheme,
        edition,
        speech,
        as_of,
        column,
        edition.application,
        scheme,
        authority=speech.say("scheme", "authority"),
        groups=tuple(text for group in edition.groups for text in paid.group_rule(group, speech).sentences),
        evidence_burden={handling: column.evidence_burden.get(handling, 0) for handling in Handling},
        established={one: column.established.get(one, 0) for one in Establishment},
    )
