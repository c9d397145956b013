"""Asks a read model one question: waits for it, reads, and says how far it was."""

from collections.abc import Callable
from typing import TypeVar

import msgspec
import sqlalchemy as sa
from litestar import Response

from api import answers
from api.positions import Positions, positions, slowest
from api.queries import Query
from api.request import ApiRequest
from ledger.ledger import Ledger

T = TypeVar("T")


async def ask_ledger(
    request: ApiRequest, asked: Query, read: Callable[[Ledger], T]
) -> tuple[T, int]:
    """What the ledger itself says, and how far it went when it was asked."""
    await request.reach(asked.min_position)
    ledger = request.surroundings.ledger

    def work() -> tuple[T, int]:
        head = ledger.head()
        return read(ledger), head

    return await request.lanes.query(work)


async def ask(
    request: ApiRequest,
    asked: Query,
    projection: str | None,
    read: Callable[[sa.Connection], T],
    *,
    long: bool = False,
) -> tuple[T, Positions]:
    """What a read model says, and how far it was when it was asked; None means all of them.

    What takes ``long`` holds nobody else up.
    """
    await request.reach(asked.min_position)

    def work() -> tuple[T, Positions]:
        with request.surroundings.database.read() as connection:
            at = positions(connection, projection) if projection else slowest(connection)
            return read(connection), at

    return await request.lanes.query(work, long=long)


def answered(found: msgspec.Struct, at: Positions | None = None) -> Response[bytes]:
    """The answer with its positions, if a read model gave it."""
    headers = at.headers() if at else {}
    return answers.Ready(msgspec.json.encode(found), headers)
