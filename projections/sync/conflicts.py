"""Conflicts as rows: found with base, ours and theirs; settled by whom, how and why."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec
import sqlalchemy as sa
from msgspec.structs import astuple, replace

from domain.link.facts import ConflictFound, ConflictSettled, Value
from domain.link.state import Link
from ledger.entry import Entry
from projections.bulk import rows_with, upsert
from projections.sync.tables import CONFLICT_VIEW


class _Row(msgspec.Struct, frozen=True):
    """A row of ``conflict_view``, column by column."""

    id: int
    link_id: str
    item_id: str
    connection_id: str
    field: str
    base: str
    ours: str
    theirs: str
    state: str
    choice: str | None = None
    value: str | None = None
    settled_by: str | None = None
    reason: str | None = None
    found_at: float = 0.0
    settled_at: float | None = None


def write_conflicts(
    connection: sa.Connection, entries: Sequence[Entry], links: Mapping[UUID, Link]
) -> None:
    """Write what the batch says about conflicts; found again, an open one keeps its id."""
    told = [entry for entry in entries if type(entry.fact) in (ConflictFound, ConflictSettled)]
    opened = _opened(connection, {str(entry.stream_id) for entry in told})
    touched: dict[int, _Row] = {}
    for entry in told:
        fact, link_id = entry.fact, str(entry.stream_id)
        if isinstance(fact, ConflictFound):
            known = opened.get((link_id, fact.field))
            number = known.id if known else entry.position
            row = opened[link_id, fact.field] = _found(number, entry, fact, links[entry.stream_id])
            touched[number] = row
        elif isinstance(fact, ConflictSettled):
            known = opened.pop((link_id, fact.field))
            touched[known.id] = _settled(known, entry, fact)
    upsert(connection, CONFLICT_VIEW, [astuple(row) for row in touched.values()])


def _opened(connection: sa.Connection, link_ids: set[str]) -> dict[tuple[str, str], _Row]:
    key, columns = CONFLICT_VIEW.c.link_id, list(CONFLICT_VIEW.columns)
    rows = [_Row(*each) for each in rows_with(connection, key, link_ids, columns)]
    return {(row.link_id, row.field): row for row in rows if row.state == "open"}


def _found(number: int, entry: Entry, fact: ConflictFound, link: Link) -> _Row:
    return _Row(
        id=number,
        link_id=str(entry.stream_id),
        item_id=str(link.item),
        connection_id=str(link.connection),
        field=fact.field,
        base=_packed(fact.base),
        ours=_packed(fact.ours),
        theirs=_packed(fact.theirs),
        state="open",
        found_at=entry.recorded_at.timestamp(),
    )


def _settled(known: _Row, entry: Entry, fact: ConflictSettled) -> _Row:
    return replace(
        known,
        state="settled",
        choice=fact.choice,
        value=_packed(fact.value),
        settled_by=entry.origin.actor.display,
        reason=entry.origin.reason,
        settled_at=entry.recorded_at.timestamp(),
    )


def _packed(value: Value) -> str:
    return msgspec.json.encode(value).decode()
