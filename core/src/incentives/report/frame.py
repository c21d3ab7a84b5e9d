"""What every report has around its own content."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from incentives.catalogue import Catalogue
from incentives.report import parts
from incentives.report.parts import Content, iso
from incentives.report.worded import worded
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.wording import Speech


def document(  # noqa: PLR0913  # what a report is made of
    kind: str,
    body: Content,
    *,
    language: str,
    today: date,
    catalogue: Catalogue,
    editions: Iterable[tuple[Scheme, Edition]] = (),
    as_of: date | None = None,
) -> Content:
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
    used = [content for content in found if content is not None]
    return {
        "kind": kind,
        "language": language,
        "date": iso(today),
        **body,
        "editions": used,
        "decides": list(dict.fromkeys(edition["decides"] for edition in used)),
        "disclaimer": speech.say("report", "disclaimer"),
        "failures": [
            {
                "plugin": failure.plugin,
                "distribution": failure.distribution,
                "stage": failure.stage.value,
                "code": failure.code,
                "message": failure.message,
                "scheme": failure.scheme,
                "year": failure.year,
            }
            for failure in catalogue.failures
        ],
    }


def _edition(scheme: Scheme, edition: Edition, speech: Speech, as_of: date | None) -> Content:
    return parts.edition(scheme, edition, speech.of(scheme.wording, edition.year), as_of)
