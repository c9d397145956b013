"""What can be asked of a backlog item.

A body can be read straight into most of these. What only the caller can know is put in by it and
never taken from outside: ``product``, ``key`` and ``rank`` of ``AddItem``, and the ``checks`` of
``MarkReady`` and ``Complete`` (the product's definition of ready or done).
"""

from uuid import UUID

from msgspec import UNSET, UnsetType

from domain.backlog_item.facts import (
    Estimation,
    Kind,
    Moscow,
    Priority,
    Rel,
    Requirement,
    Resolution,
    Story,
)
from domain.command import Asked, Command
from domain.fact import Ref
from domain.product.facts import Check


class AddItem(Command, frozen=True):
    """Put an item into the backlog; ``acceptance`` holds the texts of its criteria."""

    product: UUID
    key: str
    kind: Kind
    title: str
    description: str = ""
    story: Story | None = None
    acceptance: tuple[str, ...] = ()
    requirement: Requirement | None = None
    moscow: Moscow | None = None
    priority: Priority = "none"
    severity: int | None = None
    rank: str | None = None
    labels: tuple[str, ...] = ()
    assignee: str | None = None
    due: str | None = None


class EditItem(Command, frozen=True):
    """Give some plain values others; what is unset stays."""

    title: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    kind: Kind | UnsetType = UNSET
    story: Story | UnsetType | None = UNSET
    requirement: Requirement | UnsetType | None = UNSET
    moscow: Moscow | UnsetType | None = UNSET
    priority: Priority | UnsetType = UNSET
    severity: int | UnsetType | None = UNSET
    labels: tuple[str, ...] | UnsetType = UNSET
    due: str | UnsetType | None = UNSET


class AddAcceptance(Command, frozen=True):
    """Say what must hold for it to be accepted; the criterion's id is its number if not given."""

    text: str
    criterion: str | None = None


class JudgeAcceptance(Command, frozen=True):
    """Say whether a criterion holds."""

    criterion: str
    met: bool


class Estimate(Command, frozen=True):
    """Say how big it is: ``points`` is decimal text from 0 to 100."""

    points: str
    by: tuple[str, ...] = ()
    method: Estimation = "solo"


class Rank(Command, frozen=True):
    """Place it among its product's items; ``rank`` is a fractional index that the caller made."""

    rank: str


class MarkReady(Command, frozen=True):
    """Call it ready: every check holds, is in ``confirmed`` (manual ones), or all are waived."""

    waive: bool = False
    confirmed: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()


class Assign(Command, frozen=True):
    """Let someone work on it."""

    assignee: str


class Unassign(Command, frozen=True):
    """Let nobody work on it."""


class Start(Command, frozen=True):
    """Begin work on it, or go back to work after a review."""


class SendToReview(Command, frozen=True):
    """Have the work on it reviewed."""


class Complete(Command, frozen=True):
    """Call it done: every check holds, is in ``confirmed`` (manual ones), or all are waived."""

    waive: bool = False
    confirmed: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()


class Reopen(Command, frozen=True):
    """Open a done or dropped item again."""


class Block(Command, frozen=True):
    """Say that it cannot go on, and why: here or as the origin's reason."""

    reason: str = ""
    by: Ref | None = None


class Unblock(Command, frozen=True):
    """Say that it can go on."""


class Drop(Command, frozen=True):
    """Decide not to do it."""

    resolution: Resolution = "wont_do"


class Split(Command, frozen=True):
    """Note the smaller items it was cut into; they exist, which the caller has checked."""

    into: tuple[UUID, ...]


class MergeInto(Command, frozen=True):
    """Let it go on as part of ``into``, which exists and is open: the caller has checked."""

    into: UUID


class LinkItem(Command, frozen=True):
    """Relate it to another thing of the plan; the caller has looked for cycles."""

    rel: Rel
    ref: Ref


class UnlinkItem(Command, frozen=True):
    """End a relation."""

    rel: Rel
    ref: Ref


class JoinRelease(Asked, frozen=True):
    """Come out with a release; only one that is still open."""

    release: str


class LeaveRelease(Asked, frozen=True):
    """Come out with that release no longer."""

    release: str


class Comment(Command, frozen=True):
    """Say something about it; ``author`` is the actor's name if not given."""

    comment: UUID
    body: str
    author: str = ""


class EditComment(Command, frozen=True):
    """Let a comment read differently."""

    comment: UUID
    body: str


class RemoveComment(Command, frozen=True):
    """Take a comment away."""

    comment: UUID


class Archive(Command, frozen=True):
    """Put it out of sight."""


class Restore(Command, frozen=True):
    """Bring it back."""


ItemCommand = (
    AddItem
    | EditItem
    | AddAcceptance
    | JudgeAcceptance
    | Estimate
    | Rank
    | MarkReady
    | Assign
    | Unassign
    | Start
    | SendToReview
    | Complete
    | Reopen
    | Block
    | Unblock
    | Drop
    | Split
    | MergeInto
    | LinkItem
    | UnlinkItem
    | JoinRelease
    | LeaveRelease
    | Comment
    | EditComment
    | RemoveComment
    | Archive
    | Restore
)
