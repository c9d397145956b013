"""A roadmap item as board, timeline and list show it: little enough to be read at a glance."""

from collections.abc import Sequence

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from domain.roadmap_item.guards import CLOSED
from domain.roadmap_item.state import RoadmapItem
from domain.roadmap_item.words import (
    Audience,
    Commitment,
    HealthValue,
    Horizon,
    Kind,
    Moscow,
    Status,
)
from domain.values import Window, days_between
from projections.roadmap.baseline import places_at
from projections.roadmap.listing import ROADMAP, shown
from projections.roadmap.moves import Place

_LISTED = ROADMAP.table.c


class Card(Struct, frozen=True):
    """One item at a glance.

    Attributes:
        window: As exact as it is known, and no more.
        score: What is computed from its RICE or WSJF inputs.
        blocked_by: What has to be there first, and is not.
        was: Its window at the baseline; without a baseline the first one it ever had.
        was_horizon: Its column at the baseline.
        slip_days: How many days later it ends than it did then; negative when it is earlier.
        budget_used: The part of the budget that was spent: 1 is all of it.
    """

    key: str
    title: str
    kind: Kind
    status: Status
    horizon: Horizon
    commitment: Commitment
    owner: str | None
    window: Window | None
    health: HealthValue | None
    score: float | None
    moscow: Moscow | None
    release: str | None
    labels: tuple[str, ...]
    announced_to: tuple[Audience, ...]
    blocked_by: tuple[str, ...]
    was: Window | None
    was_horizon: Horizon | None
    slip_days: int | None
    budget_used: float | None


def cards_of(
    connection: sa.Connection, items: Sequence[bytes | str], baseline: int | None = None
) -> list[Card]:
    """The cards of items that are given as JSON, compared with the position of a baseline."""
    states = [_DECODER.decode(each) for each in items]
    was = places_at(connection, [each.key for each in states], baseline)
    open_ = _open(connection, [key for each in states for key in each.predecessors])
    return [_card(each, open_, was.get(each.key), by_name=baseline is not None) for each in states]


def slip(was: Window | None, now: Window | None) -> int | None:
    """How many days later it ends now; None when it had no window, or has none any more."""
    return None if was is None or now is None else days_between(was.end, now.end)


def _card(state: RoadmapItem, open_: set[str], was: Place | None, *, by_name: bool) -> Card:
    computed, old = shown(state), was.window if was else None
    return Card(
        key=state.key,
        title=state.title,
        kind=state.kind,
        status=state.status,
        horizon=state.horizon,
        commitment=state.commitment,
        owner=state.owner,
        window=state.window,
        health=state.health.value if state.health else None,
        score=computed.score,
        moscow=state.moscow,
        release=state.release,
        labels=state.labels,
        announced_to=state.announced_to,
        blocked_by=tuple(each for each in state.predecessors if each in open_),
        was=old,
        was_horizon=was.horizon if was and by_name else None,
        slip_days=slip(old, state.window),
        budget_used=computed.budget_used,
    )


def _open(connection: sa.Connection, keys: Sequence[str]) -> set[str]:
    """Those of the items that are neither shipped nor dropped."""
    if not keys:
        return set()
    return set(connection.execute(_OPEN, {"keys": keys}).scalars())


_OPEN = sa.select(_LISTED.key).where(
    _LISTED.key.in_(sa.bindparam("keys", expanding=True)), _LISTED.status.not_in(CLOSED)
)
_DECODER = msgspec.json.Decoder(RoadmapItem)
