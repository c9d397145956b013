"""The deep sweep: a pass that reads every issue, and so sees which linked ones are missing.

A missing issue is looked at as if a webhook had named it, so it is believed gone only when it is
still missing a minute later with its project in sight. Where many are missing at once, a lost
permission is likelier than a deletion: then nothing is looked at, and people are told (F32, F33).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import msgspec
import sqlalchemy as sa

from projections.sync.tables import LINK_VIEW
from workers import inbox
from workers.context import Context
from workers.health import many_missing
from workers.inbox import Arrived
from workers.site import Site
from workers.watermark import Watermark

EVENT = "sweep"
"""What the inbox calls a look that no webhook asked for."""
FEW = 5
SHARE = 0.2
"""More than a few, and more than this share of a connection's links, are too many at once."""
LOOK_AGAIN_S = 3600.0
"""How soon a sweep that missed too many is made again."""


class _Linked(msgspec.Struct, frozen=True):
    phase: Literal["creating", "active", "broken", "detached"]


def is_due(mark: Watermark, now: datetime) -> bool:
    """Whether this pass has to read every issue; before the first pass nothing was linked."""
    return mark.sweep_at is not None and mark.sweep_at <= now


def are_too_many(missing: int, links: int) -> bool:
    """Whether so many of a connection's links are missing that a right is, and not the issues."""
    return missing > max(FEW, int(links * SHARE))


def linked(context: Context, site: Site) -> dict[str, str]:
    """The issues of a connection's active links: their keys by their ids."""
    columns = (LINK_VIEW.c.remote_id, LINK_VIEW.c.remote_key, LINK_VIEW.c.json)
    with context.database.read() as connection:
        rows = connection.execute(
            sa.select(*columns).where(
                LINK_VIEW.c.connection_id == str(site.id), LINK_VIEW.c.remote_id.is_not(None)
            )
        ).all()
    return {
        remote: key
        for remote, key, packed in rows
        if msgspec.json.decode(packed, type=_Linked).phase == "active"
    }


def look_for(
    context: Context, site: Site, missing: Mapping[str, str], links: int, swept: datetime
) -> bool:
    """Have each missing issue looked at, unless too many of ``links`` are missing.

    A sweep that is repeated asks for no second look: ``swept`` names it.

    Returns:
        Whether the sweep can be believed.
    """
    if not missing:
        return True
    if are_too_many(len(missing), links):
        many_missing(context, site, len(missing), links)
        return False
    looks = [_look(site, remote, key, swept) for remote, key in missing.items()]
    with context.database.begin() as connection:
        for each in looks:
            inbox.keep(connection, each, context.clock())
    for each in looks:
        context.wake("receive", str(site.id), each.id)
    return True


def _look(site: Site, remote: str, key: str, swept: datetime) -> Arrived:
    return Arrived(
        id=f"sweep:{swept.timestamp():.0f}:{remote}",
        connection_id=site.id,
        tracker=site.connection.tracker,
        event=EVENT,
        action="missing",
        issue_key=key,
        issue_id=remote,
        comment_id=None,
        deleted=False,
        headers={},
        body=b"",
    )
