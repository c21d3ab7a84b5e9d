"""The content of a check or a comparison."""

from collections.abc import Iterator
from datetime import date

from incentives.assessment import Assessment
from incentives.catalogue import Catalogue, NotAssessed
from incentives.comparison import Comparison
from incentives.report import parts
from incentives.report.assessed import row_content, unworded_content
from incentives.report.parts import Content, iso
from incentives.report.worded import worded
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.situation import CheckedSituation
from incentives.wording import Speech, formats


def compared_body(
    comparison: Comparison, situation: CheckedSituation, as_of: date | None, language: str, catalogue: Catalogue
) -> Content:
    """The assessments one after another, with their totals; a scheme that cannot be worded is a row that says so."""
    speech = Speech(language)
    return {
        "label": situation.label,
        "as_of": iso(as_of),
        "as_of_text": speech.say("labels", "as_of", date=formats.day(as_of, language)) if as_of else None,
        "notices": [notice.text(language) for notice in situation.notices],
        "rows": [_row(row, language, catalogue) for row in comparison.rows],
        "totals": [parts.amount(total, speech) for total in comparison.totals],
        "totals_note": " ".join([speech.say("labels", "total_note"), *_user_supplied(comparison, speech)]),
        "totals_by_year": {
            str(year): [parts.amount(total, speech) for total in totals]
            for year, totals in comparison.totals_by_year.items()
        },
    }


def _user_supplied(comparison: Comparison, speech: Speech) -> Iterator[str]:
    """That the sums hold what follows from rules of the user's own, where they do."""
    counted = (row for row in comparison.assessments if row.edition.user_supplied and not row.is_elsewhere)
    names = [f"{row.scheme.id} {row.year}" for row in counted]
    if names:
        yield speech.say("labels", "total_user", editions=formats.listing(names, speech.language))


def _row(row: Assessment | NotAssessed, language: str, catalogue: Catalogue) -> Content:
    content = worded(lambda: row_content(row, language), catalogue, row.scheme.id, row.year)
    return unworded_content(row, language) if content is None else content


def editions_of(comparison: Comparison) -> list[tuple[Scheme, Edition]]:
    """The editions that a comparison used."""
    return [(a.scheme, a.edition) for a in comparison.assessments]
