"""Actions after a meeting: somebody does something until a day, or it becomes a work item."""

import pytest
from deciding import given

from domain.backlog_item.commands import AddItem
from domain.decider import Ask
from domain.meeting.commands import AssignAction, CancelAction, CompleteAction, PromoteAction
from domain.meeting.facts import (
    Action,
    Invited,
    MeetingActionAssigned,
    MeetingActionCancelled,
    MeetingActionCompleted,
    MeetingActionPromoted,
    MeetingHeld,
    MeetingScheduled,
)
from domain.meeting.rules import MEETING

SCHEDULED = MeetingScheduled("ACME-M1", "Weekly", "team", "2026-01-02T12:00:00+00:00")
HELD = (SCHEDULED, MeetingHeld((Invited("ana"),)))
ASSIGN = AssignAction("Write", "ana", "2026-01-02")
ASSIGNED = MeetingActionAssigned(Action("1", "Write", "ana", "2026-01-02"))
DONE, OFF = MeetingActionCompleted("1"), MeetingActionCancelled("1")
PROMOTED = MeetingActionPromoted("1", "ACME-1")


def test_an_action_is_assigned():
    given(MEETING, *HELD).when(ASSIGN).then(ASSIGNED)
    given(MEETING, *HELD, ASSIGNED).when(ASSIGN).then_nothing()


def test_an_action_comes_out_of_a_meeting_that_was_held():
    given(MEETING, SCHEDULED).when(ASSIGN).then_refused("not-held", "status")


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (AssignAction("Write", "ana", "2026-01-01"), "due-before-meeting", "due"),
        (AssignAction("Write", "ana", "soon"), "bad-date", "due"),
        (AssignAction("Write", " ", "2026-01-02"), "blank", "owner"),
    ],
)
def test_an_action_has_an_owner_and_a_day_that_is_not_over(command, code, field):
    given(MEETING, *HELD).when(command).then_refused(code, field)


def test_an_action_is_done():
    given(MEETING, *HELD, ASSIGNED).when(CompleteAction("1")).then(DONE)
    given(MEETING, *HELD, ASSIGNED, DONE).when(CompleteAction("1")).then_nothing()


def test_an_action_is_no_longer_wanted():
    given(MEETING, *HELD, ASSIGNED).when(CancelAction("1")).then(OFF)
    given(MEETING, *HELD, ASSIGNED, OFF).when(CancelAction("1")).then_nothing()


def test_an_action_becomes_a_work_item():
    ask = Ask("ACME-1", AddItem("ACME-1", "technical_issue", "Write"))
    given(MEETING, *HELD, ASSIGNED).when(PromoteAction("1")).then(PROMOTED, ask)
    given(MEETING, *HELD, ASSIGNED, PROMOTED).when(PromoteAction("1")).then_nothing()


@pytest.mark.parametrize(
    ("end", "command"),
    [
        (DONE, CancelAction("1")),
        (OFF, CompleteAction("1")),
        (DONE, PromoteAction("1")),
        (OFF, PromoteAction("1")),
    ],
)
def test_an_action_that_is_over_stays_over(end, command):
    asked = given(MEETING, *HELD, ASSIGNED, end).when(command)
    asked.then_refused("illegal-transition", "action")


@pytest.mark.parametrize("command", [CompleteAction("9"), CancelAction("9"), PromoteAction("9")])
def test_an_action_that_is_not_there_is_refused(command):
    given(MEETING, *HELD, ASSIGNED).when(command).then_refused("unknown-reference")
