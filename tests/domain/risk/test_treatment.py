"""Something is done about a risk by somebody, and leaves no more than there was."""

import pytest
from deciding import given

from domain.risk.commands import (
    AddAction,
    AssessResidual,
    CancelAction,
    CompleteAction,
    PlanTreatment,
)
from domain.risk.facts import (
    Action,
    Actual,
    Residual,
    RiskActionAdded,
    RiskActionCancelled,
    RiskActionCompleted,
    RiskAssessed,
    RiskClosed,
    RiskIdentified,
    RiskMaterialised,
    RiskResidualAssessed,
    RiskTreatmentPlanned,
)
from domain.risk.rules import RISK
from domain.values import Money, NewAction

IDENTIFIED = RiskIdentified("ACME-K1", "The vendor", "vendor slips", "beta moves", owner="ana")
ASSESSED = (IDENTIFIED, RiskAssessed(4, 5))
FIND = Action("1", "Find a second one", "ana", "2026-02-01")
ADDED = RiskActionAdded(FIND)
NEW = NewAction("Find a second one", "ana", "2026-02-01")
DONE = RiskActionCompleted("1")
CANCELLED = RiskActionCancelled("1")


def test_a_risk_can_be_retained_or_avoided_without_an_action():
    given(RISK, *ASSESSED).when(PlanTreatment("retain")).then(RiskTreatmentPlanned("retain"))
    given(RISK, *ASSESSED).when(PlanTreatment("avoid", ("None of it",))).then(
        RiskTreatmentPlanned("avoid", ("None of it",))
    )


@pytest.mark.parametrize("treatment", ["reduce", "share"])
def test_to_reduce_or_share_a_risk_takes_an_action(treatment):
    command, planned = PlanTreatment(treatment), RiskTreatmentPlanned(treatment)
    given(RISK, *ASSESSED).when(command).then_refused("action-required", "actions")
    given(RISK, *ASSESSED, ADDED, CANCELLED).when(command).then_refused("action-required")
    given(RISK, *ASSESSED, ADDED).when(command).then(planned)
    given(RISK, *ASSESSED, ADDED, DONE).when(command).then(planned)


def test_a_plan_may_bring_its_actions_along():
    command = PlanTreatment("reduce", actions=(NEW, NEW))
    given(RISK, *ASSESSED).when(command).then(ADDED, RiskTreatmentPlanned("reduce"))


def test_the_same_plan_again_is_quiet():
    command = PlanTreatment("reduce", actions=(NEW,))
    given(RISK, *ASSESSED, ADDED, RiskTreatmentPlanned("reduce")).when(command).then_nothing()


def test_a_risk_is_assessed_before_it_is_treated():
    given(RISK, IDENTIFIED).when(PlanTreatment("avoid")).then_refused("not-assessed")


def test_a_plan_with_an_action_due_in_the_past_is_refused():
    command = PlanTreatment("reduce", actions=(NewAction("A", "ana", "2026-01-01"),))
    given(RISK, *ASSESSED).when(command).then_refused("in-the-past", "actions.0.due")


def test_an_action_is_added():
    given(RISK, IDENTIFIED).when(AddAction("Find a second one", "ana", "2026-02-01")).then(ADDED)
    given(RISK, IDENTIFIED, ADDED).when(
        AddAction("Find a second one", "ana", "2026-02-01")
    ).then_nothing()


def test_an_action_has_a_cost_and_a_work_item():
    around = {"ACME-7": object()}
    command = AddAction("Do it", "ana", "2026-02-01", Money("10", "EUR"), "ACME-7")
    added = Action("1", "Do it", "ana", "2026-02-01", Money("10", "EUR"), "ACME-7")
    given(RISK, IDENTIFIED, around=around).when(command).then(RiskActionAdded(added))
    given(RISK, IDENTIFIED).when(command).then_refused("unknown-reference", "item")


def test_an_action_due_today_is_fine_and_one_due_yesterday_is_not():
    assert given(RISK, IDENTIFIED).when(AddAction("A", "ana", "2026-01-02")).facts
    asked = given(RISK, IDENTIFIED).when(AddAction("A", "ana", "2026-01-01"))
    asked.then_refused("in-the-past", "due")


@pytest.mark.parametrize(
    ("command", "ended"), [(CompleteAction("1"), DONE), (CancelAction("1"), CANCELLED)]
)
def test_an_action_ends_once(command, ended):
    given(RISK, IDENTIFIED, ADDED).when(command).then(ended)
    given(RISK, IDENTIFIED, ADDED, ended).when(command).then_nothing()


def test_an_action_that_ended_one_way_does_not_end_another_way():
    done, cancelled = (
        given(RISK, IDENTIFIED, ADDED, DONE),
        given(RISK, IDENTIFIED, ADDED, CANCELLED),
    )
    done.when(CancelAction("1")).then_refused("illegal-transition", "action")
    cancelled.when(CompleteAction("1")).then_refused("illegal-transition", "action")


@pytest.mark.parametrize("command", [CompleteAction("9"), CancelAction("9")])
def test_only_its_own_actions_end(command):
    given(RISK, IDENTIFIED, ADDED).when(command).then_refused("unknown-reference")


def test_what_a_treatment_leaves_is_assessed():
    left = RiskResidualAssessed(Residual(2, 4))
    given(RISK, *ASSESSED).when(AssessResidual(2, 4)).then(left)
    given(RISK, *ASSESSED, left).when(AssessResidual(2, 4)).then_nothing()


def test_a_residual_level_does_not_exceed_the_inherent_one():
    mild = (IDENTIFIED, RiskAssessed(2, 4))
    asked = given(RISK, *mild).when(AssessResidual(3, 3))
    asked.then_refused("residual-exceeds-inherent", "likelihood")
    given(RISK, *mild).when(AssessResidual(4, 2)).then(RiskResidualAssessed(Residual(4, 2)))


def test_nothing_is_left_of_what_was_never_assessed():
    given(RISK, IDENTIFIED).when(AssessResidual(1, 1)).then_refused("not-assessed", "likelihood")


@pytest.mark.parametrize("over", [RiskMaterialised(Actual("2026-01-01")), RiskClosed("expired")])
@pytest.mark.parametrize("command", [PlanTreatment("avoid"), AssessResidual(1, 1)])
def test_what_is_over_is_not_treated(over, command):
    given(RISK, *ASSESSED, over).when(command).then_refused("illegal-transition", "status")


@pytest.mark.parametrize(
    "command",
    [AddAction("A", "ana", "2026-02-01"), CompleteAction("1"), CancelAction("1")],
)
def test_nothing_is_done_about_a_closed_risk(command):
    asked = given(RISK, *ASSESSED, ADDED, RiskClosed("expired")).when(command)
    asked.then_refused("illegal-transition", "status")
