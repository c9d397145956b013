"""A product on one page."""

from typing import Any

import pytest
import sqlalchemy as sa
from api_house import House

WINDOW = {"start": "2026-01-01", "end": "2026-03-31", "resolution": "quarter"}
DAY = {"start": "2026-01-20", "end": "2026-01-20"}


def page(house: House) -> Any:
    house.catch_up()
    answer = house.get("/v1/overview", params={"product": "ACME"})
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def done(house: House, path: str, **body: object) -> Any:
    answer = house.post(f"/v1/{path}", body)
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


@pytest.fixture
def full(house: House) -> House:
    """A product with one of everything."""
    house.product()
    text = {"company_goal": "Be found", "future_statement": "Every note is found at once."}
    users = [{"persona": "Team lead", "needs": ["find any note"]}]
    done(house, "visions", product="ACME", target_users=users, **text)
    done(house, "objectives", product="ACME", title="Find", period=WINDOW, owner="ana")
    done(house, "roadmap-items", product="ACME", title="Offline mode", horizon="now")
    done(house, "roadmap-items", product="ACME", title="Sharing")
    done(house, "roadmap-items/ACME-R1/report-health", value="at_risk", note="They are late.")
    naming = {"name": "Winter", "version_name": "1.0", "kind": "major"}
    done(house, "releases", product="ACME", target=DAY, **naming)
    done(house, "releases/ACME-REL1/add-scope", item=house.item())
    done(house, "releases/ACME-REL1/add-scope", item="ACME-R1")
    risk = {"event": "vendor slips", "consequence": "beta moves", "owner": "ana"}
    done(house, "risks", product="ACME", **risk)
    done(house, "risks/ACME-K1/assess", likelihood=4, impact=5)
    done(house, "risks/ACME-K1/add-action", text="Call", owner="bob", due="2026-01-03")
    choice = {"options": ["Now", "Later"], "accept": "Now", "justification": "They wait."}
    more = {"decision_makers": ["ana"], "review_on": "2026-01-09"}
    done(house, "decisions", product="ACME", title="When", **choice, **more)
    house.clock.advance(2 * 86_400)
    return house


def test_an_empty_product_has_an_empty_page(house: House) -> None:
    house.product()
    found = page(house)
    assert (found["name"], found["vision"], found["release"]) == ("Acme Notes", None, None)
    assert found["roadmap"] == {"horizons": {}, "health": {}, "unreported": 0, "committed": 0}
    assert (found["risks"], found["decisions"], found["actions"]) == ([], [], [])
    assert found["sync"]["connections"] == 0


def test_the_vision_is_a_line(full: House) -> None:
    assert page(full)["vision"] == {
        "key": "ACME-V",
        "status": "draft",
        "company_goal": "Be found",
        "future_statement": "Every note is found at once.",
    }


def test_the_north_star_is_shown_with_its_newest_value(full: House) -> None:
    assert page(full)["north_star"] is None
    words = {"name": "Found", "definition": "Searches that end in a click", "unit": "%"}
    done(full, "metrics", product="ACME", kind="north_star", cadence="month", **words)
    done(full, "products/ACME/set-north-star", metric="ACME-X1")
    shown = {"key": "ACME-X1", "name": "Found", "unit": "%", "value": None, "period": None}
    assert page(full)["north_star"] == shown
    seen = [{"period": "2025-11-01", "value": "30"}, {"period": "2025-12-01", "value": "35"}]
    done(full, "metrics/ACME-X1/record-observations", observations=seen)
    assert page(full)["north_star"] == shown | {"value": "35", "period": "2025-12-01"}


def test_objectives_are_counted_and_the_active_ones_shown(full: House) -> None:
    assert page(full)["objectives"] == {"counts": {"draft": 1}, "off_track": 0, "active": []}
    measure = {"metric": "found", "baseline": "0", "target": "10", "due": "2026-03-31"}
    done(full, "objectives/ACME-O1/add-key-result", **measure)
    done(full, "objectives/ACME-O1/activate")
    found = page(full)["objectives"]
    assert found["counts"] == {"active": 1}
    assert [each["title"] for each in found["active"]] == ["Find"]


def test_the_open_roadmap_is_counted_by_column_and_by_health(full: House) -> None:
    assert page(full)["roadmap"] == {
        "horizons": {"now": 1, "later": 1},
        "health": {"at_risk": 1},
        "unreported": 1,
        "committed": 0,
    }


def test_the_next_release_says_how_far_it_is(full: House) -> None:
    found = page(full)["release"]
    assert (found["key"], found["days_left"]) == ("ACME-REL1", 16)
    assert (found["scope"], found["done"], found["done_percent"]) == (2, 0, 0)
    done(full, "items/ACME-1/mark-ready", waive=True, reason="It is clear.")
    done(full, "items/ACME-1/start")
    done(full, "items/ACME-1/complete", waive=True, reason="It was small.")
    assert page(full)["release"]["done_percent"] == 50


def test_the_gravest_risks_come_first(full: House) -> None:
    done(full, "risks", product="ACME", event="rain", consequence="wet", owner="bob")
    done(full, "risks/ACME-K2/assess", likelihood=5, impact=5)
    found = page(full)
    assert [(each["key"], each["band"]) for each in found["risks"]] == [
        ("ACME-K2", "extreme"),
        ("ACME-K1", "extreme"),
    ]
    assert found["open_risks"] == 2


def test_what_is_due_is_shown(full: House) -> None:
    found = page(full)
    assert [each["key"] for each in found["decisions"]] == ["ACME-D1"]
    assert [each["text"] for each in found["actions"]] == ["Call"]


def test_the_sync_says_what_it_is_behind_with(full: House) -> None:
    full.connect()
    found = page(full)["sync"]
    assert found == {
        "connections": 1,
        "trouble": 0,
        "waiting": 0,
        "lag_s": 0.0,
        "conflicts": 0,
        "stuck": 0,
    }


def test_the_page_takes_as_many_questions_however_much_there_is(full: House) -> None:
    page(full)
    few = questions(full)
    for number in range(6):
        done(full, "risks", product="ACME", event=f"rain {number}", consequence="wet", owner="bob")
        done(full, f"risks/ACME-K{number + 2}/assess", likelihood=5, impact=5)
    page(full)
    assert questions(full) == few < 30


def questions(house: House) -> int:
    """How many statements one page takes."""
    seen: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", count)
    try:
        house.get("/v1/overview", params={"product": "ACME"})
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", count)
    return len(seen)


@pytest.mark.parametrize(("query", "field"), [({}, "product"), ({"as_of": "now"}, "as_of")])
def test_a_page_needs_its_product_and_nothing_else(
    house: House, query: dict[str, str], field: str
) -> None:
    answer = house.get("/v1/overview", params=query)
    assert answer.status_code in (400, 422)
    assert field in [each["field"] for each in answer.json()["errors"]]


def test_a_product_that_is_not_there_has_no_page(house: House) -> None:
    assert house.get("/v1/overview", params={"product": "NONE"}).status_code == 404


def test_briefs_that_are_stale_are_shown(full: House) -> None:
    nothing = {"published": 0, "stale": 0, "lines": []}
    assert page(full)["briefs"] == nothing
    done(full, "briefs", product="ACME", audience="executive", items=["ACME-R1"])
    assert page(full)["briefs"] == nothing
    done(full, "briefs/ACME-B1/publish")
    assert page(full)["briefs"] == {"published": 1, "stale": 0, "lines": []}
    done(full, "roadmap-items/ACME-R1/describe", title="Work offline")
    found = page(full)["briefs"]
    assert (found["published"], found["stale"]) == (1, 1)
    assert [(each["key"], each["changed"]) for each in found["lines"]] == [("ACME-B1", ["ACME-R1"])]
