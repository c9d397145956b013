"""Rules of connecting a tracker over HTTP, and of steering a connection."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from api_house import House

from integrations.errors import Gone, Moved, NotAllowed, RateLimited, Rejected, Unavailable

ASKED = {
    "product": "ACME",
    "tracker": "github",
    "remote": "acme/notes",
    "credentials_ref": "TOKEN",
    "webhook_secret_refs": ["HOOK"],
}


def test_a_connection_is_made_of_what_the_tracker_says_it_is(house: House) -> None:
    house.product()
    answer = house.post("/v1/connections", ASKED | {"selection": {"all": False, "label": None}})
    made = answer.json()["data"]
    assert answer.status_code == 201, answer.text
    assert made["remote_name"] == "acme/notes"
    assert made["webhook_path"] == f"/v1/webhooks/github/{made['id']}"
    house.catch_up()
    (listed,) = house.get("/v1/connections").json()["data"]
    assert (listed["id"], listed["remote_id"], listed["state"]) == (made["id"], "4242", "active")
    assert listed["credentials_ref"] == "TOKEN"


def test_connecting_again_changes_nothing(small_house: House) -> None:
    small_house.product()
    first = small_house.connect()
    answer = small_house.post("/v1/connections", ASKED)
    assert answer.json()["changed"] is False
    assert answer.json()["data"]["id"] == first


def test_no_secret_stands_in_any_answer(small_house: House) -> None:
    small_house.product()
    key = small_house.connect()
    for path in ("/v1/connections", "/v1/history", "/v1/history/ACME", "/v1/sync", "/openapi.json"):
        text = small_house.get(path).text
        assert "canary" not in text, path
    assert key in small_house.get("/v1/sync").text


def test_what_looks_like_a_secret_is_refused_and_not_repeated(small_house: House) -> None:
    small_house.product()
    secret = "ghp_canary0123456789abcdefghijklmnopqr"
    answer = small_house.post("/v1/connections", ASKED | {"credentials_ref": secret})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "secret-value"
    assert secret not in answer.text
    assert small_house.tracker.asked == []


@pytest.mark.parametrize(
    ("failure", "status", "field", "code"),
    [
        (NotAllowed("Bad credentials", status=401), 422, "credentials_ref", "credentials-refused"),
        (Gone("Not found.", status=404), 422, "remote", "not-found"),
        (Moved("It moved.", to="https://x.example/1"), 422, "remote", "moved"),
        (Rejected("127.0.0.1 is a private address."), 422, "base_url", "refused"),
    ],
)
def test_a_trackers_refusal_names_the_field(small_house, failure, status, field, code) -> None:
    small_house.product()
    small_house.tracker.failure = failure
    answer = small_house.post("/v1/connections", ASKED)
    assert answer.status_code == status, answer.text
    assert (answer.json()["errors"][0]["field"], answer.json()["errors"][0]["code"]) == (
        field,
        code,
    )
    assert small_house.get("/v1/connections").json()["data"] == []


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (Unavailable("No answer."), 502),
        (RateLimited("Slow down.", until=datetime(2026, 1, 1, tzinfo=UTC)), 503),
    ],
)
def test_a_tracker_that_does_not_answer_is_no_fault_of_the_request(
    small_house, failure, status
) -> None:
    small_house.product()
    small_house.tracker.failure = failure
    assert small_house.post("/v1/connections", ASKED).status_code == status


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"product": "NOPE"}, "product"),
        ({"credentials_ref": "NO_SUCH_VARIABLE"}, "credentials_ref"),
        ({"credentials_ref": "not a name"}, "credentials_ref"),
        ({"webhook_secret_refs": ["A", "B", "C"]}, "webhook_secret_refs"),
        ({"tracker": "gitlab"}, "tracker"),
        ({"tracker": "jira"}, "base_url"),
        ({"direction": "sideways"}, "direction"),
        ({"policies": {"title": {"on_conflict": "luck"}}}, "policies.title.on_conflict"),
        ({"selection": {"all": True, "label": "web"}}, "selection"),
        ({"token": "abc"}, "token"),
        ({"flavour": "cloud"}, "flavour"),
    ],
)
def test_a_field_that_is_not_acceptable_is_named(small_house: House, fields, field) -> None:
    small_house.product()
    answer = small_house.post("/v1/connections", ASKED | fields)
    assert answer.status_code == 422, answer.text
    assert field in [each["field"] for each in answer.json()["errors"]]


def test_a_connection_is_paused_and_resumed(small_house: House) -> None:
    small_house.product()
    path = f"/v1/connections/{small_house.connect()}"
    paused = small_house.post(f"{path}/pause", {"reason": "audit"}).json()
    assert paused["events"] == ["connection.paused"]
    assert small_house.post(f"{path}/pause").json()["changed"] is False
    assert small_house.post(f"{path}/resume").json()["events"] == ["connection.resumed"]
    ended = small_house.post(f"{path}/disconnect").json()
    assert ended["events"] == ["connection.disconnected"]
    assert small_house.post(f"{path}/pause").status_code == 422


def test_words_are_remapped(small_house: House) -> None:
    small_house.product()
    path = f"/v1/connections/{small_house.connect()}"
    answer = small_house.post(f"{path}/remap", {"mapping": {"people": {"ada": "583231"}}})
    assert answer.json()["events"] == ["connection.remapped"]


def test_an_import_is_started_once_and_can_be_followed(house: House) -> None:
    house.product()
    key = house.connect()
    run = house.post(f"/v1/connections/{key}/import")
    assert run.status_code == 202, run.text
    again = house.post(f"/v1/connections/{key}/import").json()["data"]
    assert again["id"] == run.json()["data"]["id"]
    assert ("import_issues", again["id"]) in house.woken
    assert house.get(f"/v1/imports/{again['id']}").json()["data"]["state"] == "running"
    assert house.get(f"/v1/imports/{uuid4()}").status_code == 404


def test_a_paused_connection_imports_nothing(small_house: House) -> None:
    small_house.product()
    key = small_house.connect()
    small_house.post(f"/v1/connections/{key}/pause")
    answer = small_house.post(f"/v1/connections/{key}/import")
    assert (answer.status_code, answer.json()["code"]) == (422, "connection-at-rest")


def test_an_item_is_mirrored_by_hand(house: House) -> None:
    house.product()
    item, connection = house.item(), house.connect()
    answer = house.post(f"/v1/connections/{connection}/mirror", {"keys": [item]})
    assert answer.status_code == 202, answer.text
    assert len(answer.json()["data"]["planned"]) == 1
    house.catch_up()
    (link,) = house.get(f"/v1/items/{item}").json()["data"]["trackers"]
    assert (link["tracker"], link["state"]) == ("github", "creating")
    (listed,) = house.get("/v1/backlog?include=trackers").json()["data"]
    assert listed["trackers"] == [link]
    again = house.post(f"/v1/connections/{connection}/mirror", {"keys": [item]})
    assert again.json()["data"]["planned"] == []


def test_a_reconciliation_can_be_hastened(small_house: House) -> None:
    small_house.product()
    key = small_house.connect()
    assert small_house.post(f"/v1/connections/{key}/reconcile").status_code == 202
    assert ("reconcile", key) in small_house.woken


@pytest.mark.parametrize("verb", ["pause", "import", "mirror", "reconcile", "remap"])
@pytest.mark.parametrize("key", ["11ca46e7-fe21-4b5d-8e15-0b5bfcfdc934", "nonsense"])
def test_an_unknown_connection_is_404(small_house: House, verb: str, key: str) -> None:
    assert small_house.post(f"/v1/connections/{key}/{verb}").status_code == 404
