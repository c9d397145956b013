"""Decisions over HTTP: taken by verbs, refused by name, and asked their own questions."""

import pytest
from api_house import House


@pytest.fixture
def deciding(house: House) -> House:
    """A product with one proposed decision between two options."""
    house.product()
    said = {
        "product": "ACME",
        "title": "Review first?",
        "door": "one_way",
        "options": ["Review first", "Ship first"],
        "decision_makers": ["ana"],
        "expected_outcomes": [{"metric": "nps", "expected": "+5", "probability": 0.8}],
        "review_on": "2026-01-10",
    }
    assert house.post("/v1/decisions", said).json()["key"] == "ACME-D1"
    house.catch_up()
    return house


def accept(house: House, key: str = "ACME-D1", option: str = "1"):
    answer = house.post(f"/v1/decisions/{key}/accept", {"option": option, "justification": "So."})
    house.catch_up()
    return answer


def fields(answer):
    return {each["field"]: each["code"] for each in answer.json()["errors"]}


def test_a_decision_is_taken_and_then_frozen(deciding: House) -> None:
    assert accept(deciding).json()["events"] == ["decision.accepted"]
    answer = deciding.post("/v1/decisions/ACME-D1/add-option", {"title": "Neither"})
    assert (answer.status_code, fields(answer)) == (422, {"status": "frozen"})


def test_superseding_writes_both_sides_in_one_save(deciding: House) -> None:
    accept(deciding)
    said = {"product": "ACME", "title": "Ship", "decision_makers": ["bob"], "options": ["Ship"]}
    said |= {"accept": "Ship", "justification": "They wait."}
    assert deciding.post("/v1/decisions", said).json()["key"] == "ACME-D2"
    body = {"by": "ACME-D2", "reason": "They wait.", "because_of": ["ACME-D2"]}
    answer = deciding.post("/v1/decisions/ACME-D1/supersede", body).json()
    assert answer["events"] == ["decision.superseded", "decision.replaced_another"]
    deciding.catch_up()
    assert deciding.get("/v1/decisions/ACME-D2").json()["data"]["supersedes"] == ["ACME-D1"]
    edges = deciding.get("/v1/decisions/graph?product=ACME").json()["data"]["edges"]
    assert {"rel": "supersedes", "above": "ACME-D2", "below": "ACME-D1"} in edges


def test_no_caller_lets_a_decision_replace_another(deciding: House) -> None:
    body = {"replaced": "ACME-D1"}
    assert deciding.post("/v1/decisions/ACME-D1/replace-another", body).status_code in (404, 405)


def test_a_refusal_names_the_options_there_are(deciding: House) -> None:
    [wrong] = accept(deciding, option="3").json()["errors"]
    assert (wrong["field"], wrong["code"]) == ("option", "unknown-option")
    assert wrong["allowed"] == ["1 (Review first)", "2 (Ship first)"]


def test_what_is_due_is_told_with_how_late_it_is(deciding: House) -> None:
    accept(deciding)
    answer = deciding.get("/v1/decisions/due?within=14").json()
    assert [(each["key"], each["days_late"]) for each in answer["data"]] == [("ACME-D1", -8)]
    assert answer["position"] == 3
    assert deciding.get("/v1/decisions/due?within=7").json()["data"] == []


def test_the_calibration_is_told(deciding: House) -> None:
    accept(deciding)
    seen = {"verdict": "confirmed", "actuals": [{"metric": "nps", "result": "hit"}]}
    assert deciding.post("/v1/decisions/ACME-D1/review", seen).json()["changed"]
    deciding.catch_up()
    found = deciding.get("/v1/decisions/calibration?maker=ana").json()["data"]
    assert (found["brier"], found["judged"], found["makers"][0]["maker"]) == (0.04, 1, "ana")


def test_a_decision_is_a_page_of_markdown(deciding: House) -> None:
    answer = deciding.get("/v1/decisions/ACME-D1/madr")
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert "# Review first?" in answer.text
    assert answer.content == deciding.get("/v1/decisions/ACME-D1/madr").content


@pytest.mark.parametrize("key", ["ACME-D9", "ACME-M1", "x"])
def test_there_is_no_page_of_what_is_no_decision(deciding: House, key: str) -> None:
    assert deciding.get(f"/v1/decisions/{key}/madr").status_code == 404


@pytest.mark.parametrize(
    "query", ["graph?color=red", "due?within=soon", "calibration?kind=mood", "due?cursor=x"]
)
def test_a_question_that_makes_no_sense_is_refused(deciding: House, query: str) -> None:
    assert deciding.get(f"/v1/decisions/{query}").status_code in (400, 422)


def test_the_page_is_markdown_in_the_document_too(deciding: House) -> None:
    described = deciding.get("/openapi.json").json()["paths"]["/v1/decisions/{key}/madr"]
    assert list(described["get"]["responses"]["200"]["content"]) == ["text/markdown"]
