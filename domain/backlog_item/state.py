"""What is known about a backlog item."""

from uuid import UUID

from msgspec import Struct

from domain.backlog_item.facts import (
    Criterion,
    Kind,
    Moscow,
    Priority,
    Rel,
    Requirement,
    Resolution,
    Status,
    Story,
)
from domain.fact import Ref


class Blocked(Struct, frozen=True):
    """Why it cannot go on, and which thing of the plan is in its way."""

    reason: str
    by: Ref | None = None


class PlanLink(Struct, frozen=True):
    """A relation to another thing of the plan."""

    rel: Rel
    ref: Ref


class Comment(Struct, frozen=True):
    """What someone said; ``author`` is the name people know."""

    author: str
    body: str
    edited: bool = False


class BacklogItem(Struct, frozen=True, gc=False):
    """A backlog item as its facts leave it (domain model §2.7).

    Attributes:
        release: The key of the release that it comes out with.
        iteration: The key of the one in which it is, or was last, to be done.
        left_releases: Those it was taken out of since: what a tracker still says of them is old.
    """

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
    blocked: Blocked | None = None
    moscow: Moscow | None = None
    priority: Priority = "none"
    severity: int | None = None
    estimate: str | None = None
    rank: str | None = None
    labels: tuple[str, ...] = ()
    assignee: str | None = None
    links: tuple[PlanLink, ...] = ()
    comments: dict[UUID, Comment] = {}
    due: str | None = None
    split_into: tuple[UUID, ...] = ()
    merged_into: UUID | None = None
    release: str | None = None
    left_releases: tuple[str, ...] = ()
    iteration: str | None = None
    archived: bool = False
