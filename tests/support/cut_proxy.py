"""A line to a PostgreSQL server that a test can cut, even between a commit and its answer."""

import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Lock, Thread
from typing import Self

import sqlalchemy as sa

_CALLED = b"CALL\x00"  # the server's word for a procedure that ran to its end


class CutProxy:
    """Forwards TCP on a free port; ``url`` is the database's, through it."""

    def __init__(self, url: str) -> None:
        self._target = sa.make_url(url)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock = Lock()
        self._open: list[socket.socket] = []
        self._threads: list[Thread] = []
        self._swallow = Event()
        self._refuse = Event()
        self.cuts = 0

    @property
    def url(self) -> str:
        port = self._listener.getsockname()[1]
        parts = {"host": "127.0.0.1", "port": port, "query": {}}
        return self._target.set(**parts).render_as_string(hide_password=False)

    def cut_before_the_next_answer(self, *, then_refuse: bool = False) -> None:
        """The server works off the next CALL, but its answer never arrives."""
        if then_refuse:
            self._refuse.set()
        self._swallow.set()

    def mend(self) -> None:
        """Accept connections again."""
        self._refuse.clear()

    def __enter__(self) -> Self:
        self._spawn(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._hang_up(*self._open)
        for thread in self._threads:
            thread.join()

    def _spawn(self, target: Callable[..., None], *args: object) -> None:
        thread = Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._refuse.is_set():
                client.close()
                continue
            server = self._connect()
            with self._lock:
                self._open += [client, server]
            self._spawn(self._forward, client, server)
            self._spawn(self._answer, server, client)

    def _connect(self) -> socket.socket:
        folder = self._target.query.get("host")
        if folder is None:
            return socket.create_connection((self._target.host or "", self._target.port or 5432))
        line = socket.socket(socket.AF_UNIX)
        line.connect(f"{folder}/.s.PGSQL.{self._target.port or 5432}")
        return line

    def _forward(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while chunk := client.recv(65536):
                server.sendall(chunk)
        self._hang_up(client, server)

    def _answer(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while chunk := server.recv(65536):
                if self._swallow.is_set() and _CALLED in chunk:
                    self._swallow.clear()
                    self.cuts += 1
                    break
                client.sendall(chunk)
        self._hang_up(server, client)

    def _hang_up(self, *lines: socket.socket) -> None:
        for line in lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()
