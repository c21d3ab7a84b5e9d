"""The sentences that an edition of the user's own needs, which only the scheme's plugin can give."""

from collections.abc import Iterable, Iterator, Mapping

from incentives.hints import hint
from incentives.scheme.editionfile import EditionFile
from incentives.scheme.scheme import Scheme
from incentives.scheme.shared import PROFESSION
from incentives.wording import Speech, Wording

Place = tuple[str, tuple[str, ...], str]  # in the file, in the wording; and the id whose sentence is wanted


def missing_sentences(scheme: Scheme, file: EditionFile) -> Iterator[str]:
    """A fault for each id in an edition file that has no sentence in any language, with its place."""
    speech = Speech("en").of(scheme.wording, file.year)
    for place, path, id in _needed(file):
        if speech.find(*path) is None:
            known = sorted({id for wording in speech.wordings for id in _ids(wording, path, file.year)})
            yield f"{place}: {scheme.id} has no sentence for {id!r}; {hint(id, known=known)}"


def _needed(file: EditionFile) -> Iterator[Place]:
    application, window = file.application, file.application.window
    yield from (("$.professions", ("facts", PROFESSION.id, "values", one), one) for one in file.professions)
    yield from _notes("$", file.notes)
    for id, criterion in file.criteria.items():
        yield from _notes(f"$.criteria.{id}", criterion.notes)
    for id, benefit in file.benefits.items():
        yield from _notes(f"$.benefits.{id}", benefit.notes)
    for id, group in file.groups.items():
        yield from _notes(f"$.groups.{id}", group.notes)
    yield "$.application.channel", ("channels", application.channel, "name"), application.channel
    yield from (("$.application.steps", ("steps", id), id) for id in application.steps)
    yield from _notes("$.application", application.notes)
    if window is not None:
        yield from _notes("$.application.window", window.notes)
        if (note := window.advise_note) is not None:
            yield "$.application.window.advise_note", ("notes", note), note
    yield from _notes("$.application.payment", application.payment.notes)
    yield from (("$.contacts", ("contacts", contact.id, "name"), contact.id) for contact in file.contacts)
    yield from (("$.letters", ("letters", letter.id, "name"), letter.id) for letter in file.letters)
    for item in file.evidence:
        yield "$.evidence", ("evidence", item.id, "name"), item.id
        yield from ((f"$.evidence.{item.id}.details", ("evidence_details", id), id) for id in item.details)


def _notes(place: str, ids: Iterable[str]) -> Iterator[Place]:
    return ((f"{place}.notes", ("notes", id), id) for id in ids)


def _ids(wording: Wording, path: tuple[str, ...], year: int) -> Iterator[str]:
    """The ids that have a sentence where the last id of a path stands."""
    above = path[: -1 if path[-1] != "name" else -2]
    for language in wording.languages:
        for start in ((), ("editions", str(year))):
            table: object = wording.table(language)
            for key in (*start, *above):
                table = table.get(key, {}) if isinstance(table, Mapping) else {}
            yield from table if isinstance(table, Mapping) else ()
