"""How items go through the work (``projections.flow``)."""

import sqlalchemy as sa
from alembic import op

from ledger.migrations.lists import PLAIN

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, with an index for each question: all that it counts stands in it."""
    op.create_table(
        "flow_item",
        sa.Column("id", sa.Text, primary_key=True),
        *(sa.Column(each, PLAIN, nullable=False) for each in ("key", "product_key", "kind")),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("archived", sa.Boolean, nullable=False),
        *(sa.Column(each, PLAIN) for each in ("added", "started", "ended", "blocked_since")),
        sa.Column("blocked_days", sa.Integer, nullable=False),
        sa.Column("completion", sa.BigInteger),
        sa.Column("stage", PLAIN, nullable=False),
        sa.Column("cycle_days", sa.Integer),
    )
    for name, columns in _COUNTED.items():
        op.create_index(f"flow_item_{name}", "flow_item", ["product_key", *columns])
    op.create_table(
        "flow_done",
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        *(sa.Column(each, PLAIN, nullable=False) for each in ("id", "product_key", "day", "known")),
        sa.Column("undone", PLAIN),
    )
    op.create_index("flow_done_day", "flow_done", ["product_key", "day", "known", "undone", "id"])
    op.create_index("flow_done_id", "flow_done", ["id"])
    op.create_table(
        "flow_week",
        sa.Column("id", PLAIN, primary_key=True),
        *(sa.Column(each, PLAIN, nullable=False) for each in ("product_key", "week", "kind")),
        *(sa.Column(each, sa.Integer, nullable=False) for each in _MOVES),
    )
    op.create_index("flow_week_place", "flow_week", ["product_key", "week", "kind", *_MOVES])


_MOVES = ["added", "started", "done", "dropped", "ended_begun", "unseen"]
_COUNTED = {
    "ended": ["stage", "ended", "kind", "cycle_days", "blocked_days"],
    "standing": ["stage", "started", "key", "kind", "blocked_since", "blocked_days"],
}


def downgrade() -> None:
    """Forward only: what is kept is never dropped by a tool."""
    raise NotImplementedError
