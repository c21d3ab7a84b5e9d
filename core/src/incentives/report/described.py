"""The content of rules without a practitioner: one edition, or schemes side by side."""

from datetime import date

from incentives.assessment.placeholders import figure_text
from incentives.catalogue import Catalogue
from incentives.comparison import SchemeColumn, SchemeComparison
from incentives.report import paid, parts
from incentives.report.listings import scheme_content
from incentives.report.parts import Content, iso
from incentives.report.voices import voice
from incentives.scheme.application import Handling
from incentives.scheme.criterion import Criterion, Establishment, Standing
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.wording import Speech
from incentives.wording.words import words


def edition_body(
    scheme: Scheme, edition: Edition, catalogue: Catalogue, language: str, as_of: date | None = None
) -> Content:
    """One edition, whole: criteria, figures, amounts, application, evidence, sources, open questions."""
    speech = voice(scheme, edition, language)
    column = SchemeColumn(scheme, edition)
    return {
        "scheme": scheme_content(scheme, catalogue, language),
        "edition": parts.edition(scheme, edition, speech, as_of),
        "professions": [speech.say("facts", "practitioner.profession", "values", p) for p in edition.professions],
        "most": parts.amount(column.most, speech),
        "criteria": [
            {
                "id": c.id,
                "name": speech.say("criteria", c.id, "name"),
                "rule": words(c.condition, speech)
                if c.condition is not None
                else speech.say("criteria", c.id, c.standing.value),
                "standing": c.standing.value,
                "standing_text": speech.say("outcome", c.standing.value) if c.standing is not Standing.ASKED else None,
                "theme": c.theme.value,
                "theme_text": speech.say("theme", c.theme.value),
                "established_by": c.established_by.value,
                "established_by_text": parts.established(c, speech),
                "deadline": iso(c.deadline),
                "advise_by": iso(c.advise_by),
                "notes": parts.notes(c.notes, speech),
                "references": parts.references(c.references, speech),
            }
            for c in edition.criteria
        ],
        "benefits": [
            {
                "id": b.id,
                "name": speech.say("benefits", b.id, "name"),
                "amount_text": words(b.amount, speech),
                "cadence": b.cadence.value,
                "cadence_text": speech.say("cadence", b.cadence.value),
                "requires": [speech.say("criteria", id, "name") for id in b.requires],
                "instalment_text": paid.instalment_rule(b, speech),
                "on_top_of": [speech.say("benefits", id, "name") for id in b.on_top_of],
                "not_with": [speech.say("benefits", id, "name") for id in b.not_with],
                "notes": parts.notes(b.notes, speech),
                "references": parts.references(b.references, speech),
            }
            for b in edition.benefits
        ],
        "groups": [paid.group_rule(group, speech) for group in edition.groups],
        "figures": [
            {
                "name": figure.name,
                "value_text": figure_text(figure, speech, scheme.facts, edition.currency),
                "references": parts.references(figure.references, speech),
            }
            for figure in edition.figures
        ],
        "open_questions": [
            {
                "id": q.id,
                "statement": speech.say("questions", q.id, "statement"),
                "why": speech.find("questions", q.id, "why"),
                "ask": speech.say("contacts", q.ask, "name"),
            }
            for q in edition.questions
        ],
        "application": {
            "channel": edition.application.channel,
            "channel_name": speech.say("channels", edition.application.channel, "name"),
            "steps": [speech.say("steps", id) for id in edition.application.steps],
            "window": parts.window(edition.application.window, None, speech),
            "payment": parts.payment(edition.application.payment, speech),
            "notes": parts.notes(edition.application.notes, speech),
            "references": parts.references(edition.application.references, speech),
        },
        "evidence": [parts.evidence(item, edition.criteria, speech) for item in edition.evidence],
        "contacts": parts.contacts(edition.contacts, speech),
        "notes": parts.notes(edition.notes, speech),
    }


def _rule(criterion: Criterion, speech: Speech) -> str:
    """The condition in words, or what the edition makes of the criterion instead."""
    if criterion.condition is None:
        return speech.say("criteria", criterion.id, criterion.standing.value)
    return words(criterion.condition, speech)


def scheme_comparison_body(comparison: SchemeComparison, language: str, as_of: date | None = None) -> Content:
    """Schemes side by side, by theme, amount, cadence, channel and evidence."""
    speech = Speech(language)
    voices = [voice(column.scheme, column.edition, language) for column in comparison.columns]
    columns = list(zip(comparison.columns, voices, strict=True))
    return {
        "columns": [_column(column, voice, as_of) for column, voice in columns],
        "themes": [
            {
                "theme": theme.value,
                "theme_text": speech.say("theme", theme.value),
                "criteria": [
                    [
                        {
                            "id": c.id,
                            "name": voice.say("criteria", c.id, "name"),
                            "standing": c.standing.value,
                            "rule": words(c.condition, voice)
                            if c.condition is not None
                            else voice.say("outcome", c.standing.value),
                            "established_by_text": parts.established(c, speech),
                        }
                        for c in criteria
                    ]
                    for criteria, (_, voice) in zip(cells, columns, strict=True)
                ],
            }
            for theme, cells in comparison.themes.items()
        ],
    }


def _column(column: SchemeColumn, speech: Speech, as_of: date | None) -> Content:
    edition = column.edition
    return {
        "scheme": column.scheme.id,
        "scheme_name": speech.say("scheme", "short"),
        "jurisdiction": column.scheme.jurisdiction,
        "authority": speech.say("scheme", "authority"),
        "year": edition.year,
        **parts.origin(edition, speech.language),
        **parts.freshness_of(column.scheme, edition, as_of, speech.language),
        "most": parts.amount(column.most, speech),
        "benefits": [
            {"name": speech.say("benefits", b.id, "name"), "amount_text": words(b.amount, speech),
             "cadence_text": speech.say("cadence", b.cadence.value),
             "instalment_text": paid.instalment_rule(b, speech)}
            for b in edition.benefits
        ],
        "groups": [text for group in edition.groups for text in paid.group_rule(group, speech)["sentences"]],
        "channel_name": speech.say("channels", edition.application.channel, "name"),
        "window": parts.window(edition.application.window, None, speech),
        "payment": parts.payment(edition.application.payment, speech),
        "evidence_burden": {h.value: column.evidence_burden.get(h, 0) for h in Handling},
        "established": {e.value: column.established.get(e, 0) for e in Establishment},
        "evidence": [
            {"name": speech.say("evidence", e.id, "name"), "handling_text": speech.say("handling", e.handling.value)}
            for e in edition.evidence
        ],
        "confidence_text": speech.say("confidence", edition.confidence.value),
    }  # fmt: skip
