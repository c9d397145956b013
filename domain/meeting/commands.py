"""What can be asked of a meeting; each class is a verb, its fields are what it takes."""

from typing import Annotated

from msgspec import Meta

from domain.backlog_item.facts import Kind as ItemKind
from domain.backlog_item.facts import Verification
from domain.command import Command, Opening
from domain.meeting.facts import Invited, Kind
from domain.meeting.outcomes import NewOutcome
from domain.values import AnyKey, Day, Line, Moment, Name, NewAction, Person, Prose

Attendees = Annotated[tuple[Invited, ...], Meta(extra={"asked_as": "attendee"})]
Topics = Annotated[tuple[Line, ...], Meta(extra={"asked_as": "topic"})]
Refs = Annotated[tuple[AnyKey, ...], Meta(extra={"asked_as": "ref"})]
Outcomes = Annotated[tuple[NewOutcome, ...], Meta(extra={"asked_as": "outcome"})]
Actions = Annotated[tuple[NewAction, ...], Meta(extra={"asked_as": "action"})]


class Schedule(Opening, frozen=True):
    """Plan a meeting, or with ``held`` keep one that took place, with all that came out of it.

    ``refs`` are the keys of what it is about. A client meeting has somebody from outside; a
    recovery is about a risk that came true. One that was held starts now if not said.
    """

    title: Line
    kind: Kind = "team"
    starts: Moment | None = None
    ends: Moment | None = None
    attendees: Attendees = ()
    agenda: Topics = ()
    refs: Refs = ()
    held: bool = False
    notes: Prose = ""
    outcomes: Outcomes = ()
    actions: Actions = ()


class Reschedule(Command, frozen=True):
    """Move it to another time."""

    starts: Moment
    ends: Moment | None = None


class AddAgendaItem(Command, frozen=True):
    """Put one more topic on the agenda."""

    topic: Line
    ref: AnyKey | None = None


class Hold(Command, frozen=True):
    """Note that it took place: who was there (all who were asked, if not said), and what came.

    Each outcome becomes a decision, a risk, feedback, an item, a roadmap item, or stays a note.
    """

    attended: Attendees = ()
    notes: Prose = ""
    outcomes: Outcomes = ()
    actions: Actions = ()


class RecordOutcome(Command, frozen=True):
    """Note what came out of it, such as ``decision: Security review first``, and make it that.

    Words before a colon: decision, risk, feedback, item, story, requirement, bug, spike, roadmap
    item. Give ``ref`` instead when what it became exists already.
    """

    outcome: NewOutcome
    agenda_item: Name | None = None
    ref: AnyKey | None = None


class AssignAction(Command, frozen=True):
    """Let somebody do something until a day, which is not before the meeting's."""

    text: Line
    owner: Person
    due: Day


class CompleteAction(Command, frozen=True):
    """Call an action done."""

    action: Name


class CancelAction(Command, frozen=True):
    """Say that an action is no longer wanted."""

    action: Name


class PromoteAction(Command, frozen=True):
    """Let an action become an item of the backlog; a requirement says how it is verified."""

    action: Name
    kind: ItemKind = "technical_issue"
    verification: Verification | None = None


class Cancel(Command, frozen=True):
    """Say that it does not take place."""
