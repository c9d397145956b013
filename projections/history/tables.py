"""One row per fact, ready to send, and each stream's folded state, where old values come from.

``recorded_at`` is in seconds since the epoch, and never decreases with the position.
"""

import sqlalchemy as sa

METADATA = sa.MetaData()

HISTORY = sa.Table(
    "history",
    METADATA,
    sa.Column("position", sa.BigInteger, primary_key=True),
    sa.Column("stream_id", sa.Text),
    sa.Column("key", sa.Text),
    sa.Column("type", sa.Text),
    sa.Column("recorded_at", sa.Float),
    sa.Column("json", sa.Text),
)

HISTORY_STREAM = sa.Table(
    "history_stream",
    METADATA,
    sa.Column("stream_id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text),
    sa.Column("key", sa.Text),
    sa.Column("state", sa.Text),
)
