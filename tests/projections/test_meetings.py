"""Meetings as people look for them, and what is still to be done after them."""

from typing import Any

import pytest
from asking import Asking

from domain.meeting import commands as ask
from domain.meeting.facts import Invited
from domain.meeting.outcomes import NewOutcome
from domain.risk.commands import AddAction, Identify
from domain.values import NewAction
from projections.cursor import CursorMismatch
from projections.meetings.actions import Wanted, open_actions
from projections.meetings.listing import MEETINGS
from projections.page import page

TODAY = "2026-02-01"
BOB = Invited("bob", "external", "Globex")


class Calendar:
    """Holds meetings through their rules."""

    def __init__(self, plan, clock):
        plan.create()
        self.ask = Asking(plan.ledger, clock)

    def held(self, number: int, *actions: tuple[str, str, str], **said: Any) -> str:
        """A meeting that was held at noon on the day that bears its number."""
        key = f"ACME-M{number}"
        said.setdefault("starts", f"2026-01-0{number}T12:00Z")
        new = tuple(NewAction(*each) for each in actions)
        self.ask(key, ask.Schedule(key, f"Meeting {number}", held=True, actions=new, **said))
        return key

    def risk(self, *actions):
        self.ask("ACME-K1", Identify("ACME-K1", "vendor slips", "beta moves", "Vendor"))
        for each in actions:
            self.ask("ACME-K1", AddAction(*each))


@pytest.fixture
def calendar(plan, clock):
    return Calendar(plan, clock)


@pytest.fixture
def busy(calendar):
    calendar.held(1, kind="client", attendees=(Invited("ana"), BOB))
    calendar.held(2, ("Write", "ana", "2026-02-20"), ("Call", "bob", "2026-01-20"))
    calendar.held(3, outcomes=(NewOutcome("SSO first", "decision"),), kind="retro")
    calendar.ask("ACME-M4", ask.Schedule("ACME-M4", "Meeting 4", starts="2026-01-04T12:00Z"))
    return calendar


def keys(found):
    return [packed.split(b'"key":"')[1].split(b'"')[0].decode() for packed in found.items]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [1, 2, 3, 4]),
        ({"kind": ("client", "retro")}, [1, 3]),
        ({"status": ("scheduled",)}, [4]),
        ({"attendee": ("bob", "eve")}, [1]),
        ({"ref": ("ACME-D1",)}, [3]),
        ({"closed": ("yes",)}, [1, 3]),
        ({"day[gte]": "2026-01-02", "day[lte]": "2026-01-03"}, [2, 3]),
        ({"action_due[lte]": "2026-01-31"}, [2]),
        ({"q": "meeting 2"}, [2]),
    ],
)
def test_the_calendar_is_found_by(show, busy, wanted, found):
    assert keys(show(page, MEETINGS, wanted)) == [f"ACME-M{each}" for each in found]


def told(found):
    return [(each.key, each.owner, each.text, each.days_late) for each in found.rows]


def test_the_longest_overdue_action_comes_first(show, busy):
    busy.risk(("Ask", "ana", "2026-01-10"))
    assert told(show(open_actions, Wanted(), TODAY)) == [
        ("ACME-K1", "ana", "Ask", 22),
        ("ACME-M2", "bob", "Call", 12),
        ("ACME-M2", "ana", "Write", -19),
    ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(owner=("ana",)), ["Ask", "Write"]),
        (Wanted(of=("meeting",)), ["Call", "Write"]),
        (Wanted(of=("risk",)), ["Ask"]),
        (Wanted(until="2026-01-31"), ["Ask", "Call"]),
        (Wanted(until="2026-01-31", owner=("ana",)), ["Ask"]),
        (Wanted(product="BETA"), []),
    ],
)
def test_actions_are_narrowed(show, busy, wanted, found):
    busy.risk(("Ask", "ana", "2026-01-10"))
    assert [each.text for each in show(open_actions, wanted, TODAY).rows] == found


def test_what_is_done_is_no_longer_told(show, busy):
    busy.ask("ACME-M2", ask.CompleteAction("2"))
    busy.ask("ACME-M2", ask.CancelAction("1"))
    assert show(open_actions, Wanted(), TODAY).rows == []
    assert keys(show(page, MEETINGS, {"closed": ("yes",)})) == ["ACME-M1", "ACME-M2", "ACME-M3"]


def test_an_action_names_the_item_that_it_became(show, busy):
    busy.ask("ACME-M2", ask.PromoteAction("1"))
    found = show(open_actions, Wanted(owner=("ana",)), TODAY).rows
    assert [each.item for each in found] == ["ACME-1"]
    assert keys(show(page, MEETINGS, {"ref": ("ACME-1",)})) == ["ACME-M2"]


def test_actions_come_page_by_page_with_those_of_one_meeting_together(show, busy):
    busy.risk(("Ask", "ana", "2026-01-10"))
    first = show(open_actions, Wanted(), TODAY, limit=1)
    rest = show(open_actions, Wanted(), TODAY, limit=1, cursor=first.next)
    assert [each.text for each in first.rows + rest.rows] == ["Ask", "Call", "Write"]
    with pytest.raises(CursorMismatch):
        show(open_actions, Wanted(owner=("ana",)), TODAY, cursor=first.next)
