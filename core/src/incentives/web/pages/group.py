"""A table of practitioners: who is due what, in figures or row by row."""

from functools import partial
from typing import Any

from attrs import evolve, frozen
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from incentives.catalogue import PluginFailure
from incentives.catalogue.tables import Asked, asked_for
from incentives.errors import IncentivesError, MissingExtra
from incentives.hints import harmless
from incentives.report.desk import Desk
from incentives.report.heldtable import empty_table, sayable
from incentives.report.inlinechart import inline_chart
from incentives.report.layout import Labels
from incentives.report.records.whole import Report
from incentives.web.languages import language_of
from incentives.web.pages.choice import MANY, Choice
from incentives.web.pages.dossier import known_years
from incentives.web.pages.rendering import page, whole_of
from incentives.web.problems import Problem
from incentives.web.senttable import TYPES, FileResponse, answers_of, check_tables, file_name, sent_table
from incentives.web.settings import Settings
from incentives.web.work import desk_of, settings_of, worked
from incentives.wording import Speech
from incentives.wording.formats import number

MEGABYTE = 1_000_000
SUMMARY = "summary"
MOST_FIELDS = 20
REFUSED = {400, 404, 413, 422}  # what the form says itself, so that it can be mended there


@frozen
class Figures:
    """A table in figures.

    Attributes:
        report: the figures.
        notices: what one wants to know before trusting them.
        picture: the same as a picture; empty where there is no library to draw with.
    """

    report: Report
    notices: list[str]
    picture: str


async def group(request: Request) -> Response:
    """The form: first the rules, then the table."""
    choice = Choice.of(request.query_params, language_of(request))
    await worked(request, check_tables)
    return await _form(request, choice)


async def held(request: Request) -> Response:
    """What comes of a table that is sent."""
    choice = Choice()
    async with request.form(max_files=1, max_fields=MOST_FIELDS) as form:
        try:
            choice = Choice.of(form, language_of(request))
            wanted, found = await _worked(request, form, choice)
        except Problem as problem:
            if problem.status not in REFUSED:
                raise
            return await _form(request, choice, problem=problem, status=problem.status)
    if isinstance(found, Figures):
        return await _form(request, choice, figures=found, failures=found.report.failures)
    return FileResponse(found, wanted, f"{choice.scheme or 'incentives'}-{choice.year}")


async def _worked(request: Request, form: FormData, choice: Choice) -> tuple[str, Any]:
    """What is wanted of a table, and that: its figures, or a file."""
    language, upload, wanted = language_of(request), form.get("table"), str(form.get("give") or SUMMARY)
    if choice.year is None or wanted not in {SUMMARY, *TYPES}:
        raise Problem(400, "unreadable")
    if not isinstance(upload, UploadFile) or not upload.filename:
        raise Problem(422, "no_table", Speech(language).say("group", "no_table"))
    desk = evolve(desk_of(request), as_of=choice.as_of)
    choice.check(desk.catalogue, language)
    return wanted, await worked(request, partial(_made, desk, settings_of(request), upload, choice, wanted))


def _made(desk: Desk, settings: Settings, upload: UploadFile, choice: Choice, wanted: str) -> Any:
    asked = {"years": [choice.year], "schemes": choice.schemes, "against": choice.against}
    with sent_table(desk, settings, upload.file, file_name(upload.filename), **asked) as table:
        if wanted != SUMMARY:
            return answers_of(table, settings, wanted)
        notices, report = table.notices(), table.figures()
    return Figures(report, [*map(harmless, notices)], _picture(report))


def _picture(report: Report) -> str:
    try:
        return inline_chart(report, Speech(report.language).say("table", "in_figures"))
    except MissingExtra:
        return ""


async def template(request: Request) -> Response:
    """An empty table with the columns that are read."""
    language = language_of(request)
    choice = Choice.of(request.query_params, language)
    desk = evolve(desk_of(request), as_of=choice.as_of)
    choice.check(desk.catalogue, language)
    text = await worked(request, lambda: empty_table(desk, _asked(desk, choice)))
    headers = {"Content-Disposition": f'attachment; filename="{choice.scheme or "incentives"}-{choice.year}.csv"'}
    return Response(text, media_type=TYPES["csv"], headers=headers)


def _asked(desk: Desk, choice: Choice) -> Asked:
    return sayable(
        asked_for(desk.catalogue, choice.schemes, [choice.year or desk.today.year]), desk.catalogue, desk.language
    )


def _columns(desk: Desk, choice: Choice) -> dict[str, str]:
    """The columns that are read, each with what it says."""
    asked = _asked(desk, choice)
    names = {}
    for scheme, edition in asked.editions:
        speech = Speech(desk.language).of(scheme.wording, edition.year)
        names.update({fact.id: speech.say("facts", fact.id, "name") for fact in scheme.facts})
    read = empty_table(desk, asked).strip().split(",") if asked.editions else []
    return {name: harmless(names.get(name.partition("@")[0], "")) for name in read}


async def _form(
    request: Request,
    choice: Choice,
    *,
    problem: Problem | None = None,
    figures: Figures | None = None,
    status: int = 200,
    failures: tuple[PluginFailure, ...] | Any = (),
) -> Response:
    """The page: what is wrong or what comes out, then the forms."""
    language, settings = language_of(request), settings_of(request)
    desk = evolve(desk_of(request), as_of=choice.as_of)
    columns: dict[str, str] = {}
    if choice.year is not None:
        try:
            choice.check(desk.catalogue, language)
            columns = await worked(request, partial(_columns, desk, choice))
        except Problem as found:
            problem, status = problem or found, status if problem else found.status
    say = partial(Speech(language).say, "group")
    whole = figures and whole_of(figures.report)
    return page(
        request,
        "group",
        whole.title if whole else say("title"),
        status=status,
        label=Labels(Speech(language)),
        group=say,
        choice=choice,
        columns=columns,
        schemes=await worked(request, partial(_names, desk)),
        may_ask_all=len(desk.catalogue.schemes) <= MANY,
        years=known_years(desk.catalogue),
        largest=number(settings.largest_table // MEGABYTE, language),
        most_rows=number(settings.most_rows, language),
        problem=problem,
        detail=problem and (problem.detail or Speech(language).say("web", "problems", problem.code)),
        figures=figures,
        whole=whole,
        failures=failures or desk.catalogue.failures,
    )


def _names(desk: Desk) -> dict[str, str]:
    """The short name of each scheme."""
    names = {}
    for scheme in desk.catalogue:
        try:
            names[scheme.id] = harmless(Speech(desk.language).of(scheme.wording).say("scheme", "short"))
        except IncentivesError:  # it is among the failures once it is asked
            names[scheme.id] = scheme.id
    return names


ROUTES = [
    Route("/{lang:lang}/group", group, name="group", methods=["GET"]),
    Route("/{lang:lang}/group", held, methods=["POST"]),
    Route("/{lang:lang}/group/template", template, name="template"),
]
