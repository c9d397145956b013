"""What can be asked of a link."""

from typing import Literal
from uuid import UUID

from msgspec import Struct

from domain.link.facts import Remote, Value

Choice = Literal["ours", "theirs", "value", "converged"]


class PlanLink(Struct, frozen=True):
    """Let ``item`` exist at ``connection``."""

    item: UUID
    connection: UUID
    intent: UUID


class Establish(Struct, frozen=True):
    """The issue exists and was read back."""

    remote: Remote
    version: str
    base: dict[str, Value]
    raw_body: str | None = None


class Agree(Struct, frozen=True):
    """Both sides hold ``fields``; only what differs from the base is kept."""

    fields: dict[str, Value]
    version: str
    request_id: str | None = None
    raw_body: str | None = None


class FindConflict(Struct, frozen=True):
    """Both sides changed ``field``."""

    field: str
    base: Value
    ours: Value
    theirs: Value


class SettleConflict(Struct, frozen=True):
    """Close the conflict on ``field``: by hand (a reason is needed) or because the sides agree."""

    field: str
    choice: Choice
    value: Value = None


class Guard(Struct, frozen=True):
    """Writing ``field`` back would lose something."""

    field: str
    why: str


class LiftGuard(Struct, frozen=True):
    """``field`` is safe again."""

    field: str


class NoteRefusal(Struct, frozen=True):
    """The tracker kept ``kept`` where ``sent`` was sent; ``why`` is what it said to that."""

    field: str
    sent: Value
    kept: Value
    why: str | None = None


class Follow(Struct, frozen=True):
    """The issue has another key or address."""

    remote: Remote


class Lose(Struct, frozen=True):
    """The issue is gone at the tracker."""


class Park(Struct, frozen=True):
    """Try nothing more until a person has looked."""

    reason: str
    request_id: str | None = None


class Rearm(Struct, frozen=True):
    """Try a parked link again."""


class Detach(Struct, frozen=True):
    """Let the two sides part."""

    reason: str | None = None


class Relink(Struct, frozen=True):
    """Let a detached or broken link follow again; with another issue nothing is agreed yet."""

    remote: Remote | None = None


class PairComment(Struct, frozen=True):
    """Our ``comment`` is the tracker's ``remote_id``, which reads ``body`` there, ``ours`` here."""

    comment: UUID
    remote_id: str
    body: str
    ours: str | None = None


class DropComment(Struct, frozen=True):
    """The comment is gone on one side."""

    comment: UUID


LinkCommand = (
    PlanLink
    | Establish
    | Agree
    | FindConflict
    | SettleConflict
    | Guard
    | LiftGuard
    | NoteRefusal
    | Follow
    | Lose
    | Park
    | Rearm
    | Detach
    | Relink
    | PairComment
    | DropComment
)
