"""Content of one scheme, which its own wording or rules must not keep from the others."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from incentives.catalogue import Catalogue, Stage
from incentives.catalogue.failures import guarded
from incentives.errors import MissingWording, UnreadableFile
from incentives.report.parts import Content
from incentives.scheme.criterion import Standing
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.wording import Speech

T = TypeVar("T")
Pair = tuple[Scheme, Edition]


def worded(
    build: Callable[[], T],
    catalogue: Catalogue,
    scheme_id: str,
    year: int | None = None,
    otherwise: Callable[[str], T | None] = lambda code: None,
) -> T | None:
    """What ``build`` gives; where it fails, the failure is in the catalogue, and what ``otherwise`` makes of its code.

    The code is ``invalid_wording`` where sentences cannot be used, else ``assessment_failed``.
    """
    result = guarded(build)
    if result.value is not None:
        return result.value
    if isinstance(result.error, MissingWording | UnreadableFile):
        message = f"its wording cannot be used: {result.error}; tell its author, or disable it"
        catalogue.record_failure(scheme_id, Stage.RECORD, message, year)
        return otherwise("invalid_wording")
    message = f"its answer cannot be given: {result.said}; tell its author, or disable it"
    catalogue.record_failure(scheme_id, Stage.RULE, message, year)
    return otherwise("assessment_failed")


def that_can_be_said(pairs: Iterable[Pair], catalogue: Catalogue, language: str) -> list[Pair]:
    """The schemes and editions whose names can be said; those of the others are among the failures."""

    def said(scheme: Scheme, edition: Edition) -> bool:
        speech = Speech(language).of(scheme.wording, edition.year)
        return all(speech.say(*path) is not None for path in _needed(scheme, edition))

    return [pair for pair in pairs if worded(lambda: said(*pair), catalogue, pair[0].id, pair[1].year)]


def check_wording(catalogue: Catalogue) -> None:
    """Put every wording that cannot be used among the failures, by the newest edition of each scheme."""
    for scheme in catalogue.schemes:
        languages = worded(lambda scheme=scheme: [*map(scheme.wording.table, scheme.wording.languages)], catalogue, scheme.id)
        edition = guarded(lambda scheme=scheme: catalogue.edition(scheme.id, scheme.years[-1])).value
        if languages is not None and edition is not None:
            that_can_be_said([(scheme, edition)], catalogue, "en")


def _needed(scheme: Scheme, edition: Edition) -> Iterator[tuple[str, ...]]:
    """The sentences without which nothing of an edition can be shown."""
    yield from (("scheme", part) for part in ("name", "short", "summary", "authority", "decides"))
    for criterion in edition.criteria:
        asked = criterion.standing is Standing.ASKED
        outcomes = ("met", "not_met", "unknown") if asked else (criterion.standing.value,)
        yield from (("criteria", criterion.id, part) for part in ("name", *outcomes))
    for fact in scheme.facts:
        yield from (("facts", fact.id, part) for part in ("name", "question"))
    yield from (("questions", question.id, "statement") for question in edition.questions)
    yield from (("benefits", benefit.id, "name") for benefit in edition.benefits)
    yield from (("contacts", contact.id, "name") for contact in edition.contacts)
    yield "channels", edition.application.channel, "name"
