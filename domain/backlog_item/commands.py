"""What can be asked of a backlog item; each class is a verb, its fields are what it takes."""

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
from domain.backlog_item.words import (
    AnyThing,
    Criteria,
    CriterionName,
    CriterionText,
    Key,
    Labels,
    Points,
    Severity,
)
from domain.backlog_item.words import Rank as RankWord
from domain.command import Asked, Command, Opening
from domain.values import Day, ItemKey, IterationKey, Line, Name, Prose, Said


class AddItem(Opening, frozen=True):
    """Put an item into the backlog; ``acceptance`` holds the texts of its criteria.

    ``key`` and ``rank`` follow from what is there already, and are given to it.
    """

    key: Key
    kind: Kind
    title: Line
    description: Prose = ""
    story: Story | None = None
    acceptance: Criteria = ()
    requirement: Requirement | None = None
    moscow: Moscow | None = None
    priority: Priority = "none"
    severity: Severity | None = None
    rank: RankWord | None = None
    labels: Labels = ()
    assignee: Line | None = None
    due: Day | None = None


class Edit(Command, frozen=True):
    """Give some plain values others; what is unset stays."""

    title: Line | UnsetType = UNSET
    description: Prose | UnsetType = UNSET
    kind: Kind | UnsetType = UNSET
    story: Story | UnsetType | None = UNSET
    requirement: Requirement | UnsetType | None = UNSET
    moscow: Moscow | UnsetType | None = UNSET
    priority: Priority | UnsetType = UNSET
    severity: Severity | UnsetType | None = UNSET
    labels: Labels | UnsetType = UNSET
    due: Day | UnsetType | None = UNSET


class AddAcceptance(Command, frozen=True):
    """Say what must hold for it to be accepted; the criterion's id is its number if not given."""

    text: CriterionText
    criterion: CriterionName | None = None


class JudgeAcceptance(Command, frozen=True):
    """Say whether a criterion holds."""

    criterion: str
    met: bool


class Estimate(Command, frozen=True):
    """Say how big it is: ``points`` is decimal text from 0 to 100."""

    points: Points
    by: tuple[Line, ...] = ()
    method: Estimation = "solo"


class Rank(Asked, frozen=True):
    """Place it among its product's items; only a read model knows the ranks of its neighbours."""

    rank: RankWord


class MarkReady(Command, frozen=True):
    """Call it ready: each check of the product holds, is ``confirmed`` (manual ones) or waived."""

    waive: bool = False
    confirmed: tuple[str, ...] = ()


class Assign(Command, frozen=True):
    """Let someone work on it."""

    assignee: Line


class Unassign(Command, frozen=True):
    """Let nobody work on it."""


class Start(Command, frozen=True):
    """Begin work on it, or go back to work after a review."""


class SendToReview(Command, frozen=True):
    """Have the work on it reviewed."""


class Complete(Command, frozen=True):
    """Call it done: each check of the product holds, is ``confirmed`` (manual ones) or waived."""

    waive: bool = False
    confirmed: tuple[str, ...] = ()


class Reopen(Command, frozen=True):
    """Open a done or dropped item again."""


class Block(Command, frozen=True):
    """Say that it cannot go on, for a reason, and which thing of the plan is in its way."""

    by: AnyThing | None = None


class Unblock(Command, frozen=True):
    """Say that it can go on."""


class Drop(Command, frozen=True):
    """Decide not to do it; needs a reason while an iteration that has it goes on."""

    resolution: Resolution = "wont_do"


class Split(Command, frozen=True):
    """Note the smaller items it was cut into."""

    into: tuple[ItemKey, ...]


class MergeInto(Command, frozen=True):
    """Let it go on as part of another item, which is open; needs a reason as dropping it does."""

    into: ItemKey


class Link(Command, frozen=True):
    """Relate it to another thing of the plan; items that wait for each other are refused."""

    rel: Rel
    ref: AnyThing


class Unlink(Command, frozen=True):
    """End a relation."""

    rel: Rel
    ref: AnyThing


class JoinRelease(Asked, frozen=True):
    """Come out with a release; only one that is still open."""

    release: Name


class LeaveRelease(Asked, frozen=True):
    """Come out with that release no longer."""

    release: Name


class JoinIteration(Asked, frozen=True):
    """Be done in an iteration, when no other open one has it."""

    iteration: IterationKey


class LeaveIteration(Asked, frozen=True):
    """Be done in that iteration no longer."""

    iteration: IterationKey


class Comment(Command, frozen=True):
    """Say something about it; its id follows from the request if it is not given."""

    body: Said
    comment: UUID | None = None


class EditComment(Command, frozen=True):
    """Let a comment read differently."""

    comment: UUID
    body: Said


class RemoveComment(Command, frozen=True):
    """Take a comment away."""

    comment: UUID


class Archive(Command, frozen=True):
    """Put it out of sight."""


class Restore(Command, frozen=True):
    """Bring it back."""
