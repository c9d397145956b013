"""A webhook that is no good is told apart, kept where it may be ours, and harms nothing."""

import json
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from running_house import RunningHouse, until

from workers.tables import INBOX

BROKEN = b'{"action": "edited", "issue": {'


def kept(home: RunningHouse) -> int:
    """How many deliveries the house has kept."""
    with home.house.store.database.read() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(INBOX)).scalar_one()


def parked(home: RunningHouse) -> list[Any]:
    return list(home.api.data("GET", "/v1/sync/parked")["deliveries"])


def issue_body(home: RunningHouse, number: int) -> bytes:
    return json.dumps({"action": "edited", "issue": home.github.issue(number)}).encode()


def test_a_signed_body_that_cannot_be_read_is_kept_and_seen_with_its_reason(
    home: RunningHouse,
) -> None:
    home.connect("github", hook=False)
    assert home.send(BROKEN).status_code == 202
    (delivery,) = parked(home)
    assert delivery["reason"]
    with home.house.store.database.read() as connection:
        assert connection.execute(sa.select(INBOX.c.body)).scalar_one() == BROKEN


def test_a_kept_body_that_still_cannot_be_read_is_refused_again_and_stays(
    home: RunningHouse,
) -> None:
    key = home.connect("github", hook=False)
    home.send(BROKEN)
    (delivery,) = parked(home)
    path = f"/v1/sync/deliveries/{key}/{delivery['delivery_id']}/replay"
    answer = home.api.ask("POST", path)
    assert answer.status_code == 422
    assert answer.json()["code"] == "unreadable-delivery"
    assert parked(home) == [delivery]


def test_a_parked_body_that_can_be_read_by_now_is_worked_on(home: RunningHouse) -> None:
    key = home.connect("github", hook=False)
    number = home.github.create("Only a webhook tells of this one")
    home.send(BROKEN)
    (delivery,) = parked(home)
    mended = issue_body(home, number)
    with home.house.store.database.begin() as connection:  # as if today's program could read it
        connection.execute(sa.update(INBOX).values(body=mended))
    path = f"/v1/sync/deliveries/{key}/{delivery['delivery_id']}/replay"
    home.api.data("POST", path)
    until(lambda: home.api.titles() == ["Only a webhook tells of this one"])
    assert parked(home) == []


def test_a_wrong_signature_and_an_unknown_connection_are_answered_alike(
    home: RunningHouse,
) -> None:
    home.connect("github", hook=False)
    body = issue_body(home, home.github.create("Save drafts"))
    answers = [
        home.send(body, secret="another"),
        home.send(body, to=str(uuid4())),
        home.send(BROKEN, secret="another"),
    ]
    assert {(each.status_code, each.content) for each in answers} == {(401, answers[0].content)}
    assert kept(home) == 0


def test_the_same_delivery_again_is_kept_once(home: RunningHouse) -> None:
    home.connect("github", hook=False)
    body = issue_body(home, home.github.create("Save drafts"))
    assert [home.send(body).status_code for _ in range(3)] == [202] * 3
    until(lambda: home.api.titles() == ["Save drafts"])
    assert kept(home) == 1


def test_a_body_over_25_mb_is_refused_with_a_problem(home: RunningHouse) -> None:
    home.connect("github", hook=False)
    answer = home.send(b" " * (25 * 1024 * 1024 + 1))
    assert answer.status_code == 413
    assert answer.headers["Content-Type"] == "application/problem+json"
