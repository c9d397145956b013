"""Teams and iterations: their lists, and the iteration that a backlog item is to be done in."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# keys sort as plain text, whatever the database's own collation is
PLAIN = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the tables; ``projections.capacity.listing`` describes the columns."""
    _list("team", [sa.Column("unit", PLAIN)], [])
    words = [sa.Column(each, PLAIN) for each in ("status", "team", "starts", "ends", "band")]
    _list("iteration", [*words, sa.Column("over", sa.Boolean)], ["starts"])
    standing = ["status", "product_key", "starts", "number"]
    op.create_index("listed_iteration_standing", "listed_iteration", standing)
    op.add_column("backlog_item", sa.Column("iteration", PLAIN))
    op.create_index("backlog_item_by_iteration", "backlog_item", ["iteration", "product_key"])


def _list(kind: str, filters: list[sa.Column[Any]], order: list[str]) -> None:
    """One kind's table with an index for its order and for each filter."""
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
    op.create_index(f"{table}_place", table, ["product_key", *order, "number"])
    for column in filters:
        op.create_index(f"{table}_{column.name}", table, ["product_key", column.name, "number"])


def downgrade() -> None:
    """Forward only: what is kept is never dropped by a tool."""
    raise NotImplementedError
