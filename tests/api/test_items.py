"""Rules of adding, reading and changing items over HTTP, on both databases."""

from uuid import uuid4

import pytest
from api_house import House


def test_an_added_item_gets_the_products_next_key(house: House) -> None:
    house.product()
    first = house.post("/v1/items", {"product": "ACME", "kind": "bug", "title": "It breaks"})
    assert (first.status_code, first.json()["key"]) == (201, "ACME-1")
    assert first.json()["events"] == ["item.added"]
    assert first.headers["ETag"] == '"v1"'
    house.catch_up()
    assert house.item() == "ACME-2"


def test_an_item_reads_back_with_its_version_as_etag(small_house: House) -> None:
    small_house.product()
    key = small_house.item(labels=["web"])
    answer = small_house.get(f"/v1/items/{key}")
    assert answer.json()["data"]["title"] == "It breaks"
    assert answer.json()["data"]["labels"] == ["web"]
    assert answer.json()["data"]["trackers"] == []
    assert answer.headers["ETag"] == '"v1"'


def test_a_write_shows_to_whoever_waits_for_its_position(house: House) -> None:
    house.product()
    added = house.post("/v1/items", {"product": "ACME", "kind": "bug", "title": "T"}).json()
    answer = house.get(f"/v1/items/{added['key']}?min_position={added['position']}")
    assert answer.status_code == 200


def test_a_position_that_is_not_reached_is_503_with_retry_after(small_house: House) -> None:
    answer = small_house.get("/v1/backlog?min_position=99999999")
    assert answer.status_code == 503
    assert answer.json()["code"] == "projection-behind"
    assert answer.headers["Retry-After"] == "1"


def test_an_edit_on_the_current_version_is_taken(house: House) -> None:
    house.product()
    key = house.item()
    body = {"title": "It hurts", "reason": "clearer"}
    answer = house.ask("PATCH", f"/v1/items/{key}", body, headers={"If-Match": '"v1"'})
    assert answer.status_code == 200, answer.text
    assert answer.json()["changed"] is True
    assert answer.json()["version"] == 2


def test_an_edit_on_a_stale_version_is_refused_and_names_the_current_one(house: House) -> None:
    house.product()
    key = house.item()
    house.post(f"/v1/items/{key}/assign", {"assignee": "ada"})
    answer = house.ask("PATCH", f"/v1/items/{key}", {"title": "Mine"}, headers={"If-Match": '"v1"'})
    assert answer.status_code == 412
    assert answer.json()["code"] == "stale-version"
    assert answer.json()["current_version"] == 2


def test_asking_for_what_is_already_so_changes_nothing(small_house: House) -> None:
    small_house.product()
    key = small_house.item()
    answer = small_house.ask("PATCH", f"/v1/items/{key}", {"title": "It breaks"})
    assert answer.json()["changed"] is False
    assert answer.json()["events"] == []
    assert answer.json()["version"] == 1


def test_the_same_idempotency_key_gets_the_same_answer(house: House) -> None:
    house.product()
    headers = {"Idempotency-Key": str(uuid4())}
    body = {"product": "ACME", "kind": "bug", "title": "Once"}
    first = house.post("/v1/items", body, headers=headers)
    again = house.post("/v1/items", body, headers=headers)
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Idempotent-Replayed" not in first.headers
    house.catch_up()
    assert len(house.get("/v1/backlog").json()["data"]) == 1


def test_a_replayed_comment_is_said_once(house: House) -> None:
    house.product()
    key = house.item()
    headers = {"Idempotency-Key": "say-it-once"}
    first = house.post(f"/v1/items/{key}/comment", {"body": "hm"}, headers=headers)
    again = house.post(f"/v1/items/{key}/comment", {"body": "hm"}, headers=headers)
    assert first.json()["data"] == again.json()["data"]
    house.catch_up()
    assert len(house.get(f"/v1/items/{key}").json()["data"]["comments"]) == 1


def test_the_same_key_for_another_body_is_refused(house: House) -> None:
    house.product()
    headers = {"Idempotency-Key": "k1"}
    house.post("/v1/items", {"product": "ACME", "kind": "bug", "title": "One"}, headers=headers)
    answer = house.post(
        "/v1/items", {"product": "ACME", "kind": "bug", "title": "Two"}, headers=headers
    )
    assert answer.status_code == 422
    assert answer.json()["code"] == "idempotency-key-reused"


def test_the_same_key_of_another_token_is_another_key(house: House) -> None:
    house.product()
    body = {"product": "ACME", "kind": "bug", "title": "One"}
    headers = {"Idempotency-Key": "k1"}
    first = house.post("/v1/items", body, headers=headers)
    other = house.post("/v1/items", body, headers=headers, role="contributor")
    assert first.json()["key"] != other.json()["key"]


def test_who_and_why_stand_in_the_history(small_house: House) -> None:
    small_house.product()
    key = small_house.item()
    small_house.post("/v1/decisions", {"product": "ACME", "title": "Say what hurts"})
    because = [{"type": "decision", "id": "ACME-D1"}]
    small_house.ask(
        "PATCH",
        f"/v1/items/{key}",
        {"title": "It hurts", "reason": "clearer", "because_of": because},
        role="contributor",
    )
    small_house.catch_up()
    newest = small_house.get(f"/v1/history/{key}").json()["data"][0]
    assert newest["who"]["display"] == "contributor"
    assert newest["reason"] == "clearer"
    assert newest["because_of"] == because
    assert newest["changes"] == [{"field": "title", "old": "It breaks", "new": "It hurts"}]


def test_a_comment_is_by_whoever_asks(small_house: House) -> None:
    small_house.product()
    key = small_house.item()
    answer = small_house.post(f"/v1/items/{key}/comment", {"body": "hm", "author": "Somebody Else"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "unknown-field"


def test_an_item_is_ranked_between_its_neighbours(house: House) -> None:
    house.product()
    one, two, three = (house.item(title=str(n)) for n in range(3))
    assert house.post(f"/v1/items/{three}/rank", {"after": one, "before": two}).json()["changed"]
    house.catch_up()
    assert _order(house) == [one, three, two]
    house.post(f"/v1/items/{two}/rank", {"before": one})
    house.catch_up()
    assert _order(house) == [two, one, three]
    house.post(f"/v1/items/{two}/rank", {"after": three})
    house.catch_up()
    assert _order(house) == [one, three, two]


def test_a_place_that_does_not_exist_is_refused(small_house: House) -> None:
    small_house.product()
    one, two, three = (small_house.item(title=str(n)) for n in range(3))
    answer = small_house.post(f"/v1/items/{three}/rank", {"after": two, "before": one})
    assert (answer.status_code, answer.json()["code"]) == (422, "not-between")


def test_a_ready_check_of_the_product_decides(small_house: House) -> None:
    small_house.product()
    check = {"id": "dor", "text": "Has an estimate", "auto": "has_estimate"}
    assert (
        small_house.post("/v1/products/ACME/define-ready", {"checks": [check]}).status_code == 200
    )
    key = small_house.item()
    refused = small_house.post(f"/v1/items/{key}/mark-ready")
    assert (refused.status_code, refused.json()["code"]) == (422, "not-ready")
    small_house.post(f"/v1/items/{key}/estimate", {"points": "3"})
    assert small_house.post(f"/v1/items/{key}/mark-ready").json()["events"] == ["item.readied"]


def test_a_ring_of_blocks_is_refused(small_house: House) -> None:
    small_house.product()
    one, two = small_house.item(), small_house.item()
    link = {"rel": "blocks", "ref": {"type": "item", "id": two}}
    assert small_house.post(f"/v1/items/{one}/link", link).status_code == 200
    back = {"rel": "blocks", "ref": {"type": "item", "id": one}}
    answer = small_house.post(f"/v1/items/{two}/link", back)
    assert (answer.status_code, answer.json()["code"]) == (422, "cycle")


@pytest.mark.parametrize(
    ("verb", "body", "events"),
    [
        ("estimate", {"points": "3"}, ["item.estimated"]),
        ("assign", {"assignee": "ada"}, ["item.assigned"]),
        ("block", {"reason": "no access"}, ["item.blocked"]),
        ("drop", {"resolution": "duplicate"}, ["item.dropped"]),
        ("add-acceptance", {"text": "It works"}, ["item.acceptance_criterion_added"]),
        ("archive", {}, ["item.archived"]),
        ("mark-ready", {}, ["item.readied"]),
        ("unassign", {}, []),
        ("split", {"into": ["ACME-2"]}, ["item.split"]),
        ("merge-into", {"into": "ACME-2"}, ["item.merged", "item.dropped"]),
        ("comment", {"body": "hm"}, ["item.commented"]),
    ],
)
def test_each_verb_becomes_its_fact(small_house: House, verb, body, events) -> None:
    small_house.product()
    key, _other = small_house.item(), small_house.item()
    answer = small_house.post(f"/v1/items/{key}/{verb}", body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["events"] == events


def test_a_verb_without_fields_needs_no_body(small_house: House) -> None:
    small_house.product()
    key = small_house.item()
    answer = small_house.ask("POST", f"/v1/items/{key}/archive")
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("path", ["/v1/items/ACME-9", "/v1/items/nonsense", "/v1/items/%00"])
def test_an_unknown_item_is_404(house: House, path: str) -> None:
    answer = house.get(path)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_verb_on_an_unknown_item_is_404(small_house: House) -> None:
    answer = small_house.post("/v1/items/ACME-9/start")
    assert answer.status_code == 404
    assert "ACME-9" in answer.json()["detail"]


def test_an_item_of_an_unknown_product_names_the_field(small_house: House) -> None:
    body = {"product": "NOPE", "kind": "bug", "title": "T"}
    answer = small_house.post("/v1/items", body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "product"


def _order(house: House) -> list[str]:
    return [each["key"] for each in house.get("/v1/backlog?product=ACME").json()["data"]]
