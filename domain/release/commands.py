"""What can be asked of a release; each class is a verb, its fields are what it takes."""

from typing import Annotated

from msgspec import Meta

from domain.command import Command, Opening
from domain.release.facts import Kind
from domain.roadmap_item.words import Audience
from domain.values import Day, Line, Name, Person, Prose, Window

ScopeKey = Annotated[
    str, Meta(extra={"to": ("roadmap_item", "item")}, examples=["ACME-R12", "ACME-123"])
]
"""The key of a roadmap or backlog item."""


class Plan(Opening, frozen=True):
    """Mean to bring something out in a window, under a version of its own."""

    name: Line
    version_name: Name
    kind: Kind
    target: Window


class AddScope(Command, frozen=True):
    """Let an item come out with it; needs a reason once the scope is frozen."""

    item: ScopeKey


class RemoveScope(Command, frozen=True):
    """Let an item come out with it no longer; needs a reason once the scope is frozen."""

    item: ScopeKey


class Announce(Command, frozen=True):
    """Tell an audience when it comes out: in its target window if no other is given."""

    audience: tuple[Audience, ...]
    window: Window | None = None


class Reschedule(Command, frozen=True):
    """Mean it to come out at another time; needs a reason and its cause once it is announced."""

    window: Window


class Freeze(Command, frozen=True):
    """Let what comes out with it change only for a reason."""


class Unfreeze(Command, frozen=True):
    """Let what comes out with it change freely again; needs a reason."""


class RecordGoNoGo(Command, frozen=True):
    """Say whether it may go out for all that you looked at; you are meant if nobody is named."""

    check: Name
    ok: bool
    by: Person | None = None


class DraftNotes(Command, frozen=True):
    """Write down what people will be told about it (Markdown)."""

    notes: Prose


class Ship(Command, frozen=True):
    """Say that it came out: today, with the notes as drafted, if nothing else is given."""

    on: Day | None = None
    notes: Prose | None = None


class Cancel(Command, frozen=True):
    """Let it not come out; needs a reason and its cause once it is announced."""
