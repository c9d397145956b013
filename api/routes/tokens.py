"""Bearer tokens: made, listed and ended by an administrator."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import msgspec
from litestar import Response, delete, post
from litestar.params import FromPath, JSONBody

from api import answers, shapes, tokens
from api.access import Access, needs
from api.queries import Query, read_query, reads
from api.request import ApiRequest, as_uuid
from api.tokens import Token
from domain.refusal import Unknown

MOST_DAYS = 3650


class NewToken(msgspec.Struct, frozen=True):
    """Whose token it is, what it may do, and after how many days it ends."""

    name: str
    role: tokens.Role
    days: Annotated[int, msgspec.Meta(ge=1, le=MOST_DAYS)] | None = None


@post("/v1/tokens", opt=needs("administer", shapes.TokenAnswer))
async def create(request: ApiRequest, data: JSONBody[NewToken]) -> Response[bytes]:
    """Make a token; this answer is the only place where it can be read."""
    now = request.surroundings.clock()
    ends = now + timedelta(days=data.days) if data.days else None

    def work() -> dict[str, Any]:
        with request.surroundings.database.begin() as connection:
            token = tokens.create(connection, data.name, data.role, now, expires_at=ends)
            kept = tokens.find(connection, token, now)
        return {"token": token} | (_shown(kept) if kept else {})

    return answers.data(await request.lanes.run("command", work))


@reads("/v1/tokens", shapes.TokensAnswer, right="administer")
async def everyone(request: ApiRequest) -> Response[bytes]:
    """All tokens, newest first; none can be read again."""
    await request.reach(read_query(request, Query).min_position)

    def read() -> list[dict[str, Any]]:
        with request.surroundings.database.read() as connection:
            return [_shown(each) for each in tokens.everyone(connection)]

    return answers.data(await request.lanes.query(read))


@delete("/v1/tokens/{key:str}", opt=needs("administer", shapes.Told), status_code=200)
async def revoke(request: ApiRequest, key: FromPath[str]) -> Response[bytes]:
    """End a token for good; other processes notice within two seconds."""
    token_id = as_uuid("token", key)
    now = request.surroundings.clock()

    def work() -> bool:
        with request.surroundings.database.begin() as connection:
            return tokens.revoke(connection, token_id, now)

    if not await request.lanes.run("command", work):
        raise Unknown("token", key)
    access: Access = request.app.state["access"]
    access.forget()
    return answers.data({"id": token_id})


def _shown(token: Token) -> dict[str, Any]:
    times = {
        name: None if seconds is None else datetime.fromtimestamp(seconds, tz=UTC)
        for name in ("created_at", "expires_at", "revoked_at", "last_used_at")
        for seconds in [getattr(token, name)]
    }
    return {"id": token.id, "name": token.name, "role": token.role} | times


ROUTES = (create, everyone, revoke)
