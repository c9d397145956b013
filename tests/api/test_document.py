"""The OpenAPI document says all that another service needs, and what is sent is what it says."""

from typing import Any

import jsonschema_rs
import pytest
from api_house import House

WRITE = "#/components/schemas/Written"
LISTS = ("backlog", "backlog?include=trackers", "history", "products", "connections", "conflicts")
READS = (*LISTS, "tokens", "sync", "sync/parked", "items/ACME-1", "products/ACME", "history/ACME-1")


@pytest.fixture
def document(small_house: House) -> dict[str, Any]:
    found: dict[str, Any] = small_house.client.get("/openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for verbs in document["paths"].values() for each in verbs.values()]


def good(operation: dict[str, Any]) -> dict[str, Any]:
    """The schema of the answer when all is well."""
    (status,) = [each for each in operation["responses"] if each.startswith("2")]
    (content,) = operation["responses"][status]["content"].values()
    found: dict[str, Any] = content["schema"]
    return found


def test_every_operation_says_how_a_good_answer_looks(document: dict[str, Any]):
    schemas = document["components"]["schemas"]
    for operation in operations(document):
        schema = good(operation)
        is_page = schema == {"type": "string"}
        assert is_page or schema["$ref"].rpartition("/")[2] in schemas


def test_every_operation_may_answer_with_a_problem(document: dict[str, Any]):
    for operation in operations(document):
        assert operation["responses"]["default"] == {"$ref": "#/components/responses/Problem"}


def test_every_operation_has_a_summary_of_one_line(document: dict[str, Any]):
    for operation in operations(document):
        assert operation["summary"]
        assert "\n" not in operation["summary"]


def test_writes_to_the_plan_name_their_conditions(document: dict[str, Any]):
    for operation in operations(document):
        names = {
            each.get("$ref", "").rpartition("/")[2] for each in operation.get("parameters", ())
        }
        is_write = good(operation).get("$ref") == WRITE
        assert ({"IfMatch", "IdempotencyKey"} <= names) == is_write


@pytest.mark.parametrize("path", READS)
def test_what_is_sent_is_what_the_document_says(small_house: House, path: str):
    small_house.product()
    key = small_house.item(labels=["bug"])
    small_house.post(f"/v1/items/{key}/comment", {"body": "Seen here too"})
    small_house.catch_up()
    document = small_house.client.get("/openapi.json").json()
    name, _, one = path.partition("?")[0].partition("/")
    is_known = f"/v1/{name}/{one}" in document["paths"] or not one
    template = f"/v1/{name}/{one}".rstrip("/") if is_known else f"/v1/{name}/{{key}}"
    schema = good(document["paths"][template]["get"])
    answer = small_house.get(f"/v1/{path}")
    assert answer.status_code == 200, answer.text
    jsonschema_rs.validate(schema | {"components": document["components"]}, answer.json())


def test_a_refusal_is_a_problem_as_described(small_house: House, document: dict[str, Any]):
    answer = small_house.get("/v1/items/NONE-1")
    schema = document["components"]["schemas"]["Problem"]
    jsonschema_rs.validate(schema | {"components": document["components"]}, answer.json())
