"""The outbox: one row per link that says whether its tracker may have to hear something.

The row is level-triggered: it holds no change, only "this link may be dirty". The worker compares
the present state of both sides, so that a mark too many costs a look and loses nothing.
"""

import sqlalchemy as sa

METADATA = sa.MetaData()

OUTBOX = sa.Table(
    "outbox",
    METADATA,
    sa.Column("link_id", sa.Text, primary_key=True),
    sa.Column("item_id", sa.Text),
    sa.Column("connection_id", sa.Text),
    sa.Column("state", sa.Text),
    sa.Column("dirty_position", sa.BigInteger),
    sa.Column("seen_position", sa.BigInteger),
    sa.Column("not_before", sa.Float),
    sa.Column("attempts", sa.Integer),
    sa.Column("lease_until", sa.Float),
    sa.Column("reason", sa.Text),
)
