"""Finds links by the key people use at the tracker."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from projections.sync.tables import LINK_VIEW
from workers.context import Context


def links_by_key(context: Context, connection_id: UUID, keys: Sequence[str]) -> dict[str, UUID]:
    """The links of issues at a connection, by their keys there; unknown ones are left out."""
    if not keys:
        return {}
    with context.database.read() as connection:
        rows = connection.execute(
            sa.select(LINK_VIEW.c.remote_key, LINK_VIEW.c.id).where(
                LINK_VIEW.c.connection_id == str(connection_id), LINK_VIEW.c.remote_key.in_(keys)
            )
        )
        return {key: UUID(link_id) for key, link_id in rows}
