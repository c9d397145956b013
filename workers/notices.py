"""Everything that waits for a person: what the read models know of, and what the workers left.

Nothing is kept for it: each kind is one question to the tables that know, oldest first.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

import sqlalchemy as sa
from msgspec import Struct

from domain.identity import product_id
from projections.notices import briefs, plan, sync
from projections.notices.notice import Kind, Notice, Wanted, command
from projections.sync.tables import CONNECTION_VIEW
from workers.policies import place
from workers.tables import INBOX

SHOWN_DAYS = 30
"""How long is told what a policy left out."""


class Notices(Struct, frozen=True):
    """What waits, the oldest first.

    Attributes:
        counts: How many there are of each kind.
        more: Whether there are more of a kind than were looked at.
    """

    rows: list[Notice]
    counts: dict[Kind, int]
    more: bool


def notices(
    connection: sa.Connection,
    wanted: Wanted,
    kinds: Collection[Kind] = (),
    owners: Collection[str] = (),
) -> Notices:
    """What waits for a person: of some kinds, or for some people; all where none is named."""
    found = [
        list(read(connection, wanted))
        for kind, read in SOURCES.items()
        if kind in (kinds or SOURCES)
    ]
    rows = [each for several in found for each in several if not owners or _is_of(each, owners)]
    rows.sort(key=lambda each: (each.since, each.kind, each.key))
    more = any(len(several) >= wanted.limit for several in found)
    return Notices(rows, dict(Counter(each.kind for each in rows)), more)


def _is_of(notice: Notice, owners: Collection[str]) -> bool:
    return any(each in owners for each in (notice.who or "").split(", "))


def _parked_deliveries(connection: sa.Connection, wanted: Wanted) -> Iterator[Notice]:
    """Webhook deliveries that could not be worked on."""
    columns = (INBOX.c.delivery_id, INBOX.c.issue_key, INBOX.c.reason, INBOX.c.received_at)
    is_parked = (INBOX.c.state == "parked", CONNECTION_VIEW.c.id == INBOX.c.connection_id)
    chosen = sa.select(*columns, CONNECTION_VIEW.c.remote_name).where(*is_parked)
    if wanted.product is not None:
        chosen = chosen.where(CONNECTION_VIEW.c.product_id == str(product_id(wanted.product)))
    for row in connection.execute(chosen.order_by(INBOX.c.received_at).limit(wanted.limit)):
        text = f"A delivery about {row.issue_key or 'no issue'}: {row.reason}"
        next_ = command("sync", "replay", row.remote_name, row.delivery_id)
        since = sync.moment(row.received_at)
        yield Notice("parked_delivery", row.remote_name, text, since, None, next_)


def _left_out(connection: sa.Connection, wanted: Wanted) -> Iterator[Notice]:
    """What a policy could not do: a person has to see whether a trigger should have fired."""
    today = datetime.fromisoformat(wanted.today).replace(tzinfo=UTC)
    since = (today - timedelta(days=SHOWN_DAYS)).timestamp()
    for each in place.skipped(connection, since, wanted.limit):
        if wanted.product is None or each.key.startswith(f"{wanted.product}-"):
            text = f"{each.policy} left fact {each.position} out: {each.error}"
            next_ = command("history", each.key)
            yield Notice("policy", each.key, text, sync.moment(each.skipped_at), None, next_)


SOURCES: dict[Kind, Callable[[sa.Connection, Wanted], Iterator[Notice]]] = {
    "risk_trigger": plan.fired_triggers,
    "risk_review": plan.risk_reviews,
    "risk_acceptance": plan.risk_acceptances,
    "risk_action": partial(plan.overdue_actions, of="risk"),
    "meeting_action": partial(plan.overdue_actions, of="meeting"),
    "decision_review": plan.decision_reviews,
    "outcome_review": plan.outcome_reviews,
    "metric_breach": plan.metric_breaches,
    "feedback_answer": plan.feedback_answers,
    "stale_brief": briefs.stale_briefs,
    "broken_promise": briefs.broken_promises,
    "conflict": sync.conflicts,
    "broken_link": partial(sync.links, state="broken"),
    "parked_link": partial(sync.links, state="parked"),
    "parked_delivery": _parked_deliveries,
    "connection": sync.connections,
    "policy": _left_out,
}
