"""Releases over HTTP: one version each, one open release per item, and what comes out when."""

from typing import Any

import pytest
from api_house import House

Q3 = {"start": "2026-07-01", "end": "2026-09-30", "resolution": "quarter"}
Q4 = {"start": "2026-10-01", "end": "2026-12-31", "resolution": "quarter"}
WHY = {"reason": "The vendor slips.", "because_of": ["ACME-E1"]}


def plan(house: House, version: str = "2.0", **fields: Any) -> Any:
    body = {"product": "ACME", "name": "Offline", "version_name": version, "kind": "major"}
    return house.post("/v1/releases", body | {"target": Q3} | fields)


@pytest.fixture
def planned(house: House) -> House:
    house.product()
    answer = plan(house)
    assert (answer.status_code, answer.json()["key"]) == (201, "ACME-REL1"), answer.text
    return house


def do(house: House, verb: str, body: Any = None, key: str = "ACME-REL1") -> Any:
    return house.post(f"/v1/releases/{key}/{verb}", body)


def scope(house: House, key: str = "ACME-REL1") -> Any:
    house.catch_up()
    answer = house.get(f"/v1/releases/{key}/scope")
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def test_a_version_belongs_to_one_release_of_a_product(planned: House):
    answer = plan(planned)
    assert answer.status_code in (409, 422)
    assert answer.json()["errors"][0] == {
        "field": "version_name",
        "code": "version-taken",
        "message": "ACME has a release 2.0 already: name another version.",
    }
    assert plan(planned, "2.1").json()["key"] == "ACME-REL2"


def test_a_refused_plan_leaves_nothing_behind(planned: House):
    plan(planned)
    planned.catch_up()
    assert [each["key"] for each in planned.get("/v1/releases").json()["data"]] == ["ACME-REL1"]


def test_another_product_may_have_the_same_version(planned: House):
    planned.product("OTHER")
    assert plan(planned, product="OTHER").json()["key"] == "OTHER-REL1"


def test_a_cancelled_releases_version_is_free_again(planned: House):
    assert do(planned, "cancel").json()["events"] == ["release.cancelled", "name.released"]
    assert plan(planned).status_code == 201


def test_an_item_and_its_release_know_each_other_from_one_save(planned: House):
    item = planned.item()
    answer = do(planned, "add-scope", {"item": item}).json()
    assert answer["events"] == ["release.scope_added", "item.joined_release"]
    planned.catch_up()
    assert planned.get(f"/v1/items/{item}").json()["data"]["release"] == "ACME-REL1"
    answer = do(planned, "remove-scope", {"item": item}).json()
    assert answer["events"] == ["release.scope_removed", "item.left_release"]


def test_an_item_is_in_one_open_release(planned: House):
    item = planned.item()
    plan(planned, "2.1")
    do(planned, "add-scope", {"item": item})
    refused = do(planned, "add-scope", {"item": item}, "ACME-REL2")
    assert refused.json()["errors"][0]["code"] == "already-in-release"
    assert scope(planned, "ACME-REL2")["items"] == []
    do(planned, "ship")
    assert do(planned, "add-scope", {"item": item}, "ACME-REL2").status_code == 200


def test_releases_are_found_by_what_they_are(planned: House):
    plan(planned, "2.1", kind="beta", target=Q4)
    item = planned.item()
    do(planned, "add-scope", {"item": item})
    do(planned, "freeze")
    do(planned, "announce", {"audience": ["sales"]})
    planned.catch_up()
    for filters in (
        {"status": "announced"},
        {"kind": "major"},
        {"frozen": "true"},
        {"ends[lte]": "2026-09-30"},
        {"starts[gte]": "2026-07-01", "go": "open", "version_name": "2.0"},
        {"item": item},
        {"audience": "sales,customer"},
    ):
        found = planned.get("/v1/releases", params=filters).json()["data"]
        assert [each["key"] for each in found if each["key"] == "ACME-REL1"], filters
        if "starts[gte]" not in filters:
            assert len(found) == 1, filters


def test_the_scope_tells_what_is_done_and_what_holds_it_up(planned: House):
    must, could = planned.item(moscow="must", title="Sync"), planned.item(moscow="could")
    for item in (must, could):
        do(planned, "add-scope", {"item": item})
    told = scope(planned)
    assert (told["done_percent"], told["ready"], told["unfinished"]) == (0, False, [must])
    assert told["items"][0] == {
        "key": must,
        "kind": "bug",
        "title": "Sync",
        "status": "new",
        "moscow": "must",
        "done": False,
    }
    for verb in ("mark-ready", "start", "complete"):
        planned.post(f"/v1/items/{must}/{verb}", {"waive": True, "reason": "Small."})
        planned.post(f"/v1/items/{must}/{verb}")
    told = scope(planned)
    assert (told["done_percent"], told["ready"], told["unfinished"]) == (50, True, [])


def test_a_roadmap_item_comes_out_with_a_release(planned: House):
    made = planned.post(
        "/v1/roadmap-items", {"product": "ACME", "kind": "feature", "title": "Offline mode"}
    )
    assert made.status_code == 201, made.text
    answer = do(planned, "add-scope", {"item": made.json()["key"]})
    assert answer.json()["events"] == ["release.scope_added", "roadmap_item.joined_release"]
    assert [each["title"] for each in scope(planned)["items"]] == ["Offline mode"]


def test_one_no_holds_up_a_release(planned: House):
    do(planned, "record-go-no-go", {"check": "Load", "ok": True, "by": "ben"})
    assert (scope(planned)["go"], scope(planned)["ready"]) == ("go", True)
    do(planned, "record-go-no-go", {"check": "Security", "ok": False})
    told = scope(planned)
    assert (told["go"], told["ready"]) == ("no_go", False)
    assert told["go_no_go"][1] == {"check": "Security", "by": "admin", "ok": False}


def test_a_must_that_is_not_done_holds_up_shipping(planned: House):
    do(planned, "add-scope", {"item": planned.item(moscow="must")})
    assert do(planned, "ship").json()["errors"][0]["code"] == "must-not-done"
    assert do(planned, "ship", {"reason": "It can follow."}).status_code == 200


def test_a_moved_promise_tells_slip_and_notice(planned: House):
    planned.hear()
    do(planned, "announce", {"audience": ["customer"]})
    assert do(planned, "reschedule", {"window": Q4}).status_code == 422
    assert do(planned, "reschedule", {"window": Q4} | WHY).status_code == 200
    told = scope(planned)
    assert (told["announced"], told["target"], told["slip_days"]) == (Q3, Q4, 92)
    (move,) = told["moves"]
    learnt = planned.surroundings.clock().date()
    assert move["slip_days"] == 92
    assert move["notice_days"] == (type(learnt)(2026, 9, 30) - learnt).days
    assert (move["reason"], move["because_of"][0]["id"]) == ("The vendor slips.", "ACME-E1")


def test_the_scope_is_as_current_as_the_items_are(planned: House):
    behind = planned.get("/v1/releases/ACME-REL1/scope")
    assert behind.json()["position"] < planned.surroundings.ledger.head()
    planned.catch_up()
    current = planned.get("/v1/releases/ACME-REL1/scope")
    assert current.json()["position"] == planned.surroundings.ledger.head()
    assert current.headers["X-Projection-Position"] == current.headers["X-Head-Position"]


def test_a_release_that_is_not_there_has_no_scope(planned: House):
    assert planned.get("/v1/releases/ACME-REL9/scope").status_code == 404
    assert planned.get("/v1/releases/ACME-1/scope").status_code == 404
