"""The OpenAPI document: the paths as Litestar knows them, bodies and answers as msgspec does."""

from collections.abc import Iterator
from typing import Any

import msgspec
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from api.answers import Written
from api.problems import MEDIA_TYPE, Problem

JSON = "application/json"
REF = "#/components/{}/{}"
ETAG = {"ETag": {"schema": {"type": "string"}, "description": 'The version, such as "v7".'}}
CONDITIONS: dict[str, Any] = {
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "description": 'The version you decided on, such as "v7"; 412 when it has moved.',
        "schema": {"type": "string"},
    },
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "1 to 200 visible characters; sent again with them, a write is done once.",
        "schema": {"type": "string", "maxLength": 200},
    },
}


def document(app: Litestar) -> dict[str, Any]:
    """All that the API offers, as OpenAPI 3.1."""
    made = app.openapi_schema.to_schema()
    operations = [(made["paths"][path], handler) for path, handler in _handlers(app)]
    types = {kind for _, handler in operations for kind in _types(handler)} | {Problem}
    ordered = sorted(types, key=lambda kind: (kind.__name__, kind.__module__))
    template = REF.format("schemas", "{name}")
    schemas, components = msgspec.json.schema_components(ordered, ref_template=template)
    schema_of = dict(zip(ordered, schemas, strict=True))
    for verbs, handler in operations:
        for method in handler.http_methods & {each.upper() for each in verbs}:
            _complete(verbs[method.lower()], handler, schema_of)
    problem = {"description": "What went wrong, and what to do.", "content": _problem(schema_of)}
    made["components"] |= {
        "schemas": components,
        "parameters": CONDITIONS,
        "responses": {"Problem": problem},
    }
    return made


def _handlers(app: Litestar) -> Iterator[tuple[str, HTTPRouteHandler]]:
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                if "answer" in handler.opt:
                    yield route.path_format, handler


def _types(handler: HTTPRouteHandler) -> Iterator[type]:
    yield handler.opt["answer"]
    body = handler.parsed_fn_signature.parameters.get("data")
    if body is not None:
        yield body.annotation


def _complete(operation: dict[str, Any], handler: HTTPRouteHandler, schema_of: Any) -> None:  # noqa: ANN401 (by type)
    answer, *body = _types(handler)
    lines = operation["description"].splitlines()
    tag = _tag(handler)
    operation["summary"] = lines[0].rstrip(".").replace("``", "`")
    operation["tags"] = [tag]
    operation["operationId"] = handler.operation_id or f"{tag}_{handler.handler_name}"
    media = handler.opt.get("media", JSON)
    told = {"description": "Done.", "content": {media: {"schema": schema_of[answer]}}}
    if answer is Written:
        told["headers"] = ETAG
        names = (REF.format("parameters", name) for name in CONDITIONS)
        operation["parameters"] = [*operation.get("parameters", ()), *({"$ref": n} for n in names)]
    operation["responses"] = {
        str(handler.status_code): told,
        "default": {"$ref": REF.format("responses", "Problem")},
    }
    if body:
        content = {JSON: {"schema": schema_of[body[0]]}}
        operation["requestBody"] = {"content": content, "required": True}
    elif media := handler.opt.get("raw_body"):
        operation["requestBody"] = {"content": {media: {"schema": {}}}, "required": True}


def _tag(handler: HTTPRouteHandler) -> str:
    """The first step of its path behind the version."""
    steps = [step for step in sorted(handler.paths)[0].split("/") if step]
    return steps[1] if steps[0] == "v1" else "health"


def _problem(schema_of: Any) -> dict[str, Any]:  # noqa: ANN401 (by type)
    return {MEDIA_TYPE: {"schema": schema_of[Problem]}}
