"""The voice of an edition without a practitioner: its sentences with its own figures and dates filled in."""

from incentives.assessment.placeholders import Placeholders
from incentives.rules.evaluation import Known
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.wording import Speech


def voice(scheme: Scheme, edition: Edition, language: str) -> Speech:
    """The language, for a scheme's wording and one of its editions."""
    speech = Speech(language).of(scheme.wording, edition.year)
    return speech.of(
        scheme.wording, edition.year, Placeholders(edition, scheme.facts, Known(edition.year), speech).text
    )
