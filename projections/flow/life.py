"""How one backlog item goes through the work: when it came in, was begun, was finished, and stood.

Days are those on which a change became true, in UTC, so that back-dated facts land where they
belong. An item that is opened again has been worked on since it was first begun.
"""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from domain.backlog_item.facts import (
    ItemAdded,
    ItemArchived,
    ItemBlocked,
    ItemCompleted,
    ItemDropped,
    ItemEdited,
    ItemReadied,
    ItemReopened,
    ItemRestored,
    ItemSentToReview,
    ItemStarted,
    ItemUnblocked,
    Kind,
    Status,
)
from domain.fact import Fact
from domain.values import days_between

Stage = Literal["waiting", "working", "done", "dropped"]
WORKING: tuple[Status, ...] = ("in_progress", "in_review")
OVER: tuple[Status, ...] = ("done", "dropped")


class Life(Struct, frozen=True, gc=False):
    """What is kept of an item.

    Attributes:
        added: None for one that came in finished, of which nobody knows when that was.
        started: When it was first begun; one that came in begun was begun then at the latest.
        ended: When it was finished, or left the backlog otherwise; None while it is open.
        blocked_since: Since when it cannot go on; None when it can.
        blocked_days: How long it was blocked before that.
        completion: The position of the fact that finished it; None while it is not done.
    """

    key: str
    kind: Kind
    status: Status
    archived: bool = False
    added: str | None = None
    started: str | None = None
    ended: str | None = None
    blocked_since: str | None = None
    blocked_days: int = 0
    completion: int | None = None

    @property
    def stage(self) -> Stage:
        """Where it stands; one that is archived before it is done has left."""
        if self.status == "done":
            return "done"
        if self.status == "dropped" or self.archived:
            return "dropped"
        return "working" if self.status in WORKING else "waiting"

    @property
    def cycle_days(self) -> int | None:
        """From its first day of work to its last, both counted; None where one is unknown."""
        if self.stage != "done" or self.started is None or self.ended is None:
            return None
        return max(days_between(self.started, self.ended), 0) + 1


def began(fact: ItemAdded, day: str) -> Life:
    """The life of an item that was added on a day."""
    known = None if fact.status in OVER else day
    started = known if fact.status in WORKING else None
    return Life(fact.key, fact.kind, fact.status, added=known, started=started)


def went_on(life: Life, fact: Fact, day: str, position: int) -> Life:
    """The life after one more fact, which became true on a day."""
    match fact:
        case ItemEdited():
            return replace(life, kind=fact.kind) if isinstance(fact.kind, str) else life
        case ItemReadied() | ItemStarted() | ItemSentToReview():
            return _moved(life, _MOVES[type(fact)], day)
        case ItemReopened():
            return _moved(life, fact.status, day)
        case ItemCompleted():
            return replace(_ended(life, day), status="done", completion=position)
        case ItemDropped():
            return replace(_ended(life, day), status="dropped", completion=None)
        case ItemBlocked():
            return replace(life, blocked_since=life.blocked_since or day)
        case ItemUnblocked():
            return _unblocked(life, day)
        case ItemArchived() | ItemRestored():
            return _put_away(life, day, archived=isinstance(fact, ItemArchived))
        case _:
            return life


_MOVES: dict[type[Fact], Status] = {
    ItemReadied: "ready",
    ItemStarted: "in_progress",
    ItemSentToReview: "in_review",
}


def _moved(life: Life, status: Status, day: str) -> Life:
    """It is open, and stands at ``status``."""
    added = life.added or day
    started = life.started or (max(day, added) if status in WORKING else None)
    return replace(life, status=status, added=added, started=started, ended=None, completion=None)


def _ended(life: Life, day: str) -> Life:
    """It is over, and was added and begun before, whatever is told of the days."""
    added = life.added or day
    ended = max(day, life.started or added)
    return replace(_unblocked(life, day), added=added, ended=ended)


def _unblocked(life: Life, day: str) -> Life:
    since = life.blocked_since
    stood = max(days_between(since, day), 0) if since else 0
    return replace(life, blocked_since=None, blocked_days=life.blocked_days + stood)


def _put_away(life: Life, day: str, *, archived: bool) -> Life:
    changed = replace(life, archived=archived)
    if life.status in OVER:
        return changed
    ended = max(day, life.started or life.added or day)
    return replace(changed, ended=ended if archived else None)


def tells(fact: Fact) -> bool:
    """Whether the fact may change a life; most edits do not, and need no look at it."""
    return type(fact) in _TELLING or (isinstance(fact, ItemEdited) and isinstance(fact.kind, str))


_TELLING = frozenset(
    {
        ItemAdded,
        ItemReadied,
        ItemStarted,
        ItemSentToReview,
        ItemReopened,
        ItemCompleted,
        ItemDropped,
        ItemBlocked,
        ItemUnblocked,
        ItemArchived,
        ItemRestored,
    }
)
