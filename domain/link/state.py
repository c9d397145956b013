"""What is known about a link."""

from typing import Literal
from uuid import UUID

from msgspec import Struct

from domain.link.facts import Remote, Value

LinkState = Literal["creating", "active", "conflicted", "parked", "broken", "detached"]


class Conflict(Struct, frozen=True):
    """An open conflict on one field."""

    field: str
    base: Value
    ours: Value
    theirs: Value


class Kept(Struct, frozen=True):
    """What the tracker kept of what we sent: while ours is ``sent``, both sides count as agreed."""

    sent: Value
    kept: Value
    why: str | None = None


class Pair(Struct, frozen=True):
    """The tracker's half of a paired comment: its id, and its text when both last agreed.

    ``ours`` is what ours read then, when the tracker keeps it differently.
    """

    remote_id: str
    body: str
    ours: str | None = None


class Parked(Struct, frozen=True):
    """Why a link is parked."""

    reason: str
    request_id: str | None = None


class Link(Struct, frozen=True):
    """One item at one connection.

    Attributes:
        phase: ``creating`` until the issue exists, then ``active``, ``broken`` or ``detached``.
        version: The tracker's version that was agreed on; empty when the issue must be read anew.
        base: The last agreed values, in the tracker's space.
        not_accepted: By field, what the tracker made of what we sent.
    """

    item: UUID
    connection: UUID
    intent: UUID
    phase: Literal["creating", "active", "broken", "detached"] = "creating"
    remote: Remote | None = None
    version: str = ""
    base: dict[str, Value] = {}
    not_accepted: dict[str, Kept] = {}
    guarded: dict[str, str] = {}
    raw_body: str | None = None
    conflicts: dict[str, Conflict] = {}
    parked: Parked | None = None
    comments: dict[UUID, Pair] = {}

    @property
    def state(self) -> LinkState:
        """The one word people read."""
        if self.parked is not None:
            return "parked"
        if self.phase == "active" and self.conflicts:
            return "conflicted"
        return self.phase
