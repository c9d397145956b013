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


def test_a_value_beyond_an_alert_waits_for_a_review(serving: RunningHouse) -> None:
    words = {"name": "Failed", "definition": "Failed syncs", "unit": "%", "cadence": "month"}
    serving.api.data("POST", "/v1/metrics", {"product": "ACME", "direction": "down"} | words)
    metric = "/v1/metrics/ACME-X1"
    serving.api.data("POST", f"{metric}/set-alert", {"op": "gt", "threshold": "10"})
    armed = {"signal": "metric", "op": "gt", "threshold": "5", "ref": "ACME-X1"}
    serving.api.data("POST", f"/v1/risks/{RISK}/arm-trigger", armed)
    seen = [{"period": "2025-12-01", "value": "12"}]
    serving.api.data("POST", f"{metric}/record-observations", {"observations": seen})
    [told] = until(lambda: serving.api.data("GET", "/v1/notices?kind=metric_breach"))
    assert told["next"] == "trueline metric review-breach ACME-X1 NOTE"
    until(lambda: serving.api.data("GET", "/v1/notices?kind=risk_trigger"))
    serving.api.data("POST", f"{metric}/review-breach", {"note": "The vendor was down"})
    until(lambda: not serving.api.data("GET", "/v1/notices?kind=metric_breach"))
