"""What each thing of the plan says, for the databases' own full text (migration 0005)."""

import sqlalchemy as sa

METADATA = sa.MetaData()

SEARCH_TEXT = sa.Table(
    "search_text",
    METADATA,
    sa.Column("id", sa.BigInteger, primary_key=True),
    sa.Column("key", sa.Text),
    sa.Column("kind", sa.Text),
    sa.Column("product_key", sa.Text),
    sa.Column("title", sa.Text),
    sa.Column("body", sa.Text),
)
"""``id`` follows from the key; ``title`` begins with the key, so that a key is found too."""
