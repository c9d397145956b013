"""What an item's place was: at a position of the ledger, or when it first had a window."""

from collections.abc import Sequence

import sqlalchemy as sa

from projections.roadmap.moves import Place, window_of
from projections.roadmap.tables import ROADMAP_MOVE

_MOVE = ROADMAP_MOVE.c


def places_at(
    connection: sa.Connection, keys: Sequence[str], position: int | None
) -> dict[str, Place]:
    """The items' places by key: at ``position``, or with their first window when it is None.

    An item that did not exist at the position is not in the answer.
    """
    if not keys:
        return {}
    mine = _MOVE.key.in_(keys)
    if position is None:
        found = sa.select(sa.func.min(_MOVE.position)).where(mine, _MOVE.starts.is_not(None))
    else:
        found = sa.select(sa.func.max(_MOVE.position)).where(mine, _MOVE.position <= position)
    columns = (_MOVE.key, _MOVE.horizon, _MOVE.starts, _MOVE.ends, _MOVE.resolution)
    at = _MOVE.position.in_(found.group_by(_MOVE.key))
    rows = connection.execute(sa.select(*columns).where(at))
    return {row.key: Place(row.key, row.horizon, window_of(*row[2:])) for row in rows}
