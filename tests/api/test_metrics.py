"""Metrics over HTTP: batches, files, series and outcomes."""

from collections.abc import Mapping

import pytest
from api_house import House

METRIC = {
    "product": "ACME",
    "name": "Notes found",
    "definition": "Searches that end in a click",
    "unit": "%",
    "cadence": "month",
    "dims": ["region"],
}
PATH = "/v1/metrics/ACME-X1"


@pytest.fixture
def measuring(house: House) -> House:
    house.product()
    assert house.post("/v1/metrics", METRIC).status_code == 201
    return house


def record(house: House, *observations: Mapping[str, object]):
    return house.post(f"{PATH}/record-observations", {"observations": list(observations)})


def send(house: House, file: str, query: str = "", *, role: str = "admin", key: str | None = None):
    headers = {"Content-Type": "text/csv"} | ({"Idempotency-Key": key} if key else {})
    path = f"{PATH}/import{query}"
    return house.ask("POST", path, content=file.encode(), headers=headers, role=role)


def codes(answer) -> dict[str, str]:
    return {each["field"]: each["code"] for each in answer.json()["errors"]}


def values(house: House, query: str = "") -> list[str]:
    house.catch_up()
    answer = house.get(f"{PATH}/series{query}")
    assert answer.status_code == 200, answer.text
    return [each["value"] for each in answer.json()["data"]["points"]]


def test_a_batch_is_one_event(measuring: House) -> None:
    first = {"period": "2025-12-01", "value": "5"}
    answer = record(measuring, first, {"period": "2025-11-01", "value": "4"}).json()
    assert (answer["changed"], answer["events"]) == (True, ["metric.observed"])
    assert record(measuring, first).json()["changed"] is False
    assert values(measuring) == ["4", "5"]


def test_all_of_a_batch_is_kept_or_nothing(measuring: House) -> None:
    good = {"period": "2025-12-01", "value": "5"}
    answer = record(measuring, good, {"period": "2025-11-02", "value": "NaN"})
    assert answer.status_code == 422
    assert codes(answer) == {
        "observations.1.period": "not-aligned",
        "observations.1.value": "bad-number",
    }
    assert values(measuring) == []


def test_a_batch_has_an_end(measuring: House) -> None:
    answer = record(measuring, *[{"period": "2025-12-01", "value": "5"}] * 1001)
    assert codes(answer) == {"observations": "batch-size"}


def test_a_file_is_taken_in(measuring: House) -> None:
    answer = send(measuring, "period,value\n2025-11-01,4\n2025-12-01,5\n", "?file=a.csv")
    assert answer.status_code == 200, answer.text
    assert answer.json()["data"]["kept"] == 2
    assert values(measuring) == ["4", "5"]
    newest = measuring.get("/v1/history/ACME-X1").json()["data"][0]
    assert (newest["source"], newest["source_ref"]) == ("import", "a.csv")


def test_lines_that_fail_are_named_and_left_out_where_that_is_wanted(measuring: House) -> None:
    file = "period,value\n2025-11-01,4\n2025-12-01,NaN\n"
    refused = send(measuring, file)
    assert (refused.status_code, refused.json()["code"]) == (422, "lines-failed")
    assert codes(refused) == {"line 3": "bad-number"}
    assert values(measuring) == []
    answer = send(measuring, file, "?partial=true").json()["data"]
    assert (answer["kept"], answer["failed"], answer["errors"][0]["line"]) == (1, 1, 3)
    assert values(measuring) == ["4"]


def test_a_file_that_is_sent_again_is_answered_as_before(measuring: House) -> None:
    first = send(measuring, "period,value\n2025-11-01,4\n", key="one")
    second = send(measuring, "period,value\n2025-11-01,4\n", key="one")
    assert second.json()["data"]["kept"] == first.json()["data"]["kept"] == 1
    other = send(measuring, "period,value\n2025-11-01,5\n", key="one")
    assert other.json()["code"] == "idempotency-key-reused"


def test_a_file_has_to_be_text_and_somebody_has_to_be_allowed(measuring: House) -> None:
    headers = {"Content-Type": "text/csv"}
    answer = measuring.ask("POST", f"{PATH}/import", content=b"\xff\xfe", headers=headers)
    assert answer.status_code == 400
    assert send(measuring, "period,value\n", role="viewer").status_code == 403
    unknown = measuring.ask("POST", "/v1/metrics/ACME-X9/import", content=b"period,value")
    assert unknown.status_code == 404
    assert send(measuring, "period,value\n", "?partially=true").status_code == 400


def test_a_series_comes_with_what_it_is_held_against(measuring: House) -> None:
    record(measuring, {"period": "2025-12-01", "value": "5"})
    assert measuring.post(f"{PATH}/set-target", {"by": "2026-06-30", "value": "9"}).json()[
        "changed"
    ]
    assert measuring.post(f"{PATH}/set-alert", {"op": "lt", "threshold": "6"}).json()["changed"]
    measuring.catch_up()
    data = measuring.get(f"{PATH}/series").json()["data"]
    assert data["points"] == [
        {"period": "2025-12-01", "value": "5", "definition_version": 1, "beyond": True}
    ]
    assert [each["what"] for each in data["lines"]] == ["target", "alert"]
    assert [each["version"] for each in data["editions"]] == [1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?since=2025-12-01", ["5", "6"]),
        ("?until=2025-11-30", ["4"]),
        ("?dims=region=eu", ["6"]),
        ("?dims=total", ["4", "5"]),
        ("?version=2", []),
        ("?limit=1", ["4"]),
    ],
)
def test_a_series_is_narrowed(measuring: House, query: str, found: list[str]) -> None:
    record(
        measuring,
        {"period": "2025-11-01", "value": "4"},
        {"period": "2025-12-01", "value": "5"},
        {"period": "2025-12-01", "value": "6", "dims": {"region": "eu"}},
    )
    assert values(measuring, query) == found


@pytest.mark.parametrize("query", ["?since=soon", "?limit=0", "?mood=good", "?version=0"])
def test_a_question_that_makes_no_sense_is_refused(measuring: House, query: str) -> None:
    assert measuring.get(f"{PATH}/series{query}").status_code == 400


def test_there_is_no_series_of_nothing(measuring: House) -> None:
    assert measuring.get("/v1/metrics/ACME-X9/series").status_code == 404
    assert measuring.get("/v1/metrics/nonsense/series").status_code == 404


def test_a_product_has_one_north_star(measuring: House) -> None:
    star = METRIC | {"kind": "north_star"}
    assert measuring.post("/v1/metrics", star).status_code == 201
    second = measuring.post("/v1/metrics", star)
    assert second.json()["code"] == "north-star-taken"
    path = "/v1/products/ACME/set-north-star"
    assert measuring.post(path, {"metric": "ACME-X1"}).json()["code"] == "not-north-star"
    assert measuring.post(path, {"metric": "ACME-X2"}).json()["changed"] is True
    measuring.post("/v1/metrics/ACME-X2/retire", {"reason": "Nobody looks"})
    measuring.catch_up()
    assert measuring.get("/v1/products/ACME").json()["data"]["north_star"] is None
    assert measuring.post("/v1/metrics", star).status_code == 201


def test_outcomes_are_told_with_what_was_measured(measuring: House) -> None:
    record(measuring, {"period": "2025-12-01", "value": "5"})
    body = {"product": "ACME", "title": "Offline", "owner": "ana"}
    assert measuring.post("/v1/roadmap-items", body).status_code == 201
    for verb, said in (
        ("schedule", {"window": {"start": "2025-12-01", "end": "2025-12-31"}}),
        ("expect", {"metric": "ACME-X1", "baseline": "3", "expected": "6", "by": "2025-12-31"}),
        ("start", {}),
        ("ship", {"on": "2025-12-20"}),
    ):
        assert measuring.post(f"/v1/roadmap-items/ACME-R1/{verb}", said).status_code == 200
    measuring.catch_up()
    [told] = measuring.get("/v1/outcomes?verdict=open&owner=ana").json()["data"]
    assert (told["key"], told["metric_key"], told["measured"]) == ("ACME-R1", "ACME-X1", "5")
    assert measuring.get("/v1/outcomes?verdict=refuted").json()["data"] == []
    assert measuring.get("/v1/outcomes?verdict=maybe").status_code == 400
    assert measuring.get("/v1/outcomes?since=soon").status_code == 400
