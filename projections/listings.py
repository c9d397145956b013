"""Every list of the plan there is."""

from projections.decisions.listing import DECISIONS
from projections.listing import Listing
from projections.objectives.listing import OBJECTIVES
from projections.visions.listing import VISIONS

LISTINGS: tuple[Listing, ...] = (
    OBJECTIVES,
    VISIONS,
    DECISIONS,
)
