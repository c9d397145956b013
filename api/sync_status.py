"""Puts together how the sync is doing, from the tables that each part of it keeps."""

from collections import Counter
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa

from api.surroundings import Surroundings
from ledger.database import Database
from projections import outbox_queue
from projections.positions import status_of
from projections.sync.query import ConnectionView, conflicts, connections, link_states, links
from workers import import_run, inbox
from workers.tables import WATERMARK

SHOWN = 200
"""How many of each kind of thing that waits are shown."""

_READ = ("seen_until", "checked_at", "not_before", "error")


def sync_status(surroundings: Surroundings) -> dict[str, Any]:
    """Connections with their links, deliveries and last reading; what is due; the read models."""
    with surroundings.database.read() as connection:
        known = connections(connection)
        deliveries = inbox.counts(connection)
        outbox = outbox_queue.counts(connection)
        return {
            "connections": _connections(connection, known, deliveries),
            "inbox": deliveries,
            "outbox": sum((Counter(each) for each in outbox.values()), Counter[str]()),
            "imports": [
                run for each in known if (run := import_run.latest(connection, each.id)) is not None
            ],
            "open_conflicts": len(conflicts(connection)),
            "projections": _projections(surroundings),
        }


def waiting(database: Database) -> dict[str, Any]:
    """What waits for a person: parked links and deliveries, and links that keep failing."""
    with database.read() as connection:
        return {
            "links": links(connection, state="parked", limit=SHOWN),
            "deliveries": inbox.parked(connection, SHOWN),
            "retrying": outbox_queue.waiting(connection, SHOWN),
        }


def _connections(
    connection: sa.Connection,
    known: list[ConnectionView],
    deliveries: dict[str, dict[str, int]],
) -> list[dict[str, Any]]:
    columns = [WATERMARK.c[name] for name in ("connection_id", *_READ)]
    rows = connection.execute(sa.select(*columns))
    read = {UUID(row[0]): dict(zip(_READ, row[1:], strict=True)) for row in rows}
    states = link_states(connection)
    return [
        {
            "id": each.id,
            "tracker": each.tracker,
            "remote_name": each.remote_name,
            "state": each.state,
            "trouble": each.trouble,
            "links": states.get(each.id, {}),
            "deliveries": deliveries.get(str(each.id), {}),
            **read.get(each.id, dict.fromkeys(_READ)),
        }
        for each in known
    ]


def _projections(surroundings: Surroundings) -> list[Any]:
    found = status_of(surroundings.database, surroundings.clock())
    return [msgspec.to_builtins(each) for each in found]
