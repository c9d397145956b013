"""The read models: positions, backlog, history, sync and the outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# ranks and keys sort as plain text, whatever the database's own collation is
PLAIN = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the tables; ``projections.*.tables`` describe the columns."""
    _positions()
    _backlog()
    _history()
    _sync()
    _outbox()


def downgrade() -> None:
    """Forward only: what is kept is never dropped by a tool."""
    raise NotImplementedError


def _positions() -> None:
    op.create_table(
        "projection_position",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("moved_at", sa.Float, nullable=False),
    )
    op.create_table(
        "projection_error",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("position", sa.BigInteger, primary_key=True),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("skipped_at", sa.Float, nullable=False),
    )
    op.create_table(
        "projection_lease",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("lease_until", sa.Float, nullable=False),
    )


def _backlog() -> None:
    op.create_table(
        "backlog_item",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("product_id", sa.Text, nullable=False),
        sa.Column("product_key", PLAIN, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("priority", sa.Text, nullable=False),
        sa.Column("moscow", sa.Text),
        sa.Column("assignee", sa.Text),
        sa.Column("labels", sa.Text, nullable=False),
        sa.Column("rank", PLAIN, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("search", sa.Text, nullable=False),
        sa.Column("blocked", sa.Boolean, nullable=False),
        sa.Column("archived", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("added_at", sa.Float, nullable=False),
        sa.Column("changed_at", sa.Float, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        postgresql_with={"fillfactor": 70},  # room for the next version of a row beside it
    )
    op.create_index("backlog_item_by_key", "backlog_item", ["key"], unique=True)
    op.create_index("backlog_item_in_order", "backlog_item", ["product_key", "rank", "number"])
    op.create_index("backlog_item_by_number", "backlog_item", ["product_key", "number"])


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("stream_id", sa.Text, nullable=False),
        sa.Column("key", sa.Text),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
    )
    op.create_index("history_by_key", "history", ["key", "position"])
    op.create_index("history_by_stream", "history", ["stream_id", "position"])
    op.create_table(
        "history_stream",
        sa.Column("stream_id", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
    )


def _sync() -> None:
    op.create_table(
        "connection_view",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("product_id", sa.Text, nullable=False),
        sa.Column("tracker", sa.Text, nullable=False),
        sa.Column("remote_name", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("trouble", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
    )
    op.create_table(
        "link_view",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("item_id", sa.Text, nullable=False),
        sa.Column("connection_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("remote_id", sa.Text),
        sa.Column("remote_key", sa.Text),
        sa.Column("remote_url", sa.Text),
        sa.Column("parked_reason", sa.Text),
        sa.Column("open_conflicts", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.Float, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
    )
    op.create_index("link_view_of_item", "link_view", ["item_id", "connection_id"])
    op.create_index("link_view_of_connection", "link_view", ["connection_id", "state"])
    op.create_index("link_view_by_remote", "link_view", ["connection_id", "remote_id"])
    op.create_table(
        "conflict_view",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("link_id", sa.Text, nullable=False),
        sa.Column("item_id", sa.Text, nullable=False),
        sa.Column("connection_id", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("base", sa.Text, nullable=False),
        sa.Column("ours", sa.Text, nullable=False),
        sa.Column("theirs", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("choice", sa.Text),
        sa.Column("value", sa.Text),
        sa.Column("settled_by", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("found_at", sa.Float, nullable=False),
        sa.Column("settled_at", sa.Float),
    )
    op.create_index("conflict_view_of_link", "conflict_view", ["link_id", "state"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("link_id", sa.Text, primary_key=True),
        sa.Column("item_id", sa.Text, nullable=False),
        sa.Column("connection_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("dirty_position", sa.BigInteger, nullable=False),
        sa.Column("seen_position", sa.BigInteger, nullable=False),
        sa.Column("not_before", sa.Float, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease_until", sa.Float, nullable=False),
        sa.Column("reason", sa.Text),
    )
    op.create_index("outbox_due", "outbox", ["state", "not_before"])
    op.create_index("outbox_of_item", "outbox", ["item_id"])
    op.create_index("outbox_of_connection", "outbox", ["connection_id"])
