"""One row per item: columns to filter and sort by, and the item's JSON as it is sent."""

import sqlalchemy as sa

METADATA = sa.MetaData()

UNRANKED = "~"
"""The rank of an item without one: sorts behind every real rank."""

BACKLOG_ITEM = sa.Table(
    "backlog_item",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("product_key", sa.Text),
    sa.Column("number", sa.Integer),
    sa.Column("key", sa.Text),
    sa.Column("kind", sa.Text),
    sa.Column("status", sa.Text),
    sa.Column("priority", sa.Text),
    sa.Column("moscow", sa.Text),
    sa.Column("assignee", sa.Text),
    sa.Column("labels", sa.Text),
    sa.Column("rank", sa.Text),
    sa.Column("release", sa.Text),
    sa.Column("search", sa.Text),
    sa.Column("blocked", sa.Boolean),
    sa.Column("archived", sa.Boolean),
    sa.Column("version", sa.Integer),
    sa.Column("position", sa.BigInteger),
    sa.Column("json", sa.Text),
)
