"""Metrics: their list, the stretches of their series, and when a roadmap item was shipped."""

import sqlalchemy as sa
from alembic import op

from ledger.migrations.lists import PLAIN, create_list

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WORDS = ("name", "kind", "status", "owner", "direction", "cadence", "source", "breached")


def upgrade() -> None:
    """Create the tables; ``projections.metrics.listing`` describes the columns."""
    create_list("metric", WORDS)
    op.create_index("listed_metric_by_breached", "listed_metric", ["breached", "number"])
    version = sa.Column("definition_version", sa.Integer)
    create_list("stretch", ["metric", version, "since"], indexed=False)
    place = ["metric", "definition_version", "since"]
    op.create_index("listed_stretch_series", "listed_stretch", place)
    op.add_column("listed_roadmap_item", sa.Column("shipped_on", PLAIN))
    place = ["product_key", "shipped_on", "number"]
    op.create_index("listed_roadmap_item_shipped_on", "listed_roadmap_item", place)


def downgrade() -> None:
    """Forward only: what is kept is never dropped by a tool."""
    raise NotImplementedError
