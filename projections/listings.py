"""Every list of the plan there is."""

from projections.listing import Listing
from projections.objectives.listing import OBJECTIVES

LISTINGS: tuple[Listing, ...] = (OBJECTIVES,)
