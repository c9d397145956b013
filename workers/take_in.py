"""Keeps what was observed of an item, and of the releases that it joins or leaves, in one save."""

from uuid import UUID

from domain import keys
from domain.backlog_item.facts import ItemJoinedRelease, ItemLeftRelease
from domain.backlog_item.observe import Seen
from domain.backlog_item.rules import ITEM
from domain.release.observe import scope_seen
from domain.release.rules import RELEASE
from ledger.transaction import Transaction


def take_in(transaction: Transaction, item_id: UUID, key: str, seen: Seen) -> None:
    """Append what was seen of the item with ``key``; a release's scope follows its items."""
    transaction.append(ITEM, item_id, seen.facts, violations=seen.violations)
    for fact in seen.facts:
        if isinstance(fact, ItemJoinedRelease | ItemLeftRelease):
            _follow(transaction, key, fact)


def _follow(transaction: Transaction, key: str, move: ItemJoinedRelease | ItemLeftRelease) -> None:
    stream = keys.stream_of(move.release)
    release = transaction.load(RELEASE, stream)
    if release is not None:
        scope = scope_seen(release, key, move)
        transaction.append(RELEASE, stream, scope.facts, violations=scope.violations)
