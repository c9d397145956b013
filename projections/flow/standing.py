"""What is on its way, and what cannot go on."""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from domain.backlog_item.facts import Status
from domain.values import day_after, days_between
from projections.flow.parts import BlockedTime, Working, WorkingItem

Rows = Sequence[tuple[Any, ...]]


def working(counts: Rows, oldest: Rows, today: str, slow: int | None) -> Working:
    """What is worked on; late is what is older than ``slow`` days.

    Args:
        counts: By first day of work, how many items and how many of them are blocked.
        oldest: What is named: see ``_worked_on``.
        today: From where ages are counted.
        slow: Days; None where nothing tells what is late.
    """
    late = day_after(today, 1 - slow) if slow else ""
    return Working(
        sum(items for _, items, _ in counts),
        sum(stuck for _, _, stuck in counts),
        sum(items for started, items, _ in counts if started < late),
        [_worked_on(row, today) for row in oldest],
    )


def blocked(rows: Rows, today: str, finished: Sequence[int]) -> BlockedTime:
    """Who cannot go on now, and how long those that were ``finished`` had been blocked."""
    days = [_blocked_days(since, before, today) for since, before in rows]
    once = [each for each in finished if each]
    return BlockedTime(len(days), sum(days), len(once), sum(once))


class _Listed(Struct, frozen=True):
    """What is taken from an item's JSON."""

    title: str
    status: Status
    assignee: str | None = None


def _worked_on(row: tuple[Any, ...], today: str) -> WorkingItem:
    key, kind, started, since, before, packed = row
    listed = _DECODER.decode(packed) if packed is not None else None
    return WorkingItem(
        key,
        kind,
        listed.status if listed else None,
        listed.title if listed else "",
        listed.assignee if listed else None,
        started,
        max(days_between(started, today), 0) + 1,
        since is not None,
        _blocked_days(since, before, today),
    )


def _blocked_days(since: str | None, before: int, today: str) -> int:
    return before + (max(days_between(since, today), 0) if since else 0)


_DECODER = msgspec.json.Decoder(_Listed)
