"""Tables of practitioners that are sent: in figures, or with the answers row by row."""

import csv
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO, StringIO

from attrs import evolve
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from incentives.report.heldtable import HeldTable
from incentives.report.orders import Keys
from incentives.rules.setcolumns import SEPARATOR
from incentives.web.api.operations import ROOT, Operation
from incentives.web.api.payloads import read_json, written
from incentives.web.api.serving import accepted, ordered, response
from incentives.web.senttable import FileResponse, answers_of, sent_table
from incentives.web.settings import Settings
from incentives.web.work import desk_of, settings_of, worked
from incentives.wording import Speech

CSV, PARQUET, ARROW = "text/csv", "application/vnd.apache.parquet", "application/vnd.apache.arrow.file"
FILES = (CSV, PARQUET, ARROW)  # what can be sent, besides rows in JSON: which it is, its first signs tell
FORMS = {CSV: "csv", PARQUET: "parquet"}
MOST_CELLS = 200_000  # of rows in JSON
AT_ONCE = 1  # each takes every processor there is; other requests do not wait for it
ADDRESS: Keys = {"years": True, "schemes": False, "as_of": False}
BODY: Keys = {"rows": True, "readings": False}
Give = Callable[[HeldTable, Settings, str], Response]

FIGURES = Operation("table", "/table", "table_summary", address=ADDRESS, body=BODY, files=FILES)
ANSWERS = Operation("table_answers", "/table/answers", address=ADDRESS, body=BODY, files=FILES, media=(CSV, PARQUET))


def _figures(held: HeldTable, _: Settings, media: str) -> Response:
    return response(written(held.figures()), media, held.desk.language)


def _answers(held: HeldTable, settings: Settings, media: str) -> Response:
    return FileResponse(answers_of(held, settings, FORMS[media]), FORMS[media], "answers")


def _route(operation: Operation, give: Give) -> Route:
    async def serve(request: Request) -> Response:
        media = accepted(request, operation)
        sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = {} if sent in FILES else await read_json(request, MOST_CELLS)
        file = await request.body() if sent in FILES else None
        own = operation if file is None else evolve(operation, body={})
        desk, settings = desk_of(request), settings_of(request)

        def work() -> Response:
            order = ordered(own, request.query_params, body, desk.catalogue)
            name = Speech(desk.language).say("api", "table_sent")
            asked = {"years": order.years, "schemes": order.schemes or None}
            readings = {} if order.checked is None else order.checked.readings
            stream = BytesIO(as_csv(order.rows) if file is None else file)
            here = evolve(desk, as_of=order.as_of)
            with sent_table(here, settings, stream, name, readings=readings, **asked) as held:
                return give(held, settings, media)

        return await worked(request, work, AT_ONCE)

    return Route(f"{ROOT}{operation.path}", serve, methods=["POST"], name=f"api_{operation.id}")


def as_csv(rows: Iterable[Mapping[str, object]]) -> bytes:
    """Rows as a file in which every cell is text, which is read as one that was sent."""
    every = list(rows)
    names = list(dict.fromkeys(name for row in every for name in row))
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in every)
    return text.getvalue().encode()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return SEPARATOR.join(map(_cell, value)) or SEPARATOR
    return str(value)


OPERATIONS = (FIGURES, ANSWERS)
ROUTES = [_route(FIGURES, _figures), _route(ANSWERS, _answers)]
