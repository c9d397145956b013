"""A webhook delivery as it is kept in the inbox."""

from uuid import UUID

from workers.inbox import Arrived


def a_delivery(connection_id: UUID) -> Arrived:
    """GitHub told that an issue was edited."""
    return Arrived(
        id="d-1",
        connection_id=connection_id,
        tracker="github",
        event="issues",
        action="edited",
        issue_key="1",
        issue_id="1",
        comment_id=None,
        deleted=False,
        headers={},
        body=b"{}",
    )
