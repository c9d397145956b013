"""What both databases' recorders share: how facts are read, as plain tuples."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, LiteralString, NamedTuple, NoReturn
from uuid import UUID

import msgspec
from eventsourcing.persistence import ApplicationRecorder, Notification, StoredEvent

from ledger.fact_mapper import Change, StoredFact

Clock = Callable[[], datetime]
Row = tuple[Any, ...]
Param = UUID | int | list[UUID] | list[str]


class Answer(msgspec.Struct, frozen=True):
    """What a command's first run came to, as the command log keeps it."""

    versions: dict[UUID, int]
    facts: int


class Logged(msgspec.Struct, frozen=True):
    """A command to be logged in the transaction that stores its facts."""

    id: UUID
    fingerprint: str | None
    answer: str


class StoredAnswer(NamedTuple):
    """A row of the command log."""

    fingerprint: str | None
    position: int
    answer: Answer


_ENTRY = (
    "select notification_id, originator_id, originator_version, topic, state, event_id,"
    " cast(metadata as text), recorded_at from events "
)
_STATEMENTS: dict[str, LiteralString] = {
    # the snapshot, if there is one, comes first, as version, 0, shape, state
    "stream": """
        select stream_version, 0 as position, shape, state from snapshot where stream_id = ?
        union all
        select originator_version, notification_id, topic, state from events
        where originator_id = ? and originator_version >
            coalesce((select stream_version from snapshot where stream_id = ?), 0)
        order by 1, 2""",
    "streams": """
        select stream_id, stream_version, 0 as position, shape, state from snapshot
        where stream_id {chosen}
        union all
        select originator_id, originator_version, notification_id, topic, state from events
        where originator_id {chosen} and originator_version >
            coalesce((select stream_version from snapshot where stream_id = originator_id), 0)
        order by 1, 2""",
    "whole_stream": """
        select originator_version, notification_id, topic, state from events
        where originator_id = ? order by originator_version""",
    "version": "select max(originator_version) from events where originator_id = ?",
    "head": "select max(notification_id) from events",
    "answer": "select fingerprint, position, receipt from command_log where command_id = ?",
    "entries": _ENTRY + "where notification_id > ? order by notification_id limit ?",
    "entries_without": _ENTRY + "where notification_id > ? and notification_id <= ?"
    " and not (topic {chosen}) order by notification_id limit ?",
    "entries_until": _ENTRY + "where notification_id <= ? order by notification_id desc limit ?",
    "entries_of": _ENTRY + "where originator_id = ? order by originator_version",
    "entry": _ENTRY + "where originator_id = ? and originator_version = ?",
}
_NO_LIMIT = 2**62


class LedgerRecorder(ApplicationRecorder):
    """The library's recorder contract on our tables; the databases differ in how they write."""

    placeholder: LiteralString
    chosen: LiteralString
    clock: Clock | None

    def __init__(self, clock: Clock | None, on_append: Callable[[int], None]) -> None:
        """Keep the clock (None is the database's own) and what to call after each append."""
        self.clock = clock
        self._on_append = on_append
        self._statements = {
            name: statement.replace("{chosen}", self.chosen).replace("?", self.placeholder)
            for name, statement in _STATEMENTS.items()
        }

    @abstractmethod
    def rows(self, statement: str, *params: Param) -> list[Row]:
        """Run one named reading statement."""

    @abstractmethod
    def close(self) -> None:
        """Give the connections back."""

    def stream(self, stream_id: UUID) -> list[Row]:
        """(version, position, tag, state) per fact; a snapshot first, with position 0."""
        return self.rows("stream", stream_id, stream_id, stream_id)

    def streams(self, stream_ids: Iterable[UUID]) -> dict[UUID, list[Row]]:
        """What ``stream`` answers, for many streams at once; those without facts are left out."""
        wanted = list(stream_ids)
        found: dict[UUID, list[Row]] = {}
        for stream_id, rows in groupby(self.rows("streams", wanted, wanted), itemgetter(0)):
            found[msgspec.convert(stream_id, UUID)] = [row[1:] for row in rows]
        return found

    def whole_stream(self, stream_id: UUID) -> list[Row]:
        """(version, position, tag, state) per fact, from the first."""
        return self.rows("whole_stream", stream_id)

    def version(self, stream_id: UUID) -> int:
        """The stream's version; 0 when it has no facts."""
        return int(self.rows("version", stream_id)[0][0] or 0)

    def position_of(self, change: Change) -> int | None:
        """Where this very change is stored, or None."""
        rows = self.rows("entry", change.originator_id, change.originator_version)
        return next((r[0] for r in rows if msgspec.convert(r[5], UUID) == change.event_id), None)

    def answer_to(self, command_id: UUID) -> StoredAnswer | None:
        """What the command's first run came to, or None."""
        found = self.rows("answer", command_id)
        if not found:
            return None
        fingerprint, position, answer = found[0]
        return StoredAnswer(fingerprint, position, msgspec.json.decode(answer, type=Answer))

    def max_notification_id(self) -> int | None:
        """The newest position, or None."""
        newest: int | None = self.rows("head")[0][0]
        return newest

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The library's way to read a stream."""
        rows = self.rows("entries_of", UUID(str(originator_id)))
        found = [_stored(r) for r in rows if (gt or 0) < r[2] <= (lte or _NO_LIMIT)]
        return (found[::-1] if desc else found)[:limit]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """The library's way to read the log; ``Ledger.entries`` is ours."""
        after = (start or 0) - 1 if inclusive_of_start else (start or 0)
        rows = self.rows("entries", after, limit if not topics else _NO_LIMIT)
        wanted = [r for r in rows if r[0] <= (stop or _NO_LIMIT) and (not topics or r[3] in topics)]
        return [
            Notification(
                id=r[0],
                originator_id=msgspec.convert(r[1], UUID),
                originator_version=r[2],
                topic=r[3],
                state=r[4],
            )
            for r in wanted[:limit]
        ]

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> NoReturn:
        """Not the library's way: it misses what is written while it starts to listen."""
        msg = "use Ledger.subscribe()"
        raise NotImplementedError(msg)


def _stored(row: Row) -> StoredFact:
    _, originator_id, version, topic, state, event_id, metadata, _ = row
    return StoredFact(
        originator_id=msgspec.convert(originator_id, UUID),
        originator_version=version,
        topic=topic,
        state=state,
        event_id=msgspec.convert(event_id, UUID),
        metadata=str(metadata).encode(),
    )
