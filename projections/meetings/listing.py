"""The list of meetings: found by when they were, who was there and what they were about."""

from typing import Literal

from msgspec import Struct

from domain.meeting.facts import Kind, Status
from domain.meeting.rules import MEETING
from domain.meeting.state import Meeting, day_of, points_to
from projections.listing import Column, Listing


class Shown(Struct, frozen=True):
    """What is told besides: it is closed once it was held and no action is open."""

    closed: Literal["yes", "no"]
    day: str
    open_actions: int


def shown(state: Meeting) -> Shown:
    """What is shown besides the state."""
    left = sum(each.status == "open" for each in state.actions)
    is_closed = state.status == "held" and not left
    return Shown("yes" if is_closed else "no", day_of(state), left)


MEETINGS = Listing(
    MEETING,
    (
        Column("status", Status, lambda each: each.status),
        Column("kind", Kind, lambda each: each.kind),
        Column("day", str, day_of, ranges=True),
        Column("closed", Literal["yes", "no"], lambda each: shown(each).closed),
        Column("attendee", tuple[str, ...], lambda each: [who.person for who in each.attendees]),
        Column("ref", tuple[str, ...], points_to),
    ),
    title=lambda each: each.title,
    shown=shown,
    shape=Shown,
    order=("day",),
)
