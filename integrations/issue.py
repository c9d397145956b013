"""The issue every tracker can speak."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

Status = Literal["open", "active", "completed", "not_planned", "duplicate"]
Value = str | None | tuple[str, ...]

SCALARS = ("title", "body", "status", "priority", "milestone")
SETS = ("labels", "assignees")
FIELDS = SCALARS + SETS


class Fields(Struct, frozen=True, omit_defaults=True):
    """The values two sides can agree on, in the tracker's own space.

    Attributes:
        body: Markdown; ``""`` when there is none.
        status: The tracker's status cut to what all trackers can say: GitHub has no ``active``.
        labels: Sorted, each as the tracker spells it.
        assignees: Sorted account ids (GitHub: numeric user id as text; Jira: accountId or name).
        priority: The tracker's own name for it; None when it has none or cannot hold one.
        milestone: Title of the milestone (GitHub) or name of a fixVersion (Jira): of several, the
            first, until somebody who knows our releases picks one (``Issue.milestones``).
    """

    title: str
    body: str = ""
    status: Status = "open"
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    priority: str | None = None
    milestone: str | None = None


class Person(Struct, frozen=True):
    """Someone at the tracker: the account id, and the name people know."""

    id: str
    display: str


class RemoteRef(Struct, frozen=True):
    """How to address one issue.

    Attributes:
        id: Survives renames and moves (GitHub: issue id; Jira: issue id).
        key: What people say (GitHub: the number, ``"12"``; Jira: ``"ACME-12"``).
        url: The page a person opens.
    """

    id: str
    key: str
    url: str


class Issue(Struct, frozen=True):
    """One issue as its tracker holds it now.

    Attributes:
        version: The tracker's ``updated_at``/``updated`` as it wrote it; only equality counts.
        raw_body: The body exactly as the tracker sent it (Markdown, ADF as JSON text, or wiki).
        lossy: Why ``to_remote(to_local(raw_body)) != raw_body``, or None when the text is safe.
        marker: The intent id we left at creation, when it is there.
        milestones: Every one it has, in the tracker's order: Jira has several fixVersions.
    """

    ref: RemoteRef
    version: str
    created_at: datetime
    updated_at: datetime
    fields: Fields
    raw_body: str
    reporter: Person | None = None
    people: tuple[Person, ...] = ()
    lossy: str | None = None
    marker: UUID | None = None
    comment_count: int | None = None
    milestones: tuple[str, ...] = ()


class Comment(Struct, frozen=True):
    """One comment; ``issue_key`` tells its issue, ``marker`` the intent id we left in it."""

    id: str
    issue_key: str
    author: Person
    body: str
    created_at: datetime
    updated_at: datetime
    marker: UUID | None = None
    restricted: bool = False


class Patch(Struct, frozen=True, omit_defaults=True):
    """What to change at the tracker: scalars by name, sets as additions and removals.

    Attributes:
        instead: Where an issue may have several milestones, the one that the new one replaces;
            ``""`` replaces none, and None the first.
    """

    scalars: dict[str, str | None] = {}
    added: dict[str, tuple[str, ...]] = {}
    removed: dict[str, tuple[str, ...]] = {}
    instead: str | None = None

    def __bool__(self) -> bool:
        """Whether there is anything to change."""
        return bool(self.scalars or self.added or self.removed)
