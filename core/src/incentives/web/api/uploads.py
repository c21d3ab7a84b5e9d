"""Tables of practitioners that are sent: in figures, or with the answers row by row."""

import csv
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from attrs import evolve
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from incentives.errors import needing_extra
from incentives.report.desk import Desk
from incentives.report.orders import Order
from incentives.rules.setcolumns import SEPARATOR
from incentives.web.api.operations import ROOT, Keys, Operation
from incentives.web.api.payloads import read_json, written
from incentives.web.api.serving import accepted, ordered, response
from incentives.web.problems import Problem
from incentives.web.work import desk_of, worked
from incentives.wording import Speech

if TYPE_CHECKING:
    from incentives.report.heldtable import HeldTable

CSV, PARQUET, ARROW = "text/csv", "application/vnd.apache.parquet", "application/vnd.apache.arrow.file"
FILES = (CSV, PARQUET, ARROW)  # what can be sent, besides rows in JSON: which it is, its first signs tell
SUFFIX = {CSV: "csv", PARQUET: "parquet"}
MOST_ROWS, MOST_CELLS = 500_000, 200_000  # of a file; of rows in JSON
AT_ONCE = 1  # each takes every processor there is; other requests do not wait for it
ADDRESS: Keys = {"years": True, "schemes": False, "as_of": False}
BODY: Keys = {"rows": True, "readings": False}
Work = Callable[["HeldTable", str], bytes]


def _figures(held: "HeldTable", _: str) -> bytes:
    return written(held.figures())


def _answers(held: "HeldTable", media: str) -> bytes:
    with TemporaryDirectory(prefix="incentives.") as folder:
        path = Path(folder) / f"answers.{SUFFIX[media]}"
        answers = held.answers()
        answers.check_writable(path)
        answers.write(path, SUFFIX[media], lambda *_: None)
        return path.read_bytes()


FIGURES = Operation("table", "/table", "table_summary", address=ADDRESS, body=BODY, files=FILES)
ANSWERS = Operation("table_answers", "/table/answers", address=ADDRESS, body=BODY, files=FILES, media=(CSV, PARQUET))


def _route(operation: Operation, work: Work) -> Route:
    async def serve(request: Request) -> Response:
        media = accepted(request, operation)
        sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await read_json(request, MOST_CELLS) if sent not in FILES else {}
        file = await request.body() if sent in FILES else None
        own = operation if file is None else evolve(operation, body={})
        desk = desk_of(request)

        def held() -> bytes:
            order = ordered(own, request.query_params, body, desk.catalogue)
            here = evolve(desk, as_of=order.as_of)
            return _over(here, order, as_csv(order.rows) if file is None else file, lambda table: work(table, media))

        return response(await worked(request, held, AT_ONCE), media, desk.language)

    return Route(f"{ROOT}{operation.path}", serve, methods=["POST"], name=f"api_{operation.id}")


def _over(desk: Desk, order: Order, file: bytes, work: Callable[["HeldTable"], bytes]) -> bytes:
    """What is said of a table, which stands in a file of its own meanwhile."""
    with needing_extra("tables"):
        from incentives.population.received import received
        from incentives.report.heldtable import held_table
    name = Speech(desk.language).say("api", "table_sent")
    readings = {} if order.checked is None else order.checked.readings
    with received(BytesIO(file), name) as path:
        held = held_table(desk, path, order.years, order.schemes or None, readings=readings, source=name)
        if held.given.rows() > MOST_ROWS:
            raise Problem(413, "too_large")
        return work(held)


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
