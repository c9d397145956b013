"""The runner's own tables: how far each projection is, what it left out, and who runs them.

Times are seconds since the epoch, UTC, as floats, so that both databases compare them alike.
"""

import sqlalchemy as sa

METADATA = sa.MetaData()

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
