"""Lets the backlog view catch up, against a bare loop; and how soon a write can be seen.

The bare loop reads the same log with the driver alone, decodes the same facts, ids and times with
``msgspec`` and bulk-writes the same rows, which it is handed ready made, in batches of the same
size, position included, and waits for the disk as little as a read model does. Both run in turns,
so that a noisy machine disturbs both alike.
"""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
import psycopg
import sqlalchemy as sa

from bench.stores import both_databases, opened
from bench.team_log import ORIGIN, write_log
from domain.backlog_item.commands import Edit
from domain.backlog_item.rules import ITEM
from domain.catalogue import FACTS
from domain.identity import item_id
from ledger.collector import settle_down
from ledger.database import Database
from ledger.entry import Entry
from ledger.ledger import Ledger
from projections.all import all_projections
from projections.backlog.listing import BACKLOG, BACKLOG_ITEM
from projections.backlog.query import item
from projections.bulk import upsert_from_arrays, upsert_statement
from projections.listed import ListedView
from projections.projection import OnError
from projections.runner import Runner

ITEMS = 3000
ROUNDS = 5
WRITES = 300


class Batch(NamedTuple):
    """A stretch of the log, and the rows that the view writes for it."""

    after: int
    until: int
    rows: list[tuple[Any, ...]]


def measure(progress: Callable[[str], None] = print) -> dict[str, dict[str, float]]:
    """Facts per second, ours and bare, their ratio, and latencies in ms, on both databases.

    Args:
        progress: Told one line before each part.
    """
    found: dict[str, dict[str, float]] = {}
    with both_databases() as databases:
        for name, url in databases:
            with opened(url) as (database, ledger):
                progress(f"catch up: {name}, backlog view of {ITEMS} items")
                found[f"{name}_backlog"] = _catch_up(database, ledger)
                progress(f"catch up: {name}, {WRITES} writes seen by every view")
                found[f"{name}_visible"] = _see_writes(database, ledger)
    return found


def _catch_up(database: Database, ledger: Ledger) -> dict[str, float]:
    count = write_log(ledger, ITEMS)
    runner = Runner(database, ledger, [ListedView(BACKLOG)])
    batches = list(_batches(database, runner))
    settle_down()  # as ``trueline projector`` does; in neither loop need the batches be looked at
    bare = _on_sqlite if database.dialect == "sqlite" else _on_postgresql
    rounds = []
    for _ in range(ROUNDS):
        ours = _timed(lambda: runner.rebuild("backlog"))
        rounds.append((count / ours, count / _timed(lambda: bare(database, batches))))
    runner.stop()
    return {
        "ours_per_s": round(statistics.median(ours for ours, _ in rounds)),
        "bare_per_s": round(statistics.median(bare for _, bare in rounds)),
        "ratio": round(statistics.median(ours / bare for ours, bare in rounds), 2),
    }


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _batches(database: Database, runner: Runner) -> Iterator[Batch]:
    """What the view writes, batch by batch, as it would be handed to the bare loop."""
    after = 0
    while runner.run_once():
        with database.read() as connection:
            touched = sa.select(BACKLOG_ITEM).where(BACKLOG_ITEM.c.position > after)
            rows = [tuple(row) for row in connection.execute(touched)]
        [status] = runner.status()
        yield Batch(after, status.position, rows)
        after = status.position


def _on_sqlite(database: Database, batches: Sequence[Batch]) -> None:
    path = sa.make_url(database.url).database or ""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma synchronous=normal")
    connection.execute("delete from backlog_item")
    upsert = upsert_statement(BACKLOG_ITEM)
    for batch in batches:
        _decode(connection.execute(_LOG.format(mark="?"), (batch.after, batch.until)).fetchall())
        connection.execute("begin immediate")
        connection.executemany(upsert, batch.rows)
        connection.execute(_MOVE.format(mark="?"), (batch.until,))
        connection.execute("commit")
    connection.close()


def _on_postgresql(database: Database, batches: Sequence[Batch]) -> None:
    upsert = upsert_from_arrays(BACKLOG_ITEM).encode()
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("set synchronous_commit = off")
        connection.execute("delete from backlog_item")
        for batch in batches:
            read = _LOG.replace("metadata", "metadata::text").format(mark="%s").encode()
            _decode(connection.execute(read, (batch.after, batch.until)).fetchall())
            with connection.transaction():
                by_column = [list(column) for column in zip(*batch.rows, strict=True)]
                connection.execute(upsert, by_column)
                connection.execute(_MOVE.format(mark="%s").encode(), (batch.until,))


def _decode(rows: Sequence[tuple[Any, ...]]) -> None:
    msgspec.convert([(row[1], row[5]) for row in rows], list[tuple[UUID, UUID]])
    msgspec.convert([row[7] for row in rows], list[datetime])
    for row in rows:
        _FACTS[row[3]].decode(row[4])


_FACTS = {tag: msgspec.json.Decoder(fact) for tag, fact in FACTS.items()}
_LOG = (
    "select notification_id, originator_id, originator_version, topic, state, event_id, metadata,"
    " recorded_at from events where notification_id > {mark} and notification_id <= {mark}"
    " order by notification_id"
)
_MOVE = "update projection_position set position = {mark} where name = 'bare'"


class _Witness:
    """A projection that announces the positions it has seen, once they are committed."""

    name = "witness"
    version = 1
    on_error: OnError = "stop"
    tables: Sequence[sa.Table] = ()

    def apply(self, _connection: sa.Connection, entries: Sequence[Entry]) -> Sequence[str]:
        """Announce the batch."""
        return [str(entry.position) for entry in entries]

    def clear(self, _connection: sa.Connection) -> None:
        """Nothing is kept."""


def _see_writes(database: Database, ledger: Ledger) -> dict[str, float]:
    """Write one fact at a time, and ask for it with every view running in a thread of its own."""
    seen: dict[str, float] = {}

    def witness(name: str, ids: Sequence[str]) -> None:
        if name == _Witness.name:
            seen.update(dict.fromkeys(ids, time.perf_counter()))

    runner = Runner(database, ledger, [*all_projections(), _Witness()], announce=witness)
    runner.catch_up()
    runner.start()
    saved: dict[str, float] = {}
    asked: list[float] = []
    for number in range(1, WRITES + 1):
        key = f"ACME-{number}"
        edit = Edit(title=f"Seen {number}")
        position = ledger.execute(ITEM, item_id(key), edit, ORIGIN).position
        saved[str(position)] = time.perf_counter()
        runner.wait(position, ["backlog"])
        with database.read() as connection:
            item(connection, key)
        asked.append(time.perf_counter() - saved[str(position)])
    runner.stop()
    visible = sorted(max(0.0, seen[position] - at) for position, at in saved.items())
    return _percentiles("save_to_visible", visible) | _percentiles("own_write_read", sorted(asked))


def _percentiles(name: str, seconds: Sequence[float]) -> dict[str, float]:
    p50, p99 = statistics.median(seconds), seconds[int(len(seconds) * 0.99) - 1]
    return {f"{name}_p50_ms": round(p50 * 1000, 2), f"{name}_p99_ms": round(p99 * 1000, 2)}
