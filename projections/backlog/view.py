"""Folds the facts of a batch into the backlog's rows: one read, one write, however many facts."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
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

AT_HAND = 4000
"""How many items are kept in memory before only the last batch's are."""


class _Known(NamedTuple):
    """An item as it stands after ``version`` facts, and when it was added."""

    item: BacklogItem
    added_at: float
    version: int


class BacklogView:
    """The backlog as a projection.

    What the last batches folded is kept at hand. A state belongs to its version, so it is never
    wrong, not even after a rollback: it is used only when the next fact is the next version.
    """

    name = "backlog"
    version = 1
    on_error: OnError = "stop"
    tables: Sequence[sa.Table] = (BACKLOG_ITEM,)

    def __init__(self) -> None:
        """Know nothing yet."""
        self._recent: dict[int, _Known] = {}

    def apply(self, connection: sa.Connection, entries: Sequence[Entry]) -> Sequence[str]:
        """Fold the batch's item facts and write every touched item once."""
        lives = by_stream(entries, "item")
        known = self._known(connection, lives)
        evolve = ITEM.evolve
        for stream, life in lives.items():
            before = known.get(stream)
            item = evolve(before.item if before else None, life[0].fact)
            for entry in life[1:]:
                item = evolve(item, entry.fact)
            added_at = before.added_at if before else life[0].origin.occurred_at.timestamp()
            known[stream] = _Known(item, added_at, life[-1].stream_version)
        upsert(connection, BACKLOG_ITEM, _rows(lives, known))
        if len(self._recent) > AT_HAND:
            self._recent.clear()
        self._recent.update(known)
        return ()

    def clear(self, connection: sa.Connection) -> None:
        """Forget every row."""
        empty(connection, self.tables)

    def _known(
        self, connection: sa.Connection, lives: Mapping[int, list[Entry]]
    ) -> dict[int, _Known]:
        """The items that the batch goes on with."""
        known: dict[int, _Known] = {}
        unknown: list[str] = []
        for stream, life in lives.items():
            first = life[0]
            recent = self._recent.get(stream)
            if recent is not None and recent.version == first.stream_version - 1:
                known[stream] = recent
            elif first.stream_version > 1:
                unknown.append(str(first.stream_id))
        for id_, packed, *rest in rows_with(connection, BACKLOG_ITEM.c.id, unknown, _COLUMNS):
            known[UUID(id_).int] = _Known(_DECODER.decode(packed), *rest)
        return known


def _rows(lives: Mapping[int, list[Entry]], known: Mapping[int, _Known]) -> list[Row]:
    """One row per touched item; ids become text all at once, which is several times cheaper."""
    folded = [known[stream] for stream in lives]
    ids = msgspec.to_builtins([life[-1].stream_id for life in lives.values()])
    products = msgspec.to_builtins([each.item.product for each in folded])
    return [
        (id_, product, *_columns(each.item, each.added_at, life[-1]))
        for id_, product, each, life in zip(ids, products, folded, lives.values(), strict=True)
    ]


def _columns(item: BacklogItem, added_at: float, last: Entry) -> Row:
    product_key, _, number = item.key.rpartition("-")
    return (
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


_COLUMNS = [BACKLOG_ITEM.c[name] for name in ("id", "json", "added_at", "version")]
_DECODER = msgspec.json.Decoder(BacklogItem)
