"""Rules of asking the audit log, the trace, the blame and the search over HTTP."""

import pytest
from api_house import House

DECISION = {"product": "ACME", "title": "Security review before offline mode", "kind": "product"}


@pytest.fixture
def acme(house: House) -> House:
    house.product()
    return house


def objective(house: House, **more) -> str:
    body = {
        "product": "ACME",
        "title": "Fewer lost notes",
        "period": {"start": "2026-01-01", "end": "2026-12-31", "resolution": "year"},
        "owner": "ana",
    }
    answer = house.post("/v1/objectives", body | more)
    assert answer.status_code == 201, answer.text
    house.catch_up()
    return str(answer.json()["key"])


def types(answer) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [each["type"] for each in answer.json()["data"]]


def test_filters_of_the_audit_log_narrow_and_several_values_widen(acme: House) -> None:
    one, two = acme.item(title="Notes vanish"), acme.item(title="It is slow")
    acme.post(f"/v1/items/{one}/assign", {"assignee": "grace", "reason": "she knows it"})
    acme.catch_up()
    asked = {
        f"key={one}": ["item.assigned", "item.added"],
        f"key={one},{two}&type=item.added": ["item.added", "item.added"],
        "type=item.*&has_reason=true": ["item.assigned"],
        "about=product": ["product.created"],
        "field=assignee": ["item.assigned"],
        "new=grace": ["item.assigned"],
        "old=grace": [],
        "q=vanish notes": ["item.added"],
        "q=knows": ["item.assigned"],
        "source=api&actor_kind=human&type=product.created": ["product.created"],
        "actor=nobody": [],
        "recorded_at[gte]=2000-01-01&type=product.*": ["product.created"],
        "recorded_at[lte]=2000-01-01": [],
        "occurred_at[gte]=2000-01-01T00:00:00Z&type=product.*": ["product.created"],
        "governed=true": [],
        "has_violations=true": [],
    }
    assert {each: types(acme.get(f"/v1/audit?{each}")) for each in asked} == asked


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("actors=ada", "actors", "unknown-filter"),
        ("about=nothing", "about", "invalid-enum"),
        ("source=mars", "source", "invalid-enum"),
        ("has_reason=perhaps", "has_reason", "invalid"),
        ("correlation=7", "correlation", "invalid"),
        ("recorded_at[gte]=yesterday", "recorded_at[gte]", "bad-time"),
        ("occurred_at[lte]=2026-13-01", "occurred_at[lte]", "bad-time"),
        ("occurred_at[lte]=2026-01-01T00:00:00", "occurred_at[lte]", "bad-time"),
        ("occurred_at[gte]=0001-01-01T00:00:00%2B23:00", "occurred_at[gte]", "bad-time"),
        ("order=random", "order", "invalid-enum"),
    ],
)
def test_a_question_to_the_audit_log_that_makes_no_sense_is_refused(
    small_house: House, query: str, field: str, code: str
) -> None:
    answer = small_house.get(f"/v1/audit?{query}")
    assert answer.status_code == 400, answer.text
    error = answer.json()["errors"][0]
    assert (error["field"], error["code"]) == (field, code)


def test_one_fact_of_the_audit_log_has_an_address(acme: House) -> None:
    acme.item()
    [fact] = acme.get("/v1/audit?type=item.added").json()["data"]
    answer = acme.get(f"/v1/audit/{fact['position']}")
    assert answer.json()["data"] == fact
    assert acme.get("/v1/audit/999").status_code == 404
    assert acme.get(f"/v1/audit/{2**80}").status_code == 404


def test_the_coverage_counts_facts_and_rows(acme: House) -> None:
    acme.item()
    found = acme.get("/v1/audit/coverage").json()["data"]
    assert found["facts"] == found["rows"] == 2
    assert found["governed"] == found["with_reason"] == 0


def test_a_governed_change_is_marked_in_the_audit_log(acme: House) -> None:
    key = objective(acme)
    result = {"metric": "lost", "baseline": "10", "target": "2", "due": "2026-12-01"}
    assert acme.post(f"/v1/objectives/{key}/add-key-result", result).status_code == 200
    assert acme.post(f"/v1/objectives/{key}/activate").status_code == 200
    body = {"key_result": "1", "target": "1", "reason": "two is too many"}
    assert acme.post(f"/v1/objectives/{key}/retarget", body).status_code == 200
    acme.catch_up()
    assert types(acme.get("/v1/audit?governed=true")) == ["objective.key_result_retargeted"]
    found = acme.get("/v1/audit/coverage").json()["data"]
    assert (found["governed"], found["with_reason"]) == (1, 1)


def test_blame_names_who_gave_a_value_and_why(acme: House) -> None:
    key = acme.item(title="Notes vanish")
    acme.post(f"/v1/items/{key}/assign", {"assignee": "grace", "reason": "she knows it"})
    acme.catch_up()
    answer = acme.get(f"/v1/blame/{key}?field=assignee").json()
    [field] = answer["data"]
    assert (field["value"], field["reason"]) == ("grace", "she knows it")
    assert field["type"] == "item.assigned"
    assert acme.get("/v1/blame/ACME-77").status_code == 404
    assert acme.get("/v1/blame/nonsense").status_code == 404


def test_the_trace_leads_up_to_causes_and_down_to_what_hangs_on_it(acme: House) -> None:
    goal = objective(acme)
    key = acme.item()
    link = {"rel": "supports", "ref": {"type": "objective", "id": goal}}
    answer = acme.post(f"/v1/items/{key}/link", link)
    assert answer.status_code == 200, answer.text
    acme.catch_up()
    up = acme.get(f"/v1/trace/{key}").json()["data"]
    assert [(each["key"], each["rel"]) for each in up["next"]] == [(goal, ["supports"])]
    down = acme.get(f"/v1/trace/{goal}?direction=down").json()["data"]
    assert [each["key"] for each in down["next"]] == [key]
    assert acme.get("/v1/trace/ACME-99").status_code == 404
    assert acme.get(f"/v1/trace/{key}?depth=11").status_code == 400


def test_the_search_finds_things_of_every_kind(acme: House) -> None:
    goal = objective(acme)
    key = acme.item(title="Notes vanish", description="Lost after a restart")
    hits = acme.get("/v1/search?q=lost").json()["data"]
    assert {each["key"] for each in hits} == {goal, key}
    assert "[Lost]" in next(each["snippet"] for each in hits if each["key"] == key)
    only = acme.get("/v1/search?q=lost&type=objective").json()["data"]
    assert [each["key"] for each in only] == [goal]
    assert acme.get("/v1/search?q=lost&product=NOPE").json()["data"] == []
    assert acme.get("/v1/search").status_code == 400
