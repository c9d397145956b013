"""How far each projection is, what it left out, who runs them, and what there is to take in.

Times are seconds since the epoch, UTC, as floats, so that both databases compare them alike.
"""

import sqlalchemy as sa

METADATA = sa.MetaData()

LOG = sa.table("events", sa.column("notification_id"), sa.column("recorded_at"))
"""The ledger's own rows, of which ``recorded_at`` never decreases with the position."""

MILESTONE = sa.text("(notification_id & 63) = 0")
"""Rows of it that are in an index of times: any time is found close behind one of them."""

POSITION = sa.Table(
    "projection_position",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer),
    sa.Column("position", sa.BigInteger),
    sa.Column("state", sa.Text),
    sa.Column("error", sa.Text),
    sa.Column("moved_at", sa.Float),
)

ERROR = sa.Table(
    "projection_error",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("position", sa.BigInteger, primary_key=True),
    sa.Column("error", sa.Text),
    sa.Column("skipped_at", sa.Float),
)

LEASE = sa.Table(
    "projection_lease",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("owner", sa.Text),
    sa.Column("lease_until", sa.Float),
)
