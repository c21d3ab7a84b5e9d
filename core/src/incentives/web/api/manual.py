"""The description of the API, for programs and as a page to read."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from attrs import frozen
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from incentives.report.desk import Desk
from incentives.report.orders import Order
from incentives.report.situationschema import NOT_KNOWN, YEAR
from incentives.web.api.openapi import OPENAPI, SHARED, document
from incentives.web.api.operations import JSON, ROOT
from incentives.web.api.serving import route
from incentives.web.languages import language_of
from incentives.web.pages.rendering import page
from incentives.web.work import desk_of, worked
from incentives.wording import Speech

Schema = Mapping[str, Any]


@frozen
class Line:
    """A key or a fact, as the page says it.

    Attributes:
        name: of it.
        values: what it can be.
        meaning: of it.
        is_needed: whether it cannot be left out.
    """

    name: str
    values: str
    meaning: str
    is_needed: bool


def values_of(schema: Schema) -> str:
    """What something can be, in a few words."""
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if "anyOf" in schema:
        return ", ".join(values_of(one) for one in schema["anyOf"] if one not in NOT_KNOWN)
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(SHARED)
    if "items" in schema:
        return f"[{values_of(schema['items'])}]"
    return str(schema.get("format") or schema.get("const") or schema["type"])


def lines(properties: Mapping[str, Schema], needed: Collection[str] = ()) -> Iterator[Line]:
    """The keys of a table, or its facts."""
    for name, one in properties.items():
        yield Line(name, values_of(one), one.get("description", ""), name in needed)


def _operations(described: Schema) -> Iterator[dict[str, Any]]:
    """What the page says of each operation."""
    schemas = described["components"]["schemas"]
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            body = one.get("requestBody", {}).get("content", {})
            asked = schemas[values_of(body[JSON]["schema"])] if body else {"properties": {}, "required": []}
            given = one["responses"]["200"]["content"]
            records = [values_of(media["schema"]) for media in given.values() if "$ref" in media["schema"]]
            yield {
                "id": one["operationId"],
                "summary": one["summary"],
                "call": f"{method.upper()} {ROOT}{path}",
                "address": [
                    Line(part["name"], values_of(part["schema"]), part["description"], part.get("required", False))
                    for part in one["parameters"]
                ],
                "body": [*lines(asked["properties"], asked["required"])],
                "sent": [*body],
                "given": [*given],
                "about": [schemas[name]["description"] for name in records],
            }


async def manual(request: Request) -> Response:
    """The page."""
    desk = desk_of(request)
    described = await worked(request, lambda: document(desk))
    schemas, say = described["components"]["schemas"], Speech(desk.language).say
    told = schemas["Situation"]
    return page(
        request,
        "api",
        say("api", "title"),
        words=lambda *path, **values: say("api", *path, **values),
        about=described["info"]["description"],
        address=f"{ROOT}{OPENAPI.path}",
        operations=[*_operations(described)],
        refused=described["paths"]["/table"]["post"]["responses"],
        problem=[*lines(schemas["Problem"]["properties"])],
        once=[one for one in lines(told["properties"]) if one.name != "readings"],
        each_year=[*lines(told["patternProperties"][YEAR]["properties"])],
        readings=[*lines(told["properties"]["readings"]["properties"])],
    )


def _described(desk: Desk, _: Mapping[str, Any], __: Order) -> Mapping[str, Any]:
    return document(desk)


async def _to_manual(request: Request) -> Response:
    return RedirectResponse(f"/{language_of(request)}/api", 303)


ROUTES = [
    route(OPENAPI, _described),
    Route(ROOT, _to_manual, name="api_root"),
    Route("/{lang:lang}/api", manual, name="api"),
]
