"""One row per connection, per link and per conflict; a conflict's id is the position it came at."""

import sqlalchemy as sa

METADATA = sa.MetaData()

CONNECTION_VIEW = sa.Table(
    "connection_view",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("product_id", sa.Text),
    sa.Column("tracker", sa.Text),
    sa.Column("remote_name", sa.Text),
    sa.Column("state", sa.Text),
    sa.Column("trouble", sa.Text),
    sa.Column("version", sa.Integer),
    sa.Column("position", sa.BigInteger),
    sa.Column("json", sa.Text),
)

LINK_VIEW = sa.Table(
    "link_view",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("item_id", sa.Text),
    sa.Column("connection_id", sa.Text),
    sa.Column("state", sa.Text),
    sa.Column("remote_id", sa.Text),
    sa.Column("remote_key", sa.Text),
    sa.Column("remote_url", sa.Text),
    sa.Column("parked_reason", sa.Text),
    sa.Column("open_conflicts", sa.Integer),
    sa.Column("version", sa.Integer),
    sa.Column("position", sa.BigInteger),
    sa.Column("changed_at", sa.Float),
    sa.Column("json", sa.Text),
)

CONFLICT_VIEW = sa.Table(
    "conflict_view",
    METADATA,
    sa.Column("id", sa.BigInteger, primary_key=True),
    sa.Column("link_id", sa.Text),
    sa.Column("item_id", sa.Text),
    sa.Column("connection_id", sa.Text),
    sa.Column("field", sa.Text),
    sa.Column("base", sa.Text),
    sa.Column("ours", sa.Text),
    sa.Column("theirs", sa.Text),
    sa.Column("state", sa.Text),
    sa.Column("choice", sa.Text),
    sa.Column("value", sa.Text),
    sa.Column("settled_by", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("found_at", sa.Float),
    sa.Column("settled_at", sa.Float),
)
