"""What every report has around its own content."""

from collections.abc import Iterable
from datetime import date

from incentives.catalogue import Catalogue
from incentives.report import parts
from incentives.report.parts import Content, iso
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.wording import Speech


def document(
    kind: str,
    body: Content,
    *,
    language: str,
    today: date,
    catalogue: Catalogue,
    editions: Iterable[tuple[Scheme, Edition]] = (),
) -> Content:
    """A report: its own content, with the date, the editions and their digests, who decides, and what failed."""
    speech = Speech(language)
    used = [parts.edition(edition, speech.of(scheme.wording, edition.year)) for scheme, edition in editions]
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
