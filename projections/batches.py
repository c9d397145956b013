"""Takes one batch into the projections that stand at the same place, and finds the fact that fails.

A batch is read and decoded once for all of them and committed once, rows and positions together.
When that fails, each projection is tried alone, then on half of the batch, until the one failing
fact is found: it is retried with pauses, and then the projection's policy rules.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

import structlog

from ledger.database import Database
from ledger.entry import Entry, Unreadable
from ledger.errors import LedgerError
from ledger.ledger import Ledger
from projections import positions
from projections.bulk import without_waiting
from projections.positions import Moved, RunState
from projections.projection import Batch, Projection, Write, prepared
from projections.track import Track

LIVE_BATCH = 500
FAR_BEHIND_BATCH = 2_500
STREAMED = LIVE_BATCH
"""From so many positions on, a batch is written in the way for many rows."""

Announce = Callable[[str, Sequence[str]], None]

_log = structlog.get_logger(__name__)


class Batches:
    """Moves tracks along the log, a batch at a time."""

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        announce: Announce,
        clock: Callable[[], datetime],
    ) -> None:
        """Keep what every batch needs."""
        self._database = database
        self._ledger = ledger
        self._announce = announce
        self._clock = clock

    def advance(self, tracks: Sequence[Track]) -> int:
        """Move ``tracks``, which stand at the same place, by one batch.

        Returns:
            How many facts were taken in, counted once per projection.

        Raises:
            Moved: Another runner moved one of them: read the positions again.
            LedgerError: The database is in trouble; what was not committed is not counted.
        """
        limit = FAR_BEHIND_BATCH if tracks[0].is_far_behind else LIVE_BATCH
        entries = self._ledger.entries(tracks[0].position, limit)
        for track in tracks:
            track.is_far_behind = len(entries) == limit
        return self._take(tracks, entries) if entries else 0

    def _take(self, tracks: Sequence[Track], entries: Sequence[Entry]) -> int:
        try:
            self._commit(tracks, entries)
        except (Moved, LedgerError):
            raise
        except Exception as error:  # noqa: BLE001  # whatever a projection raises is its fact's fault
            return self._narrow(tracks, entries, error)
        return len(entries) * len(tracks)

    def _commit(self, tracks: Sequence[Track], entries: Sequence[Entry]) -> None:
        """Rows and positions of all ``tracks`` in one transaction, then their announcements.

        What can be worked out before that is, so that other writers need not wait for it.
        """
        refuse_unreadable(entries)
        last, now = entries[-1].position, self._now()
        projections = [track.projection for track in tracks]
        batch = Batch(entries)
        with self._database.read() as reading:
            writes = [prepared(each, reading, batch) for each in projections]
        told = commit(self._database, projections, (tracks[0].position, last), now, writes)
        for track, ids in zip(tracks, told, strict=True):
            track.moved(last)
            if ids:
                self._tell(track.name, ids)

    def _narrow(self, tracks: Sequence[Track], entries: Sequence[Entry], error: Exception) -> int:
        """Try again with less: one projection, then half of the batch, then policy."""
        if len(tracks) > 1:
            return sum(self._take([track], entries) for track in tracks)
        if len(entries) > 1:
            half = len(entries) // 2
            taken = self._take(tracks, entries[:half])
            is_through = tracks[0].position == entries[half - 1].position
            return taken + (self._take(tracks, entries[half:]) if is_through else 0)
        return self._fail(tracks[0], entries[0], error)

    def _fail(self, track: Track, entry: Entry, error: Exception) -> int:
        """Retry later; after the last retry leave the fact out or stop, as the projection says."""
        now, reason = self._now(), f"{type(error).__name__}: {error}"
        where = {"projection": track.name, "position": entry.position, "error": reason}
        may_retry = track.failed(now)
        skips = not may_retry and track.projection.on_error == "skip"
        with self._database.begin() as connection:
            if skips:
                positions.note_skipped(connection, track.name, entry.position, reason, now)
                positions.move(connection, [track.projection], track.position, entry.position, now)
            else:
                state: RunState = "retrying" if may_retry else "stopped"
                message = f"fact {entry.position}: {reason}"
                positions.note_trouble(connection, track.name, state, message)
        if skips:
            track.moved(entry.position)
            _log.error("projection_left_a_fact_out", **where)
            return 1
        track.is_stopped = not may_retry
        _log.warning("projection_failed", is_stopped=track.is_stopped, **where)
        return 0

    def _tell(self, name: str, ids: Sequence[str]) -> None:
        try:
            self._announce(name, ids)
        except Exception as error:  # noqa: BLE001  # only a hint: what is due stays due
            _log.warning("projection_announced_in_vain", projection=name, error=str(error))

    def _now(self) -> float:
        return self._clock().timestamp()


def commit(
    database: Database,
    projections: Sequence[Projection],
    way: tuple[int, int],
    now: float,
    writes: Sequence[Write],
) -> list[Sequence[str]]:
    """Rows and positions of a batch in one transaction.

    Args:
        database: Where to.
        projections: What moves.
        way: The position where all of them stand, and the one that they move to.
        now: Seconds since the epoch.
        writes: What writes their rows.

    Returns:
        The ids to announce, of each write.

    Raises:
        Moved: Another runner moved one of them.
    """
    with database.begin(derived=True) as connection:
        if way[1] - way[0] > STREAMED:  # rows come as streams; waiting for answers costs nothing
            positions.move(connection, projections, *way, now)
            return [write(connection) for write in writes]
        with without_waiting(connection):
            check = positions.moving(connection, projections, *way, now)
            told = [write(connection) for write in writes]
        check()
    return told


def refuse_unreadable(entries: Sequence[Entry]) -> None:
    """Take in nothing behind a fact that this program cannot read.

    Raises:
        Exception: There is one.
    """
    if Unreadable in {type(entry.fact) for entry in entries}:
        reasons = [e.fact.because for e in entries if isinstance(e.fact, Unreadable)]
        raise _NotOurs(reasons[0])


class _NotOurs(Exception):
    """A stored fact that this program cannot read."""
