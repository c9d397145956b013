"""Rules of telling whether the API is up and can work, and of what it says it offers."""

import jsonschema_rs
import structlog
from api_house import House, api_house
from clock import FakeClock
from outage import Outage

from ledger.database import Database
from ledger.ledger import Ledger
from projections.tables import POSITION


def test_a_process_that_answers_is_up(small_house: House) -> None:
    assert small_house.client.get("/healthz").json() == {"status": "up"}


def test_it_is_ready_when_everything_is_there(house: House) -> None:
    assert house.client.get("/readyz").status_code == 200


def test_a_stopped_read_model_is_not_ready_and_named(small_house: House) -> None:
    with small_house.surroundings.database.begin() as connection:
        connection.execute(
            POSITION.update().where(POSITION.c.name == "backlog").values(state="stopped")
        )
    answer = small_house.client.get("/readyz")
    assert answer.status_code == 503
    assert "backlog" in answer.json()["detail"]


def test_a_database_that_goes_away_is_503_and_comes_back(
    postgres_url: str, clock: FakeClock
) -> None:
    database = Database.open(postgres_url)
    ledger = Ledger(database, clock=clock)
    outage = Outage(postgres_url)
    with api_house(database, ledger, clock) as house:
        house.product()
        key = house.item()
        outage.begin()
        try:
            for answer in (
                house.get("/v1/backlog"),
                house.get(f"/v1/items/{key}"),
                house.post(f"/v1/items/{key}/assign", {"assignee": "ada"}),
                house.client.get("/readyz"),
            ):
                assert answer.status_code == 503, answer.text
                assert answer.headers["Content-Type"] == "application/problem+json"
                assert "postgres:postgres" not in answer.text
            assert "Retry-After" in house.get("/v1/backlog").headers
            assert house.client.get("/healthz").status_code == 200
        finally:
            outage.end()
        assert house.get("/v1/backlog").status_code == 200
        answer = house.post(f"/v1/items/{key}/assign", {"assignee": "ada"})
        assert answer.status_code == 200, answer.text
        assert house.client.get("/readyz").status_code == 200
    ledger.close()
    database.close()


def test_the_openapi_document_is_3_1_and_valid(small_house: House) -> None:
    document = small_house.client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert jsonschema_rs.meta.is_valid(
        {"$schema": "https://json-schema.org/draft/2020-12/schema"}
        | {"$defs": document["components"]["schemas"]}
    )


def test_each_operation_is_described_and_named_once(small_house: House) -> None:
    paths = small_house.client.get("/openapi.json").json()["paths"]
    every = [each for verbs in paths.values() for each in verbs.values()]
    assert all(each.get("description") for each in every)
    assert len({each["operationId"] for each in every}) == len(every)


def test_filters_and_bodies_stand_in_the_document(small_house: House) -> None:
    document = small_house.client.get("/openapi.json").json()
    asked = {each["name"] for each in document["paths"]["/v1/backlog"]["get"]["parameters"]}
    assert {"status", "label", "limit", "cursor", "min_position", "q"} <= asked
    drop = document["paths"]["/v1/items/{key}/drop"]["post"]["requestBody"]
    name = drop["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    assert {"resolution", "reason", "because_of"} <= set(
        document["components"]["schemas"][name]["properties"]
    )


def test_unknown_paths_and_methods_are_problems(small_house: House) -> None:
    missing = small_house.client.get("/nope")
    assert (missing.status_code, missing.json()["code"]) == (404, "not-found")
    wrong = small_house.client.put("/healthz")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method-not-allowed")
    assert wrong.headers["Allow"] == "GET"
    assert small_house.client.put("/v1/items/ACME-1").headers["Allow"] == "GET, PATCH"


def test_every_answer_says_not_to_guess_its_type(small_house: House) -> None:
    for path in ("/healthz", "/nope", "/v1/backlog", "/openapi.json"):
        assert small_house.client.get(path).headers["X-Content-Type-Options"] == "nosniff"


def test_a_request_is_one_line_without_secrets(small_house: House) -> None:
    lines: list[dict[str, object]] = []

    def keep(_logger: object, _name: str, line: dict[str, object]) -> dict[str, object]:
        lines.append(dict(line))
        raise structlog.DropEvent

    before = structlog.get_config()["processors"]
    try:
        before.insert(0, keep)
        small_house.get("/v1/backlog?q=canary")
        small_house.post("/v1/items", {"product": "canary"})
    finally:
        before.remove(keep)
    assert [line["status"] for line in lines] == [200, 422]
    assert lines[0]["path"] == "/v1/backlog"
    text = repr(lines)
    assert "canary" not in text
    assert not any(token in text for token in small_house.tokens.values())


def test_a_failure_of_ours_tells_nothing_but_that(small_house: House, monkeypatch) -> None:
    def fail() -> int:
        message = "canary"
        raise RuntimeError(message)

    monkeypatch.setattr(small_house.surroundings.ledger, "head", fail)
    answer = small_house.get("/v1/items/ACME-404")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "canary" not in answer.text
