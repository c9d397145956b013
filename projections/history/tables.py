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

MILESTONE = sa.text("(position & 63) = 0")
"""Rows that are in the index of times, so that any time is found close behind one of them."""

CREATION = sa.text("type = 'product.created'")
"""Rows that are in an index of their own: there are few, and they tell which products there are."""

HISTORY_STREAM = sa.Table(
    "history_stream",
    METADATA,
    sa.Column("stream_id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text),
    sa.Column("key", sa.Text),
    sa.Column("state", sa.Text),
)
