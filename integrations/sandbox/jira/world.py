"""The sandbox Jira's memory: accounts, projects, issues by id, and the keys they once had."""

import itertools
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from integrations.sandbox.clock import Clock
from integrations.sandbox.jira import refusals
from integrations.sandbox.jira.records import (
    Comment,
    History,
    Issue,
    Project,
    Status,
    Transition,
    User,
    Version,
)
from integrations.sandbox.jira.workflow import (
    CREATE_SCREEN,
    EDIT_SCREEN,
    STATUSES,
    WORKFLOWS,
    Rigour,
)

if TYPE_CHECKING:
    from collections.abc import Callable

Flavour = Literal["cloud", "datacenter"]
FIRST_ID = 10_100
ACCOUNTS = uuid.UUID("5d3ed84b-9c6c-4f8f-8a3e-5f1c6f1c7a10")


@dataclass(frozen=True)
class Event:
    """Something happened that a webhook tells; ``kind`` says which sort of change it was."""

    name: str
    actor: User
    issue: Issue
    kind: str = ""
    history: History | None = None
    comment: Comment | None = None
    secondary: bool = False


@dataclass
class Site:
    """What an administrator decides for everybody.

    Attributes:
        edit_screen: Fields that may be edited; a test may take some away.
        create_screen: Fields that may be given at creation.
        bare_comment_events: Leave the issue out of comment events, as servers do.
        read_only: Refuse every write with 403.
        administers: The account may make versions.
        index_lag: Hide created issues from searches until ``release_index``.
    """

    flavour: Flavour = "cloud"
    timezone: str = "UTC"
    workflow: Rigour = "strict"
    edit_screen: set[str] = field(default_factory=lambda: set(EDIT_SCREEN))
    create_screen: set[str] = field(default_factory=lambda: set(CREATE_SCREEN))
    bare_comment_events: bool = False
    read_only: bool = False
    administers: bool = True
    index_lag: bool = False


class World:
    """Every record of one sandbox; callers hold the server's lock."""

    def __init__(self, clock: Clock, site: Site, account: str) -> None:
        self._clock = clock
        self._ids = itertools.count(FIRST_ID, 3)
        self.site = site
        self.users: dict[str, User] = {}
        self.projects: dict[int, Project] = {}
        self.issues: dict[int, Issue] = {}
        self.keys: dict[str, int] = {}
        self.unindexed: set[int] = set()
        self.tell: Callable[[Event], None] = lambda event: None  # noqa: ARG005 (nobody listens)
        self.account = self.user(account)

    @property
    def is_cloud(self) -> bool:
        """Whether this is Jira Cloud."""
        return self.site.flavour == "cloud"

    @property
    def transitions(self) -> tuple[Transition, ...]:
        """The workflow."""
        return WORKFLOWS[self.site.workflow]

    def now(self) -> datetime:
        """The time in Jira's grain of one millisecond."""
        moment = self._clock()
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def new_id(self) -> int:
        """An id nobody has."""
        return next(self._ids)

    def user(self, name: str, display: str | None = None) -> User:
        """The account called ``name``, made when there is none."""
        known = self.users.get(name.casefold())
        if known is None:
            first, _, host = name.partition("@")
            known = User(
                f"712020:{uuid.uuid5(ACCOUNTS, name.casefold())}",
                first,
                display or first.replace(".", " ").title(),
                name if host else f"{name}@acme.test",
            )
            self.users[name.casefold()] = known
        return known

    def user_by(self, field_name: str, value: str) -> User | None:
        """The account whose ``account_id`` or ``name`` is ``value``."""
        return next((u for u in self.users.values() if getattr(u, field_name) == value), None)

    def add_project(self, key: str, name: str | None = None) -> Project:
        """The project with this key, made when there is none."""
        known = self.project(key)
        if known is not None:
            return known
        project = Project(self.new_id(), key, name or key.title(), self.account)
        self.projects[project.id] = project
        return project

    def project(self, id_or_key: str) -> Project | None:
        """The project with this id or key, hidden or not."""
        return next(
            (p for p in self.projects.values() if id_or_key in (str(p.id), p.key)),
            None,
        )

    def version(self, project: Project, name: str) -> Version:
        """The project's version called ``name``, made when there is none."""
        found = next((v for v in project.versions if v.name == name), None)
        if found is None:
            found = Version(str(self.new_id()), name)
            project.versions.append(found)
        return found

    def status(self, status_id: str) -> Status:
        """The status with this id."""
        return next(status for status in STATUSES if status.id == status_id)

    def place(self, issue: Issue) -> None:
        """Keep an issue under its id and its present key; old keys keep leading to it."""
        self.issues[issue.id] = issue
        self.keys[issue.key] = issue.id

    def find(self, id_or_key: str) -> Issue:
        """The issue with this id, or that has or had this key.

        Raises:
            Refusal: 404, there is none, or it is hidden.
        """
        by_key = self.keys.get(id_or_key.upper(), -1)
        issue = self.issues.get(int(id_or_key) if id_or_key.isdecimal() else by_key)
        if issue is None or issue.project.hidden:
            raise refusals.not_found()
        return issue

    def visible(self, reconciled: frozenset[int] = frozenset()) -> list[Issue]:
        """What a search may show; ``reconciled`` ids are looked up even before they are indexed."""
        late = self.unindexed - reconciled
        return [
            issue
            for issue in self.issues.values()
            if not issue.project.hidden and issue.id not in late
        ]
