"""Risks over HTTP: what is computed is not taken, and their own questions are answered."""

import jsonschema_rs
import pytest
from api_house import House


@pytest.fixture
def risky(house: House) -> House:
    """A product with one assessed risk."""
    house.product()
    said = {"product": "ACME", "event": "vendor slips", "consequence": "beta moves", "owner": "ana"}
    assert house.post("/v1/risks", said).status_code == 201
    assert house.post("/v1/risks/ACME-K1/assess", {"likelihood": 4, "impact": 5}).json()["changed"]
    house.catch_up()
    return house


def fields(answer):
    return {each["field"]: each["code"] for each in answer.json()["errors"]}


def test_a_risk_shows_the_level_that_follows(risky: House) -> None:
    shown = risky.get("/v1/risks/ACME-K1").json()["data"]
    assert (shown["level"], shown["band"], shown["status"]) == (20, "extreme", "assessed")


@pytest.mark.parametrize("name", ["level", "band", "reduction"])
def test_what_is_computed_is_not_taken(risky: House, name: str) -> None:
    body = {"likelihood": 1, "impact": 1, name: 1}
    answer = risky.post("/v1/risks/ACME-K1/assess", body)
    assert (answer.status_code, fields(answer)) == (422, {name: "computed-field"})


def test_a_risk_of_one_half_is_refused(risky: House) -> None:
    answer = risky.post("/v1/risks", {"product": "ACME", "event": "vendor slips"})
    assert answer.status_code in (400, 422)
    assert "consequence" in fields(answer)


def test_above_the_appetite_only_an_approver_accepts(risky: House) -> None:
    body = {"until": "2026-01-10", "reason": "We must.", "because_of": [risky.hear()]}
    accept = "/v1/risks/ACME-K1/accept"
    assert fields(risky.post(accept, body)) == {"by": "approver-required"}
    appetite = {"risk_appetite": {"extreme": ["admin"]}}
    assert risky.ask("PATCH", "/v1/products/ACME", appetite).status_code == 200
    assert risky.post(accept, body).json()["events"] == ["risk.accepted"]


def test_no_caller_fires_a_trigger(risky: House) -> None:
    body = {"signal": "slip_days", "value": "9"}
    assert risky.post("/v1/risks/ACME-K1/fire-trigger", body).status_code in (404, 405)


def test_the_matrix_is_answered_with_its_position(risky: House) -> None:
    answer = risky.get("/v1/risks/matrix?product=ACME").json()
    cell = next(each for each in answer["data"]["cells"] if each["inherent"])
    assert (cell["likelihood"], cell["impact"], cell["band"]) == (4, 5, "extreme")
    assert answer["position"] == 3


def test_the_trend_is_answered_with_its_position(risky: House) -> None:
    answer = risky.get("/v1/risks/trend?product=ACME").json()
    assert [(each["exposure"], each["open"]) for each in answer["data"]] == [(20, 1)]
    assert answer["position"] == 3


@pytest.mark.parametrize(
    "path", ["risks", "risks/{key}", "risks/matrix", "risks/trend", "risks/due"]
)
def test_what_is_sent_is_what_the_document_says(risky: House, path: str) -> None:
    document = risky.client.get("/openapi.json").json()
    good = document["paths"][f"/v1/{path}"]["get"]["responses"]["200"]["content"]
    schema = good["application/json"]["schema"] | {"components": document["components"]}
    answer = risky.get(f"/v1/{path.replace('{key}', 'ACME-K1')}")
    jsonschema_rs.validate(schema, answer.json())


def test_what_is_due_is_answered_page_by_page(risky: House) -> None:
    answer = risky.get("/v1/risks/due?within=30&what=review&limit=1").json()
    assert [(each["key"], each["what"]) for each in answer["data"]] == [("ACME-K1", "review")]
    assert answer["page"] == {"next": None, "limit": 1}
    assert risky.get("/v1/risks/due?within=1").json()["data"] == []


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("matrix?category=luck", "category"),
        ("matrix?limit=5", "limit"),
        ("trend?since=yesterday", "since"),
        ("trend?owner=ana", "owner"),
        ("due?within=999", "within"),
        ("due?what=party", "what"),
    ],
)
def test_a_filter_that_is_none_is_refused(risky: House, path: str, field: str) -> None:
    answer = risky.get(f"/v1/risks/{path}")
    assert (answer.status_code, list(fields(answer))) == (400, [field])
