"""What each thing of the plan says, for the databases' own full text (migration 0014)."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR


def _table(*more: sa.Column[str]) -> sa.Table:
    return sa.Table(
        "search_text",
        sa.MetaData(),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text),
        sa.Column("product_key", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("body", sa.Text),
        *more,
    )


SEARCH_TEXT = _table()
"""``title`` begins with the key, so that a key is found too. On SQLite a row has an ``id`` besides,
which the database gives it, and its words stand under it in the full text ``search_words``."""

SEARCH_WORDS = _table(sa.Column("words", TSVECTOR))
"""The same on PostgreSQL, where the words stand beside the text: see ``search.words``."""
