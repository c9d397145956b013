"""The few verbs every tracker offers. None of them sleeps, and none repeats a write.

Every method raises ``integrations.errors.TrackerError``. Writes answer nothing on purpose: what the
tracker kept is read back by ``fetch`` (``docs/architecture.md``, Read back).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from msgspec import Struct

from integrations.issue import Comment, Fields, Issue, Patch, Person, RemoteRef, Status


class Remote(Struct, frozen=True):
    """The repository or project: an id that survives renames, and its name."""

    id: str
    name: str
    url: str
    account: Person


class Page(Struct, frozen=True):
    """One page of issues, oldest change first.

    Attributes:
        cursor: Opaque; pass it back for the next page; None at the end.
        server_time: The tracker's clock (its ``Date`` header) when it began to answer.
        etag: Pass it back with the same first-page question to ask for "unchanged" cheaply.
        unchanged: The tracker said 304: there is nothing new.
        skipped: How many entries were no issues to us (GitHub pull requests).
    """

    issues: tuple[Issue, ...]
    cursor: str | None
    server_time: datetime
    etag: str | None = None
    unchanged: bool = False
    skipped: int = 0


class CommentPage(Struct, frozen=True):
    """One page of comments of many issues; ``cursor`` and ``server_time`` as in ``Page``."""

    comments: tuple[Comment, ...]
    cursor: str | None
    server_time: datetime


class Tracker(Protocol):
    """One repository or project at one tracker."""

    name: str
    """``github`` or ``jira``."""
    holds: frozenset[str]
    """The fields of ``Fields`` this tracker keeps (GitHub has no priority)."""
    statuses: frozenset[Status]
    """The statuses this tracker can say."""

    def probe(self) -> Remote:
        """Check address, credentials and rights with one or two reads."""
        ...

    def changed_since(
        self, since: datetime | None, cursor: str | None = None, etag: str | None = None
    ) -> Page:
        """Issues changed at or after ``since`` (all when None), up to 100 a page."""
        ...

    def comments_since(self, since: datetime | None, cursor: str | None = None) -> CommentPage:
        """Comments changed at or after ``since`` across the whole repository or project."""
        ...

    def fetch(self, ref: RemoteRef) -> Issue:
        """The issue as it is now, by id or key; raises ``Gone`` or ``Moved``."""
        ...

    def comments(self, ref: RemoteRef) -> Sequence[Comment]:
        """Every comment of one issue, all pages."""
        ...

    def create(self, fields: Fields, intent: UUID) -> RemoteRef:
        """Create an issue that carries ``intent`` as marker; status is not set here."""
        ...

    def find_created(self, intent: UUID, since: datetime) -> RemoteRef | None:
        """The issue that carries ``intent``, created at or after ``since``, if there is one."""
        ...

    def write(self, ref: RemoteRef, patch: Patch) -> None:
        """Apply ``patch`` with as few requests as the tracker allows, status last.

        A milestone that is missing is made, where we have the right to.
        """
        ...

    def spelled(self, body: str) -> str:
        """How ``body`` will read once it is kept here, as far as we know; asks nobody."""
        ...

    def comment(self, ref: RemoteRef, body: str, intent: UUID) -> Comment:
        """Post a comment that carries ``intent`` as marker."""
        ...

    def edit_comment(self, ref: RemoteRef, comment_id: str, body: str) -> None:
        """Replace a comment's text."""
        ...

    def remove_comment(self, ref: RemoteRef, comment_id: str) -> None:
        """Delete a comment; quiet when it is gone already."""
        ...


@runtime_checkable
class Redelivers(Protocol):
    """What a tracker may offer as well: to send webhooks again that it could not deliver."""

    def redeliver_failed(self, path: str, since: datetime) -> int:
        """Ask once for each delivery that failed since then, on hooks that end with ``path``.

        Returns:
            How many were asked for; none where the token may not see hooks.
        """
        ...
