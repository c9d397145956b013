"""Items that cannot go on have an index of their own: they are few, and asked for by themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the index; ``projections.flow`` asks by it."""
    is_blocked = sa.text("blocked_since IS NOT NULL")
    op.create_index(
        "flow_item_blocked",
        "flow_item",
        ["product_key", "stage", "kind", "blocked_since", "blocked_days"],
        sqlite_where=is_blocked,
        postgresql_where=is_blocked,
    )


def downgrade() -> None:
    """Forward only: what is kept is never dropped by a tool."""
    raise NotImplementedError
