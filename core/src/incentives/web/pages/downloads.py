"""What can be taken along: the situation, the result, the calendar and the page, each as a file."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial

from attrs import frozen
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from incentives.errors import InvalidArgument
from incentives.hookspecs import Screen
from incentives.report.agenda import Whose
from incentives.report.desk import Desk
from incentives.web.pages.dossier import Dossier
from incentives.web.pages.owed import Owed
from incentives.web.problems import Problem
from incentives.web.work import desk_of, worked

SITUATION = "situation.toml"


def _situation(owed: Owed) -> bytes:
    return owed.found.situation.to_toml().encode()


def _result(owed: Owed) -> bytes:
    return _rendered("json", owed, keep=True)


def _page(owed: Owed) -> bytes:
    return _rendered("html", owed, timeline=True)


def _rendered(format_name: str, owed: Owed, *, keep: bool = False, timeline: bool = False) -> bytes:
    report = owed.report(keep=keep, timeline=timeline)
    return owed.desk.catalogue.render(format_name, report, Screen()).encode()


def _calendar(owed: Owed) -> bytes:
    checked = owed.checked
    # Events are known again by the name that the command knows them by, which has the file that is saved here.
    whose = Whose(checked.id or checked.label or SITUATION, checked.label)
    try:
        return owed.desk.calendar(owed.comparison, whose, datetime.now(UTC), owed.dossier.schemes)
    except InvalidArgument as error:
        raise Problem(422, "no_days") from error


@frozen
class Download:
    """A file that can be taken along.

    Attributes:
        media_type: of its content.
        content: makes it.
    """

    media_type: str
    content: Callable[[Owed], bytes]


#: By the name of the file.
DOWNLOADS: Mapping[str, Download] = {
    SITUATION: Download("application/toml", _situation),
    "calendar.ics": Download("text/calendar; charset=utf-8", _calendar),
    "answer.html": Download("text/html; charset=utf-8", _page),
    "result.json": Download("application/json", _result),
}


async def download(request: Request) -> Response:
    """A file to keep."""
    name = request.path_params["name"]
    if name not in DOWNLOADS:
        raise HTTPException(404)
    async with request.form() as form:
        content = await worked(request, partial(_content, form, desk_of(request), DOWNLOADS[name]))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=DOWNLOADS[name].media_type, headers=headers)


def _content(form: FormData, desk: Desk, wanted: Download) -> bytes:
    return wanted.content(Owed.of(desk, Dossier.of(form, desk.catalogue)))
