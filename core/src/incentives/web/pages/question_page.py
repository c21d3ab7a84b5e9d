"""The interview as pages: one screen of questions after the other, until nothing can change the answer any more."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from attrs import evolve, frozen
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from incentives.errors import InvalidSituation
from incentives.interview.headings import heading, reason
from incentives.interview.resumed import Resumed
from incentives.interview.screens import Inquired, InterviewScreen
from incentives.interview.subject import Answers
from incentives.report.desk import Desk
from incentives.situation import Fault
from incentives.situation.foreign_values import UNKNOWN
from incentives.web.languages import language_of
from incentives.web.pages.answer_page import answer_page
from incentives.web.pages.answered import SoFar
from incentives.web.pages.dossier import Dossier
from incentives.web.pages.fields import Entries, Field, Texts, expected, texts_of
from incentives.web.pages.rendering import page
from incentives.web.work import desk_of, worked
from incentives.wording import Speech, formats

ON, REST_UNKNOWN, BACK, ANSWER = "on", "rest_unknown", "back", "answer"  # what a button asks for


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


async def interview(request: Request) -> Response:
    """The next page: of questions, or the answer."""
    async with request.form() as form:
        return await worked(request, partial(_next, request, form, desk_of(request)))


def _next(request: Request, form: FormData, desk: Desk) -> Response:
    dossier = Dossier.of(form, desk.catalogue)
    found = dossier.interview(desk.catalogue, desk.day)
    at, screen = shown_of(found, dossier)
    entries = None if screen is None else Entries.of(screen, form)
    given = {} if entries is None else found.stages[at].fitting(entries.answers)
    asked, path = (next(iter(form.getlist(name)), None) for name in ("do", "change"))
    if isinstance(path, str):
        return _changing(request, desk, dossier.answered(given), path)
    if entries is None:
        return answer_page(request, desk, dossier)
    if asked == BACK:
        kept = evolve(dossier.answered(given), at=max(at - 1, 0))
        return question_page(request, desk, kept, kept.interview(desk.catalogue, desk.day))
    if asked in {ON, REST_UNKNOWN, ANSWER}:
        return taken(request, desk, dossier, found, entries, str(asked))
    texts = None if dossier.at is None else entries.texts  # only a page of questions says which one it is
    return question_page(request, desk, dossier, found, texts)


def _changing(request: Request, desk: Desk, dossier: Dossier, path: str) -> Response:
    """The screen that asks for something that was told; where none does yet, it is asked in its turn."""
    again = dossier.proposing(path)
    found = again.interview(desk.catalogue, desk.day)
    if (at := found.stage_of(path)) is not None:
        return question_page(request, desk, evolve(again, at=at), found)
    without = dossier.without(path)
    found = without.interview(desk.catalogue, desk.day)
    notice = Speech(desk.language).say("pages", "in_its_turn")
    if found.last.screen is None:
        return answer_page(request, desk, without, notice)
    return question_page(request, desk, without, found, notice=notice)


def shown_of(found: Resumed, dossier: Dossier) -> tuple[int, InterviewScreen | None]:
    """How many screens stand before the one that is shown, and that one."""
    last = len(found.stages) - 1
    at = last if dossier.at is None else min(dossier.at, last)
    return at, found.stages[at].screen


def taken(  # what a form holds
    request: Request, desk: Desk, dossier: Dossier, found: Resumed, entries: Entries, asked: str
) -> Response:
    """The page after the one that was answered; the same with what is wrong, where something is."""
    at, screen = shown_of(found, dossier)
    stage, language = found.stages[at], desk.language
    assert screen is not None  # noqa: S101  # it was answered
    mistakes: list[Mistake] = []
    for path, id in entries.unread.items():
        mistakes.append(_at(screen.paths[path], "only_one" if id == "only_one" else "not_understood", language))
    left: Sequence[Inquired] = ()
    try:
        left = stage.still_asked(entries.answers)
    except InvalidSituation as error:
        mistakes += _faults(error, screen, found, language)
    if asked == ON:
        unread = {one.path for one in mistakes}
        # A reading is asked for whoever has it from the payer: left empty, it stays open.
        left = [one for one in left if one.path not in unread and not one.is_reading]
        mistakes += [_at(one, "untold", language) for one in left]
    if mistakes:
        order = [*screen.paths]
        mistakes.sort(key=lambda one: order.index(one.path) if one.path in order else -1)
        return question_page(request, desk, dossier, found, entries.texts, mistakes)
    if asked == ANSWER:
        return answer_page(request, desk, dossier.answered(entries.answers))
    given = stage.answer(entries.answers).answers
    answers: Answers = {path: given[path] for path in screen.paths if path in given}
    rest = {path: value for path, value in dossier.answers.items() if path not in screen.paths}
    again = {path for path, value in answers.items() if value == UNKNOWN and screen.topic is None}
    unknown = (dossier.still_unknown - answers.keys()) | again
    following = evolve(dossier, answers=rest, still_unknown=frozenset(unknown)).answered(answers)
    reached = following.interview(desk.catalogue, desk.day)
    if reached.last.screen is None:
        return answer_page(request, desk, following)
    return question_page(request, desk, following, reached)


def _at(question: Inquired, key: str, language: str) -> Mistake:
    said = Speech(language).say("pages", key, expected=expected(question, language))
    name = question.speech(language).name(question.term, question.year)
    return Mistake(said, path=question.path, name=name)


def _faults(error: InvalidSituation, screen: InterviewScreen, found: Resumed, language: str) -> Iterator[Mistake]:
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


def fields_of(
    screen: InterviewScreen,
    language: str,
    given: Answers,
    texts: Mapping[str, Texts] | None = None,
    mistakes: Sequence[Mistake] = (),
) -> list[Field]:
    """The fields of a screen.

    Args:
        screen: the questions.
        language: of the page.
        given: what was answered, which is proposed.
        texts: what stands in the fields; what was answered unless given.
        mistakes: what is wrong with it.
    """
    wrong = {one.path: one.text for one in mistakes}
    before = {path: texts_of(given.get(path), one.term.type.kind) for path, one in screen.paths.items()}
    inside = before if texts is None else texts
    return [
        Field(one, f"q{number}", language, inside.get(one.path, ()), wrong.get(one.path))
        for number, one in enumerate(screen.questions, 1)
    ]


def question_page(  # noqa: PLR0913, PLR0917  # what a page shows
    request: Request,
    desk: Desk,
    dossier: Dossier,
    found: Resumed,
    texts: Mapping[str, Texts] | None = None,
    mistakes: Sequence[Mistake] = (),
    notice: str | None = None,
) -> Response:
    """A screen of questions.

    Args:
        request: that it answers.
        desk: where it is made.
        dossier: what is told.
        found: the interview, taken up from that.
        texts: what stands in the fields; what was answered before unless given.
        mistakes: what is wrong with it.
        notice: what is said first.
    """
    at, screen = shown_of(found, dossier)
    language = language_of(request)
    assert screen is not None  # noqa: S101  # otherwise it is the answer that is shown
    given = found.given
    if screen.topic is None and texts is None:  # it is asked once more: that it was not known is not proposed
        given = {path: value for path, value in given.items() if value != UNKNOWN or path in dossier.still_unknown}
    fields = fields_of(screen, language, given, texts, mistakes)
    places = {field.question.path: field.id for field in fields}
    return page(
        request,
        "question",
        heading(screen, language),
        status=422 if mistakes else 200,
        number=str(at + 1),
        why=reason(screen, language),
        fields=fields,
        mistakes=[evolve(one, place=places.get(one.path or "")) for one in mistakes],
        so_far=SoFar.of(found, dossier, desk.catalogue, language, screen),
        hidden_fields=list(evolve(dossier, at=at).hidden),
        here_in_form="interview",
        failures=desk.catalogue.failures,
        warnings=[notice] if notice else [],
    )
