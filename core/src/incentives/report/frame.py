"""What every report has around its own content."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from incentives.catalogue import Catalogue
from incentives.report import parts
from incentives.report.filler import filled
from incentives.report.records.pieces import Edition as EditionUsed
from incentives.report.records.pieces import Failure
from incentives.report.records.recording import Record
from incentives.report.records.whole import VERSION, Report
from incentives.report.standing import Standing
from incentives.report.worded import worded
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.wording import Speech


def document(  # noqa: PLR0913  # what a report is made of
    kind: str,
    body: Record,
    *,
    language: str,
    today: date,
    catalogue: Catalogue,
    editions: Iterable[tuple[Scheme, Edition]] = (),
    as_of: date | None = None,
) -> Report:
    """A report: its own content, with the date, the editions and their digests, who decides, and what failed.

    Args:
        kind: of report.
        body: its own content.
        language: of the report.
        today: the day on which it is made.
        catalogue: whose failures are told.
        editions: those used.
        as_of: the day on which it is asked, for which editions are still to be relied on.
    """
    speech = Speech(language)
    found = (
        worded(partial(_edition, scheme, edition, speech, as_of), catalogue, scheme.id, edition.year)
        for scheme, edition in editions
    )
    used = tuple(edition for edition in found if edition is not None)
    return Report(
        schema_version=VERSION,
        kind=kind,
        language=language,
        date=today,
        body=body,
        editions=used,
        decides=tuple(dict.fromkeys(edition.decides for edition in used)),
        disclaimer=speech.say("report", "disclaimer"),
        failures=tuple(filled(Failure, speech, failure) for failure in catalogue.failures),
    )


def _edition(scheme: Scheme, edition: Edition, speech: Speech, as_of: date | None) -> EditionUsed:
    of_scheme = Standing.of(scheme, edition, as_of, speech.of(scheme.wording, edition.year))
    return of_scheme.part("edition", lambda voice: parts.edition(scheme, edition, voice, as_of))
