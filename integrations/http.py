"""Calls to trackers: only to addresses we may call, never twice for a write, never for ever.

A host name is resolved once per connection, every address it has must be public (unless private
ones are allowed), and the connection goes to the very address that was checked: a name that
resolves differently a moment later gains nothing. Redirects are never followed here. Environment
proxies and ``.netrc`` are not used.

Failures of the wire become ``Unavailable``, or ``Ambiguous`` once a write may have arrived.
"""

import ssl
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from msgspec import Struct
from requests.adapters import HTTPAdapter
from urllib3 import PoolManager, Retry
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    MaxRetryError,
    NewConnectionError,
)

from integrations.errors import Ambiguous, Rejected, Unavailable, Unintelligible
from integrations.guard import Resolve, guarded_pools, refuse_plain, refuse_unless_public, resolve

CONNECT_TIMEOUT_S = 5.0
READ_TIMEOUT_S = 20.0
TIMEOUT_S = (CONNECT_TIMEOUT_S, READ_TIMEOUT_S)
ANSWER_TIMEOUT_S = 60.0
"""A whole answer takes no longer, however slowly it drips."""
MOST_BYTES = 32 * 1024 * 1024
CHUNK_BYTES = 64 * 1024
READS = frozenset({"GET", "HEAD"})
AGENT = "trueline"


class Answer(Struct, frozen=True):
    """An HTTP answer; header names are lower case, ``url`` is what was asked."""

    status: int
    headers: dict[str, str]
    body: bytes
    url: str

    @property
    def is_ok(self) -> bool:
        """Whether the status is of the class of success."""
        return 200 <= self.status < 300  # noqa: PLR2004 (the class of success)


class GuardedAdapter(HTTPAdapter):
    """Connects to checked addresses only.

    A read is sent a second time when its connection broke; a write never is.
    """

    def __init__(self, *, allow_private: bool = False, resolve_with: Resolve = resolve) -> None:
        """Refuse private addresses unless ``allow_private``."""
        self._pools = guarded_pools(allow_private=allow_private, resolve_with=resolve_with)
        once = Retry(
            total=1,
            connect=0,
            read=1,
            status=0,
            redirect=0,
            other=0,
            allowed_methods=READS,
            respect_retry_after_header=False,
        )
        super().__init__(max_retries=once)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make a pool manager whose connections check where they go."""
        super().init_poolmanager(*args, **kwargs)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = self._pools


class GuardedSession(requests.Session):
    """Goes only where it may, follows no redirect and asks no environment; one per thread."""

    def __init__(self, *, allow_private: bool = False, resolve_with: Resolve = resolve) -> None:
        """Refuse private addresses unless ``allow_private``."""
        super().__init__()
        self.trust_env = False
        adapter = GuardedAdapter(allow_private=allow_private, resolve_with=resolve_with)
        self.mount("https://", adapter)
        self.mount("http://", adapter)

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Nowhere: whoever asked decides."""


def check_url(url: str, *, allow_private: bool = False, resolve_with: Resolve = resolve) -> None:
    """Refuse a base URL we may not call, before anything is connected.

    Raises:
        Rejected: It names ``base_url`` and says why.
        Unavailable: The host's name cannot be resolved.
    """
    host = check_form(url)
    if not allow_private:
        try:
            refuse_unless_public(host, resolve_with(host, urlsplit(url).port or 443))
            if urlsplit(url).scheme == "http":
                refuse_plain(host)
        except OSError as error:
            message = f"The host {host} cannot be found: {error}"
            raise Unavailable(message) from error


def check_form(url: str) -> str:
    """The host of an ``http`` or ``https`` URL without user and fragment; raises ``Rejected``."""
    sentence = "The address has to be like https://tracker.example.com"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise Rejected(sentence, fields={"base_url": sentence}) from error
    is_clean = url.isprintable() and not set(url) & set(" \\@#")
    if parts.scheme not in ("http", "https") or not host or not is_clean:
        raise Rejected(sentence, fields={"base_url": sentence})
    return host


def exchange(
    session: requests.Session,
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes | str | None = None,
    timeout_s: tuple[float, float] = TIMEOUT_S,
) -> Answer:
    """Send one request and read its whole answer, whatever its status.

    Raises:
        Unavailable: Nothing was written: no connection, or no answer to a read.
        Ambiguous: A write went out and no answer came.
        Rejected: The address is none we may call.
        Unintelligible: The answer is too long.
    """
    is_read = method in READS
    try:
        with session.request(
            method,
            url,
            data=body.encode() if isinstance(body, str) else body,
            headers=dict(headers or {}),
            timeout=timeout_s,
            allow_redirects=False,
            stream=True,
        ) as response:
            names = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, names, _read(response), url)
    except (requests.RequestException, HTTPError, OSError) as error:
        raise _wire_error(error, method, url, is_read=is_read) from error


def _wire_error(
    error: Exception, method: str, url: str, *, is_read: bool
) -> Unavailable | Ambiguous:
    """What a failure of the wire means: ``Ambiguous`` once a write may have arrived."""
    words = f"{urlsplit(url).hostname} gave no answer to {method} ({type(error).__name__})"
    return Unavailable(words) if is_read or was_never_sent(error) else Ambiguous(words)


def was_never_sent(error: Exception) -> bool:
    """Whether ``error`` shows that no connection came about."""
    if isinstance(error, requests.ConnectTimeout | ValueError):  # ValueError: a malformed request
        return True
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else None
    is_distrusted = isinstance(_root(reason), ssl.SSLCertVerificationError)
    return is_distrusted or isinstance(reason, NewConnectionError | ConnectTimeoutError)


def _read(response: requests.Response) -> bytes:
    deadline, parts, size = time.monotonic() + ANSWER_TIMEOUT_S, [], 0
    while part := response.raw.read1(CHUNK_BYTES, decode_content=True):
        size += len(part)
        if size > MOST_BYTES:
            message = f"The answer is longer than {MOST_BYTES} bytes"
            raise Unintelligible(message, status=response.status_code)
        if time.monotonic() > deadline:
            raise requests.ReadTimeout("The answer took too long")
        parts.append(part)
    return b"".join(parts)


def _root(error: Exception | None) -> object:
    """What urllib3 has wrapped."""
    while error is not None and error.args and isinstance(error.args[0], Exception):
        error = error.args[0]
    return error
