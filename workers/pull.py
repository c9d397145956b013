"""Looks at the issue of one link under its lease, and settles what it holds now.

Whatever announced the look (a webhook, a page of a reconciliation), the same happens: so repeated,
late and reordered hints end in the same state.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct

from domain.link.commands import Lose
from domain.link.rules import LINK
from domain.link.state import Link
from integrations.equivalence import equivalent
from integrations.errors import Gone
from integrations.issue import Issue, RemoteRef
from workers import inbox, lease
from workers.comments import exchange
from workers.context import Context
from workers.health import hidden
from workers.origins import of_engine, of_tracker
from workers.settle import settle
from workers.site import Site

GONE_FOR_GOOD = 410
CONFIRM_AFTER_S = 60.0
"""A missing issue is believed gone when it is still missing after this (``sync.md`` F32)."""
MISSING = "the issue is missing: looking once more"
SKEW = timedelta(seconds=5)
"""How far the clocks of two of our machines may be apart."""


class Busy(Exception):
    """Another worker has this link's lease."""

    def __init__(self, link_id: UUID) -> None:
        """Keep which link."""
        super().__init__(f"another worker has link {link_id}")
        self.link_id = link_id


class Hint(Struct, frozen=True):
    """What we were told about an issue.

    Attributes:
        ref: Delivery id or address, kept as the facts' source.
        seen: The issue as a page showed it, asked for at ``asked_at``; None means fetch it.
        told_at: When we were told; a look that began later has answered it already.
        comments: Whether its comments may have changed.
        deleted: The tracker itself said that the issue is gone.
    """

    ref: str
    seen: Issue | None = None
    asked_at: datetime | None = None
    told_at: datetime | None = None
    comments: bool = False
    deleted: bool = False


class Pulled(Struct, frozen=True):
    """What came of it: how many facts, or why there were none.

    Attributes:
        has_read: The tracker was asked. A look that was spared answers no later delivery.
    """

    facts: int = 0
    why: str = ""
    has_read: bool = False


class Unconfirmed(Exception):
    """The issue is missing, but it may come back: look again before believing it."""


def pull(context: Context, site: Site, link_id: UUID, hint: Hint) -> Pulled:
    """Settle a link with its issue as it is now.

    Raises:
        Busy: Another worker has the link.
        Unconfirmed: The issue is missing and nothing explains it yet.
        TrackerError, DomainError: As ``settle`` and the tracker raise them.
    """
    began = context.clock()
    with context.database.begin() as connection:
        held = lease.take(connection, link_id, began, context.pace.lease_s)
    if held is None:
        raise Busy(link_id)
    read_at = None
    try:
        pulled = _look(context, site, link_id, hint, held)
        read_at = began if pulled.has_read and hint.seen is None else None
        return pulled
    finally:
        give_back(context, held, site.id, read_at=read_at)


def give_back(
    context: Context,
    held: lease.Lease,
    connection_id: UUID,
    *,
    read_at: datetime | None = None,
    written_at: datetime | None = None,
) -> None:
    """End a lease, and wake whoever waited for it."""
    with context.database.begin() as connection:
        waited = lease.give_back(connection, held, read_at=read_at, written_at=written_at)
    if waited:
        wake_waiting(context, held.link_id, connection_id)


def wake_waiting(context: Context, link_id: UUID, connection_id: UUID) -> None:
    """Wake the workers that found the link's lease taken."""
    context.wake("deliver", str(link_id))
    link = context.ledger.load(LINK, link_id).state
    if link is None or link.remote is None:
        return
    with context.database.read() as connection:
        delivery = inbox.waiting(connection, connection_id, link.remote.id)
    if delivery is not None:
        context.wake("receive", str(connection_id), delivery)


def _look(context: Context, site: Site, link_id: UUID, hint: Hint, held: lease.Lease) -> Pulled:
    link = context.ledger.load(LINK, link_id).state
    if link is None or link.phase != "active" or link.remote is None:
        return Pulled(why=f"the link is {link.phase if link else 'not there'}")
    if hint.told_at is not None and hint.told_at < held.read_at:
        return Pulled(why="read since it arrived")
    ref = RemoteRef(link.remote.id, link.remote.key, link.remote.url)
    try:
        issue = _current(hint, held, lambda: site.tracker.fetch(ref))
    except Gone as gone:
        return _missing(context, site, link_id, hint, gone)
    before = len(link.comments)
    origin = of_tracker(site.connection, issue, person=None, source_ref=hint.ref)
    settled = settle(context.ledger, site, link_id, issue, origin=origin)
    remarked = hint.comments or (site.lets_comments("in") and _differs(issue, before))
    steps = exchange(context, site, link_id) if remarked else 0
    facts = settled.facts + steps
    return Pulled(facts, "" if facts else "nothing was new", has_read=True)


def _current(hint: Hint, held: lease.Lease, fetch: Callable[[], Issue]) -> Issue:
    """The page's issue, unless it was written to, or read anew, since the page was asked for."""
    latest = max(held.written_at, held.read_at)
    if hint.seen is None or hint.asked_at is None or latest > hint.asked_at - SKEW:
        return fetch()
    return hint.seen


def _differs(issue: Issue, paired: int) -> bool:
    return issue.comment_count is not None and issue.comment_count != paired


def _missing(context: Context, site: Site, link_id: UUID, hint: Hint, gone: Gone) -> Pulled:
    """Believe that an issue is gone only when the whole project is in sight (``sync.md`` F33)."""
    if hidden(context, site):
        raise gone
    if not hint.deleted and gone.status != GONE_FOR_GOOD:
        raise Unconfirmed from gone
    lose(context, site, link_id)
    return Pulled(1, "the issue is gone")


def lose(context: Context, site: Site, link_id: UUID) -> None:
    """Note that an issue is gone: the link is broken, the item stays."""
    origin = of_engine(site.connection, context.clock(), reason="gone at the tracker")
    context.ledger.execute(LINK, link_id, Lose(), origin)


def is_known(link: Link, issue: Issue, holds: frozenset[str]) -> bool:
    """Whether ``issue`` is what the link agreed on; a coarse version alone does not tell."""
    if link.version != issue.version or _differs(issue, len(link.comments)):
        return False
    return all(equivalent(each, getattr(issue.fields, each), link.base.get(each)) for each in holds)
