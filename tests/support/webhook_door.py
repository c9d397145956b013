"""A tiny HTTP server that takes webhooks in as the API does."""

import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import UUID

from workers.accept import Accepted, accept, webhook_path
from workers.context import Context

STATUS = {
    Accepted.KEPT: 202,
    Accepted.KNOWN: 202,
    Accepted.UNREADABLE: 202,
    Accepted.FORGED: 401,
    Accepted.NOT_FOUND: 404,
}


class WebhookDoor:
    """Listens on a free port; the path ends in the connection's id.

    Attributes:
        seen: Every delivery that came: the connection, its headers and its body.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self.seen: list[tuple[UUID, Mapping[str, str], bytes]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = False
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, name="webhooks"
        )

    def url(self, connection_id: UUID) -> str:
        tracker = self._context.trackers.connection(connection_id).tracker
        address = f"http://127.0.0.1:{self._server.server_address[1]}"
        return address + webhook_path(tracker, connection_id)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        if self._thread.ident is not None:
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def take(self, connection_id: UUID, headers: Mapping[str, str], body: bytes) -> Accepted:
        """One delivery, as if it came over HTTP."""
        self.seen.append((connection_id, headers, body))
        return accept(self._context, connection_id, headers, body)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        door = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                connection_id = UUID(self.path.rpartition("/")[2])
                taken = door.take(connection_id, dict(self.headers.items()), body)
                self.send_response(STATUS[taken])
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (inherited)
                """Stay silent."""

        return Handler
