"""A newer value fires what watches the metric, and opens a review where it is beyond the alert."""

import pytest
from policed import RISK, Policed

from domain.metric.commands import (
    CorrectObservation,
    Define,
    LiftAlert,
    Observation,
    RecordObservations,
    Redefine,
    ReviewBreach,
    SetAlert,
)
from domain.metric.facts import Breach, MetricThresholdBreached

KEY = "ACME-X1"
MONTH = {"name": "Failed", "definition": "Failed syncs", "unit": "%", "cadence": "month"}


@pytest.fixture
def measuring(policed: Policed) -> Policed:
    """A metric that is to go down, and a risk that watches it."""
    policed.ask(KEY, Define(KEY, **MONTH, direction="down", dims=("region",)))  # type: ignore[arg-type]  # words
    policed.arm("metric", "5", ref=KEY)
    policed.ask(KEY, SetAlert("gt", "10"))
    return policed


def measure(policed: Policed, *said: str) -> None:
    batch = tuple(Observation.read(each) for each in said)
    policed.ask(KEY, RecordObservations(batch))


def breaches(policed: Policed) -> list[Breach]:
    facts = [each.fact for each in policed.ask.entries(KEY)]
    return [each.breach for each in facts if isinstance(each, MetricThresholdBreached)]


def test_a_trigger_fires_at_the_newest_value(measuring: Policed) -> None:
    measure(measuring, "2026-01-01=9", "2026-02-01=6")
    assert measuring.look() == 1
    assert measuring.fired() == ["6"]


def test_what_is_below_the_threshold_fires_nothing(measuring: Policed) -> None:
    measure(measuring, "2026-01-01=9", "2026-02-01=4")
    assert measuring.look() == 0


def test_a_value_beyond_the_alert_opens_a_review(measuring: Policed) -> None:
    measure(measuring, "2026-02-01=12")
    measuring.look()
    assert breaches(measuring) == [Breach("2026-02-01", "12")]
    assert measuring.ask.state(KEY).breach == Breach("2026-02-01", "12")
    [entry] = [e for e in measuring.ask.entries(KEY) if e.origin.source == "automation"]
    assert entry.origin.reason == "ACME-X1 is 12 % for 2026-02-01."
    assert entry.origin.actor.kind == "system"


def test_a_breach_is_noted_once_however_often_it_is_looked_at(measuring: Policed) -> None:
    measure(measuring, "2026-02-01=12")
    measuring.look()
    measuring.ask(KEY, ReviewBreach("The vendor was down"))
    measuring.forget()
    measuring.look()
    assert len(breaches(measuring)) == 1
    assert measuring.ask.state(KEY).breach is None


def test_what_is_brought_in_of_the_past_says_nothing_of_today(measuring: Policed) -> None:
    measure(measuring, "2026-02-01=4")
    measure(measuring, "2026-01-01=50")
    measure(measuring, "2019-01-01=50")
    assert measuring.look() == 0
    assert breaches(measuring) == []


def test_a_history_that_is_brought_in_at_once_is_looked_at_by_its_end(measuring: Policed) -> None:
    measure(measuring, "2019-01-01=50", "2024-01-01=50", "2026-02-01=4")
    assert measuring.look() == 0
    assert breaches(measuring) == []


def test_a_corrected_value_is_looked_at_when_it_is_the_newest(measuring: Policed) -> None:
    measure(measuring, "2026-01-01=4", "2026-02-01=4")
    measuring.ask(KEY, CorrectObservation("2026-01-01", "50"), "Counted twice")
    assert measuring.look() == 0
    measuring.ask(KEY, CorrectObservation("2026-02-01", "11"), "Counted twice")
    assert measuring.look() == 1
    assert breaches(measuring) == [Breach("2026-02-01", "11")]


def test_the_gravest_of_several_dimensions_is_told(measuring: Policed) -> None:
    measure(measuring, "2026-02-01=11,region=eu", "2026-02-01=20,region=us")
    measuring.look()
    assert measuring.fired() == ["20"]
    assert breaches(measuring) == [Breach("2026-02-01", "20", "region=us")]


def test_the_value_of_all_together_says_more_than_any_part(measuring: Policed) -> None:
    measure(measuring, "2026-02-01=11,region=eu", "2026-02-01=3")
    assert measuring.look() == 0
    assert breaches(measuring) == []


def test_what_was_placed_or_lifted_counts_as_it_was(measuring: Policed) -> None:
    measure(measuring, "2026-01-01=7")
    measuring.ask(KEY, SetAlert("gt", "6"))
    measuring.look()
    assert breaches(measuring) == [], "who places an alert knows what was so by then"
    measuring.ask(KEY, LiftAlert())
    measure(measuring, "2026-02-01=99")
    measuring.look()
    assert breaches(measuring) == []


def test_a_new_definition_is_a_new_series(measuring: Policed) -> None:
    measure(measuring, "2026-02-01=4")
    measuring.ask(KEY, Redefine(definition="Failed or slow syncs"), "Slow counts too")
    measure(measuring, "2026-01-01=30")
    measuring.look()
    assert breaches(measuring) == [Breach("2026-01-01", "30")]
    assert measuring.fired(RISK) == ["30"]
