"""A risk is reviewed in time, passed on, comes true, is got over, and ends for a reason."""

from types import SimpleNamespace

import pytest
from deciding import fold, given

from domain.risk.commands import (
    Close,
    Escalate,
    Materialise,
    RecordRecovery,
    Reopen,
    Review,
)
from domain.risk.facts import (
    Action,
    Actual,
    Escalation,
    Recovery,
    RiskActionAdded,
    RiskActionCompleted,
    RiskAssessed,
    RiskClosed,
    RiskEscalated,
    RiskIdentified,
    RiskMaterialised,
    RiskRecovered,
    RiskReopened,
    RiskReviewed,
    RiskTreatmentPlanned,
)
from domain.risk.rules import RISK
from domain.values import Money

IDENTIFIED = RiskIdentified("ACME-K1", "The vendor", "vendor slips", "beta moves", owner="ana")
ASSESSED = (IDENTIFIED, RiskAssessed(4, 5))
HAPPENED = RiskMaterialised(Actual("2026-01-01", 4, "12", Money("900", "EUR")))
OVER_IT = RiskRecovered(Recovery("ACME-M4", "Ask two vendors.", ("Moved to another",)))
CLOSED = RiskClosed("expired")
AROUND = {"ACME-M4": object()}


def held(*facts, around=None):
    return given(RISK, *facts, around={**AROUND, **(around or {})})


@pytest.mark.parametrize(
    ("level", "last", "beyond"),
    [
        ((4, 4), "2026-01-16", "2026-01-17"),
        ((2, 5), "2026-02-01", "2026-02-02"),
        ((1, 5), "2026-04-02", "2026-04-03"),
        ((1, 4), "2026-07-01", "2026-07-02"),
    ],
)
def test_the_graver_a_risk_is_the_sooner_it_is_reviewed(level, last, beyond):
    start = held(IDENTIFIED, RiskAssessed(*level))
    start.when(Review("Looked.", last)).then(RiskReviewed("Looked.", last))
    start.when(Review("Looked.", beyond)).then_refused("too-far", "next_due")


@pytest.mark.parametrize("day", ["2026-01-02", "2026-01-01"])
def test_the_next_review_is_a_later_day(day):
    held(*ASSESSED).when(Review("Looked.", day)).then_refused("in-the-past", "next_due")


def test_a_review_says_something():
    held(*ASSESSED).when(Review(" ", "2026-01-09")).then_refused("blank", "note")


def test_the_same_review_again_is_quiet():
    reviewed = RiskReviewed("Looked.", "2026-01-09")
    held(*ASSESSED, reviewed).when(Review("Looked.", "2026-01-09")).then_nothing()


def test_a_risk_is_passed_on():
    escalated = RiskEscalated(Escalation("cto", "Too big for us."))
    held(*ASSESSED).when(Escalate("cto", "Too big for us.")).then(escalated)
    held(*ASSESSED, escalated).when(Escalate("cto", "Too big for us.")).then_nothing()
    held(*ASSESSED).when(Escalate("cto", "")).then_refused("blank", "why")


def test_a_risk_comes_true():
    command = Materialise("2026-01-01", 4, "12", Money("900", "EUR"))
    held(IDENTIFIED).when(command).then(HAPPENED)
    held(IDENTIFIED, HAPPENED).when(command).then_nothing()


def test_more_may_become_known_of_what_came_true():
    more = RiskMaterialised(Actual("2026-01-01", 5))
    held(IDENTIFIED, HAPPENED).when(Materialise("2026-01-01", 5)).then(more)


def test_what_happened_is_not_in_the_future():
    held(IDENTIFIED).when(Materialise("2026-01-03")).then_refused("in-the-future", "on")


def test_a_recovery_names_its_meeting():
    command = RecordRecovery("Ask two vendors.", "ACME-M4", ("Moved to another",))
    held(IDENTIFIED, HAPPENED).when(command).then(OVER_IT)
    held(IDENTIFIED, HAPPENED, OVER_IT).when(command).then_nothing()


@pytest.mark.parametrize("cause", ["ACME-M4", "ACME-D1"])
def test_a_recovery_may_cite_its_meeting_or_decision_as_a_cause(cause):
    start = held(IDENTIFIED, HAPPENED, around={"ACME-D1": SimpleNamespace(status="accepted")})
    [fact] = start.when(RecordRecovery("Ask two."), because=["ACME-E1", cause]).facts
    assert fact.recovery.source == cause


def test_a_recovery_without_a_meeting_or_decision_is_refused():
    asked = held(IDENTIFIED, HAPPENED).when(RecordRecovery("Ask two."), because=["ACME-E1"])
    asked.then_refused("cause-required", "because_of")


def test_only_what_came_true_is_recovered_from():
    asked = held(*ASSESSED).when(RecordRecovery("Ask two.", "ACME-M4"))
    asked.then_refused("illegal-transition", "status")


def test_a_recovery_teaches_something():
    asked = held(IDENTIFIED, HAPPENED).when(RecordRecovery(" ", "ACME-M4"))
    asked.then_refused("blank", "lessons")


@pytest.mark.parametrize("outcome", ["avoided", "expired", "treated"])
def test_a_risk_is_closed_for_a_reason(outcome):
    held(*ASSESSED).when(Close(outcome), reason="It is gone.").then(RiskClosed(outcome))
    held(*ASSESSED).when(Close(outcome)).then_refused("reason-required", "reason")
    held(*ASSESSED, RiskClosed(outcome)).when(Close(outcome)).then_nothing()


def test_a_risk_with_an_open_action_is_not_closed():
    added = RiskActionAdded(Action("1", "Find another", "ana", "2026-02-01"))
    start = held(*ASSESSED, added)
    start.when(Close("treated"), reason="Done.").then_refused("open-actions", "actions")
    done = held(*ASSESSED, added, RiskActionCompleted("1"))
    done.when(Close("treated"), reason="Done.").then(RiskClosed("treated"))


def test_what_came_true_ends_recovered():
    held(IDENTIFIED, HAPPENED, OVER_IT).when(Close("recovered"), reason="Over.").then(
        RiskClosed("recovered")
    )


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ((HAPPENED,), "recovered"),
        ((HAPPENED, OVER_IT), "expired"),
        ((), "recovered"),
    ],
)
def test_nothing_else_ends_recovered(facts, outcome):
    asked = held(IDENTIFIED, *facts).when(Close(outcome), reason="Over.")
    asked.then_refused("outcome-mismatch", "outcome")


def test_a_closed_risk_does_not_end_in_another_way():
    asked = held(*ASSESSED, CLOSED).when(Close("avoided"), reason="Rather so.")
    asked.then_refused("illegal-transition", "status")


def test_a_risk_is_reopened_for_a_reason():
    held(*ASSESSED, CLOSED).when(Reopen(), reason="It is back.").then(RiskReopened())
    held(*ASSESSED, CLOSED).when(Reopen()).then_refused("reason-required", "reason")
    held(*ASSESSED).when(Reopen()).then_nothing()


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ((IDENTIFIED,), "identified"),
        (ASSESSED, "assessed"),
        ((*ASSESSED, RiskTreatmentPlanned("avoid")), "treating"),
        ((*ASSESSED, HAPPENED, OVER_IT), "assessed"),
    ],
)
def test_a_reopened_risk_stands_where_what_is_known_puts_it(facts, status):
    state = fold(RISK, [*facts, CLOSED, RiskReopened()])
    assert (state.status, state.outcome, state.actual) == (status, None, None)


def test_a_reopened_risk_keeps_its_lessons():
    state = fold(RISK, [*ASSESSED, HAPPENED, OVER_IT, RiskClosed("recovered"), RiskReopened()])
    assert (state.recovery, state.lessons) == (None, "Ask two vendors.")


@pytest.mark.parametrize(
    "command",
    [Review("Looked.", "2026-01-09"), Escalate("cto", "Big."), Materialise("2026-01-01")],
)
def test_a_closed_risk_takes_no_course(command):
    held(*ASSESSED, CLOSED).when(command).then_refused("illegal-transition", "status")
