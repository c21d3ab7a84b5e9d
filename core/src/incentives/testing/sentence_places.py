"""The places of every sentence that a scheme and its editions can say."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from incentives.rules.evaluation import Known, evaluate
from incentives.rules.facts import Fact
from incentives.scheme.criterion import Criterion, Standing, Variant
from incentives.scheme.edition import Edition
from incentives.scheme.scheme import Scheme
from incentives.scheme.shared import PROFESSION
from incentives.wording.sentences import CORE

Path = tuple[str, ...]
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
OUTCOMES = ("met", "not_met", "unknown")
EXACT = (*OUTCOMES, "remedy", "remedy_late")  # what a case can have a sentence of its own for
SCHEME_SENTENCES = ("name", "short", "summary", "authority", "decides", "not_covered")
LETTER_SENTENCES = ("name", "to", "when", "subject", "text")
# What to quote to a contact, and when, is optional; the last four are held against readers and registers.
ANYWHERE = {
    "contacts",
    "editions",
    "scheme",
    "translation",
    "activity",
    "activity_columns",
    "activity_words",
    "registers",
}


def leaves(table: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every sentence of a table, with its place."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key), value


def needed(scheme: Scheme, edition: Edition) -> Iterator[Path]:
    """The places of every sentence that an assessment under the edition can say."""
    yield from (("scheme", name) for name in SCHEME_SENTENCES)
    for criterion in edition.criteria:
        yield from _criterion(criterion)
    for fact in scheme.facts:
        if fact.id != PROFESSION.id:  # the library words it
            yield from (("facts", fact.id, part) for part in ("name", "question", "help"))
            yield from (("facts", fact.id, "values", value) for value in fact.values)
    application = edition.application
    yield from (("benefits", benefit.id, "name") for benefit in edition.benefits)
    yield from (("groups", group.id, "name") for group in edition.groups)
    yield ("channels", application.channel, "name")
    yield from (("steps", step) for step in application.steps)
    for evidence in edition.evidence:
        yield ("evidence", evidence.id, "name")
        yield from (("evidence_details", detail) for detail in evidence.details)
    yield from (("contacts", contact.id, "name") for contact in edition.contacts)
    for question in edition.questions:
        yield from (("questions", question.id, part) for part in ("statement", "why"))
    yield from (("faults", contradiction.id) for contradiction in scheme.contradictions)
    yield from (("faults", f"shown_{one.criterion}") for one in edition.disagreements)
    yield from (("letters", letter.id, part) for letter in edition.letters for part in LETTER_SENTENCES)
    yield from _requests(edition)
    yield from (("notes", id) for id in sorted(_notes(edition)))
    if application.payment.account_given is not None:
        yield from (("notes", id) for id in ("payment_blocked", "payment_account_unknown"))


def possible_variants(edition: Edition, criterion: Criterion) -> list[Variant]:
    """Those that some situation can be in: with nothing known, their condition is not false already."""
    nothing = Known(edition.year)
    return [variant for variant in criterion.variants if evaluate(variant.condition, nothing) is not False]


def sayable(scheme: Scheme, edition: Edition, language: str) -> dict[Path, str]:
    """Those sentences, with the more exact ones of criteria, as the edition says them."""
    past = (("facts", fact.id, "question_past") for fact in scheme.facts if fact.annual)
    paths = chain(needed(scheme, edition), _more_exact(edition), _own_request_notes(edition, language), past)
    found = {path: scheme.wording.find(path, language, edition.year) for path in paths}
    return {path: text for path, text in found.items() if text is not None}


def _more_exact(edition: Edition) -> Iterator[Path]:
    """The more exact sentences that criteria can have."""
    for criterion in edition.criteria:
        place = ("criteria", criterion.id)
        if criterion.deadline is not None and criterion.deadline > edition.period.end:  # what is left once it is over
            yield (*place, "remedy_late")
        yield from ((*place, f"{key}_{one.id}") for one in possible_variants(edition, criterion) for key in EXACT)


def _own_request_notes(edition: Edition, language: str) -> Iterator[Path]:
    """The library's notes on requests, which a scheme may say in its own words, and of one benefit in others."""
    requested = [f"_{benefit.id}" for benefit in edition.benefits if benefit.request is not None]
    for id in CORE.table(language).get("request_notes", ()) if requested else ():
        yield from (("request_notes", f"{id}{whose}") for whose in ("", *requested))


def _criterion(criterion: Criterion) -> Iterator[Path]:
    place = ("criteria", criterion.id)
    yield (*place, "name")
    if criterion.standing is not Standing.ASKED:
        yield (*place, criterion.standing.value)
        return
    yield from ((*place, part) for part in (*OUTCOMES, "remedy"))
    if criterion.condition is not None and any(
        isinstance(term, Fact) and term.handed_in for term in criterion.condition.walk()
    ):
        yield (*place, "remedy_late")


def _notes(edition: Edition) -> set[str]:
    application = edition.application
    window = (*w.notes, w.advise_note) if (w := application.window) else ()
    ids = {*edition.notes, *application.notes, *application.payment.notes, *filter(None, window)}
    ids.update(*(criterion.notes for criterion in edition.criteria))
    ids.update(*(benefit.notes for benefit in edition.benefits), *(group.notes for group in edition.groups))
    return ids


def _requests(edition: Edition) -> Iterator[Path]:
    requests = [benefit.request for benefit in edition.benefits if benefit.request is not None]
    yield from (("requests", part.id) for request in requests for part in request.requirements)
    if any(request.covers is not None for request in requests):
        yield ("requests", "not_declared_item")
    days = edition.application.window.days if edition.application.window else None
    if requests and days and not days.planned:
        yield from [("requests", "early")] if days.opens or days.within else []
        yield from [("requests", "late")] if days.last_day else []
