"""Compares an item's comments with an issue's, pair by pair; pure.

A paired comment remembers how it read on both sides when they last agreed, so the side that moved
is the one that is followed. Where both moved, the tracker's text is followed: ours stays readable
in the item's history. A restricted comment counts as not there: it is never read into an item, and
one that becomes restricted is taken back wherever it went (``sync.md`` F35, F36).
"""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid5

from msgspec import Struct

from domain.backlog_item.state import BacklogItem
from domain.backlog_item.state import Comment as Said
from domain.link.state import Link, Pair
from integrations.equivalence import equivalent
from integrations.issue import Comment
from workers.plain import plain_comment


class Pull(Struct, frozen=True):
    """Take a comment over as it reads there; it is gone there when ``remote`` is None."""

    comment: UUID
    remote: Comment | None


class Post(Struct, frozen=True):
    """Write our comment (``body``) there as ``text``: a new one, or over that of ``remote_id``."""

    comment: UUID
    body: str
    text: str
    remote_id: str | None = None


class Remove(Struct, frozen=True):
    """Delete there what was removed here."""

    comment: UUID
    remote_id: str


class Adopt(Struct, frozen=True):
    """Both sides hold it: note the pair."""

    comment: UUID
    remote: Comment


class Forget(Struct, frozen=True):
    """Both sides lost it: the pair is over."""

    comment: UUID


Step = Pull | Post | Remove | Adopt | Forget


def comment_of(connection: UUID, remote_id: str) -> UUID:
    """The id our side gives a comment that was written at the tracker."""
    return uuid5(connection, f"comment:{remote_id}")


def intent_of(link_id: UUID, comment: UUID) -> UUID:
    """The mark that our comment carries at the tracker."""
    return uuid5(link_id, f"comment:{comment}")


def spoken(said: Said) -> str:
    """Our comment as it is written there: its author named, for it appears under our account."""
    return f"{said.author} wrote:\n\n{said.body}"


def heard(remote: Comment, author: str | None) -> str:
    """A tracker's comment as it reads here, without the line that named its author there."""
    text = remote.body.removeprefix(f"{author} wrote:").lstrip("\r\n") if author else remote.body
    return plain_comment(text)


def is_due(item: BacklogItem, link: Link) -> bool:
    """Whether a comment of ours moved since the two sides agreed; asks no tracker."""
    if item.comments.keys() != link.comments.keys():
        return True
    return any(moved_here(item.comments[each], pair) for each, pair in link.comments.items())


def moved_here(said: Said | None, pair: Pair) -> bool:
    """Whether our side reads differently than when both agreed."""
    return said is None or said.body != (pair.body if pair.ours is None else pair.ours)


def moved_there(remote: Comment | None, pair: Pair) -> bool:
    """Whether the tracker's side reads differently than when both agreed."""
    return remote is None or not equivalent("body", remote.body, pair.body)


def steps(item: BacklogItem, link: Link, link_id: UUID, remotes: Sequence[Comment]) -> list[Step]:
    """What brings both sides together; ``remotes`` are all comments of the issue."""
    there = {each.id: each for each in remotes if not each.restricted}
    known = {pair.remote_id for pair in link.comments.values()}
    ours = {intent_of(link_id, each): each for each in item.comments if each not in link.comments}
    found: list[Step] = []
    for comment, pair in link.comments.items():
        found += _paired(comment, pair, item.comments.get(comment), there.get(pair.remote_id))
    adopted = set()
    for remote in there.values():
        if remote.id in known:
            continue
        own = ours.get(remote.marker) if remote.marker else None
        step = _new_there(link, remote, own, item.comments)
        adopted.add(step.comment)
        found.append(step)
    found += [
        Post(each, said.body, spoken(said))
        for each, said in item.comments.items()
        if each not in link.comments and each not in adopted
    ]
    return found


def _new_there(
    link: Link, remote: Comment, ours: UUID | None, said: Mapping[UUID, Said]
) -> Adopt | Pull:
    comment = ours or comment_of(link.connection, remote.id)
    return Adopt(comment, remote) if comment in said else Pull(comment, remote)


def _paired(comment: UUID, pair: Pair, said: Said | None, remote: Comment | None) -> list[Step]:
    if said is None and remote is None:
        return [Forget(comment)]
    if remote is None:
        return [Pull(comment, None)]
    if said is None:
        return [Remove(comment, pair.remote_id)]
    if moved_there(remote, pair):
        return [Pull(comment, remote)]
    if not moved_here(said, pair):
        return []
    return [Post(comment, said.body, spoken(said), pair.remote_id)]
