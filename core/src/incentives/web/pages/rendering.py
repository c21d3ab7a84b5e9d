"""A page: what stands on every one, and reports laid out as they are everywhere."""

from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from incentives.hookspecs import PARTS
from incentives.report.blocks import Heading
from incentives.report.layouts import blocks
from incentives.report.page import Section
from incentives.report.records.whole import Report
from incentives.report.screened import screened
from incentives.web.folders import without_folders
from incentives.web.languages import language_of
from incentives.wording import LANGUAGES, Speech

if TYPE_CHECKING:
    from incentives.web.problems import Problem


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("incentives.web.pages"), PackageLoader("incentives.report")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["without_folders"] = without_folders
    return environment


def page(request: HTTPConnection, template: str, title: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page in the language of the request.

    Args:
        request: that it answers.
        template: the name of the file, without ``.html.j2``.
        title: of the page.
        status: of the response.
        values: what the template needs besides ``say``, which gives a sentence of the table ``web``.
    """
    language = language_of(request)
    speech = Speech(language)

    def say(*path: str, **filled: str) -> str:
        return speech.say("web", *path, **filled)

    text = (
        _environment()
        .get_template(f"{template}.html.j2")
        .render(
            say=say,
            title=title,
            language=language,
            languages=LANGUAGES,
            here=_in_other_languages(request),
            is_get=request.scope.get("method") == "GET",
            **values,
        )
    )
    return HTMLResponse(text, status)


def _in_other_languages(request: HTTPConnection) -> dict[str, str]:
    """The address of this page in each language."""
    inside = request.url.path.removeprefix(f"/{request.path_params.get('lang', '')}")
    query = f"?{request.url.query}" if request.url.query else ""
    is_page = "lang" in request.path_params and request.scope.get("method") == "GET"
    return {language: f"/{language}{inside}{query}" if is_page else f"/{language}/" for language in LANGUAGES}


def whole_of(report: Report) -> Section:
    """A report in sections, as the page to print has it."""
    title, *rest = blocks(screened(report), PARTS, is_short=False)
    return Section.of(title.text if isinstance(title, Heading) else "", 1, rest)


def report_page(request: HTTPConnection, report: Report, template: str = "report", **values: Any) -> HTMLResponse:
    """A report as a page, with what failed first."""
    whole = whole_of(report)
    return page(request, template, whole.title, whole=whole, failures=report.failures, **values)


def problem_page(request: HTTPConnection, problem: "Problem", detail: str) -> Response:
    """What is wrong with a request."""
    title = Speech(language_of(request)).say("web", "problem")
    texts = [text for _, text in problem.faults]
    return page(request, "problem", title, status=problem.status, detail=detail, faults=texts)


async def start(request: Request) -> Response:
    """The way to the first page in the language of the browser."""
    return RedirectResponse(f"/{language_of(request)}/", 303)
