"""Where a walk through a list stands, so that nothing that changes meanwhile is stepped over.

GitHub pages by number. An entry that changes during a walk in order of change moves to the end, and
all entries after it move up by one: the first of the next page would be missed. So each page asks
for what changed since the last entry of the page before; ``page`` counts only within one second.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from integrations.errors import Rejected, Unintelligible
from integrations.github.translate import time_of, to_time


class Cursor(Struct, frozen=True, omit_defaults=True):
    """The next page to ask for.

    Attributes:
        since: As GitHub reads it; None at the very beginning.
        seen: Ids of entries changed in that very second, which the page before held already.
    """

    since: str | None = None
    page: int = 1
    seen: tuple[int, ...] = ()


class Row(Struct, frozen=True):
    """What a walk needs to know of an entry."""

    id: int
    updated_at: str


def start(since: datetime | None, cursor: str | None) -> Cursor:
    """The page ``cursor`` names, or the first one of a walk from ``since``.

    Raises:
        Rejected: The cursor is none of ours.
    """
    if cursor is None:
        return Cursor(since=None if since is None else to_time(since))
    try:
        return msgspec.json.decode(cursor, type=Cursor)
    except msgspec.MsgspecError as error:
        raise Rejected("The cursor is none of ours", fields={"cursor": "unknown"}) from error


def after(cursor: Cursor, rows: Sequence[Row]) -> str | None:
    """The cursor of the page after the one that holds ``rows``; None when it holds nothing.

    Raises:
        Unintelligible: The list does not move on.
    """
    if not rows:
        return None
    last = to_time(time_of(rows[-1].updated_at))
    if cursor.since is not None and last < cursor.since:
        raise Unintelligible("GitHub lists what changed before the time it was asked for")
    in_last_second = tuple(row.id for row in rows if row.updated_at == rows[-1].updated_at)
    if last != cursor.since:
        following = Cursor(since=last, seen=in_last_second)
    elif cursor.page > 1 and set(in_last_second) <= set(cursor.seen):
        raise Unintelligible("GitHub answers the same page again and again")
    else:
        following = Cursor(since=last, page=cursor.page + 1, seen=in_last_second)
    return msgspec.json.encode(following).decode()


def query(cursor: Cursor) -> dict[str, str]:
    """The parameters that ask for the page."""
    order = {"sort": "updated", "direction": "asc", "per_page": "100", "page": str(cursor.page)}
    return order if cursor.since is None else order | {"since": cursor.since}
