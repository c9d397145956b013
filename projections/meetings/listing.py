"""The list of meetings: found by when they were, who was there and what they were about."""

from typing import Literal

from msgspec import Struct

from domain.meeting.facts import Kind, Status
from domain.meeting.rules import MEETING
from domain.meeting.state import Meeting, day_of, open_actions, points_to
from projections.listing import Column, Listing


class Shown(Struct, frozen=True):
    """What is told besides: it is closed once it was held and no action is open."""

    closed: Literal["yes", "no"]
    day: str
    open_actions: int


def shown(state: Meeting) -> Shown:
    """What is shown besides the state."""
    left = len(open_actions(state))
    is_closed = state.status == "held" and not left
    return Shown("yes" if is_closed else "no", day_of(state), left)


def _action_due(state: Meeting) -> str | None:
    """When the first of its open actions is due."""
    return min((each.due for each in open_actions(state)), default=None)


MEETINGS = Listing(
    MEETING,
    (
        Column("status", Status, lambda each: each.status),
        Column("kind", Kind, lambda each: each.kind),
        Column("day", str, day_of, ranges=True),
        Column("closed", Literal["yes", "no"], lambda each: shown(each).closed),
        Column("action_due", str, _action_due, ranges=True),
        Column("action_owner", tuple[str, ...], lambda each: [a.owner for a in open_actions(each)]),
        Column("attendee", tuple[str, ...], lambda each: [who.person for who in each.attendees]),
        Column("ref", tuple[str, ...], points_to),
    ),
    title=lambda each: each.title,
    shown=shown,
    shape=Shown,
    order=("day",),
)
