"""The sweep: whatever is due and nobody announced is announced again.

It only reads tables and sends hints. A lost hint, a lost broker or a killed worker therefore costs
at most one sweep more than the row's own lease. One scheduler at a time leads; others stand by.
Whoever leads also takes the snapshots that long streams have come to need, and lets the policies
look at what happened.
"""

from datetime import datetime
from threading import Event
from uuid import UUID, uuid4

import sqlalchemy as sa
import structlog

from domain.catalogue import DECIDERS
from ledger.errors import LedgerError
from ledger.snapshots import Snapshotter
from projections import outbox_queue
from projections.sync.tables import CONNECTION_VIEW
from workers import import_run, inbox, leader, watermark
from workers.context import Context
from workers.outcome import Done, Nothing, Outcome
from workers.policies import standing
from workers.policies.follow import follow
from workers.site import AT_WORK

LOG = structlog.get_logger()
MOST = 500
"""Hints of one kind per sweep: more would only wait in the broker."""
LEAD = "scheduler"


def run(context: Context, stop: Event) -> None:
    """Sweep every ``sweep_s`` seconds until ``stop`` is set, whenever this process leads."""
    holder = str(uuid4())
    snapshots = Snapshotter(context.ledger, DECIDERS)
    while not stop.is_set():
        try:
            if _leads(context, holder):
                sweep(context)
                follow(context)
                standing.look(context)
                snapshots.run_once()
        except LedgerError as error:
            LOG.warning("sweep failed", error=str(error))
        except Exception:
            LOG.exception("sweep failed")  # the next one may not: what is due stays due
        stop.wait(context.pace.sweep_s)
    try:
        with context.database.begin() as connection:
            leader.resign(connection, LEAD, holder)
    except LedgerError as error:
        LOG.warning("leadership not given up", error=str(error))


def sweep(context: Context) -> Outcome:
    """Announce everything that is due, once."""
    now = context.clock()
    at_work = _connections(context)
    _give_watermarks(context, at_work, now)
    with context.database.read() as connection:
        deliveries = inbox.due(connection, now, MOST)
        links = outbox_queue.due(connection, now, MOST)
        runs = import_run.due(connection, now)
        marks = [each for each in watermark.due(connection, now) if each in at_work]
    for connection_id, delivery_id in deliveries:
        context.wake("receive", connection_id, delivery_id)
    for link_id in links:
        context.wake("deliver", str(link_id))
    for run_id in runs:
        context.wake("import_issues", run_id)
    for each in marks:
        context.wake("reconcile", str(each))
    for each in at_work:
        context.wake("project", str(each))
    count = len(deliveries) + len(links) + len(runs) + len(marks)
    return Done(facts=0) if count else Nothing("nothing was due")


def _leads(context: Context, holder: str) -> bool:
    lease_s = max(3 * context.pace.sweep_s, 1.0)
    with context.database.begin() as connection:
        return leader.lead(connection, LEAD, holder, context.clock(), lease_s)


def _connections(context: Context) -> list[UUID]:
    """The connections that may be worked with."""
    with context.database.read() as connection:
        rows = connection.execute(
            sa.select(CONNECTION_VIEW.c.id).where(CONNECTION_VIEW.c.state.in_(AT_WORK))
        )
        return [UUID(each) for each in rows.scalars()]


def _give_watermarks(context: Context, connections: list[UUID], now: datetime) -> None:
    with context.database.read() as connection:
        known = watermark.known(connection)
    new = [each for each in connections if each not in known]
    if new:
        with context.database.begin() as connection:
            watermark.ensure(connection, new, now)
