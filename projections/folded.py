"""Folds the facts of one kind of thing into rows: one read, one write, however many facts."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa

from domain.aggregate import Aggregate
from ledger.entry import Entry
from projections.bulk import Row, rows_with, upsert
from projections.projection import OnError, Write, by_stream, empty

AT_HAND = 4000
"""How many states are kept in memory before only the last batch's are."""

Folded = Sequence[tuple[str, Any, Entry]]
"""The id, the state and the newest fact of each thing that a batch touched."""


class FoldedView:
    """A table with a row per thing as a projection; how a row is made, a subclass says.

    What the last batches folded is kept at hand. A state belongs to its version, so it is never
    wrong, not even after a rollback: it is used only when the next fact is the next version.
    """

    version = 1
    on_error: OnError = "stop"

    def __init__(self, name: str, of: Aggregate[Any], table: sa.Table) -> None:
        """Know nothing yet; ``table`` has the columns ``id``, ``json`` and ``version``."""
        self.name = name
        self.tables: Sequence[sa.Table] = (table,)
        self._of = of
        self._table = table
        self._decoder = msgspec.json.Decoder(of.state)
        self._recent: dict[int, tuple[Any, int]] = {}

    def rows(self, folded: Folded) -> list[Row]:
        """The row of each, one value per column of the table."""
        raise NotImplementedError

    def apply(self, connection: sa.Connection, entries: Sequence[Entry]) -> Sequence[str]:
        """Fold the batch's facts and write every touched thing once."""
        return self.prepare(connection, entries)(connection)

    def prepare(self, connection: sa.Connection, entries: Sequence[Entry]) -> Write:
        """Fold the batch's facts; what is left to do is to write every touched thing once."""
        lives = by_stream(entries, self._of.kind)
        if not lives:
            return _nothing
        known, evolve = self._known(connection, lives), self._of.evolve
        for stream, life in lives.items():
            state = known[stream][0] if stream in known else None
            for entry in life:
                state = evolve(state, entry.fact)
            known[stream] = (state, life[-1].stream_version)
        # ids become text all at once, which is several times cheaper
        ids = msgspec.to_builtins([life[-1].stream_id for life in lives.values()])
        touched = zip(ids, lives.items(), strict=True)
        folded = [(id_, known[at][0], life[-1]) for id_, (at, life) in touched]
        rows = self.rows(folded)
        if len(self._recent) > AT_HAND:
            self._recent.clear()
        self._recent.update(known)

        def write(connection: sa.Connection) -> Sequence[str]:
            upsert(connection, self._table, rows)
            self.write_beside(connection, folded)
            return ()

        return write

    def write_beside(self, connection: sa.Connection, folded: Folded) -> None:
        """Write what else a subclass keeps of what a batch touched."""

    def clear(self, connection: sa.Connection) -> None:
        """Forget every row."""
        empty(connection, self.tables)

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


def _nothing(_connection: sa.Connection) -> Sequence[str]:
    return ()
