"""The description of the API (OpenAPI 3.1), made from the schemes that are installed."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from incentives.report.desk import Desk
from incentives.report.orders import order_schema
from incentives.report.records.schema import json_schema
from incentives.report.records.whole import KINDS
from incentives.report.situationschema import situation_schema
from incentives.web.api.operations import JSON, OFFERED, ROOT, Operation
from incentives.web.api.serving import LANG, SEVERAL
from incentives.web.api.uploads import OPERATIONS as ON_TABLES
from incentives.web.problems import TYPE
from incentives.wording import LANGUAGES, Speech

OPENAPI = Operation("openapi", "/openapi.json")
OPERATIONS = (*(operation for operation, _ in OFFERED), *ON_TABLES, OPENAPI)
PLACE = re.compile(r"\{(\w+)(?::(\w+))?\}")
SHARED = "#/components/schemas/"
#: What every operation can answer; of a body and of places in the path, what else.
STATUSES = (400, 406, 422, 429, 500, 501, 503)
OF_BODY, OF_PLACES = (404, 413, 415), (404,)


def document(desk: Desk) -> dict[str, Any]:
    """The description, in the language of the desk."""
    say = Speech(desk.language).say
    return {
        "openapi": "3.1.0",
        "info": {
            "title": say("api", "title"),
            "version": version("incentives"),
            "description": f"{say('api', 'about')} {say('report', 'disclaimer')}",
        },
        "servers": [{"url": ROOT}],
        "paths": {path_of(one): {one.method.lower(): _operation(one, desk)} for one in OPERATIONS},
        "components": {"schemas": {**_records(), **_asked(desk), "Problem": _problem(desk)}},
    }


def path_of(operation: Operation) -> str:
    """The path as the description has it: without the kinds of its places."""
    return PLACE.sub(r"{\1}", operation.path)


def _operation(one: Operation, desk: Desk) -> dict[str, Any]:
    say = Speech(desk.language).say
    found: dict[str, Any] = {
        "operationId": one.id,
        "summary": say("api", "operations", one.id),
        "parameters": [*_places(one, desk), *_address(one, desk)],
        "responses": {"200": _given(one, desk), **_refused(one, desk)},
    }
    if one.body is not None:
        files = {media: {"schema": {"type": "string", "format": "binary"}} for media in one.files}
        asked = {JSON: {"schema": {"$ref": f"{SHARED}{_name(one)}"}}}
        found["requestBody"] = {"required": True, "content": {**asked, **files}}
    return found


def _name(one: Operation) -> str:
    return f"asked_{one.id}"


def _places(one: Operation, desk: Desk) -> Iterator[dict[str, Any]]:
    say = Speech(desk.language).say
    for name, kind in PLACE.findall(one.path):
        schema: dict[str, Any] = {"type": "integer", "minimum": 0} if kind else {"type": "string", "minLength": 1}
        if name == "kind":
            schema = {"enum": [*KINDS]}
        told = say("api", "places", name)
        yield {"name": name, "in": "path", "required": True, "schema": schema, "description": told}


def _address(one: Operation, desk: Desk) -> Iterator[dict[str, Any]]:
    asked = order_schema(one.address, desk.catalogue, desk.language)
    for key, schema in asked["properties"].items():
        described = {"description": schema.pop("description"), "schema": schema}
        several = {"style": "form", "explode": True} if key in SEVERAL else {}
        yield {"name": key, "in": "query", "required": key in asked["required"], **described, **several}
    told = Speech(desk.language).say("api", "places", LANG)
    yield {"name": LANG, "in": "query", "schema": {"enum": [*LANGUAGES]}, "description": told}


def _given(one: Operation, desk: Desk) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if one.media == (JSON,):
        schema = {"type": "object"} if one.gives is None else {"$ref": f"{SHARED}{one.gives}"}
    told = Speech(desk.language).say("api", "given")
    return {"description": told, "content": {media: {"schema": schema} for media in one.media}}


def _refused(one: Operation, desk: Desk) -> dict[str, Any]:
    statuses = {*STATUSES, *(OF_BODY if one.body is not None else ())}
    statuses |= {*OF_PLACES} if "{" in one.path or one.address else set()
    content = {TYPE: {"schema": {"$ref": f"{SHARED}Problem"}}}
    say = Speech(desk.language).say
    told = {
        status: f"{HTTPStatus(status).phrase}: {say('api', 'statuses', str(status))}" for status in sorted(statuses)
    }
    return {str(status): {"description": text, "content": content} for status, text in told.items()}


def _records() -> dict[str, Any]:
    """The records of every report that is given, with those that they hold."""
    kinds = dict.fromkeys(one.gives for one in OPERATIONS if one.gives)
    found: dict[str, Any] = _shared(json_schema(kinds)["$defs"])
    return found


def _asked(desk: Desk) -> dict[str, Any]:
    """What each operation is asked, and the situation that most of them share."""
    found: dict[str, Any] = {"Situation": situation_schema(desk.catalogue, desk.language)}
    for one in (one for one in OPERATIONS if one.body is not None):
        schema = order_schema(one.body or {}, desk.catalogue, desk.language, with_facts=False)
        if "situation" in schema["properties"]:
            told = schema["properties"]["situation"]["description"]
            schema["properties"]["situation"] = {"$ref": f"{SHARED}Situation", "description": told}
        found[_name(one)] = schema
    return found


def _shared(part: Any) -> Any:
    """Schemas that name one another where the description keeps them."""
    if isinstance(part, dict):
        return {
            key: one.replace("#/$defs/", SHARED) if key == "$ref" and isinstance(one, str) else _shared(one)
            for key, one in part.items()
        }
    return [_shared(one) for one in part] if isinstance(part, list) else part


def _problem(desk: Desk) -> dict[str, Any]:
    say = Speech(desk.language).say
    text, several = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
    fault = {"type": "object", "properties": {"paths": several, "text": text}, "required": ["paths", "text"]}
    parts: dict[str, Any] = {
        "type": text,
        "title": text,
        "status": {"type": "integer"},
        "detail": text,
        "code": text,
        "faults": {"type": "array", "items": fault},
    }
    told = {name: {**part, "description": say("api", "problem", name)} for name, part in parts.items()}
    return {"type": "object", "properties": told, "required": [*parts]}
