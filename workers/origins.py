"""Who is behind a fact that a tracker or the sync engine brought about."""

from datetime import datetime
from uuid import UUID, uuid4

from domain.connection.state import Connection
from domain.fact import Actor, Origin
from integrations.issue import Comment, Issue, Person


def of_tracker(
    connection: Connection, issue: Issue, *, person: Person | None, source_ref: str
) -> Origin:
    """The origin of what a tracker reports; its person where it names one, else the connection."""
    return Origin(
        actor=_actor(connection, person),
        source=connection.tracker,
        source_ref=source_ref,
        occurred_at=issue.updated_at,
        correlation_id=uuid4(),
    )


def of_import(connection: Connection, issue: Issue, run: UUID) -> Origin:
    """The origin of an item that an import added: its reporter, at the time it was created."""
    return Origin(
        actor=_actor(connection, issue.reporter),
        source="import",
        source_ref=issue.ref.url,
        occurred_at=issue.created_at,
        correlation_id=run,
    )


def of_imported_comment(connection: Connection, comment: Comment, run: UUID) -> Origin:
    """The origin of a comment that an import added: who said it, and when."""
    return Origin(
        actor=_actor(connection, comment.author),
        source="import",
        source_ref=f"{connection.remote_url}#{comment.issue_key}",
        occurred_at=comment.created_at,
        correlation_id=run,
    )


def of_comment(connection: Connection, comment: Comment, *, source_ref: str) -> Origin:
    """The origin of what someone said at the tracker."""
    return Origin(
        actor=_actor(connection, comment.author),
        source=connection.tracker,
        source_ref=source_ref,
        occurred_at=comment.updated_at,
        correlation_id=uuid4(),
    )


def of_engine(connection: Connection, now: datetime, *, reason: str | None = None) -> Origin:
    """The origin of what the sync engine itself notes."""
    return Origin(
        actor=Actor(id="trueline:sync", display="Trueline sync", kind="system"),
        source="automation",
        source_ref=connection.remote_name,
        occurred_at=now,
        correlation_id=uuid4(),
        reason=reason,
    )


def _actor(connection: Connection, person: Person | None) -> Actor:
    if person is not None:
        return Actor(id=f"{connection.tracker}:{person.id}", display=person.display, kind="human")
    display = f"{connection.tracker} {connection.remote_name}"
    account = f"{connection.tracker}:{connection.remote_id}"
    return Actor(id=account, display=display, kind="integration")
