"""What comes out with a release: how far it is, whether it may go out, and how its date moved."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.fact import Actor, Ref
from domain.keys import kind_of, stream_of
from domain.release.facts import GoNoGo, ReleaseRescheduled, Status
from domain.release.rules import RELEASE
from domain.release.scope import DONE
from domain.release.state import Release, slip
from domain.roadmap_item.words import Moscow
from domain.values import Window, days_between
from ledger.entry import Entry
from projections.backlog.listing import BACKLOG_ITEM
from projections.bulk import rows_with
from projections.releases.listing import Go, go
from projections.roadmap.listing import ROADMAP

TABLES: dict[str, sa.Table] = {"item": BACKLOG_ITEM, "roadmap_item": ROADMAP.table}
"""Where items of each kind are looked up."""
PROJECTIONS = ("backlog", ROADMAP.name)
"""The projections that keep these tables: the answer is as current as the one that is behind."""


class ScopeItem(Struct, frozen=True):
    """One item of the scope; ``status`` is None while its read model is too far behind."""

    key: str
    kind: str
    title: str
    status: str | None
    moscow: Moscow | None
    done: bool


class Move(Struct, frozen=True):
    """The target moved: by how many days, and how many before the promised end one was told.

    Attributes:
        notice_days: From when we learnt it to the end that was announced; None without a promise.
    """

    before: Window
    after: Window
    slip_days: int
    notice_days: int | None
    who: Actor
    at: datetime
    reason: str | None
    because_of: tuple[Ref, ...]


class Scope(Struct, frozen=True):
    """A release with its items and its dates.

    Attributes:
        announced: The window that people were told; ``slip_days`` tells how far off it is by now.
        done_percent: Of the items; None while there are none.
        ready: Whether every must is done and nobody who looked at it says no.
        unfinished: The keys of the items that must come out with it and are not done.
        moves: Of the target, oldest first.
    """

    key: str
    name: str
    version_name: str
    status: Status
    frozen: bool
    target: Window
    announced: Window | None
    slip_days: int | None
    done_percent: int | None
    ready: bool
    unfinished: tuple[str, ...]
    go: Go
    go_no_go: tuple[GoNoGo, ...]
    notes: str
    items: tuple[ScopeItem, ...]
    moves: tuple[Move, ...]


def scope_of(connection: sa.Connection, entries: Sequence[Entry]) -> Scope:
    """What a release's entries and the items' own rows say of it; there is at least one entry."""
    release, moves = _told(entries)
    rows = _rows(connection, release.scope)
    items = tuple(_item(key, rows.get(key)) for key in release.scope)
    left = tuple(each.key for each in items if each.moscow == "must" and not each.done)
    done = sum(each.done for each in items)
    return Scope(
        release.key,
        release.name,
        release.version_name,
        release.status,
        release.frozen,
        release.target,
        release.announced,
        slip(release),
        100 * done // len(items) if items else None,
        not left and go(release) != "no_go",
        left,
        go(release),
        release.go_no_go,
        release.notes,
        items,
        moves,
    )


def _told(entries: Sequence[Entry]) -> tuple[Release, tuple[Move, ...]]:
    """The release as its entries leave it, and how its target moved on the way."""
    moves: list[Move] = []
    state = RELEASE.evolve(None, entries[0].fact)
    for entry in entries[1:]:
        if isinstance(entry.fact, ReleaseRescheduled):
            moves.append(_move(state, entry, entry.fact.target))
        state = RELEASE.evolve(state, entry.fact)
    return state, tuple(moves)


def _move(before: Release, entry: Entry, after: Window) -> Move:
    origin, told = entry.origin, entry.recorded_at.date().isoformat()
    return Move(
        before.target,
        after,
        days_between(before.target.end, after.end),
        days_between(told, before.announced.end) if before.announced else None,
        origin.actor,
        entry.recorded_at,
        origin.reason,
        origin.because_of,
    )


class _Row(Struct, frozen=True):
    """What is taken from an item's JSON, of either kind."""

    key: str
    title: str
    kind: str
    status: str
    moscow: Moscow | None = None


def _rows(connection: sa.Connection, keys: Sequence[str]) -> Mapping[str, _Row]:
    """The items' rows by key: one question for each kind."""
    return {row.key: row for kind in TABLES for row in _of_kind(connection, kind, keys)}


def _of_kind(connection: sa.Connection, kind: str, keys: Sequence[str]) -> Iterator[_Row]:
    table = TABLES[kind]
    ids = [str(stream_of(key)) for key in keys if kind_of(key) == kind]
    for (packed,) in rows_with(connection, table.c.id, ids, [table.c.json]):
        yield msgspec.json.decode(packed, type=_Row)


def _item(key: str, row: _Row | None) -> ScopeItem:
    kind = kind_of(key) or ""
    if row is None:
        return ScopeItem(key, kind, "", None, None, done=False)
    is_done = row.status == DONE[kind]
    return ScopeItem(key, row.kind, row.title, row.status, row.moscow, is_done)
