"""What is known about a roadmap item."""

from msgspec import Struct

from domain.roadmap_item.words import (
    Audience,
    Commitment,
    Cost,
    Expected,
    Health,
    Horizon,
    Kind,
    Moscow,
    Review,
    Rice,
    Status,
    Wsjf,
)
from domain.values import Money, Tie, Window


class RoadmapItem(Struct, frozen=True):
    """A roadmap item as its facts leave it (domain model §2.5).

    Attributes:
        resumes_as: What a paused one goes on as.
        channel: Where a campaign runs; ``audience`` is whom it is for.
        predecessors: The items that block it.
        children: The items that are part of it.
    """

    key: str
    title: str
    kind: Kind = "feature"
    problem: str = ""
    hypothesis: str = ""
    description: str = ""
    owner: str | None = None
    parent: str | None = None
    status: Status = "proposed"
    resumes_as: Status | None = None
    shipped_on: str | None = None
    horizon: Horizon = "later"
    commitment: Commitment = "exploratory"
    window: Window | None = None
    release: str | None = None
    announced_to: tuple[Audience, ...] = ()
    rice: Rice | None = None
    wsjf: Wsjf | None = None
    moscow: Moscow | None = None
    expected_outcomes: tuple[Expected, ...] = ()
    reviews: tuple[Review, ...] = ()
    health: Health | None = None
    budget: Money | None = None
    costs: tuple[Cost, ...] = ()
    labels: tuple[str, ...] = ()
    audience_text: dict[Audience, str] = {}
    channel: str = ""
    audience: str = ""
    ties: tuple[Tie, ...] = ()
    predecessors: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
