"""Roadmap items as facts, for examples of their rules."""

from typing import Any

from domain.roadmap_item.facts import (
    RoadmapItemCommitted,
    RoadmapItemDropped,
    RoadmapItemLinked,
    RoadmapItemOutcomeExpected,
    RoadmapItemPaused,
    RoadmapItemProposed,
    RoadmapItemScheduled,
    RoadmapItemShipped,
    RoadmapItemStarted,
)
from domain.roadmap_item.state import RoadmapItem
from domain.roadmap_item.words import Expected
from domain.values import Tie, Window

Q2, Q3, Q4 = (Window.read(f"2026-Q{number}") for number in (2, 3, 4))
PROPOSED = RoadmapItemProposed("ACME-R1", "Offline mode", owner="ana")
EXPECTED = Expected("activation", "0.2", "0.3", "2026-12-31")
SCHEDULED = (PROPOSED, RoadmapItemScheduled(Q3))
COMMITTED = (*SCHEDULED, RoadmapItemOutcomeExpected(EXPECTED), RoadmapItemCommitted())
STARTED = (*SCHEDULED, RoadmapItemOutcomeExpected(EXPECTED), RoadmapItemStarted())
PAUSED = (*STARTED, RoadmapItemPaused())
SHIPPED = (*STARTED, RoadmapItemShipped("2026-01-02"))
DROPPED = (*SCHEDULED, RoadmapItemDropped())
CAMPAIGN = (
    RoadmapItemProposed("ACME-R9", "Launch", "campaign", channel="email", audience="customers"),
    RoadmapItemLinked(Tie("campaigns_for", "ACME-REL1")),
)


def item(number: int = 2, **values: Any) -> dict[str, RoadmapItem]:
    """Another item of the plan, by its key."""
    key = f"ACME-R{number}"
    return {key: RoadmapItem(key, "Another", **values)}
