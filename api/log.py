"""One line per request, and the headers that every answer carries.

A line holds ids, never a token, a query string or a body.
"""

import time

import structlog
from litestar.types import Message, Scope

BEGAN = "trueline.began"

SAFETY = [
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
]


def begin(scope: Scope) -> None:
    """Note when the work on a request began."""
    scope[BEGAN] = time.perf_counter()  # type: ignore[literal-required]  # ours


class RequestLog:
    """A hook on everything that is sent; bound once, since binding costs as much as the line."""

    def __init__(self) -> None:
        """Log as structlog is configured now."""
        self._log = structlog.get_logger("trueline.api").bind()

    async def __call__(self, message: Message, scope: Scope) -> None:
        """Add the headers, and log the request as its answer starts."""
        if message["type"] != "http.response.start":
            return
        message["headers"] = [*message["headers"], *SAFETY]
        now = time.perf_counter()
        began: float = scope.get(BEGAN, now)  # type: ignore[assignment]  # ours
        token = scope.get("user")
        self._log.info(
            "request",
            method=scope.get("method"),
            path=scope.get("path_template") or scope["path"][:200],
            status=message["status"],
            ms=round((now - began) * 1000, 2),
            token=None if token is None else str(token.id),
        )
