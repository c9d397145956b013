"""Who may do what: every operation names the right it needs, and each role has some of them.

An operation that names none is closed to everyone.
"""

import time
from collections.abc import Callable
from typing import Any, Literal

from litestar import Request
from litestar.exceptions import NotFoundException

from api import problems, tokens
from api.lanes import Lanes
from api.surroundings import Surroundings
from api.tokens import Token
from ledger.errors import LedgerError

Right = Literal["public", "read", "operate", "contribute", "administer"]

RIGHTS: dict[str, frozenset[Right]] = {
    "viewer": frozenset({"read"}),
    "integration": frozenset({"read", "operate"}),
    "contributor": frozenset({"read", "operate", "contribute"}),
    "admin": frozenset({"read", "operate", "contribute", "administer"}),
}

CACHED_S = 2.0
"""How long a token is trusted without looking: the longest a revoked one may still work."""
CACHED_TOKENS = 1_000
NOTED_S = 60.0
"""How exactly the last use of a token is kept."""


def needs(right: Right, answer: type) -> dict[str, Any]:
    """The options of a handler: the right it needs, and what a good answer looks like."""
    return {"right": right, "answer": answer}


class Access:
    """Stands before every handler."""

    def __init__(
        self,
        surroundings: Surroundings,
        lanes: Lanes,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Look tokens up in the database of ``surroundings``, at most every ``CACHED_S``."""
        self._surroundings = surroundings
        self._lanes = lanes
        self._monotonic = monotonic
        self._seen: dict[str, tuple[float, Token]] = {}

    async def admit(self, request: Request[Any, Any, Any]) -> None:
        """Let a request through, or raise ``Failed``."""
        right = request.scope["route_handler"].opt.get("right")
        if right == "public":
            return
        if right is None:
            raise NotFoundException
        token = await self._token(request.headers.get("authorization", ""))
        if right not in RIGHTS.get(token.role, frozenset()):
            raise problems.not_permitted(token.role, right)
        request.scope["user"] = token

    def forget(self) -> None:
        """Look every token up again: one was revoked."""
        self._seen.clear()

    async def _token(self, header: str) -> Token:
        scheme, _, text = header.partition(" ")
        if scheme.lower() != "bearer" or not text.startswith(tokens.PREFIX):
            raise problems.unauthenticated()
        until, known = self._seen.get(text, (0.0, None))
        if known is not None and self._monotonic() < until:
            return known
        token = await self._lanes.query(lambda: self._look_up(text))
        if token is None:
            self._seen.pop(text, None)
            raise problems.unauthenticated()
        self._remember(text, token)
        return token

    def _look_up(self, text: str) -> Token | None:
        with self._surroundings.database.read() as connection:
            return tokens.find(connection, text, self._surroundings.clock())

    def _remember(self, text: str, token: Token) -> None:
        if len(self._seen) >= CACHED_TOKENS:
            self._seen.clear()
        self._seen[text] = (self._monotonic() + CACHED_S, token)
        now = self._surroundings.clock().timestamp()
        if token.last_used_at is None or now - token.last_used_at > NOTED_S:
            self._lanes.later(lambda: self._note_use(token))

    def _note_use(self, token: Token) -> None:
        try:
            with self._surroundings.database.begin() as connection:
                tokens.note_use(connection, token.id, self._surroundings.clock())
        except LedgerError as error:
            problems.LOG.warning("use of a token not noted", token=str(token.id), error=str(error))
