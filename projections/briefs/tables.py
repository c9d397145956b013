"""What briefs tell of, as it stands: each roadmap item and release, and where it stood before."""

import sqlalchemy as sa

BRIEF_THING = sa.Table(
    "brief_thing",
    sa.MetaData(),
    sa.Column("stream_id", sa.Text, primary_key=True),
    sa.Column("key", sa.Text),
    sa.Column("json", sa.Text),
)
