"""The list of briefs, and what they tell of as it stands."""

import sqlalchemy as sa
from alembic import op

from ledger.migrations.lists import PLAIN, create_list

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WORDS = ("audience", "status", "owner", "release", "stale", "broken", "owes_news")


def upgrade() -> None:
    """Create the tables; ``projections.briefs`` describes the columns."""
    published = sa.Column("published", sa.Integer)
    create_list("brief", [*WORDS[:4], published, *WORDS[4:]])
    for each in ("stale", "owes_news"):  # asked for over all products too
        op.create_index(f"listed_brief_by_{each}", "listed_brief", [each, "number"])
    op.create_table(
        "brief_thing",
        sa.Column("stream_id", sa.Text, primary_key=True),
        sa.Column("key", PLAIN, nullable=False, unique=True),
        sa.Column("json", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Forward only: what is kept is never dropped by a tool."""
    raise NotImplementedError
