"""Brings one link's tracker to what the item says now.

It asks the tracker nothing when our side is what both sides agreed on. Otherwise it reads the
issue, settles, writes what is left and reads back: only what was read back becomes the base. No
database transaction is open while a tracker is called, and the link's lease is held meanwhile.
"""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from domain.backlog_item.rules import ITEM
from domain.backlog_item.state import BacklogItem
from domain.link.commands import LinkCommand, Rearm
from domain.link.commands import Park as ParkLink
from domain.link.rules import LINK
from domain.link.state import Link
from domain.refusal import DomainError
from integrations.equivalence import equivalent
from integrations.errors import Gone
from integrations.issue import RemoteRef
from projections import outbox_queue
from projections.outbox_queue import OutboxRow
from workers import lease
from workers.comments import exchange
from workers.context import Context
from workers.create import Pending, create
from workers.health import answered, hidden, judge
from workers.origins import of_engine
from workers.outcome import Done, Later, Nothing, Outcome, Parked
from workers.pull import CONFIRM_AFTER_S, GONE_FOR_GOOD, MISSING, lose, wake_waiting
from workers.release_names import states_of
from workers.remarks import is_due
from workers.retry import Again, Park
from workers.secrets import SecretMissing
from workers.settle import Settled, ours_of, rules_of, settle, space_of
from workers.site import AtRest, Site, site_of
from workers.write import write_out

IN_STEP = "our side is what both agreed on"
MOST_WRITES = 3
"""Writes in one run: either side may move while we write."""
STILL_DIFFERS = "somebody wrote there at the same moment"


class Pushed(Struct, frozen=True):
    """What was done, and when the last look at the issue began; ``is_left`` asks for another go."""

    facts: int = 0
    why: str = ""
    read_at: datetime | None = None
    is_left: bool = False


class Job(Struct, frozen=True):
    """A claimed link."""

    row: OutboxRow
    held: lease.Lease


def deliver(context: Context, link_id: UUID) -> Outcome:
    """Work on one due link."""
    if _is_quiet(context, link_id):
        return Nothing(IN_STEP)
    job = _claim(context, link_id)
    if job is None:
        return Nothing("idle, parked, not due yet, or with another worker")
    calls, pushed, after = 0, Pushed(), None
    try:
        site = site_of(context, job.row.connection_id)
        try:
            pushed = _push(context, site, job)
            answered(context, site)
        finally:
            calls = site.tracker.calls
    except Exception as error:  # noqa: BLE001  # every failure ends in a named state
        after = _judge(context, job, error)
    if after is None and pushed.is_left:
        after = _once_more(context, job)
    return _end(context, job, pushed, after, calls)


def _is_quiet(context: Context, link_id: UUID) -> bool:
    """Dismiss a link that has nothing to say, as most that an import or an echo made dirty."""
    now = context.clock()
    with context.database.read() as connection:
        seen = outbox_queue.dirty_position(connection, link_id, now)
    link = context.ledger.load(LINK, link_id).state if seen is not None else None
    if seen is None or link is None or link.phase != "active" or link.parked is not None:
        return False
    item = context.ledger.load(ITEM, link.item).state
    try:
        site = site_of(context, link.connection)
    except (AtRest, SecretMissing, DomainError):
        return False
    if item is None or is_ahead(context, site, link, item):
        return False
    with context.database.begin() as connection:
        return outbox_queue.dismiss(connection, link_id, seen, now)


def _claim(context: Context, link_id: UUID) -> Job | None:
    now, lease_s = context.clock(), context.pace.lease_s
    with context.database.begin() as connection:
        held = lease.take(connection, link_id, now, lease_s)
        if held is None:
            lease.want(connection, link_id, now)
            return None
        row = outbox_queue.claim(connection, link_id, now, lease_s)
        if row is None:
            lease.give_back(connection, held)
            return None
    return Job(row, held)


def _push(context: Context, site: Site, job: Job) -> Pushed:
    link_id = job.row.link_id
    link = context.ledger.load(LINK, link_id).state
    item = context.ledger.load(ITEM, link.item).state if link else None
    if link is None or item is None or not site.lets("out"):
        return Pushed(why="nothing is sent on this link")
    if link.phase == "creating":
        read_at = context.clock()
        settled = create(context, site, link_id, link, item)
        return _write_rest(context, site, link_id, settled, read_at)
    if link.phase != "active" or link.remote is None:
        return Pushed(why=f"the link is {link.phase}")
    if not is_ahead(context, site, link, item):
        _rearm(context, site, link_id, link)
        return Pushed(why=IN_STEP)
    read_at = context.clock()
    issue = site.tracker.fetch(RemoteRef(link.remote.id, link.remote.key, link.remote.url))
    settled = settle(context.ledger, site, link_id, issue)
    pushed = _write_rest(context, site, link_id, settled, read_at)
    _rearm(context, site, link_id, link)
    return pushed


def is_ahead(context: Context, site: Site, link: Link, item: BacklogItem) -> bool:
    """Whether the issue must be read: our side moved since both agreed, or we were told to look.

    Asks no tracker.
    """
    if not link.version or (is_due(item, link) and site.lets_comments("out")):
        return True
    space = space_of(site.connection, site.tracker, states_of(context.ledger))
    ours = ours_of(link, item, link.base, space)
    rules = rules_of(site.connection, site.tracker, link)
    return any(
        rules.writes_there(name) and not equivalent(name, getattr(ours, name), link.base.get(name))
        for name in site.tracker.holds
    )


def _write_rest(
    context: Context, site: Site, link_id: UUID, settled: Settled, read_at: datetime
) -> Pushed:
    facts = settled.facts
    for _ in range(MOST_WRITES):
        if not settled.patch:
            break
        written = write_out(context, site, link_id, settled)
        settled, read_at = written.settled, written.read_at
        facts += settled.facts + 1
    link = context.ledger.load(LINK, link_id).state
    item = context.ledger.load(ITEM, link.item).state if link else None
    if link is not None and item is not None and is_due(item, link):
        facts += exchange(context, site, link_id)
    return Pushed(facts, "" if facts else "nothing was left to write", read_at, bool(settled.patch))


def _judge(context: Context, job: Job, error: Exception) -> Again | Park:
    row = job.row
    if isinstance(error, Pending):
        return Again(error.at, str(error), counts=False)
    if isinstance(error, Gone):
        try:
            return _missing(context, job, error)
        except Exception as unseen:  # noqa: BLE001  # asking whether the project is there can fail too
            return judge(context, row.connection_id, unseen, row.attempts)
    return judge(context, row.connection_id, error, row.attempts)


def _missing(context: Context, job: Job, gone: Gone) -> Again | Park:
    """Believe that an issue is gone only with its project in sight, and when asked twice."""
    site = site_of(context, job.row.connection_id)
    if hidden(context, site):
        return judge(context, job.row.connection_id, gone, job.row.attempts)
    if gone.status != GONE_FOR_GOOD and job.row.reason != MISSING:
        return Again(context.pace.after(context.clock(), CONFIRM_AFTER_S), MISSING)
    lose(context, site, job.row.link_id)
    return Park("the issue is gone at the tracker")


def _once_more(context: Context, job: Job) -> Again | Park:
    if job.row.attempts >= context.pace.park_after:
        return Park(f"still differs after {job.row.attempts} writes: {STILL_DIFFERS}")
    return Again(context.pace.retry_at(context.clock(), job.row.attempts), STILL_DIFFERS)


def _end(
    context: Context, job: Job, pushed: Pushed, after: Again | Park | None, calls: int
) -> Outcome:
    """Give the row and the lease back, in one save; then wake who waits for the link."""
    row = job.row
    if isinstance(after, Park):
        _note(context, row, ParkLink(after.reason, after.request_id))
    with context.database.begin() as connection:
        match after:
            case None:
                outbox_queue.finish(connection, row)
            case Again():
                outbox_queue.postpone(connection, row, after.at, after.reason, counts=after.counts)
            case Park():
                outbox_queue.park(connection, row, after.reason)
        written_at = context.clock() if calls else None
        waited = lease.give_back(
            connection, job.held, read_at=pushed.read_at, written_at=written_at
        )
    if waited:
        wake_waiting(context, row.link_id, row.connection_id)
    if isinstance(after, Again):
        return Later(after.at, after.reason)
    if isinstance(after, Park):
        return Parked(after.reason)
    return Done(pushed.facts, calls) if pushed.facts else Nothing(pushed.why)


def _rearm(context: Context, site: Site, link_id: UUID, link: Link) -> None:
    """A parked link that works again is parked no longer."""
    if link.parked is not None:
        origin = of_engine(site.connection, context.clock())
        context.ledger.execute(LINK, link_id, Rearm(), origin)


def _note(context: Context, row: OutboxRow, command: LinkCommand) -> None:
    connection = context.trackers.connection(row.connection_id)
    origin = of_engine(connection, context.clock())
    context.ledger.execute(LINK, row.link_id, command, origin)
