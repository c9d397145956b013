"""Folds the facts of a batch into the backlog's rows: one read, one write, however many facts."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
import sqlalchemy as sa

from domain.backlog_item.rules import ITEM
from domain.backlog_item.state import BacklogItem
from ledger.entry import Entry
from projections.backlog.tables import BACKLOG_ITEM, UNRANKED
from projections.bulk import Row, rows_with, upsert
from projections.projection import OnError, empty, types_of
from projections.sendable import sendable


class BacklogView:
    """The backlog as a projection."""

    name = "backlog"
    version = 1
    on_error: OnError = "stop"
    tables: Sequence[sa.Table] = (BACKLOG_ITEM,)

    def apply(self, connection: sa.Connection, entries: Sequence[Entry]) -> Sequence[str]:
        """Fold the batch's item facts and write every touched item once."""
        kinds = types_of("item")
        mine = [entry for entry in entries if type(entry.fact) in kinds]
        items, added = _known(connection, mine)
        last: dict[UUID, Entry] = {}
        evolve = ITEM.evolve
        for entry in mine:
            stream_id = entry.stream_id
            items[stream_id] = evolve(items.get(stream_id), entry.fact)
            last[stream_id] = entry
            if entry.stream_version == 1:
                added[stream_id] = entry.origin.occurred_at.timestamp()
        rows = [
            _row(items[stream_id], added[stream_id], entry) for stream_id, entry in last.items()
        ]
        upsert(connection, BACKLOG_ITEM, rows)
        return ()

    def clear(self, connection: sa.Connection) -> None:
        """Forget every row."""
        empty(connection, self.tables)


def _known(
    connection: sa.Connection, entries: Sequence[Entry]
) -> tuple[dict[UUID, BacklogItem], dict[UUID, float]]:
    """The items that the batch goes on with, and when each was added."""
    born = {entry.stream_id for entry in entries if entry.stream_version == 1}
    wanted = {entry.stream_id for entry in entries} - born
    columns = (BACKLOG_ITEM.c.id, BACKLOG_ITEM.c.json, BACKLOG_ITEM.c.added_at)
    found = rows_with(connection, BACKLOG_ITEM.c.id, map(str, wanted), columns)
    items = {UUID(row[0]): _DECODER.decode(row[1]) for row in found}
    return items, {UUID(row[0]): row[2] for row in found}


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
