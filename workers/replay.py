"""Takes up a parked delivery again, reading its kept body once more with today's program."""

from collections.abc import Mapping
from uuid import UUID

import msgspec
import sqlalchemy as sa

from domain.refusal import Refused, Unknown
from integrations.webhook import Unreadable
from workers import deep_sweep, inbox
from workers.accept import READERS
from workers.context import Context
from workers.tables import INBOX

_READ = ("event", "action", "issue_key", "issue_id", "comment_id", "deleted")


def replay(context: Context, connection_id: UUID, delivery_id: str) -> None:
    """Make a parked delivery due again; a deep sweep's look has no body to read.

    Raises:
        Unknown: There is no such parked delivery.
        Refused: ``unreadable-delivery``: its body still cannot be read; it stays parked.
    """
    place = (
        INBOX.c.connection_id == str(connection_id),
        INBOX.c.delivery_id == delivery_id,
        INBOX.c.state == "parked",
    )
    with context.database.begin() as connection:
        columns = (INBOX.c.tracker, INBOX.c.event, INBOX.c.headers, INBOX.c.body)
        row = connection.execute(sa.select(*columns).where(*place)).one_or_none()
        if row is None:
            raise Unknown("parked delivery", delivery_id)
        if row.event != deep_sweep.EVENT:
            read = _read(row.tracker, msgspec.json.decode(row.headers), bytes(row.body))
            connection.execute(sa.update(INBOX).where(*place).values(read))
        inbox.replay(connection, connection_id, delivery_id, context.clock())
    context.wake("receive", str(connection_id), delivery_id)


def _read(tracker: str, headers: Mapping[str, str], body: bytes) -> dict[str, str | bool | None]:
    try:
        arrival = READERS[tracker].read(headers, body)
    except Unreadable as error:
        message = f"The body still cannot be read: {error.why}"
        raise Refused("unreadable-delivery", message) from error
    return {name: getattr(arrival, name) for name in _READ}
