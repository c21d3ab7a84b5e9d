"""The first page: which years, who somebody is and where he practises; or a situation file that tells it."""

from collections.abc import Sequence
from functools import partial

from attrs import evolve
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from incentives.errors import IncentivesError, InvalidSituation, UnknownEdition, UnreadableFile
from incentives.interview.screens import InterviewScreen
from incentives.interview.topics import Topic
from incentives.report.desk import Desk
from incentives.situation import Situation
from incentives.situation.faults import fault_text
from incentives.web.pages.answer_page import answer_page
from incentives.web.pages.dossier import Dossier, known_years
from incentives.web.pages.fields import Entries, Field, fields_of
from incentives.web.pages.mistakes import Mistake
from incentives.web.pages.question_page import REST_UNKNOWN, question_page, taken
from incentives.web.pages.rendering import page
from incentives.web.problems import Problem
from incentives.web.work import desk_of, settings_of, worked
from incentives.wording import Speech

FEW_YEARS = 4  # that are shown at once
MOST_SCHEMES = 100  # to choose from: of more, the questions alone tell which concern somebody
FILE = "situation"


async def start(request: Request) -> Response:
    """The first page."""
    return await worked(request, partial(start_page, request, desk_of(request)))


async def begin(request: Request) -> Response:
    """The page after the first one."""
    async with request.form(max_files=1) as form:
        file = form.get(FILE)
        written = b""
        if isinstance(file, UploadFile):
            most = settings_of(request).largest_body
            if (file.size or 0) > most:
                raise Problem(413, "too_large")
            written = await file.read()
        return await worked(request, partial(_begin, request, form, written, desk_of(request)))


def _begin(request: Request, form: FormData, written: bytes, desk: Desk) -> Response:
    if "do" in form:  # the same in another language
        return start_page(request, desk, form)
    mistakes: list[Mistake] = []
    dossier, told = None, Situation.of({})
    try:
        dossier = Dossier.of(form, desk.catalogue)
    except Problem as problem:
        if problem.code not in {"no_years", "too_many_years"}:
            raise
        mistakes.append(Mistake(Speech(desk.language).say("web", "problems", problem.code), "years"))
    try:
        told = Situation.from_toml(written, source=Speech(desk.language).say("pages", "your_file"))
        desk.catalogue.check(told)
    except (InvalidSituation, UnreadableFile) as error:
        mistakes += _of_file(error, desk.language)
    if dossier is None or mistakes:
        return start_page(request, desk, form, mistakes)
    dossier = evolve(dossier, told=told)
    try:
        found = dossier.interview(desk.catalogue, desk.day)
    except UnknownEdition:
        text = Speech(desk.language).say("pages", "no_such_rules")
        return start_page(request, desk, form, [Mistake(text, "years")])
    screen = found.last.screen
    if screen is None:
        return answer_page(request, desk, dossier)
    entries = Entries.of(screen, form)
    if entries.unread or found.last.fitting(entries.answers) != entries.answers or not entries.answers:
        return question_page(request, desk, dossier, found, entries.texts)
    if found.last.still_asked(entries.answers):
        return question_page(request, desk, dossier, found, entries.texts)
    return taken(request, desk, dossier, found, entries, REST_UNKNOWN)


def _of_file(error: IncentivesError, language: str) -> list[Mistake]:
    """What is wrong with a file: every fault of it."""
    faults: Sequence[object] = error.faults if isinstance(error, InvalidSituation) else ()
    texts = [fault_text(one, language) for one in faults]
    return [Mistake(text, FILE) for text in texts or [Speech(language).say("pages", "no_situation_file")]]


def start_page(
    request: Request, desk: Desk, form: FormData | None = None, mistakes: Sequence[Mistake] = ()
) -> Response:
    """The first page, with what was entered where something is wrong with it."""
    known = known_years(desk.catalogue)
    usual = [year for year in (desk.day.year - 1, desk.day.year) if year in known] or known[:1]
    chosen = {str(year) for year in usual} if form is None else {*map(str, form.getlist("years"))}
    screen = _first_screen(desk, usual)
    fields: list[Field] = []
    if screen is not None:
        fields = fields_of(screen, desk.language, {} if form is None else Entries.of(screen, form).texts)
    speech = Speech(desk.language)
    only = () if form is None else form.getlist("schemes")
    listed = desk.catalogue.schemes if len(desk.catalogue.schemes) <= MOST_SCHEMES else ()
    schemes = [(one.id, speech.of(one.wording).find("scheme", "short") or one.id, one.id in only) for one in listed]
    return page(
        request,
        "start",
        speech.say("pages", "title"),
        status=422 if mistakes else 200,
        years=[(year, str(year) in chosen) for year in known[:FEW_YEARS]],
        earlier=[(year, str(year) in chosen) for year in known[FEW_YEARS:]],
        schemes=schemes,
        fields=fields,
        mistakes=mistakes,
        here_in_form="begin",
        failures=desk.catalogue.failures,
    )


def _first_screen(desk: Desk, years: Sequence[int]) -> InterviewScreen | None:
    """What is asked of everybody: who he is, and where he practises."""
    try:
        screen = Dossier(tuple(years)).interview(desk.catalogue, desk.day).last.screen if years else None
    except UnknownEdition:
        return None
    return screen if screen is not None and screen.topic is Topic.PRACTITIONER else None
