"""Teams and iterations: their lists, and the iteration that a backlog item is to be done in."""

import sqlalchemy as sa
from alembic import op

from ledger.migrations.lists import PLAIN, create_list

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; ``projections.capacity.listing`` describes the columns."""
    create_list("team", ["unit"])
    words = ("status", "team", "starts", "ends", "band")
    create_list("iteration", [*words, sa.Column("over", sa.Boolean)], ["starts"])
    standing = ["status", "product_key", "starts", "number"]
    op.create_index("listed_iteration_standing", "listed_iteration", standing)
    op.add_column("backlog_item", sa.Column("iteration", PLAIN))
    op.create_index("backlog_item_by_iteration", "backlog_item", ["iteration", "product_key"])


def downgrade() -> None:
    """Forward only: what is kept is never dropped by a tool."""
    raise NotImplementedError
