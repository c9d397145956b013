"""Metrics: their list, the stretches of their series, and when a roadmap item was shipped."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# keys sort as plain text, whatever the database's own collation is
PLAIN = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WORDS = ("name", "kind", "status", "owner", "direction", "cadence", "source", "breached")


def upgrade() -> None:
    """Create the tables; ``projections.metrics.listing`` describes the columns."""
    _list("metric", *(sa.Column(each, PLAIN) for each in WORDS))
    for each in WORDS:
        place = ["product_key", each, "number"]
        op.create_index(f"listed_metric_{each}", "listed_metric", place)
    op.create_index("listed_metric_by_breached", "listed_metric", ["breached", "number"])
    version = sa.Column("definition_version", sa.Integer)
    _list("stretch", sa.Column("metric", PLAIN), version, sa.Column("since", PLAIN))
    place = ["metric", "definition_version", "since"]
    op.create_index("listed_stretch_series", "listed_stretch", place)
    op.add_column("listed_roadmap_item", sa.Column("shipped_on", PLAIN))
    place = ["product_key", "shipped_on", "number"]
    op.create_index("listed_roadmap_item_shipped_on", "listed_roadmap_item", place)


def _list(kind: str, *filters: sa.Column[str] | sa.Column[int]) -> None:
    """The table of one kind, with an index for its order."""
    table = f"listed_{kind}"
    op.create_table(
        table,
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("key", PLAIN, nullable=False, unique=True),
        sa.Column("product_key", PLAIN, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("search", sa.Text, nullable=False),
        *filters,
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
    )
    op.create_index(f"{table}_place", table, ["product_key", "number"])


def downgrade() -> None:
    """Forward only: what is kept is never dropped by a tool."""
    raise NotImplementedError
