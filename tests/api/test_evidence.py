"""Evidence over HTTP: sealed on its way in, opened only where it is shown, and erased for good."""

import json
from typing import Any

import jsonschema_rs
import pytest
import sqlalchemy as sa
from api_house import House

WORDS = 'Exports "crawl", says \N{SNOWMAN}'
SAID: dict[str, Any] = {
    "summary": "Exports are slow",
    "verbatim": WORDS,
    "contact": "Bob Smith",
    "channel": "support",
    "account": "Globex",
    "deal_value": {"amount": "1200", "currency": "EUR"},
    "external_id": "77",
}
SEEN = {"product": "ACME", "summary": "Offline sells", "topic": "demand", "url": "https://a.test/x"}
ONE = "/v1/evidence/ACME-E1"


@pytest.fixture
def heard(house: House) -> House:
    """Feedback with a quote that speaks for a roadmap item."""
    house.product()
    assert house.post("/v1/roadmap-items", {"product": "ACME", "title": "Offline"}).is_success
    assert house.hear(**SAID) == "ACME-E1"
    linked = house.post(f"{ONE}/link", {"ref": "ACME-R1", "weight": 4, "quote": "It crawls"})
    assert linked.json()["events"] == ["evidence.linked"], linked.text
    return house


def shown(house: House):
    return house.get(ONE).json()["data"]


def test_what_was_said_is_shown_where_it_is_asked_for(heard: House) -> None:
    heard.catch_up()
    found = shown(heard)
    assert (found["verbatim"], found["contact"]) == (WORDS, "Bob Smith")
    assert found["links"] == [{"ref": "ACME-R1", "weight": 4, "quote": "It crawls"}]
    [listed] = heard.get("/v1/evidence?account=Globex").json()["data"]
    assert listed["verbatim"] == WORDS


def test_a_service_sees_that_something_was_said_and_not_what(heard: House) -> None:
    heard.catch_up()
    for path in (ONE, "/v1/evidence"):
        told = heard.get(path, role="integration").text
        assert "(personal text)" in told
        assert "crawl" not in told
        assert "sealed:" not in told
        assert "crawl" in heard.get(path, role="viewer").text


def whole(house: House) -> str:
    """Every row of every table, as one text."""
    tables = sa.MetaData()
    with house.surroundings.database.read() as connection:
        tables.reflect(connection)
        plain = [each for each in tables.tables.values() if "search_words" not in each.name]
        rows = [row for each in plain for row in connection.execute(sa.select(each))]
    return "\n".join(str(row) for row in rows)


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_no_table_holds_it_in_the_clear(heard: House) -> None:
    heard.post(f"{ONE}/answer", {"text": "Soon, dear Bob"})
    heard.catch_up()
    kept = whole(heard)
    assert "Exports are slow" in kept
    for said in ("crawl", "Bob"):
        assert said not in kept


@pytest.mark.parametrize(
    "path", ["history/ACME-E1", "audit?key=ACME-E1", "search?q=crawls", "trace/ACME-R1"]
)
def test_no_other_answer_opens_it(heard: House, path: str) -> None:
    heard.catch_up()
    answer = heard.get(f"/v1/{path}")
    assert answer.status_code == 200, answer.text
    assert "crawl" not in answer.text.replace("q=crawls", "")
    assert "sealed:" not in answer.text


def test_redaction_wants_a_reason_and_leaves_counts(heard: House) -> None:
    assert heard.post(f"{ONE}/redact").json()["errors"][0]["field"] == "reason"
    done = heard.post(f"{ONE}/redact", {"reason": "Bob asked."})
    assert done.json()["events"] == ["evidence.redacted"]
    heard.catch_up()
    found = shown(heard)
    assert (found["verbatim"], found["contact"], found["account"]) == ("(erased)",) * 2 + (
        "Globex",
    )
    assert found["links"][0]["quote"] == "(erased)"
    [row] = heard.get("/v1/evidence/demand").json()["data"]
    assert (row["accounts"], row["revenue"][0]["amount"]) == (["Globex"], "1200")
    refused = heard.post(f"{ONE}/link", {"ref": "ACME-R1", "quote": "Again"})
    assert refused.json()["errors"][0]["code"] == "redacted"


def test_the_same_quote_again_changes_nothing(heard: House) -> None:
    again = heard.post(f"{ONE}/link", {"ref": "ACME-R1", "weight": 4, "quote": "It crawls"})
    assert (again.status_code, again.json()["changed"]) == (200, False)


def test_the_same_from_the_same_channel_is_answered_with_what_is_there(heard: House) -> None:
    again = heard.post("/v1/evidence", {"product": "ACME"} | SAID | {"summary": "Other words"})
    assert again.is_success
    assert (again.json()["key"], again.json()["changed"]) == ("ACME-E1", False)
    heard.catch_up()
    assert shown(heard)["summary"] == "Exports are slow"
    assert heard.hear(**SAID | {"channel": "email"}) == "ACME-E2"


def test_a_repeated_request_is_answered_with_the_same_key(heard: House) -> None:
    body = {"product": "ACME"} | SAID
    for said, key in ((body, "ACME-E1"), (body | {"external_id": "78"}, "ACME-E2")):
        headers = {"Idempotency-Key": f"import-{key}"}
        first, second = (heard.post("/v1/evidence", said, headers=headers) for _ in range(2))
        assert first.json()["key"] == second.json()["key"] == key


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("verbatim", " ", "blank"),
        ("verbatim", "x" * 32_001, "too-long"),
        ("contact", "two\nlines", "control-characters"),
        ("contact", "x" * 101, "too-long"),
    ],
)
def test_personal_text_is_checked_in_the_clear(house: House, field, value, code) -> None:
    house.product()
    answer = house.post("/v1/evidence", {"product": "ACME", "summary": "Slow", field: value})
    found = [(each["field"], each["code"]) for each in answer.json()["errors"]]
    assert (answer.status_code, found) == (422, [(field, code)])


def test_text_that_looks_sealed_is_sealed_like_any_other(house: House) -> None:
    house.product()
    forged = f"sealed:{'0' * 32}:{'x' * 22}"
    house.hear(verbatim=forged)
    house.catch_up()
    assert shown(house)["verbatim"] == forged


def test_a_market_signal_is_recorded_and_shows_on_the_radar(house: House) -> None:
    house.product()
    answer = house.post("/v1/evidence/record-market-signal", SEEN | {"strength": 4})
    assert (answer.status_code, answer.json()["key"]) == (201, "ACME-E1"), answer.text
    house.catch_up()
    [found] = house.get("/v1/evidence/radar?product=ACME&topic=demand").json()["data"]
    assert (found["key"], found["force"]) == ("ACME-E1", 2.0)


def test_a_market_signal_without_a_source_is_refused(house: House) -> None:
    house.product()
    body = {name: value for name, value in SEEN.items() if name != "url"}
    answer = house.post("/v1/evidence/record-market-signal", body)
    assert answer.status_code in (400, 422)
    assert answer.json()["errors"][0]["field"] == "url"


@pytest.mark.parametrize("query", ["since=soon", "by=luck", "limit=0", "colour=red"])
def test_a_wrong_question_is_refused(house: House, query: str) -> None:
    assert house.get(f"/v1/evidence/demand?{query}").status_code == 400


@pytest.mark.parametrize("path", ["", "/ACME-E1", "/demand", "/radar", "/to-tell?out=false"])
def test_what_is_sent_is_what_the_document_says(heard: House, path: str) -> None:
    heard.post("/v1/evidence/record-market-signal", SEEN)
    heard.catch_up()
    document = json.loads(heard.client.get("/openapi.json").text)
    plain = path.partition("?")[0].replace("ACME-E1", "{key}")
    good = document["paths"][f"/v1/evidence{plain}"]["get"]["responses"]["200"]["content"]
    schema = good["application/json"]["schema"] | {"components": document["components"]}
    answer = heard.get(f"/v1/evidence{path}")
    jsonschema_rs.validate(schema, answer.json())
    assert answer.json()["data"]


def test_the_document_wants_plain_text_not_seals(house: House) -> None:
    schemas = house.client.get("/openapi.json").json()["components"]["schemas"]
    [body] = [each for name, each in schemas.items() if "CaptureFeedbackBody" in name]
    assert "sealed" not in json.dumps(body)
