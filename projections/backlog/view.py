"""Folds the facts of a batch into the backlog's rows: one read, one write, however many facts."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec
import sqlalchemy as sa

from domain.backlog_item.rules import ITEM
from domain.backlog_item.state import BacklogItem
from ledger.entry import Entry
from projections.backlog.tables import BACKLOG_ITEM, UNRANKED
from projections.bulk import Row, rows_with, upsert
from projections.projection import OnError, by_stream, empty
from projections.sendable import sendable


class BacklogView:
    """The backlog as a projection."""

    name = "backlog"
    version = 1
    on_error: OnError = "stop"
    tables: Sequence[sa.Table] = (BACKLOG_ITEM,)

    def apply(self, connection: sa.Connection, entries: Sequence[Entry]) -> Sequence[str]:
        """Fold the batch's item facts and write every touched item once."""
        lives = by_stream(entries, "item")
        known = _known(connection, lives)
        evolve = ITEM.evolve
        rows = []
        for stream, life in lives.items():
            first, added_at = known.get(stream, (None, life[0].origin.occurred_at.timestamp()))
            item = evolve(first, life[0].fact)
            for entry in life[1:]:
                item = evolve(item, entry.fact)
            rows.append(_row(item, added_at, life[-1]))
        upsert(connection, BACKLOG_ITEM, rows)
        return ()

    def clear(self, connection: sa.Connection) -> None:
        """Forget every row."""
        empty(connection, self.tables)


def _known(
    connection: sa.Connection, lives: Mapping[int, list[Entry]]
) -> dict[int, tuple[BacklogItem, float]]:
    """The items that the batch goes on with, and when each was added."""
    wanted = [str(life[0].stream_id) for life in lives.values() if life[0].stream_version > 1]
    columns = (BACKLOG_ITEM.c.id, BACKLOG_ITEM.c.json, BACKLOG_ITEM.c.added_at)
    found = rows_with(connection, BACKLOG_ITEM.c.id, wanted, columns)
    return {UUID(id_).int: (_DECODER.decode(packed), at) for id_, packed, at in found}


def _row(item: BacklogItem, added_at: float, last: Entry) -> Row:
    product_key, _, number = item.key.rpartition("-")
    return (
        str(last.stream_id),
        str(item.product),
        product_key,
        int(number),
        item.key,
        item.kind,
        item.status,
        item.priority,
        item.moscow,
        item.assignee,
        f" {' '.join(item.labels)} ",
        item.rank or UNRANKED,
        item.title,
        f"{item.key} {item.title}".casefold(),
        item.blocked is not None,
        item.archived,
        last.stream_version,
        last.position,
        added_at,
        last.recorded_at.timestamp(),
        sendable(item, last),
    )


_DECODER = msgspec.json.Decoder(BacklogItem)
