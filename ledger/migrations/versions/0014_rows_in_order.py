"""What is written once for each fact is written in order, and what is in the ledger is left there.

The history has no column that the ledger has, but for the type (by today's tags). A time is found
by one row of the ledger in 64. A text of the search has a number in the order of writing, by which
SQLite's full text keeps it; its words are written by the projection, many at a time: SQLite ends a
part of its full text with every row that a trigger adds, and PostgreSQL takes longer to find the
words than to keep them. What these tables held is built anew from the ledger.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from ledger.migrations.lists import PLAIN

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_POSITION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # which is SQLite's own row number


def upgrade() -> None:
    """``projections.history.tables`` and ``projections.search.tables`` describe the columns."""
    dialect = op.get_bind().dialect.name
    op.execute("UPDATE projection_position SET position = 0 WHERE name = 'history'")
    _history(dialect)
    _search(dialect)
    milestones = sa.text("(notification_id & 63) = 0")
    op.create_index(
        "events_milestones",
        "events",
        ["recorded_at", "notification_id"],
        sqlite_where=milestones,
        postgresql_where=milestones,
    )


def _history(dialect: str) -> None:
    op.execute("DROP VIEW history_row")
    op.drop_table("history")
    op.create_table(
        "history",
        sa.Column("position", _POSITION, primary_key=True, autoincrement=False),
        sa.Column("key", PLAIN),
        sa.Column("type", PLAIN, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
    )
    op.create_index("history_by_key", "history", ["key", "position"])
    creations = sa.text("type = 'product.created'")
    op.create_index(
        "history_creations",
        "history",
        ["position"],
        sqlite_where=creations,
        postgresql_where=creations,
    )
    stream = "e.originator_id"
    if dialect == "postgresql":
        stream = f"replace(CAST({stream} AS text), '-', '')"
    op.execute(f"""
        CREATE VIEW history_row AS
        SELECT h.position, {stream} AS stream_id, e.originator_version AS version, h.type,
            e.event_id, CAST(e.metadata AS text) AS envelope, e.recorded_at, h.key, h.json
        FROM history h JOIN events e ON e.notification_id = h.position""")  # noqa: S608  # constants


def _search(dialect: str) -> None:
    if dialect == "sqlite":
        op.execute("DROP TABLE search_words")
    op.drop_table("search_text")
    columns = (
        sa.Column("kind", PLAIN, nullable=False),
        sa.Column("product_key", PLAIN, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    if dialect == "postgresql":
        key = sa.Column("key", PLAIN, primary_key=True)
        op.create_table("search_text", key, *columns, sa.Column("words", TSVECTOR, nullable=False))
        op.execute("CREATE INDEX search_text_words ON search_text USING gin (words)")
    else:
        number = sa.Column("id", sa.Integer, primary_key=True)
        key = sa.Column("key", PLAIN, nullable=False, unique=True)
        op.create_table("search_text", number, key, *columns)
        op.execute(
            "CREATE VIRTUAL TABLE search_words USING fts5(title, body, content='search_text',"
            " content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
        )


def downgrade() -> None:
    """Forward only: what is kept is never dropped by a tool."""
    raise NotImplementedError
