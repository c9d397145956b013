"""One sandbox is one HTTP server on a free port that leaves no thread or socket behind."""

import socket
import threading
from collections import Counter
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qsl, urlsplit

from integrations.sandbox.clock import Clock, http_date, system_clock
from integrations.sandbox.faults import Fault, FaultScript
from integrations.sandbox.wire import Answer, Exchange, Page, Refusal, Request, Seen

if TYPE_CHECKING:
    from collections.abc import Callable

READS = frozenset({"GET", "HEAD", "OPTIONS"})


class HttpSandbox:
    """Serves ``respond`` over HTTP/1.1, logs every request and plays the fault script."""

    def __init__(self, clock: Clock = system_clock) -> None:
        self.clock = clock
        self.faults = FaultScript()
        self.requests: list[Seen] = []
        self.observers: list[Callable[[Exchange], None]] = []
        self.lock = threading.RLock()
        self._http: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Where the server listens, without a slash at the end."""
        if self._http is None:
            message = "The sandbox is not started"
            raise RuntimeError(message)
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def counts(self) -> dict[str, int]:
        """How many requests came, and how many of them were writes."""
        kinds = Counter("writes" if seen.is_write else "reads" for seen in self.requests)
        return {"requests": kinds.total(), "reads": kinds["reads"], "writes": kinds["writes"]}

    def respond(self, request: Request) -> Answer:
        """Answer one request; called with the lock held."""
        raise NotImplementedError

    def finish(self, answer: Answer) -> None:
        """Add the headers every answer of this tracker carries, faults included."""

    def is_write(self, request: Request) -> bool:
        """Whether the request asks for a change."""
        return request.method not in READS

    def start(self, port: int = 0) -> Self:
        """Listen on the loopback interface; port 0 takes a free one."""
        self._http = _Server(("127.0.0.1", port), self)
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, name="sandbox"
        )
        self._thread.start()
        return self

    def stop(self) -> None:
        """Close every connection and join every thread; harmless when not started."""
        http, thread = self._http, self._thread
        if http is None or thread is None:
            return
        self.faults.clear()
        http.shutdown()
        http.hang_up()
        http.server_close()
        thread.join()
        self._http = self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def exchange(self, request: Request) -> Answer | None:
        """The answer to ``request`` after the fault script had its say; None means hang up."""
        fault = self.faults.take(request.method, request.target)
        answer = self._ordinary(request) if fault is None else self._faulty(request, fault)
        if answer is not None:
            self.finish(answer)
            answer.headers.setdefault("Date", http_date(self.clock()))
        self._log(request, answer, fault)
        return answer

    def _ordinary(self, request: Request) -> Answer:
        try:
            with self.lock:
                return self.respond(request)
        except Refusal as refusal:
            return refusal.answer

    def _faulty(self, request: Request, fault: Fault) -> Answer | None:
        kind, scripted = fault.do.kind, fault.do.answer
        answer: Answer | None = None
        if kind == "delay":
            fault.released.wait(fault.do.seconds)
        if kind in ("delay", "commit_then_answer", "commit_then_drop", "commit_then_hang"):
            answer = self._ordinary(request)
        if kind in ("answer", "commit_then_answer"):
            return Answer(scripted.status, scripted.body, dict(scripted.headers))
        if kind in ("hang", "commit_then_hang"):
            fault.released.wait()
        return answer if kind == "delay" else None

    def _log(self, request: Request, answer: Answer | None, fault: Fault | None) -> None:
        kind = fault.do.kind if fault else None
        status, write = answer.status if answer else 0, self.is_write(request)
        self.requests.append(
            Seen(request.method, request.path, request.query, status, write, self.clock(), kind)
        )
        if answer is not None and fault is None:
            for observe in self.observers:
                observe(Exchange(request, answer))


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], sandbox: HttpSandbox) -> None:
        self.sandbox = sandbox
        self._open: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 (inherited)
        self._open.add(request)
        super().process_request(request, client_address)

    def close_request(self, request: Any) -> None:  # noqa: ANN401 (inherited)
        self._open.discard(request)
        super().close_request(request)

    def hang_up(self) -> None:
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def handle_one_request(self) -> None:
        try:
            self.raw_requestline = self.rfile.readline(65537)
            if self.raw_requestline and self.parse_request():
                self._serve()
            else:
                self.close_connection = True
        except OSError:
            self.close_connection = True

    def _serve(self) -> None:
        answer = self.server.sandbox.exchange(self._request())
        if answer is None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        else:
            self.wfile.write(self._packet(answer))

    def _request(self) -> Request:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        return Request(
            method=self.command,
            path=parts.path,
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length) if length else b"",
            target=self.path,
        )

    def _packet(self, answer: Answer) -> bytes:
        """One write for head and body: two would wait for the client's acknowledgement."""
        content = answer.content()
        headers = dict(answer.headers)
        if answer.body is not None:
            kind = "text/html" if isinstance(answer.body, Page) else "application/json"
            headers.setdefault("Content-Type", f"{kind}; charset=utf-8")
        if answer.status not in (204, 304):
            headers["Content-Length"] = str(len(content))
        phrase = HTTPStatus(answer.status).phrase
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        packet = f"HTTP/1.1 {answer.status} {phrase}\r\n{head}\r\n".encode("latin-1", "replace")
        return packet if self.command == "HEAD" or answer.status in (204, 304) else packet + content

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (inherited)
        """Say nothing: the sandbox keeps its own log."""
