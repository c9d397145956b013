"""Meetings over HTTP: what comes out of one is made in the same save, because of it."""

import pytest
from api_house import House

OUTCOMES = [
    {"text": "SSO first", "becomes": "decision"},
    {"text": "if the audit slips, then the launch moves", "becomes": "risk"},
    {"text": "Exports hold 10,000 rows", "becomes": "requirement", "verification": "test"},
    {"text": "Offline mode", "becomes": "roadmap_item"},
    {"text": "A spike", "becomes": "spike"},
    {"text": "Call again"},
]
CALL = {
    "product": "ACME",
    "title": "Globex call",
    "kind": "client",
    "attendees": [{"person": "ana"}, {"person": "bob", "side": "external"}],
    "held": True,
    "outcomes": OUTCOMES,
    "actions": [{"text": "Write", "owner": "ana", "due": "2026-01-02"}],
}


@pytest.fixture
def met(house: House) -> House:
    """A product, and a client call that a lot came out of."""
    house.product()
    answer = house.post("/v1/meetings", CALL)
    assert answer.json()["key"] == "ACME-M1", answer.text
    house.catch_up()
    return house


def test_everything_is_made_in_one_step(met: House) -> None:
    shown = met.get("/v1/meetings/ACME-M1").json()["data"]
    refs = [each["ref"] for each in shown["outcomes"]]
    assert refs == ["ACME-D1", "ACME-K1", "ACME-1", "ACME-R1", "ACME-2", None]
    assert (shown["closed"], shown["open_actions"]) == ("no", 1)
    assert met.get("/v1/decisions/ACME-D1").json()["data"]["meeting"] == "ACME-M1"
    assert met.get("/v1/risks/ACME-K1").json()["data"]["consequence"] == "the launch moves"
    assert met.get("/v1/items/ACME-1").json()["data"]["kind"] == "requirement"


@pytest.mark.parametrize("key", ["ACME-D1", "ACME-K1", "ACME-1", "ACME-R1"])
def test_what_a_meeting_made_is_because_of_it(met: House, key: str) -> None:
    [row] = met.get(f"/v1/history/{key}").json()["data"]
    assert row["because_of"] == [{"type": "meeting", "id": "ACME-M1"}]


def test_a_meeting_is_not_because_of_itself(met: House) -> None:
    rows = met.get("/v1/history/ACME-M1").json()["data"]
    assert all(not row.get("because_of") for row in rows)


def test_an_outcome_that_is_refused_leaves_nothing_behind(house: House) -> None:
    house.product()
    said = CALL | {"outcomes": [OUTCOMES[0], {"text": "x" * 300, "becomes": "spike"}]}
    answer = house.post("/v1/meetings", said)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "outcomes.1.text"
    house.catch_up()
    assert house.get("/v1/decisions").json()["data"] == []


def test_open_actions_are_told(met: House) -> None:
    [row] = met.get("/v1/actions?owner=ana,bob&of=meeting").json()["data"]
    assert (row["key"], row["action"], row["days_late"]) == ("ACME-M1", "1", 0)
    assert met.get("/v1/actions?overdue=yes").json()["data"] == []
    assert met.get("/v1/actions?owner=eve").json()["data"] == []
    assert met.get("/v1/actions?of=song").status_code in (400, 422)


def test_an_action_is_promoted_to_the_backlog(met: House) -> None:
    answer = met.post("/v1/meetings/ACME-M1/promote-action", {"action": "1", "kind": "bug"})
    assert answer.json()["events"] == ["meeting.action_promoted", "item.added"]
    met.catch_up()
    assert met.get("/v1/items/ACME-3").json()["data"]["title"] == "Write"


def test_the_same_meeting_sent_again_is_held_once(house: House) -> None:
    house.product()
    sent = {"Idempotency-Key": "call-1"}
    first = house.post("/v1/meetings", CALL, headers=sent).json()
    again = house.post("/v1/meetings", CALL, headers=sent)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.json()["key"] == first["key"] == "ACME-M1"
