"""The roadmap as a board of three columns, and as a timeline of windows."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from domain.roadmap_item.words import HORIZONS
from projections import page as pages
from projections.page import Wanted, narrowed
from projections.roadmap.cards import Card, cards_of
from projections.roadmap.listing import ROADMAP

OPEN = ("proposed", "planned", "in_progress", "paused")
_ITEM = ROADMAP.table.c
ANY_DAY = ""
"""Before every day: what has a window at all."""
_DAYS = ("starts", "ends")
BEST_FIRST = (sa.func.coalesce(_ITEM.score, -1).desc(), _ITEM.product_key, _ITEM.number)
EARLIEST_FIRST = (_ITEM.starts, _ITEM.ends, _ITEM.product_key, _ITEM.number)


class Board(Struct, frozen=True):
    """What is done now, what comes next and what later: the best scored first."""

    now: list[Card]
    next: list[Card]
    later: list[Card]


class Timeline(Struct, frozen=True):
    """Items by their windows, earliest first; ``unscheduled`` counts those that have none."""

    items: list[Card]
    unscheduled: int


class Listed(Struct, frozen=True):
    """Some items by their numbers, and where the next ones are."""

    items: list[Card]
    next: str | None


def listed(
    connection: sa.Connection,
    wanted: Wanted,
    baseline: int | None = None,
    *,
    limit: int,
    cursor: str | None,
) -> Listed:
    """A page of items; raises ``CursorRefused`` for a cursor that is none, or is another's."""
    page = pages.page(connection, ROADMAP, wanted, limit=limit, cursor=cursor)
    return Listed(cards_of(connection, page.items, baseline), page.next)


def board(
    connection: sa.Connection, wanted: Wanted, limit: int, baseline: int | None = None
) -> Board:
    """The board of what is open, or of the statuses that are wanted; ``limit`` per column."""
    asked = {"status": OPEN} | dict(wanted)
    columns = [
        _chosen(connection, asked | {"horizon": (each,)}, BEST_FIRST, limit)
        if each in asked.get("horizon", HORIZONS)
        else []
        for each in HORIZONS
    ]
    return Board(*(cards_of(connection, each, baseline) for each in columns))


def timeline(
    connection: sa.Connection, wanted: Wanted, limit: int, baseline: int | None = None
) -> Timeline:
    """What has a window, by that window; dropped items only when they are asked for."""
    asked = {"status": (*OPEN, "shipped")} | dict(wanted)
    rows = _chosen(connection, {"starts[gte]": ANY_DAY} | asked, EARLIEST_FIRST, limit)
    undated = {name: each for name, each in asked.items() if not name.startswith(_DAYS)}
    without = sa.select(sa.func.count()).where(*narrowed(ROADMAP, undated), _ITEM.starts.is_(None))
    return Timeline(cards_of(connection, rows, baseline), connection.execute(without).scalar_one())


def _chosen(
    connection: sa.Connection, wanted: Wanted, order: Sequence[Any], limit: int
) -> list[str]:
    statement = sa.select(_ITEM.json).where(*narrowed(ROADMAP, wanted))
    return list(connection.execute(statement.order_by(*order).limit(limit)).scalars())
