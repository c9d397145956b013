"""Asks a read model one question: waits for it, reads, and says how far it was."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec
import sqlalchemy as sa
from litestar import Response

from api import answers
from api.answers import Paging
from api.positions import Positions, positions, slowest
from api.queries import Paged, Query
from api.request import ApiRequest
from ledger.ledger import Ledger
from projections.listing import Listing
from projections.page import Wanted, page

T = TypeVar("T")
Shown = Callable[[sa.Connection, list[bytes]], Sequence[bytes]]


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


def as_stored(_connection: sa.Connection, items: list[bytes]) -> list[bytes]:
    """The rows themselves."""
    return items


async def ask_page(
    request: ApiRequest,
    asked: Paged,
    listing: Listing,
    wanted: Wanted,
    shown: Shown = as_stored,
) -> Response[bytes]:
    """A page of a list, in the list's order, with where it stands.

    Args:
        request: Who asks.
        asked: How much, from where on, and how current.
        listing: The list.
        wanted: Its filters; one that looks into texts holds nobody else up.
        shown: What is sent of the stored rows.
    """
    await request.reach(asked.min_position)

    def work() -> tuple[Positions, Sequence[bytes], Paging]:
        with request.surroundings.database.read() as connection:
            found = page(connection, listing, wanted, limit=asked.limit, cursor=asked.cursor)
            at = Positions(*found.at)
            return at, shown(connection, found.items), Paging(found.next, asked.limit)

    at, rows, paging = await request.lanes.query(work, long="q" in wanted)
    return answers.page(rows, paging, at)


def answered(found: msgspec.Struct, at: Positions | None = None) -> Response[bytes]:
    """The answer with its positions, if a read model gave it."""
    headers = at.headers() if at else {}
    return answers.Ready(msgspec.json.encode(found), headers)
