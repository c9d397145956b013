"""Serves the API with uvicorn: in this thread until a signal comes, or beside other work."""

import socket
from threading import Event, Thread

import uvicorn

from api.app import create_app
from api.surroundings import Surroundings

GRACE_S = 30
"""How long requests that have begun may take to finish once the server is to stop."""
START_S = 30.0
BACKLOG = 512


class Served:
    """The API on a socket.

    ``run`` blocks until SIGINT or SIGTERM; ``start`` and ``stop`` serve from a thread of its own.
    Both finish what has begun, for at most ``GRACE_S``.
    """

    def __init__(self, surroundings: Surroundings) -> None:
        """Build the application; nothing listens yet."""
        self._app = create_app(surroundings)
        self._server: _Server | None = None
        self._thread: Thread | None = None

    def start(self, host: str = "127.0.0.1", port: int = 0) -> int:
        """Serve from a thread; answers the port, a free one when ``port`` is 0.

        Raises:
            OSError: The address cannot be taken.
            RuntimeError: The application did not start.
        """
        listening = listen(host, port)
        server = _Server(self._config())
        self._server = server
        self._thread = Thread(target=server.serve_on, args=(listening,), name="api", daemon=True)
        self._thread.start()
        if not server.settled.wait(START_S) or not server.started:
            msg = "the API did not start; its log says why"
            raise RuntimeError(msg)
        found: int = listening.getsockname()[1]
        return found

    def stop(self) -> None:
        """Finish what has begun and stop; quiet when nothing runs."""
        if self._server is None or self._thread is None:
            return
        self._server.should_exit = True
        self._thread.join(GRACE_S + START_S)
        self._server = self._thread = None

    def run(self, host: str = "127.0.0.1", port: int = 8765) -> None:
        """Serve until SIGINT or SIGTERM.

        Raises:
            OSError: The address cannot be taken.
        """
        _Server(self._config()).run(sockets=[listen(host, port)])

    def _config(self) -> uvicorn.Config:
        return uvicorn.Config(
            self._app,
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=GRACE_S,
        )


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at ``host``; raises ``OSError`` when the address cannot be taken.

    It names TCP: asyncio turns Nagle's algorithm off only where it sees that, and an answer's
    second packet would otherwise wait 40 ms for the first one's acknowledgement.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        message = f"{host}:{port} cannot be listened on ({error.strerror}): choose another port."
        raise OSError(message) from error
    return listening


class _Server(uvicorn.Server):
    """A server that tells when it has started, or failed to."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.settled = Event()

    def serve_on(self, listening: socket.socket) -> None:
        try:
            self.run(sockets=[listening])
        finally:
            self.settled.set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.settled.set()
