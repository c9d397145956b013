"""Compares the three sides after the fact, through the trackers' own APIs."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from msgspec import Struct

from domain.backlog_item.rules import ITEM
from domain.link.rules import LINK
from integrations.equivalence import equivalent
from integrations.issue import FIELDS, Issue
from integrations.tracker import Tracker
from projections.sync.query import LinkView, links
from trueline.demo.stage import Stage
from workers.bridge import as_ours
from workers.release_names import states_of
from workers.settle import ours_of, space_of


class Truth(Struct, frozen=True):
    """What stands where: pairs, items that differ without a conflict, and doubles."""

    linked: int
    diverged: list[str]
    duplicates: int


def compare(stage: Stage) -> Truth:
    """Read every issue of both trackers and hold it against its item."""
    pairs = list(_pairs(stage))
    found = {
        name: _issues(stage.house.store.trackers.of(UUID(each)))
        for name, each in stage.connections.items()
    }
    diverged = sorted(
        {
            link.item_key or str(link.item_id)
            for link in pairs
            if link.tracker is not None and _differs(stage, link, found[link.tracker])
        }
    )
    return Truth(
        linked=sum(link.remote_id is not None for link in pairs),
        diverged=diverged,
        duplicates=_duplicates(pairs, found),
    )


def _pairs(stage: Stage) -> Iterator[LinkView]:
    after: UUID | None = None
    while True:
        with stage.house.store.database.read() as connection:
            page = links(connection, after=after)
        if not page:
            return
        yield from page
        after = page[-1].id


def _issues(tracker: Tracker) -> dict[str, Issue]:
    issues: dict[str, Issue] = {}
    page = tracker.changed_since(None)
    while True:
        issues |= {issue.ref.id: issue for issue in page.issues}
        if page.cursor is None:
            return issues
        page = tracker.changed_since(None, page.cursor)


def _differs(stage: Stage, pair: LinkView, issues: dict[str, Issue]) -> bool:
    """Whether a field differs on which no conflict is open."""
    store = stage.house.store
    link = store.ledger.load(LINK, pair.id).state
    item = store.ledger.load(ITEM, pair.item_id).state
    issue = issues.get(pair.remote_id or "")
    if link is None or item is None or issue is None:
        return True
    connection = store.trackers.connection(pair.connection_id)
    tracker = store.trackers.open(connection)
    space = space_of(connection, tracker, states_of(store.ledger))
    ours, issue = ours_of(link, item, link.base, space), as_ours(issue, item, link.base, space)
    return any(
        not equivalent(name, getattr(ours, name), getattr(issue.fields, name))
        for name in FIELDS
        if name in tracker.holds and name not in link.conflicts
    )


def _duplicates(pairs: list[LinkView], found: dict[str, dict[str, Issue]]) -> int:
    """Issues beyond one per link, and issues or items that are linked more than once."""
    doubles = 0
    for name, issues in found.items():
        here = [pair for pair in pairs if pair.tracker == name]
        doubles += max(len(issues) - len(here), 0)
        for each in ([p.remote_id for p in here], [p.item_id for p in here]):
            counts: Counter[Any] = Counter(each)
            doubles += sum(count - 1 for count in counts.values())
    return doubles
