"""Webhooks leave in the background, signed, and every attempt is written down."""

import hashlib
import heapq
import hmac
import http.client
import itertools
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from integrations.sandbox.clock import Clock

TIMEOUT_S = 10.0
RETRIED = frozenset({0, 408, 409, 425, 429, *range(500, 600)})


def sign(secret: str, body: bytes) -> str:
    """``sha256=`` and the HMAC of the raw body, as both trackers send it."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Parcel:
    """One webhook on its way: where, what, and which attempt this is (0 is the first)."""

    id: int
    url: str
    guid: str
    event: str
    action: str | None
    headers: dict[str, str]
    body: bytes
    hook_id: int
    attempt: int = 0


@dataclass(frozen=True)
class Delivery:
    """What became of one attempt; ``status`` 0 means there was no answer."""

    parcel: Parcel
    at: datetime
    duration: timedelta
    status: int
    answer: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def arrived(self) -> bool:
        """Whether the receiver said 2xx."""
        return 200 <= self.status < 300  # noqa: PLR2004 (the class of success)


class Retry(Protocol):
    """Says how long to wait before another attempt, or None for never."""

    def __call__(self, delivery: Delivery) -> float | None:
        """Seconds until the next attempt."""
        ...


def never_again(delivery: Delivery) -> float | None:  # noqa: ARG001 (a Retry)
    """GitHub never redelivers by itself."""
    return None


@dataclass(frozen=True)
class AsJira:
    """Jira repeats what failed up to five times; the pause is short here, minutes there."""

    pause_s: float = 0.05
    attempts: int = 5

    def __call__(self, delivery: Delivery) -> float | None:
        """Seconds until the next attempt; 400 and 404 are final."""
        again = delivery.status in RETRIED and delivery.parcel.attempt < self.attempts
        return self.pause_s if again else None


class Courier:
    """Delivers parcels one after the other from its own thread.

    Attributes:
        dropping: Lose every parcel on the way; the attempt is recorded with status 0.
        copies: How often each parcel is sent.
        holding: Keep parcels back until ``release``.
    """

    def __init__(self, clock: Clock, retry: Retry = never_again) -> None:
        self.dropping = False
        self.copies = 1
        self.holding = False
        self.deliveries: list[Delivery] = []
        self._clock = clock
        self._retry = retry
        self._queue: list[tuple[float, int, Parcel]] = []
        self._held: list[Parcel] = []
        self._order = itertools.count()
        self._change = threading.Condition()
        self._busy = self._stopping = False
        self._thread: threading.Thread | None = None
        self._line: http.client.HTTPConnection | None = None

    def start(self) -> None:
        """Begin to deliver."""
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="sandbox-webhooks")
        self._thread.start()

    def stop(self) -> None:
        """Give up what is on its way and join the thread."""
        with self._change:
            self._stopping = True
            self._change.notify_all()
            if self._line is not None and self._line.sock is not None:
                with suppress(OSError):
                    self._line.sock.shutdown(2)
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def send(self, parcel: Parcel) -> None:
        """Take a parcel; it leaves at once, or on ``release`` while holding."""
        with self._change:
            for _ in range(self.copies):
                if self.holding:
                    self._held.append(parcel)
                else:
                    self._push(parcel, 0.0)

    def release(self, *, backwards: bool = False) -> int:
        """Send what was held, newest first when ``backwards``; answers how many."""
        with self._change:
            held, self._held, self.holding = self._held, [], False
            for parcel in reversed(held) if backwards else held:
                self._push(parcel, 0.0)
        return len(held)

    def wait_until_idle(self, timeout_s: float = 10.0) -> bool:
        """Whether nothing is on its way (held parcels aside) within ``timeout_s``."""
        with self._change:
            return self._change.wait_for(lambda: not self._queue and not self._busy, timeout_s)

    def _push(self, parcel: Parcel, pause_s: float) -> None:
        heapq.heappush(self._queue, (time.monotonic() + pause_s, next(self._order), parcel))
        self._change.notify_all()

    def _run(self) -> None:
        while (parcel := self._next()) is not None:
            delivery = self._deliver(parcel)
            with self._change:
                self.deliveries.append(delivery)
                pause = self._retry(delivery)
                if pause is not None and not self._stopping:
                    self._push(replace(parcel, attempt=parcel.attempt + 1), pause)
                self._busy = False
                self._change.notify_all()

    def _next(self) -> Parcel | None:
        with self._change:
            while not self._stopping:
                pause = self._queue[0][0] - time.monotonic() if self._queue else None
                if pause is not None and pause <= 0:
                    self._busy = True
                    return heapq.heappop(self._queue)[2]
                self._change.wait(pause)
            return None

    def _deliver(self, parcel: Parcel) -> Delivery:
        began, at = time.monotonic(), self._clock()
        status, words, headers = (0, "", {}) if self.dropping else self._post(parcel)
        return Delivery(
            parcel, at, timedelta(seconds=time.monotonic() - began), status, words, headers
        )

    def _post(self, parcel: Parcel) -> tuple[int, str, dict[str, str]]:
        parts = urlsplit(parcel.url)
        secure = parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        line = kind(parts.hostname or "", parts.port, timeout=TIMEOUT_S)
        with self._change:
            self._line = None if self._stopping else line
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            headers = {**parcel.headers, **_retry_header(parcel)}
            line.request("POST", target, body=parcel.body, headers=headers)
            answer = line.getresponse()
            return answer.status, answer.read(4096).decode("utf-8", "replace"), dict(answer.headers)
        except (OSError, http.client.HTTPException) as error:
            return 0, str(error), {}
        finally:
            line.close()


def _retry_header(parcel: Parcel) -> dict[str, str]:
    if parcel.attempt == 0 or "X-Atlassian-Webhook-Identifier" not in parcel.headers:
        return {}
    return {"X-Atlassian-Webhook-Retry": str(parcel.attempt)}
