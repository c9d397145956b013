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
        lease: str = "runner",
    ) -> None:
        """Touch nothing yet.

        Args:
            database: Where the rows and positions are.
            ledger: Where the facts are.
            projections: What to run.
            announce: Told a projection's name and the ids it announces, after their commit.
            clock: Answers aware UTC times.
            lease: Runners of one lease take over from each other.
        """
        self._database = database
        self._ledger = ledger
        self._projections = {each.name: each for each in projections}
        self._clock = clock
        self._lease = Lease(database, clock, lease)
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
        with self._moved:  # even for nothing: where it stands may have been found out just now
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

    def leads(self) -> bool:
        """Renew the lease; False while another runner has it."""
        with self._turn:
            return self._lease.hold()

    def look_again(self) -> None:
        """Before the next batch, find out where everything stands: somebody else has moved it."""
        with self._turn:
            self._is_fresh = False

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
        with self._moved:
            return self._moved.wait_for(lambda: self._have_reached(position, wanted), timeout_s)

    def start(self) -> None:
        """Run in a thread of its own until ``stop``."""
        self._stopping.clear()
        self._subscription = self._ledger.subscribe()
        self._thread = threading.Thread(target=self._run, name="projections", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the batch at hand and stop; a waiting runner can start at once."""
        self._stopping.set()
        if self._subscription is not None:
            self._subscription.ring()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self._subscription is not None:
            self._subscription.close()
        with self._turn:
            self._lease.release()

    def _run(self) -> None:
        while not self._stopping.is_set():
            if self._tried() and self._may_have_more():
                continue
            if not self._stopping.is_set() and self._subscription:
                self._subscription.wait(self._pause_s())

    def _may_have_more(self) -> bool:
        """Whether there may be facts for which the bell has been rung already."""
        apart = len({track.position for track in self._tracks}) > 1
        return apart or not self._is_fresh or any(track.is_far_behind for track in self._tracks)

    def _tried(self) -> int:
        try:
            return self.run_once()
        except LedgerError as error:
            _log.warning("projections_wait_for_the_database", error=str(error))
            self._stopping.wait(IDLE_S)
            return 0

    def _pause_s(self) -> float:
        now = self._clock().timestamp()
        return min([IDLE_S, *(t.retry_at - now for t in self._tracks if t.retry_at > now)])

    def _leads(self) -> bool:
        """Whether this is the runner; the first time, find out where everything stands."""
        self._is_fresh = self._is_fresh and self._lease.is_held
        if not self._lease.hold():
            return False
        if not self._is_fresh:
            self._load()
        return True

    def _load(self) -> bool:
        """Find out where everything stands, since somebody may have asked for a rebuild.

        A projection that is new or of another version starts at zero.

        Returns:
            Whether anything stands elsewhere than this runner thought.
        """
        with self._database.read() as connection:
            rows = positions.standings(connection)
        known = {track.name: track for track in self._tracks}
        self._tracks = [
            self._track(each, rows.get(each.name), known.get(each.name))
            for each in self._projections.values()
        ]
        self._is_fresh = True
        return any(track is not known.get(track.name) for track in self._tracks)

    def _track(self, projection: Projection, row: Standing | None, known: Track | None) -> Track:
        if row is None or row.version != projection.version:
            with self._database.begin() as connection:
                positions.start_at_zero(connection, projection, self._clock().timestamp())
            return Track(projection, 0)
        is_there = known is not None and known.position == row.position
        return known if known and is_there else Track(projection, row.position)

    def _pass(self) -> int:
        """One batch for each place where projections stand."""
        now, taken = self._clock().timestamp(), 0
        able = sorted((t for t in self._tracks if t.may_run(now)), key=_place)
        try:
            for _, group in groupby(able, key=_place):
                taken += self._batches.advance(list(group))
        except (Moved, LedgerError) as error:
            self._is_fresh = False
            if isinstance(error, LedgerError):
                raise
        return taken

    def _have_reached(self, position: int, names: Sequence[str]) -> bool:
        reached = {track.name for track in self._tracks if track.position >= position}
        return reached.issuperset(names)


def _place(track: Track) -> int:
    return track.position
