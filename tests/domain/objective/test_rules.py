"""An objective: key results that lead somewhere, and a lesson at the end."""

import pytest
from deciding import given

from domain.metric.state import Metric
from domain.objective.commands import (
    Activate,
    AddKeyResult,
    CheckIn,
    Close,
    Draft,
    HandOver,
    Retarget,
)
from domain.objective.facts import (
    KeyResult,
    KeyResultAdded,
    KeyResultRetargeted,
    ObjectiveActivated,
    ObjectiveCheckedIn,
    ObjectiveClosed,
    ObjectiveDrafted,
    ObjectiveHandedOver,
)
from domain.objective.rules import OBJECTIVE
from domain.values import Window

Q3 = Window.read("2026-Q3")
DRAFTED = ObjectiveDrafted("ACME-O1", "Customers stay", Q3, "ana")
NPS = KeyResult("1", "nps", "20", "40", "2026-09-30")
ADDED = KeyResultAdded(NPS)
ACTIVE = (DRAFTED, ADDED, ObjectiveActivated())
CLOSED = ObjectiveClosed("partly", "Ask earlier.")


def test_an_objective_is_drafted():
    given(OBJECTIVE).when(Draft("ACME-O1", "Customers stay", Q3, "ana")).then(DRAFTED)


def test_a_title_says_something():
    given(OBJECTIVE).when(Draft("ACME-O1", " ", Q3, "ana")).then_refused("blank", "title")


def test_a_period_is_a_whole_quarter():
    period = Window("2026-07-02", "2026-09-30", "quarter")
    asked = given(OBJECTIVE).when(Draft("ACME-O1", "A", period, "ana"))
    asked.then_refused("not-aligned", "period.start")


def test_a_second_objective_under_a_key_is_refused():
    given(OBJECTIVE, DRAFTED).when(Draft("ACME-O1", "A", Q3, "ana")).then_refused("key-taken")


def test_an_objective_of_no_product_is_refused():
    asked = given(OBJECTIVE).when(Draft("NONE-O1", "A", Q3, "ana"))
    asked.then_refused("unknown-reference")


def test_a_key_result_is_added():
    command = AddKeyResult("nps", "20", "40", "2026-09-30")
    given(OBJECTIVE, DRAFTED).when(command).then(ADDED)


def test_the_same_key_result_again_is_quiet():
    command = AddKeyResult("nps", "20", "40", "2026-09-30")
    given(OBJECTIVE, DRAFTED, ADDED).when(command).then_nothing()


def test_a_second_key_result_of_a_metric_is_quiet_when_it_is_asked_for_again():
    later = KeyResultAdded(KeyResult("2", "nps", "20", "50", "2026-12-31"))
    command = AddKeyResult("nps", "20", "50", "2026-12-31")
    given(OBJECTIVE, DRAFTED, ADDED).when(command).then(later)
    given(OBJECTIVE, DRAFTED, ADDED, later).when(command).then_nothing()


def test_a_target_differs_from_its_baseline():
    command = AddKeyResult("nps", "20", "20.0", "2026-09-30")
    given(OBJECTIVE, DRAFTED).when(command).then_refused("target-is-baseline", "target")


def test_a_target_lies_in_the_metrics_direction():
    command = AddKeyResult("churn", "5", "7", "2026-09-30", direction="down")
    given(OBJECTIVE, DRAFTED).when(command).then_refused("direction-mismatch", "direction")


@pytest.mark.parametrize(
    ("direction", "target", "is_refused"),
    [("down", "7", True), ("down", "3", False), ("up", "3", True), ("band", "7", False)],
)
def test_a_target_lies_in_the_direction_of_the_metric_it_names(direction, target, is_refused):
    metric = Metric("ACME-X1", "Churn", "Who left", "%", direction=direction)
    asked = given(OBJECTIVE, DRAFTED, around={"ACME-X1": metric})
    answer = asked.when(AddKeyResult("ACME-X1", "5", target, "2026-09-30"))
    assert (answer.error is not None and answer.error.code == "direction-mismatch") == is_refused


def test_more_than_five_key_results_are_refused():
    five = [KeyResultAdded(KeyResult(str(n), f"m{n}", "1", "2", "2026-09-30")) for n in range(1, 6)]
    command = AddKeyResult("nps", "20", "40", "2026-09-30")
    given(OBJECTIVE, DRAFTED, *five).when(command).then_refused("too-many-key-results")


def test_an_active_objective_has_a_key_result():
    given(OBJECTIVE, DRAFTED).when(Activate()).then_refused("no-key-result", "key_results")
    given(OBJECTIVE, DRAFTED, ADDED).when(Activate()).then(ObjectiveActivated())
    given(OBJECTIVE, *ACTIVE).when(Activate()).then_nothing()


def test_a_draft_is_retargeted_without_a_reason():
    given(OBJECTIVE, DRAFTED, ADDED).when(Retarget("1", "50")).then(KeyResultRetargeted("1", "50"))
    given(OBJECTIVE, DRAFTED, ADDED).when(Retarget("1", "40")).then_nothing()


def test_another_target_of_an_active_objective_needs_a_reason():
    given(OBJECTIVE, *ACTIVE).when(Retarget("1", "50")).then_refused("reason-required", "reason")
    asked = given(OBJECTIVE, *ACTIVE).when(Retarget("1", "50"), reason="It was too easy.")
    asked.then(KeyResultRetargeted("1", "50"))


def test_a_check_in_tells_confidence_and_what_was_measured():
    command = CheckIn(0.7, "Well.", {"1": "25"})
    checked = ObjectiveCheckedIn(0.7, "Well.", {"1": "25"})
    given(OBJECTIVE, *ACTIVE).when(command).then(checked)
    given(OBJECTIVE, *ACTIVE, checked).when(command).then_nothing()


@pytest.mark.parametrize(
    ("command", "field"),
    [(CheckIn(1.5), "confidence"), (CheckIn(0.5, actuals={"1": "many"}), "actuals.1")],
)
def test_a_check_in_of_impossible_numbers_is_refused(command, field):
    given(OBJECTIVE, *ACTIVE).when(command).then_refused_for(field)


def test_only_its_own_key_results_can_be_measured():
    asked = given(OBJECTIVE, *ACTIVE).when(CheckIn(0.5, actuals={"9": "1"}))
    asked.then_refused("unknown-reference")


def test_an_objective_is_handed_over():
    given(OBJECTIVE, *ACTIVE).when(HandOver("ben")).then(ObjectiveHandedOver("ben"))
    given(OBJECTIVE, *ACTIVE).when(HandOver("ana")).then_nothing()
    given(OBJECTIVE, *ACTIVE).when(HandOver("")).then_refused("blank", "owner")


def test_an_objective_is_closed_with_a_lesson():
    given(OBJECTIVE, *ACTIVE).when(Close("partly", "Ask earlier.")).then(CLOSED)
    given(OBJECTIVE, *ACTIVE, CLOSED).when(Close("partly", "Ask earlier.")).then_nothing()
    given(OBJECTIVE, *ACTIVE).when(Close("met", " ")).then_refused("blank", "learning")


@pytest.mark.parametrize(
    "command", [Activate(), HandOver("ben"), CheckIn(0.1), Retarget("1", "50")]
)
def test_a_closed_objective_stays_as_it_is(command):
    asked = given(OBJECTIVE, *ACTIVE, CLOSED).when(command, reason="Why not.")
    asked.then_refused("illegal-transition", "status")


def test_a_cause_that_does_not_exist_is_refused():
    asked = given(OBJECTIVE, DRAFTED, ADDED).when(Activate(), because=["ACME-D4"])
    asked.then_refused("unknown-reference", "because_of")
