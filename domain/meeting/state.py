"""What is known about a meeting."""

from msgspec import Struct

from domain.meeting.facts import Action, AgendaItem, Kind, Side, Status


class Attendee(Struct, frozen=True):
    """Somebody who was asked to come; ``attended`` is None until the meeting was held."""

    person: str
    side: Side = "internal"
    account: str | None = None
    attended: bool | None = None


class Outcome(Struct, frozen=True):
    """What came out of it; ``ref`` is what it became, or what it is about."""

    text: str
    ref: str | None = None
    agenda_item: str | None = None


class Meeting(Struct, frozen=True):
    """A meeting as its facts leave it (domain model §2.11); times are in UTC."""

    key: str
    title: str
    kind: Kind
    starts: str
    ends: str | None = None
    status: Status = "scheduled"
    attendees: tuple[Attendee, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    refs: tuple[str, ...] = ()
    notes: str = ""
    outcomes: tuple[Outcome, ...] = ()
    actions: tuple[Action, ...] = ()


def day_of(meeting: Meeting) -> str:
    """The day it is on, in UTC."""
    return meeting.starts[:10]


def open_actions(meeting: Meeting) -> tuple[Action, ...]:
    """What is still to be done after it."""
    return tuple(each for each in meeting.actions if each.status == "open")


def points_to(meeting: Meeting) -> list[str]:
    """The keys of everything a meeting is about, and of all that came out of it."""
    topics = (each.ref for each in meeting.agenda)
    made = (*(each.ref for each in meeting.outcomes), *(each.item for each in meeting.actions))
    found = (*meeting.refs, *topics, *made)
    return [key for key in dict.fromkeys(found) if key is not None]
