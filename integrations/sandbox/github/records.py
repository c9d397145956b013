"""What the sandbox GitHub keeps: plain records, no behaviour beyond their own consistency."""

from dataclasses import dataclass, field
from datetime import datetime

from integrations.sandbox.wire import Json


@dataclass
class User:
    """An account; ids are large and say nothing about the login."""

    id: int
    login: str
    name: str | None = None
    kind: str = "User"


@dataclass
class Label:
    """A label of a repository; its name is unique without regard to case."""

    id: int
    name: str
    color: str = "ededed"
    description: str | None = None


@dataclass
class Milestone:
    """A milestone, addressed by its number."""

    id: int
    number: int
    title: str
    creator: User
    created_at: datetime
    updated_at: datetime
    description: str | None = None
    due_on: datetime | None = None
    closed_at: datetime | None = None


@dataclass
class Comment:
    """A comment of an issue."""

    id: int
    number: int
    user: User
    body: str
    created_at: datetime
    updated_at: datetime


@dataclass
class Issue:
    """An issue or, when ``is_pull``, a pull request that GitHub lists among the issues."""

    id: int
    number: int
    title: str
    user: User
    created_at: datetime
    updated_at: datetime
    body: str | None = None
    state: str = "open"
    state_reason: str | None = None
    labels: list[Label] = field(default_factory=list)
    assignees: list[User] = field(default_factory=list)
    milestone: Milestone | None = None
    comments: list[Comment] = field(default_factory=list)
    closed_at: datetime | None = None
    closed_by: User | None = None
    locked: bool = False
    is_pull: bool = False
    merged_at: datetime | None = None


@dataclass
class Hook:
    """A webhook of the repository."""

    id: int
    url: str
    secret: str
    events: list[str]
    created_at: datetime
    updated_at: datetime
    active: bool = True
    config: Json = field(default_factory=dict)
    last: tuple[int | None, str] = (None, "unused")


@dataclass
class Repository:
    """One repository: its issues by number, and where those went that left."""

    id: int
    owner: str
    name: str
    created_at: datetime
    issues: dict[int, Issue] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    milestones: dict[int, Milestone] = field(default_factory=dict)
    comments: dict[int, Comment] = field(default_factory=dict)
    hooks: dict[int, Hook] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    moved: dict[int, tuple[int, int]] = field(default_factory=dict)
    last_number: int = 0
    hidden: bool = False

    @property
    def full_name(self) -> str:
        """``owner/name``."""
        return f"{self.owner}/{self.name}"
