"""What an item's place was: at a position of the ledger, or when it first had a window."""

from collections.abc import Sequence
from typing import Any

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
    statement = _FIRST if position is None else _AT
    rows = connection.execute(statement, {"keys": keys, "position": position})
    return {key: Place(key, horizon, window_of(*rest)) for key, horizon, *rest in rows}


def _places(found: sa.Select[tuple[int]]) -> sa.Select[Any]:
    """The place that was left behind at one position for each key: composed once, asked often."""
    mine = _MOVE.key.in_(sa.bindparam("keys", expanding=True))
    at = _MOVE.position.in_(found.where(mine).group_by(_MOVE.key))
    return sa.select(_MOVE.key, _MOVE.horizon, _MOVE.starts, _MOVE.ends, _MOVE.resolution).where(at)


_FIRST = _places(sa.select(sa.func.min(_MOVE.position)).where(_MOVE.starts.is_not(None)))
_AT = _places(
    sa.select(sa.func.max(_MOVE.position)).where(_MOVE.position <= sa.bindparam("position"))
)
