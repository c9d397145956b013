"""What the API answers with when all is well."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response
from litestar.status_codes import HTTP_200_OK
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from api.positions import Positions
from domain.fact import Fact
from ledger.entry import Receipt

JSON = "application/json"
MARKDOWN = "text/markdown"
_IS_JSON = (b"content-type", JSON.encode())


class Ready(Response[bytes]):
    """JSON that goes out as it is.

    The library makes three sets of headers for each answer, which costs as much as a page of rows.
    Headers and cookies that a route declares for all its answers are not sent: none does.
    """

    def __init__(self, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        """Keep the bytes, and the headers beside type and length."""
        super().__init__(body, media_type=JSON, headers=dict(headers or {}))

    def to_asgi_response(self, *_: Any, status_code: int | None = None, **_given: Any) -> ASGIApp:  # type: ignore[override]  # called by keywords; nothing else can be given
        """Two messages; the status is the one that the route has for good answers."""
        own = [(name.lower().encode(), text.encode()) for name, text in self.headers.items()]
        length = (b"content-length", b"%d" % len(self.content))
        start: Message = {
            "type": "http.response.start",
            "status": status_code or HTTP_200_OK,
            "headers": [*own, _IS_JSON, length],
        }
        body: Message = {"type": "http.response.body", "body": self.content, "more_body": False}

        async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
            await send(start)
            await send(body)

        return answer


class Written(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer to a write.

    Attributes:
        changed: Whether anything is different now; asking for what is already so changes nothing.
        version: The version of the thing that was written to, for ``If-Match``.
        events: The types of the facts that were written.
        position: Ask any GET for ``min_position=`` this to see the change in its answer.
        key: What people call the thing.
        data: Ids of what was made.
    """

    changed: bool
    version: int
    events: tuple[str, ...]
    position: int
    key: str | None = None
    data: Mapping[str, Any] = {}


class Paging(msgspec.Struct, frozen=True):
    """How to go on: pass ``next`` back as ``cursor``; None at the end."""

    next: str | None
    limit: int


def written(
    receipt: Receipt, stream: UUID, *, key: str | None = None, data: Mapping[str, Any] | None = None
) -> Response[bytes]:
    """The answer to a write that the ledger took."""
    version = receipt.versions.get(stream, 0)
    body = Written(
        changed=bool(receipt.facts),
        version=version,
        events=tuple(_tag(fact) for fact in receipt.facts),
        position=receipt.position,
        key=key,
        data=data or {},
    )
    headers = {"ETag": tag_of(version)}
    if receipt.replayed:
        headers["Idempotent-Replayed"] = "true"
    return Ready(msgspec.json.encode(body), headers)


def tag_of(version: int) -> str:
    """A version as ETag."""
    return f'"v{version}"'


def data(found: object, at: Positions | None = None) -> Response[bytes]:
    """Anything that msgspec can write, as ``data``; with its positions, if a read model gave it."""
    return Ready(msgspec.json.encode({"data": found}), at.headers() if at else None)


def page(rows: Sequence[bytes], paging: Paging, at: Positions) -> Response[bytes]:
    """A page of rows that are JSON already, with its positions."""
    return Ready(joined(rows, paging, at.projection), at.headers())


def joined(rows: Sequence[bytes], paging: Paging, position: int) -> bytes:
    """Its bytes: nothing is decoded or encoded on the way."""
    tail = msgspec.json.encode(paging)
    return b'{"data":[%b],"page":%b,"position":%d}' % (b",".join(rows), tail, position)


def _tag(fact: Fact) -> str:
    return str(type(fact).__struct_config__.tag)
