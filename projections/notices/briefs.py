"""What waits for the owner of a brief: text that is no longer so, and who has to hear of it."""

from collections.abc import Iterator

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from projections.briefs.listing import BRIEFS
from projections.notices.notice import Notice, Wanted, command
from projections.notices.plan import rows_of


class _Row(Struct, frozen=True):
    """What is taken from a brief's JSON."""

    key: str
    title: str
    owner: str
    status: str
    published: int
    broken: str
    stale_since: str | None
    changed: tuple[str, ...]
    broken_since: str | None
    untold: tuple[str, ...]


def stale_briefs(connection: sa.Connection, wanted: Wanted) -> Iterator[Notice]:
    """Published briefs that tell of what has changed since."""
    filters = {"stale": "yes", "published[gte]": 1}
    for packed in rows_of(connection, BRIEFS, wanted, filters):
        row = _DECODER.decode(packed)
        text = f"Version {row.published} is stale ({', '.join(row.changed)} changed): {row.title}"
        next_ = command("brief", _next(row), row.key)
        yield Notice("stale_brief", row.key, text, row.stale_since or "", row.owner, next_)


def broken_promises(connection: sa.Connection, wanted: Wanted) -> Iterator[Notice]:
    """Who holds a promise that does not hold, and was given nothing newer."""
    for packed in rows_of(connection, BRIEFS, wanted, {"owes_news": "yes"}):
        row = _DECODER.decode(packed)
        text = f"A promise is broken; nothing newer went to {', '.join(row.untold)}: {row.title}"
        next_ = command("brief", "share", row.key, row.untold[0])
        if row.broken == "yes":  # a newer version has to be written first
            next_ = command("brief", _next(row), row.key)
        yield Notice("broken_promise", row.key, text, row.broken_since or "", row.owner, next_)


def _next(row: _Row) -> str:
    """What is to be done to a text that is no longer so: a newer draft is published."""
    return "publish" if row.status == "draft" else "refresh"


_DECODER = msgspec.json.Decoder(_Row)
