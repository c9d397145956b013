"""What a fact is, and who is behind it.

All of these are trees of plain values: the cyclic garbage collector need not look (``gc=False``).
"""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

ActorKind = Literal["human", "service", "integration", "system"]
Source = Literal["human", "api", "jira", "github", "import", "automation"]


class Fact(Struct, frozen=True, tag_field="type", omit_defaults=True, gc=False):
    """Something that happened: payload only, new values only.

    Every subclass names its permanent tag: ``class A(Fact, frozen=True, tag="item.added")``.
    The stream, the time and the origin stand in the envelope (``ledger.entry.Entry``).
    """


class Actor(Struct, frozen=True, omit_defaults=True, gc=False):
    """Who did it: a stable id, a name for people, and what kind of actor it is."""

    id: str
    display: str
    kind: ActorKind


class Ref(Struct, frozen=True, gc=False):
    """A pointer to a thing of the plan: its type (``decision``, ``risk``, ``item``, ...) and id."""

    type: str
    id: str


class Origin(Struct, frozen=True, omit_defaults=True, gc=False):
    """Who, when, from where and why: the part of the envelope that a command brings along.

    Attributes:
        occurred_at: When it became true in the world, UTC; the tracker's own time for observations.
        source_ref: Delivery id, changelog id, or file and row.
        reason: Why, in the actor's words, at most 2,000 characters.
        because_of: The decisions, meetings, risks and evidence that explain it.
        correlation_id: One per intent of a person; shared by everything that follows from it.
        causation_id: The event id of the fact that triggered this one.
    """

    actor: Actor
    source: Source
    occurred_at: datetime
    correlation_id: UUID
    source_ref: str | None = None
    reason: str | None = None
    because_of: tuple[Ref, ...] = ()
    causation_id: UUID | None = None
