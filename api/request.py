"""A request as the API's handlers see it: who asks, what for, and under which conditions."""

import asyncio
import re
from datetime import UTC
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4, uuid5

import msgspec
from litestar import Request
from litestar.datastructures import State

from api import problems
from api.bodies import read_body
from api.command_bodies import Why
from api.lanes import Lanes
from api.surroundings import Surroundings
from api.tokens import Token
from domain.fact import Actor, ActorKind, Origin
from domain.refusal import Unknown

BODY_TIME_S = 30.0
WAIT_S = 5.0
VERSION_TAG = re.compile(r'(?:W/)?"?v(\d{1,18})"?')
KEY = re.compile(r"[\x21-\x7e]{1,200}")


class Terms(msgspec.Struct, frozen=True):
    """Under which conditions a write is meant, as ``Ledger.execute`` takes them."""

    expected_version: int | None
    command_id: UUID | None
    fingerprint: str | None


class ApiRequest(Request[Token, Token, State]):
    """A request; ``user`` is the token that asks."""

    @property
    def surroundings(self) -> Surroundings:
        """What the API works with."""
        found: Surroundings = self.app.state["surroundings"]
        return found

    @property
    def lanes(self) -> Lanes:
        """Where work is done."""
        found: Lanes = self.app.state["lanes"]
        return found

    async def body(self) -> bytes:
        """The raw body; raises ``Failed`` when it is compressed or too slow."""
        if self.headers.get("content-encoding", "identity").lower() not in {"identity", ""}:
            raise problems.encoded_body()
        try:
            async with asyncio.timeout(BODY_TIME_S):
                return await super().body() or self._empty()
        except TimeoutError as error:
            raise problems.too_slow(BODY_TIME_S) from error

    async def json(self) -> Any:  # noqa: ANN401  # as declared by Litestar
        """The body as what the handler's ``data`` is; raises ``Failed`` or ``Malformed``."""
        handler = self.scope["route_handler"]
        return read_body(
            await self.body(), handler.parsed_fn_signature.parameters["data"].annotation
        )

    def origin(self, why: Why | None = None) -> Origin:
        """The origin of what this request brings about."""
        token = self.user
        kind: ActorKind = "service" if token.role == "integration" else "human"
        return Origin(
            actor=Actor(id=f"token:{token.id}", display=token.name, kind=kind),
            source="api",
            occurred_at=self.surroundings.clock().astimezone(UTC),
            correlation_id=uuid4(),
            reason=why.reason if why else None,
            because_of=why.causes if why else (),
        )

    async def terms(self) -> Terms:
        """The write's conditions; raises ``Failed`` when a header is not acceptable."""
        key = self.headers.get("idempotency-key")
        if key is None:
            return Terms(self._expected_version(), None, None)
        if not KEY.fullmatch(key):
            raise problems.bad_header("Idempotency-Key", key, "1 to 200 visible characters")
        whole = b"\n".join((self.method.encode(), self.url.path.encode(), await self.body()))
        return Terms(self._expected_version(), uuid5(self.user.id, key), sha256(whole).hexdigest())

    async def reach(self, min_position: int | None) -> None:
        """Wait until the read models hold ``min_position``; raises ``Failed`` when they do not."""
        if min_position is None:
            return
        wait = self.surroundings.wait
        if not await self.lanes.run("wait", lambda: wait(min_position, WAIT_S)):
            raise problems.behind(min_position)

    def _empty(self) -> bytes:
        """No body at all is an empty object, where one is expected."""
        expected = self.scope["route_handler"].parsed_fn_signature.parameters
        return b"{}" if "data" in expected else b""

    def _expected_version(self) -> int | None:
        tag = self.headers.get("if-match")
        if tag is None or tag.strip() == "*":
            return None
        found = VERSION_TAG.fullmatch(tag.strip())
        if found is None:
            raise problems.bad_header("If-Match", tag, 'a version such as "v7", or *')
        return int(found[1])


def as_uuid(what: str, text: str) -> UUID:
    """An id in a path; raises ``Unknown`` when it cannot be one."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Unknown(what, text[:50]) from error
