"""Asks for a page of a large backlog over HTTP, against a bare handler on the same server.

The bare handler is a plain ASGI function on the same uvicorn: no routing, no auth, no filters to
read, no log line. It runs the same SQL on the driver alone and sends the same bytes. Each server is
one process; four client processes ask both in turns.
"""

import http.client
import multiprocessing
import os
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import structlog
import uvicorn

from api import answers, tokens
from api.answers import Paging
from api.positions import position_statement
from api.server import Served, listen
from api.surroundings import Surroundings
from bench.servers import postgresql
from domain import identity
from domain.backlog_item.facts import ItemAdded
from domain.backlog_item.rules import ITEM
from domain.fact import Actor, Origin
from domain.product.commands import CreateProduct
from domain.product.rules import PRODUCT
from ledger.database import Database
from ledger.ledger import Ledger
from ledger.transaction import Transaction
from projections.all import all_projections
from projections.backlog import query
from projections.backlog.filters import BacklogFilter, chosen
from projections.runner import Runner
from workers.secrets import Secrets
from workers.trackers import Trackers
from workers.wake import wake_nobody

ITEMS, BATCH, LIMIT = 10_000, 500, 50
CLIENTS, ROUNDS, ROUND_S = 4, 3, 2.0
PATH = f"/v1/backlog?limit={LIMIT}&status=new&label=web"
WANTED = BacklogFilter(status=("new",), label=("web",))
LABELS = (("web",), ("web", "slow"), ("app",))

Statements = list[tuple[str, Any]]


def measure(progress: Callable[[str], None] = print) -> dict[str, dict[str, float]]:
    """Requests per second, ours and bare, their ratio, and our p50 and p99, on both databases.

    Args:
        progress: Told one line before each part.
    """
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="trueline-bench-") as folder:
        progress(f"backlog query: SQLite, {ITEMS:,} items, {CLIENTS} clients")
        found["sqlite"] = _measure(f"sqlite:///{Path(folder) / 'ledger.db'}")
    with postgresql() as url:
        progress(f"backlog query: PostgreSQL, {ITEMS:,} items, {CLIENTS} clients")
        found["postgresql"] = _measure(url)
    return found


def _measure(url: str) -> dict[str, float]:
    token, statements = _fill(url)
    context = multiprocessing.get_context("spawn")
    with (
        _server(_serve_ours, (url,)) as ours,
        _server(_serve_bare, (url, statements)) as bare,
        context.Pool(CLIENTS) as clients,
    ):
        _ask(clients, ours, token, 0.5)
        _ask(clients, bare, token, 0.5)
        rounds = [
            (_ask(clients, ours, token, ROUND_S), _ask(clients, bare, token, ROUND_S))
            for _ in range(ROUNDS)
        ]
    waits = sorted(wait for each, _ in rounds for wait in each)
    return {
        "ours_per_s": round(statistics.median(len(ours) / ROUND_S for ours, _ in rounds)),
        "bare_per_s": round(statistics.median(len(bare) / ROUND_S for _, bare in rounds)),
        "ratio": round(statistics.median(len(ours) / len(bare) for ours, bare in rounds), 2),
        "p50_ms": round(waits[len(waits) // 2] * 1000, 2),
        "p99_ms": round(waits[len(waits) * 99 // 100] * 1000, 2),
    }


def _fill(url: str) -> tuple[str, Statements]:
    """A backlog of ``ITEMS``, a viewer's token, and the SQL that one page takes."""
    database = Database.open(url)
    database.migrate()
    ledger = Ledger(database)
    now = datetime.now(UTC)
    origin = Origin(Actor(id="u1", display="Ada", kind="human"), "api", now, uuid4())
    product = identity.product_id("ACME")
    ledger.execute(PRODUCT, product, CreateProduct("ACME", "Acme Notes"), origin)
    for first in range(1, ITEMS + 1, BATCH):
        ledger.transact(_adding(range(first, first + BATCH)), origin)
    Runner(database, ledger, all_projections()).catch_up()
    with database.begin() as connection:
        token = tokens.create(connection, "bench", "viewer", now)
        connection.exec_driver_sql("analyze")  # as autovacuum does within a minute
    statements = _statements(database)
    ledger.close()
    database.close()
    return token, statements


def _adding(numbers: range) -> Callable[[Transaction], None]:
    def work(transaction: Transaction) -> None:
        for number in numbers:
            key = f"ACME-{number}"
            added = ItemAdded(
                product=identity.product_id("ACME"),
                key=key,
                kind="bug",
                title=f"Pages {number} and {number + 1} come out in the wrong order",
                description="Steps to see it, what was expected, and what came instead. " * 4,
                rank=f"a{number:05}",
                labels=LABELS[number % len(LABELS)],
            )
            transaction.append(ITEM, identity.item_id(key), [added])

    return work


def _statements(database: Database) -> Statements:
    """What the handler's reading asks the driver for, with its values."""
    dialect, picked = database.reader.dialect, chosen(WANTED)
    page = query.page_statement(dialect, picked.shape, False)  # noqa: FBT003  # a cache's key
    return [
        position_statement(dialect).bound({"name": "backlog"}),
        page.bound(picked.values | {"limit": LIMIT + 1}),
    ]


def _serve_ours(port: Any, url: str) -> None:  # noqa: ANN401  # one end of a pipe
    _log_to_nowhere()
    database = Database.open(url)
    ledger = Ledger(database)
    surroundings = Surroundings(
        database=database,
        ledger=ledger,
        trackers=Trackers(ledger, Secrets({})),
        wait=lambda _position, _timeout_s: True,
        wake=wake_nobody,
        clock=lambda: datetime.now(UTC),
    )
    served = Served(surroundings)
    port.send(served.start())
    port.recv()
    served.stop()


def _serve_bare(port: Any, url: str, statements: Statements) -> None:  # noqa: ANN401  # as above
    read = _bare_sqlite(url) if url.startswith("sqlite") else _bare_postgresql(url)

    async def app(scope: Any, _receive: Any, send: Callable[[Any], Awaitable[None]]) -> None:  # noqa: ANN401  # ASGI
        if scope["type"] != "http":
            return
        rows = [read(sql, values) for sql, values in statements][-1]
        body = answers.joined([row[0].encode() for row in rows[:LIMIT]], Paging("", LIMIT), 0)
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False, ws="none")
    server, listening = uvicorn.Server(config), listen("127.0.0.1", 0)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    port.send(listening.getsockname()[1])
    port.recv()
    server.should_exit = True
    thread.join()


def _bare_sqlite(url: str) -> Callable[[str, Any], list[Any]]:
    bare = sqlite3.connect(url.removeprefix("sqlite:///"), check_same_thread=False)
    return lambda sql, values: bare.execute(sql, values).fetchall()


def _bare_postgresql(url: str) -> Callable[[str, Any], list[Any]]:
    bare = psycopg.connect(url, autocommit=True)
    return lambda sql, values: bare.execute(sql.encode(), values, prepare=True).fetchall()


def _log_to_nowhere() -> None:
    """Write the lines as production does, where they cost no disk."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.WriteLoggerFactory(Path(os.devnull).open("w")),  # noqa: SIM115  # for good
        cache_logger_on_first_use=True,
    )


@contextmanager
def _server(serve: Callable[..., None], arguments: tuple[Any, ...]) -> Iterator[int]:
    """A server in a process of its own; yields its port."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=serve, args=(there, *arguments))
    process.start()
    try:
        yield here.recv()
    finally:
        here.send("stop")
        process.join()


def _ask(clients: Any, port: int, token: str, seconds: float) -> list[float]:  # noqa: ANN401  # private type
    """Let every client ask for ``seconds``; answers with how long each request took."""
    jobs = [(port, token, seconds)] * CLIENTS
    return [wait for waits in clients.map(_client, jobs, chunksize=1) for wait in waits]


def _client(job: tuple[int, str, float]) -> list[float]:
    port, token, seconds = job
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = {"Authorization": f"Bearer {token}"}
    waits: list[float] = []
    until = time.perf_counter() + seconds
    while (start := time.perf_counter()) < until:
        connection.request("GET", PATH, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != http.HTTPStatus.OK or len(body) < LIMIT * 100:
            raise RuntimeError(body[:500])
        waits.append(time.perf_counter() - start)
    connection.close()
    return waits
