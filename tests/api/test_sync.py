"""Rules of seeing the sync and of going on with what waits for a person."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from api_house import House

from domain.fact import Actor, Origin
from domain.identity import item_id, link_id
from domain.link.commands import Establish, FindConflict, Park, PlanLink
from domain.link.facts import Remote, Value
from domain.link.rules import LINK

ORIGIN = Origin(
    Actor("trueline:sync", "Sync", "system"),
    "automation",
    datetime(2026, 1, 1, tzinfo=UTC),
    uuid4(),
)
BASE: dict[str, Value] = {
    "title": "It breaks",
    "body": "",
    "status": "open",
    "labels": (),
    "assignees": (),
    "milestone": None,
}


def link(house: House) -> str:
    """An item with an established link; answers with the link's id."""
    house.product()
    connection, item = UUID(house.connect()), item_id(house.item())
    made = link_id(item, connection)
    for command in (
        PlanLink(item, connection, intent=made),
        Establish(Remote("7", "1", "https://x.example/1"), "2026-01-01T00:00:00Z", BASE),
    ):
        house.surroundings.ledger.execute(LINK, made, command, ORIGIN)
    house.catch_up()
    return str(made)


def conflict(house: House, field: str = "title", theirs: Value = "Theirs") -> str:
    made = link(house)
    found = FindConflict(field, BASE[field], "Ours", theirs)
    house.surroundings.ledger.execute(LINK, UUID(made), found, ORIGIN)
    house.catch_up()
    return made


def test_the_status_tells_links_by_state_and_how_far_the_read_models_are(house: House) -> None:
    conflict(house)
    found = house.get("/v1/sync").json()["data"]
    (connection,) = found["connections"]
    assert connection["links"] == {"conflicted": 1}
    assert connection["remote_name"] == "acme/notes"
    assert found["open_conflicts"] == 1
    assert {each["name"] for each in found["projections"]} >= {
        "backlog",
        "history",
        "outbox",
        "sync",
    }
    assert all(each["lag"] == 0 for each in found["projections"])
    assert found["imports"] == []


def test_a_conflict_shows_all_three_values(house: House) -> None:
    made = conflict(house)
    (found,) = house.get("/v1/conflicts").json()["data"]
    assert (found["link_id"], found["field"], found["item_key"]) == (made, "title", "ACME-1")
    assert (found["base"], found["ours"], found["theirs"]) == ("It breaks", "Ours", "Theirs")


@pytest.mark.parametrize("choice", ["ours", "theirs"])
def test_a_conflict_is_settled_by_choosing_a_side(house: House, choice: str) -> None:
    made = conflict(house)
    body = {"choice": choice, "reason": "agreed in the meeting"}
    answer = house.post(f"/v1/conflicts/{made}/title/resolve", body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["events"] == ["link.conflict_settled"]
    assert ("deliver", made) in house.woken
    house.catch_up()
    assert house.get("/v1/conflicts").json()["data"] == []
    (settled,) = house.get("/v1/conflicts?state=any").json()["data"]
    assert (settled["choice"], settled["reason"]) == (choice, "agreed in the meeting")


def test_a_value_of_its_own_is_written_to_the_item_in_the_same_save(house: House) -> None:
    made = conflict(house)
    body = {"choice": "value", "value": "Both", "reason": "a better name"}
    answer = house.post(f"/v1/conflicts/{made}/title/resolve", body)
    assert answer.json()["events"] == ["link.conflict_settled", "item.edited"]
    house.catch_up()
    assert house.get("/v1/items/ACME-1").json()["data"]["title"] == "Both"


def test_a_list_is_settled_with_a_list(small_house: House) -> None:
    made = conflict(small_house, "labels", ("web",))
    path = f"/v1/conflicts/{made}/labels/resolve"
    refused = small_house.post(path, {"choice": "value", "value": "web", "reason": "r"})
    assert refused.status_code == 422
    answer = small_house.post(path, {"choice": "value", "value": ["web", "app"], "reason": "r"})
    assert answer.status_code == 200, answer.text
    small_house.catch_up()
    assert small_house.get("/v1/items/ACME-1").json()["data"]["labels"] == ["app", "web"]


@pytest.mark.parametrize(
    ("field", "body", "code"),
    [
        ("title", {"choice": "ours"}, "reason-required"),
        ("body", {"choice": "ours", "reason": "r"}, "conflict-closed"),
        ("title", {"choice": "mine", "reason": "r"}, "malformed"),
        ("title", {"choice": "value", "reason": "r"}, "malformed"),
        ("title", {"choice": "ours", "value": "x", "reason": "r"}, "malformed"),
        ("title", {"choice": "value", "value": "a\x00b", "reason": "r"}, "malformed"),
        ("title", {"choice": "converged", "reason": "r"}, "malformed"),
        ("title", {"choice": "value", "value": ["a"], "reason": "r"}, "malformed"),
        ("title", {"choice": "value", "value": "", "reason": "r"}, "malformed"),
    ],
)
def test_a_resolution_that_is_not_acceptable_is_refused(small_house, field, body, code) -> None:
    made = conflict(small_house)
    answer = small_house.post(f"/v1/conflicts/{made}/{field}/resolve", body)
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text
    small_house.catch_up()
    assert len(small_house.get("/v1/conflicts").json()["data"]) == 1


@pytest.mark.parametrize("value", ["active", "nonsense"])
def test_a_status_that_the_tracker_cannot_say_is_refused(small_house: House, value: str) -> None:
    made = conflict(small_house, "status", "completed")
    body = {"choice": "value", "value": value, "reason": "r"}
    answer = small_house.post(f"/v1/conflicts/{made}/status/resolve", body)
    assert answer.status_code == 422, answer.text
    assert "completed" in answer.json()["errors"][0]["allowed"]


def test_a_value_that_an_item_cannot_hold_is_refused(small_house: House) -> None:
    made = conflict(small_house, "milestone", "2.0")
    body = {"choice": "value", "value": "3.0", "reason": "r"}
    answer = small_house.post(f"/v1/conflicts/{made}/milestone/resolve", body)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "not-held")


def test_a_release_by_its_version_is_a_value_an_item_can_hold(small_house: House) -> None:
    made = conflict(small_house, "milestone", "2.0")
    release = {
        "product": "ACME",
        "name": "Offline",
        "version_name": "3.0",
        "kind": "major",
        "target": {"start": "2026-07-01", "end": "2026-09-30", "resolution": "quarter"},
    }
    planned = small_house.post("/v1/releases", release)
    assert planned.status_code == 201, planned.text
    address = f"/v1/conflicts/{made}/milestone/resolve"
    answer = small_house.post(address, {"choice": "value", "value": "3.0", "reason": "r"})
    said = {"link.conflict_settled", "item.joined_release", "release.scope_added"}
    assert set(answer.json()["events"]) == said, answer.text


def test_a_parked_link_shows_its_reason_and_is_rearmed(house: House) -> None:
    made = link(house)
    house.surroundings.ledger.execute(LINK, UUID(made), Park("title: too long"), ORIGIN)
    house.catch_up()
    (parked,) = house.get("/v1/sync/parked").json()["data"]["links"]
    assert (parked["id"], parked["item_key"]) == (made, "ACME-1")
    assert parked["parked_reason"] == "title: too long"
    answer = house.post(f"/v1/sync/links/{made}/rearm")
    assert answer.json()["events"] == ["link.rearmed"]
    assert ("deliver", made) in house.woken
    house.catch_up()
    assert house.get("/v1/sync/parked").json()["data"]["links"] == []


@pytest.mark.parametrize(
    "path",
    [
        "/v1/sync/links/11ca46e7-fe21-4b5d-8e15-0b5bfcfdc934/rearm",
        "/v1/sync/links/nonsense/rearm",
        "/v1/sync/deliveries/11ca46e7-fe21-4b5d-8e15-0b5bfcfdc934/x/replay",
    ],
)
def test_what_is_not_there_cannot_be_taken_up_again(small_house: House, path: str) -> None:
    assert small_house.post(path).status_code == 404


def test_a_conflict_of_an_unknown_link_is_404(small_house: House) -> None:
    path = "/v1/conflicts/11ca46e7-fe21-4b5d-8e15-0b5bfcfdc934/title/resolve"
    assert small_house.post(path, {"choice": "ours", "reason": "r"}).status_code == 404
