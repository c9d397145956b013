"""The tables behind the workers: inbox, import runs, watermarks, sent intents and leases."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; ``workers.tables`` describes the columns."""
    op.create_table(
        "inbox",
        sa.Column("connection_id", sa.Text, primary_key=True),
        sa.Column("delivery_id", sa.Text, primary_key=True),
        sa.Column("tracker", sa.Text, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("issue_key", sa.Text),
        sa.Column("issue_id", sa.Text),
        sa.Column("comment_id", sa.Text),
        sa.Column("deleted", sa.Boolean, nullable=False),
        sa.Column("headers", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("received_at", sa.Float, nullable=False),
        sa.Column("not_before", sa.Float, nullable=False),
        sa.Column("lease_until", sa.Float, nullable=False),
    )
    op.create_index("inbox_due", "inbox", ["state", "not_before"])
    op.create_index("inbox_of_issue", "inbox", ["connection_id", "issue_id", "state"])
    op.create_table(
        "import_run",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("connection_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("cursor", sa.Text),
        sa.Column("imported", sa.Integer, nullable=False),
        sa.Column("known", sa.Integer, nullable=False),
        sa.Column("skipped", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer),
        sa.Column("error", sa.Text),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("started_at", sa.Float, nullable=False),
        sa.Column("finished_at", sa.Float),
        sa.Column("not_before", sa.Float, nullable=False),
        sa.Column("lease_until", sa.Float, nullable=False),
    )
    op.create_index("import_run_of_connection", "import_run", ["connection_id", "started_at"])
    op.create_table(
        "watermark",
        sa.Column("connection_id", sa.Text, primary_key=True),
        sa.Column("seen_until", sa.Float),
        sa.Column("etag", sa.Text),
        sa.Column("etag_since", sa.Float),
        sa.Column("checked_at", sa.Float),
        sa.Column("sweep_at", sa.Float),
        sa.Column("redeliver_at", sa.Float),
        sa.Column("not_before", sa.Float, nullable=False),
        sa.Column("lease_until", sa.Float, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("error", sa.Text),
    )
    op.create_table(
        "sent_intent",
        sa.Column("intent", sa.Text, primary_key=True),
        sa.Column("link_id", sa.Text, nullable=False),
        sa.Column("sent_at", sa.Float, nullable=False),
        sa.Column("lookups", sa.Integer, nullable=False),
        sa.Column("remote", sa.Text),
    )
    op.create_table(
        "link_lease",
        sa.Column("link_id", sa.Text, primary_key=True),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("lease_until", sa.Float, nullable=False),
        sa.Column("wanted", sa.Boolean, nullable=False),
        sa.Column("read_at", sa.Float, nullable=False),
        sa.Column("written_at", sa.Float, nullable=False),
    )
    op.create_table(
        "leader",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("lease_until", sa.Float, nullable=False),
    )


def downgrade() -> None:
    """Forward only: what is kept is never dropped by a tool."""
    raise NotImplementedError
