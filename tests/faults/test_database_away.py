"""A database that goes away is told as such, and its return is noticed without anybody's help."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from crashing import PostgresServer, stop_at_once
from running_house import Caller, until
from shell import Shell, line_of

from bench.servers import postgresql_server


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL server that may be stopped."""
    with postgresql_server() as started:
        yield started


@pytest.fixture
def caller(tmp_path: Path, server: PostgresServer) -> Iterator[Caller]:
    """An API in a process of its own, with a projector beside it."""
    shell = Shell(
        tmp_path,
        {"TRUELINE_DATABASE_URL": server.get_uri(), "TRUELINE_PORT": "0"},
    )
    assert shell.run("migrate").code == 0
    token = shell.run("token", "create", "--role", "admin", "--name", "first").out.strip()
    with ExitStack() as stack:
        api = stack.enter_context(shell.process("api"))
        stack.enter_context(shell.process("projector"))
        url = json.loads(line_of(api.stderr, "api serves"))["url"]
        made = Caller(url, token)
        made.product()
        yield made


def add(caller: Caller, title: str, **headers: str) -> Any:
    body = {"product": "ACME", "kind": "bug", "title": title}
    return caller.ask("POST", "/v1/items", body, **headers)


def test_writes_are_503_while_it_is_away_and_good_once_it_is_back(
    caller: Caller, server: PostgresServer
) -> None:
    assert add(caller, "Before").status_code == 201
    stop_at_once(server)
    away = [add(caller, "During") for _ in range(5)]
    away += [caller.ask("GET", path) for path in ("/v1/backlog", "/v1/sync", "/readyz")]
    assert {answer.status_code for answer in away} == {503}
    assert all("Retry-After" in answer.headers for answer in away[:7])
    assert "start it" in away[0].json()["detail"]
    assert caller.ask("GET", "/healthz").status_code == 200
    server.ensure_postgres_running()
    seen: list[int] = []

    def is_back() -> bool:
        seen.append(add(caller, "After", Idempotency_Key="the-same-one").status_code)
        return seen[-1] == 201

    until(is_back)
    assert set(seen) <= {201, 503}
    until(lambda: caller.ask("GET", "/v1/backlog").ok and caller.titles() == ["After", "Before"])
