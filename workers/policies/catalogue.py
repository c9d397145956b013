"""Which facts a policy looks at, and what it reads from them."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from domain.fact import Fact
from domain.iteration.facts import (
    AbsenceCancelled,
    AbsencePlanned,
    ItemCommitted,
    ItemWithdrawn,
    IterationCapacityEstimated,
    IterationStaffed,
)
from domain.release.facts import ReleaseRescheduled
from domain.risk.facts import Signal
from domain.roadmap_item.facts import (
    RoadmapItemBudgeted,
    RoadmapItemCostRecorded,
    RoadmapItemRescheduled,
)
from ledger.entry import Entry
from workers.policies import budget, load, slip
from workers.policies.reading import Reading


class Policy(Struct, frozen=True):
    """Reads a signal whenever something of a kind happened.

    Attributes:
        name: Permanent; what could not be read is noted under it.
        on: The facts that may give the signal another value.
        read: The value, from a thing's facts up to that one; None when there is nothing to tell.
    """

    name: str
    signal: Signal
    on: tuple[type[Fact], ...]
    read: Callable[[Sequence[Entry]], Reading | None]


LOADING = (
    ItemCommitted,
    ItemWithdrawn,
    AbsencePlanned,
    AbsenceCancelled,
    IterationCapacityEstimated,
    IterationStaffed,
)
"""What gives an iteration another load or another capacity."""

POLICIES: tuple[Policy, ...] = (
    Policy("roadmap-slip", "slip_days", (RoadmapItemRescheduled,), slip.of_roadmap_item),
    Policy("release-slip", "slip_days", (ReleaseRescheduled,), slip.of_release),
    Policy(
        "budget-used",
        "budget_used",
        (RoadmapItemCostRecorded, RoadmapItemBudgeted),
        budget.used,
    ),
    Policy("iteration-load", "load_ratio", LOADING, load.of_iteration),
    Policy("team-load", "load_ratio", LOADING, load.of_team),
)
"""What follows from single facts; ``standing`` reads what grows by itself, ``measured`` metrics."""
