"""Moves facts into the read models: rows and position in one transaction, each fact exactly once.

A position moves only from where its runner saw it. A lease keeps a second runner idle; when two run
all the same, the slower one rolls back. Nothing here sleeps: a retry is a time in the future, and
the thread waits to be woken.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING

import structlog

from ledger.database import Database
from ledger.errors import LedgerError
from ledger.ledger import Ledger
from projections import positions
from projections.batches import Announce, Batches
from projections.lease import Lease
from projections.positions import Moved, ProjectionStatus, Standing
from projections.projection import Projection
from projections.track import Track

if TYPE_CHECKING:
    from ledger.doorbell import Subscription

IDLE_S = 1.0

_log = structlog.get_logger(__name__)


class Runner:
    """Runs projections: by hand (``run_once``, ``catch_up``), or in its own thread (``start``)."""

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        projections: Iterable[Projection],
        *,
        announce: Announce = lambda _name, _ids: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Touch nothing yet.

        Args:
            database: Where the rows and positions are.
            ledger: Where the facts are.
            projections: What to run.
            announce: Told a projection's name and the ids it announces, after their commit.
            clock: Answers aware UTC times.
        """
        self._database = database
        self._ledger = ledger
        self._projections = {each.name: each for each in projections}
        self._clock = clock
        self._lease = Lease(database, clock)
        self._batches = Batches(database, ledger, announce, clock)
        self._tracks: list[Track] = []
        self._is_fresh = False
        self._turn = threading.RLock()
        self._moved = threading.Condition()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._subscription: Subscription | None = None

    def run_once(self) -> int:
        """Move every projection by at most one batch.

        Returns:
            How many facts were taken in, counted once per projection; 0 when there is nothing that
            can be done now, or another runner is at it.

        Raises:
            LedgerError: The database is in trouble; nothing is lost, call again.
        """
        with self._turn:
            taken = 0
            if self._leads():
                taken = self._pass() or (self._load() and self._pass())
        with (
            self._moved
        ):  # also when nothing was taken: where it stands may just have been found out
            self._moved.notify_all()
        return taken

    def catch_up(self) -> int:
        """Move until there is nothing left that can be done now; returns how many facts."""
        total = 0
        while taken := self.run_once():
            total += taken
        return total

    def rebuild(self, name: str) -> None:
        """Clear a projection and take in every fact again.

        Rows and position are cleared in one transaction; whoever holds the lease replays.

        Raises:
            KeyError: There is no such projection.
        """
        projection = self._projections[name]
        with self._turn:
            with self._database.begin() as connection:
                positions.start_at_zero(connection, projection, self._clock().timestamp())
            self._is_fresh = False
            self.catch_up()

    def resume(self, name: str) -> None:
        """Let a stopped projection try its fact again; quiet when it is not stopped."""
        with self._turn:
            for track in self._tracks:
                if track.name == name:
                    track.resume()

    def status(self) -> list[ProjectionStatus]:
        """How far each projection is, and what stands in its way."""
        return positions.status_of(self._database, self._clock())

    def wait(
        self, position: int, names: Sequence[str] | None = None, timeout_s: float = 5.0
    ) -> bool:
        """Wait until ``position`` is visible; False when it is not within ``timeout_s`` seconds."""
        wanted = tuple(names or self._projections)
        if not self._lease.is_held:
            return positions.wait_for(self._database, position, wanted, timeout_s)
        with self._moved:  # even for nothing: where it stands may have been found out just now
            self._moved.notify_all()
        return taken

    def _have_reached(self, position: int, names: Sequence[str]) -> bool:
        reached = {track.name for track in self._tracks if track.position >= position}
        return reached.issuperset(names)


def _place(track: Track) -> int:
    return track.position
