"""Judges exchanges and webhooks by a tracker's published OpenAPI description."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import jsonschema_rs
import pytest
from defects import Defect, Json

from integrations.sandbox.wire import Exchange, Page

FOLDER = Path(__file__).parents[2].parent / "shared" / "contracts"
METHODS = ("get", "post", "put", "patch", "delete")
COMMON = {304, 307, 401, 403, 404, 405, 409, 410, 422, 429}
"""What any path may answer, listed or not: each was seen of the real services."""
BAD = 400


@dataclass(frozen=True)
class Operation:
    """One method of one path, and what its description says."""

    name: str
    described: Json


class Contract:
    """One description; ``refusal`` names the schema of refusals it does not list per path."""

    def __init__(self, name: str, defects: Sequence[Defect], refusal: str) -> None:
        path = FOLDER / f"{name}.openapi.json"
        if not path.exists():
            pytest.skip(f"The published description {name} is not on this machine")
        document = json.loads(path.read_text())
        for correct in defects:
            correct(document)
        self._document: Json = _as_json_schema(document)
        self._refusal = refusal
        self._registry = jsonschema_rs.Registry(
            [("urn:api", {"components": self._document["components"]})]
        )
        self._validators: dict[int, Any] = {}
        self._paths = sorted(
            ((_pattern(template), template) for template in self._document["paths"]),
            key=lambda pair: pair[1].count("{"),
        )

    def findings(self, exchange: Exchange, path: str | None = None) -> list[str]:
        """What the description forbids in an exchange; ``path`` replaces the one asked for."""
        method = exchange.request.method.lower()
        operation = self._operation(method, path or exchange.request.path)
        if operation is None:
            return [f"{method} {path or exchange.request.path}: not described"]
        found = [*self._request(operation, exchange), *self._response(operation, exchange)]
        status = exchange.answer.status
        return [f"{operation.name} {status}: {finding}" for finding in found]

    def webhook(self, event: str, action: str | None, payload: object) -> list[str]:
        """What the description forbids in a webhook."""
        name = "-".join([event, *([action] if action else [])]).replace("_", "-")
        described = self._document["webhooks"].get(name)
        if described is None:
            return [f"webhook {name}: not described"]
        content = described["post"]["requestBody"]["content"]
        return [f"webhook {name}: {finding}" for finding in self._judge(content, payload)]

    def _operation(self, method: str, path: str) -> Operation | None:
        for pattern, template in self._paths:
            if pattern.fullmatch(path) and method in self._document["paths"][template]:
                return Operation(f"{method} {template}", self._document["paths"][template][method])
        return None

    def _request(self, operation: Operation, exchange: Exchange) -> Iterator[str]:
        """Only what was accepted must have been asked in the described way."""
        if exchange.answer.status >= BAD:
            return
        listed = [self._follow(entry) for entry in operation.described.get("parameters", [])]
        known = {entry["name"]: entry["schema"] for entry in listed if entry["in"] == "query"}
        query = exchange.request.target.partition("?")[2]
        for name, value in parse_qsl(query, keep_blank_values=True):
            if name not in known:
                yield f"the parameter {name} is not described"
            else:
                for finding in self._check(known[name], _typed(value, known[name])):
                    yield f"the parameter {name}: {finding}"
        body = operation.described.get("requestBody")
        if body and exchange.request.body:
            content = self._follow(body).get("content", {})
            yield from self._judge(content, json.loads(exchange.request.body))

    def _response(self, operation: Operation, exchange: Exchange) -> Iterator[str]:
        answer, described = exchange.answer, operation.described["responses"]
        entry = described.get(str(answer.status))
        if entry is None and answer.status not in COMMON:
            yield f"the status is not described, only {sorted(described)}"
            return
        content = self._follow(entry).get("content") if entry else None
        if isinstance(answer.body, Page):
            yield "a page for people"
        elif answer.status >= BAD and not content:
            schema = {"$ref": f"urn:api#/components/schemas/{self._refusal}"}
            yield from self._check(schema, answer.body)
        elif content:
            yield from self._judge(content, answer.body)
        elif entry is not None and answer.body not in (None, ""):
            yield "a body is not described"

    def _judge(self, content: Json, value: object) -> list[str]:
        media = content.get("application/json")
        return self._check(media["schema"], value) if media else []

    def _check(self, schema: Json, value: object) -> list[str]:
        validator = self._validators.get(id(schema))
        if validator is None:
            validator = jsonschema_rs.Draft202012Validator(
                schema, registry=self._registry, validate_formats=True
            )
            self._validators[id(schema)] = validator
        plain = json.loads(json.dumps(value))
        return [
            f"{'/'.join(map(str, error.instance_path))}: {error.message[:200]}"
            for error in validator.iter_errors(plain)
        ]

    def _follow(self, node: Json) -> Json:
        """The node itself, or what it refers to."""
        while "$ref" in node:
            target: Json = self._document
            for part in node["$ref"].partition("#/")[2].split("/"):
                target = target[part]
            node = target
        return node


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(template)) + "/?")


def _typed(value: str, schema: Json) -> object:
    kind = schema.get("type")
    if kind == "integer" and value.lstrip("-").isdecimal():
        return int(value)
    return value == "true" if kind == "boolean" and value in ("true", "false") else value


def _as_json_schema(node: Any) -> Any:
    """OpenAPI 3.0 as JSON Schema: ``nullable`` becomes a type, references become absolute."""
    if isinstance(node, list):
        return [_as_json_schema(child) for child in node]
    if not isinstance(node, dict):
        return node
    plain = {
        name: child if name in ("enum", "default", "example") else _as_json_schema(child)
        for name, child in node.items()
    }
    if plain.get("nullable") is True and isinstance(plain.get("type"), str):
        plain["type"] = [plain["type"], "null"]
    if isinstance(plain.get("nullable"), bool):
        del plain["nullable"]
    if isinstance(plain.get("$ref"), str):
        plain["$ref"] = "urn:api" + plain["$ref"]
    for name in ("minimum", "maximum"):
        exclusive = f"exclusive{name.title()}"
        if isinstance(plain.get(exclusive), bool) and plain.pop(exclusive):
            plain[exclusive] = plain.pop(name)
    return plain
