"""What can happen to a meeting, and the parts that a meeting is made of."""

from typing import Literal

from msgspec import Struct

from domain.fact import Fact
from domain.values import Line, Person

Kind = Literal[
    "client",
    "sales",
    "marketing",
    "team",
    "vision",
    "planning",
    "capacity_review",
    "roadmap_review",
    "risk_review",
    "recovery",
    "retro",
    "other",
]
Side = Literal["internal", "external"]
Status = Literal["scheduled", "held", "cancelled"]
ActionStatus = Literal["open", "done", "cancelled"]


class Invited(Struct, frozen=True):
    """Somebody at a meeting; on the command line ``ana``, or ``bob@Globex`` from outside."""

    person: Person
    side: Side = "internal"
    account: Line | None = None

    @staticmethod
    def read(said: str) -> "Invited":
        """A person as people write one: whoever is of some account is from outside."""
        person, at, account = said.strip().partition("@")
        return Invited(person, "external", account) if at else Invited(person)


class AgendaItem(Struct, frozen=True):
    """What is to be talked about; ``outcome`` is what came out of it."""

    id: str
    topic: str
    ref: str | None = None
    outcome: str | None = None


class Action(Struct, frozen=True):
    """What somebody does until a day; ``item`` is the work item it became."""

    id: str
    text: str
    owner: str
    due: str
    status: ActionStatus = "open"
    item: str | None = None


class MeetingScheduled(Fact, frozen=True, tag="meeting.scheduled"):
    """People are to meet, or met without having planned it.

    Attributes:
        starts: In UTC, as ``ends``.
        refs: What it is about.
    """

    key: str
    title: str
    kind: Kind
    starts: str
    ends: str | None = None
    attendees: tuple[Invited, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    refs: tuple[str, ...] = ()


class MeetingRescheduled(Fact, frozen=True, tag="meeting.rescheduled"):
    """It is at another time."""

    starts: str
    ends: str | None = None


class AgendaItemAdded(Fact, frozen=True, tag="meeting.agenda_item_added"):
    """There is one more thing to talk about."""

    item: AgendaItem


class MeetingHeld(Fact, frozen=True, tag="meeting.held"):
    """People met; ``attended`` are those who were there."""

    attended: tuple[Invited, ...] = ()
    notes: str = ""


class MeetingOutcomeRecorded(Fact, frozen=True, tag="meeting.outcome_recorded"):
    """Something came out of it; ``ref`` is what it became, or what it is about."""

    text: str
    ref: str | None = None
    agenda_item: str | None = None


class MeetingActionAssigned(Fact, frozen=True, tag="meeting.action_assigned"):
    """Somebody does something until a day."""

    action: Action


class MeetingActionCompleted(Fact, frozen=True, tag="meeting.action_completed"):
    """An action is done."""

    action: str


class MeetingActionCancelled(Fact, frozen=True, tag="meeting.action_cancelled"):
    """An action is no longer wanted."""

    action: str


class MeetingActionPromoted(Fact, frozen=True, tag="meeting.action_promoted"):
    """An action became an item of the backlog."""

    action: str
    item: str


class MeetingCancelled(Fact, frozen=True, tag="meeting.cancelled"):
    """It does not take place."""
