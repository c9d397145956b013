"""One line per request, and the headers that every answer carries.

A line holds ids, never a token, a query string or a body. The hooks are coroutines although they
wait for nothing: Litestar would send plain functions to a thread each time.
"""

import time
from typing import Any

import structlog
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.types import Message, Scope

LOG = structlog.get_logger("trueline.api")
BEGAN = "trueline.began"

SAFETY = [
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
]


async def begin(connection: ASGIConnection[Any, Any, Any, Any], _handler: BaseRouteHandler) -> None:
    """Note when the work on a request began."""
    connection.scope[BEGAN] = time.perf_counter()  # type: ignore[literal-required]  # ours


async def on_send(message: Message, scope: Scope) -> None:
    """Add the headers, and log the request as its answer starts."""
    if message["type"] != "http.response.start":
        return
    message["headers"] = [*message["headers"], *SAFETY]
    now = time.perf_counter()
    token = scope.get("user")
    LOG.info(
        "request",
        method=scope.get("method"),
        path=scope.get("path_template") or scope["path"][:200],
        status=message["status"],
        ms=round((now - float(str(scope.get(BEGAN, now)))) * 1000, 2),
        token=None if token is None else str(token.id),
    )
