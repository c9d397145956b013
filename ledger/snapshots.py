"""Takes snapshots of long streams in the background, so that loading them stays cheap.

A snapshot is a copy of what the facts say: losing all of them costs time and nothing else.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa
import structlog

from domain.catalogue import AGGREGATE_OF
from domain.decider import Decider
from ledger.errors import UnreadableFact
from ledger.ledger import Ledger
from ledger.shapes import shape_of

_log = structlog.get_logger(__name__)

EVERY = 50
"""A tail of so many facts costs about as much to read as the state that they add to."""
_LONG_STREAMS = sa.text(
    "select e.originator_id as stream, min(e.topic) as tag"
    " from events as e left join snapshot as s on s.stream_id = e.originator_id"
    " where e.notification_id > :after and e.notification_id <= :head"
    " and e.originator_version >= coalesce(s.stream_version, 0) + :every"
    " group by e.originator_id"
)
_KEEP = sa.text(
    "insert into snapshot (stream_id, stream_version, shape, state)"
    " values (:stream, :version, :shape, :state)"
    " on conflict (stream_id) do update set stream_version = excluded.stream_version,"
    " shape = excluded.shape, state = excluded.state"
    " where excluded.stream_version > snapshot.stream_version"
    " or excluded.shape <> snapshot.shape"
).bindparams(sa.bindparam("stream", type_=sa.Uuid()))


class Snapshotter:
    """Looks through the facts that are new since its last run for streams that have grown long."""

    def __init__(
        self,
        ledger: Ledger,
        deciders: Mapping[str, Decider[Any, Any]],
        *,
        kind_of: Mapping[str, str] = AGGREGATE_OF,
        every: int = EVERY,
    ) -> None:
        """Start from the first fact.

        Args:
            ledger: Whose streams.
            deciders: The rules by kind; streams of other kinds get no snapshots.
            kind_of: The kind of stream that a tag belongs to.
            every: Facts since the last snapshot that make a new one worth it.
        """
        self._ledger = ledger
        self._deciders = deciders
        self._kind_of = kind_of
        self._every = every
        self._seen = 0

    def run_once(self) -> int:
        """Take the snapshots that are due; answers how many."""
        head = self._ledger.head()
        with self._ledger.database.read() as connection:
            window = {"after": self._seen, "head": head, "every": self._every}
            found = connection.execute(_LONG_STREAMS, window).all()
        taken = sum(self._tried(UUID(str(stream)), tag) for stream, tag in found)
        self._seen = head
        return taken

    def _tried(self, stream_id: UUID, tag: str) -> bool:
        """Take one; a stream that cannot be read costs the others nothing."""
        try:
            return self._take(stream_id, tag)
        except UnreadableFact as error:
            _log.warning("no snapshot of an unreadable stream", stream=stream_id, why=str(error))
            return False

    def _take(self, stream_id: UUID, tag: str) -> bool:
        decider = self._deciders.get(self._kind_of.get(tag, ""))
        if decider is None:
            return False
        loaded = self._ledger.load(decider, stream_id)
        row = {
            "stream": stream_id,
            "version": loaded.version,
            "shape": shape_of(decider).name,
            "state": msgspec.json.encode(loaded.state),
        }
        with self._ledger.database.begin() as connection:
            return connection.execute(_KEEP, row).rowcount == 1
