"""Takes whole streams out of the ledger: only ever what was made up, such as a product to look at.

What happened is never taken back. The positions of what is erased are given to nobody else, and
whoever calls this has to build the read models anew.
"""

from collections.abc import Collection
from uuid import UUID

import msgspec
import sqlalchemy as sa

from ledger.database import Database


def erase(database: Database, streams: Collection[UUID]) -> int:
    """Delete every fact and snapshot of ``streams`` in one transaction; answers how many facts."""
    with database.begin() as connection:
        gone = _delete(connection, "events", "originator_id", streams)
        _delete(connection, "snapshot", "stream_id", streams)
    return gone


def _delete(connection: sa.Connection, table: str, column: str, streams: Collection[UUID]) -> int:
    if connection.dialect.name == "postgresql":
        chosen, values = f"{column} = ANY(%s::uuid[])", (list(streams),)
    else:
        chosen = f"{column} IN (SELECT value FROM json_each(?))"  # noqa: S608  # a column's name
        values = (msgspec.json.encode([each.hex for each in streams]).decode(),)  # type: ignore[assignment]  # as above
    statement = f"DELETE FROM {table} WHERE {chosen}"  # noqa: S608  # names of ours
    return connection.exec_driver_sql(statement, values).rowcount
