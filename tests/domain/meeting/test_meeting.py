"""A meeting: who has to be there, what it has to be about, and when it takes place."""

import pytest
from deciding import facts_of, fold, given
from msgspec.structs import replace

from domain.meeting.commands import AddAgendaItem, Cancel, Hold, Reschedule, Schedule
from domain.meeting.facts import (
    AgendaItem,
    AgendaItemAdded,
    Invited,
    MeetingCancelled,
    MeetingHeld,
    MeetingRescheduled,
    MeetingScheduled,
)
from domain.meeting.rules import MEETING
from domain.meeting.state import Attendee
from domain.risk.state import Risk

START, END = "2026-01-05T10:00:00+01:00", "2026-01-05T11:00:00+01:00"
UTC_START, UTC_END = "2026-01-05T09:00:00+00:00", "2026-01-05T10:00:00+00:00"
ANA, BOB = Invited("ana"), Invited("bob", "external", "Globex")
SCHEDULED = MeetingScheduled("ACME-M1", "Globex call", "client", UTC_START, UTC_END, (ANA, BOB))
HELD = MeetingHeld((ANA, BOB), "They wait.")
CANCELLED = MeetingCancelled()
RISK = Risk("ACME-K4", "Vendor", "vendor slips", "beta moves")


def scheduling(kind="client", attendees=(ANA, BOB), **values):
    said = {"starts": START, "ends": END} | values
    return Schedule("ACME-M1", "Globex call", kind, attendees=attendees, **said)


def test_a_meeting_is_scheduled_in_utc():
    given(MEETING).when(scheduling()).then(SCHEDULED)


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"starts": None, "ends": None}, "required", "starts"),
        ({"starts": "2026-01-05T10:00"}, "naive-datetime", "starts"),
        ({"starts": "tomorrow"}, "bad-time", "starts"),
        ({"ends": START}, "ends-before-start", "ends"),
        ({"ends": "2026-01-05T10:00:00+02:00"}, "ends-before-start", "ends"),
        ({"attendees": (ANA,)}, "no-external-attendee", "attendees"),
        ({"attendees": (Invited(""), BOB)}, "blank", "attendees.0.person"),
        ({"kind": "chat"}, "invalid-enum", "kind"),
        ({"refs": ("ACME-R9",)}, "unknown-reference", "refs.0"),
        ({"notes": "They wait."}, "not-held", "notes"),
    ],
)
def test_what_a_meeting_cannot_be_scheduled_with(values, code, field):
    given(MEETING).when(scheduling(**values)).then_refused(code, field)


def test_a_second_meeting_under_a_key_is_refused():
    given(MEETING, SCHEDULED).when(scheduling()).then_refused("key-taken")


def test_an_agenda_is_numbered():
    asked = given(MEETING).when(scheduling(agenda=("Audit", "Prices")))
    agenda = (AgendaItem("1", "Audit"), AgendaItem("2", "Prices"))
    asked.then(replace(SCHEDULED, agenda=agenda))


def test_a_capacity_review_is_about_an_iteration():
    command = scheduling("capacity_review", (ANA,))
    reviewed = replace(SCHEDULED, kind="capacity_review", attendees=(ANA,))
    around = {"ACME-I1": object()}
    given(MEETING).when(command).then_refused("uncited", "refs")
    given(MEETING).when(command, because=["ACME-E1"]).then_refused("uncited", "refs")
    given(MEETING, around=around).when(command, because=["ACME-I1"]).then(reviewed)
    about = replace(command, refs=("ACME-I1",))
    given(MEETING, around=around).when(about).then(replace(reviewed, refs=("ACME-I1",)))


def test_a_recovery_is_about_a_risk_that_came_true():
    came = {"ACME-K4": replace(RISK, status="materialised")}
    command = scheduling("recovery", (ANA,), refs=("ACME-K4",))
    asked = given(MEETING, around=came).when(command)
    asked.then(replace(SCHEDULED, kind="recovery", attendees=(ANA,), refs=("ACME-K4",)))


def test_the_risk_of_a_recovery_may_be_its_cause():
    came = {"ACME-K4": replace(RISK, status="materialised")}
    asked = given(MEETING, around=came).when(scheduling("recovery"), because=["ACME-K4"])
    asked.then(replace(SCHEDULED, kind="recovery"))


@pytest.mark.parametrize("refs", [(), ("ACME-K4",), ("ACME-E1",)])
def test_nothing_is_recovered_from_that_did_not_come_true(refs):
    asked = given(MEETING, around={"ACME-K4": RISK}).when(scheduling("recovery", refs=refs))
    asked.then_refused("uncited", "refs")


def test_a_meeting_is_moved():
    command = Reschedule("2026-01-06T09:00Z", "2026-01-06T10:00Z")
    moved = MeetingRescheduled("2026-01-06T09:00:00+00:00", "2026-01-06T10:00:00+00:00")
    given(MEETING, SCHEDULED).when(command).then(moved)
    given(MEETING, SCHEDULED, moved).when(command).then_nothing()


def test_a_meeting_does_not_end_before_it_starts():
    asked = given(MEETING, SCHEDULED).when(Reschedule(END, START))
    asked.then_refused("ends-before-start", "ends")


@pytest.mark.parametrize("fact", [HELD, CANCELLED])
def test_a_meeting_that_is_over_is_not_moved(fact):
    asked = given(MEETING, SCHEDULED, fact).when(Reschedule("2026-01-06T09:00Z"))
    asked.then_refused("illegal-transition", "status")


def test_a_topic_is_added():
    added = AgendaItemAdded(AgendaItem("1", "Prices", "ACME-K4"))
    command, around = AddAgendaItem("Prices", "ACME-K4"), {"ACME-K4": RISK}
    given(MEETING, SCHEDULED, around=around).when(command).then(added)
    given(MEETING, SCHEDULED, added, around=around).when(command).then_nothing()


def test_a_topic_is_about_something_that_exists():
    asked = given(MEETING, SCHEDULED).when(AddAgendaItem("Prices", "ACME-K4"))
    asked.then_refused("unknown-reference", "ref")


@pytest.mark.parametrize("command", [AddAgendaItem("Prices"), Hold()])
def test_a_cancelled_meeting_does_not_go_on(command):
    asked = given(MEETING, SCHEDULED, CANCELLED).when(command)
    asked.then_refused("illegal-transition", "status")


def test_a_meeting_is_held_by_all_who_were_asked_to_come():
    given(MEETING, SCHEDULED).when(Hold(notes="They wait.")).then(HELD)


def test_who_missed_it_and_who_came_unasked_is_known():
    eve = Invited("eve")
    asked = given(MEETING, SCHEDULED).when(Hold((BOB, eve)))
    asked.then(MeetingHeld((BOB, eve)))
    assert fold(MEETING, [SCHEDULED, *facts_of(asked.facts)]).attendees == (
        Attendee("bob", "external", "Globex", attended=True),
        Attendee("eve", attended=True),
        Attendee("ana", attended=False),
    )


def test_a_client_meeting_is_not_held_among_ourselves():
    asked = given(MEETING, SCHEDULED).when(Hold((ANA,)))
    asked.then_refused("no-external-attendee", "attendees")


@pytest.mark.parametrize("command", [Hold(), Hold(notes="They wait."), Hold((ANA, BOB))])
def test_holding_again_is_quiet(command):
    given(MEETING, SCHEDULED, HELD).when(command).then_nothing()


@pytest.mark.parametrize("command", [Hold(notes="Others."), Hold((BOB,))])
def test_holding_again_in_another_way_is_refused(command):
    given(MEETING, SCHEDULED, HELD).when(command).then_refused("illegal-transition", "status")


def test_a_meeting_that_nobody_scheduled_is_held_at_once():
    command = scheduling(starts=None, ends=None, held=True, notes="They wait.")
    scheduled = replace(SCHEDULED, starts="2026-01-02T12:00:00+00:00", ends=None)
    given(MEETING).when(command).then(scheduled, HELD)


def test_a_meeting_is_cancelled():
    given(MEETING, SCHEDULED).when(Cancel()).then(CANCELLED)
    given(MEETING, SCHEDULED, CANCELLED).when(Cancel()).then_nothing()
    given(MEETING, SCHEDULED, HELD).when(Cancel()).then_refused("illegal-transition", "status")


@pytest.mark.parametrize(
    ("said", "read"),
    [("ana", ANA), ("bob@Globex", BOB), (" eve ", Invited("eve"))],
)
def test_people_are_read_as_they_are_written(said, read):
    assert Invited.read(said) == read
