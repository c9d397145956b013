"""What comes out of a meeting: notes, and things of the plan that it makes in the same save."""

import pytest
from deciding import given
from msgspec.structs import replace

from domain.backlog_item.commands import AddItem
from domain.backlog_item.facts import Requirement
from domain.decider import Ask
from domain.decision.commands import Propose as ProposeDecision
from domain.evidence.commands import CaptureFeedback
from domain.meeting.commands import AssignAction, Hold, RecordOutcome, Schedule
from domain.meeting.facts import (
    AgendaItem,
    Invited,
    MeetingHeld,
    MeetingOutcomeRecorded,
    MeetingScheduled,
)
from domain.meeting.outcomes import NewOutcome
from domain.meeting.rules import MEETING
from domain.risk.commands import Identify
from domain.roadmap_item.commands import Propose as ProposeRoadmapItem
from domain.values import NewAction

NOON = "2026-01-02T12:00:00+00:00"
SCHEDULED = MeetingScheduled(
    "ACME-M1", "Weekly", "team", NOON, attendees=(Invited("ana"),), agenda=(AgendaItem("1", "SSO"),)
)
HELD = MeetingHeld((Invited("ana"),))
RISK = "if the audit slips, then the launch moves"


@pytest.mark.parametrize(
    ("said", "key", "command"),
    [
        (
            "decision: SSO first",
            "ACME-D1",
            ProposeDecision("ACME-D1", "SSO first", meeting="ACME-M1"),
        ),
        (f"risk: {RISK}", "ACME-K1", Identify("ACME-K1", "the audit slips", "the launch moves")),
        ("roadmap item: Offline", "ACME-R1", ProposeRoadmapItem("ACME-R1", "Offline")),
        (
            "feedback: It crawls",
            "ACME-E2",
            CaptureFeedback("ACME-E2", "It crawls", occurred_on="2026-01-02"),
        ),
        ("bug: It breaks", "ACME-1", AddItem("ACME-1", "bug", "It breaks")),
        ("Spike: Look", "ACME-1", AddItem("ACME-1", "spike", "Look")),
        ("item: Log in", "ACME-1", AddItem("ACME-1", "user_story", "Log in", "Log in")),
        (
            "requirement: Export rows (test)",
            "ACME-1",
            AddItem(
                "ACME-1",
                "requirement",
                "Export rows",
                requirement=Requirement("functional", "test"),
            ),
        ),
    ],
)
def test_an_outcome_becomes_a_thing_of_the_plan(said, key, command):
    outcome = NewOutcome.read(said)
    asked = given(MEETING, SCHEDULED, HELD).when(RecordOutcome(outcome))
    asked.then(MeetingOutcomeRecorded(outcome.text, key), Ask(key, command))


def test_plain_words_stay_a_note():
    asked = given(MEETING, SCHEDULED, HELD).when(RecordOutcome(NewOutcome.read("Agreed: go on.")))
    asked.then(MeetingOutcomeRecorded("Agreed: go on."))


def test_an_outcome_may_point_to_what_exists():
    command = RecordOutcome(NewOutcome("As planned."), "1", "ACME-E1")
    asked = given(MEETING, SCHEDULED, HELD).when(command)
    asked.then(MeetingOutcomeRecorded("As planned.", "ACME-E1", "1"))


@pytest.mark.parametrize(
    "fact",
    [
        MeetingOutcomeRecorded("SSO first", "ACME-D1"),
        MeetingOutcomeRecorded("SSO first", "ACME-D7"),
    ],
)
def test_the_same_outcome_again_is_quiet(fact):
    asked = given(MEETING, SCHEDULED, HELD, fact).when(
        RecordOutcome(NewOutcome("SSO first", "decision"))
    )
    asked.then_nothing()


def test_the_same_words_become_another_kind_of_thing():
    noted = MeetingOutcomeRecorded("SSO first")
    asked = given(MEETING, SCHEDULED, HELD, noted).when(
        RecordOutcome(NewOutcome("SSO first", "spike"))
    )
    assert asked.facts[0] == MeetingOutcomeRecorded("SSO first", "ACME-1")


def test_nothing_comes_out_of_a_meeting_before_it_was_held():
    asked = given(MEETING, SCHEDULED).when(RecordOutcome(NewOutcome("Go on.")))
    asked.then_refused("not-held", "status")


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (RecordOutcome(NewOutcome("the audit slips", "risk")), "half-a-risk", "outcome.text"),
        (RecordOutcome(NewOutcome("Export", "requirement")), "required", "outcome.verification"),
        (RecordOutcome(NewOutcome(" ")), "blank", "outcome.text"),
        (RecordOutcome(NewOutcome("A", "spike"), ref="ACME-E1"), "not-wanted", "ref"),
        (RecordOutcome(NewOutcome("A"), ref="ACME-K9"), "unknown-reference", "ref"),
        (RecordOutcome(NewOutcome("A"), agenda_item="9"), "unknown-reference", None),
    ],
)
def test_what_cannot_come_out_of_a_meeting(command, code, field):
    given(MEETING, SCHEDULED, HELD).when(command).then_refused(code, field)


def test_all_that_came_of_a_meeting_is_asked_of_it_one_by_one():
    outcome = NewOutcome("SSO first", "decision")
    command = Hold(outcomes=(outcome,), actions=(NewAction("Write", "ana", "2026-01-05"),))
    asks = (
        Ask("ACME-M1", RecordOutcome(outcome)),
        Ask("ACME-M1", AssignAction("Write", "ana", "2026-01-05")),
    )
    given(MEETING, SCHEDULED).when(command).then(HELD, *asks)
    given(MEETING, SCHEDULED, HELD).when(command).then(*asks)


def test_a_meeting_that_was_not_scheduled_brings_its_outcomes_along():
    outcome = NewOutcome("SSO first", "decision")
    command = Schedule(
        "ACME-M1",
        "Weekly",
        attendees=(Invited("ana"),),
        agenda=("SSO",),
        held=True,
        outcomes=(outcome,),
    )
    given(MEETING).when(command).then(SCHEDULED, HELD, Ask("ACME-M1", RecordOutcome(outcome)))


def test_outcomes_of_a_meeting_ahead_are_refused():
    command = replace(
        Schedule("ACME-M1", "Weekly", starts=NOON), outcomes=(NewOutcome("SSO first"),)
    )
    given(MEETING).when(command).then_refused("not-held", "outcomes")


@pytest.mark.parametrize(
    ("kind", "guests", "channel", "account"),
    [
        ("client", ("bob@Globex",), "interview", "Globex"),
        ("sales", ("bob@Globex", "eve@Globex"), "sales_call", "Globex"),
        ("client", ("bob@Globex", "eve@Initech"), "interview", None),
        ("team", ("ana",), "other", None),
    ],
)
def test_feedback_is_of_the_account_that_was_there(kind, guests, channel, account):
    came = tuple(Invited.read(each) for each in guests)
    held = replace(SCHEDULED, kind=kind, attendees=came), MeetingHeld(came)
    asked = given(MEETING, *held).when(RecordOutcome(NewOutcome("It crawls", "feedback")))
    _, ask = asked.facts
    assert isinstance(ask, Ask)
    assert (ask.command.channel, ask.command.account) == (channel, account)
