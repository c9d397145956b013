"""The lists of the plan: one table for each kind of thing, and the values of its filters."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# keys sort as plain text, whatever the database's own collation is
PLAIN = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the tables; ``projections.listings`` describes the columns."""
    op.create_table(
        "listed_value",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", PLAIN, primary_key=True),
        sa.Column("key", PLAIN, primary_key=True),
    )
    op.create_index("listed_value_key", "listed_value", ["kind", "key"])
    _list("objective", ["status", "owner", "starts", "ends", "off_track"], order=["starts"])
    _roadmap()
    _risks()
    _list("vision", ["status", sa.Column("edition", sa.Integer)])
    _list(
        "decision",
        ["status", "kind", "door", "meeting", "decided_on", "review_on", "due_on"],
    )


def _roadmap() -> None:
    words = ["kind", "status", "horizon", "commitment", "owner", "parent", "release", "moscow"]
    _list("roadmap_item", [*words, "health", "starts", "ends", sa.Column("score", sa.Float)])


def _risks() -> None:
    words = ["status", "category", "owner", "band", "residual_band", "fired"]
    days = ["review_due", "accepted_until", "action_due"]
    numbers = ["likelihood", "impact", "residual_likelihood", "residual_impact", "exposure"]
    _list("risk", [*words, *days, *(sa.Column(each, sa.Integer) for each in numbers)])
    op.create_table(
        "risk_exposure",
        sa.Column("key", PLAIN, primary_key=True),
        sa.Column("day", PLAIN, primary_key=True),
        sa.Column("product_key", PLAIN, nullable=False),
        sa.Column("exposure", sa.Integer, nullable=False),
        sa.Column("open", sa.Integer, nullable=False),
        sa.Column("materialised", sa.Integer, nullable=False),
    )
    op.create_index("risk_exposure_product", "risk_exposure", ["product_key", "day"])
    op.create_table(
        "risk_exposure_state",
        sa.Column("stream_id", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Forward only: what is kept is never dropped by a tool."""
    raise NotImplementedError


def _list(kind: str, filters: list[str | sa.Column[Any]], order: list[str] | None = None) -> None:
    """One kind's table with an index for its order and for each filter."""
    columns = [sa.Column(each, PLAIN) if isinstance(each, str) else each for each in filters]
    table = f"listed_{kind}"
    op.create_table(
        table,
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("key", PLAIN, nullable=False, unique=True),
        sa.Column("product_key", PLAIN, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("search", sa.Text, nullable=False),
        *columns,
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
    )
    place = ["product_key", *(order or []), "number"]
    op.create_index(f"{table}_place", table, place)
    for column in columns:
        op.create_index(f"{table}_{column.name}", table, ["product_key", column.name, "number"])
