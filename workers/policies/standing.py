"""What grows by itself, or is so without any one fact: looked at in every sweep.

``blocked_days`` is how long an item is blocked by now; of a roadmap item, the longest among those
that implement it. ``unassigned_must`` counts the musts that nobody works on, among the items that
implement a roadmap item or come out with a release. A trigger that is armed again may fire again
the next day.
"""

from collections.abc import Callable, Iterator
from functools import partial
from uuid import UUID

import msgspec
import sqlalchemy as sa

from domain.backlog_item.rules import ITEM
from domain.keys import kind_of
from domain.risk.facts import Signal
from domain.risk.state import Risk, threatened
from ledger.entry import Entry
from ledger.ledger import Ledger
from projections.backlog.listing import BACKLOG_ITEM
from projections.listing import VALUES
from projections.releases.listing import RELEASES
from projections.risks.listing import RISKS
from projections.trace.tables import PLAN_EDGE
from workers.context import Context
from workers.policies.attempt import attempt
from workers.policies.fire import told
from workers.policies.sign import Sign

MOST = 200
"""Items of one thing that are looked at."""
_ITEM = BACKLOG_ITEM.c
_OPEN = (_ITEM.status.not_in(("done", "dropped")), _ITEM.archived.is_(sa.false()))


def look(context: Context) -> int:
    """Read what the armed triggers watch; returns how many of them fired.

    Raises:
        LedgerError: The database is in trouble; call again.
    """
    fired = 0
    for signal, ref in dict.fromkeys(_watched(context)):
        sign = attempt(context, signal, ref, 0, partial(SIGNALS[signal], context, ref))
        fired += told(context, signal, sign) if sign is not None else 0
    return fired


def _watched(context: Context) -> Iterator[tuple[Signal, str]]:
    """What there is an armed trigger for: a signal, and of which thing."""
    armed = sa.select(VALUES.c.key).where(
        VALUES.c.kind == RISKS.of.kind, VALUES.c.name == "signal", VALUES.c.value.in_(SIGNALS)
    )
    risks = sa.select(RISKS.table.c.json).where(RISKS.table.c.key.in_(armed))
    with context.database.read() as connection:
        found = connection.execute(risks).scalars().all()
    for risk in map(_DECODER.decode, found):
        for trigger in risk.triggers:
            if trigger.armed and trigger.signal in SIGNALS:
                refs = (trigger.ref,) if trigger.ref is not None else threatened(risk)
                yield from ((trigger.signal, ref) for ref in refs)


def _blocked_days(context: Context, ref: str) -> Sign | None:
    """The item that has been blocked the longest, and since when."""
    is_it = _ITEM.key == ref if kind_of(ref) == "item" else _ITEM.key.in_(_implementing(ref))
    wanted = sa.select(_ITEM.id).where(is_it, _ITEM.blocked.is_(sa.true()), *_OPEN).limit(MOST)
    with context.database.read() as connection:
        ids = connection.execute(wanted).scalars().all()
    since = [each for id_ in ids if (each := _blocked_since(context.ledger, UUID(id_))) is not None]
    if not since:
        return None
    first = min(since, key=lambda entry: entry.origin.occurred_at)
    today = context.clock().date()
    days = (today - first.origin.occurred_at.date()).days
    why = f"{ref} has been blocked for {days} days."
    return Sign("blocked_days", str(days), ref, why, first, today.isoformat())


def _blocked_since(ledger: Ledger, item: UUID) -> Entry | None:
    """The fact that blocked an item; None when it is blocked no longer."""
    state, since = None, None
    for entry in ledger.stream(item):
        state = ITEM.evolve(state, entry.fact)
        since = (since or entry) if state.blocked is not None else None
    return since


def _unassigned_must(context: Context, ref: str) -> Sign | None:
    """The musts that nobody works on; the newest fact about any of them made it so."""
    keys = _coming_with(ref) if kind_of(ref) == "release" else _implementing(ref)
    is_it = (_ITEM.key.in_(keys), _ITEM.moscow == "must", _ITEM.assignee.is_(None), *_OPEN)
    wanted = sa.select(sa.func.count(), sa.func.max(_ITEM.position)).where(*is_it)
    with context.database.read() as connection:
        count, newest = connection.execute(wanted).one()
    if not count:
        return None
    [entry] = context.ledger.entries(newest - 1, 1)
    why = f"Nobody works on {count} musts of {ref}."
    today = context.clock().date().isoformat()
    return Sign("unassigned_must", str(count), ref, why, entry, today)


def _implementing(ref: str) -> sa.Select[tuple[str]]:
    """The keys of the items that implement a roadmap item."""
    edge = PLAN_EDGE.c
    return sa.select(edge.down).where(edge.up == ref, edge.rel == "implements")


def _coming_with(ref: str) -> sa.Select[tuple[str]]:
    """The keys of what comes out with a release."""
    of_it = (VALUES.c.kind == RELEASES.of.kind, VALUES.c.name == "item", VALUES.c.key == ref)
    return sa.select(VALUES.c.value).where(*of_it)


SIGNALS: dict[Signal, Callable[[Context, str], Sign | None]] = {
    "blocked_days": _blocked_days,
    "unassigned_must": _unassigned_must,
}
_DECODER = msgspec.json.Decoder(Risk)
