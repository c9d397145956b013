"""Keeps the list of one kind of thing."""

from typing import Any

import sqlalchemy as sa

from domain.keys import number_of, product_of
from ledger.entry import Entry
from projections.bulk import Row, upsert
from projections.folded import Folded, FoldedView
from projections.listing import VALUES, Listing
from projections.sendable import sendable


class ListedView(FoldedView):
    """A listing as a projection."""

    def __init__(self, listing: Listing) -> None:
        """Know nothing yet."""
        super().__init__(listing.name, listing.of, listing.table)
        self._listing = listing

    def rows(self, folded: Folded) -> list[Row]:
        """The row of each."""
        return [self._row(*each) for each in folded]

    def write_beside(self, connection: sa.Connection, folded: Folded) -> None:
        """Write the values of which a thing has several."""
        if self._listing.several:
            _forget(connection, self._listing.of.kind, [state.key for _, state, _ in folded])
            several = [row for _, state, _ in folded for row in self._values(state)]
            upsert(connection, VALUES, several)

    def clear(self, connection: sa.Connection) -> None:
        """Forget every row."""
        super().clear(connection)
        connection.execute(sa.delete(VALUES).where(VALUES.c.kind == self._listing.of.kind))

    def _row(self, id_: str, state: Any, last: Entry) -> Row:  # noqa: ANN401  # of any kind
        listing = self._listing
        return (
            id_,
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
