"""Keeps each item's way through the work: one read and one write for a batch of facts."""

from collections.abc import Iterable, Mapping, Sequence, Set
from uuid import UUID

import sqlalchemy as sa

from domain.backlog_item.facts import ItemAdded
from domain.keys import product_of
from ledger.entry import Entry
from projections.bulk import Row, append, rows_with, upsert
from projections.flow.life import Life, began, tells, went_on
from projections.flow.tables import FLOW_DONE, FLOW_ITEM, FLOW_WEEK
from projections.flow.tally import Changes, note, rows_of
from projections.projection import OnError, Write, empty

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
        return self.prepare(connection, entries)(connection)

    def prepare(self, connection: sa.Connection, entries: Sequence[Entry]) -> Write:
        """Let every item go on; what is left to do is to write the rows."""
        mine = [entry for entry in entries if tells(entry.fact)]
        lives = _known(connection, mine)
        known = set(lives)
        finished: dict[int, Row] = {}
        undone: dict[int, str] = {}
        changes: Changes = {}
        for entry in mine:
            before = lives.get(entry.stream_id.int)
            lives[entry.stream_id.int] = after = _after(before, entry)
            note(changes, before, after)
            if before is not None and before.completion not in (None, after.completion):
                undone[before.completion or 0] = _learnt(entry)
            if after.completion == entry.position:
                finished[entry.position] = _finished(entry, after)
        finished |= _earlier(connection, lives, undone.keys() - finished.keys())
        done = [(*row[:-1], undone.get(at)) for at, row in finished.items()]
        new = [_row(at, life) for at, life in lives.items() if at not in known]
        old, weeks = [_row(at, lives[at]) for at in known], rows_of(connection, changes)

        def write(connection: sa.Connection) -> Sequence[str]:
            append(connection, FLOW_ITEM, new)
            upsert(connection, FLOW_ITEM, old)
            upsert(connection, FLOW_DONE, done)
            upsert(connection, FLOW_WEEK, weeks)
            return ()

        return write

    def clear(self, connection: sa.Connection) -> None:
        """Forget every row."""
        empty(connection, self.tables)


def _known(connection: sa.Connection, entries: Iterable[Entry]) -> dict[int, Life]:
    """The lives that the batch goes on with."""
    first: dict[int, int] = {}
    for each in entries:
        first.setdefault(each.stream_id.int, each.stream_version)
    old = (str(UUID(int=stream)) for stream, version in first.items() if version > 1)
    rows = rows_with(connection, _ITEM.id, sorted(old), [_ITEM.id, *_KEPT])
    return {
        UUID(id_).int: _life(dict(zip(Life.__struct_fields__, kept, strict=True)))
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


def _row(stream: int, life: Life) -> Row:
    return (
        str(UUID(int=stream)),
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


def _earlier(
    connection: sa.Connection, lives: Iterable[int], positions: Set[int]
) -> dict[int, Row]:
    """The rows of completions before the batch, which it takes back: there seldom are any."""
    if not positions:
        return {}
    ids = sorted(str(UUID(int=each)) for each in lives)
    rows = rows_with(connection, _DONE.id, ids, list(FLOW_DONE.columns))
    return {row[0]: row for row in rows if row[0] in positions}
