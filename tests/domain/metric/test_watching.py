"""From a threshold on somebody has to look, and a review is open until somebody did."""

import pytest
from deciding import NONSENSE, given
from metrics import DEFINED

from domain.metric.commands import LiftAlert, NoteBreach, ReviewBreach, SetAlert
from domain.metric.facts import (
    Alert,
    Breach,
    MetricAlertLifted,
    MetricAlertPlaced,
    MetricBreachReviewed,
    MetricRetired,
    MetricThresholdBreached,
)
from domain.metric.rules import METRIC

PLACED = MetricAlertPlaced(Alert("lt", "40"))
BREACHED = MetricThresholdBreached(Breach("2026-01-01", "39"))


def test_an_alert_is_placed_once():
    given(METRIC, DEFINED).when(SetAlert("lt", "40")).then(PLACED)
    given(METRIC, DEFINED, PLACED).when(SetAlert("lt", "40")).then_nothing()
    given(METRIC, DEFINED).when(SetAlert(NONSENSE, "40")).then_refused("invalid-enum", "op")
    given(METRIC, DEFINED).when(SetAlert("lt", "NaN")).then_refused("bad-number", "threshold")


def test_an_alert_is_lifted():
    given(METRIC, DEFINED, PLACED).when(LiftAlert()).then(MetricAlertLifted())
    given(METRIC, DEFINED).when(LiftAlert()).then_nothing()
    given(METRIC, DEFINED, MetricRetired()).when(LiftAlert()).then_refused("illegal-transition")


@pytest.mark.parametrize(
    ("op", "value", "is_one"),
    [
        ("lt", "39.9", True),
        ("lt", "40", False),
        ("lte", "40.0", True),
        ("gt", "40", False),
        ("gt", "40.1", True),
        ("gte", "40", True),
    ],
)
def test_a_value_beyond_the_threshold_is_a_breach(op, value, is_one):
    asked = given(METRIC, DEFINED, MetricAlertPlaced(Alert(op, "40")))
    answer = asked.when(NoteBreach("2026-01-01", value))
    breach = MetricThresholdBreached(Breach("2026-01-01", value))
    answer.then(*[breach] if is_one else [])


def test_a_breach_is_noted_once_and_never_without_an_alert():
    command = NoteBreach("2026-01-01", "39")
    given(METRIC, DEFINED, PLACED, BREACHED).when(command).then_nothing()
    given(METRIC, DEFINED).when(command).then_nothing()
    given(METRIC, DEFINED, PLACED, MetricRetired()).when(command).then_nothing()
    given(METRIC, DEFINED, PLACED).when(NoteBreach("2026-01-01", "x")).then_refused("bad-number")


def test_a_breach_waits_until_it_is_reviewed():
    asked = given(METRIC, DEFINED, PLACED, BREACHED)
    reviewed = MetricBreachReviewed("The search was down")
    asked.when(ReviewBreach("The search was down")).then(reviewed)
    asked.when(ReviewBreach(" ")).then_refused("blank", "note")
    again = given(METRIC, DEFINED, PLACED, BREACHED, reviewed)
    again.when(ReviewBreach("The search was down")).then_refused("no-breach")
