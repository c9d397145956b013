"""Folds connections and links into their rows, and keeps every conflict, open or settled."""

from collections.abc import Sequence
from functools import reduce
from typing import Any, TypeVar
from uuid import UUID

import msgspec
import sqlalchemy as sa

from domain.connection.rules import CONNECTION
from domain.connection.state import Connection
from domain.decider import Decider
from domain.link.rules import LINK
from domain.link.state import Link
from ledger.entry import Entry
from projections.bulk import Row, rows_with, upsert
from projections.projection import OnError, by_stream, empty
from projections.sendable import sendable
from projections.sync.conflicts import write_conflicts
from projections.sync.tables import CONFLICT_VIEW, CONNECTION_VIEW, LINK_VIEW

State = TypeVar("State", Connection, Link)


class SyncView:
    """The state of sync as a projection."""

    name = "sync"
    version = 1
    on_error: OnError = "stop"
    tables: Sequence[sa.Table] = (CONNECTION_VIEW, LINK_VIEW, CONFLICT_VIEW)

    def apply(self, connection: sa.Connection, entries: Sequence[Entry]) -> Sequence[str]:
        """Write every touched connection, link and conflict once; announces the connections."""
        connected = _folded(connection, entries, CONNECTION, Connection, CONNECTION_VIEW)
        upsert(connection, CONNECTION_VIEW, [_connection_row(*each) for each in connected])
        linked = _folded(connection, entries, LINK, Link, LINK_VIEW)
        upsert(connection, LINK_VIEW, [_link_row(*each) for each in linked])
        links = {last.stream_id: state for state, last in linked}
        write_conflicts(connection, entries, links)
        return [str(last.stream_id) for _, last in connected]

    def clear(self, connection: sa.Connection) -> None:
        """Forget every row."""
        empty(connection, self.tables)


def _folded(
    connection: sa.Connection,
    entries: Sequence[Entry],
    decider: Decider[State, Any],
    shape: type[State],
    table: sa.Table,
) -> list[tuple[State, Entry]]:
    """Each touched stream's state after the batch, with the last fact that shaped it."""
    lives = by_stream(entries, decider.kind)
    wanted = [str(life[0].stream_id) for life in lives.values() if life[0].stream_version > 1]
    found = rows_with(connection, table.c.id, wanted, (table.c.id, table.c.json))
    states = {UUID(id_).int: msgspec.json.decode(packed, type=shape) for id_, packed in found}
    folded = []
    for stream, life in lives.items():
        state = decider.evolve(states.get(stream), life[0].fact)
        folded.append((reduce(decider.evolve, (entry.fact for entry in life[1:]), state), life[-1]))
    return folded


def _connection_row(state: Connection, last: Entry) -> Row:
    return (
        str(last.stream_id),
        str(state.product),
        state.tracker,
        state.remote_name,
        state.state,
        state.trouble,
        last.stream_version,
        last.position,
        sendable(state, last),
    )


def _link_row(link: Link, last: Entry) -> Row:
    remote = link.remote
    return (
        str(last.stream_id),
        str(link.item),
        str(link.connection),
        link.state,
        remote.id if remote else None,
        remote.key if remote else None,
        remote.url if remote else None,
        link.parked.reason if link.parked else None,
        len(link.conflicts),
        last.stream_version,
        last.position,
        last.recorded_at.timestamp(),
        msgspec.json.encode(link).decode(),
    )
