"""Rules of asking for the backlog and the history: filters, pages, and what is refused."""

import pytest
from api_house import House


def test_filters_narrow_and_several_values_widen(house: House) -> None:
    house.product()
    one = house.item(labels=["web"], priority="high")
    two = house.item(labels=["app"], priority="low", kind="spike")
    three = house.item(labels=["web", "app"], priority="low")
    house.post(f"/v1/items/{three}/assign", {"assignee": "ada"})
    house.post(f"/v1/items/{two}/block", {"reason": "no access"})
    house.catch_up()
    asked = {
        "label=web": [one, three],
        "label=web,app": [one, two, three],
        "label=web&priority=low": [three],
        "kind=spike": [two],
        "assignee=ada": [three],
        "blocked=true": [two],
        "blocked=false": [one, three],
        "q=acme-2": [two],
        "status=new": [one, two, three],
        "status=done": [],
        "product=NOPE": [],
        "archived=yes": [],
        "archived=any": [one, two, three],
    }
    found = {each: _keys(house.get(f"/v1/backlog?{each}")) for each in asked}
    assert found == asked


def test_pages_hold_every_item_once(house: House) -> None:
    house.product()
    keys = [house.item(title=f"Item {n}") for n in range(5)]
    found, path = [], "/v1/backlog?product=ACME&limit=2"
    answer = house.get(path)
    found += _keys(answer)
    while answer.json()["page"]["next"]:
        answer = house.get(f"{path}&cursor={answer.json()['page']['next']}")
        found += _keys(answer)
    assert found == keys


def test_an_answer_says_how_current_it_is(house: House) -> None:
    house.product()
    house.item()
    behind = house.post("/v1/items", {"product": "ACME", "kind": "bug", "title": "T"}).json()
    headers = house.get("/v1/backlog").headers
    assert int(headers["X-Projection-Position"]) == behind["position"] - 1
    assert int(headers["X-Head-Position"]) == behind["position"]


def test_a_cursor_of_other_filters_is_refused(small_house: House) -> None:
    small_house.product()
    for _ in range(3):
        small_house.item()
    cursor = small_house.get("/v1/backlog?limit=1").json()["page"]["next"]
    answer = small_house.get(f"/v1/backlog?limit=1&status=new&cursor={cursor}")
    assert (answer.status_code, answer.json()["code"]) == (400, "cursor-mismatch")


@pytest.mark.parametrize("cursor", ["x", "'%3B--", "AAAA", "%F0%9F%92%A9", "W10"])
def test_a_forged_cursor_is_refused(small_house: House, cursor: str) -> None:
    answer = small_house.get(f"/v1/backlog?cursor={cursor}")
    assert answer.status_code == 400
    assert answer.json()["code"] in {"bad-cursor", "cursor-mismatch"}


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("stauts=new", "stauts", "unknown-filter"),
        ("status=nw", "status", "invalid-enum"),
        ("status=new,nw", "status", "invalid-enum"),
        ("status=new&status=done", "status", "given-twice"),
        ("limit=0", "limit", "invalid"),
        ("limit=201", "limit", "invalid"),
        ("limit=1000000000000", "limit", "invalid"),
        ("limit=all", "limit", "invalid"),
        ("blocked=perhaps", "blocked", "invalid"),
        ("archived=true", "archived", "invalid-enum"),
        ("connection=7", "connection", "invalid"),
        ("min_position=first", "min_position", "invalid"),
        ("min_position=null", "min_position", "invalid"),
        ("q=%00", "q", "control-characters"),
    ],
)
def test_a_filter_that_is_not_acceptable_is_refused(small_house, query, field, code) -> None:
    answer = small_house.get(f"/v1/backlog?{query}")
    assert answer.status_code == 400, answer.text
    error = answer.json()["errors"][0]
    assert (error["field"], error["code"]) == (field, code)


def test_an_unknown_filter_lists_the_known_ones(small_house: House) -> None:
    error = small_house.get("/v1/backlog?stauts=new").json()["errors"][0]
    assert "status" in error["allowed"]


def test_a_parameter_on_an_operation_without_any_is_refused(small_house: House) -> None:
    assert small_house.get("/v1/tokens?limit=1").status_code == 400
    assert small_house.post("/v1/products?dry_run=1", {"key": "A", "name": "A"}).status_code == 400


@pytest.mark.parametrize("q", ["' or 1=1 --", "%", "_", "/", "\\", '"', "ACME-1' ; drop table x"])
def test_text_is_searched_as_it_is(house: House, q: str) -> None:
    house.product()
    house.item(title="plain")
    assert (
        house.client.get(
            "/v1/backlog",
            params={"q": q},
            headers={"Authorization": f"Bearer {house.tokens['viewer']}"},
        ).json()["data"]
        == []
    )


def test_the_history_is_newest_first_and_can_be_turned_round(small_house: House) -> None:
    small_house.product()
    key = small_house.item()
    small_house.post(f"/v1/items/{key}/assign", {"assignee": "ada"})
    small_house.catch_up()
    newest = [each["type"] for each in small_house.get(f"/v1/history/{key}").json()["data"]]
    oldest = small_house.get(f"/v1/history/{key}?order=oldest").json()["data"]
    assert newest == ["item.assigned", "item.added"]
    assert [each["type"] for each in oldest] == newest[::-1]
    assert len(small_house.get("/v1/history").json()["data"]) == 3


def test_products_are_listed_as_they_are_now(house: House) -> None:
    house.product()
    answer = house.ask("PATCH", "/v1/products/ACME", {"name": "Acme Two"})
    assert answer.json()["version"] == 2
    house.catch_up()
    assert [p["name"] for p in house.get("/v1/products").json()["data"]] == ["Acme Two"]
    assert house.get("/v1/products/ACME").headers["ETag"] == '"v2"'
    assert house.get("/v1/products/NOPE").status_code == 404


def test_a_products_key_is_taken_once(small_house: House) -> None:
    small_house.product()
    answer = small_house.post("/v1/products", {"key": "ACME", "name": "Another"})
    assert answer.status_code == 409


def _keys(answer) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [each["key"] for each in answer.json()["data"]]
