"""What the sandbox Jira keeps: plain records, no behaviour beyond their own consistency."""

from dataclasses import dataclass, field
from datetime import datetime

from integrations.sandbox.wire import Json

Text = str | Json
"""Rich text as it was written: wiki markup, or an Atlassian document."""


@dataclass(frozen=True)
class Named:
    """Something chosen from a list: a priority, a resolution, an issue type."""

    id: str
    name: str
    description: str = ""


@dataclass(frozen=True)
class Status(Named):
    """A status and the category it counts as: ``new``, ``indeterminate`` or ``done``."""

    category: str = "new"


@dataclass(frozen=True)
class Transition:
    """A step of the workflow; ``screen`` names the fields that must be filled on the way."""

    id: str
    name: str
    sources: frozenset[str]
    target: str
    screen: tuple[str, ...] = ()


@dataclass(eq=False)
class User:
    """An account: Cloud knows it by ``account_id``, a server by ``name``."""

    account_id: str
    name: str
    display: str
    email: str
    active: bool = True


@dataclass(eq=False)
class Version:
    """A version of a project, used as fix version."""

    id: str
    name: str
    released: bool = False


@dataclass
class Comment:
    """A comment; ``visibility`` restricts who may read it."""

    id: int
    author: User
    body: Text
    created: datetime
    updated: datetime
    update_author: User
    visibility: Json | None = None
    properties: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """One field that changed, in ids and in the words people see."""

    field: str
    before: str | None
    before_text: str | None
    after: str | None
    after_text: str | None

    @property
    def field_id(self) -> str:
        """The field's id, where it differs from its name."""
        return {"Fix Version": "fixVersions", "Key": "issuekey"}.get(self.field, self.field)


@dataclass(frozen=True)
class History:
    """What one person changed in one go."""

    id: int
    author: User
    created: datetime
    items: tuple[Change, ...]


@dataclass
class Issue:
    """An issue; its id stays when it moves, its key does not."""

    id: int
    project: "Project"
    number: int
    summary: str
    kind: Named
    status: Status
    priority: Named
    reporter: User
    created: datetime
    updated: datetime
    description: Text | None = None
    assignee: User | None = None
    labels: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    due: str | None = None
    resolution: Named | None = None
    resolved: datetime | None = None
    comments: list[Comment] = field(default_factory=list)
    histories: list[History] = field(default_factory=list)
    properties: Json = field(default_factory=dict)

    @property
    def key(self) -> str:
        """``ACME-12``."""
        return f"{self.project.key}-{self.number}"


@dataclass
class Project:
    """A project; ``last_number`` is never used twice."""

    id: int
    key: str
    name: str
    lead: User
    versions: list[Version] = field(default_factory=list)
    last_number: int = 0
    hidden: bool = False


@dataclass
class Webhook:
    """Where events go, and the secret they are signed with."""

    id: int
    url: str
    secret: str
    events: frozenset[str]
