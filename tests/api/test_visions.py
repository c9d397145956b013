"""A vision over HTTP: its versions, its assumptions and its page."""

import pytest
from api_house import House

TEXT = {
    "target_users": [
        {"persona": "Team lead", "needs": ["find any note"], "segment": "small firms"}
    ],
    "company_goal": "Half of all small firms",
    "future_statement": "Every note within a second",
}
WHY = {"reason": "Two clients asked.", "because_of": ["ACME-E1"]}


@pytest.fixture
def drafted(house: House) -> House:
    house.product()
    assert (house.hear(), house.hear()) == ("ACME-E1", "ACME-E2")
    answer = house.post("/v1/visions", {"product": "ACME", **TEXT})
    assert (answer.status_code, answer.json()["key"]) == (201, "ACME-V"), answer.text
    return house


@pytest.fixture
def published(drafted: House) -> House:
    assert drafted.post("/v1/visions/ACME-V/publish", WHY).status_code == 200
    return drafted


def test_a_second_draft_is_refused(drafted: House):
    answer = drafted.post("/v1/visions", {"product": "ACME", **TEXT})
    assert answer.json()["errors"][0]["code"] == "draft-exists"


def test_publishing_without_a_reason_names_it(drafted: House):
    answer = drafted.post("/v1/visions/ACME-V/publish")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "reason"


def test_the_vision_is_shown_and_listed(published: House):
    published.catch_up()
    shown = published.get("/v1/visions/ACME-V").json()["data"]
    assert (shown["status"], shown["edition"]) == ("published", 1)
    listed = published.get("/v1/visions", params={"status": "published", "edition[gte]": "1"})
    assert [each["key"] for each in listed.json()["data"]] == ["ACME-V"]


def test_every_version_tells_what_it_changed_who_when_and_why(published: House):
    published.post("/v1/visions/ACME-V/revise", {"company_goal": "All of them"})
    published.post("/v1/visions/ACME-V/publish", WHY | {"reason": "We grow."})
    newest, first = published.get("/v1/visions/ACME-V/versions").json()["data"]
    changed = {"field": "company_goal", "old": TEXT["company_goal"], "new": "All of them"}
    assert newest["changes"] == [changed]
    assert (newest["number"], newest["reason"]) == (2, "We grow.")
    assert newest["because_of"] == [{"type": "evidence", "id": "ACME-E1"}]
    assert newest["who"]["display"] == "admin"
    assert first["text"]["company_goal"] == TEXT["company_goal"]


def test_one_version_is_asked_for_by_its_number(published: House):
    one = published.get("/v1/visions/ACME-V/versions", params={"version": "1"}).json()["data"]
    assert [each["number"] for each in one] == [1]
    none = published.get("/v1/visions/ACME-V/versions", params={"version": "9"})
    assert none.status_code == 404


def test_a_draft_is_no_version(drafted: House):
    assert drafted.get("/v1/visions/ACME-V/versions").json()["data"] == []


def test_assumptions_are_filtered_by_what_is_thought_of_them(drafted: House):
    for text in ("Firms pay", "Firms write"):
        drafted.post("/v1/visions/ACME-V/add-assumption", {"text": text})
    judged = {"assumption": "2", "status": "invalidated", "evidence": ["ACME-E2"]}
    assert drafted.post("/v1/visions/ACME-V/judge-assumption", judged).status_code == 200
    path = "/v1/visions/ACME-V/assumptions"
    assert len(drafted.get(path).json()["data"]) == 2
    found = drafted.get(path, params={"status": "invalidated"}).json()["data"]
    assert [(each["text"], each["evidence"]) for each in found] == [("Firms write", ["ACME-E2"])]


def test_the_page_says_what_was_published_and_not_the_draft(published: House):
    before = published.get("/v1/visions/ACME-V/page")
    published.post("/v1/visions/ACME-V/revise", {"company_goal": "All of them"})
    after = published.get("/v1/visions/ACME-V/page")
    assert before.text == after.text
    assert after.headers["content-type"].startswith("text/markdown")
    assert after.text.startswith("# The vision of Acme Notes\n")
    assert TEXT["company_goal"] in after.text


def test_a_draft_has_no_page(drafted: House):
    answer = drafted.get("/v1/visions/ACME-V/page")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "not-published")


@pytest.mark.parametrize("path", ["versions", "assumptions", "page"])
def test_a_vision_that_is_not_there_has_nothing(house: House, path: str):
    house.product()
    assert house.get(f"/v1/visions/ACME-V/{path}").status_code == 404
    assert house.get(f"/v1/visions/ACME-O1/{path}").status_code == 404
