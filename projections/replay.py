"""Takes in a long log with all there is: a batch is worked out while the one before is written.

The history is worked out by another process (``history.apart``). All else is worked out here, and
what ``looks_ahead`` even while PostgreSQL writes the batch before; SQLite writes in this very
process, so that nothing would be won. What comes meanwhile, and whatever stands in the way, is left
to a runner, which finds every position where it really is.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from functools import partial

import structlog

from ledger.database import Database
from ledger.entry import Entry
from ledger.ledger import Ledger
from projections import positions
from projections.all import all_projections
from projections.batches import commit, refuse_unreadable
from projections.history.apart import HistoryApart, Span
from projections.history.batch import HistoryBatch
from projections.history.view import HistoryView
from projections.positions import Moved
from projections.projection import Batch, Projection, Write, looks_ahead, prepared
from projections.runner import Runner

BATCH = 4_000
"""Facts in one transaction: what many of them touch, such as a page of an index, is written once.
"""

Work = Callable[[], None]
Reached = Callable[[int, int], None]
"""Told a position that is taken in, and the one to reach."""

_log = structlog.get_logger(__name__)


def replay(database: Database, ledger: Ledger, reached: Reached) -> bool:
    """Take in all there is.

    Args:
        database: Where the read models are.
        ledger: Where the facts are.
        reached: Told now and then, and at the end.

    Returns:
        Whether it was done here; False when another runner has the lease, or there is no fact.
    """
    every = all_projections()
    runner = Runner(database, ledger, every)
    try:
        if not (ledger.head() and runner.leads()):
            return False
        with closing(HistoryApart(database.url)) as history:
            while not history.is_ready() and runner.run_once():
                pass
            try:
                Replay(database, ledger, every, history).run(runner.leads, reached)
            except Exception as error:  # noqa: BLE001  # whatever it is, a runner says it better
                _log.warning("replay_left_to_the_runner", error=f"{type(error).__name__}: {error}")
        runner.look_again()
        runner.catch_up()
        reached(ledger.head(), ledger.head())
        return True
    finally:
        runner.stop()


class Replay:
    """Takes in the log up to its head, if nothing is in the way.

    The history and all else are written in a transaction each, on PostgreSQL at the same time. A
    batch is written when the one before is: no more than two are at hand.
    """

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        every: Sequence[Projection],
        history: HistoryApart,
    ) -> None:
        """Do nothing yet."""
        self._database = database
        self._ledger = ledger
        self._apart = history
        self._history = [each for each in every if isinstance(each, HistoryView)]
        self._rest = [each for each in every if not isinstance(each, HistoryView)]

    def run(self, leads: Callable[[], bool], reached: Reached) -> None:
        """Take in what is behind the place where all projections stand.

        Args:
            leads: Whether this may still write; asked before each batch.
            reached: Told after each batch.

        Raises:
            Moved: Somebody else leads.
            Exception: Whatever a projection, the database or the other process raises; what is
                committed is whole batches of the history, of all else, or of both.
        """
        seen = self._place()
        span = Span(seen, self._ledger.head(), BATCH)
        with ThreadPoolExecutor(2) as writers:
            written: Work = _nothing
            for ahead in self._apart.batches(span):
                entries = Batch(self._ledger.opened(ahead.log), ahead.history.states)
                refuse_unreadable(entries)
                work = self._work(seen, entries, ahead.history)
                written()
                reached(seen, span.until)
                if not leads():
                    raise Moved
                written = self._start(writers, work)
                seen = entries[-1].position
            written()

    def _place(self) -> int:
        with self._database.read() as connection:
            rows = positions.standings(connection)
        (seen,) = {rows[each.name].position for each in (*self._rest, *self._history)}
        return seen

    def _work(
        self, seen: int, entries: Sequence[Entry], history: HistoryBatch
    ) -> tuple[Work, Work]:
        """What writes a batch: all but the history, and the history."""
        way = (seen, entries[-1].position)
        with self._database.read() as reading:
            early = [prepared(each, reading, entries) for each in self._rest if looks_ahead(each)]

        def write_rest() -> None:
            with self._database.read() as reading:
                late = (each for each in self._rest if not looks_ahead(each))
                writes = [*early, *(prepared(each, reading, entries) for each in late)]
            self._write(self._rest, way, writes)

        return write_rest, partial(self._write, self._history, way, [history.write])

    def _start(self, writers: ThreadPoolExecutor, work: Sequence[Work]) -> Work:
        """Let a batch be written; answers what waits for it."""
        if self._database.dialect == "sqlite":
            for each in work:
                each()
            return _nothing
        started = [writers.submit(each) for each in work]
        return partial(_wait_for, started)

    def _write(
        self, projections: Sequence[Projection], way: tuple[int, int], writes: Sequence[Write]
    ) -> None:
        commit(self._database, projections, way, time.time(), writes)


def _wait_for(started: Sequence[Future[None]]) -> None:
    for each in started:
        each.result()


def _nothing() -> None:
    pass
