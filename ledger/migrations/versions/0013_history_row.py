"""The history keeps only what the ledger does not: a view puts the two together.

What the history held before is of another form: it is built anew from the ledger.
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """``projections.history.tables`` describes the columns."""
    op.execute("DELETE FROM history")
    op.execute("UPDATE projection_position SET position = 0 WHERE name = 'history'")
    op.execute("""
        CREATE VIEW history_row AS
        SELECT h.position, h.stream_id, e.originator_version AS version, h.type, e.event_id,
            CAST(e.metadata AS text) AS envelope, e.recorded_at, h.key, h.json
        FROM history h JOIN events e ON e.notification_id = h.position""")


def downgrade() -> None:
    """Forward only: what is kept is never dropped by a tool."""
    raise NotImplementedError
