"""Brings the comments of one link together, both ways; each step is kept before the next begins."""

from uuid import UUID

from msgspec import Struct

from domain.backlog_item.observe import comment_seen
from domain.backlog_item.rules import ITEM
from domain.fact import Origin
from domain.link.commands import DropComment, LinkCommand, PairComment
from domain.link.rules import LINK
from domain.link.state import Link
from integrations.equivalence import equivalent
from integrations.errors import Ambiguous, Unavailable
from integrations.issue import Comment, RemoteRef
from ledger.transaction import Transaction
from workers import sent_intent
from workers.context import Context
from workers.origins import of_comment, of_engine
from workers.remarks import Adopt, Forget, Post, Pull, Remove, Step, heard, intent_of, spoken, steps
from workers.site import Site


class Exchange(Struct, frozen=True):
    """Where one link's comments are exchanged."""

    context: Context
    site: Site
    link_id: UUID
    link: Link
    ref: RemoteRef


def exchange(context: Context, site: Site, link_id: UUID) -> int:
    """Compare all comments of a link's issue with the item's and do what follows.

    Returns:
        How many steps were taken.

    Raises:
        TrackerError: A step failed; the ones before it are kept.
    """
    link = context.ledger.load(LINK, link_id).state
    item = context.ledger.load(ITEM, link.item).state if link else None
    if link is None or item is None or link.remote is None:
        return 0
    ref = RemoteRef(link.remote.id, link.remote.key, link.remote.url)
    remotes = site.tracker.comments(ref)
    place = Exchange(context, site, link_id, link, ref)
    todo = [step for step in steps(item, link, link_id, remotes) if _is_allowed(site, step)]
    for step in todo:
        _take(place, step)
    return len(todo)


def take_over(transaction: Transaction, link_id: UUID, link: Link, pull: Pull) -> None:
    """Take one comment over into the item, and note how both sides read now."""
    item = transaction.load(ITEM, link.item)
    if item is None:
        return
    known, remote = item.comments.get(pull.comment), pull.remote
    author = known.author if known else None
    body = None if remote is None else heard(remote, author)
    display = remote.author.display if remote else ""
    seen = comment_seen(item, pull.comment, author or display or "somebody", body)
    transaction.append(ITEM, link.item, seen.facts, violations=seen.violations)
    transaction.execute(LINK, link_id, _pair(pull.comment, remote, body))


def _pair(comment: UUID, remote: Comment | None, ours: str | None) -> LinkCommand:
    if remote is None:
        return DropComment(comment)
    return PairComment(comment, remote.id, remote.body, None if ours == remote.body else ours)


def _is_allowed(site: Site, step: Step) -> bool:
    if isinstance(step, Post | Remove):
        return site.lets_comments("out")
    return site.lets_comments("in") if isinstance(step, Pull) else True


def _take(place: Exchange, step: Step) -> None:
    match step:
        case Pull():
            origin = _origin(place, step.remote)
            place.context.ledger.transact(
                lambda transaction: take_over(transaction, place.link_id, place.link, step), origin
            )
        case Post(remote_id=None):
            _post(place, step)
        case Post():
            _edit(place, step)
        case Remove():
            place.site.tracker.remove_comment(place.ref, step.remote_id)
            _note(place, DropComment(step.comment))
        case Adopt():
            _adopt(place, step)
        case Forget():
            _note(place, DropComment(step.comment))


def _post(place: Exchange, step: Post) -> None:
    """Post once: a record says that it may be there already, until the list of comments tells."""
    intent = intent_of(place.link_id, step.comment)
    _announce(place, intent)
    try:
        posted = place.site.tracker.comment(place.ref, step.text, intent)
    except Ambiguous:
        raise
    except Exception:
        with place.context.database.begin() as connection:
            sent_intent.forget(connection, intent)
        raise
    _note(place, _pair(step.comment, posted, step.body))


def _announce(place: Exchange, intent: UUID) -> None:
    """Record that we are about to post.

    Raises:
        Unavailable: An earlier post may still come to light.
    """
    now, pace = place.context.clock(), place.context.pace
    with place.context.database.begin() as connection:
        sent = sent_intent.find(connection, intent)
        if sent is not None and now < pace.after(sent.sent_at, pace.lookup_s[-1]):
            raise Unavailable("a comment was sent without an answer: looking whether it arrived")
        sent_intent.forget(connection, intent)
        sent_intent.record(connection, intent, place.link_id, now)


def _edit(place: Exchange, step: Post) -> None:
    place.site.tracker.edit_comment(place.ref, str(step.remote_id), step.text)
    read = {each.id: each for each in place.site.tracker.comments(place.ref)}
    kept = read.get(str(step.remote_id))
    if kept is not None:
        _note(place, _pair(step.comment, kept, step.body))


def _adopt(place: Exchange, step: Adopt) -> None:
    """Note a pair that was found; where ours reads differently, ours is the side that moved."""
    item = place.context.ledger.load(ITEM, place.link.item).state
    said = item.comments.get(step.comment) if item else None
    if said is None:
        return
    is_same = equivalent("body", step.remote.body, spoken(said))
    ours = said.body if is_same else heard(step.remote, said.author)
    _note(place, _pair(step.comment, step.remote, ours))


def _note(place: Exchange, command: LinkCommand) -> None:
    origin = of_engine(place.site.connection, place.context.clock())
    place.context.ledger.execute(LINK, place.link_id, command, origin)


def _origin(place: Exchange, remote: Comment | None) -> Origin:
    if remote is None:
        now = place.context.clock()
        return of_engine(place.site.connection, now, reason="gone at the tracker")
    return of_comment(place.site.connection, remote, source_ref=place.ref.url)
