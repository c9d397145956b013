"""Every list of the plan there is."""

from projections.briefs.listing import BRIEFS
from projections.capacity.listing import ITERATIONS, TEAMS
from projections.decisions.listing import DECISIONS
from projections.evidence.listing import INBOX
from projections.listing import Listing
from projections.meetings.listing import MEETINGS
from projections.metrics.listing import METRICS
from projections.objectives.listing import OBJECTIVES
from projections.releases.listing import RELEASES
from projections.risks.listing import RISKS
from projections.roadmap.listing import ROADMAP
from projections.visions.listing import VISIONS

LISTINGS: tuple[Listing, ...] = (
    OBJECTIVES,
    ROADMAP,
    VISIONS,
    RELEASES,
    TEAMS,
    ITERATIONS,
    RISKS,
    DECISIONS,
    MEETINGS,
    METRICS,
    INBOX,
    BRIEFS,
)
