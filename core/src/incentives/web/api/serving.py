"""How an operation is served: what is asked is read, the work is done in a thread, what it gives is written."""

import re
from collections.abc import Iterator, Mapping

from attrs import evolve
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from incentives.catalogue import Catalogue
from incentives.errors import InvalidRequest
from incentives.report.orders import Keys, Order, read_order
from incentives.situation import Fault
from incentives.web.api.operations import ROOT, Make, Operation
from incentives.web.api.payloads import read_json, written
from incentives.web.problems import Problem
from incentives.web.work import desk_of, worked, worked_here
from incentives.wording import LANGUAGES

LANG = "lang"  # what every address takes
SEVERAL = {"years", "schemes"}  # keys that an address can have more than once
YEARS = {"years"}
_YEAR = re.compile(r"[0-9]{1,4}")


def route(operation: Operation, make: Make) -> Route:
    """Where an operation is served, with what makes what it gives."""

    async def serve(request: Request) -> Response:
        media = accepted(request, operation)
        body = {} if operation.body is None else await read_json(request)
        desk, places = desk_of(request), request.path_params

        def work() -> bytes:
            order = ordered(operation, request.query_params, body, desk.catalogue)
            made = make(evolve(desk, as_of=order.as_of), places, order)
            return made if isinstance(made, bytes) else written(made)

        content = worked_here(request, work) if is_short(body) else await worked(request, work)
        return response(content, media, desk.language)

    return Route(f"{ROOT}{operation.path}", serve, methods=[operation.method], name=f"api_{operation.id}")


def is_short(body: object) -> bool:
    """Whether one scheme and one year are asked about: that takes some milliseconds, whatever is told."""
    if not isinstance(body, Mapping) or "year" not in body:
        return False
    schemes = body.get("schemes")
    return isinstance(schemes, list) and len(schemes) == 1


def accepted(request: Request, operation: Operation) -> str:
    """The type of what is given: the first that the operation gives and the request takes.

    Raises:
        Problem: if it takes none of them.
    """
    asked = [part.replace(" ", "") for part in request.headers.get("accept", "*/*").lower().split(",")]
    taken = {part.partition(";")[0] for part in asked if not part.endswith((";q=0", ";q=0.0"))}
    for media in operation.media:
        if not taken.isdisjoint({media, f"{media.partition('/')[0]}/*", "*/*"}):
            return media
    raise Problem(406, "not_acceptable")


def response(content: bytes, media: str, language: str) -> Response:
    """What was asked for, in a language that other requests may not want."""
    return Response(content, media_type=media, headers={"Content-Language": language, "Vary": "Accept-Language"})


def ordered(operation: Operation, address: QueryParams, body: object, catalogue: Catalogue) -> Order:
    """What is asked for, by the address and the body.

    Raises:
        InvalidRequest: listing every fault of both at once.
    """
    faults = [*_in_address(address, operation.address)]
    asked = {key: _values(key, address.getlist(key)) for key in operation.address if key in address}
    own: Keys = operation.body or {}
    if isinstance(body, Mapping):
        faults += [Fault.of((str(key),), "request_key", known=", ".join(own)) for key in body if key not in own]
        asked |= {key: part for key, part in body.items() if key in own}
    else:
        asked = body  # type: ignore[assignment]  # what is no table has one fault: that it is none
    try:
        order = read_order(asked, {**operation.address, **own}, catalogue)
    except InvalidRequest as error:
        raise InvalidRequest([*faults, *error.faults]) from error
    if faults:
        raise InvalidRequest(faults)
    return order


def _in_address(address: QueryParams, keys: Keys) -> Iterator[Fault]:
    """What is wrong with the keys after the question mark."""
    for key in dict.fromkeys(address):
        if key not in {*keys, LANG}:
            yield Fault.of((key,), "request_key", known=", ".join([*keys, LANG]))
    if (language := address.get(LANG)) is not None and language not in LANGUAGES:
        yield Fault.of((LANG,), "unknown_choice", values=", ".join(LANGUAGES), value=repr(language[:20]))


def _values(key: str, texts: list[str]) -> object:
    """What an address says, as a body would have it."""
    found = [int(text) if key in YEARS and _YEAR.fullmatch(text) else text for text in texts]
    return found if key in SEVERAL else found[-1]
