"""Every kind of thing that is worked with through its verbs."""

from typing import Any

from domain.aggregate import Aggregate
from domain.backlog_item.rules import ITEM
from domain.brief.rules import BRIEF
from domain.decision.rules import DECISION
from domain.evidence.rules import EVIDENCE
from domain.iteration.rules import ITERATION
from domain.meeting.rules import MEETING
from domain.metric.rules import METRIC
from domain.objective.rules import OBJECTIVE
from domain.product.rules import PRODUCT
from domain.release.rules import RELEASE
from domain.risk.rules import RISK
from domain.roadmap_item.rules import ROADMAP_ITEM
from domain.team.rules import TEAM
from domain.vision.rules import VISION

AGGREGATES: tuple[Aggregate[Any], ...] = (
    PRODUCT,
    ITEM,
    OBJECTIVE,
    ROADMAP_ITEM,
    VISION,
    RELEASE,
    TEAM,
    ITERATION,
    RISK,
    DECISION,
    MEETING,
    METRIC,
    EVIDENCE,
    BRIEF,
)
