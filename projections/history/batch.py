"""All that a batch adds to the history: worked out in one place, written in another if need be."""

import sqlalchemy as sa
from msgspec import Struct

from domain.keys import INNER
from projections.audit.tables import AUDIT_MARK
from projections.bulk import Row, append, upsert
from projections.history.followers import Followers
from projections.history.tables import HISTORY, HISTORY_STREAM


class HistoryBatch(Struct, array_like=True, gc=False):
    """Whole rows by table, and what follows from them.

    Attributes:
        facts: A row per fact.
        new_streams: The states of new streams.
        streams: Those of other streams that the batch touched.
        marks: Those of the chunks that became full.
    """

    facts: list[Row]
    new_streams: list[Row]
    streams: list[Row]
    marks: list[Row]
    followers: Followers

    @property
    def states(self) -> dict[str, str]:
        """States after the batch, as JSON by stream; of a stretch there is but a tally."""
        rows = (*self.new_streams, *self.streams)
        return {id_: state for id_, kind, _, state in rows if kind != INNER}

    def write(self, connection: sa.Connection) -> tuple[()]:
        """Write them all; there is nothing to announce."""
        append(connection, HISTORY, self.facts)
        append(connection, HISTORY_STREAM, self.new_streams)
        upsert(connection, HISTORY_STREAM, self.streams)
        append(connection, AUDIT_MARK, self.marks)
        self.followers.write(connection)
        return ()
