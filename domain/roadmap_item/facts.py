"""What can happen to a roadmap item."""

from msgspec import UNSET, UnsetType

from domain.fact import Fact
from domain.roadmap_item.words import (
    Audience,
    Behind,
    Cost,
    Expected,
    Health,
    Horizon,
    Kind,
    Moscow,
    Review,
    Rice,
    Wsjf,
)
from domain.values import Money, Tie, Window


class RoadmapItemProposed(Fact, frozen=True, tag="roadmap_item.proposed"):
    """Somebody wants it on the roadmap; a campaign says where it runs and for whom."""

    key: str
    title: str
    kind: Kind = "feature"
    problem: str = ""
    hypothesis: str = ""
    description: str = ""
    owner: str | None = None
    parent: str | None = None
    horizon: Horizon = "later"
    labels: tuple[str, ...] = ()
    channel: str = ""
    audience: str = ""


class RoadmapItemDescribed(Fact, frozen=True, tag="roadmap_item.described"):
    """Some of its words are others now; what is unset stays."""

    title: str | UnsetType = UNSET
    problem: str | UnsetType = UNSET
    hypothesis: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    owner: str | UnsetType = UNSET
    labels: tuple[str, ...] | UnsetType = UNSET
    audience_text: dict[Audience, str] | UnsetType = UNSET
    channel: str | UnsetType = UNSET
    audience: str | UnsetType = UNSET


class RoadmapItemNested(Fact, frozen=True, tag="roadmap_item.nested"):
    """It is part of another one from now on, or of none."""

    parent: str | None


class RoadmapItemPointedTo(Fact, frozen=True, tag="roadmap_item.pointed_to"):
    """Another item goes before it (``blocks``) or is part of it (``parent``)."""

    by: str
    rel: Behind


class RoadmapItemLetGo(Fact, frozen=True, tag="roadmap_item.let_go"):
    """Another item goes before it, or is part of it, no longer."""

    by: str
    rel: Behind


class RoadmapItemScored(Fact, frozen=True, tag="roadmap_item.scored"):
    """What its score is made of; the score follows from it."""

    rice: Rice | UnsetType = UNSET
    wsjf: Wsjf | UnsetType = UNSET
    moscow: Moscow | UnsetType = UNSET


class RoadmapItemMoved(Fact, frozen=True, tag="roadmap_item.moved"):
    """It stands in another column of the board."""

    horizon: Horizon


class RoadmapItemScheduled(Fact, frozen=True, tag="roadmap_item.scheduled"):
    """It has a window, and is planned from now on."""

    window: Window


class RoadmapItemRescheduled(Fact, frozen=True, tag="roadmap_item.rescheduled"):
    """It has another window; slip and notice follow from the old one."""

    window: Window


class RoadmapItemCommitted(Fact, frozen=True, tag="roadmap_item.committed"):
    """It is promised: moving it later, dropping it and changing its scope need a cause."""


class RoadmapItemUncommitted(Fact, frozen=True, tag="roadmap_item.uncommitted"):
    """It is planned, and promised no longer."""


class RoadmapItemAnnounced(Fact, frozen=True, tag="roadmap_item.announced"):
    """An audience was told of it."""

    audience: Audience


class RoadmapItemHealthReported(Fact, frozen=True, tag="roadmap_item.health_reported"):
    """How it stands."""

    health: Health


class RoadmapItemStarted(Fact, frozen=True, tag="roadmap_item.started"):
    """Work on it has begun."""


class RoadmapItemPaused(Fact, frozen=True, tag="roadmap_item.paused"):
    """It waits."""


class RoadmapItemResumed(Fact, frozen=True, tag="roadmap_item.resumed"):
    """It goes on from where it was paused."""


class RoadmapItemShipped(Fact, frozen=True, tag="roadmap_item.shipped"):
    """Its users have it."""

    shipped_on: str


class RoadmapItemDropped(Fact, frozen=True, tag="roadmap_item.dropped"):
    """It will not be done."""


class RoadmapItemRevived(Fact, frozen=True, tag="roadmap_item.revived"):
    """It is proposed again, without a window or a promise."""


class RoadmapItemOutcomeExpected(Fact, frozen=True, tag="roadmap_item.outcome_expected"):
    """What it is to bring about; replaces what was expected of the same metric."""

    outcome: Expected


class RoadmapItemOutcomeWithdrawn(Fact, frozen=True, tag="roadmap_item.outcome_withdrawn"):
    """Nothing is expected of a metric any more."""

    metric: str


class RoadmapItemOutcomeReviewed(Fact, frozen=True, tag="roadmap_item.outcome_reviewed"):
    """What it brought about, after it was shipped."""

    review: Review


class RoadmapItemBudgeted(Fact, frozen=True, tag="roadmap_item.budgeted"):
    """What it may cost."""

    budget: Money


class RoadmapItemCostRecorded(Fact, frozen=True, tag="roadmap_item.cost_recorded"):
    """What was spent on it."""

    cost: Cost


class RoadmapItemLinked(Fact, frozen=True, tag="roadmap_item.linked"):
    """It has to do with another thing of the plan."""

    tie: Tie


class RoadmapItemUnlinked(Fact, frozen=True, tag="roadmap_item.unlinked"):
    """It has no longer."""

    tie: Tie


class RoadmapItemJoinedRelease(Fact, frozen=True, tag="roadmap_item.joined_release"):
    """It is to come out with a release."""

    release: str


class RoadmapItemLeftRelease(Fact, frozen=True, tag="roadmap_item.left_release"):
    """It is to come out with that release no longer."""

    release: str
