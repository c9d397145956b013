"""The list of briefs, and what they tell of as it stands."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# keys sort as plain text, whatever the database's own collation is
PLAIN = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TABLE = "listed_brief"
WORDS = ("audience", "status", "owner", "release", "stale", "broken", "owes_news")


def upgrade() -> None:
    """Create the tables; ``projections.briefs`` describes the columns."""
    words: list[sa.Column[Any]] = [sa.Column(each, PLAIN) for each in WORDS]
    filters: list[sa.Column[Any]] = [*words[:4], sa.Column("published", sa.Integer), *words[4:]]
    op.create_table(
        TABLE,
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
    op.create_index(f"{TABLE}_place", TABLE, ["product_key", "number"])
    for column in filters:
        op.create_index(f"{TABLE}_{column.name}", TABLE, ["product_key", column.name, "number"])
    for each in ("stale", "owes_news"):  # asked for over all products too
        op.create_index(f"{TABLE}_by_{each}", TABLE, [each, "number"])
    op.create_table(
        "brief_thing",
        sa.Column("stream_id", sa.Text, primary_key=True),
        sa.Column("key", PLAIN, nullable=False, unique=True),
        sa.Column("json", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Forward only: what is kept is never dropped by a tool."""
    raise NotImplementedError
