"""What can happen to an iteration."""

from typing import Literal

from msgspec import Struct

from domain.fact import Fact
from domain.team.words import Roster
from domain.values import Window

Leave = Literal["vacation", "sick", "training", "other"]


class Absence(Struct, frozen=True, omit_defaults=True):
    """Days on which a member is not there."""

    id: str
    person: str
    kind: Leave
    days: Window
    cancelled: bool = False


class Snapshot(Struct, frozen=True):
    """What an iteration began with, as it was known on that day.

    Attributes:
        items: The keys of what was committed to.
        load: What that comes to, in the team's unit, as ``capacity`` is.
    """

    items: tuple[str, ...]
    load: str
    capacity: str
    person_days: str


class IterationPlanned(Fact, frozen=True, tag="iteration.planned"):
    """A team means to work towards a goal in a window."""

    key: str
    team: str
    name: str
    window: Window
    goal: str = ""


class IterationStaffed(Fact, frozen=True, tag="iteration.staffed"):
    """Its team can give it this from now on; the team's own stream says why."""

    roster: Roster


class AbsencePlanned(Fact, frozen=True, tag="iteration.absence_planned"):
    """A member is not there on some days."""

    absence: Absence


class AbsenceCancelled(Fact, frozen=True, tag="iteration.absence_cancelled"):
    """A member is there after all."""

    absence: str


class IterationCapacityEstimated(Fact, frozen=True, tag="iteration.capacity_estimated"):
    """Somebody said how many points it can take; None when what is available says so again."""

    points: str | None


class ItemCommitted(Fact, frozen=True, tag="iteration.item_committed"):
    """An item is to be done in it, of a size in the team's unit; maybe by somebody.

    ``waived`` when it was not called ready.
    """

    item: str
    points: str
    assignee: str | None = None
    waived: bool = False


class ItemWithdrawn(Fact, frozen=True, tag="iteration.item_withdrawn"):
    """An item is to be done in it no longer."""

    item: str


class CommitmentReallocated(Fact, frozen=True, tag="iteration.commitment_reallocated"):
    """Somebody else, or nobody yet, does an item."""

    item: str
    assignee: str | None = None


class CapacityOverridden(Fact, frozen=True, tag="iteration.capacity_overridden"):
    """Up to a part of the capacity may be committed to; 1.2 is a fifth more than there is."""

    ratio: str
    by: str
    reason: str


class ConfidenceVoted(Fact, frozen=True, tag="iteration.confidence_voted"):
    """A member says how sure they are that all of it gets done, from 1 to 5."""

    person: str
    confidence: int


class IterationStarted(Fact, frozen=True, tag="iteration.started"):
    """The team began it."""

    snapshot: Snapshot


class IterationClosed(Fact, frozen=True, tag="iteration.closed"):
    """It ended: what is done, what is not, and what goes on after it."""

    done: tuple[str, ...]
    not_done: tuple[str, ...]
    points_done: str
    person_days: str
    carried_over: tuple[str, ...] = ()


class IterationCancelled(Fact, frozen=True, tag="iteration.cancelled"):
    """It will not take place, or not go on."""
