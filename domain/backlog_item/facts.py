"""What can happen to a backlog item."""

from typing import Annotated, Literal
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType

from domain import text
from domain.fact import Fact, Ref
from domain.text import Wrong
from domain.values import Said

Kind = Literal["user_story", "technical_issue", "requirement", "bug", "spike"]
Status = Literal["new", "ready", "in_progress", "in_review", "done", "dropped"]
Resolution = Literal["wont_do", "duplicate", "obsolete"]
Moscow = Literal["must", "should", "could", "wont"]
Priority = Literal["urgent", "high", "medium", "low", "none"]
Verification = Literal["test", "demo", "inspection", "analysis"]
Verdict = Literal["satisfied", "failed", "missing"]
Estimation = Literal["poker", "solo", "import"]
Rel = Literal["implements", "blocks", "duplicates", "relates", "mitigates", "supports"]
CATEGORIES = (
    "functional",
    "functional_suitability",
    "performance_efficiency",
    "compatibility",
    "interaction_capability",
    "usability",
    "reliability",
    "security",
    "maintainability",
    "flexibility",
    "portability",
    "safety",
)


def _category(field: str, value: str) -> Wrong:
    return text.one_of(field, value, CATEGORIES)


Category = Annotated[
    str, Meta(extra_json_schema={"enum": list(CATEGORIES)}, extra={"check": _category})
]
"""Text in what is stored, so that what was stored once reads for ever."""


class Story(Struct, frozen=True):
    """Who wants what, and what for."""

    as_a: Said
    i_want: Said
    so_that: Said


class Criterion(Struct, frozen=True):
    """One acceptance criterion."""

    id: str
    text: str
    met: bool = False


class Requirement(Struct, frozen=True):
    """What makes a requirement checkable; ``category`` is functional or an ISO 25010 quality."""

    category: Category
    verification: Verification
    verdict: Verdict = "missing"


class ItemAdded(Fact, frozen=True, tag="item.added"):
    """An item entered the backlog."""

    product: UUID
    key: str
    kind: Kind
    title: str
    description: str = ""
    story: Story | None = None
    acceptance: tuple[Criterion, ...] = ()
    requirement: Requirement | None = None
    status: Status = "new"
    resolution: Resolution | None = None
    moscow: Moscow | None = None
    priority: Priority = "none"
    severity: int | None = None
    rank: str | None = None
    labels: tuple[str, ...] = ()
    assignee: str | None = None
    due: str | None = None


class ItemEdited(Fact, frozen=True, tag="item.edited"):
    """Some of its plain values are others now; what is unset stays."""

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


class AcceptanceCriterionAdded(Fact, frozen=True, tag="item.acceptance_criterion_added"):
    """What must hold for the item to be accepted."""

    criterion: str
    text: str


class AcceptanceCriterionJudged(Fact, frozen=True, tag="item.acceptance_criterion_judged"):
    """Whether a criterion holds."""

    criterion: str
    met: bool


class ItemEstimated(Fact, frozen=True, tag="item.estimated"):
    """How big the item is, in points as decimal text from 0 to 100."""

    points: str
    by: tuple[str, ...] = ()
    method: Estimation = "solo"


class ItemRanked(Fact, frozen=True, tag="item.ranked"):
    """Where the item stands among its product's; ``rank`` sorts as plain text."""

    rank: str


class ItemReadied(Fact, frozen=True, tag="item.readied"):
    """It is ready to be worked on."""


class ReadyCheckWaived(Fact, frozen=True, tag="item.ready_check_waived"):
    """These checks of the definition of ready fail and were let pass, for the origin's reason."""

    failed: tuple[str, ...]


class DoneCheckWaived(Fact, frozen=True, tag="item.done_check_waived"):
    """These checks of the definition of done fail and were let pass, for the origin's reason."""

    failed: tuple[str, ...]


class ItemAssigned(Fact, frozen=True, tag="item.assigned"):
    """Someone works on it."""

    assignee: str


class ItemUnassigned(Fact, frozen=True, tag="item.unassigned"):
    """Nobody works on it."""


class ItemStarted(Fact, frozen=True, tag="item.started"):
    """Work on it began."""


class ItemSentToReview(Fact, frozen=True, tag="item.sent_to_review"):
    """Work on it is to be reviewed."""


class ItemCompleted(Fact, frozen=True, tag="item.completed"):
    """It is done."""


class ItemReopened(Fact, frozen=True, tag="item.reopened"):
    """It is open again, or went back to an earlier ``status``."""

    status: Status = "new"


class ItemDropped(Fact, frozen=True, tag="item.dropped"):
    """It will not be done."""

    resolution: Resolution


class ItemBlocked(Fact, frozen=True, tag="item.blocked"):
    """It cannot go on, for this ``reason``; ``by`` is what stands in its way."""

    reason: str
    by: Ref | None = None


class ItemUnblocked(Fact, frozen=True, tag="item.unblocked"):
    """It can go on."""


class ItemSplit(Fact, frozen=True, tag="item.split"):
    """It was cut into smaller items."""

    into: tuple[UUID, ...]


class ItemMerged(Fact, frozen=True, tag="item.merged"):
    """It goes on as part of another item."""

    into: UUID


class ItemLinked(Fact, frozen=True, tag="item.linked"):
    """It stands in a relation to another thing of the plan."""

    rel: Rel
    ref: Ref


class ItemUnlinked(Fact, frozen=True, tag="item.unlinked"):
    """A relation is over."""

    rel: Rel
    ref: Ref


class ItemJoinedRelease(Fact, frozen=True, tag="item.joined_release"):
    """It comes out with a release, by its key."""

    release: str


class ItemLeftRelease(Fact, frozen=True, tag="item.left_release"):
    """It comes out with that release no longer."""

    release: str


class ItemJoinedIteration(Fact, frozen=True, tag="item.joined_iteration"):
    """It is to be done in an iteration, by its key."""

    iteration: str


class ItemLeftIteration(Fact, frozen=True, tag="item.left_iteration"):
    """It is to be done in that iteration no longer."""

    iteration: str


class ItemCommented(Fact, frozen=True, tag="item.commented"):
    """Someone said something about it; ``author`` is the name people know."""

    comment: UUID
    body: str
    author: str


class CommentEdited(Fact, frozen=True, tag="item.comment_edited"):
    """A comment reads differently now."""

    comment: UUID
    body: str


class CommentRemoved(Fact, frozen=True, tag="item.comment_removed"):
    """A comment is gone."""

    comment: UUID


class ItemArchived(Fact, frozen=True, tag="item.archived"):
    """It is out of sight and closed to change."""


class ItemRestored(Fact, frozen=True, tag="item.restored"):
    """It is back."""
