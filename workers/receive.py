"""Works on webhook deliveries: each is a hint to look at one issue, and ends in a named state.

All waiting deliveries about one issue are taken together, since one look answers them all. What the
payload says about the issue is never believed, only what the tracker answers when asked.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct

from integrations.errors import Gone
from integrations.issue import RemoteRef
from workers import inbox, lease
from workers.context import Context
from workers.health import answered, judge
from workers.inbox import Delivery
from workers.origins import of_tracker
from workers.outcome import Done, Later, Nothing, Outcome
from workers.outcome import Parked as Stopped
from workers.pull import CONFIRM_AFTER_S, MISSING, Busy, Hint, Pulled, Unconfirmed, pull
from workers.retry import Park
from workers.site import AtRest, Site, site_of
from workers.welcome import own_create, owner_of, welcome

BIRTHS = ("opened", "created", "jira:issue_created")


class Verdict(Struct, frozen=True):
    """How the deliveries end."""

    state: Literal["applied", "nothing", "rejected"]
    reason: str | None = None
    facts: int = 0


def receive(context: Context, connection_id: UUID, delivery_id: str) -> Outcome:
    """Work on one delivery, and on the others that wait about the same issue."""
    now, lease_s = context.clock(), context.pace.lease_s
    with context.database.begin() as connection:
        first = inbox.claim(connection, connection_id, delivery_id, now, lease_s)
        if first is None:
            return Nothing("done, not due, or with another worker")
        batch = [first, *inbox.claim_others(connection, first, now, lease_s)]
    try:
        site = site_of(context, connection_id)
        verdict = _work(context, site, batch)
        answered(context, site)
    except Busy as busy:
        return _give_way(context, batch, busy.link_id)
    except Unconfirmed:
        return _confirm(context, batch)
    except Exception as error:  # noqa: BLE001  # every failure ends in a named state
        return _after(context, batch, error)
    with context.database.begin() as connection:
        for each in batch:
            inbox.finish(connection, each, verdict.state, verdict.reason)
    if not verdict.facts:
        return Nothing(verdict.reason or "nothing was new")
    return Done(facts=verdict.facts, calls=site.tracker.calls)


def _work(context: Context, site: Site, batch: Sequence[Delivery]) -> Verdict:
    first = batch[0]
    if first.issue_id is None and first.issue_key is None:
        return Verdict("nothing", "it is about no issue")
    ref = RemoteRef(first.issue_id or "", first.issue_key or "", "")
    link_id = owner_of(context.ledger, site.id, ref.id) if ref.id else None
    if link_id is None:
        return _unknown(context, site, ref, batch)
    if all(_is_birth(each) for each in batch):
        return Verdict("nothing", "its creation is known already")
    pulled = pull(context, site, link_id, _hint(batch))
    return _verdict(pulled)


def _unknown(context: Context, site: Site, ref: RemoteRef, batch: Sequence[Delivery]) -> Verdict:
    """An issue that no link holds: perhaps ours on its way, perhaps new to the backlog."""
    try:
        issue = site.tracker.fetch(ref)
    except Gone:
        return Verdict("nothing", "the issue was gone before it was known here")
    link_id = owner_of(context.ledger, site.id, issue.ref.id)
    if link_id is not None:
        return _verdict(pull(context, site, link_id, _hint(batch)))
    if own := own_create(context.ledger, site.id, issue):
        context.wake("deliver", str(own))
        return Verdict("nothing", "our own create, which its delivery takes in")
    if not site.lets("in"):
        return Verdict("rejected", "the connection only sends")
    welcomed = welcome(
        context,
        site,
        [issue],
        lambda each: of_tracker(
            site.connection, each, person=each.reporter, source_ref=batch[0].id
        ),
    )
    for new in welcomed.links if issue.comment_count != 0 else ():
        pull(context, site, new, Hint(batch[0].id, comments=True))
    return Verdict("applied", None, len(welcomed.links))


def _hint(batch: Sequence[Delivery]) -> Hint:
    comments = any(each.comment_id is not None for each in batch)
    newest = max(each.received_at for each in batch)
    return Hint(
        ref=batch[0].id,
        told_at=None if comments else datetime.fromtimestamp(newest, tz=UTC),
        comments=comments,
        deleted=any(_says_gone(each) for each in batch),
    )


def _says_gone(delivery: Delivery) -> bool:
    """Whether the tracker says that the issue is gone, or it was missing once before."""
    is_deleted = delivery.deleted and delivery.comment_id is None
    return is_deleted or delivery.reason == MISSING


def _is_birth(delivery: Delivery) -> bool:
    """Whether it only tells that an issue exists, which a link knows already."""
    told = (delivery.action, delivery.event)
    return delivery.comment_id is None and any(each in BIRTHS for each in told)


def _verdict(pulled: Pulled) -> Verdict:
    if pulled.facts:
        return Verdict("applied", None, pulled.facts)
    return Verdict("nothing", pulled.why)


def _give_way(context: Context, batch: Sequence[Delivery], link_id: UUID) -> Outcome:
    """Another worker has the link: it wakes us when it is done, or has just been done."""
    now, reason = context.clock(), "another worker has the link"
    with context.database.begin() as connection:
        for each in batch:
            inbox.postpone(connection, each, now, reason, counts=False)
        is_taken = lease.want(connection, link_id, now)
    if not is_taken:
        context.wake("receive", str(batch[0].connection_id), batch[0].id)
    return Later(now, reason)


def _confirm(context: Context, batch: Sequence[Delivery]) -> Outcome:
    at = context.pace.after(context.clock(), CONFIRM_AFTER_S)
    with context.database.begin() as connection:
        for each in batch:
            inbox.postpone(connection, each, at, MISSING)
    return Later(at, MISSING)


def _after(context: Context, batch: Sequence[Delivery], error: Exception) -> Outcome:
    """Postpone or park what failed, as the one table says."""
    if isinstance(error, AtRest) and error.state == "disconnected":
        return _end(context, batch, "rejected", error.reason)
    judged = judge(context, batch[0].connection_id, error, batch[0].attempts)
    if isinstance(judged, Park):
        return _end(context, batch, "parked", judged.reason)
    with context.database.begin() as connection:
        for each in batch:
            inbox.postpone(connection, each, judged.at, judged.reason, counts=judged.counts)
    return Later(judged.at, judged.reason)


def _end(context: Context, batch: Sequence[Delivery], state: str, reason: str) -> Outcome:
    with context.database.begin() as connection:
        for each in batch:
            inbox.finish(connection, each, state, reason)
    return Stopped(reason) if state == "parked" else Nothing(reason)
