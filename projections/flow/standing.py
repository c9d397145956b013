"""What is on its way, and what cannot go on."""

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.backlog_item.facts import Status
from domain.values import day_after, days_between
from projections.backlog.listing import BACKLOG_ITEM
from projections.flow.parts import BlockedTime, Working, WorkingItem
from projections.flow.tables import FLOW_ITEM

SHOWN = 20
"""How many of the items that are worked on are named: the oldest."""
OPEN = ("waiting", "working")
_ITEM = FLOW_ITEM.c
Mine = Sequence[sa.ColumnElement[bool]]


def working(connection: sa.Connection, mine: Mine, today: str, slow: int | None) -> Working:
    """What is worked on; late is what is older than ``slow`` days."""
    at_work = (*mine, _ITEM.stage == "working")
    since = day_after(today, 1 - slow) if slow is not None else ""
    columns = (
        sa.func.count(),
        sa.func.count(_ITEM.blocked_since),
        sa.func.sum(sa.case((_ITEM.started < since, 1), else_=0)),
    )
    items, blocked, late = connection.execute(sa.select(*columns).where(*at_work)).one()
    return Working(items, blocked, late or 0, _oldest(connection, at_work, today))


def blocked(
    connection: sa.Connection, mine: Mine, today: str, finished: Sequence[int]
) -> BlockedTime:
    """Who cannot go on now, and how long those that were ``finished`` had been blocked."""
    standing = (*mine, _ITEM.stage.in_(OPEN), _ITEM.blocked_since.is_not(None))
    rows = connection.execute(sa.select(_ITEM.blocked_since, _ITEM.blocked_days).where(*standing))
    days = [_blocked_days(since, before, today) for since, before in rows]
    once = [each for each in finished if each]
    return BlockedTime(len(days), sum(days), len(once), sum(once))


class _Listed(Struct, frozen=True):
    """What is taken from an item's JSON."""

    title: str
    status: Status
    assignee: str | None = None


def _oldest(connection: sa.Connection, at_work: Mine, today: str) -> list[WorkingItem]:
    order = (_ITEM.started, _ITEM.key)
    columns = [_ITEM[each] for each in ("id", "key", "kind", "started", "blocked_since")]
    first = sa.select(*columns, _ITEM.blocked_days).where(*at_work).order_by(*order).limit(SHOWN)
    oldest = first.subquery()
    listed = sa.select(*oldest.c, BACKLOG_ITEM.c.json).outerjoin(
        BACKLOG_ITEM, BACKLOG_ITEM.c.id == oldest.c.id
    )
    rows = connection.execute(listed.order_by(oldest.c.started, oldest.c.key))
    return [_worked_on(row, today) for row in rows]


def _worked_on(row: Any, today: str) -> WorkingItem:  # noqa: ANN401  # of the statement above
    listed = msgspec.json.decode(row.json, type=_Listed) if row.json is not None else None
    return WorkingItem(
        row.key,
        row.kind,
        listed.status if listed else None,
        listed.title if listed else "",
        listed.assignee if listed else None,
        row.started,
        max(days_between(row.started, today), 0) + 1,
        row.blocked_since is not None,
        _blocked_days(row.blocked_since, row.blocked_days, today),
    )


def _blocked_days(since: str | None, before: int, today: str) -> int:
    return before + (max(days_between(since, today), 0) if since else 0)
