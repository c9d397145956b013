"""Capacity over HTTP: what there is, what is asked of whom, and how that came about."""

import pytest
from api_house import House
from sprint import ITERATION, TEAM, Sprint


@pytest.fixture
def sprint(house: House) -> Sprint:
    made = Sprint(house)
    made.begin()
    return made


def keys(sprint: Sprint, query: str, path: str = "capacity") -> list[str]:
    return [each["key"] for each in sprint.get(f"/v1/{path}?{query}")]


def test_an_iteration_shows_what_its_people_can_give(sprint: Sprint) -> None:
    sprint.commit("30", "ana")
    [found] = sprint.get("/v1/capacity?product=ACME")
    assert (found["person_days"], found["hours"], found["capacity"]) == ("11.5", "64.4", "64.4")
    assert (found["method"], found["basis"], found["points"]) == ("availability", [], None)
    assert (found["load"], found["ratio"], found["band"]) == ("30", "0.4658", "ok")
    ana, ben = found["people"]
    assert (ana["person"], ana["load"], ana["capacity"], ana["band"]) == (
        *("ana", "30", "39.2"),
        "ok",
    )
    assert (ben["days"], ben["person_days"], ben["load"]) == (9, "4.5", "0")


def test_the_same_stands_in_the_list_of_iterations(sprint: Sprint) -> None:
    [line], [listed] = sprint.get("/v1/capacity"), sprint.get("/v1/iterations")
    assert {name: listed[name] for name in line} == line
    assert sprint.get(ITERATION) == listed


def test_too_much_is_answered_with_names_and_numbers(sprint: Sprint) -> None:
    sprint.commit("39", "ana")
    sprint.commit("25", "ben")
    answer = sprint.house.post(f"{ITERATION}/commit", {"item": sprint.item("1"), "assignee": "ana"})
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["code"] == "over-capacity"
    assert [(each["field"], each["found"]) for each in problem["errors"]] == [
        ("points", "100.9 %"),
        ("assignee", "102 %"),
    ]
    assert "ana 40 of 39.2 (102 %), ben 25 of 25.2 (99.2 %)" in problem["detail"]


def test_iterations_are_found_by_what_they_are(sprint: Sprint) -> None:
    sprint.plan("Second", {"start": "2026-02-02", "end": "2026-02-13"})
    sprint.do("/v1/teams", product="ACME", name="Core", members=[{"person": "cleo"}])
    other = sprint.plan("Third", {"start": "2026-02-02", "end": "2026-02-13"}, team="ACME-T2")
    item = sprint.commit("5", "ben")
    sprint.do(f"{ITERATION}/start")
    assert keys(sprint, "") == ["ACME-I1", "ACME-I2", other]
    assert keys(sprint, "team=ACME-T1&state=planned") == ["ACME-I2"]
    assert keys(sprint, "state=active") == ["ACME-I1"]
    assert keys(sprint, "state=closed") == []
    assert keys(sprint, "person=cleo") == [other]
    assert keys(sprint, "over=true") == []
    assert keys(sprint, "over=false&product=ACME") == ["ACME-I1", "ACME-I2", other]
    assert keys(sprint, f"item={item}", "iterations") == ["ACME-I1"]
    assert keys(sprint, "band=ok&starts[gte]=2026-02-01", "iterations") == ["ACME-I2"]
    assert keys(sprint, "person=cleo", "teams") == ["ACME-T2"]
    assert keys(sprint, "unit=hours", "teams") == ["ACME-T1"]
    assert keys(sprint, "iteration=ACME-I1", "backlog") == [item]


def test_an_absence_may_make_it_too_much(sprint: Sprint) -> None:
    sprint.commit("25", "ben")
    assert keys(sprint, "over=true") == []
    gone = {"start": "2026-01-12", "end": "2026-01-16"}
    sprint.do(f"{ITERATION}/plan-absence", person="ben", days=gone, kind="sick")
    assert keys(sprint, "over=true") == ["ACME-I1"]


def test_pages_go_on_where_they_ended(sprint: Sprint) -> None:
    sprint.plan("Second", {"start": "2026-02-02", "end": "2026-02-13"})
    sprint.house.catch_up()
    first = sprint.house.get("/v1/capacity?limit=1").json()
    rest = sprint.house.get(f"/v1/capacity?limit=1&cursor={first['page']['next']}").json()
    assert [each["key"] for each in first["data"] + rest["data"]] == ["ACME-I1", "ACME-I2"]
    assert rest["page"]["next"] is None


def test_an_unknown_filter_is_refused(sprint: Sprint) -> None:
    answer = sprint.house.get("/v1/capacity?status=active")
    assert answer.json()["errors"][0]["code"] == "unknown-filter"
    assert sprint.house.get("/v1/capacity?state=asleep").status_code == 400


def test_the_log_tells_who_changed_the_scope_and_why(sprint: Sprint) -> None:
    first = sprint.commit("5", "ana")
    sprint.do(f"{ITERATION}/start")
    late = sprint.commit("3")
    sprint.do(f"{ITERATION}/reallocate", item=first, assignee="ben")
    sprint.do(f"{ITERATION}/withdraw", item=first, reason="It can wait.")
    sprint.do(f"{ITERATION}/override-capacity", ratio="1.2", reason="The fair.")
    sprint.do(f"{ITERATION}/vote-confidence", confidence=3, person="ana")
    sprint.do(f"{ITERATION}/vote-confidence", confidence=4, person="ben")
    found = sprint.get(f"{ITERATION}/capacity")
    assert [
        (each["what"], each["item"], each["points"], each["assignee"], each["after_start"])
        for each in found["scope_changes"]
    ] == [
        ("committed", first, "5", "ana", False),
        ("committed", late, "3", None, True),
        ("reallocated", first, "5", "ben", True),
        ("withdrawn", first, "5", "ben", True),
        ("overridden", None, None, None, True),
    ]
    reasons = [each["reason"] for each in found["scope_changes"]]
    assert reasons == ["It burns.", "It burns.", None, "It can wait.", "The fair."]
    assert found["began_with"]["items"] == [first]
    assert found["confidence"] == "3.5"
    assert (found["items"], found["items_added"], found["items_withdrawn"]) == (1, 1, 1)
    assert found["overcommit"]["ratio"] == "1.2"


def test_what_each_skill_can_give_is_told(sprint: Sprint) -> None:
    sprint.do(f"{TEAM}/change-member", person="ana", skills=["python", "sql"])
    sprint.do(f"{TEAM}/change-member", person="ben", skills=["sql"])
    assert sprint.get(f"{ITERATION}/capacity")["skills"] == [
        {"skill": "python", "people": ["ana"], "person_days": "7", "hours": "39.2"},
        {"skill": "sql", "people": ["ana", "ben"], "person_days": "11.5", "hours": "64.4"},
    ]


def test_what_is_not_there_is_unknown(sprint: Sprint) -> None:
    for path in ("iterations/ACME-I9/capacity", "iterations/ACME-T1/capacity"):
        assert sprint.house.get(f"/v1/{path}").status_code == 404
    for path in ("teams/ACME-T9/velocity", "teams/ACME-I1/velocity"):
        assert sprint.house.get(f"/v1/{path}").status_code == 404


def test_eighteen_points_follow_from_who_is_there_where_the_average_says_twenty_five(
    house: House,
) -> None:
    sprint = Sprint(house)
    sprint.begin("points")
    sprint.lived(("30", "50"), ("24", "40"), ("21", "35"))
    key = sprint.plan("Next", {"start": "2026-02-02", "end": "2026-02-27"})
    found = sprint.get(f"/v1/iterations/{key}/capacity")
    assert (found["person_days"], found["points"], found["points_per_day"]) == ("30", "18", "0.6")
    velocity = sprint.get(f"{TEAM}/velocity")
    assert (velocity["average_done"], velocity["points_per_day"]) == ("25", "0.6")
    assert velocity["basis"] == found["basis"] == ["ACME-I2", "ACME-I3", "ACME-I4"]
    assert [each["points_per_day"] for each in velocity["ended"]] == ["0.6", "0.6", "0.6"]


def test_an_override_is_told_with_what_was_carried_over(sprint: Sprint) -> None:
    sprint.do(f"{ITERATION}/override-capacity", ratio="1.5", reason="The fair.")
    sprint.finish(sprint.commit("40", "ana"))
    left = sprint.commit("25", "ben")
    sprint.do(f"{ITERATION}/start")
    sprint.do(f"{ITERATION}/close", carry=[left])
    found = sprint.get(f"{TEAM}/velocity")
    assert found["overrides"] == {
        "iterations": 1,
        "carried": 1,
        "others": 0,
        "carried_without": 0,
    }
    [ended] = found["ended"]
    assert (ended["promised"], ended["points_done"], ended["overridden"]) == ("65", "40", "1.5")
    assert sprint.get(f"{ITERATION}/capacity")["carried_over"] == [left]
    assert sprint.get(f"/v1/items/{left}")["iteration"] is None


def test_a_computed_field_is_refused_by_name(sprint: Sprint) -> None:
    body = {"product": "ACME", "team": "ACME-T1", "name": "Second", "load": "3"}
    window = {"start": "2026-02-02", "end": "2026-02-13"}
    answer = sprint.house.post("/v1/iterations", body | {"window": window})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "load")
