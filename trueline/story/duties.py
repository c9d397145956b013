"""What the story's product has to show for each duty of a product manager."""

import sqlalchemy as sa

from ledger.database import Database
from projections.backlog.listing import BACKLOG
from projections.listing import Listing
from projections.listings import LISTINGS
from trueline.story.telling import PRODUCT

DUTIES: dict[str, tuple[str, ...]] = {
    "vision": ("vision", "objective"),
    "roadmap": ("roadmap_item", "release"),
    "meetings": ("meeting",),
    "briefs": ("brief",),
    "backlog": ("item",),
    "capacity": ("team", "iteration"),
    "risks": ("risk",),
    "decisions": ("decision",),
    "evidence": ("evidence",),
    "metrics": ("metric",),
}
"""The kinds of things that belong to each duty."""


def duties(database: Database) -> dict[str, int]:
    """How many rows there are to show for each duty."""
    with database.read() as connection:
        return {
            duty: sum(_count(connection, _LISTING_OF[kind]) for kind in kinds)
            for duty, kinds in DUTIES.items()
        }


def _count(connection: sa.Connection, listing: Listing) -> int:
    chosen = listing.table.c.product_key == PRODUCT
    counted = sa.select(sa.func.count()).select_from(listing.table).where(chosen)
    return connection.execute(counted).scalar_one()


_LISTING_OF = {each.of.kind: each for each in (*LISTINGS, BACKLOG)}
