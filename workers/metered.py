"""A tracker that asks the shared budget before every call, and tells it of every limit it meets.

No call waits: when it is too early, it raises ``RateLimited``, and the row waits, not a thread.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal, ParamSpec, TypeVar
from uuid import UUID

from integrations.budget import Budget
from integrations.errors import RateLimited
from integrations.issue import Comment, Fields, Issue, Patch, RemoteRef
from integrations.tracker import CommentPage, Page, Redelivers, Remote, Tracker

P = ParamSpec("P")
T = TypeVar("T")
Kind = Literal["read", "write", "create"]


class Metered:
    """A ``Tracker`` that keeps within its budget; ``calls`` counts the verbs that went out."""

    def __init__(
        self, tracker: Tracker, budget: Budget, key: str, clock: Callable[[], datetime]
    ) -> None:
        """Wrap ``tracker``; ``key`` names what shares one limit: the account at the tracker."""
        self.name = tracker.name
        self.holds = tracker.holds
        self.statuses = tracker.statuses
        self.calls = 0
        self._tracker = tracker
        self._budget = budget
        self._key = key
        self._clock = clock

    def probe(self) -> Remote:
        """Check address, credentials and rights."""
        return self._call("read", self._tracker.probe)

    def changed_since(
        self, since: datetime | None, cursor: str | None = None, etag: str | None = None
    ) -> Page:
        """Issues changed at or after ``since``."""
        return self._call("read", self._tracker.changed_since, since, cursor, etag)

    def comments_since(self, since: datetime | None, cursor: str | None = None) -> CommentPage:
        """Comments changed at or after ``since``."""
        return self._call("read", self._tracker.comments_since, since, cursor)

    def fetch(self, ref: RemoteRef) -> Issue:
        """The issue as it is now."""
        return self._call("read", self._tracker.fetch, ref)

    def comments(self, ref: RemoteRef) -> Sequence[Comment]:
        """Every comment of one issue."""
        return self._call("read", self._tracker.comments, ref)

    def create(self, fields: Fields, intent: UUID) -> RemoteRef:
        """Create an issue that carries ``intent``."""
        return self._call("create", self._tracker.create, fields, intent)

    def find_created(self, intent: UUID, since: datetime) -> RemoteRef | None:
        """The issue that carries ``intent``, if there is one."""
        return self._call("read", self._tracker.find_created, intent, since)

    def write(self, ref: RemoteRef, patch: Patch) -> None:
        """Apply ``patch``."""
        self._call("write", self._tracker.write, ref, patch)

    def spelled(self, body: str) -> str:
        """How ``body`` will read once it is kept."""
        return self._tracker.spelled(body)

    def comment(self, ref: RemoteRef, body: str, intent: UUID) -> Comment:
        """Post a comment that carries ``intent``."""
        return self._call("create", self._tracker.comment, ref, body, intent)

    def edit_comment(self, ref: RemoteRef, comment_id: str, body: str) -> None:
        """Replace a comment's text."""
        self._call("write", self._tracker.edit_comment, ref, comment_id, body)

    def remove_comment(self, ref: RemoteRef, comment_id: str) -> None:
        """Delete a comment."""
        self._call("write", self._tracker.remove_comment, ref, comment_id)

    def redeliver_failed(self, path: str, since: datetime) -> int:
        """Ask for failed webhooks, where the tracker offers it."""
        if not isinstance(self._tracker, Redelivers):
            return 0
        return self._call("read", self._tracker.redeliver_failed, path, since)

    def _call(self, kind: Kind, verb: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        until = self._budget.take(self._key, kind, self._clock())
        if until is not None:
            raise RateLimited("our own budget for this account is spent", until=until)
        self.calls += 1
        try:
            return verb(*args, **kwargs)
        except RateLimited as limit:
            self._budget.hold(self._key, limit.until, limit.scope)
            raise
