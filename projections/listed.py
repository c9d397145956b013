"""Keeps the list of one kind of thing: one read and one write per batch, however many facts."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa

from domain.keys import number_of, product_of
from ledger.entry import Entry
from projections.bulk import Row, rows_with, upsert
from projections.listing import VALUES, Listing
from projections.projection import OnError, by_stream, empty
from projections.sendable import sendable

AT_HAND = 4000
"""How many states are kept in memory before only the last batch's are."""


class ListedView:
    """A listing as a projection.

    What the last batches folded is kept at hand. A state belongs to its version, so it is never
    wrong, not even after a rollback: it is used only when the next fact is the next version.
    """

    version = 1
    on_error: OnError = "stop"

    def __init__(self, listing: Listing) -> None:
        """Know nothing yet."""
        self.name = listing.name
        self.tables: Sequence[sa.Table] = (listing.table,)
        self._listing = listing
        self._table = listing.table
        self._decoder = msgspec.json.Decoder(listing.of.state)
        self._recent: dict[int, tuple[Any, int]] = {}

    def apply(self, connection: sa.Connection, entries: Sequence[Entry]) -> Sequence[str]:
        """Fold the batch's facts and write every touched thing once."""
        lives = by_stream(entries, self._listing.of.kind)
        if not lives:
            return ()
        known, evolve = self._known(connection, lives), self._listing.of.evolve
        for stream, life in lives.items():
            state = known[stream][0] if stream in known else None
            for entry in life:
                state = evolve(state, entry.fact)
            known[stream] = (state, life[-1].stream_version)
        self._write(connection, [(known[at][0], life[-1]) for at, life in lives.items()])
        if len(self._recent) > AT_HAND:
            self._recent.clear()
        self._recent.update(known)
        return ()

    def clear(self, connection: sa.Connection) -> None:
        """Forget every row."""
        empty(connection, self.tables)
        connection.execute(sa.delete(VALUES).where(VALUES.c.kind == self._listing.of.kind))

    def _known(
        self, connection: sa.Connection, lives: Mapping[int, list[Entry]]
    ) -> dict[int, tuple[Any, int]]:
        """The states that the batch goes on with."""
        known: dict[int, tuple[Any, int]] = {}
        unknown: list[str] = []
        for stream, life in lives.items():
            before = life[0].stream_version - 1
            recent = self._recent.get(stream)
            if recent is not None and recent[1] == before:
                known[stream] = recent
            elif before:
                unknown.append(str(life[0].stream_id))
        columns = [self._table.c.id, self._table.c.json, self._table.c.version]
        for id_, packed, version in rows_with(connection, self._table.c.id, unknown, columns):
            known[UUID(id_).int] = (self._decoder.decode(packed), version)
        return known

    def _write(self, connection: sa.Connection, folded: Sequence[tuple[Any, Entry]]) -> None:
        upsert(connection, self._table, [self._row(*each) for each in folded])
        if self._listing.several:
            _forget(connection, self._listing.of.kind, [state.key for state, _ in folded])
            upsert(connection, VALUES, [row for state, _ in folded for row in self._values(state)])

    def _row(self, state: Any, last: Entry) -> Row:  # noqa: ANN401  # of any kind
        listing = self._listing
        return (
            str(last.stream_id),
            state.key,
            product_of(state.key),
            number_of(state.key),
            f"{state.key} {listing.title(state)}".casefold(),
            *(each.read(state) for each in listing.single),
            last.stream_version,
            last.position,
            sendable(state, last, listing.shown(state)),
        )

    def _values(self, state: Any) -> list[Row]:  # noqa: ANN401  # of any kind
        kind, key = self._listing.of.kind, state.key
        return [
            (kind, each.name, value, key)
            for each in self._listing.several
            for value in dict.fromkeys(each.read(state))
        ]


def _forget(connection: sa.Connection, kind: str, keys: list[str]) -> None:
    several: sa.BindParameter[Any] = sa.bindparam("keys", keys, expanding=True)
    chosen = (VALUES.c.kind == kind, VALUES.c.key.in_(several))
    connection.execute(sa.delete(VALUES).where(*chosen))
