"""The roadmap over HTTP: the first day's steps, the board, the timeline, churn and baselines."""

import pytest
from api_house import House

RICE = {"reach": 2000, "impact": 2, "confidence": 0.8, "effort": 4}
OUTCOME = {"metric": "activation", "baseline": "0.2", "expected": "0.3", "by": "2026-12-31"}
Q3 = {"start": "2026-07-01", "end": "2026-09-30", "resolution": "quarter"}
Q4 = {"start": "2026-10-01", "end": "2026-12-31", "resolution": "quarter"}


@pytest.fixture
def roadmap(house: House):
    """An API with a product."""
    house.product()
    return house


def proposed(house: House, title: str = "Offline mode", **more):
    """The key of a new item."""
    body = {"product": "ACME", "title": title} | more
    return house.post("/v1/roadmap-items", body).json()["key"]


def ask(house: House, key: str, verb: str, **body):
    return house.post(f"/v1/roadmap-items/{key}/{verb}", body)


def done(house: House, key: str, verb: str, **body):
    answer = ask(house, key, verb, **body)
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


def read(house: House, path: str, **query):
    house.catch_up()
    answer = house.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_score_is_computed_from_its_inputs(roadmap: House):
    key = proposed(roadmap)
    done(roadmap, key, "score", rice=RICE)
    assert read(roadmap, f"/v1/roadmap-items/{key}")["data"]["score"] == 800


@pytest.mark.parametrize(
    ("body", "field"), [({"score": 800}, "score"), ({"rice": RICE | {"score": 1}}, "rice.score")]
)
def test_a_score_that_is_sent_is_refused(roadmap: House, body, field):
    answer = ask(roadmap, proposed(roadmap), "score", **body)
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert (error["code"], error["field"]) == ("computed-field", field)


def test_the_first_day_leads_to_a_promise(roadmap: House):
    key = proposed(roadmap, owner="ana")
    done(roadmap, key, "move", horizon="now")
    assert ask(roadmap, key, "commit").status_code == 422
    done(roadmap, key, "schedule", window=Q3)
    done(roadmap, key, "expect", **OUTCOME)
    done(roadmap, key, "commit")
    assert read(roadmap, f"/v1/roadmap-items/{key}")["data"]["commitment"] == "committed"


def test_what_a_promise_lacks_is_named_at_once(roadmap: House):
    answer = ask(roadmap, proposed(roadmap), "commit").json()
    assert [each["field"] for each in answer["errors"]] == ["owner", "window", "expected_outcomes"]


def test_the_board_has_three_columns_with_the_best_first(roadmap: House):
    plain, best = proposed(roadmap, "Plain"), proposed(roadmap, "Best")
    now = proposed(roadmap, "Now", horizon="now")
    done(roadmap, best, "score", rice=RICE)
    board = read(roadmap, "/v1/roadmap/board")["data"]
    assert {name: [each["key"] for each in cards] for name, cards in board.items()} == {
        "now": [now],
        "next": [],
        "later": [best, plain],
    }


def test_the_board_leaves_out_what_is_dropped(roadmap: House):
    key = proposed(roadmap)
    done(roadmap, key, "drop", reason="Nobody asked.")
    assert read(roadmap, "/v1/roadmap/board")["data"]["later"] == []
    asked = read(roadmap, "/v1/roadmap/board", status="dropped")["data"]
    assert [each["key"] for each in asked["later"]] == [key]


def test_the_timeline_keeps_windows_as_fuzzy_as_they_are(roadmap: House):
    late, early, _ = (proposed(roadmap, each) for each in ("Late", "Early", "Open"))
    done(roadmap, late, "schedule", window=Q4)
    year = {"start": "2026-01-01", "end": "2026-12-31", "resolution": "year"}
    done(roadmap, early, "schedule", window=year)
    timeline = read(roadmap, "/v1/roadmap/timeline")["data"]
    shown = [(each["key"], each["window"]["resolution"]) for each in timeline["items"]]
    assert shown == [(early, "year"), (late, "quarter")]
    assert timeline["unscheduled"] == 1


def test_a_list_can_be_asked_for_windows_that_overlap(roadmap: House):
    first, second = proposed(roadmap, "First"), proposed(roadmap, "Second")
    done(roadmap, first, "schedule", window=Q3)
    done(roadmap, second, "schedule", window=Q4)
    found = read(roadmap, "/v1/roadmap", overlaps="2026-09")["data"]
    assert [each["key"] for each in found] == [first]


@pytest.mark.parametrize("query", [{"overlaps": "soon"}, {"baseline": "spring"}, {"size": "1"}])
def test_a_question_that_makes_no_sense_is_refused(roadmap: House, query):
    answer = roadmap.get("/v1/roadmap", params={"product": "ACME"} | query)
    assert answer.status_code == 400
    assert [each["field"] for each in answer.json()["errors"]] == list(query)


def test_what_blocks_an_item_is_shown_until_it_is_shipped(roadmap: House):
    first, second = proposed(roadmap, "First"), proposed(roadmap, "Second")
    done(roadmap, first, "link", rel="blocks", to=second)
    card = read(roadmap, "/v1/roadmap", q="second")["data"][0]
    assert card["blocked_by"] == [first]
    done(roadmap, first, "schedule", window=Q3)
    done(roadmap, first, "start")
    done(roadmap, first, "ship")
    assert read(roadmap, "/v1/roadmap", q="second")["data"][0]["blocked_by"] == []


def test_items_are_found_by_the_objective_they_support(roadmap: House):
    objective = {"product": "ACME", "title": "Stay", "period": Q3, "owner": "ana"}
    goal = roadmap.post("/v1/objectives", objective).json()["key"]
    key, _ = proposed(roadmap), proposed(roadmap, "Other")
    done(roadmap, key, "link", rel="supports", to=goal)
    assert [each["key"] for each in read(roadmap, "/v1/roadmap", objective=goal)["data"]] == [key]


def test_a_baseline_is_what_the_plan_is_compared_with(roadmap: House):
    key = proposed(roadmap)
    done(roadmap, key, "schedule", window=Q3)
    named = roadmap.post("/v1/products/ACME/name-baseline", {"name": "spring"})
    assert named.status_code in (200, 201), named.text
    done(roadmap, key, "reschedule", window=Q4)
    query = {"product": "ACME", "baseline": "spring"}
    [card] = read(roadmap, "/v1/roadmap/board", **query)["data"]["later"]
    assert (card["was"], card["slip_days"]) == (Q3, 92)


def test_churn_tells_moves_slip_notice_and_causes(roadmap: House):
    key, cause = proposed(roadmap), proposed(roadmap, "Security review")
    done(roadmap, key, "schedule", window=Q3)
    done(roadmap, key, "move", horizon="now")
    why = {"reason": "Security first.", "because_of": [cause]}
    done(roadmap, key, "reschedule", window=Q4, **why)
    answer = read(roadmap, "/v1/roadmap/churn", product="ACME")
    [row] = answer["data"]
    assert (row["key"], row["moves"], row["slip_days"], row["drift_days"]) == (key, 2, 92, 92)
    assert answer["totals"]["causes"] == [
        {"cause": "none", "moves": 1, "slip_days": 0},
        {"cause": "roadmap_item", "moves": 1, "slip_days": 92},
    ]
    assert answer["totals"]["with_reason"] == 1


def test_churn_since_a_baseline_counts_what_came_after_it(roadmap: House):
    key = proposed(roadmap)
    done(roadmap, key, "move", horizon="now")
    roadmap.post("/v1/products/ACME/name-baseline", {"name": "spring"})
    done(roadmap, key, "move", horizon="next")
    query = {"product": "ACME", "baseline": "spring"}
    [row] = read(roadmap, "/v1/roadmap/churn", **query)["data"]
    assert row["moves"] == 1


def test_churn_goes_on_page_by_page(roadmap: House):
    for title in ("One", "Two", "Three"):
        done(roadmap, proposed(roadmap, title), "move", horizon="now")
    first = read(roadmap, "/v1/roadmap/churn", limit=2)
    rest = read(roadmap, "/v1/roadmap/churn", limit=2, cursor=first["page"]["next"])
    assert [len(each["data"]) for each in (first, rest)] == [2, 1]
    assert rest["page"]["next"] is None


def test_a_parent_and_its_part_know_each_other(roadmap: House):
    whole = proposed(roadmap, "Whole")
    part = proposed(roadmap, "Part", parent=whole)
    assert read(roadmap, f"/v1/roadmap-items/{whole}")["data"]["children"] == [part]
    done(roadmap, part, "nest")
    assert read(roadmap, f"/v1/roadmap-items/{whole}")["data"]["children"] == []


def test_nothing_is_added_to_what_is_no_product(small_house: House):
    small_house.product()
    answer = small_house.post("/v1/roadmap-items", {"product": "ACME-K1", "title": "Sync"})
    assert answer.status_code == 404
    assert "product" in answer.json()["detail"]
