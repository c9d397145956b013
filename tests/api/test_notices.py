"""What waits for a person, over HTTP."""

import pytest
from api_house import House


@pytest.fixture
def late(house: House) -> House:
    """A risk with an action of Bob's that is overdue, and one of Ana's."""
    house.product()
    said = {"product": "ACME", "event": "vendor slips", "consequence": "beta moves", "owner": "ana"}
    assert house.post("/v1/risks", said).status_code == 201
    for owner in ("bob", "ana"):
        body = {"text": f"{owner} calls", "owner": owner, "due": "2026-01-03"}
        assert house.post("/v1/risks/ACME-K1/add-action", body).json()["changed"]
    house.clock.advance(3 * 86_400)
    house.catch_up()
    return house


def told(house: House, **query: str) -> list[str]:
    answer = house.get("/v1/notices", params=query)
    assert answer.status_code == 200, answer.text
    return [each["text"] for each in answer.json()["data"]]


def test_a_notice_says_what_since_when_who_and_what_to_type(late: House) -> None:
    answer = late.get("/v1/notices", params={"owner": "bob"})
    assert answer.json()["data"] == [
        {
            "kind": "risk_action",
            "key": "ACME-K1",
            "text": "bob calls",
            "since": "2026-01-03",
            "who": "bob",
            "next": "trueline risk complete-action ACME-K1 1",
        }
    ]


def test_what_waits_is_counted_by_kind(late: House) -> None:
    found = late.get("/v1/notices").json()
    assert (found["counts"], found["more"]) == ({"risk_action": 2}, False)


def test_the_answer_says_how_current_it_is(late: House) -> None:
    answer = late.get("/v1/notices")
    assert answer.json()["position"] == int(answer.headers["X-Head-Position"])


def test_notices_are_narrowed_by_kind_owner_and_product(late: House) -> None:
    assert told(late, kind="conflict,risk_review") == []
    assert told(late, kind="risk_action", owner="ana", product="ACME") == ["ana calls"]
    assert told(late, product="OTHER") == []


@pytest.mark.parametrize("query", [{"kind": "everything"}, {"who": "bob"}, {"within": "-1"}])
def test_what_is_not_understood_is_refused(late: House, query: dict[str, str]) -> None:
    answer = late.get("/v1/notices", params=query)
    assert answer.status_code in (400, 422)
    assert [each["field"] for each in answer.json()["errors"]] == list(query)
