"""Appends one fact, from the command to its place on the disk, against the bare database.

The bare figure is one row inserted and committed by the driver alone, at the same durability. Both
run in turns, so that a noisy machine disturbs both alike.
"""

import multiprocessing
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg

from bench.servers import postgresql
from bench.stores import opened
from domain.claim import CLAIM, Claim, Release, claim_id
from domain.fact import Actor, Origin
from ledger.database import Database
from ledger.ledger import Ledger

_ROUNDS = 5
_PER_ROUND = 300
_TABLE = "create table bare (id text primary key, version int, topic text, state {})"
_ORIGIN = Origin(
    Actor(id="u1", display="Ada", kind="human"), "api", datetime(2026, 1, 1, tzinfo=UTC), uuid4()
)
_STATE = b'{"type":"name.claimed","name":"bench:0123456789abcdef","owner":"' + b"0" * 36 + b'"}'

Append = Callable[[], None]


def measure(progress: Callable[[str], None] = print) -> dict[str, dict[str, float]]:
    """Appends per second, ours and bare, and their ratio, on both databases.

    Args:
        progress: Told one line before each part.
    """
    found: dict[str, dict[str, float]] = {}
    progress("append: SQLite, one client")
    with tempfile.TemporaryDirectory(prefix="trueline-bench-") as folder:
        found |= {f"sqlite_{case}": each for case, each in _sqlite(Path(folder)).items()}
    with postgresql() as url:
        progress("append: PostgreSQL, one client")
        found |= {f"postgresql_{case}": each for case, each in _postgresql(url).items()}
        progress("append: PostgreSQL, four processes")
        found["postgresql_4_processes"] = _in_processes(url, 4)
    return found


def _sqlite(folder: Path) -> dict[str, dict[str, float]]:
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.execute("pragma journal_mode=wal")
    bare.execute("pragma synchronous=full")
    bare.execute(_TABLE.format("blob"))

    def insert() -> None:
        bare.execute("insert into bare values (?, 1, 'name.claimed', ?)", (uuid4().hex, _STATE))

    with opened(f"sqlite:///{folder / 'ledger.db'}") as (_, ledger), closing(bare):
        return _both(ledger, insert)


def _postgresql(url: str) -> dict[str, dict[str, float]]:
    with opened(url) as (_, ledger), psycopg.connect(url, autocommit=True) as bare:
        bare.execute(_TABLE.format("bytea").encode())
        return _both(ledger, _insert_on(bare))


def _both(ledger: Ledger, bare: Append) -> dict[str, dict[str, float]]:
    """A stream's first fact, which needs no look, and a later one, for which it is loaded."""
    return {
        "1_client": _compare(_claim_on(ledger), bare),
        "1_client_existing": _compare(_release_on(ledger), bare),
    }


def _claim_on(ledger: Ledger) -> Append:
    def claim() -> None:
        name = f"bench:{uuid4().hex}"
        ledger.execute(CLAIM, claim_id(name), Claim(name, UUID(int=1)), _ORIGIN)

    return claim


def _release_on(ledger: Ledger) -> Append:
    """A command on a stream that is there already: it is loaded first."""
    names = [f"held:{uuid4().hex}" for _ in range(_PER_ROUND * (_ROUNDS + 1))]
    for name in names:
        ledger.execute(CLAIM, claim_id(name), Claim(name, UUID(int=1)), _ORIGIN)

    def release() -> None:
        name = names.pop()
        ledger.execute(CLAIM, claim_id(name), Release(name, UUID(int=1)), _ORIGIN)

    return release


def _insert_on(bare: psycopg.Connection) -> Append:
    statement = "insert into bare values (%s, 1, 'name.claimed', %s)"

    def insert() -> None:
        bare.execute(statement, (uuid4().hex, _STATE), prepare=True)

    return insert


def _compare(ours: Append, bare: Append) -> dict[str, float]:
    _rate(ours, _PER_ROUND // 3)
    _rate(bare, _PER_ROUND // 3)
    rounds = [(_rate(ours, _PER_ROUND), _rate(bare, _PER_ROUND)) for _ in range(_ROUNDS)]
    return _summary(rounds)


def _summary(rounds: list[tuple[float, float]]) -> dict[str, float]:
    return {
        "ours_per_s": round(statistics.median(ours for ours, _ in rounds)),
        "bare_per_s": round(statistics.median(bare for _, bare in rounds)),
        "ratio": round(statistics.median(ours / bare for ours, bare in rounds), 2),
    }


def _rate(append: Append, count: int) -> float:
    start = time.perf_counter()
    for _ in range(count):
        append()
    return count / (time.perf_counter() - start)


def _in_processes(url: str, count: int) -> dict[str, float]:
    context = multiprocessing.get_context("spawn")
    with context.Pool(count, initializer=_open_in_process, initargs=(url,)) as pool:
        pool.map(_work, [("ours", 50), ("bare", 50)] * count, chunksize=1)
        rounds = [tuple(_spread(pool, kind, count) for kind in ("ours", "bare")) for _ in range(3)]
    return _summary([(ours, bare) for ours, bare in rounds])


def _spread(pool: Any, kind: str, count: int) -> float:  # noqa: ANN401  # the pool's type is private
    start = time.perf_counter()
    pool.map(_work, [(kind, _PER_ROUND)] * count, chunksize=1)
    return count * _PER_ROUND / (time.perf_counter() - start)


_appends: dict[str, Append] = {}


def _open_in_process(url: str) -> None:
    _appends["ours"] = _claim_on(Ledger(Database.open(url)))
    _appends["bare"] = _insert_on(psycopg.connect(url, autocommit=True))


def _work(job: tuple[str, int]) -> None:
    kind, count = job
    _rate(_appends[kind], count)
