"""Content of one scheme, which its own wording or rules must not keep from the others."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from incentives.catalogue import Catalogue, Stage
from incentives.catalogue.failures import guarded
from incentives.errors import MissingWording, UnreadableFile
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
    otherwise: Callable[[str], T | None] = lambda _: None,
) -> T | None:
    """What ``build`` gives; where it fails, the failure is in the catalogue, and what ``otherwise`` makes of its code.

    The code is ``invalid_wording`` where sentences cannot be used, else ``assessment_failed``.
    """
    result = guarded(build)
    if result.value is not None:
        return result.value
    if isinstance(result.error, MissingWording | UnreadableFile):
        code, stage, problem = "invalid_wording", Stage.RECORD, f"its wording cannot be used: {result.error}"
    else:
        code, stage, problem = "assessment_failed", Stage.RULE, f"its answer cannot be given: {result.said}"
    catalogue.record_failure(scheme_id, stage, f"{problem}; tell its author, or disable it", year)
    return otherwise(code)


def that_can_be_said(pairs: Iterable[Pair], catalogue: Catalogue, language: str) -> list[Pair]:
    """The schemes and editions whose names can be said; those of the others are among the failures."""
    return [
        (scheme, edition)
        for scheme, edition in pairs
        if worded(partial(_said, scheme, edition, language), catalogue, scheme.id, edition.year)
    ]


def check_wording(catalogue: Catalogue) -> None:
    """Put every wording that cannot be used among the failures, by the newest edition of each scheme."""
    for scheme in catalogue.schemes:
        newest = guarded(partial(_newest, catalogue, scheme)).value
        if worded(partial(_tables, scheme), catalogue, scheme.id) and newest is not None:
            that_can_be_said([(scheme, newest)], catalogue, "en")


def _newest(catalogue: Catalogue, scheme: Scheme) -> Edition:
    return catalogue.edition(scheme.id, scheme.years[-1])


def _tables(scheme: Scheme) -> list[object]:
    """The sentences of each language that a scheme is written in."""
    return [scheme.wording.table(language) for language in scheme.wording.languages]


def _said(scheme: Scheme, edition: Edition, language: str) -> list[str]:
    speech = Speech(language).of(scheme.wording, edition.year)
    return [speech.say(*path) for path in _needed(scheme, edition)]


def _needed(scheme: Scheme, edition: Edition) -> Iterator[tuple[str, ...]]:
    """The sentences without which nothing of an edition can be shown."""
    yield from (("scheme", part) for part in ("name", "short", "summary", "authority", "decides"))
    yield from (("criteria", criterion.id, "name") for criterion in edition.criteria)
    for fact in scheme.facts:
        yield from (("facts", fact.id, part) for part in ("name", "question"))
    yield from (("questions", question.id, "statement") for question in edition.questions)
    yield from (("benefits", benefit.id, "name") for benefit in edition.benefits)
    yield from (("contacts", contact.id, "name") for contact in edition.contacts)
    yield "channels", edition.application.channel, "name"
