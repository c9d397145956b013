"""Works the history out in a process of its own, a few batches ahead of the one that writes it.

The history costs as much as all other read models together, and its rows follow from the log alone.
So another process reads the log, folds it and sends rows, with those of the log, which is read but
once; whoever asked for them writes them, with all else, so that no process waits for another one's
lock.
"""

import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from functools import partial
from multiprocessing.connection import Connection, Pipe
from typing import NamedTuple

import msgspec
from msgspec import Struct

from ledger.collector import settle_down
from ledger.database import Database
from ledger.ledger import Ledger
from ledger.recorder import Row
from projections.audit.seal import SealedInTurn
from projections.history.batch import HistoryBatch
from projections.history.view import HistoryView

READY, NEXT = b"ready", b"next"
AHEAD = 2
"""So many batches wait, or are being worked out, while one is offered: neither process stands still
for a batch that takes the other one longer. The history has all at hand that may be uncommitted by
then (``view.BATCHES_AT_HAND``): these but for the one being worked out, the one that is offered,
the one that was answered last, and the one that is being written.
"""
FIRST_BATCH = 500
"""Facts in the first batch, and after it as many as came before: whoever waits soon has work too.
"""


class Span(NamedTuple):
    """The facts after one position, up to another one, at which there is one; so many at a time."""

    after: int
    until: int
    batch: int


class Ahead(Struct, array_like=True):
    """A batch: the log's own rows, and what the history makes of them."""

    log: list[Row]
    history: HistoryBatch


class HistoryApart:
    """The other process, which has nothing that could be lost.

    It is this module as a program: a process of ``multiprocessing`` would first import whatever the
    program has that wants one.
    """

    def __init__(self, url: str) -> None:
        """Start it, which takes it most of a second."""
        self._pipe, theirs = Pipe()
        with theirs:
            here = theirs.fileno()
            program = (sys.executable, "-P", "-m", __name__, str(here))
            self._process = subprocess.Popen(  # noqa: S603  # our own program, nothing from outside
                program, stdin=subprocess.DEVNULL, pass_fds=[here]
            )
        self._pipe.send(url)  # not said on its command line, which everybody can read

    def close(self) -> None:
        """End it wherever it is."""
        self._pipe.close()
        self._process.terminate()
        self._process.wait()

    def is_ready(self, within_s: float = 0.0) -> bool:
        """Whether it can begin, or is gone."""
        return self._pipe.poll(within_s)

    def batches(self, span: Span) -> Iterator[Ahead]:
        """Each batch of a span; all before it is committed.

        Whoever asks for one has committed all but the last two that were answered.

        Raises:
            OSError: It is gone.
            EOFError: It is gone.
        """
        self._pipe.recv_bytes()
        self._pipe.send(span)
        seen = span.after
        while seen < span.until:
            self._pipe.send_bytes(NEXT)
            ahead = _READ(self._pipe.recv_bytes())
            seen = ahead.log[-1][0]
            yield ahead


def work_ahead(pipe: Connection) -> None:
    """Send each batch of a span when it is asked for; some are worked out ahead."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started it, who ends it
    with (
        suppress(EOFError, OSError),  # whoever started it is gone, or needs it no longer
        closing(Database.open(pipe.recv())) as database,
        closing(Ledger(database)) as ledger,
    ):
        view = HistoryView(SealedInTurn())
        settle_down()
        pipe.send_bytes(READY)
        batches = map(_WRITTEN, _worked_out(database, ledger, view, pipe.recv()))
        _send(pipe, partial(next, batches, b""))


def _send(pipe: Connection, step: Callable[[], bytes]) -> None:
    """Send what every step gives when it is asked for, until one gives nothing."""
    with ThreadPoolExecutor(1) as worker:
        coming = deque(worker.submit(step) for _ in range(AHEAD))
        while packed := coming.popleft().result():
            coming.append(worker.submit(step))
            pipe.recv_bytes()
            pipe.send_bytes(packed)


def _worked_out(
    database: Database, ledger: Ledger, view: HistoryView, span: Span
) -> Iterator[Ahead]:
    def read(after: int) -> list[Row]:
        limit = min(span.batch, max(after - span.after, FIRST_BATCH))
        return [row for row in ledger.rows(after, limit) if row[0] <= span.until]

    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(read, span.after)
        while log := coming.result():
            coming = reader.submit(read, log[-1][0])
            entries = ledger.opened(log)
            with database.read() as connection:
                history = view.worked_out(connection, entries)
            yield Ahead(log, history)


_WRITTEN = msgspec.msgpack.Encoder().encode
_READ = msgspec.msgpack.Decoder(Ahead).decode

if __name__ == "__main__":
    work_ahead(Connection(int(sys.argv[1])))
