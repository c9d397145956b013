"""Serves the API and a bare handler, each in a process of its own, and asks both in turns.

The bare handler is a plain ASGI function on the same uvicorn: no routing, no auth, no filters to
read, no log line. It runs the same SQL on the driver alone and sends the same bytes.
"""

import http.client
import multiprocessing
import os
import sqlite3
import statistics
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import structlog
import uvicorn

from api import answers, tokens
from api.answers import Paging
from api.server import Served, listen
from api.surroundings import Surroundings
from ledger.collector import settle_down
from ledger.database import Database
from ledger.ledger import Ledger
from projections.all import all_projections
from projections.runner import Runner
from trueline.logs import json_line
from workers.secrets import Secrets
from workers.trackers import Trackers
from workers.wake import wake_nobody

CLIENTS = 4

Figures = dict[str, float]
Statements = list[tuple[str, Any]]
"""SQL with its values, as the driver takes them; the last one reads the rows."""


class Question(msgspec.Struct, frozen=True):
    """One thing to ask for: the path, and the SQL that answers it with up to ``limit`` rows."""

    path: str
    statements: Statements
    limit: int


class Pair(msgspec.Struct, frozen=True):
    """Both servers and the processes that ask them."""

    ours: int
    bare: int
    clients: Any

    def compare(
        self, question: Question, token: str, rounds: int, round_s: float
    ) -> dict[str, float]:
        """Requests per second, ours and bare, their ratio, and our p50, p95 and p99 in ms."""
        sides = (("ours", self.ours), ("bare", self.bare))
        _tell_bare(self.bare, question)
        for _, port in sides:
            self._ask(port, question, token, 0.5)
        found = [
            tuple(self._ask(port, question, token, round_s) for _, port in sides)
            for _ in range(rounds)
        ]
        return {
            "ours_per_s": round(statistics.median(len(ours) / round_s for ours, _ in found)),
            "bare_per_s": round(statistics.median(len(bare) / round_s for _, bare in found)),
            "ratio": round(statistics.median(len(ours) / len(bare) for ours, bare in found), 2),
            **_percentiles([wait for ours, _ in found for wait in ours]),
        }

    def ask_ours(self, question: Question, token: str, seconds: float, clients: int) -> Figures:
        """Our requests per second, and p50, p95 and p99 in ms, of a question with no bare twin."""
        self._ask(self.ours, question, token, 0.5, clients)
        waits = self._ask(self.ours, question, token, seconds, clients)
        return {"ours_per_s": round(len(waits) / seconds), **_percentiles(waits)}

    def _ask(
        self, port: int, question: Question, token: str, seconds: float, clients: int = CLIENTS
    ) -> list[float]:
        """Let clients ask for ``seconds``; answers with how long each request took."""
        jobs = [(port, question, token, seconds)] * clients
        return [wait for waits in self.clients.map(_client, jobs, chunksize=1) for wait in waits]


def _percentiles(waits: list[float]) -> dict[str, float]:
    ordered = sorted(waits)
    return {
        f"p{each}_ms": round(ordered[len(ordered) * each // 100] * 1000, 2) for each in (50, 95, 99)
    }


@contextmanager
def served(url: str) -> Iterator[Pair]:
    """The API on the database at ``url`` and a bare handler beside it."""
    context = multiprocessing.get_context("spawn")
    with (
        _server(_serve_ours, url) as ours,
        _server(_serve_bare, url) as bare,
        context.Pool(CLIENTS) as clients,
    ):
        yield Pair(ours, bare, clients)


def ready(database: Database, ledger: Ledger) -> str:
    """Every read model at the head, statistics as autovacuum keeps them, and a viewer's token."""
    Runner(database, ledger, all_projections()).catch_up()
    with database.begin() as connection:
        token = tokens.create(connection, "bench", "viewer", datetime.now(UTC))
        connection.exec_driver_sql("analyze")
    return token


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
    here = Served(surroundings)
    serving = here.start()
    settle_down()  # as ``trueline api`` does
    port.send(serving)
    port.recv()
    here.stop()


def _serve_bare(port: Any, url: str) -> None:  # noqa: ANN401  # as above
    """Answers a ``POST`` by keeping what it says as the question, and a ``GET`` with its rows."""
    read = _bare_sqlite(url) if url.startswith("sqlite") else _bare_postgresql(url)
    asked: list[Question] = []

    async def app(scope: Any, receive: Any, send: Callable[[Any], Awaitable[None]]) -> None:  # noqa: ANN401  # ASGI
        if scope["type"] != "http":
            return
        if scope["method"] == "POST":
            asked[:] = [msgspec.msgpack.decode((await receive())["body"], type=Question)]
        limit = asked[0].limit
        rows = [read(sql, values) for sql, values in asked[0].statements][-1]
        body = answers.joined([row[0].encode() for row in rows[:limit]], Paging("", limit), 0)
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False, ws="none")
    server, listening = uvicorn.Server(config), listen("127.0.0.1", 0)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    settle_down()  # so that neither looks for garbage more often
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
            structlog.processors.JSONRenderer(json_line),
        ],
        logger_factory=structlog.WriteLoggerFactory(Path(os.devnull).open("w")),  # noqa: SIM115  # for good
        cache_logger_on_first_use=True,
    )


@contextmanager
def _server(serve: Callable[..., None], url: str) -> Iterator[int]:
    """A server in a process of its own; yields its port."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=serve, args=(there, url))
    process.start()
    try:
        yield here.recv()
    finally:
        here.send("stop")
        process.join()


def _client(job: tuple[int, Question, str, float]) -> list[float]:
    port, question, token, seconds = job
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = {"Authorization": f"Bearer {token}"}
    waits: list[float] = []
    until = time.perf_counter() + seconds
    while (start := time.perf_counter()) < until:
        connection.request("GET", question.path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != http.HTTPStatus.OK or len(body) < question.limit * 100:
            msg = f"{question.path}: {body[:500]!r}"
            raise RuntimeError(msg)
        waits.append(time.perf_counter() - start)
    connection.close()
    return waits


def _tell_bare(port: int, question: Question) -> None:
    """Let the bare handler know what it will be asked for."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("POST", "/", msgspec.msgpack.encode(question))
    connection.getresponse().read()
    connection.close()
