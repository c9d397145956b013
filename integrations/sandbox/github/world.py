"""The sandbox GitHub's memory: accounts, repositories, and the names they once had."""

import itertools
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from integrations.sandbox.clock import Clock
from integrations.sandbox.github.records import Comment, Issue, Label, Milestone, Repository, User
from integrations.sandbox.wire import Json

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_ID = 2_400_000_001


@dataclass(frozen=True)
class Event:
    """Something happened that a webhook tells: ``issues`` and ``labeled``, for example."""

    name: str
    action: str
    repo: Repository
    actor: User
    issue: Issue | None = None
    comment: Comment | None = None
    label: Label | None = None
    milestone: Milestone | None = None
    assignee: User | None = None
    changes: Json | None = None


class World:
    """Every record of one sandbox; callers hold the server's lock."""

    def __init__(self, clock: Clock, account: str) -> None:
        self._clock = clock
        self._ids = itertools.count(FIRST_ID, 7)
        self.users: dict[str, User] = {}
        self.repos: dict[int, Repository] = {}
        self.names: dict[str, int] = {}
        self.tell: Callable[[Event], None] = lambda event: None  # noqa: ARG005 (nobody listens)
        self.account = self.user(account)

    def now(self) -> datetime:
        """The time in GitHub's grain of one second."""
        return self._clock().replace(microsecond=0)

    def new_id(self) -> int:
        """An id nobody has."""
        return next(self._ids)

    def user(self, login: str, user_id: int | None = None, name: str | None = None) -> User:
        """The account called ``login``, made when there is none."""
        known = self.users.get(login.casefold())
        if known is None:
            known = User(user_id or self.new_id() % 100_000_000, login, name)
            self.users[login.casefold()] = known
        return known

    def user_by_id(self, user_id: int) -> User | None:
        """The account with this id."""
        return next((u for u in self.users.values() if u.id == user_id), None)

    def add_repo(self, full_name: str) -> Repository:
        """The repository called ``owner/name``, made when there is none."""
        known = self.repo_named(full_name)
        if known is not None:
            return known
        owner, _, name = full_name.partition("/")
        self.user(owner)
        repo = Repository(self.new_id() % 1_000_000_000, owner, name, self.now())
        self.repos[repo.id] = repo
        self.names[full_name.casefold()] = repo.id
        return repo

    def repo_named(self, full_name: str) -> Repository | None:
        """The repository that has or had this name."""
        return self.repos.get(self.names.get(full_name.casefold(), -1))

    def label(self, repo: Repository, name: str) -> Label:
        """The repository's label, made in grey when there is none: so does GitHub."""
        known = repo.labels.get(name.casefold())
        if known is None:
            known = Label(self.new_id(), name)
            repo.labels[name.casefold()] = known
        return known

    def milestone(self, repo: Repository, title: str, creator: User) -> Milestone:
        """The repository's milestone called ``title``, made when there is none."""
        found = next((m for m in repo.milestones.values() if m.title == title), None)
        if found is None:
            number, now = max(repo.milestones, default=0) + 1, self.now()
            found = Milestone(self.new_id(), number, title, creator, now, now)
            repo.milestones[number] = found
        return found

    def next_number(self, repo: Repository) -> int:
        """The next number; numbers are never used twice."""
        repo.last_number = max(repo.last_number, max(repo.issues, default=0)) + 1
        return repo.last_number
