"""In a house that serves, what the plan watches for happens by itself, and survives its end."""

from pathlib import Path

import pytest
from running_house import Caller, RunningHouse, running_house, until

ITEM, RISK = "ACME-R1", "ACME-K1"


@pytest.fixture
def serving(tmp_path: Path):
    with running_house(tmp_path) as house:
        prepare(house.api)
        yield house


def prepare(api: Caller) -> None:
    """A roadmap item due on June 30, and a risk that watches its slip."""
    api.data("POST", "/v1/roadmap-items", {"product": "ACME", "title": "Offline mode"})
    api.data("POST", f"/v1/roadmap-items/{ITEM}/schedule", {"window": until_day("2026-06-30")})
    risk = {"event": "the vendor is late", "consequence": "we are late", "threatens": [ITEM]}
    api.data("POST", "/v1/risks", {"product": "ACME"} | risk)
    armed = {"signal": "slip_days", "op": "gt", "threshold": "5"}
    api.data("POST", f"/v1/risks/{RISK}/arm-trigger", armed)


def until_day(day: str) -> dict[str, str]:
    return {"start": "2026-06-01", "end": day, "resolution": "day"}


def reschedule(api: Caller, day: str) -> None:
    api.data("POST", f"/v1/roadmap-items/{ITEM}/reschedule", {"window": until_day(day)})


def fired(api: Caller) -> list[str]:
    facts = api.data("GET", f"/v1/history/{RISK}?order=oldest")
    return [each["type"] for each in facts if each["type"] == "risk.trigger_fired"]


def test_a_risk_that_watches_an_item_fires_when_it_slips(serving: RunningHouse) -> None:
    reschedule(serving.api, "2026-07-05")
    reschedule(serving.api, "2026-07-06")
    until(lambda: fired(serving.api))
    [trigger] = serving.api.data("GET", f"/v1/risks/{RISK}")["triggers"]
    assert (trigger["armed"], trigger["fired"]) == (False, "6")


def test_people_are_told_what_fired_and_what_to_do(serving: RunningHouse) -> None:
    reschedule(serving.api, "2026-07-20")
    [told] = until(lambda: serving.api.data("GET", "/v1/notices?kind=risk_trigger"))
    assert (told["key"], told["next"]) == (RISK, f"trueline risk show {RISK}")
