"""What the page says of the trackers of a product."""

from datetime import datetime

import sqlalchemy as sa

from domain.identity import product_id
from projections.outbox_table import OUTBOX
from projections.overview.parts import Sync
from projections.sync.tables import CONFLICT_VIEW, CONNECTION_VIEW, LINK_VIEW

_CONNECTION = CONNECTION_VIEW.c


def sync(connection: sa.Connection, product: str, now: datetime) -> Sync:
    """How its connections are, what waits to be sent, and what waits for a person."""
    is_ours = _CONNECTION.product_id == str(product_id(product))
    ours = sa.select(_CONNECTION.id).where(is_ours, _CONNECTION.state != "disconnected")
    by_state = sa.select(_CONNECTION.state, sa.func.count()).where(is_ours)
    tally = by_state.where(_CONNECTION.state != "disconnected").group_by(_CONNECTION.state)
    states = {state: count for state, count in connection.execute(tally)}  # noqa: C416  # rows
    is_due = (OUTBOX.c.state == "due", OUTBOX.c.connection_id.in_(ours))
    due = sa.select(sa.func.count(), sa.func.min(OUTBOX.c.not_before)).where(*is_due)
    waiting, first = connection.execute(due).one()
    is_open = (CONFLICT_VIEW.c.state == "open", CONFLICT_VIEW.c.connection_id.in_(ours))
    is_stuck = (LINK_VIEW.c.state.in_(("broken", "parked")), LINK_VIEW.c.connection_id.in_(ours))
    return Sync(
        connections=sum(states.values()),
        trouble=states.get("degraded", 0) + states.get("needs_auth", 0),
        waiting=waiting,
        lag_s=0.0 if first is None else max(0.0, round(now.timestamp() - first, 3)),
        conflicts=_count(connection, *is_open),
        stuck=_count(connection, *is_stuck),
    )


def _count(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> int:
    return connection.execute(sa.select(sa.func.count()).where(*conditions)).scalar_one()
