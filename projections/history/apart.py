"""Works the history out in a process of its own, one batch ahead of the one that writes it.

The history costs as much as all other read models together, and its rows follow from the log alone.
So another process reads the log, folds it and sends rows; whoever asked for them writes them, with
all else, so that no process waits for another one's lock.
"""

import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import NamedTuple

import msgspec
from msgspec import Struct

from ledger.collector import settle_down
from ledger.database import Database
from ledger.entry import Entry
from ledger.ledger import Ledger
from projections.audit.seal import SealedInTurn
from projections.history.batch import HistoryBatch
from projections.history.view import HistoryView

READY, NEXT = b"ready", b"next"


class Span(NamedTuple):
    """The facts after one position, up to another one, so many at a time."""

    after: int
    until: int
    batch: int

    def batches(self, ledger: Ledger) -> Iterator[list[Entry]]:
        """Its facts; whoever reads them finds the same batches."""
        after = self.after
        while after < self.until and (found := ledger.entries(after, self.batch)):
            yield [each for each in found if each.position <= self.until]
            after = found[-1].position


class Ahead(Struct, array_like=True):
    """The rows of the facts up to ``last``."""

    last: int
    rows: HistoryBatch


class HistoryApart:
    """The other process, which has nothing that could be lost."""

    def __init__(self, url: str) -> None:
        """Start it, which takes it a second."""
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=work_ahead, args=(url, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def close(self) -> None:
        """End it wherever it is."""
        self._pipe.close()
        self._process.terminate()
        self._process.join()

    def is_ready(self, within_s: float = 0.0) -> bool:
        """Whether it can begin, or is gone."""
        return self._pipe.poll(within_s)

    def begin(self, span: Span) -> None:
        """Let it go on with these facts; all before them is committed.

        Raises:
            OSError: It is gone.
            EOFError: It is gone.
        """
        self._pipe.recv_bytes()
        self._pipe.send(span)

    def rows(self, last: int) -> HistoryBatch:
        """The rows of the next batch, which ends at this position.

        Whoever asks has committed all but the last two batches that were answered.

        Raises:
            OSError: It is gone.
            EOFError: It is gone.
            ValueError: It had another batch.
        """
        self._pipe.send_bytes(NEXT)
        ahead = _READ(self._pipe.recv_bytes())
        if ahead.last != last:
            message = f"the history was worked out up to {ahead.last}, not {last}"
            raise ValueError(message)
        return ahead.rows


def work_ahead(url: str, pipe: Connection) -> None:
    """Send the rows of each batch of a span when it is asked for; one is worked out ahead."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started it, who ends it
    database = Database.open(url)
    ledger, view = Ledger(database), HistoryView(SealedInTurn())
    settle_down()
    with suppress(EOFError, OSError):  # whoever started it is gone, or needs it no longer
        pipe.send_bytes(READY)
        span: Span = pipe.recv()
        for entries in span.batches(ledger):
            with database.read() as connection:
                rows = view.worked_out(connection, entries)
            pipe.recv_bytes()
            pipe.send_bytes(_WRITTEN(Ahead(entries[-1].position, rows)))
    ledger.close()
    database.close()


_WRITTEN = msgspec.msgpack.Encoder().encode
_READ = msgspec.msgpack.Decoder(Ahead).decode
