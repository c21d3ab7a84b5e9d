"""What is wrong with what was entered, and where it stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from incentives.errors import InvalidSituation
from incentives.interview.resumed import Resumed
from incentives.interview.screens import Inquired, InterviewScreen
from incentives.situation import Fault
from incentives.web.pages.fields import expected
from incentives.wording import Speech, formats


@frozen
class Mistake:
    """What is wrong on a page.

    Attributes:
        text: what, and what to do.
        place: the id of what it is about, in the page.
        path: of the question.
        name: of what it is about, where that is to be said too.
    """

    text: str
    place: str | None = None
    path: str | None = None
    name: str | None = None


def _of(question: Inquired, key: str, language: str) -> Mistake:
    said = Speech(language).say("pages", key, expected=expected(question, language))
    name = question.speech(language).name(question.term, question.year)
    return Mistake(said, path=question.path, name=name)


def unread(question: Inquired, id: str, language: str) -> Mistake:
    """That an answer cannot be read, or that there are two."""
    return _of(question, "only_one" if id == "only_one" else "not_understood", language)


def untold(question: Inquired, language: str) -> Mistake:
    """That there is no answer."""
    return _of(question, "untold", language)


def impossible(error: InvalidSituation, screen: InterviewScreen, found: Resumed, language: str) -> Iterator[Mistake]:
    """What cannot be, at each question of this screen that it is about, with the names of all that it is about."""
    for fault in error.faults:
        if not isinstance(fault, Fault):
            yield Mistake(str(fault))
            continue
        names = [name for path in fault.paths if (name := _name_of(path, found, language))]
        text, several = fault.sentence(language), formats.listing(names, language)
        if len(names) > 1:
            text = Speech(language).say("pages", "together", names=several, text=text)
        here: Sequence[str | None] = [path for path in fault.paths if path in screen.paths] or [None]
        yield from (Mistake(text, path=path, name=None if len(names) > 1 else several or None) for path in here)


def _name_of(path: str, found: Resumed, language: str) -> str | None:
    for stage in found.stages:
        if stage.screen is not None and path in stage.screen.paths:
            question = stage.screen.paths[path]
            return question.speech(language).name(question.term, question.year)
    return None


def mistakes_of(every: Iterable[Mistake]) -> Mapping[str, str]:
    """What is wrong with each question, by path."""
    found: dict[str, list[str]] = {}
    for one in every:
        if one.path is not None:
            found.setdefault(one.path, []).append(one.text)
    return {path: " ".join(texts) for path, texts in found.items()}
