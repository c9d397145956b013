"""In a house that serves, what the plan watches for happens by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from running_house import RunningHouse, running_house, until
from watched import RISK, prepare, reschedule, trigger


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[RunningHouse]:
    with running_house(tmp_path) as house:
        prepare(house.api)
        yield house


def test_a_risk_that_watches_an_item_fires_when_it_slips(serving: RunningHouse) -> None:
    reschedule(serving.api, "2026-07-05")
    reschedule(serving.api, "2026-07-06")
    until(lambda: trigger(serving.api) == (False, "6"))
    newest = serving.api.data("GET", f"/v1/history/{RISK}")[0]
    assert (newest["type"], newest["who"]["kind"]) == ("risk.trigger_fired", "system")
    assert newest["source"] == "automation"


def test_people_are_told_what_fired_and_what_to_do(serving: RunningHouse) -> None:
    reschedule(serving.api, "2026-07-20")
    [told] = until(lambda: serving.api.data("GET", "/v1/notices?kind=risk_trigger"))
    assert (told["key"], told["next"]) == (RISK, f"trueline risk show {RISK}")
