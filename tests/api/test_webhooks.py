"""Rules of taking webhooks in: signed, kept, then answered; everything else is answered alike."""

import hashlib
import hmac
import json
from uuid import uuid4

import pytest
from api_house import House

HOOK = "canary-hook-secret"
ISSUE = {"action": "edited", "issue": {"id": 7, "number": 1}}


def test_a_signed_delivery_is_kept_and_announced(house: House) -> None:
    house.product()
    key = house.connect()
    answer = send(house, key, ISSUE, delivery="d1")
    assert answer.status_code == 202, answer.text
    assert ("receive", key, "d1") in house.woken
    assert house.get("/v1/sync").json()["data"]["inbox"] == {key: {"due": 1}}


def test_the_same_delivery_again_is_known(house: House) -> None:
    house.product()
    key = house.connect()
    send(house, key, ISSUE, delivery="d1")
    house.woken.clear()
    assert send(house, key, ISSUE, delivery="d1").status_code == 202
    assert house.woken == []
    assert house.get("/v1/sync").json()["data"]["inbox"] == {key: {"due": 1}}


def test_a_second_active_secret_is_good_too(small_house: House) -> None:
    small_house.product()
    small_house.environment["OLD_HOOK"] = "old-secret"
    key = small_house.connect(webhook_secret_refs=["HOOK", "OLD_HOOK"])
    assert send(small_house, key, ISSUE, secret="old-secret").status_code == 202


def test_whatever_is_not_for_us_is_answered_alike(small_house: House) -> None:
    small_house.product()
    key = small_house.connect()
    signature = sign(json.dumps(ISSUE).encode(), HOOK)
    answers = [
        send(small_house, key, ISSUE, secret="wrong"),
        send(small_house, str(uuid4()), ISSUE),
        send(small_house, "nonsense", ISSUE),
        send(small_house, key, ISSUE, tracker="jira"),
        send(small_house, key, ISSUE, signature=""),
        send(small_house, key, ISSUE, signature=signature[:-2]),
        send(small_house, key, ISSUE, signature=signature.replace("sha256", "sha1")),
        send(small_house, key, ISSUE | {"tampered": True}, signature=signature),
    ]
    assert {(each.status_code, each.content) for each in answers} == {(401, answers[0].content)}


def test_a_disconnected_connection_takes_nothing(small_house: House) -> None:
    small_house.product()
    key = small_house.connect()
    small_house.post(f"/v1/connections/{key}/disconnect")
    unknown = send(small_house, str(uuid4()), ISSUE)
    answer = send(small_house, key, ISSUE)
    assert (answer.status_code, answer.content) == (401, unknown.content)


@pytest.mark.parametrize("body", [b"not json", b"\xff\xfe", b"", b"[" * 10_000, b'"text"'])
def test_an_unreadable_body_with_a_right_signature_is_kept(small_house: House, body: bytes) -> None:
    small_house.product()
    key = small_house.connect()
    answer = send(small_house, key, body)
    assert answer.status_code == 202, answer.text
    (parked,) = small_house.get("/v1/sync/parked").json()["data"]["deliveries"]
    assert parked["reason"]
    path = f"/v1/sync/deliveries/{key}/{parked['delivery_id']}/replay"
    refused = small_house.post(path)
    assert (refused.status_code, refused.json()["code"]) == (422, "unreadable-delivery")
    assert len(small_house.get("/v1/sync/parked").json()["data"]["deliveries"]) == 1


def test_a_parked_delivery_can_be_replayed(house: House) -> None:
    house.product()
    key = house.connect()
    body = json.dumps(ISSUE).encode()
    headers = {"X-Hub-Signature-256": sign(body, HOOK), "X-GitHub-Event": "issues"}
    # without its id it cannot be named: kept, parked, and named once the reader can
    house.client.post(f"/v1/webhooks/github/{key}", content=body, headers=headers)
    (parked,) = house.get("/v1/sync/parked").json()["data"]["deliveries"]
    with house.surroundings.database.begin() as connection:
        connection.exec_driver_sql(
            'update inbox set headers = \'{"x-github-event":"issues","x-github-delivery":"d9"}\''
        )
    path = f"/v1/sync/deliveries/{key}/{parked['delivery_id']}/replay"
    answer = house.post(path)
    assert answer.status_code == 200, answer.text
    assert ("receive", key, parked["delivery_id"]) in house.woken
    assert house.get("/v1/sync/parked").json()["data"]["deliveries"] == []
    assert house.post(path).status_code == 404


def test_a_body_over_25_mb_is_413(small_house: House) -> None:
    small_house.product()
    key = small_house.connect()
    answer = small_house.client.post(
        f"/v1/webhooks/github/{key}", content=b" " * (25 * 1024 * 1024 + 1)
    )
    assert answer.status_code == 413


def test_the_database_never_holds_a_secret(small_house: House) -> None:
    small_house.product()
    send(small_house, small_house.connect(), ISSUE)
    with small_house.surroundings.database.read() as connection:
        rows = connection.exec_driver_sql("select headers, body from inbox").all()
        facts = connection.exec_driver_sql("select state from events").all()
        hashes = connection.exec_driver_sql("select hash from api_token").scalars().all()
    assert "canary" not in repr(rows) + repr(facts)
    assert not set(hashes) & set(small_house.tokens.values())


def send(
    house: House,
    key: str,
    body: object,
    *,
    delivery: str = "d1",
    secret: str = HOOK,
    signature: str | None = None,
    tracker: str = "github",
):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {
        "X-Hub-Signature-256": sign(raw, secret) if signature is None else signature,
        "X-GitHub-Delivery": delivery,
        "X-GitHub-Event": "issues",
    }
    return house.client.post(f"/v1/webhooks/{tracker}/{key}", content=raw, headers=headers)


def sign(body: bytes, secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
