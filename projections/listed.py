"""Keeps the list of one kind of thing: one read, one write, however many facts."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
import sqlalchemy as sa

from domain.keys import number_of, product_of
from ledger.entry import Entry
from projections.bulk import Row, append, delete_with, rows_with, upsert
from projections.listing import VALUES, Listing
from projections.projection import Lives, OnError, Write, by_stream, empty, states_after
from projections.sendable import Newest, sendable

AT_HAND = 4000
"""How many states are kept in memory before only the last batch's are."""


class Touched(NamedTuple):
    """A thing that a batch touched, as it stands after it.

    Attributes:
        last: Its newest fact.
        is_new: Whether there is no row of it so far.
    """

    id: str
    state: Any
    last: Newest
    is_new: bool = False


class ListedView:
    """A listing as a projection.

    What the last batches folded is kept at hand. A state belongs to its version, so it is never
    wrong, not even after a rollback: it is used only when the next fact is the next version.
    """

    version = 2
    on_error: OnError = "stop"
    looks_ahead = True  # the last batch is at hand

    def __init__(self, listing: Listing) -> None:
        """Know nothing yet."""
        self.name = listing.name
        self.tables: Sequence[sa.Table] = (listing.table, *(each.table for each in listing.parts))
        self._listing = listing
        self._decoder = msgspec.json.Decoder(listing.of.state)
        self._recent: dict[int, tuple[Any, int]] = {}

    def apply(self, connection: sa.Connection, entries: Sequence[Entry]) -> Sequence[str]:
        """Fold the batch's facts and write every touched thing once."""
        return self.prepare(connection, entries)(connection)

    def prepare(self, connection: sa.Connection, entries: Sequence[Entry]) -> Write:
        """Fold the batch's facts; what is left to do is to write every touched thing once."""
        return self._writing(self._folded(connection, entries))

    def _folded(self, connection: sa.Connection, entries: Sequence[Entry]) -> list[Touched]:
        """Everything of the kind that the batch touched, as it stands after it."""
        lives = by_stream(entries, self._listing.of.kind)
        if not lives:
            return []
        # ids become text all at once, which is several times cheaper
        ids = msgspec.to_builtins([life[-1].stream_id for life in lives.values()])
        told = states_after(entries)
        states = {
            at: self._decoder.decode(told[id_])
            for id_, at in zip(ids, lives, strict=True)
            if id_ in told
        }
        states |= self._fold(connection, {at: lives[at] for at in lives if at not in states})
        return [
            Touched(id_, states[at], life[-1], is_new=life[0].stream_version == 1)
            for id_, (at, life) in zip(ids, lives.items(), strict=True)
        ]

    def _fold(self, connection: sa.Connection, lives: Lives) -> dict[int, Any]:
        """The states after some lives, from where they stood before."""
        known, evolve = self._known(connection, lives), self._listing.of.evolve
        for stream, life in lives.items():
            state = known[stream][0] if stream in known else None
            for entry in life:
                state = evolve(state, entry.fact)
            known[stream] = (state, life[-1].stream_version)
        if len(self._recent) > AT_HAND:
            self._recent.clear()
        self._recent.update(known)
        return {stream: state for stream, (state, _) in known.items()}

    def _writing(self, folded: Sequence[Touched]) -> Write:
        """What writes these things, each once."""
        if not folded:
            return _nothing
        table, new = self._listing.table, [self._row(each) for each in folded if each.is_new]
        known = [self._row(each) for each in folded if not each.is_new]

        def write(connection: sa.Connection) -> Sequence[str]:
            append(connection, table, new)
            upsert(connection, table, known)
            self._write_several(connection, folded)
            return ()

        return write

    def clear(self, connection: sa.Connection) -> None:
        """Forget every row."""
        empty(connection, self.tables)
        connection.execute(sa.delete(VALUES).where(VALUES.c.kind == self._listing.of.kind))

    def _known(self, connection: sa.Connection, lives: Lives) -> dict[int, tuple[Any, int]]:
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
        table = self._listing.table.c
        columns = [table.id, table.json, table.version]
        for id_, packed, version in rows_with(connection, table.id, unknown, columns):
            known[UUID(id_).int] = (self._decoder.decode(packed), version)
        return known

    def _write_several(self, connection: sa.Connection, folded: Sequence[Touched]) -> None:
        """Write the values of which a thing has several, and what it is made of."""
        known = [each.state.key for each in folded if not each.is_new]
        if self._listing.several:
            delete_with(connection, VALUES.c.key, known, f"kind = '{self._listing.of.kind}'")
            several = [row for each in folded for row in self._values(each.state)]
            append(connection, VALUES, several)
        for parts in self._listing.parts:
            delete_with(connection, parts.table.c[0], known, "TRUE")
            append(connection, parts.table, [row for f in folded for row in parts.rows(f.state)])

    def _row(self, folded: Touched) -> Row:
        listing, state, last = self._listing, folded.state, folded.last
        return (
            folded.id,
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


def _nothing(_connection: sa.Connection) -> Sequence[str]:
    return ()
