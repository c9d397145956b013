"""People arm signs that a risk comes true; automation records that they were seen."""

import pytest
from deciding import NONSENSE, fold, given

from domain.objective.facts import ObjectiveDrafted
from domain.objective.rules import OBJECTIVE
from domain.risk.commands import ArmTrigger, DisarmTrigger, FireTrigger
from domain.risk.facts import (
    RiskClosed,
    RiskIdentified,
    RiskLinked,
    RiskTriggerArmed,
    RiskTriggerDisarmed,
    RiskTriggerFired,
    Trigger,
)
from domain.risk.rules import RISK
from domain.values import Tie, Window

IDENTIFIED = RiskIdentified("ACME-K1", "The vendor", "vendor slips", "beta moves")
SLIP = ArmTrigger("slip_days", "gt", "5", "ACME-R12")
ARMED = RiskTriggerArmed(Trigger("1", "slip_days", "gt", "5", "ACME-R12"))
FIRED = RiskTriggerFired("1", "92")
DISARMED = RiskTriggerDisarmed("1")
GOAL = fold(OBJECTIVE, [ObjectiveDrafted("ACME-O1", "Stay", Window.read("2026-Q3"), "ana")])
AROUND = {"ACME-R12": object(), "ACME-R13": object(), "ACME-O1": GOAL, "ACME-7": object()}


def held(*facts):
    return given(RISK, IDENTIFIED, *facts, around=AROUND)


def test_a_trigger_is_armed():
    held().when(SLIP).then(ARMED)
    held(ARMED).when(SLIP).then_nothing()


def test_the_same_threshold_in_other_digits_is_the_same_trigger():
    held(ARMED).when(ArmTrigger("slip_days", "gt", "5.0", "ACME-R12")).then_nothing()


def test_another_condition_is_another_trigger():
    [fact] = held(ARMED).when(ArmTrigger("slip_days", "gt", "9", "ACME-R12")).facts
    assert fact.trigger.id == "2"


@pytest.mark.parametrize("before", [FIRED, DISARMED])
def test_a_trigger_is_armed_again_under_its_own_id(before):
    held(ARMED, before).when(SLIP).then(ARMED)


def test_a_trigger_armed_again_keeps_its_place_and_forgets_that_it_fired():
    second = RiskTriggerArmed(Trigger("2", "load_ratio", "gte", "1"))
    state = fold(RISK, [IDENTIFIED, ARMED, second, FIRED, ARMED])
    assert [(each.id, each.fired) for each in state.triggers] == [("1", None), ("2", None)]


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (ArmTrigger(NONSENSE, "gt", "5"), "invalid-enum", "signal"),
        (ArmTrigger("slip_days", NONSENSE, "5"), "invalid-enum", "op"),
        (ArmTrigger("slip_days", "gt", "many"), "bad-number", "threshold"),
        (ArmTrigger("slip_days", "gt", "NaN"), "bad-number", "threshold"),
        (ArmTrigger("slip_days", "gt", "5", "ACME-R99"), "unknown-reference", "ref"),
        (ArmTrigger("slip_days", "gt", "5", "ACME-O1"), "bad-key", "ref"),
        (ArmTrigger("metric", "lt", "5", "ACME-R12"), "bad-key", "ref"),
    ],
)
def test_a_trigger_watches_a_known_signal_of_something_that_has_it(command, code, field):
    held().when(command).then_refused(code, field)


def test_a_trigger_is_disarmed():
    held(ARMED).when(DisarmTrigger("1")).then(DISARMED)
    held(ARMED, DISARMED).when(DisarmTrigger("1")).then_nothing()
    held(ARMED).when(DisarmTrigger("9")).then_refused("unknown-reference")


def test_a_signal_beyond_the_threshold_fires():
    held(ARMED).when(FireTrigger("slip_days", "92", "ACME-R12")).then(FIRED)


@pytest.mark.parametrize(
    "command",
    [
        FireTrigger("slip_days", "5", "ACME-R12"),
        FireTrigger("slip_days", "92", "ACME-R13"),
        FireTrigger("slip_days", "92"),
        FireTrigger("blocked_days", "92", "ACME-R12"),
    ],
)
def test_a_signal_that_is_not_beyond_or_not_watched_is_quiet(command):
    held(ARMED).when(command).then_nothing()


@pytest.mark.parametrize("after", [FIRED, DISARMED, RiskClosed("expired")])
def test_a_trigger_fires_once_and_only_while_it_is_armed(after):
    held(ARMED, after).when(FireTrigger("slip_days", "99", "ACME-R12")).then_nothing()


@pytest.mark.parametrize(
    ("op", "quiet", "loud"),
    [("gt", "1", "1.1"), ("gte", "0.9", "1"), ("lt", "1", "0.9"), ("lte", "1.1", "1.0")],
)
def test_each_comparison_is_exact(op, quiet, loud):
    start = held(RiskTriggerArmed(Trigger("1", "load_ratio", op, "1")))
    start.when(FireTrigger("load_ratio", quiet)).then_nothing()
    start.when(FireTrigger("load_ratio", loud)).then(RiskTriggerFired("1", loud))


def test_a_trigger_of_nothing_in_particular_watches_what_the_risk_threatens():
    armed = RiskTriggerArmed(Trigger("1", "slip_days", "gt", "5"))
    command = FireTrigger("slip_days", "92", "ACME-R12")
    held(armed).when(command).then_nothing()
    held(armed, RiskLinked(Tie("threatens", "ACME-R12"))).when(command).then(FIRED)


def test_every_trigger_that_is_passed_fires():
    tighter = RiskTriggerArmed(Trigger("2", "slip_days", "gte", "30", "ACME-R12"))
    asked = held(ARMED, tighter).when(FireTrigger("slip_days", "92", "ACME-R12"))
    asked.then(FIRED, RiskTriggerFired("2", "92"))


def test_nobody_can_ask_for_a_firing():
    assert "fire-trigger" not in RISK.verbs


@pytest.mark.parametrize("command", [SLIP, DisarmTrigger("1")])
def test_a_closed_risk_is_not_watched(command):
    asked = held(ARMED, RiskClosed("expired")).when(command)
    asked.then_refused("illegal-transition", "status")
