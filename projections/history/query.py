"""What people ask of the history."""

from uuid import UUID

import sqlalchemy as sa

from projections import cursor as cursors
from projections.history.row import Stored, sent
from projections.history.tables import HISTORY_ROW, HISTORY_STREAM, of_streams
from projections.keyset import Some


def history_of(
    connection: sa.Connection,
    key: str | None,
    *,
    limit: int = 100,
    cursor: str | None = None,
    newest_first: bool = False,
) -> Some[bytes]:
    """The facts about one key (an item with its links, a product with its connections), or all.

    Raises:
        CursorMismatch: The cursor was given out for another key or direction.
        CursorRefused: It is no cursor.
    """
    question = (key, newest_first)
    position = HISTORY_ROW.c.position
    statement = sa.select(*HISTORY_ROW.columns).limit(limit + 1)
    statement = statement.order_by(position.desc() if newest_first else position)
    if key is not None:
        statement = statement.where(of_streams(_streams(connection, key)))
    if cursor is not None:
        (place,) = cursors.read(cursor, question, tuple[int])
        statement = statement.where(position < place if newest_first else position > place)
    found = [(sent(Stored(*row).read()), row.position) for row in connection.execute(statement)]
    rows, behind = cursors.cut(found, limit, question, 1)
    return Some([row[0] for row in rows], behind)


def _streams(connection: sa.Connection, key: str) -> list[UUID]:
    """All that goes by a key: a thing, and an item's links or a product's connections."""
    stream_id = HISTORY_STREAM.c.stream_id
    found = connection.execute(sa.select(stream_id).where(HISTORY_STREAM.c.key == key))
    return [UUID(each) for each in found.scalars()]
