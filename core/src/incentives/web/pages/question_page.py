"""The interview as pages: one screen of questions after the other, until nothing can change the answer any more."""

from collections.abc import Mapping, Sequence
from functools import partial

from attrs import evolve
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from incentives.errors import InvalidSituation
from incentives.interview.headings import heading, reason
from incentives.interview.resumed import Resumed
from incentives.interview.screens import Inquired, InterviewScreen
from incentives.interview.state import MOST_QUESTIONS
from incentives.interview.subject import Answers
from incentives.report.desk import Desk
from incentives.situation.foreign_values import UNKNOWN
from incentives.web.languages import language_of
from incentives.web.pages.answer_page import answer_page
from incentives.web.pages.answered import SoFar
from incentives.web.pages.dossier import Dossier
from incentives.web.pages.fields import Entries, Texts, fields_of, given_texts
from incentives.web.pages.mistakes import Mistake, impossible, mistakes_of, unread, untold
from incentives.web.pages.rendering import page
from incentives.web.work import desk_of, worked
from incentives.wording import Speech

ON, REST_UNKNOWN, BACK, ANSWER = "on", "rest_unknown", "back", "answer"  # what a button asks for


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
    if asked == BACK and at > 0:
        kept = evolve(dossier.answered(given), at=at - 1)
        return question_page(request, desk, kept, kept.interview(desk.catalogue, desk.day))
    if entries is not None and asked in {ON, REST_UNKNOWN, ANSWER}:
        return taken(request, desk, dossier, found, entries, str(asked))
    texts = None if entries is None or dossier.at is None else entries.texts  # the answer does not say which screen
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
    return question_page(request, desk, without, found, notice=notice)


def shown_of(found: Resumed, dossier: Dossier) -> tuple[int, InterviewScreen | None]:
    """How many screens stand before the one that is shown, and that one.

    Of what is asked once more, which may be everything, it is as much as a page holds of what is still open.
    """
    last = len(found.stages) - 1
    at = last if dossier.at is None else min(dossier.at, last)
    screen = found.stages[at].screen
    if screen is None or screen.topic is not None:
        return at, screen
    settled = {path for path, value in found.given.items() if value != UNKNOWN} | dossier.still_unknown
    left = [one for one in screen.questions if one.path not in settled]
    return at, evolve(screen, questions=tuple((left or screen.questions)[:MOST_QUESTIONS]))


def taken(request: Request, desk: Desk, dossier: Dossier, found: Resumed, entries: Entries, asked: str) -> Response:
    """The page after the one that was answered; the same with what is wrong, where something is."""
    at, screen = shown_of(found, dossier)
    stage, language = found.stages[at], desk.language
    assert screen is not None  # noqa: S101  # it was answered
    mistakes = [unread(screen.paths[path], id, language) for path, id in entries.unread.items()]
    left: Sequence[Inquired] = ()
    try:
        left = stage.still_asked(entries.answers)
    except InvalidSituation as error:
        mistakes += impossible(error, screen, found, language)
    if asked == ON:
        said = {one.path for one in mistakes}
        # A reading is asked for whoever has it from the payer: left empty, it stays open.
        mistakes += [
            untold(one, language) for one in left if one.path in screen.paths.keys() - said and not one.is_reading
        ]
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
    return question_page(request, desk, following, following.interview(desk.catalogue, desk.day))


def question_page(  # noqa: PLR0913, PLR0917  # what a page shows
    request: Request,
    desk: Desk,
    dossier: Dossier,
    found: Resumed,
    texts: Mapping[str, Texts] | None = None,
    mistakes: Sequence[Mistake] = (),
    notice: str | None = None,
) -> Response:
    """A screen of questions; the answer, once nothing is asked any more.

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
    if screen is None:
        return answer_page(request, desk, dossier, notice)
    given = found.given
    if screen.topic is None and texts is None:  # it is asked once more: that it was not known is not proposed
        given = {path: value for path, value in given.items() if value != UNKNOWN or path in dossier.still_unknown}
    inside = given_texts(screen, given) if texts is None else texts
    fields = fields_of(screen, language, inside, mistakes_of(mistakes))
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
