"""Follows where each item stands: a row per fact that moves it, with slip, notice and cause.

Slip is how many days later its window ends than before; notice is how many days before the old end
we learnt of it. Neither is stored in a fact: both follow from the place that the last row holds.
"""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from msgspec import Struct

from domain.fact import Fact
from domain.keys import number_of, product_of
from domain.roadmap_item.facts import (
    RoadmapItemMoved,
    RoadmapItemProposed,
    RoadmapItemRescheduled,
    RoadmapItemRevived,
    RoadmapItemScheduled,
)
from domain.roadmap_item.words import Horizon
from domain.values import Window, days_between
from ledger.entry import Entry
from projections.bulk import Row, append, rows_with
from projections.projection import OnError, empty
from projections.roadmap.tables import ROADMAP_MOVE

MOVED = (RoadmapItemMoved, RoadmapItemRescheduled)
"""What counts as a move: getting the first window does not."""
_PLACED = frozenset({RoadmapItemProposed, RoadmapItemScheduled, RoadmapItemRevived, *MOVED})
_MOVE = ROADMAP_MOVE.c


class Place(Struct, frozen=True):
    """Where an item stands on the roadmap."""

    key: str
    horizon: Horizon
    window: Window | None = None


class RoadmapMovesView:
    """The moves as a projection."""

    name = "roadmap_move"
    version = 1
    on_error: OnError = "stop"
    tables: Sequence[sa.Table] = (ROADMAP_MOVE,)

    def apply(self, connection: sa.Connection, entries: Sequence[Entry]) -> Sequence[str]:
        """Write a row per fact that gives an item another place."""
        placing = [entry for entry in entries if type(entry.fact) in _PLACED]
        places = _places(connection, placing)
        rows = []
        for entry in placing:
            before = places.get(entry.stream_id)
            places[entry.stream_id] = after = _after(before, entry.fact)
            rows.append(_row(entry, before, after))
        append(connection, ROADMAP_MOVE, rows)
        return ()

    def clear(self, connection: sa.Connection) -> None:
        """Forget every row."""
        empty(connection, self.tables)


def _places(connection: sa.Connection, entries: Sequence[Entry]) -> dict[UUID, Place]:
    """Where the items of a batch stand before it."""
    known = {str(entry.stream_id) for entry in entries if entry.stream_version > 1}
    columns = [_MOVE.position, _MOVE.id, _MOVE.key, *_WINDOWED]
    rows = sorted(rows_with(connection, _MOVE.id, sorted(known), columns))
    return {UUID(row[1]): Place(row[2], row[3], window_of(*row[4:])) for row in rows}


_WINDOWED = (_MOVE.horizon, _MOVE.starts, _MOVE.ends, _MOVE.resolution)


def window_of(starts: str | None, ends: str | None, resolution: str | None) -> Window | None:
    """A stored window; None where there is none."""
    if starts is None or ends is None:
        return None
    return Window(starts, ends, resolution)  # type: ignore[arg-type]  # as it was stored


def _after(before: Place | None, fact: Fact) -> Place:
    match fact:
        case RoadmapItemProposed():
            return Place(fact.key, fact.horizon)
        case _ if before is None:
            message = f"a roadmap item's first fact is not {type(fact).__name__}"
            raise TypeError(message)
        case RoadmapItemMoved():
            return Place(before.key, fact.horizon, before.window)
        case RoadmapItemScheduled() | RoadmapItemRescheduled():
            return Place(before.key, before.horizon, fact.window)
        case _:
            return Place(before.key, before.horizon)


def _row(entry: Entry, before: Place | None, after: Place) -> Row:
    origin, window = entry.origin, after.window
    day = entry.recorded_at.date().isoformat()
    slip, notice = _slip(before, after, day)
    return (
        entry.position,
        str(entry.stream_id),
        after.key,
        product_of(after.key),
        number_of(after.key),
        str(type(entry.fact).__struct_config__.tag).partition(".")[2],
        day,
        after.horizon,
        *((window.start, window.end, window.resolution) if window else (None, None, None)),
        int(isinstance(entry.fact, MOVED)),
        slip,
        notice,
        origin.because_of[0].type if origin.because_of else "none",
        int(bool((origin.reason or "").strip())),
    )


def _slip(before: Place | None, after: Place, day: str) -> tuple[int, int | None]:
    """Slip and notice in days; notice is given only of a window that moves."""
    if before is None or before.window is None or after.window in (None, before.window):
        return 0, None
    assert after.window is not None  # noqa: S101  # told apart just now
    end = before.window.end
    return days_between(end, after.window.end), days_between(day, end)
