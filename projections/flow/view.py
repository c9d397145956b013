"""Keeps each item's way through the work: one read and one write for a batch of facts."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa

from domain.backlog_item.facts import ItemAdded
from domain.keys import product_of
from ledger.entry import Entry
from projections.bulk import Row, rows_with, upsert
from projections.flow.life import TOLD, Life, began, went_on
from projections.flow.tables import FLOW_DONE, FLOW_ITEM, FLOW_WEEK
from projections.flow.tally import Changes, keep, note
from projections.projection import OnError, empty

_ITEM, _DONE = FLOW_ITEM.c, FLOW_DONE.c
_KEPT = [_ITEM[each] for each in Life.__struct_fields__]


class FlowView:
    """The flow as a projection."""

    name = "flow"
    version = 1
    on_error: OnError = "stop"
    tables: Sequence[sa.Table] = (FLOW_ITEM, FLOW_DONE, FLOW_WEEK)

    def apply(self, connection: sa.Connection, entries: Sequence[Entry]) -> Sequence[str]:
        """Let every item that the batch touches go on."""
        mine = [entry for entry in entries if type(entry.fact) in TOLD]
        if not mine:
            return ()
        lives = _known(connection, mine)
        finished: list[Row] = []
        undone: list[tuple[int, str]] = []
        changes: Changes = {}
        for entry in mine:
            before = lives.get(entry.stream_id)
            lives[entry.stream_id] = after = _after(before, entry)
            note(changes, before, after)
            if before is not None and before.completion not in (None, after.completion):
                undone.append((before.completion or 0, _learnt(entry)))
            if after.completion == entry.position:
                finished.append(_finished(entry, after))
        upsert(connection, FLOW_ITEM, [_row(id_, life) for id_, life in lives.items()])
        upsert(connection, FLOW_DONE, finished)
        _take_back(connection, undone)
        keep(connection, changes)
        return ()

    def clear(self, connection: sa.Connection) -> None:
        """Forget every row."""
        empty(connection, self.tables)


def _known(connection: sa.Connection, entries: Iterable[Entry]) -> dict[UUID, Life]:
    """The lives that the batch goes on with."""
    old = {str(each.stream_id) for each in entries if not isinstance(each.fact, ItemAdded)}
    rows = rows_with(connection, _ITEM.id, sorted(old), [_ITEM.id, *_KEPT])
    return {
        UUID(id_): _life(dict(zip(Life.__struct_fields__, kept, strict=True)))
        for id_, *kept in rows
    }


def _life(kept: Mapping[str, object]) -> Life:
    # SQLite has no truth values: they come as numbers
    return Life(**{**kept, "archived": bool(kept["archived"])})  # type: ignore[arg-type]  # as stored


def _after(before: Life | None, entry: Entry) -> Life:
    day = entry.origin.occurred_at.date().isoformat()
    if isinstance(entry.fact, ItemAdded):
        return began(entry.fact, day)
    if before is None:
        message = f"an item's first fact is not {type(entry.fact).__name__}"
        raise TypeError(message)
    return went_on(before, entry.fact, day, entry.position)


def _row(id_: UUID, life: Life) -> Row:
    return (
        str(id_),
        life.key,
        product_of(life.key),
        life.kind,
        life.status,
        life.archived,
        life.added,
        life.started,
        life.ended,
        life.blocked_since,
        life.blocked_days,
        life.completion,
        life.stage,
        life.cycle_days,
    )


def _finished(entry: Entry, life: Life) -> Row:
    id_, product = str(entry.stream_id), product_of(life.key)
    return (entry.position, id_, product, life.ended, _learnt(entry), None)


def _learnt(entry: Entry) -> str:
    return entry.recorded_at.date().isoformat()


def _take_back(connection: sa.Connection, undone: Iterable[tuple[int, str]]) -> None:
    for position, day in undone:  # seldom: an item that is opened again
        told = sa.update(FLOW_DONE).where(_DONE.position == position)
        connection.execute(told.values(undone=day))
