"""Creates an item's issue exactly once, although no tracker offers a way to say "once".

Before the request leaves, a record says that it may have arrived. Whoever finds that record without
an answer looks for the issue by its mark, as often and as late as the pace says, and adopts it;
only when the last look found nothing is the create sent again (``sync.md`` F1, F3).
"""

from datetime import datetime, timedelta
from uuid import UUID

from domain.backlog_item.state import BacklogItem
from domain.link.state import Link
from integrations.errors import Ambiguous, Gone, Unavailable
from integrations.issue import Fields, Issue, RemoteRef, Value
from workers import sent_intent
from workers.bridge import as_ours, as_values, fields_of
from workers.context import Context
from workers.origins import of_tracker
from workers.release_names import states_of
from workers.sent_intent import SentIntent
from workers.settle import Sent, Settled, settle, space_of
from workers.site import Site
from workers.welcome import establish

HEAD_START = timedelta(minutes=2)
"""How far the tracker's clock may be behind ours when we look for what it created."""


class Pending(Exception):
    """The outcome of a create is still unknown: look again at ``at``."""

    def __init__(self, at: datetime) -> None:
        """Keep when."""
        super().__init__("a create was sent without an answer: looking whether it arrived")
        self.at = at


def create(context: Context, site: Site, link_id: UUID, link: Link, item: BacklogItem) -> Settled:
    """Let the item's issue exist, and settle what the tracker made of it.

    Returns:
        What is left to write there, such as a status.

    Raises:
        Pending: An earlier create may still come to light.
        TrackerError, DomainError: It failed, and is known not to have happened.
    """
    space = space_of(site.connection, site.tracker, states_of(context.ledger))
    fields = fields_of(item, {}, space)
    ref = _reference(context, site, link_id, link.intent, fields)
    try:
        issue = as_ours(site.tracker.fetch(ref), item, {}, space)
    except Gone as gone:
        raise Unavailable("the issue was created, but cannot be read yet") from gone
    origin = of_tracker(site.connection, issue, person=None, source_ref=issue.ref.url)
    asked = _asked(site, fields, issue)
    unasked = site.tracker.holds - asked.keys() - {"status"}
    context.ledger.transact(
        lambda transaction: establish(transaction, site, link_id, issue, unasked), origin
    )
    return settle(
        context.ledger,
        site,
        link_id,
        issue,
        origin=origin,
        sent=Sent(before=_before(issue), fields=asked),
    )


def _reference(
    context: Context, site: Site, link_id: UUID, intent: UUID, fields: Fields
) -> RemoteRef:
    with context.database.read() as connection:
        sent = sent_intent.find(connection, intent)
    if sent is not None and sent.remote is not None:
        return sent.remote
    found = _look_up(context, site, sent) if sent is not None else None
    if found is None:
        found = _send(context, site, link_id, intent, fields)
    with context.database.begin() as connection:
        sent_intent.answered(connection, intent, found)
    return found


def _send(context: Context, site: Site, link_id: UUID, intent: UUID, fields: Fields) -> RemoteRef:
    now, pace = context.clock(), context.pace
    with context.database.begin() as connection:
        sent_intent.forget(connection, intent)
        sent_intent.record(connection, intent, link_id, now)
    try:
        return site.tracker.create(fields, intent)
    except Ambiguous as ambiguous:
        raise Pending(pace.after(now, pace.lookup_s[0])) from ambiguous
    except Exception:
        with context.database.begin() as connection:
            sent_intent.forget(connection, intent)
        raise


def _look_up(context: Context, site: Site, sent: SentIntent) -> RemoteRef | None:
    """The issue of an earlier create; None when it is certain enough that there is none."""
    now, pace = context.clock(), context.pace
    is_due_at = pace.after(sent.sent_at, pace.lookup_s[min(sent.lookups, len(pace.lookup_s) - 1)])
    if now < is_due_at:
        raise Pending(is_due_at)
    found = site.tracker.find_created(sent.intent, sent.sent_at - HEAD_START)
    if found is not None:
        return found
    with context.database.begin() as connection:
        sent_intent.looked_up(connection, sent.intent)
    looked = sent.lookups + 1
    if looked < len(pace.lookup_s):
        raise Pending(max(now, pace.after(sent.sent_at, pace.lookup_s[looked])))
    return None


def _before(issue: Issue) -> Fields:
    """What a new issue held: nothing, but what a tracker chooses where it refuses our choice."""
    return Fields(title="", priority=issue.fields.priority, milestone=issue.fields.milestone)


def _asked(site: Site, fields: Fields, issue: Issue) -> dict[str, Value]:
    """What the create asked for; an empty value asks for nothing, and a status comes afterwards.

    So does a milestone that was left out: once it is asked for alone, the tracker says why.
    """
    values = as_values(fields)
    later = {"status"} | (set() if issue.milestones else {"milestone"})
    held = sorted(site.tracker.holds - later)
    return {name: values[name] for name in held if values[name]}
